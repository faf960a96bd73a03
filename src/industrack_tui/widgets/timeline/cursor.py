"""How the timeline's cursor moves: by intent, over what is in sight, without an event loop."""

from collections.abc import Iterable
from copy import copy

from industrack_core.domain.board.board import Block, Row
from industrack_tui.widgets.timeline.axis import Axis
from industrack_tui.widgets.timeline.geometry import Line, fitted_left, moved
from industrack_tui.widgets.timeline.row_layout import CROWD
from industrack_tui.widgets.timeline.sight import Sight


class View(Sight):
    """What is in sight, and the cursor that moves in it."""

    def move_lines(self, by: int) -> None:
        """Down (up when negative) by lanes; a strip is one."""
        if self.roster:
            line = self.aligned(self.line)
            for _ in range(abs(by)):
                beside = self._lane_below(line) if by > 0 else self._lane_above(line)
                if beside is None:
                    break
                line = beside
            self.line = line
            self.job_id = None
            self.reveal()

    def _lane_below(self, line: Line) -> Line | None:
        lane = self.lanes_of(line.row) if self.is_strip(line.row) else line.lane + self.tall
        if lane < self.lanes_of(line.row):
            return Line(line.row, lane)
        return Line(line.row + 1, 0) if line.row + 1 < len(self.roster) else None

    def _lane_above(self, line: Line) -> Line | None:
        if line.lane > 0:
            return Line(line.row, line.lane - self.tall)
        return self.aligned(Line(line.row - 1, self.lanes_of(line.row - 1) - 1)) if line.row > 0 else None

    def to_employee(self, employee_id: int) -> bool:
        """To an employee's row; False when they have none."""
        row = self._index.get(employee_id)
        if row is None:
            return False
        if row != self.line.row:
            self.line, self.job_id = Line(row, 0), None
        self.reveal()
        return True

    def page(self, by: int) -> None:
        """Down (up when negative) by screens; the cursor keeps its place on the screen where it can."""
        lines = by * max(1, self.height // self.tall - 1)
        self.top = moved(self.top, lines * self.tall, len(self.roster), self.lanes_of) if self.roster else self.top
        self._fill()
        self.move_lines(lines)

    def follow(self) -> None:
        """Bring the cursor back into sight after a scroll sideways."""
        first, last = self.axis.minute(self.left), self.axis.minute(self.left + self.width)
        step = self.axis.step
        if not first <= self.minute < last - step:
            self.minute = self.axis.snapped(max(first + step, min(self.minute, last - 2 * step)))
            self.job_id = None

    def move_steps(self, by: int) -> int:
        """Right (left when negative) by slots, over folds; answers -1 or 1 when that leaves the window, and stays."""
        target = self.axis.stepped(self.minute, by)
        if target is None:
            return -1 if by < 0 else 1
        self.minute, self._first = target, None
        self.job_id = None
        self.reveal()
        return 0

    def at_the_edge(self, by: int) -> "View | None":
        """As it is once the cursor went on by such steps and the window with it; None where the day ends before."""
        axis, minute = self.axis, self.axis.stepped(self.minute, by)
        while minute is not None:
            first, last = axis.extent(minute, minute + axis.step_at(minute))
            left = fitted_left(self.left, self.width, axis.columns, first, last)
            if left != self.left:
                there = copy(self)
                there.left, there.minute = left, minute
                return there
            minute = axis.stepped(minute, by)
        return None

    def at_a_day(self, axis: Axis, minute: int, rows: Iterable[Row]) -> "View":
        """As it is once the window is another one, the cursor at a minute of it, with these rows."""
        there = copy(self)
        there.show_window(axis, axis.start + self.asked - self.axis.start)
        there.show_rows(rows, replace=True)
        there.to_minute(minute)
        return there

    def to_minute(self, minute: int) -> None:
        """To a time of the window."""
        self.minute = self.axis.snapped(minute)
        self._asked = (minute, self.minute)
        self.job_id = None
        self.reveal()

    def to_block(self, block: Block) -> None:
        """Onto a job of a loaded row."""
        row = self._index.get(block.employee_id)
        loaded = self.rows.get(block.employee_id)
        if row is None or loaded is None:
            return
        lane = next((index for index, blocks in enumerate(loaded.lanes) if block in blocks), 0)
        lane *= self.tall
        if self.is_strip(row):
            self.expanded.add(block.employee_id)
            self.reshaped()
        self.line, self.job_id = Line(row, lane), block.job_id
        self.minute = self.axis.snapped(max(block.start, self.axis.start))
        self.reveal()

    def next_block(self, by: int) -> bool:
        """To the next (previous) job: in this row by time, then in the loaded rows below (above)."""
        current = self.block
        here = (current.start, current.job_id) if current else (self.minute, 0)
        indices = range(self.line.row, len(self.roster)) if by > 0 else range(self.line.row, -1, -1)
        for row in indices:
            loaded = self.row_at(row)
            if loaded is None:
                return False
            blocks = loaded.blocks if by > 0 else loaded.blocks[::-1]
            for block in blocks:
                ahead = (block.start, block.job_id) > here if by > 0 else (block.start, block.job_id) < here
                if (row != self.line.row or ahead) and not self.axis.is_folded(block.start, block.end):
                    self.to_block(block)
                    return True
        return False

    def click(self, column: int, screen_line: int) -> bool:
        """To the cell at canvas `column` and `screen_line`; False where there is none."""
        lines = self.lines()
        if not 0 <= screen_line < len(lines) or not 0 <= column + self.left < self.axis.columns:
            return False
        self.line = self.aligned(lines[screen_line])
        self.job_id = None
        minute, until = self.axis.minute(column + self.left), self.axis.minute(column + self.left + 1)
        self.minute = self.axis.snapped(minute)
        for block in () if self.axis.piece(minute).is_fold else self.lane(self.line):
            if block.start < until and block.end > minute:
                self.job_id = block.job_id
                self.minute = self.axis.snapped(max(minute, block.start, self.axis.start))
                break
        return True

    def point(self, column: int, screen_line: int) -> None:
        """The cursor to the cell nearest to a place of the canvas, whatever block is there: a drag."""
        lines = self.lines()
        if not lines:
            return
        self.line = self.aligned(lines[max(0, min(screen_line, len(lines) - 1))])
        self.job_id = None
        self.minute = self.axis.snapped(self.axis.minute(max(0, min(column, self.width - 1)) + self.left))
        self.reveal()

    def toggle_expanded(self) -> bool:
        """Unfold the cursor's row, or fold it again; False when it is not folded."""
        employee, loaded = self.employee_id, self.row_at(self.line.row)
        if employee is None or loaded is None or len(loaded.lanes) <= CROWD:
            return False
        self.expanded ^= {employee}
        self.reshaped()
        self.line = self.aligned(Line(self.line.row, min(self.line.lane, self.lanes_of(self.line.row) - 1)))
        self.top = Line(self.top.row, min(self.top.lane, self.lanes_of(self.top.row) - 1))
        self.reveal()
        return True
