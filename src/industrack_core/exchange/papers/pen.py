"""Lines of text on a page of a PDF: how wide they are, where they break, and how they are drawn.

Lengths are millimetres from the upper left corner, sizes of letters points.
"""

from collections.abc import Sequence
from functools import lru_cache

from fpdf import FPDF

from industrack_core.exchange.papers.paper_fonts import Fonts, is_piled

TEXT_SIZE = 9.0
_GREY = 110


def line_height(size: float) -> float:
    """Millimetres from one line to the next."""
    return size * 0.46


class PaperPen:
    """Writes on the page that is open; `y` is where the next line goes. Text is drawn as it is, never as markup."""

    def __init__(self, pdf: FPDF, country: str, y: float) -> None:
        self._pdf = pdf
        self.fonts = Fonts(pdf, country)
        self.y = y
        self.width = lru_cache(maxsize=20_000)(self._width)

    def _width(self, text: str, bold: bool = False, size: float = TEXT_SIZE) -> float:
        """Of a line."""
        text = self.fonts.shown(text)
        self.fonts.ready(text, bold=bold, size=size)
        return float(self._pdf.get_string_width(text))

    def split(self, text: str, width: float, *, bold: bool = False, size: float = TEXT_SIZE) -> list[str]:
        """The words of a text in lines of at most that width; a word that is longer is broken."""
        lines, line, used, gap = [], "", 0.0, self.width(" ", bold, size)
        for word in self.fonts.shown(text).split():
            wide = self.width(word, bold, size)
            if line and used + gap + wide <= width:
                line, used = f"{line} {word}", used + gap + wide
                continue
            lines += [line] if line else []
            *full, line = self._broken(word, wide, width, bold, size)
            lines += full
            used = wide if not full else self.width(line, bold, size)
        return [*lines, line] if line else lines

    def _broken(self, word: str, wide: float, width: float, bold: bool, size: float) -> list[str]:
        if wide <= width:
            return [word]
        parts, line, used = [], "", 0.0
        for character in word:
            step = self.width(character, bold, size)
            if line and used + step > width:
                parts.append(line)
                line, used = "", 0.0
            line, used = line + character, used + step
        return [*parts, line]

    def draw(self, x: float, text: str, *, bold: bool = False, size: float = TEXT_SIZE, grey: bool = False) -> None:
        """A line that begins at x, at `y`."""
        if not text:
            return
        text = self.fonts.shown(text)
        self.fonts.ready(text, bold=bold, size=size)
        self._pdf.set_text_color(_GREY if grey else 0)
        self._pdf.set_xy(x, self.y)
        piled = is_piled(text)
        if piled:  # for who copies it or reads it aloud: what was written, not what its drawing is made of
            self._pdf._out(f"/Span <</ActualText <feff{text.encode('utf-16-be').hex()}>>> BDC")
        self._pdf.cell(h=line_height(size), text=text)
        if piled:
            self._pdf._out("EMC")

    def strokes(self, strokes: Sequence[Sequence[tuple[float, float]]]) -> None:
        """Lines from point to point, as a pen drew them."""
        self._pdf.set_draw_color(0)
        with self._pdf.local_context(line_width=0.35):
            for stroke in strokes:
                self._pdf.polyline(stroke if len(stroke) > 1 else [*stroke, *stroke])

    def draw_right(self, x: float, text: str, *, bold: bool = False, size: float = TEXT_SIZE) -> None:
        """A line that ends at x."""
        self.draw(x - self.width(text, bold, size), text, bold=bold, size=size)
