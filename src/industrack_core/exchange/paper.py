"""Pages of a PDF: text is drawn as it is, never read as markup. What is printed draws on this."""

from typing import IO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

PLAIN, BOLD = "Vera", "VeraBd"
WIDTH, HEIGHT = A4
LEFT, RIGHT, BOTTOM, TOP = 20 * mm, WIDTH - 20 * mm, 20 * mm, HEIGHT - 40 * mm
LINE = 13
_TITLE, _BELOW, _RULE = HEIGHT - 22 * mm, HEIGHT - 29 * mm, HEIGHT - 32 * mm


class Paper:
    """The paper under the pen: `y` is where the next line goes. Characters that the font lacks become `?`."""

    def __init__(self, file: IO[bytes], title: str) -> None:
        for name in (PLAIN, BOLD):
            if name not in pdfmetrics.getRegisteredFontNames():
                pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
        self._known = pdfmetrics.getFont(PLAIN).face.charToGlyph
        self.canvas = Canvas(file, pagesize=A4, invariant=1)
        self.canvas.setTitle(self.shown(title))
        self.y = 0.0

    def shown(self, text: str) -> str:
        """The text as far as the font has it."""
        return "".join(each if ord(each) in self._known else "?" for each in text)

    def split(self, text: str, font: str, size: int, width: float) -> list[str]:
        """The text in lines of at most that width."""
        return [str(line) for line in simpleSplit(self.shown(text), font, size, width)]

    def begin(self, title: str, below: str, right: str) -> None:
        """A page with its heading: two lines on the left, one on the right, a rule under them."""
        # of a long text the first line: the heading has no room for more
        title = next(iter(self.split(title, BOLD, 16, (RIGHT - LEFT) * 0.6)), "")
        right = next(iter(self.split(right, PLAIN, 9, (RIGHT - LEFT) * 0.38)), "")
        self.draw(LEFT, _TITLE, title, BOLD, 16)
        self.draw(LEFT, _BELOW, next(iter(self.split(below, PLAIN, 9, RIGHT - LEFT)), ""))
        self.draw_right(RIGHT, _TITLE, right)
        self.canvas.line(LEFT, _RULE, RIGHT, _RULE)
        self.y = float(TOP)

    def draw(self, x: float, y: float, text: str, font: str = PLAIN, size: int = 9) -> None:
        """A line that begins at x."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, y, self.shown(text))

    def draw_right(self, x: float, y: float, text: str, font: str = PLAIN, size: int = 9) -> None:
        """A line that ends at x."""
        self.canvas.setFont(font, size)
        self.canvas.drawRightString(x, y, self.shown(text))

    def end_page(self) -> None:
        self.canvas.showPage()

    def save(self) -> None:
        """Write the file; nothing can be drawn afterwards."""
        self.canvas.save()
