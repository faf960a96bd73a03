"""What happens to the schedule from outside its keys: its size, what covers it, where the mouse went in its panes."""

from textual import events, on

from industrack_tui.board import shown
from industrack_tui.board.panes import PeriodBoard
from industrack_tui.board.schedule import Schedule
from industrack_tui.late import late
from industrack_tui.widgets.header import Header
from industrack_tui.widgets.key_bar import KeyBar
from industrack_tui.widgets.lines import MenuAsked
from industrack_tui.widgets.queue_pane import QueuePane
from industrack_tui.widgets.timeline.grid import Timeline
from industrack_tui.widgets.timeline.pointing import PointedTimeline

_NARROW = 100
_WIDE, _WIDEST = 160, 220
_SHORT, _HIGH = 30, 44


class HearsPanes(Schedule):
    """A schedule that does what its panes tell it."""

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width < _NARROW, "-narrow")
        self.set_class(_WIDE <= event.size.width < _WIDEST, "-wide")
        self.set_class(event.size.width >= _WIDEST, "-widest")
        self.set_class(event.size.height < _SHORT, "-short")
        self.set_class(event.size.height >= _HIGH, "-high")
        self.queue.beside = event.size.width >= _NARROW
        self.timeline.show_tall(self.preferences.kept.heights.get(str(event.size.height), 0))
        late("board.queueing:settle")(self)
        self.call_after_refresh(self.show_period)

    @on(events.ScreenSuspend)
    def _covered(self) -> None:
        shown.show_covered(self)

    @on(events.ScreenResume)
    def _uncovered(self) -> None:
        if self.office is not None:
            self.show_card()
            self.come_back()

    @on(Timeline.Moved)
    def _board_moved(self) -> None:
        if self.state.window is not None and self.office is not None:
            self.fit()  # it may have another width now
            self.after_move()
            self.status.moved()

    @on(Timeline.Wanted)
    def _alarm_wanted(self, event: Timeline.Wanted) -> None:
        from industrack_tui.board import exceptions

        exceptions.go_to_it(self, event.about)

    @on(Timeline.Activated)
    def _board_activated(self) -> None:
        self.action_command("board.open")

    @on(Header.Pressed)
    def _header_pressed(self, event: Header.Pressed) -> None:
        self.run_chosen(event.command_id)

    @on(KeyBar.Pressed)
    def _key_pressed(self, event: KeyBar.Pressed) -> None:
        self.action_command(event.command_id)

    @on(PeriodBoard.Moved)
    def _period_moved(self) -> None:
        from industrack_tui.board import views

        views.period_moved(self)
        self.status.moved()

    @on(PeriodBoard.Activated)
    def _period_activated(self) -> None:
        self.action_command("board.open")

    @on(MenuAsked)
    def _menu_asked(self) -> None:
        self.action_command("job.menu")

    @on(PointedTimeline.Grabbed)
    def _grabbed(self, event: PointedTimeline.Grabbed) -> None:
        from industrack_tui.board import dragging

        dragging.grab(self, event.block, event.minute, event.at_end)

    @on(QueuePane.Dragged)
    def _queue_dragged(self, event: QueuePane.Dragged) -> None:
        from industrack_tui.board import dragging

        dragging.from_queue(self, event.screen_x, event.screen_y)

    @on(PointedTimeline.LetGo)
    @on(QueuePane.LetGo)
    def _let_go(self, event: PointedTimeline.LetGo | QueuePane.LetGo) -> None:
        from industrack_tui.board import dragging

        dragging.let_go(self, event.screen_x, event.screen_y)

    @on(QueuePane.Moved)
    def _queue_moved(self) -> None:
        self.show_card()
        self.status.moved()

    @on(QueuePane.Activated)
    def _queue_activated(self) -> None:
        self.action_command("queue.open")

    @on(events.DescendantFocus)
    def _focused(self) -> None:
        self.show_card()
