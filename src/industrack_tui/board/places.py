"""Where somebody is on the board, to be brought back there by esc."""

from datetime import date
from typing import TYPE_CHECKING

from industrack_core.domain.named_tuple import NamedTuple
from industrack_tui.board import queueing
from industrack_tui.board.schedule import Schedule
from industrack_tui.widgets.period.kind import PeriodKind
from industrack_tui.widgets.timeline.geometry import Line

if TYPE_CHECKING:
    from industrack_tui.board.board_filter import BoardFilter


class BoardPlace(NamedTuple):
    """View, day, cursor and pane. `minute` is in minutes since 1970 UTC, `job_id` the job under the cursor,
    `employee_id` in whose row it is (None where rows are no people); `line`, `top` and `left` are the timeline's."""

    kind: PeriodKind | None
    day: date
    minute: int
    employee_id: int | None
    line: Line
    top: Line
    left: int
    job_id: int | None
    calendar_id: int
    filter: "BoardFilter"
    in_queue: bool
    has_queue: bool

    @classmethod
    def of(cls, screen: Schedule) -> "BoardPlace":
        """Where the person is now."""
        view, block = screen.timeline.view, screen.block
        return cls(
            screen.period.kind, screen.day, screen.minute, screen.employee_id, view.line, view.top, view.left,
            block.job_id if block is not None else None, screen.state.calendar_id, screen.state.filter,
            screen.queue.has_focus, not queueing.is_hidden(screen),
        )  # fmt: skip

    def put_back(self, screen: Schedule) -> None:
        """The person there again."""
        from industrack_tui.board import filtering, views

        screen.state.follow_job(None)
        if screen.state.calendar_id != self.calendar_id:
            screen.state.choose_calendar(self.calendar_id)
            screen.show_office()
        if screen.state.filter != self.filter:
            filtering.apply_filter(screen, self.filter)
        screen.state.go_to(self.day)
        screen.show_period(self.minute)
        if screen.period.kind is not self.kind:
            views.show_at(screen, self.kind, self.minute, self.employee_id, self.job_id)
        if self.has_queue is queueing.is_hidden(screen):
            queueing.choose(screen, hidden=not self.has_queue)
        view = screen.timeline.view
        view.line, view.top, view.left, view.job_id = self.line, self.top, self.left, self.job_id
        (screen.queue if self.in_queue else screen.board).focus()
        screen.after_move()
