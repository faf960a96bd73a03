"""A report while it is applied to a technician: what it closes, opens and changes, put together and looked at once."""

from dataclasses import replace

from industrack_core.domain.field.entries import EntryKind, Mark
from industrack_core.domain.field.member import (
    NO_MARKS,
    Effect,
    Marks,
    Member,
    Review,
    Spell,
    SpellChange,
    VisitChange,
    VisitState,
    Why,
)
from industrack_core.domain.records.job import WorkStatus

AUTO: Marks = frozenset({Mark.AUTO})
_UNDER_WAY = (WorkStatus.STARTED, WorkStatus.ON_TRAVEL)


class Taking:
    """Begun for one report at `at`; `marks` come to every spell that it opens or closes."""

    def __init__(self, member: Member, at: int, marks: Marks) -> None:
        self.member = member
        self._at = at
        self._marks = marks
        self._visits: dict[int, VisitState] = {}
        self._entries: list[SpellChange] = []

    def put(self, job: int, status: WorkStatus, *, arrived: bool, reason: str = "") -> None:
        """The visit of the job stands so from now on."""
        self._visits[job] = VisitState(status, reason, arrived, self._at)

    def open(self, kind: EntryKind, job: int) -> None:
        """A spell begins."""
        self._entries.append(SpellChange(None, Spell(kind, job, self._at, None, self._marks)))

    def point(self, kind: EntryKind, job: int, mark: Mark) -> None:
        """A spell of no length: something was, nobody said since when."""
        self._entries.append(SpellChange(None, Spell(kind, job, self._at, self._at, self._marks | {mark})))

    def close(self, spell: Spell, marks: Marks = NO_MARKS) -> None:
        """A spell ends."""
        ended = replace(spell, ends=self._at, marks=spell.marks | self._marks | marks)
        self._entries.append(SpellChange(spell, ended))

    def close_own(self, job: int) -> None:
        """What runs for the job ends, as somebody said."""
        for spell in self.running():
            if spell.job == job:
                self.close(spell)

    def leave_others(self, job: int) -> None:
        """What runs for other jobs ends because this one begins: a job pauses, a way is given up, a break is over."""
        for spell in self.running():
            if spell.job != job:
                self.close(spell, NO_MARKS if spell.kind is EntryKind.BREAK else AUTO)
        for other in self.under_way():
            if other != job:
                self.halt(other)

    def halt(self, job: int) -> None:
        """The job stops where it stands: paused, or not travelled to any more."""
        started = self.member.visit(job).status is WorkStatus.STARTED
        self.put(job, WorkStatus.PAUSED if started else WorkStatus.NOT_STARTED, arrived=started)

    def under_way(self) -> list[int]:
        """The jobs that they are at or travel to, those first that time runs for."""
        running = [spell.job for spell in self.running()]
        jobs = [job for job, visit in self.member.visits.items() if visit.status in _UNDER_WAY]
        return sorted(jobs, key=lambda job: (job not in running, job))

    def running(self) -> list[Spell]:
        """What is open beside the shift: one spell, as long as nobody corrected times by hand."""
        return [spell for spell in self.member.open if spell.kind is not EntryKind.SHIFT]

    def breaks(self) -> list[Spell]:
        """Their open breaks, one as a rule."""
        return [spell for spell in self.member.open if spell.kind is EntryKind.BREAK]

    def shift(self) -> Spell | None:
        """Their open shift."""
        return next((spell for spell in self.member.open if spell.kind is EntryKind.SHIFT), None)

    def open_shift(self) -> None:
        """The shift begins with this, if none runs."""
        if self.shift() is None:
            self.open(EntryKind.SHIFT, 0)

    def taken(self) -> Effect | Review:
        """What the report comes to; not if it was before what is known already (somebody with two phones)."""
        changed = [VisitChange(job, self.member.visit(job), visit) for job, visit in self._visits.items()]
        before = [change.before.since for change in changed]
        before += [change.before.starts for change in self._entries if change.before is not None]
        if max(before, default=self._at) > self._at:
            return Review(Why.TOO_EARLY, "It was before what is known already, perhaps from another phone of theirs.")
        return Effect(tuple(changed), tuple(self._entries))
