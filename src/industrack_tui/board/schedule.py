"""The board as whatever is done on it knows it: its state, its panes, and what follows from a change."""

import asyncio
from collections.abc import Collection, Coroutine, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from industrack_core.domain.acts.news import News
from industrack_core.domain.board.board import Block, QueueEntry
from industrack_core.domain.records.office import Calendar, Office
from industrack_core.domain.time.minute import minute_of
from industrack_tui.board.frame import BoardFrame
from industrack_tui.board.keys import AwaitsBoard
from industrack_tui.board.modes import Mode, SideRoom
from industrack_tui.board.panes import BoardPane, PeriodBoard, WaitingPane
from industrack_tui.board.state import BoardState
from industrack_tui.commands.board import COMMANDS
from industrack_tui.commands.command import Command, Pane
from industrack_tui.session import Session
from industrack_tui.terminal.short_way import PaintsWhatIsSeen
from industrack_tui.terminal.tasks import Tasks
from industrack_tui.themes import Look
from industrack_tui.widgets.lines import Covered

if TYPE_CHECKING:
    from industrack_core.domain.outcomes import Done
    from industrack_tui.dialogs.help import HelpLine
    from industrack_tui.widgets.timeline.overlay import Ghost


class Schedule(AwaitsBoard, PaintsWhatIsSeen, Covered, Screen[None]):
    """What is done on the board takes this. What it leaves open says the screen, which knows all of it."""

    def __init__(self, session: Session) -> None:
        super().__init__(id="schedule")
        session.home = self
        self.session, self.bridge, self.start = session, session.bridge, session.start
        self.look, self.glyphs, self.preferences = session.look, session.glyphs, session.preferences
        self.state, self.tasks = BoardState(), Tasks(self)
        self.timeline = BoardPane(self.look, self.glyphs, id="timeline")
        self.timeline.first = session.start.settings.board.first
        self.period = PeriodBoard(self.look, self.glyphs, id="period")
        self.queue = WaitingPane(self.look, self.glyphs, id="queue")
        self.frame = BoardFrame(self.look, self.glyphs)
        self.status = self.frame.status
        self.status.at_hand = lambda: self.subject.job_id if self.office and self.subject else 0
        self.status.holds = lambda: self.mode is not None
        self.load_due: asyncio.TimerHandle | None = None
        self.load_again = False
        """Whether what is watched has changed since it was read."""
        self.parts_due: asyncio.TimerHandle | None = None
        self.queue_brought = False
        """Whether the queue was asked for in views that do not have it by themselves."""
        self.aside: SideRoom | None = None
        """What a form beside the board has of it."""

    # -- what it says and runs -------------------------------------------------------------------

    def say(self, sentence: str, role: str = "panel", hint: str = "", *, about: Collection[int] = ()) -> None:
        """A sentence on the status line."""
        self.status.say(sentence, role, hint, about=about)

    def say_error(self, sentence: str) -> None:
        """Say what went wrong outside anybody's doing."""
        self.status.say(sentence, "panel_error")

    def spawn(self, work: Coroutine[Any, Any, None], *, quietly: bool = False) -> None:
        """Run work beside the event loop's own; an unexpected error in it ends the console with a report."""
        self.tasks.spawn(work, quietly=quietly)

    # -- what is shown ---------------------------------------------------------------------------

    @property
    def office(self) -> Office | None:
        """The newest picture of the office; None until the board is open."""
        return self.session.office

    @property
    def day(self) -> date:
        """The first day shown."""
        return self.state.day

    @property
    def calendar(self) -> Calendar:
        """The calendar that is shown: the chosen one while it is there, else the default one."""
        return self.state.calendar(self.session.known_office)

    @property
    def queue_calendar(self) -> int:
        """Whose queue is shown: that of a calendar of its own, else (0) everybody's."""
        return 0 if self.calendar.is_default else self.calendar.id

    @property
    def mode(self) -> Mode | None:
        """What takes the keys' meaning for a while."""
        return self.state.mode

    @property
    def now(self) -> int:
        """This minute."""
        return minute_of(self.session.now)

    @property
    def in_timeline(self) -> bool:
        """Whether the timeline is shown, not one of the other views."""
        return self.period.kind is None

    @property
    def board(self) -> BoardPane | PeriodBoard:
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

    # -- what follows from a change --------------------------------------------------------------

    def show_office(self) -> None:
        """Rows of the calendar and of the filter, in order."""
        raise NotImplementedError

    def show_period(self, minute: int | None = None) -> None:
        """Lay the axis out for the day and zoom, the cursor at `minute`, or at its time of day."""
        raise NotImplementedError

    def fit(self) -> None:
        """Lay the axis out again when what it depends on was read; the cursor stays."""
        raise NotImplementedError

    def after_move(self) -> None:
        """Paint a move of the cursor; wait a moment first when rows have to be read, so that it is painted once."""
        raise NotImplementedError

    def paint(self) -> None:
        """Board, card and header in one frame."""
        raise NotImplementedError

    def show_card(self) -> None:
        """Card and keys for what is under the cursor."""
        raise NotImplementedError

    def show_header(self) -> None:
        """Where we are, who is here, and how fresh the board is."""
        raise NotImplementedError

    def load_missing(self) -> bool:
        """Ask for what is in sight and not loaded; False when all is there."""
        raise NotImplementedError

    def show_done(self, done: "Done") -> None:
        """Read again what one's own act changed: keys that follow are for what is there then."""
        raise NotImplementedError

    def show_again(self) -> None:
        """Read the pictures again: an act was refused."""
        raise NotImplementedError

    def reload(self) -> None:
        """Read office and all that is in sight again."""
        raise NotImplementedError

    async def read_again(self, office_too: bool, who: str = "") -> None:
        """Read the pictures again, rows in sight first; what `who` else changed is marked for a moment."""
        raise NotImplementedError

    def flash(self, employees: list[int]) -> None:
        """Mark rows for a few seconds."""
        raise NotImplementedError

    def make_room(self, cells: int) -> None:
        """Leave so many cells at the right to a form; with 0 it has them back, and stands where it stood before."""
        raise NotImplementedError

    def show_draft(self, draft: "Ghost | None", said: str, *, is_settled: bool) -> None:
        """A job that is being typed, where it would be; None while it is nowhere."""
        raise NotImplementedError

    def enter_mode(self, mode: Mode | None) -> None:
        """Begin something that takes the keys' meaning for a while; None ends it."""
        raise NotImplementedError

    def heard(self, news: News) -> None:
        """News from the feed, one's own acts included."""
        raise NotImplementedError

    def tick(self) -> None:
        """A moment went by."""
        raise NotImplementedError

    @property
    def known(self) -> int:
        """The newest revision that is shown, or that was done here: later ones are news."""
        return max(self.state.revision, self.bridge.last_done)

    @property
    def commands(self) -> Sequence[Command]:
        """Every command of the schedule."""
        return COMMANDS

    def takes_key(self, key: str, character: str | None) -> bool:
        """Whether what goes on takes the key itself, before it is looked up as a command."""
        return self.mode is not None and self.mode.key(key, character)

    def help_lines(self) -> "Sequence[HelpLine]":
        """The keys of the pane with the focus, then all others."""
        raise NotImplementedError

    def go_back(self) -> None:
        """One level back."""
        raise NotImplementedError

    def why_not(self, command: Command) -> str:
        """Why a command cannot run now, empty when it can."""
        raise NotImplementedError

    def action_command(self, command_id: str) -> None:
        """Run a command, or say why not."""
        raise NotImplementedError

    def run_chosen(self, command_id: str) -> None:
        """Run a command that was chosen by its name: as its key would be, it waits for the rows that it is about."""
        raise NotImplementedError

    def restyle(self, look: Look) -> None:
        """Dress all panes in another theme."""
        raise NotImplementedError
