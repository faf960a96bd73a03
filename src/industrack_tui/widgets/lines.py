"""The base of every drawn pane: it answers lines of styled text, and nothing else.

A `Static` lays the screen out again at each update; a line pane repaints only the lines that changed.
"""

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Self

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from industrack_core.domain.text.text import ONE_CELL_EACH, cell_width, clip, pad
from industrack_tui.glyphs import UNICODE, Glyphs
from industrack_tui.terminal.short_way import Drawn, ShortWay
from industrack_tui.themes import Look

Pieces = Sequence[Segment]
RIGHT_BUTTON = 3


class Finished(list[Segment]):
    """A line that is shown again as it is, by who keeps it: what it was made into is kept with it."""

    __slots__ = ("strip",)

    def __init__(self, pieces: Iterable[Segment]) -> None:
        super().__init__(pieces)
        self.strip: Strip | None = None

    def of_width(self, width: int, filler: Segment) -> Strip:
        """As `fitted` has it; who keeps the line lets go of it where the filler looks otherwise."""
        if self.strip is None or self.strip.cell_length != width:
            self.strip = fitted(self, width, filler)
        return self.strip


class MenuAsked(Message):
    """The right button was pressed on what is now under the cursor: its menu is asked for."""


def fitted(pieces: Pieces, width: int, filler: Segment) -> Strip:
    """A strip of exactly `width` cells: pieces cut by cells, the rest in the filler's style."""
    whole = "".join([piece.text for piece in pieces])
    if len(whole) <= width and ONE_CELL_EACH.fullmatch(whole):  # nearly always, and then nothing need be measured
        kept = [piece for piece in pieces if piece.text]
        if len(whole) < width:
            kept.append(Segment(" " * (width - len(whole)), filler.style))
        return Strip(kept, width)
    kept = []
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


class DrawnWidget(Drawn):
    """A widget without border or padding that keeps its finished lines and draws again only those made dirty.

    Textual asks for all lines of every widget between the first and the last dirty line of the screen,
    and runs each through its style cache and filters; here a clean line is one look into a list. What is
    drawn must be fully styled: no style sheet and no color filter comes after it.
    """

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._finished: list[Strip | None] = []
        self._finished_width = -1

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        if repaint:
            if regions:
                for region in regions:
                    for y in range(max(0, region.y), min(region.bottom, len(self._finished))):
                        self._finished[y] = None
            else:
                self._finished = []
            if not layout and not recompose and self.is_mounted:
                app = self.app
                if isinstance(app, ShortWay) and app.in_front is not None and app.takes(self, regions):
                    return self
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def clicked(self, event: events.Click, moved: Message, activated: Message) -> None:
        """What a click says once the cursor stands where it was: `moved`, then of the right button that the menu is
        asked for, of a second click `activated`."""
        self.post_message(moved)
        if event.button == RIGHT_BUTTON:
            self.post_message(MenuAsked())
        elif event.chain == 2:
            self.post_message(activated)

    def render_lines(self, crop: Region) -> list[Strip]:
        width, height = self.outer_size  # no border, no padding: the same, and cheap to ask
        if len(self._finished) != height or self._finished_width != width:
            self._finished, self._finished_width = [None] * height, width
        strips: list[Strip] = []
        for y in range(crop.y, crop.bottom):
            strip = self._finished[y] if y < height else Strip.blank(width)
            if strip is None:
                strip = self._finished[y] = self.render_line(y)
            strips.append(strip)
        if crop.x or crop.width != width:
            return [strip.crop(crop.x, crop.right) for strip in strips]
        return strips

    def line(self, y: int) -> Strip:
        return self.render_lines(Region(0, y, self.outer_size.width, 1))[0]


class Covered(Widget):
    """A screen or container that its children cover whole: it has nothing to draw, so it is not asked to."""

    def render_lines(self, crop: Region) -> list[Strip]:
        return [Strip.blank(crop.width)] * crop.height


class LinePane(DrawnWidget):
    """A pane of a few lines, set by `show_lines`."""

    DEFAULT_CSS = "LinePane { width: 1fr; height: 1; }"
    ground_role = "panel"

    def __init__(self, look: Look, glyphs: Glyphs = UNICODE, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.look = look
        self.glyphs = glyphs
        self._shown: list[list[Segment]] = []

    def show_lines(self, lines: Sequence[Pieces]) -> None:
        """Show these lines; only those that differ from what is shown are painted again."""
        fresh = [line if isinstance(line, Finished) else list(line) for line in lines]
        before, self._shown = self._shown, fresh
        pairs = enumerate(zip_longest(before, fresh))
        differing = [y for y, (old, new) in pairs if old is not new and old != new]
        if differing:
            width = self.outer_size.width
            self.refresh(*[Region(0, y, width, 1) for y in differing])

    def restyle(self, look: Look) -> None:
        """Dress in another theme; subclasses draw their lines again."""
        self.look = look
        self.refresh()

    def render_line(self, y: int) -> Strip:
        filler, width = Segment(" ", self.look[self.ground_role]), self.outer_size.width
        shown = self._shown[y] if y < len(self._shown) else ()
        return shown.of_width(width, filler) if isinstance(shown, Finished) else fitted(shown, width, filler)
