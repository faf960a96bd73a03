"""Where a time is on the screen, and what is on a line: pure arithmetic, no event loop, no database.

Times are whole minutes since 1970 UTC. An axis is elapsed time, so that on a day with a clock change
no hour is drawn twice or lost; its labels come from the wall clock.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from industrack_core.domain.board.board import Block

DAY_ZOOMS = (5, 10, 15, 30, 60)
"""Minutes a column can stand for."""

ZOOMS = (*DAY_ZOOMS, 120, 240)
"""The same where several days stand beside each other."""

DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Axis:
    """A window of time laid out in columns of `zoom` minutes; a cursor step is `step` minutes."""

    start: int
    end: int
    zoom: int
    slot: int

    @property
    def step(self) -> int:
        """The calendar's slot, or a whole column when that is longer: a step always shows."""
        return max(self.slot, self.zoom)

    @property
    def columns(self) -> int:
        return -(-(self.end - self.start) // self.zoom)

    def column(self, minute: int) -> int:
        """The column that holds `minute`."""
        return (minute - self.start) // self.zoom

    def minute(self, column: int) -> int:
        """The first minute of `column`."""
        return self.start + column * self.zoom

    def extent(self, start: int, end: int) -> tuple[int, int]:
        """Half-open columns of a stretch of time: at least one, never before the window."""
        first = max(0, self.column(start))
        return first, max(first + 1, min(self.columns, self.column(end)))

    def snapped(self, minute: int) -> int:
        """The cursor's step that holds `minute`, inside the window."""
        return self._on_grid(minute, self.step)

    def slotted(self, minute: int) -> int:
        """The slot that holds `minute`, inside the window: what a cursor keeps while the zoom changes."""
        return self._on_grid(minute, self.slot)

    def _on_grid(self, minute: int, step: int) -> int:
        last = self.start + (self.end - 1 - self.start) // step * step
        return max(self.start, min(last, self.start + (minute - self.start) // step * step))


def best_zoom(width: int, hours: int = 10, zooms: Sequence[int] = DAY_ZOOMS) -> int:
    """The finest zoom at which `width` columns show `hours` of work."""
    return next((zoom for zoom in zooms if width * zoom >= hours * 60), zooms[-1])


def days_shown(width: int, zoom: int) -> int:
    """How many days a window needs so that `width` columns are filled."""
    return max(1, -(-width * zoom // DAY_MINUTES))


class Line(NamedTuple):
    """One line of the grid: which row (index into the roster), which of its lanes."""

    row: int
    lane: int


def lines_from(top: Line, height: int, rows: int, lanes_of: Callable[[int], int]) -> list[Line]:
    """The lines shown from `top` down; fewer than `height` at the end of the roster."""
    found: list[Line] = []
    row, lane = top
    while row < rows and len(found) < height:
        lanes = lanes_of(row)
        while lane < lanes and len(found) < height:
            found.append(Line(row, lane))
            lane += 1
        row, lane = row + 1, 0
    return found


def moved(line: Line, by: int, rows: int, lanes_of: Callable[[int], int]) -> Line:
    """The line `by` lines further down (up when negative), stopping at the ends."""
    row, lane = line
    while by > 0:
        if lane + by < lanes_of(row):
            return Line(row, lane + by)
        if row + 1 >= rows:
            return Line(row, max(0, lanes_of(row) - 1))
        by -= lanes_of(row) - lane
        row, lane = row + 1, 0
    while by < 0:
        if lane + by >= 0:
            return Line(row, lane + by)
        if row == 0:
            return Line(0, 0)
        by += lane + 1
        row -= 1
        lane = lanes_of(row) - 1
    return Line(row, lane)


def distance(first: Line, second: Line, limit: int, lanes_of: Callable[[int], int]) -> int:
    """Lines from `first` down to `second` (not above it), counted up to `limit`."""
    if first.row == second.row:
        return min(limit, second.lane - first.lane)
    count = lanes_of(first.row) - first.lane
    row = first.row + 1
    while row < second.row and count < limit:
        count += lanes_of(row)
        row += 1
    return min(limit, count + second.lane)


def block_at(lane: Sequence[Block], minute: int, step: int) -> Block | None:
    """The block of a lane under the cell [minute, minute + step): the one that covers its start comes first."""
    touching = [block for block in lane if block.start < minute + step and block.end > minute]
    return touching[0] if touching else None


def fitted_left(left: int, width: int, columns: int, first: int, last: int, margin: int = 2) -> int:
    """The leftmost column that keeps columns [first, last) in sight, moved by a quarter of the width at least."""
    margin = max(0, min(margin, (width - last + first) // 2))
    if first < left + (margin if left > 0 else 0):
        left = min(first - margin, left - width // 4)
    elif last > left + width - margin:
        left = max(last + margin - width, left + width // 4)
    return max(0, min(left, first, columns - width))
