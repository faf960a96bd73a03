"""Technicians as the rules see them, read from their records; and what a rule changes, as changes of records."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from industrack_core.domain.field.job_status import job_reason, job_status
from industrack_core.domain.field.member import UNTOUCHED, Effect, Member, Spell, SpellChange, VisitState
from industrack_core.domain.field.records import TimeEntry, Visit
from industrack_core.domain.records.job import Billing, Job, WorkStatus
from industrack_core.domain.records.record import Change
from industrack_core.domain.time.minute import instant_of, minute_of
from industrack_core.store.writing.field_lookups import open_entries, visits_under_way
from industrack_core.store.writing.transaction import Transaction

_MINUTE = 60


def visit_state(visit: Visit) -> VisitState:
    """A visit as the rules see it, its times in seconds."""
    return VisitState(visit.status, visit.reason, visit.arrived, minute_of(visit.since_at) * _MINUTE)


def spell_of(entry: TimeEntry) -> Spell:
    """A time entry as the rules see it, in seconds."""
    ends = None if entry.ends_at is None else minute_of(entry.ends_at) * _MINUTE
    starts = minute_of(entry.starts_at) * _MINUTE
    return Spell(entry.kind, entry.job_id or 0, starts, ends, frozenset(entry.mark), entry.id)


@dataclass(slots=True)
class Crew:
    """Visits and times that reports change, and the changes so far, each record once."""

    tx: Transaction
    device_id: int
    visits: dict[tuple[int, int], Visit] = field(default_factory=dict)
    states: dict[tuple[int, int], VisitState] = field(default_factory=dict)
    entries: dict[int, TimeEntry] = field(default_factory=dict)
    read: set[int] = field(default_factory=set)
    touched: dict[tuple[int, int], VisitState] = field(default_factory=dict)
    times: list[Change] = field(default_factory=list)

    def read_job(self, job: Job) -> None:
        """How far everybody is with a job. Where nobody of a job has a visit, all are as the job says."""
        if job.id in self.read:
            return
        self.read.add(job.id)
        found = self.tx.find(Visit, "job_id", [job.id])
        for visit in found:
            self.visits[job.id, visit.employee_id] = visit
            self.states.setdefault((job.id, visit.employee_id), visit_state(visit))
        if not found and job.status is not WorkStatus.NOT_STARTED:
            for each in job.crew:
                self.states[job.id, each] = VisitState(job.status, job.status_reason)

    def member(self, employee_id: int, job: Job | None) -> Member:
        """An employee with everything that is under way, and the visit of this job."""
        for visit in visits_under_way(self.tx, employee_id):
            self.states.setdefault((visit.job_id, employee_id), visit_state(visit))
        if job is not None:
            self.read_job(job)
        running = open_entries(self.tx, employee_id)
        self.entries.update({entry.id: entry for entry in running})
        theirs = {of_job: state for (of_job, whose), state in self.states.items() if whose == employee_id}
        return Member(theirs, tuple(map(spell_of, running)))

    def take(self, employee_id: int, effect: Effect) -> None:
        """Note what a rule changes."""
        for change in effect.visits:
            self.states[change.job, employee_id] = self.touched[change.job, employee_id] = change.after
        for spell in effect.entries:
            self.times.append(self._entry(employee_id, spell))

    def _entry(self, employee_id: int, change: SpellChange) -> Change:
        spell = change.after
        before = self.entries.get(change.before.id) if change.before is not None else None
        if spell is None:
            return before, None
        marks = tuple(sorted(spell.marks))
        starts, ends = instant_of(spell.starts // _MINUTE), None
        if spell.ends is not None:
            ends = instant_of(spell.ends // _MINUTE)
        if before is not None:
            return before, replace(before, starts_at=starts, ends_at=ends, mark=marks)
        return None, TimeEntry(
            id=spell.id or self.tx.new_id(), employee_id=employee_id, job_id=spell.job or None, kind=spell.kind,
            starts_at=starts, ends_at=ends, mark=marks, device_id=self.device_id,
        )  # fmt: skip

    def changes(self, at_s: int) -> list[Change]:
        """The records that change: visits, times, and the jobs whose status follows."""
        touched = {job_id for job_id, _ in self.touched}
        jobs = self.tx.get_many(Job, sorted(touched))
        for job in jobs.values():
            self.read_job(job)
        implied = [key for key in self.states if key[0] in touched]
        found = [self._visit(key, at_s) for key in dict.fromkeys([*self.touched, *implied])]
        changes = [*found, *self.times, *self._statuses(jobs.values())]
        return [(before, after) for before, after in changes if before != after]

    def _visit(self, key: tuple[int, int], at_s: int) -> Change:
        state, before = self.states[key], self.visits.get(key)
        since = instant_of((state.since or at_s) // _MINUTE)
        if before is not None:
            after = replace(before, status=state.status, reason=state.reason, arrived=state.arrived, since_at=since)
            return before, after
        return None, Visit(
            id=self.tx.new_id(), job_id=key[0], employee_id=key[1], status=state.status, reason=state.reason,
            arrived=state.arrived, since_at=since,
        )  # fmt: skip

    def _statuses(self, jobs: Iterable[Job]) -> list[Change]:
        found: list[Change] = []
        for job in jobs:
            states = [self.states.get((job.id, each), UNTOUCHED) for each in job.crew]
            status = job_status(states)
            if status is None or job.billing is not Billing.NONE:
                continue
            after = replace(job, status=status, status_reason=job_reason(states, status))
            if after != job:
                found.append((job, after))
        return found
