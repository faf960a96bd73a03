"""The schedule: board, queue, card, and what keeps them true. Acts and moves live in modules of their own."""

import asyncio
from collections.abc import Coroutine, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.app import ComposeResult
from textual.screen import Screen
from textual.timer import Timer

from industrack_core.domain.board import Block, QueueEntry
from industrack_core.domain.minute import minute_of
from industrack_core.domain.news import News
from industrack_core.domain.office import Calendar, Office
from industrack_core.domain.span import Span, day_span
from industrack_tui.bridge import Bridge
from industrack_tui.commands import COMMANDS, Command, Pane
from industrack_tui.glyphs import Glyphs
from industrack_tui.screens import schedule_frame, schedule_opening, schedule_reading
from industrack_tui.screens.awaiting import Coming
from industrack_tui.screens.board.modes import CardParts, DayLoad, Mode
from industrack_tui.screens.board.preferences import start_preferences
from industrack_tui.screens.schedule_frame import Frame
from industrack_tui.screens.schedule_keys import AwaitsBoard
from industrack_tui.screens.schedule_panes import BoardPane, PeriodBoard, WaitingPane, Work, run_key
from industrack_tui.screens.tasks import Tasks
from industrack_tui.start import Start
from industrack_tui.themes import Look
from industrack_tui.widgets.lines import Covered
from industrack_tui.widgets.queue_pane import QueuePane
from industrack_tui.widgets.timeline.geometry import ZOOMS, Axis, best_zoom, days_shown
from industrack_tui.widgets.timeline.grid import Timeline
from industrack_tui.widgets.timeline.pointing import PointedTimeline

if TYPE_CHECKING:  # what the first frame does without
    from industrack_core.domain.outcomes import Done
    from industrack_tui.screens.board.filtering import BoardFilter
    from industrack_tui.screens.board.finding import FoundJobs
    from industrack_tui.screens.board.nudging import Nudges

_NARROW = 100
_SHORT = 30
_WAIT_FOR_ROWS = 0.06
_FLASH_SECONDS = 4.0


class ScheduleScreen(AwaitsBoard, Covered, Screen[None]):
    """Holds the day, the zoom and the newest pictures; every command runs through `action_command`."""

    def __init__(self, bridge: Bridge, start: Start, look: Look, glyphs: Glyphs) -> None:  # noqa: PLR0915
        super().__init__(id="schedule")
        self.bridge, self.start, self.look, self.glyphs = bridge, start, look, glyphs
        self.office: Office | None = None
        self.day: date = date(2000, 1, 1)
        self.zoom = 0
        self.zoom_chosen = False
        self.window: Span | None = None
        self.revision = 0
        self.lost_since: datetime | None = None
        self.is_outdated = False  # another version of the program has changed the database
        self.days = 1
        self.calendar_id = 0
        self.mode: Mode | None = None
        self.marks: dict[int, Block | QueueEntry] = {}
        self._filter: BoardFilter | None = None
        self.follow: int | None = None
        self.finding: FoundJobs | None = None
        self._nudges: Nudges | None = None
        self.load: DayLoad | None = None
        self.load_due: asyncio.TimerHandle | None = None
        self.parts: CardParts | None = None
        self.parts_due: asyncio.TimerHandle | None = None
        self.preferences = start_preferences(start)
        self.timeline = BoardPane(look, glyphs, id="timeline")
        self.period = PeriodBoard(look, glyphs, id="period")
        self.queue = WaitingPane(look, glyphs, id="queue")
        self.frame = Frame(look, glyphs)
        self.status = self.frame.status
        self.status.at_hand = lambda: self.subject.job_id if self.office and self.subject else 0
        self.status.holds = lambda: self.mode is not None
        self.tasks = Tasks(self)
        self._late_paint: Timer | None = None
        self._unflash: Timer | None = None

    def compose(self) -> ComposeResult:
        yield self.frame.header
        with Work(id="work"):
            yield self.timeline
            yield self.period
            yield self.queue
        yield self.frame.card
        yield self.status
        yield self.frame.keys

    # -- opening and hearing ---------------------------------------------------------------------

    def on_mount(self) -> None:
        self.timeline.focus()
        self.status.say("Opening the board", lasting=True)
        # after the first frame: opening imports the store, which costs as much as Textual itself
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        """Answers nothing: Textual would wait for a task, and the screen would hear nothing until the board is open."""
        self.bring(schedule_opening.open_board(self), Coming.FILLS)

    def spawn(self, work: Coroutine[Any, Any, None], *, quietly: bool = False) -> None:
        """Run work beside the event loop's own; an unexpected error in it ends the console with a report."""
        self.tasks.spawn(work, quietly=quietly)

    def say_error(self, sentence: str) -> None:
        """Say what went wrong outside anybody's doing."""
        self.status.say(sentence, "panel_error")

    @property
    def is_idle(self) -> bool:
        """Whether no read or write is under way."""
        return self.tasks.is_idle

    @property
    def is_settled(self) -> bool:
        """Whether what was asked for is read, written and painted: what tests wait for."""
        return self.is_idle and self._late_paint is None and self.load_due is None

    @property
    def filter(self) -> "BoardFilter":
        """What the board is seen through; loaded after the first frame."""
        if self._filter is None:
            from industrack_tui.screens.board.filtering import BoardFilter

            self._filter = BoardFilter()
        return self._filter

    @filter.setter
    def filter(self, chosen: "BoardFilter") -> None:
        self._filter = chosen

    @property
    def nudges(self) -> "Nudges":
        """The job that is being nudged; loaded with the first nudge."""
        if self._nudges is None:
            from industrack_tui.screens.board.nudging import Nudges

            self._nudges = Nudges(self)
        return self._nudges

    @property
    def calendar(self) -> Calendar:
        """The calendar that is shown: the chosen one while it is there, else the default one."""
        assert self.office is not None
        return self.office.calendars_by_id.get(self.calendar_id) or self.office.default_calendar

    @property
    def queue_calendar(self) -> int:
        """Whose queue is shown: that of a calendar of its own, else (0) everybody's."""
        return 0 if self.calendar.is_default else self.calendar.id

    def show_office(self) -> None:
        """Rows of the calendar and of the filter, in order."""
        office = self.office
        assert office is not None
        self.timeline.show_office(office)
        self.period.show_office(office)
        roster = self.filter.roster(office, self.calendar)
        self.timeline.view.show_roster(roster)
        self.period.show_roster(roster)
        if not self.timeline.view.roster:
            from industrack_tui.screens import schedule_acts

            self.timeline.show_hint(schedule_acts.first_run_hint(self.bridge.desk.place))
        schedule_reading.ask_load(self)

    def heard(self, news: News) -> None:
        """News from the feed, one's own acts included."""
        schedule_opening.hear(self, news)

    def reload(self) -> None:
        """Read what is in sight again."""
        if self.office is not None:
            self.spawn(self.read_again(True))

    def show_done(self, done: "Done") -> None:
        """Read again what one's own act changed: keys that follow are for what is there then."""
        kinds = {change.kind for change in done.changes}
        self.bring(self.read_again(not kinds.isdisjoint(schedule_opening.OFFICE_KINDS)), Coming.FILLS)

    async def read_again(self, office_too: bool, who: str = "") -> None:
        """Read the pictures again, rows in sight first; what `who` else changed is marked for a moment."""
        await schedule_reading.read_again(self, office_too, who)

    def flash(self, employees: list[int]) -> None:
        """Mark rows for a few seconds."""
        if self._unflash is not None:
            self._unflash.stop()
        self.timeline.flash({*employees, *self.timeline.flashing})
        self._unflash = self.set_timer(_FLASH_SECONDS, lambda: self.timeline.flash(()))

    def tick(self) -> None:
        if self.office is not None:
            self.timeline.show_now(minute_of(self.bridge.desk.clock()))

    # -- what is in sight ------------------------------------------------------------------------

    @property
    def now(self) -> int:
        """This minute."""
        return minute_of(self.bridge.desk.clock() if self.bridge.is_open else self.start.clock())

    def show_period(self, minute: int | None = None) -> None:
        """Lay the axis out for the day and zoom, the cursor at `minute`, or at its time of day."""
        office = self.office
        if office is None:
            return
        view = self.timeline.view
        if not self.zoom_chosen:
            several = self.days > 1
            self.zoom = best_zoom(view.width, 24 * self.days, ZOOMS) if several else best_zoom(view.width)
        calendar = self.calendar
        self.window = day_span(self.day, office.zone, max(self.days, days_shown(view.width, self.zoom)))
        start = minute_of(self.window.starts_at)
        offset = view.minute - view.axis.start
        axis = Axis(start, minute_of(self.window.ends_at), self.zoom, calendar.slot_minutes)
        self.timeline.now = self.now
        view.show_window(axis, start + offset if minute is None else minute)
        self.period.show_period(self.day, view.minute, view.employee_id, self.now)
        self.after_move()
        schedule_reading.ask_load(self)

    def load_missing(self) -> bool:
        """Ask for what is in sight and not loaded; False when all is there."""
        return schedule_reading.load_missing(self)

    def after_move(self) -> None:
        """Paint a move of the cursor; wait a moment first when rows have to be read, so that it is painted once."""
        if self.load_missing():
            if self._late_paint is None:
                self._late_paint = self.set_timer(_WAIT_FOR_ROWS, self.paint)
        else:
            self.paint()

    def paint(self) -> None:
        """Board, card and header in one frame."""
        if self._late_paint is not None:
            self._late_paint.stop()
            self._late_paint = None
        if self.in_timeline:
            self.timeline.update_cursor()
        else:
            self.period.redraw()
        self.show_header()
        self.show_card()
        if self.mode is not None:
            self.mode.moved()

    @property
    def in_timeline(self) -> bool:
        """Whether the timeline is shown, not one of the other views."""
        return self.period.kind is None

    @property
    def board(self) -> Timeline | PeriodBoard:
        """The pane beside the queue."""
        return self.timeline if self.in_timeline else self.period

    @property
    def block(self) -> Block | None:
        """The job under the board's cursor."""
        return self.timeline.view.block if self.in_timeline else self.period.block

    @property
    def employee_id(self) -> int | None:
        """In whose row the board's cursor is; None where rows are no people."""
        return self.timeline.view.employee_id if self.in_timeline else self.period.employee_id

    @property
    def minute(self) -> int:
        """The time under the board's cursor, in minutes since 1970 UTC."""
        return self.timeline.view.minute if self.in_timeline else self.period.minute

    @property
    def pane(self) -> Pane:
        """Which pane has the keys."""
        return Pane.QUEUE if self.queue.has_focus else Pane.BOARD

    @property
    def subject(self) -> Block | QueueEntry | None:
        """The job that the focused pane is on."""
        return self.queue.selected if self.pane is Pane.QUEUE else self.block

    def show_card(self) -> None:
        """Card and keys for what is under the cursor."""
        schedule_frame.show_card(self)

    def show_header(self) -> None:
        """Where we are, who is here, and how fresh the board is."""
        schedule_frame.show_header(self)

    # -- commands --------------------------------------------------------------------------------

    @property
    def commands(self) -> Sequence[Command]:
        """Every command of the schedule."""
        return COMMANDS

    def why_not(self, command: Command) -> str:
        """Why a command cannot run now, empty when it can."""
        return schedule_frame.why_not(self, command)

    def action_command(self, command_id: str) -> None:
        """Run a command, or say why not."""
        schedule_frame.obey(self, command_id)

    def takes_key(self, key: str, character: str | None) -> bool:
        """Whether what goes on takes the key itself, before it is looked up as a command."""
        return self.mode is not None and self.mode.key(key, character)

    def enter_mode(self, mode: Mode | None) -> None:
        """Begin something that takes the keys' meaning for a while; None ends it."""
        before, self.mode = self.mode, mode
        if before is not None:
            before.left()
            self.status.pass_on()
        self.show_card()

    def on_key(self, event: events.Key) -> None:
        """Keys while no pane has them."""
        run_key(self.timeline, self.pane, event)

    # -- events ----------------------------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width < _NARROW, "-narrow")
        self.set_class(event.size.height < _SHORT, "-short")
        self.queue.beside = event.size.width >= _NARROW
        self.call_after_refresh(self.show_period)

    @on(events.ScreenSuspend)
    def _covered(self) -> None:
        self.frame.hide_keys()

    @on(events.ScreenResume)
    def _uncovered(self) -> None:
        if self.office is not None:
            self.show_card()
            self.come_back()

    @on(Timeline.Moved)
    def _board_moved(self) -> None:
        if self.window is not None and self.office is not None:
            self.after_move()
            self.status.moved()

    @on(Timeline.Activated)
    def _board_activated(self) -> None:
        self.action_command("board.open")

    @on(PeriodBoard.Moved)
    def _period_moved(self) -> None:
        from industrack_tui.screens.board import views

        views.moved(self)
        self.status.moved()

    @on(PeriodBoard.Activated)
    def _period_activated(self) -> None:
        self.action_command("board.open")

    @on(PointedTimeline.Grabbed)
    def _grabbed(self, event: PointedTimeline.Grabbed) -> None:
        from industrack_tui.screens.board import dragging

        dragging.grab(self, event.block, event.minute, event.at_end)

    @on(QueuePane.Dragged)
    def _queue_dragged(self, event: QueuePane.Dragged) -> None:
        from industrack_tui.screens.board import dragging

        dragging.from_queue(self, event.screen_x, event.screen_y)

    @on(PointedTimeline.LetGo)
    @on(QueuePane.LetGo)
    def _let_go(self, event: PointedTimeline.LetGo | QueuePane.LetGo) -> None:
        from industrack_tui.screens.board import dragging

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

    def restyle(self, look: Look) -> None:
        """Dress all panes in another theme."""
        self.look = look
        for pane in (*self.frame.panes, self.queue, self.period):
            pane.restyle(look)
        self.timeline.restyle(look)
        self.frame.forget()
        self.show_header()
        self.show_card()
