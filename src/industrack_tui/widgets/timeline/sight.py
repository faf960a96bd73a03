"""What is in sight of the timeline, and the cell that the cursor is in there, whatever is loaded, grows or is resized.

The cursor is on a record (employee, job) and a time, not on an index: after every reload it is found
again by them, and stays on the same screen line whatever grew above it.
"""

from collections.abc import Iterable

from industrack_core.domain.board.board import Block, Row
from industrack_tui.widgets.timeline.axis import Axis
from industrack_tui.widgets.timeline.geometry import Line, block_at, distance, fitted_left, moved
from industrack_tui.widgets.timeline.row_layout import MOST_TALL, RowLayout

EMPTY_AXIS = Axis.whole(0, 24 * 60, 120, 15)


class Sight(RowLayout):
    """The rows in sight, and where the cursor is in them: axis, scroll, cell and job."""

    def __init__(self) -> None:
        super().__init__()
        self.axis = EMPTY_AXIS
        self.width = 1
        self.left = 0
        self._first: int | None = None
        self._asked = (0, 0)
        self._fits = False
        self.line = Line(0, 0)
        self.minute = 0
        self.job_id: int | None = None
        self._index: dict[int, int] = {}

    # -- where it is -----------------------------------------------------------------------------

    def is_here(self, line: Line) -> bool:
        """Whether the line belongs to the lane the cursor is in."""
        return line.row == self.line.row and (
            line.lane // self.tall == self.line.lane // self.tall or self.is_strip(line.row)
        )

    @property
    def employee_id(self) -> int | None:
        """Whose row the cursor is in."""
        return self.employee_at(self.line.row)

    @property
    def block(self) -> Block | None:
        """The job under the cursor."""
        lane, until = self.lane(self.line), self.minute + self.axis.step_at(self.minute)
        for block in lane:
            if block.job_id == self.job_id and block.start < until and block.end > self.minute:
                return block
        return block_at(lane, self.minute, until)

    @property
    def asked(self) -> int:
        """The minute that the cursor was sent to, which may be folded now; where it is when it went on from there."""
        asked, found = self._asked
        return asked if self.minute == found else self.minute

    # -- what changes ----------------------------------------------------------------------------

    def resize(self, width: int, height: int) -> None:
        """The size of the part where lanes are drawn, in cells."""
        self.width, self.height = max(1, width), max(1, height)
        self.reshaped()
        self._grow()
        self.reveal()

    def show_roster(self, roster: Iterable[int]) -> None:
        """Rows to have, in order; the cursor stays with its employee."""
        employee, top = self.employee_id, self.employee_at(self.top.row)
        self.roster = tuple(roster)
        self.reshaped()
        self._index = {each: index for index, each in enumerate(self.roster)}
        self.line = Line(
            self._index.get(employee or 0, min(self.line.row, max(0, len(self.roster) - 1))), self.line.lane
        )
        self.top = Line(self._index.get(top or 0, min(self.top.row, self.line.row)), self.top.lane)
        self._grow()
        self._settle(None)

    def show_window(self, axis: Axis, minute: int) -> None:
        """Another window or zoom; all rows are to be loaded again when the window differs."""
        if (axis.start, axis.end) != (self.axis.start, self.axis.end):
            self.rows = {}
            self.reshaped()
            self.job_id = None
            self._fits = False
        first = self._first if self._first is not None else self.axis.minute(self.left)
        seen = first if axis.start <= first < axis.end else axis.start + first - self.axis.start
        self.axis = axis
        self.minute = axis.slotted(minute)
        self._asked = (minute, self.minute)
        self.left = max(0, min(axis.column(seen), axis.columns - self.width))
        self.reveal()

    def show_rows(self, rows: Iterable[Row], replace: bool) -> list[int]:
        """Take loaded rows in; `replace` forgets all others. Answers whose rows are not what they were."""
        block, offset = self.block, self._offset()
        fresh = {row.employee_id: row for row in rows}
        changed = [employee for employee, row in fresh.items() if self.rows.get(employee) != row]
        self.rows = fresh if replace else {**self.rows, **fresh}
        self.reshaped()
        if not self._fits:
            self._grow()
        self._settle(block, offset)
        return changed

    def _grow(self) -> None:
        """As tall as the rows fit, once they are all known: a new overlap afterwards makes no row lower."""
        tall = self.fitted_tall
        self._fits = not self.missing(ahead=False)
        if tall != self.tall:
            self._become(tall)

    def _become(self, tall: int) -> None:
        lane = self.line.lane // self.tall
        self.tall = tall
        self.reshaped()
        self.line = self.aligned(Line(self.line.row, min(lane * tall, self.lanes_of(self.line.row) - 1)))
        self.top = Line(self.top.row, 0)

    def _offset(self) -> int:
        """On which line of the screen the cursor is; negative when it is out of sight above."""
        if self.line < self.top:
            return -1
        return distance(self.top, self.line, self.height + 1, self.lanes_of)

    def _settle(self, block: Block | None, offset: int = -1) -> None:
        """Find the cursor again after rows changed: on its job if that still is there, else on its cell."""
        row, lane = self.line
        loaded, until = self.row_at(row), self.minute + self.axis.step_at(self.minute)
        if block is not None and loaded is not None:
            for index, blocks in enumerate(loaded.lanes):
                if any(
                    each.job_id == block.job_id and each.start < until and each.end > self.minute for each in blocks
                ):
                    lane, self.job_id = index * self.tall, block.job_id
        self.line = self.aligned(Line(row, max(0, min(lane, self.lanes_of(row) - 1))))
        if 0 <= offset < self.height:
            self.top = moved(self.line, -offset, len(self.roster), self.lanes_of)
        self.top = Line(self.top.row, max(0, min(self.top.lane, self.lanes_of(self.top.row) - 1)))
        self._fill()

    def _fill(self) -> None:
        """No empty lines at the bottom while there is something above."""
        if self.roster and len(self.lines()) < self.height:
            last = len(self.roster) - 1
            end = Line(last, self.lanes_of(last) - 1)
            self.top = min(self.top, moved(end, -(self.height - 1), len(self.roster), self.lanes_of))

    def reveal(self) -> None:
        """Scroll so that the cursor is in sight."""
        if self.roster:
            if self.line < self.top:
                self.top = self.line
            elif self._offset() >= self.height:
                self.top = moved(self.line, -(self.height - 1), len(self.roster), self.lanes_of)
            self._fill()
        first, last = self.axis.extent(self.minute, self.minute + self.axis.step_at(self.minute))
        self.left = fitted_left(self.left, self.width, self.axis.columns, first, last)

    def show_from(self, minute: int) -> None:
        """Scroll so that a minute is the first in sight, also when more hours come to be shown."""
        self._first = minute
        self.left = max(0, min(self.axis.column(self.axis.snapped(minute)), self.axis.columns - self.width))

    def choose_tall(self, tall: int) -> None:
        """So many lines for each lane; 0 as many as fit."""
        self.chosen = tall if tall <= MOST_TALL else 0
        self._grow()
        self.reveal()

    def scroll(self, lines: int, columns: int) -> None:
        """Move what is in sight, not the cursor: the wheel."""
        if self.roster:
            self.top = moved(self.top, lines, len(self.roster), self.lanes_of)
            self._fill()
        self.left, self._first = max(0, min(self.left + columns, self.axis.columns - self.width)), None

    def find_job(self, job_id: int) -> Block | None:
        """The job in the loaded rows, in the cursor's row if it is there too."""
        loaded = self.row_at(self.line.row)
        rows = [*([loaded] if loaded else []), *(self.rows[each] for each in self.roster if each in self.rows)]
        return next((block for row in rows for lane in row.lanes for block in lane if block.job_id == job_id), None)
