"""What every screen is given: the ways to the database, how things look, where one is, and ways to other rooms.

It knows no screen: the app fills in the routes, the schedule says where one is.
"""

from collections.abc import Callable, Collection, Coroutine, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol

from textual.app import App

from industrack_core.domain.kinds import Kind
from industrack_core.domain.named_tuple import NamedTuple
from industrack_tui.bridge import Bridge
from industrack_tui.glyphs import Glyphs
from industrack_tui.late import late
from industrack_tui.preferences import Preferences
from industrack_tui.start import Start
from industrack_tui.terminal.awaiting import Coming
from industrack_tui.themes import Look

if TYPE_CHECKING:  # what the first frame does without
    from industrack_core.desk.desk import Desk
    from industrack_core.domain.acts.log import OthersAct
    from industrack_core.domain.acts.news import News
    from industrack_core.domain.outcomes import Done
    from industrack_core.domain.presence import Whereabouts
    from industrack_core.domain.records.office import Calendar, Office
    from industrack_tui.commands.command import Command
    from industrack_tui.widgets.key_bar import KeyHint
    from industrack_tui.widgets.status_line import StatusLine
    from industrack_tui.widgets.timeline.overlay import Ghost

OFFICE_KINDS = (
    Kind.COMPANY, Kind.EMPLOYEE, Kind.EMPLOYEE_GROUP, Kind.CALENDAR, Kind.JOB_COLOR, Kind.SERVICE_TYPE, Kind.TAG,
    Kind.HOLD_REASON, Kind.FORM, Kind.TASK_TEMPLATE, Kind.JOB_TEMPLATE, Kind.NUMBER_SERIES, Kind.DEVICE,
    Kind.OFFICE_ROLE, Kind.OFFICE_USER, Kind.HOLIDAY,
)  # fmt: skip
"""Kinds of records that the office's picture tells of."""
ON_SCHEDULE = frozenset({*OFFICE_KINDS, Kind.JOB, Kind.TIME_OFF})
"""Kinds of records that the schedule shows."""


_NAMED = 150
"""From so many cells on somebody else is named in the header."""


class Unseen(NamedTuple):
    """What others did since one looked, as far as it was read up to the act `newest`, and through how many one went.

    `looked_at` is when that act was done (aware UTC) where the log goes on: who is kept to some calendars looks further
    from there.
    """

    acts: "Sequence[OthersAct]" = ()
    gone_through: int = 0
    newest: int = 0
    is_read: bool = True
    looked_at: "datetime | None" = None


class LookingBack(Protocol):
    """The past that is looked at."""

    @property
    def title(self) -> str:
        """`AS OF Tue 24 Nov 9:40`."""

    @property
    def keys(self) -> "Sequence[KeyHint]":
        """The keys that are its own."""

    def why_not(self, command: "Command") -> str:
        """Why a command does not hold in the past, empty where it does."""

    def leave(self) -> None:
        """Back to now."""


class Actor(Protocol):
    """A screen from which something is done."""

    session: "Session"
    status: "StatusLine"

    def say(self, sentence: str, role: str = "panel", hint: str = "", *, about: Collection[int] = ()) -> None:
        """A sentence on its status line; `about` are ids of the records it speaks of."""

    def bring(self, work: Coroutine[Any, Any, None], coming: Coming = Coming.OPENS) -> object:
        """Run work for which keys wait."""

    @property
    def is_coming(self) -> bool:
        """Whether keys wait for something."""

    def refuse(self) -> None:
        """Keys that were typed for what does not come are left out."""

    def show_done(self, done: "Done") -> None:
        """Read again what one's own act changed."""

    def show_again(self) -> None:
        """Read again how things are: an act was refused."""


class Home(Actor, Protocol):
    """The screen under all others, as those over it know it: the schedule."""

    @property
    def day(self) -> date:
        """The day that is shown: bare times are on it."""

    @property
    def calendar(self) -> "Calendar":
        """The calendar that is shown."""

    def run_chosen(self, command_id: str) -> None:
        """Run a command that was chosen by its name: as its key would be, it waits for what it is about."""

    def make_room(self, cells: int) -> None:
        """Leave so many cells at the right to a form; with 0 it has them back, and stands where it stood before."""

    def show_draft(self, draft: "Ghost | None", said: str, *, is_settled: bool) -> None:
        """A job that is being typed, where it would be, and that in words; None while it stands nowhere else.
        `is_settled` while nobody is typing its times."""


Answered = Callable[[bool | None], None]
"""Gets True for yes."""


class Session:
    """One for each console. `rooms` are functions by name, as `module:function`, that open what this does not know.

    `office` is the newest picture of it, None until the board is open. `lost_since` (aware UTC) says since when the
    database does not answer, `is_outdated` that another version of the program has changed it, `closed` where the
    company goes on that was closed here, empty while it is not.
    """

    home: Home

    def __init__(
        self, app: App[Any], bridge: Bridge, start: Start, preferences: Preferences, look: Look, glyphs: Glyphs,
        rooms: Mapping[str, str],
    ) -> None:  # fmt: skip
        self.app, self.bridge, self.start, self.preferences = app, bridge, start, preferences
        self.look, self.glyphs, self._rooms = look, glyphs, rooms
        self.office: Office | None = None
        self.lost_since: datetime | None = None
        self.is_outdated, self.closed = False, ""
        self.is_at_door = False
        """Whether who sits here waits to be let in again: nothing is read meanwhile."""
        self.heard_at_door: dict[type[News], News] = {}
        """What is to be told then, the newest of each sort, in the order in which it came."""
        self.past: LookingBack | None = None
        """The moment that is looked at, while it is not now."""
        self.unseen = Unseen()
        self.here: tuple[Whereabouts, ...] = ()
        """The other consoles that are open, as far as the database is heard."""
        self.warnings: tuple[str, ...] = ()
        """What is wrong with the person's settings, to be said once the board is open."""

    @property
    def desk(self) -> "Desk":
        """The open desk."""
        return self.bridge.desk

    @property
    def now(self) -> datetime:
        """This moment, aware UTC."""
        return self.bridge.desk.clock() if self.bridge.is_open else self.start.clock()

    @property
    def why_closed(self) -> str:
        """Why nothing is saved here any more, behind a command's name; empty while the company is open."""
        return f"{self.closed[:1].lower()}{self.closed[1:]}".removesuffix(".")

    @property
    def known_office(self) -> "Office":
        """The office, where it is known to be read: under everything that is opened over the board."""
        assert self.office is not None
        return self.office

    def called(self, login: str) -> str:
        """What the office calls who has this login; the login itself where that is no name."""
        person = self.office.person if self.office is not None else None
        return dict(person.people).get(login, login) if person is not None else login

    def who_is_here(self, width: int) -> tuple[str, ...]:
        """Who sits here, and others that are here, for a header of so many cells; the longest way to say it first."""
        own = self.called(self.bridge.desk_of_now.who)
        return tuple(late("here:names_here")(self, own, wide=width >= _NAMED)) if self.here else (own,)

    def not_theirs(self, right: str) -> str:
        """Why who sits here may not do what a right is for; empty where they may, and where there are no roles."""
        person = self.office.person if self.office is not None else None
        return person.why_not(right) if person is not None else ""

    def ask(self, sentences: Sequence[str], deed: str, answered: Answered, *, loses: bool = False) -> None:
        """Say what speaks against an act, over whatever is shown; `deed` is what yes does. `loses`: only y says yes."""
        self.open("question", sentences, deed, answered, loses)

    def open(self, room: str, *about: Any) -> None:
        """Open what another room shows."""
        late(self._rooms[room])(self, *about)
