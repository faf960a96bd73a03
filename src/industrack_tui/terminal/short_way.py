"""The short way of a drawn pane to the terminal: its dirty lines go straight to the front buffer.

Textual's way is an idle event of the pane, a message to its screen, an idle event there, a timer and the compositor,
which together cost more than drawing a few lines. It is gone wherever the short one is not sure: while something lies
over the pane, while its screen is not the one that the terminal shows, or is laid out anew and was not painted since.
What went the short way is drawn when the work at hand is done, all of it as one frame.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from industrack_tui.terminal.compat import Layout, forget_dirty, screen_layout
from industrack_tui.terminal.output import DiffOutput
from industrack_tui.terminal.output_brush import Cursor
from industrack_tui.terminal.output_cells import Image
from industrack_tui.terminal.output_screen import Front

if TYPE_CHECKING:
    _Base = Screen[object]
else:
    _Base = object


class Drawn(Widget):
    """A widget that is nothing but its lines: fully styled, without border, padding or children."""

    def line(self, y: int) -> Strip:
        """Line y as it is now, over the whole width."""
        raise NotImplementedError

    def refresh_the_long_way(self, lines: Iterable[int]) -> None:
        """Have Textual draw these lines."""
        Widget.refresh(self, *[Region(0, y, self.outer_size.width, 1) for y in lines])


class ShortWay(DiffOutput):
    """An app whose drawn panes go the short way where it is sure."""

    is_held = False
    """Whether screens paint nothing for a moment, since more of the same follows (one_frame.py)."""
    once_painted: "Sequence[Callable[[], object]]" = ()
    """What waits until what is held is seen."""
    in_front: Screen[Any] | None = None
    """The screen that the terminal shows, if it shows all of it; without one nothing goes the short way."""
    _layout: "Layout | None" = None
    """How that screen was laid out when the terminal was last told of it."""
    _places: Mapping[Widget, Region] = MappingProxyType({})
    _due: dict[Drawn, set[int]] | None = None

    def takes(self, pane: Drawn, regions: Iterable[Region]) -> bool:
        """Whether these regions of the pane, or all of it, will go the short way; if not, nothing is done."""
        place = self._place_of(pane)
        if place is None:
            return False
        if self._due is None:
            self._due = {}
            asyncio.get_running_loop().call_soon(self._paint_due)
        lines = self._due.setdefault(pane, set())
        for region in regions or (place.reset_offset,):
            lines.update(range(max(0, region.y), min(region.bottom, place.height)))
        return True

    def displayed(self, screen: Screen[Any], update: LayoutUpdate | ChopsUpdate) -> None:
        if isinstance(update, LayoutUpdate):
            self.in_front = screen
        layout = screen_layout(screen)
        if screen is self.in_front and layout is not self._layout:
            self._layout, self._places = layout, free_places(layout)

    def left_out(self) -> None:
        self.in_front = None

    def make_ready(self, strips: Iterable[Strip]) -> None:
        """Turn lines that are shown soon into what the terminal is told of them."""
        if (front := self._known_front) is not None:
            for strip in strips:
                front.glass.image(strip)

    @property
    def _known_front(self) -> Front | None:
        """What the terminal shows, where that is known and pens are left to draw with."""
        return self._front if self._glass is not None and not self._glass.pens.full else None

    def _place_of(self, pane: Drawn) -> Region | None:
        """Where the terminal shows the pane, whole and with nothing over it."""
        screen, front = self.in_front, self._known_front
        if screen is None or front is None or self._batch_count or self.screen_stack[-1:] != [screen]:
            return None
        place = self._places.get(pane) if screen_layout(screen) is self._layout else None
        if place is None or place.size != pane.outer_size:
            return None
        return place if place.right <= front.width and place.bottom <= front.height else None

    def _paint_due(self) -> None:
        due, self._due = self._due or {}, None
        placed = {pane: place for pane in due if (place := self._place_of(pane)) is not None}
        if placed:
            self.write_frame(lambda cursor: self._frame_of(due, placed, cursor))
        for pane in due.keys() - placed.keys():
            pane.refresh_the_long_way(due[pane])

    def _frame_of(self, due: Mapping[Drawn, Iterable[int]], placed: Mapping[Drawn, Region], cursor: Cursor) -> str:
        front, laid = self._front, dict[int, Image]()
        assert front is not None
        for pane, (left, top, width, height) in placed.items():
            for y in due[pane]:
                if y >= height:  # the pane was taller when it asked
                    continue
                laid[top + y] = front.laid_over(
                    laid.get(top + y), top + y, left, front.glass.image(pane.line(y)), width
                )
        return front.frame(laid, cursor, at_once=self._sync_available)


class PaintsWhatIsSeen(_Base):
    """A screen that paints nothing while the app is held, or while one that is not transparent covers it; mixed in
    before the screen's own base.

    Textual has whatever is in front painted again where the screen under it changes, also where that cannot be seen,
    and then once more.
    """

    def _compositor_refresh(self) -> None:
        app = self.app
        above = _above(self) if isinstance(app, ShortWay) else None
        if isinstance(app, ShortWay) and app.is_held:
            forget_dirty(self)  # in the end all is painted
        elif above is not None and above.styles.background.a == 1:
            forget_dirty(self)  # when it is in front again, all is painted
        else:
            super()._compositor_refresh()


def _above(screen: Screen[object]) -> Screen[object] | None:
    """What lies on a screen."""
    stack = screen.app.screen_stack
    above = stack[stack.index(screen) + 1 :] if screen in stack else []
    return above[0] if above else None


def free_places(layout: Layout) -> dict[Widget, Region]:
    """Where drawn panes lie whole, with nothing over them. The layout names widgets from front to back."""
    places: dict[Widget, Region] = {}
    before: list[Region] = []
    for widget, (region, clip) in layout.items():
        if isinstance(widget, Drawn) and clip.contains_region(region) and not any(map(region.overlaps, before)):
            places[widget] = region
        before.append(region.intersection(clip))
    return places
