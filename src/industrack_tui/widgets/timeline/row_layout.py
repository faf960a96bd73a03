"""Which lines the rows of the timeline take, and which of them are in sight; rows not loaded yet count as one line."""

from collections.abc import Sequence

from industrack_core.domain.board.board import Block, Row
from industrack_tui.widgets.timeline.geometry import Line, lines_from

_SPARE_ROWS = 12


class RowLayout:
    """The roster's rows one under the other, from `top` on. `tall` lines are drawn for each lane; a row of more lanes
    than a third of the screen is folded, unless it is among the `expanded`.
    """

    def __init__(self) -> None:
        self.roster: tuple[int, ...] = ()
        self.rows: dict[int, Row] = {}
        self.height = 1
        self.top = Line(0, 0)
        self.expanded: set[int] = set()
        self.tall = 1
        self.shape = 0
        self._lines: list[Line] = []
        self._lines_of: tuple[Line, int] | None = None

    def reshaped(self) -> None:
        """Rows, heights or folding changed: what is in sight has to be worked out again."""
        self.shape += 1

    @property
    def fold_at(self) -> int:
        """How many lines a row may take before it is folded: a third of the screen, so that others stay in sight."""
        lines = max(4, min(12, self.height // 3))
        return lines if self.tall == 1 else lines // 2 * 2 + 1

    def employee_at(self, row: int) -> int | None:
        """The employee of a row, None beyond the roster."""
        return self.roster[row] if 0 <= row < len(self.roster) else None

    def row_at(self, row: int) -> Row | None:
        """The loaded row at an index."""
        employee = self.employee_at(row)
        return self.rows.get(employee) if employee is not None else None

    def lanes_of(self, row: int) -> int:
        """How many lines a row takes."""
        loaded = self.row_at(row)
        lanes = self.tall * (max(1, len(loaded.lanes)) if loaded else 1)
        return lanes if loaded is None or loaded.employee_id in self.expanded else min(lanes, self.fold_at)

    def is_heap(self, line: Line) -> bool:
        """Whether the line is a folded row's last one, which only counts jobs."""
        loaded = self.row_at(line.row)
        return (
            bool(loaded)
            and line.lane == self.lanes_of(line.row) - 1
            and line.lane + 1 < self.tall * len(loaded.lanes if loaded else ())
        )

    def lines(self) -> list[Line]:
        """The lines in sight, top to bottom: worked out again only when something they depend on changed."""
        if self._lines_of != (self.top, self.shape):
            self._lines_of = (self.top, self.shape)
            self._lines = lines_from(self.top, self.height, len(self.roster), self.lanes_of)
        return self._lines

    def lane(self, line: Line) -> Sequence[Block]:
        """The blocks of a line; none on a heap."""
        loaded = self.row_at(line.row)
        index = line.lane // self.tall
        if loaded is None or index >= len(loaded.lanes) or self.is_heap(line):
            return ()
        return loaded.lanes[index]

    def aligned(self, line: Line) -> Line:
        """The first line of the lane that `line` belongs to."""
        return line if self.is_heap(line) else Line(line.row, line.lane - line.lane % self.tall)

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

    def in_sight(self) -> list[int]:
        """Employees in sight, in order."""
        return [self.roster[row] for row in dict.fromkeys(line.row for line in self.lines())]
