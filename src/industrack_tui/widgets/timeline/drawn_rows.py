"""Rows as they were drawn: kept for what is in sight, and for the times and places that were in sight last."""

from collections.abc import Container, Hashable
from typing import Generic, TypeVar

from textual.strip import Strip

from industrack_core.domain.board.board import Row
from industrack_tui.widgets.timeline.canvas import Canvas
from industrack_tui.widgets.timeline.pieces import Pieces
from industrack_tui.widgets.timeline.runs import Runs, pieces_of

_MOST, _MOST_ROWS = 4, 100
"""So many other places are kept, of so many rows at most."""
_MOST_STRIPS = 256
DrawnRow = tuple[Row, int, list[Runs]]
"""A row, the most lanes that a strip is drawn to (0: it is none), and its lines."""
K = TypeVar("K")
T = TypeVar("T")


class Places(Generic[K, T]):
    """What was drawn `here`, at the place that is looked at, and at some that were looked at before."""

    def __init__(self) -> None:
        self._place: Hashable = None
        self.here: dict[K, T] = {}
        self._elsewhere: dict[Hashable, dict[K, T]] = {}

    def turn_to(self, place: Hashable, *, is_new: bool) -> None:
        """This place is looked at; `is_new`: all rows look otherwise, everywhere."""
        if is_new:
            self._elsewhere.clear()
        elif place == self._place:
            return
        elif 0 < len(self.here) <= _MOST_ROWS:
            self._elsewhere[self._place] = self.here
        self._place, self.here = place, self._elsewhere.pop(place, {})
        self._keep_few()

    def elsewhere(self, place: Hashable) -> dict[K, T]:
        """What was drawn at a place that is looked at soon: to be filled before."""
        there = self._elsewhere.get(place)
        if there is None:
            there = self._elsewhere[place] = {}
            self._keep_few()
        return there

    def _keep_few(self) -> None:
        if len(self._elsewhere) > _MOST:
            del self._elsewhere[next(iter(self._elsewhere))]


class DrawnRows(Places[int, DrawnRow]):
    """Lines, drawn once for each place that is looked at, as long as a row is what it was."""

    def of(self, row: Row, canvas: Canvas, most_lanes: int) -> list[Runs]:
        """The lines of a row; a strip's are drawn to the most lanes of all, else `most_lanes` is 0."""
        kept = self.here.get(row.employee_id)
        if kept is not None and kept[0] is row and kept[1] == most_lanes:
            return kept[2]
        lines = kept[2] if kept is not None and kept[1] == most_lanes and kept[0] == row else None
        lines = lines or lines_of(row, canvas, most_lanes)
        self.here[row.employee_id] = (row, most_lanes, lines)
        return lines

    def forget_others(self, employees: Container[int]) -> None:
        """Only these rows are loaded."""
        self.here = {each: drawn for each, drawn in self.here.items() if each in employees}


def lines_of(row: Row, canvas: Canvas, most_lanes: int) -> list[Runs]:
    """The lines of a row, as `DrawnRows` keeps them."""
    from industrack_tui.widgets.timeline.paint import lines_of_row
    from industrack_tui.widgets.timeline.strip import strip_lines

    return strip_lines(row, canvas, most_lanes) if most_lanes else lines_of_row(row, canvas)


class KeptStrips:
    """Whole lines as they were put together last: the same name beside the same body is the same strip, and what turns
    strips into columns of a terminal knows it again."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[Runs, Pieces, Strip]] = {}

    def strip(self, names: Pieces, body: Runs, width: int) -> Strip:
        """The line; a body is known by itself, not by what it says."""
        kept = self._kept.get(id(body))
        if kept is not None and kept[0] is body and kept[1] == names and kept[2].cell_length == width:
            return kept[2]
        strip = Strip([*names, *pieces_of(body)], width)
        self._kept.pop(id(body), None)
        if len(self._kept) >= _MOST_STRIPS:  # only the oldest: what was made ready is still to come into sight
            del self._kept[next(iter(self._kept))]
        self._kept[id(body)] = (body, names, strip)
        return strip
