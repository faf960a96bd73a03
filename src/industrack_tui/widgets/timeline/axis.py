"""Where a time is across the screen: hours of one width all day, nights narrower, what is closed folded to a cell.

Times are whole minutes since 1970 UTC. An axis is elapsed time, so that on a day with a clock change no hour is drawn
twice or lost; its labels come from the wall clock.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import field

from industrack_core.domain.board.day_hours import Stretch
from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.named_tuple import NamedTuple

RATE = 20
"""Widths of an hour are counted in twentieths of a cell."""
DAY_ZOOMS = (5, 10, 15, 30, 60)
"""Minutes a cell can be chosen to stand for."""
ZOOMS = (*DAY_ZOOMS, 120, 240)
"""The same where several days stand beside each other."""
_WIDEST = 30 * RATE
_STEPS = (5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 480, 720, 1440)


class Piece(NamedTuple):
    """A part of the axis, [first, last), on `columns` cells from `column` on; `divisor` 0: folded to one cell."""

    first: int
    last: int
    column: int
    columns: int
    divisor: int
    step: int
    """Minutes of a cursor step in it."""

    @property
    def is_fold(self) -> bool:
        return self.divisor == 0


@dataclass(frozen=True, slots=True)
class Axis:
    """The window [start, end) of which `stretches` are shown, an open hour on `rate` twentieths of a cell.

    A cursor step is the calendar's `slot`, or the next round time that has a cell of its own.
    """

    start: int
    end: int
    rate: int
    slot: int
    stretches: tuple[Stretch, ...]
    pieces: tuple[Piece, ...] = field(init=False, compare=False, repr=False)
    columns: int = field(init=False, compare=False, repr=False)
    _firsts: tuple[int, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        pieces = _pieces(self.start, self.end, self.rate, self.slot, self.stretches)
        object.__setattr__(self, "pieces", pieces)
        object.__setattr__(self, "columns", pieces[-1].column + pieces[-1].columns)
        object.__setattr__(self, "_firsts", tuple(piece.first for piece in pieces))

    @classmethod
    def whole(cls, start: int, end: int, rate: int, slot: int) -> "Axis":
        """All of a window, nothing folded."""
        return cls(start, end, rate, slot, (Stretch(start, end, 1),))

    @property
    def hour(self) -> int:
        """Columns of an open hour, rounded down; one at least."""
        return max(1, self.rate // RATE)

    # -- columns ---------------------------------------------------------------------------------

    def piece(self, minute: int) -> Piece:
        """The part that holds `minute`, the first or last one for what lies outside the window."""
        return self.pieces[max(0, bisect_right(self._firsts, minute) - 1)]

    def column(self, minute: int) -> int:
        """The column that holds `minute`; -1 before the window, the number of columns behind it."""
        if minute < self.start:
            return -1
        if minute >= self.end:
            return self.columns
        first, _, column, _, divisor, _ = self.pieces[bisect_right(self._firsts, minute) - 1]
        return column + (minute - first) * self.rate // (60 * RATE * divisor) if divisor else column

    def minute(self, column: int) -> int:
        """The first minute of `column`, inside the window."""
        if column < 0:
            return self.start
        for piece in self.pieces:
            if column < piece.column + piece.columns:
                return piece.first + -(-(column - piece.column) * 60 * RATE * piece.divisor // self.rate)
        return self.end

    def extent(self, start: int, end: int) -> tuple[int, int]:
        """Half-open columns of a stretch of time: at least one, never before the window."""
        first = self.column(start)
        if first < 0:
            first = 0
        last = self.column(end)
        return first, last if last > first else first + 1

    def is_folded(self, start: int, end: int) -> bool:
        """Whether all that the window holds of [start, end) lies in one fold."""
        piece = self.piece(max(start, self.start))
        return piece.is_fold and min(end, self.end) <= piece.last

    # -- the cursor's steps ----------------------------------------------------------------------

    @property
    def step(self) -> int:
        """Minutes of a step in the open hours."""
        return _step(self.slot, self.rate, 1)

    def step_at(self, minute: int) -> int:
        """Minutes of a step where `minute` is."""
        return self.piece(minute).step

    def snapped(self, minute: int) -> int:
        """The step that holds `minute`, inside what is shown: out of a fold, the next hour that is shown."""
        piece = self._shown(minute)
        inside = max(piece.first, min(piece.last - 1, minute))
        return piece.first + (inside - piece.first) // piece.step * piece.step

    def slotted(self, minute: int) -> int:
        """The slot that holds `minute`, inside what is shown: what a cursor keeps while the zoom changes."""
        piece = self._shown(minute)
        inside = max(piece.first, min(piece.last - 1, minute))
        return piece.first + (inside - piece.first) // self.slot * self.slot

    def stepped(self, minute: int, by: int) -> int | None:
        """`by` steps later (earlier when negative), over folds; None when that leaves the window."""
        place = self.pieces.index(self._shown(minute))
        for _ in range(abs(by)):
            piece = self.pieces[place]
            minute = piece.first + ((minute - piece.first) // piece.step + (1 if by > 0 else -1)) * piece.step
            if piece.first <= minute < piece.last:
                continue
            place = self._beside(place, 1 if by > 0 else -1)
            if place < 0:
                return None
            piece = self.pieces[place]
            minute = piece.first if by > 0 else piece.first + (piece.last - 1 - piece.first) // piece.step * piece.step
        return minute

    def _beside(self, place: int, by: int) -> int:
        """The next part that is shown; -1 when there is none."""
        place += by
        while 0 <= place < len(self.pieces) and self.pieces[place].is_fold:
            place += by
        return place if place < len(self.pieces) else -1

    def _shown(self, minute: int) -> Piece:
        piece = self.piece(minute)
        if not piece.is_fold:
            return piece
        place = self.pieces.index(piece)
        beside = self._beside(place, 1)
        return self.pieces[beside if beside >= 0 else self._beside(place, -1)]


def _pieces(start: int, end: int, rate: int, slot: int, stretches: Sequence[Stretch]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    minute, column = start, 0
    for first, last, divisor in stretches:
        if minute < first:
            pieces.append(Piece(minute, first, column, 1, 0, slot))
            column += 1
        columns = (last - first - 1) * rate // (60 * RATE * divisor) + 1
        pieces.append(Piece(first, last, column, columns, divisor, _step(slot, rate, divisor)))
        minute, column = last, column + columns
    if minute < end:
        pieces.append(Piece(minute, end, column, 1, 0, slot))
    return tuple(pieces)


def _step(slot: int, rate: int, divisor: int) -> int:
    """The slot, or the shortest round time that takes a cell and is made of slots."""
    cell = -(-60 * RATE * divisor // rate)
    if slot >= cell:
        return slot
    return next((step for step in _STEPS if step >= cell and step % slot == 0), -(-cell // slot) * slot)


def fit_axis(start: int, end: int, slot: int, stretches: tuple[Stretch, ...], width: int) -> Axis:
    """The axis on which these stretches fit `width` columns, an hour being quarters of a cell wide, at most 30 cells;
    twentieths of one where that is less than one."""
    wide = sum((last - first) / divisor for first, last, divisor in stretches)
    rate = _rounded(min(_WIDEST, int(width * 60 * RATE / wide)))
    while rate > 1:
        axis = Axis(start, end, rate, slot, stretches)
        if axis.columns <= width:
            return axis
        rate = _rounded(rate - 1)
    return Axis(start, end, 1, slot, stretches)


def _rounded(rate: int) -> int:
    return max(1, rate // 5 * 5 if rate >= RATE else rate)


def zoomed(minutes: int) -> int:
    """The rate at which a cell stands for so many minutes."""
    return 60 * RATE // minutes
