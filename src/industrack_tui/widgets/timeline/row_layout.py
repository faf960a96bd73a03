"""Which lines the rows of the timeline take, and which of them are in sight; rows not loaded yet count as one line."""

from collections.abc import Sequence

from industrack_core.domain.board.board import Block, Row
from industrack_tui.widgets.timeline.geometry import Line, lines_from

_SPARE_ROWS = 12
CROWD = 4
"""More lanes than these are a crowd."""
MOST_TALL = 3
_ROOM_FOR_TWO = 24
_PEOPLE_FOR_ONE = 8
"""Of so many people one may be out of sight: an overlap of somebody's makes nobody's words go."""


class RowLayout:
    """The roster's rows one under the other, from `top` on. `tall` lines are drawn for each lane; a row of more lanes
    than `CROWD` is a strip of load, unless it is among the `expanded`.
    """

    def __init__(self) -> None:
        self.roster: tuple[int, ...] = ()
        self.rows: dict[int, Row] = {}
        self.height = 1
        self.top = Line(0, 0)
        self.expanded: set[int] = set()
        self.tall = 1
        self.chosen = 0
        self.shape = 0
        self._lines: list[Line] = []
        self._lines_of: tuple[Line, int] | None = None

    def reshaped(self) -> None:
        """Rows, heights or folding changed: what is in sight has to be worked out again."""
        self.shape += 1

    @property
    def fitted_tall(self) -> int:
        """How many lines a lane takes: those chosen, else as many as let all people be in sight, or nearly all. Where
        they do not fit anyway and are many, two, so that something is read of each."""
        if self.chosen:
            return self.chosen
        people = len(self.roster)
        if 0 < people <= self.height:
            best = min(MOST_TALL, self.height // people)
            below = people // _PEOPLE_FOR_ONE
            for tall in range(best, 0, -1):
                lines = sum(self._lines_at(row, tall, max(2, tall)) for row in range(people))
                if lines - self.height <= (below * tall if tall > 1 else 0):
                    return tall
        return 2 if people > 1.5 * self.height and self.height >= _ROOM_FOR_TWO else 1

    def employee_at(self, row: int) -> int | None:
        """The employee of a row, None beyond the roster."""
        return self.roster[row] if 0 <= row < len(self.roster) else None

    def row_at(self, row: int) -> Row | None:
        """The loaded row at an index."""
        return self.rows.get(self.roster[row]) if 0 <= row < len(self.roster) else None

    def is_strip(self, row: int) -> bool:
        """Whether a row is drawn as its load by the hour."""
        loaded = self.row_at(row)
        # here as below the number of lanes is asked first: a step of the cursor asks this of many rows
        return loaded is not None and len(loaded.lanes) > CROWD and self._is_folded(loaded)

    def _is_folded(self, crowd: Row) -> bool:
        return crowd.employee_id not in self.expanded

    @property
    def most_lanes(self) -> int:
        """The most jobs that anybody loaded has at once."""
        return max((len(row.lanes) for row in self.rows.values()), default=1)

    def lanes_of(self, row: int) -> int:
        """How many lines a row takes."""
        return self._lines_at(row, self.tall, max(2, self.tall))

    def _lines_at(self, row: int, tall: int, strip: int) -> int:
        """The lines of a row whose lanes take `tall` each; a strip takes its own number."""
        loaded = self.row_at(row)
        if loaded is None:
            return tall
        lanes = len(loaded.lanes)
        return strip if lanes > CROWD and self._is_folded(loaded) else tall * (lanes or 1)

    def lines(self) -> list[Line]:
        """The lines in sight, top to bottom: worked out again only when something they depend on changed."""
        if self._lines_of != (self.top, self.shape):
            self._lines_of = (self.top, self.shape)
            self._lines = lines_from(self.top, self.height, len(self.roster), self.lanes_of)
        return self._lines

    def lane(self, line: Line) -> Sequence[Block]:
        """The blocks of a line; none on a strip."""
        loaded = self.row_at(line.row)
        index = line.lane // self.tall
        if loaded is None or index >= len(loaded.lanes):
            return ()
        return () if len(loaded.lanes) > CROWD and self._is_folded(loaded) else loaded.lanes[index]

    def aligned(self, line: Line) -> Line:
        """The first line of the lane that `line` belongs to."""
        return Line(line.row, 0 if self.is_strip(line.row) else line.lane - line.lane % self.tall)

    def missing(self, ahead: bool = True) -> list[int]:
        """Employees in sight whose rows are not loaded; with some of the next ones when any is."""
        lines = self.lines()
        shown = list(dict.fromkeys(line.row for line in lines))
        wanted = [self.roster[row] for row in shown if self.roster[row] not in self.rows]
        if wanted and ahead and shown:
            spare = [*range(shown[-1] + 1, shown[-1] + _SPARE_ROWS), *range(shown[0] - _SPARE_ROWS // 2, shown[0])]
            wanted += [
                self.roster[row] for row in spare if 0 <= row < len(self.roster) and self.roster[row] not in self.rows
            ]
        return wanted

    def around(self) -> list[int]:
        """Employees who would be in sight if nobody's jobs overlapped, and some of the next ones."""
        first, last = self.top.row - _SPARE_ROWS // 2, self.top.row + -(-self.height // self.tall) + _SPARE_ROWS
        return list(self.roster[max(0, first) : last])

    def in_sight(self) -> list[int]:
        """Employees in sight, in order."""
        return [self.roster[row] for row in dict.fromkeys(line.row for line in self.lines())]
