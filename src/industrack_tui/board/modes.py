"""What may go on on the board for a while, and small values that its parts share."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Protocol

from industrack_core.domain.board.alarms import Alarm, DayAlarms, QuietKey
from industrack_core.domain.board.board import Block
from industrack_core.domain.board.matters import Matter
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.time.span import Span
from industrack_tui.commands.command import Command
from industrack_tui.widgets.key_bar import KeyHint
from industrack_tui.widgets.timeline.cursor import View

if TYPE_CHECKING:
    from industrack_core.domain.board.day_now import PlannedTime
    from industrack_core.domain.board.exceptions import LiveDay
    from industrack_core.domain.board.telling import ToldRows

Parts = list[tuple[str, str]]


class Mode(Protocol):
    """Something that takes the keys' meaning for a while: a job in the hand, a proposal, letters to jump by.

    `name` is what the mode line calls it.
    """

    name: str

    @property
    def keys(self) -> Sequence[KeyHint]:
        """The keys that mean something in it, and no others."""

    def run(self, command: Command) -> bool:
        """Whether it takes this command; else the board does what it always does."""

    def key(self, key: str, character: str | None) -> bool:
        """Whether it takes the key before it is looked up."""

    def moved(self) -> None:
        """The cursor, or what is in sight, changed."""

    def left(self) -> None:
        """It ends: take away what it shows."""


class SavesPresses(Protocol):
    """Presses that add up while they are saved."""

    @property
    def is_saving(self) -> bool:
        """Whether presses are being saved."""

    def press(self, slots: int = 0, rows: int = 0, longer: int = 0) -> None:
        """Move the job under the cursor, or on from where its last press puts it."""


class SideRoom(Protocol):
    """What a form beside the board has of the screen."""

    @property
    def cells(self) -> int:
        """How many at the right."""


class CardPlace(NamedTuple):
    """Where the card looks; `minute` in minutes since 1970 UTC."""

    view: View
    minute: int
    employee_id: int | None
    in_timeline: bool
    parts: str = ""
    day: Sequence[Parts] = ()
    """What is said of a day, where the cursor is on a whole one."""
    told: "Told | None" = None
    elsewhere: str = ""
    """Who else has the job open."""


class CardParts(NamedTuple):
    """What a job is made of, in a line: read when the cursor rests on it; `is_old` where something of it, its customer
    or its forms, may be another by now."""

    job_id: int
    version: int
    text: str
    receipt: int = 0
    is_old: bool = False

    def is_of(self, job_id: int, version: int, receipt: int) -> bool:
        """Whether they are of this job as it is, and as far as its dispatch got."""
        return not self.is_old and (self.job_id, self.version, self.receipt) == (job_id, version, receipt)


class DayLoad(NamedTuple):
    """PlannedTime against working hours on a day, in minutes, of the people in `roster`: everybody who is shown."""

    day: date
    roster: Sequence[int]
    planned: int
    working: int
    known: "PlannedTime | None" = None
    """What it was made of: it need not be read whole again."""

    def is_of(self, day: date, roster: Sequence[int]) -> bool:
        """Whether it is about that day, and about those who are shown now."""
        return self.day == day and (self.roster is roster or self.roster == roster)

    @property
    def text(self) -> str:
        """As a person reads it."""
        of = f" of {self.working / 60:.0f}" if self.working else ""
        return f"{self.planned / 60:.0f}{of} h"

    @property
    def share(self) -> float | None:
        """PlannedTime of working hours; None where nobody's are known."""
        return self.planned / self.working if self.working else None


class Told(NamedTuple):
    """The alarms at a minute: how many of each, all of them with the worst first, and what keeps quiet."""

    now: int
    day: DayAlarms
    worst: Sequence[tuple[Alarm, Block | Matter]]
    quiet: frozenset[QuietKey]


class Watched(NamedTuple):
    """What is not finished of a time and of these people, as it was read at a minute since 1970 UTC."""

    window: Span
    people: tuple[int, ...]
    live: "LiveDay"
    read_at: int

    def is_good(self, now: int) -> bool:
        """Whether alarms can be made of it at a minute; of phones it is known for that minute alone what was heard."""
        return now == self.read_at or (not self.live.phones.heard and now <= self.live.good_until)

    def alone(self) -> "Watched":
        """The same, from which nothing can go on."""
        return self._replace(live=replace(self.live, revision=0))

    def at(self, now: int, told: "ToldRows[Block]") -> Told:
        """Its alarms at a minute since 1970 UTC, of which some may be told already."""
        from industrack_core.domain.board.exceptions import quiet_keys

        return Told(now, *self.live.alarms(now, told), quiet_keys(self.live.quiet, now))
