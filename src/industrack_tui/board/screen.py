"""The schedule: board, queue, card, and what keeps them true. Acts and moves live in modules of their own."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.timer import Timer

from industrack_core.domain.acts.news import News
from industrack_core.domain.late_module import late_module
from industrack_core.domain.time.minute import minute_of
from industrack_tui.board import shown
from industrack_tui.board.modes import Mode
from industrack_tui.board.pane_events import HearsPanes
from industrack_tui.board.panes import Work, run_key
from industrack_tui.board.watching import watch_on
from industrack_tui.commands.command import Command
from industrack_tui.session import OFFICE_KINDS, Session
from industrack_tui.terminal.awaiting import Coming
from industrack_tui.themes import Look

if TYPE_CHECKING:  # what the first frame does without
    from industrack_core.domain.outcomes import Done
    from industrack_tui.board import obeying, opening, reading, resting
    from industrack_tui.dialogs.help import HelpLine
    from industrack_tui.widgets.timeline.overlay import Ghost
else:
    obeying = late_module("industrack_tui.board.obeying")
    opening = late_module("industrack_tui.board.opening")
    reading = late_module("industrack_tui.board.reading")
    resting = late_module("industrack_tui.board.resting")

_WAIT_FOR_ROWS = 0.06
_FLASH_SECONDS = 4.0


class ScheduleScreen(HearsPanes):
    """The board on the screen; every command runs through `action_command`."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
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
        self.show_header()
        self.status.say("Opening the board", lasting=True)
        # after the first frame: opening imports the store, which costs as much as Textual itself
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        """Answers nothing: Textual would wait for a task, and the screen would hear nothing until the board is open."""
        self.bring(opening.open_board(self), Coming.FILLS)

    @property
    def is_idle(self) -> bool:
        """Whether no read or write is under way."""
        return self.tasks.is_idle

    @property
    def is_settled(self) -> bool:
        """Whether what was asked for is read, written and painted: what tests wait for."""
        return self.is_idle and self._late_paint is None and self.load_due is None

    def show_office(self) -> None:
        """Rows of the calendar and of the filter, in order."""
        office = self.session.known_office
        self.timeline.show_office(office)
        self.period.show_office(office)
        roster = self.state.filter.roster(office, self.calendar)
        self.timeline.view.show_roster(roster)
        self.period.show_roster(roster)
        if not self.timeline.view.roster:
            self.timeline.show_hint(shown.first_run_hint(self.bridge.desk.place))
        resting.ask_load(self)

    def heard(self, news: News) -> None:
        """News from the feed, one's own acts included."""
        opening.hear(self, news)

    def reload(self) -> None:
        """Read what is in sight again."""
        if self.office is not None:
            self.state.distrust()
            self.spawn(reading.read_again(self, True, anew=True))

    def show_done(self, done: "Done") -> None:
        """Read again what one's own act changed: keys that follow are for what is there then."""
        kinds = {change.kind for change in done.changes}
        self.bring(self.read_again(not kinds.isdisjoint(OFFICE_KINDS)), Coming.FILLS)

    def show_again(self) -> None:
        """Read the pictures again: an act was refused, and what it was about goes nowhere."""
        self.state.follow_job(None)
        self.bring(self.read_again(office_too=False), Coming.FILLS)

    async def read_again(self, office_too: bool, who: str = "") -> None:
        """Read the pictures again, rows in sight first; what `who` else changed is marked for a moment."""
        await reading.read_again(self, office_too, who)

    def flash(self, employees: list[int]) -> None:
        """Mark rows for a few seconds."""
        if self._unflash is not None:
            self._unflash.stop()
        self.timeline.flash({*employees, *self.timeline.flashing})
        self._unflash = self.set_timer(_FLASH_SECONDS, lambda: self.timeline.flash(()))

    def tick(self) -> None:
        if self.office is not None:
            self.timeline.show_now(minute_of(self.session.now))
            self.show_header()
            watch_on(self)
            self.queue.show_now(self.now)

    # -- what is in sight ------------------------------------------------------------------------

    def show_period(self, minute: int | None = None) -> None:
        """Lay the axis out for the day and zoom, the cursor at `minute`, or at its time of day.

        A step in the other views leaves the axis as it is: it is laid out when the timeline is shown again.
        """
        if self.office is None:
            return
        if self.in_timeline or minute is not None or self.state.window is None:
            self.state.show_in(self.timeline.view, self.office, self.calendar, minute)
        self.timeline.show_now(self.now)
        self.period.show_period(self.day, self.now)
        resting.recall_load(self)
        self.after_move()
        resting.ask_load(self)

    def fit(self) -> None:
        """Lay the axis out again when what it depends on was read; the cursor stays."""
        office, view = self.office, self.timeline.view
        if office is None or self.state.window is None:
            return
        axis = self.state.lay_out(view.width, office, self.calendar, view.roster)
        if axis != view.axis:
            asked, was_folded = view.asked, view.axis.is_folded(view.asked, view.asked + 1)
            view.show_window(axis, asked)
            if was_folded:
                view.to_minute(asked)

    def load_missing(self) -> bool:
        """Ask for what is in sight and not loaded; False when all is there."""
        return reading.load_missing(self)

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

    def show_card(self) -> None:
        """Card and keys for what is under the cursor."""
        shown.show_card(self)

    def show_header(self) -> None:
        """Where we are, who is here, and how fresh the board is."""
        shown.show_header(self)

    # -- commands --------------------------------------------------------------------------------

    def help_lines(self) -> "Sequence[HelpLine]":
        """The keys of the pane with the focus, then all others."""
        from industrack_tui.dialogs.help import help_lines

        return help_lines(self.pane, self.glyphs, phones=self.office is not None and self.office.has_phones)

    def go_back(self) -> None:
        """One level back."""
        from industrack_tui.board import moves

        moves.go_back(self)

    def why_not(self, command: Command) -> str:
        """Why a command cannot run now, empty when it can."""
        return obeying.why_not(self, command)

    def action_command(self, command_id: str) -> None:
        """Run a command, or say why not."""
        obeying.obey(self, command_id)

    def run_chosen(self, command_id: str) -> None:
        """Run a command that was chosen by its name: as its key would be, it waits for the rows that it is about."""
        obeying.obey_when_read(self, command_id)

    def make_room(self, cells: int) -> None:
        """Leave so many cells at the right to a form; with 0 they come back."""
        from industrack_tui.board import aside

        aside.make_room(self, cells)

    def show_draft(self, draft: "Ghost | None", said: str, *, is_settled: bool) -> None:
        """A job that is being typed, where it would be."""
        from industrack_tui.board import aside

        aside.show_draft(self, draft, said, is_settled=is_settled)

    def enter_mode(self, mode: Mode | None) -> None:
        """Begin something that takes the keys' meaning for a while; None ends it."""
        before = self.state.enter(mode)
        if before is not None:
            before.left()
            self.status.pass_on()
        self.show_card()

    def on_key(self, event: events.Key) -> None:
        """Keys while no pane has them."""
        run_key(self.timeline, self.pane, event)

    def restyle(self, look: Look) -> None:
        """Dress all panes in another theme."""
        self.look = look
        for pane in (*self.frame.panes, self.queue, self.period):
            pane.restyle(look)
        self.timeline.restyle(look)
        self.frame.forget()
        self.show_header()
        self.show_card()
