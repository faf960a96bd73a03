"""Day sheets as PDF: text is drawn as it is, never read as markup."""

from collections.abc import Sequence
from typing import IO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from industrack_core.exchange.day_sheets import Sheet, SheetJob, heading

_PLAIN, _BOLD = "Vera", "VeraBd"
_WIDTH, _HEIGHT = A4
_LEFT, _RIGHT, _BOTTOM, _TOP = 20 * mm, _WIDTH - 20 * mm, 20 * mm, _HEIGHT - 40 * mm
_TEXT = _LEFT + 95
_LINE = 13


def write_pdf(sheets: Sequence[Sheet], file: IO[bytes]) -> None:
    """All sheets, each on pages of its own. Characters that the font does not have become `?`."""
    pages = _Pages(file)
    for sheet in sheets:
        pages.begin(sheet)
        for job in sheet.jobs:
            pages.job(job)
        pages.canvas.showPage()
    pages.canvas.save()


class _Pages:
    """The paper under the pen: `y` is where the next line goes."""

    def __init__(self, file: IO[bytes]) -> None:
        for name in (_PLAIN, _BOLD):
            if name not in pdfmetrics.getRegisteredFontNames():
                pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
        self._known = pdfmetrics.getFont(_PLAIN).face.charToGlyph
        self.canvas = Canvas(file, pagesize=A4, invariant=1)
        self.canvas.setTitle("Day sheets")
        self.y = 0.0

    def shown(self, text: str) -> str:
        """The text as far as the font has it."""
        return "".join(each if ord(each) in self._known else "?" for each in text)

    def begin(self, sheet: Sheet) -> None:
        """A page with the sheet's heading."""
        self.sheet = sheet
        name, about = heading(sheet)
        self.canvas.setFont(_BOLD, 16)
        self.canvas.drawString(_LEFT, _HEIGHT - 22 * mm, self.shown(name))
        self.canvas.setFont(_PLAIN, 9)
        self.canvas.drawString(_LEFT, _HEIGHT - 29 * mm, self.shown(about))
        self.canvas.drawRightString(_RIGHT, _HEIGHT - 22 * mm, self.shown(sheet.company))
        self.canvas.line(_LEFT, _HEIGHT - 32 * mm, _RIGHT, _HEIGHT - 32 * mm)
        self.y = float(_TOP)

    def job(self, job: SheetJob) -> None:
        """A job, kept together where a page has room for it."""
        lines = self._split(job.title, _BOLD, 10)
        for detail in (job.customer, job.place, job.crew, job.state, *job.notes):
            lines += self._split(detail, _PLAIN, 9)
        if self.y - _LINE * len(lines) < _BOTTOM and self.y < _TOP:
            self._next_page()
        for place, (font, size, text) in enumerate(lines):
            if self.y < _BOTTOM:
                self._next_page()
            if place == 0:
                self.canvas.setFont(_BOLD, 9)
                self.canvas.drawString(_LEFT, self.y, self.shown(job.when[:16]))
            self.canvas.setFont(font, size)
            self.canvas.drawString(_TEXT, self.y, text)
            self.y -= _LINE
        self.y -= 8

    def _split(self, text: str, font: str, size: int) -> list[tuple[str, int, str]]:
        return [(font, size, line) for line in simpleSplit(self.shown(text), font, size, _RIGHT - _TEXT)]

    def _next_page(self) -> None:
        self.canvas.showPage()
        self.begin(self.sheet)
