"""Pages of a PDF, with sections, paragraphs and tables. What is printed draws on this.

Lengths are millimetres from the upper left corner, sizes of letters points.
"""

import io
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import IO

from fpdf import FPDF

from industrack_core.exchange.papers.letterhead import Letterhead
from industrack_core.exchange.papers.paper_size import is_letter
from industrack_core.exchange.papers.pen import TEXT_SIZE, PaperPen, line_height

MARGIN = 18.0
_FOOT = 12.0
_RULE_GREY = 170
_LOGO = (50.0, 20.0)
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


class Paper(PaperPen):
    """Pages under the pen, which go on where one is full. A section begins on a page of its own."""

    def __init__(self, title: str, country: str = "") -> None:
        pdf = FPDF(format="letter" if is_letter(country) else "A4")
        pdf.set_auto_page_break(False)
        pdf.set_margin(0)
        pdf.c_margin = 0
        pdf.alias_nb_pages("")  # no text of a person's is a sign for the number of pages
        pdf.set_title(title)
        # the same paper, whenever it is written
        pdf.set_creation_date(datetime(2000, 1, 1, tzinfo=UTC))
        super().__init__(pdf, country, MARGIN)
        self.left, self.right, self.bottom = MARGIN, pdf.w - MARGIN, pdf.h - MARGIN - _FOOT
        self._problems: list[str] = []
        self._again: Callable[[], None] = lambda: None
        self._first_page, self._foot = 0, ""

    # -- pages ---------------------------------------------------------------------------------

    def begin(self, title: str, letterhead: Letterhead, facts: Sequence[tuple[str, str]] = ()) -> None:
        """A section: the company above, the title and its facts beneath. `Page 1 of 2` is counted in it."""
        self._foot = " · ".join(part for part in (title, letterhead.name) if part)
        self._again = lambda: None
        self._pdf.add_page()
        self._first_page, self.y = self._pdf.page_no(), MARGIN
        self._letterhead(letterhead)
        self.text(title, bold=True, size=16)
        self.y += 1
        for name, value in facts:
            self.draw(self.left, name, grey=True)
            self.text(value, left=self.left + 28)
        self.rule()

    def _letterhead(self, letterhead: Letterhead) -> None:
        bottom = self._logo(letterhead.logo) if letterhead.logo else self.y
        left = self.left + _LOGO[0] + 10 if letterhead.logo else self.left
        for place, line in enumerate((letterhead.name, *letterhead.lines)):
            size = 11.0 if place == 0 else 8.5
            for part in self.split(line, self.right - left, bold=place == 0, size=size):
                self.draw_right(self.right, part, bold=place == 0, size=size)
                self.y += line_height(size)
        self.y = max(self.y, bottom) + 5

    def _logo(self, content: bytes) -> float:
        """Draw a picture; answers where it ends."""
        try:
            if not content.startswith(_PICTURES):
                raise ValueError
            drawn = self._pdf.image(
                io.BytesIO(content), self.left, self.y, *_LOGO, keep_aspect_ratio=True, alt_text="logo"
            )
        except Exception:  # in what ways a picture can be damaged, its readers do not say in one kind of error
            self._problems.append("The logo is no PNG or JPEG picture that can be read: the paper is without it.")
            return self.y
        return self.y + drawn.rendered_height

    def next_page(self) -> None:
        """Go on with the section on another page."""
        self._pdf.add_page()
        self.y = MARGIN
        self.draw(self.left, self.split(self._foot, self.right - self.left)[0] if self._foot else "", grey=True)
        self.y += line_height(TEXT_SIZE)
        self.rule()
        self._again()

    def keep(self, height: float) -> None:
        """Another page, unless so much room is left on this one."""
        if self.y + height > self.bottom and self.y > MARGIN + 12:
            self.next_page()

    def end(self) -> None:
        """End the section: its pages get their numbers."""
        self._again = lambda: None
        last = self._pdf.page_no()
        for page in range(self._first_page, last + 1):
            self._pdf.page = page
            self.y = self._pdf.h - MARGIN
            self.draw(self.left, next(iter(self.split(self._foot, self.right - self.left - 40, size=8)), ""), size=8,
                      grey=True)  # fmt: skip
            self.draw_right(self.right, f"Page {page - self._first_page + 1} of {last - self._first_page + 1}", size=8)
        self._pdf.page = last

    @property
    def unprinted(self) -> str:
        """A sentence about what could not be printed; empty for nothing."""
        words = list(self.fonts.missing)
        if words:
            some = ", ".join(words[:5]) + (" and others" if len(words) > 5 else "")
            letters = f"No font here can write {some}: squares stand there. Install one, then print again."
            return " ".join([letters, *self._problems])
        return " ".join(self._problems)

    def write(self, file: IO[bytes]) -> None:
        """Write the file; nothing can be drawn afterwards. Raises OSError."""
        self.fonts.finish()
        file.write(self._pdf.output())

    # -- text ----------------------------------------------------------------------------------

    def text(
        self, text: str, *, bold: bool = False, size: float = TEXT_SIZE, left: float = 0, grey: bool = False
    ) -> None:
        """A paragraph from `left` to the right margin, over as many pages as it takes."""
        left = left or self.left
        for line in self.split(text, self.right - left, bold=bold, size=size):
            self.keep(line_height(size))
            self.draw(left, line, bold=bold, size=size, grey=grey)
            self.y += line_height(size)

    def note(self, text: str) -> None:
        """A text with its line breaks."""
        for paragraph in text.split("\n"):
            self.text(paragraph)
            self.y += 0 if paragraph.strip() else line_height(TEXT_SIZE) / 2

    def rule(self, left: float = 0, right: float = 0) -> None:
        """A line across, with room around it."""
        self._pdf.set_draw_color(_RULE_GREY)
        self._pdf.line(left or self.left, self.y + 1, right or self.right, self.y + 1)
        self.y += 2.5

    def blanks(self, names: Sequence[str], left: float = 0) -> None:
        """Room to write in by hand: each name under a line of its own, side by side."""
        self.keep(16)
        left = left or self.left
        step = (self.right - left) / len(names)
        self.y += 9
        self._pdf.set_draw_color(0)
        for place in range(len(names)):
            x = left + step * place
            self._pdf.line(x, self.y, x + step - 6, self.y)
        self.y += 0.8
        for place, name in enumerate(names):
            self.draw(left + step * place, name, size=7.5, grey=True)
        self.y += line_height(TEXT_SIZE) + 1

    # -- tables --------------------------------------------------------------------------------

    def table(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Words in the first column, numbers at the right in the others; the heading stands on every page."""
        widths = [max(self.width(row[place], True) for row in (columns, *rows)) + 5 for place in range(1, len(columns))]
        heading = partial(self._heading, columns, widths)
        self.keep(line_height(TEXT_SIZE) * 4)
        heading()
        self._again = heading
        for row in rows:
            self._row(row, widths)
        self._again = lambda: None
        self.rule()

    def _heading(self, columns: Sequence[str], widths: Sequence[float]) -> None:
        self._row(columns, widths, bold=True)
        self.rule()

    def _row(self, cells: Sequence[str], widths: Sequence[float], *, bold: bool = False) -> None:
        words = self.split(cells[0], max(self.right - self.left - sum(widths), 40), bold=bold) or [""]
        self.keep(min(len(words), 6) * line_height(TEXT_SIZE))
        for place, line in enumerate(words):
            if not bold:
                self.keep(line_height(TEXT_SIZE))
            self.draw(self.left, line, bold=bold)
            x = self.right
            for cell, width in zip(reversed(cells[1:]), reversed(widths), strict=True):
                if place == 0:
                    self.draw_right(x, cell, bold=bold)
                x -= width
            self.y += line_height(TEXT_SIZE)
        self.y += 0.6

    def sums(self, rows: Sequence[tuple[str, str]]) -> None:
        """What a table comes to, kept together; the last one is what counts."""
        self.keep(len(rows) * line_height(TEXT_SIZE + 1) + 2)
        widest = max(self.width(amount, True, TEXT_SIZE + 1) for _, amount in rows)
        for place, (name, amount) in enumerate(rows):
            size, bold = (TEXT_SIZE + 1, True) if place == len(rows) - 1 else (TEXT_SIZE, False)
            self.draw_right(self.right - widest - 6, name, bold=bold, size=size)
            self.draw_right(self.right, amount, bold=bold, size=size)
            self.y += line_height(size)
