"""Several acts as one: decided one after the other, each on what those before it leave, judged by how all ends."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from industrack_core.desk.jobs.job_checks import stops
from industrack_core.desk.plan import Decision, Plan, Setting
from industrack_core.domain.acts.acts import (
    DeleteJob,
    DispatchJob,
    JobAct,
    PlaceJob,
    PlanJob,
    SetStatus,
    Together,
    UnassignJob,
)
from industrack_core.domain.field.records import Visit
from industrack_core.domain.outcomes import Done, Finding, FindingKind, Refused, Trial
from industrack_core.domain.records.customer import Customer, Location
from industrack_core.domain.records.job import Job, WorkStatus
from industrack_core.domain.records.office import Employee
from industrack_core.domain.records.record import Change
from industrack_core.store.writing.pending import squashed
from industrack_core.store.writing.rehearsal import Rehearsal
from industrack_core.store.writing.transaction import Transaction

Decide = Callable[[Transaction, JobAct, Setting], Decision]
MOST = 1000
"""Most acts in one: what a person can still look over."""
MOST_DISPATCHES = 20_000
"""A day of a large office, dispatched at once: what is decided ahead, and holds the write lock only to be written."""
_TRIES = 4


def decide_together(tx: Transaction, act: Together, setting: Setting, decide: Decide) -> Decision:
    """One plan of all acts, each decided on what those before it leave; the first that is refused refuses all."""
    refused = _refused(act.acts)
    if refused:
        return refused
    changes: list[Change] = []
    lines: list[str] = []
    warnings: list[Finding] = []
    _look_ahead(tx, act.acts)
    for each in act.acts:
        tx.pending.leaving.discard(each.job_id)
        decision = decide(tx, each, setting)
        if isinstance(decision, Done):
            continue
        if not isinstance(decision, Plan):
            return decision
        tx.assume(decision.changes)
        changes += decision.changes
        lines.append(decision.line)
        warnings += decision.warnings
    if not changes:
        return Done(tx.revision, "Nothing changed.")
    line = lines[0] if len(lines) == 1 else f"{len(lines)} jobs: {lines[0]} And {len(lines) - 1} more."
    return Plan(tuple(squashed(changes)), line, tuple(warnings))


def _look_ahead(tx: Transaction, several: Sequence[JobAct]) -> None:
    """Read at once what all acts are about, and note which jobs will not stay where they are.

    Those are in nobody's way: what comes to stand where they go is found when their own act is decided.
    """
    jobs = tx.get_many(Job, [each.job_id for each in several])
    customers = sorted({job.customer_id for job in jobs.values()})
    locations = sorted({job.location_id for job in jobs.values() if job.location_id is not None})
    crews = [*(job.crew for job in jobs.values()), *(act.crew for act in several if isinstance(act, PlanJob))]
    people = sorted({each for crew in crews for each in crew})
    tx.expect(Customer, customers)
    tx.expect(Location, locations)
    tx.expect(Employee, people)
    for act in several:
        if isinstance(act, PlanJob) and act.job_id in jobs and set(act.crew) != set(jobs[act.job_id].crew):
            tx.expect_found(Visit, "job_id", [act.job_id])
    tx.get_many(Customer, customers)
    tx.get_many(Location, locations)
    tx.get_many(Employee, people)
    tx.pending.leaving = {act.job_id for act in several if act.job_id in jobs and _leaves(jobs[act.job_id], act)}


def _leaves(job: Job, act: JobAct) -> bool:
    """Whether an act takes a job from its people or its time; where it goes is judged when it goes."""
    if isinstance(act, PlanJob):
        return (act.starts_at, act.minutes, set(act.crew)) != (job.starts_at, job.minutes, set(job.crew))
    if isinstance(act, PlaceJob):
        return (act.starts_at, {act.employee_id}) != (job.starts_at, set(job.crew))
    declines = isinstance(act, SetStatus) and act.status is WorkStatus.DECLINED
    return declines or isinstance(act, UnassignJob | DeleteJob)


def _refused(several: Sequence[JobAct]) -> Refused | None:
    if not several:
        return Refused((stops(FindingKind.NOTHING, "No jobs are marked."),))
    most = MOST_DISPATCHES if all(isinstance(each, DispatchJob) for each in several) else MOST
    if len(several) > most:
        text = f"{len(several):,} jobs are too many at once: {most:,} at most."
        return Refused((stops(FindingKind.NOTHING, text),))
    if len({each.job_id for each in several}) != len(several):
        return Refused((stops(FindingKind.DUPLICATE, "A job can be changed only once at a time."),))
    return None


def tried(tx: Rehearsal, several: Sequence[JobAct], setting: Setting, decide: Decide) -> tuple[Trial, ...]:
    """What each act comes to if those that can be done are done; nothing is written.

    A job whose act cannot be done stays where it is, in the way of others: then all are looked at again.
    """
    stay: set[int] = set()
    for _ in range(_TRIES):
        trials = _tried(tx, several, stay, setting, decide)
        cannot = {trial.job_id for trial in trials if not trial.would_do}
        if cannot <= stay:
            return trials
        stay |= cannot
    return _tried(tx, several, {each.job_id for each in several}, setting, decide)


def _tried(
    tx: Rehearsal, several: Sequence[JobAct], stay: set[int], setting: Setting, decide: Decide
) -> tuple[Trial, ...]:
    tx.forget()
    _look_ahead(tx, several)
    tx.pending.leaving -= stay
    return tuple(_one_tried(tx, act, setting, decide) for act in several)


def _one_tried(tx: Rehearsal, act: JobAct, setting: Setting, decide: Decide) -> Trial:
    tx.pending.leaving.discard(act.job_id)
    decision = decide(tx, act, setting)
    asks: tuple[Finding, ...] = ()
    if isinstance(decision, Refused) and decision.asks_only and not isinstance(act, SetStatus):
        asks = decision.findings
        act = replace(act, accepted=act.accepted | {finding.kind for finding in asks})
        decision = decide(tx, act, setting)
    if isinstance(decision, Plan):
        tx.assume(decision.changes)
        return Trial(act.job_id, True, decision.line, (*asks, *decision.warnings), act.accepted)
    if isinstance(decision, Done):
        return Trial(act.job_id, False, decision.line)
    findings = decision.findings if isinstance(decision, Refused) else ()
    return Trial(act.job_id, False, decision.sentence, findings)
