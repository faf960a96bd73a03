"""One technician as the rules see them: visits and times as light values, and what a report changes of these.

Instants are whole numbers in one unit, whichever (seconds here, milliseconds on the page): the rules only compare and
copy them.
"""

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.field.entries import EntryKind, Mark
from industrack_core.domain.records.job import WorkStatus

Marks = frozenset[Mark]
NO_MARKS: Marks = frozenset()


@dataclass(frozen=True, slots=True)
class VisitState:
    """How far one technician is with one job, since when; a job that they never touched is as a new one of these."""

    status: WorkStatus = WorkStatus.NOT_STARTED
    reason: str = ""
    arrived: bool = False
    since: int = 0


UNTOUCHED = VisitState()


@dataclass(frozen=True, slots=True)
class Spell:
    """A spell of one technician's time, open while `ends` is None. `job` and `id` are 0 for none."""

    kind: EntryKind
    job: int
    starts: int
    ends: int | None = None
    marks: Marks = NO_MARKS
    id: int = 0


@dataclass(frozen=True, slots=True)
class Member:
    """A technician: their visits (those under way, and that of the report's job) and everything of theirs that is open.

    At most one shift is open, and at most one of travel, job and break.
    """

    visits: Mapping[int, VisitState] = field(default_factory=dict)
    open: tuple[Spell, ...] = ()

    def visit(self, job: int) -> VisitState:
        """How far they are with the job."""
        return self.visits.get(job, UNTOUCHED)


@dataclass(frozen=True, slots=True)
class VisitChange:
    """A visit before and after a report."""

    job: int
    before: VisitState
    after: VisitState


@dataclass(frozen=True, slots=True)
class SpellChange:
    """A spell before and after a report; None before: it is new, None after: it goes."""

    before: Spell | None
    after: Spell | None


@dataclass(frozen=True, slots=True)
class Effect:
    """What a report changes; nothing where things already were as it says."""

    visits: tuple[VisitChange, ...] = ()
    entries: tuple[SpellChange, ...] = ()


NOTHING_CHANGED = Effect()


class Why(StrEnum):
    """Why a report is laid before the office instead of being applied."""

    OUT_OF_TURN = "out_of_turn"
    TOO_EARLY = "too_early"
    FOLLOWED = "followed"
    TIMES = "times"
    DELETED = "deleted"
    BILLED = "billed"
    NOT_THEIRS = "not_theirs"
    OFFICE_LATER = "office_later"
    NOT_STARTABLE = "not_startable"


@dataclass(frozen=True, slots=True)
class Review:
    """A report that cannot be applied as things stand, with the sentence for the office."""

    why: Why
    text: str


def after(member: Member, taken: Effect) -> Member:
    """The technician once a report is applied; of their times only what is still open."""
    gone = {change.before for change in taken.entries}
    left = [spell for spell in member.open if spell not in gone]
    left += [change.after for change in taken.entries if change.after is not None and change.after.ends is None]
    return Member({**member.visits, **{change.job: change.after for change in taken.visits}}, tuple(left))
