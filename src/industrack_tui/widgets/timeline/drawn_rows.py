"""Rows as they were drawn: kept for what is in sight, and for the times and places that were in sight last."""

from collections.abc import Container, Hashable
from typing import Generic, TypeVar

from textual.strip import Strip

from industrack_core.domain.board.board import Row
from industrack_tui.widgets.timeline.pieces import Pieces
from industrack_tui.widgets.timeline.runs import Runs, pieces_of

_MOST, _MOST_ROWS = 4, 100
"""So many other places are kept, of so many rows at most."""
_MOST_STRIPS = 256
_DrawnRow = tuple[Row, int, list[Runs]]
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
        if len(self._elsewhere) > _MOST:
            del self._elsewhere[next(iter(self._elsewhere))]


class DrawnRows(Places[int, _DrawnRow]):
    """Lines, drawn once for each place that is looked at, as long as a row is what it was."""

    def of(self, row: Row, most_lanes: int) -> list[Runs] | None:
        """The lines of a row; a strip's are drawn to the most lanes of all, else `most_lanes` is 0."""
        drawn = self.here.get(row.employee_id)
        if drawn is None or drawn[1] != most_lanes:
            return None
        if drawn[0] is not row:
            if drawn[0] != row:
                return None
            self.here[row.employee_id] = (row, most_lanes, drawn[2])
        return drawn[2]

    def forget_others(self, employees: Container[int]) -> None:
        """Only these rows are loaded."""
        self.here = {each: drawn for each, drawn in self.here.items() if each in employees}

    def keep(self, row: Row, most_lanes: int, lines: list[Runs]) -> None:
        """What was drawn of a row."""
        self.here[row.employee_id] = (row, most_lanes, lines)


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
        if len(self._kept) >= _MOST_STRIPS:
            self._kept.clear()
        self._kept[id(body)] = (body, names, strip)
        return strip
