"""The base of every drawn pane: it answers lines of styled text, and nothing else.

A `Static` lays the screen out again at each update; a line pane repaints only the lines that changed.
"""

from collections.abc import Sequence

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from industrack_core.domain.text import cell_width, clip, pad
from industrack_tui.glyphs import UNICODE, Glyphs
from industrack_tui.themes import Look

Pieces = Sequence[Segment]


def fitted(pieces: Pieces, width: int, filler: Segment) -> Strip:
    """A strip of exactly `width` cells: pieces cut by cells, the rest in the filler's style."""
    kept: list[Segment] = []
    used = 0
    for piece in pieces:
        if used >= width:
            break
        text, cells = piece.text, cell_width(piece.text)
        if used + cells > width:
            text = pad(clip(text, width - used, ""), width - used)
            cells = width - used
        if text:
            kept.append(Segment(text, piece.style))
            used += cells
    if used < width:
        kept.append(Segment(" " * (width - used), filler.style))
    return Strip(kept, width)


class LinePane(Widget):
    """A widget that draws its lines itself. Subclasses set `lines` through `show_lines`."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "LinePane { width: 1fr; height: 1; }"
    ground_role = "panel"

    def __init__(self, look: Look, glyphs: Glyphs = UNICODE, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.look = look
        self.glyphs = glyphs
        self._strips: dict[int, Strip] = {}
        self._shown: list[list[Segment]] = []

    def show_lines(self, lines: Sequence[Pieces]) -> None:
        """Show these lines; only those that differ from what is shown are painted again."""
        fresh = [list(line) for line in lines]
        for y in range(max(len(fresh), len(self._shown))):
            before = self._shown[y] if y < len(self._shown) else None
            after = fresh[y] if y < len(fresh) else None
            if before != after:
                self._strips.pop(y, None)
                self.refresh(Region(0, y, self.size.width, 1))
        self._shown = fresh

    def restyle(self, look: Look) -> None:
        """Dress in another theme; subclasses draw their lines again."""
        self.look = look
        self._strips.clear()
        self.refresh()

    def on_resize(self) -> None:
        self._strips.clear()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._strips.clear()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        strip = self._strips.get(y)
        if strip is None:
            filler = Segment(" ", self.look[self.ground_role])
            pieces = self._shown[y] if y < len(self._shown) else ()
            strip = self._strips[y] = fitted(pieces, self.size.width, filler)
        return strip
