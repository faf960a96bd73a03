"""The office's word on a job's work and its technicians' visits: each follows from the other.

Where an office act sets a job's status, all visits of its crew take it. Where it changes the crew, the status follows
from the visits of who is in it now. Jobs whose visits the act itself changes are left as it says.
"""

from collections.abc import Sequence
from dataclasses import replace

from industrack_core.desk.plan import Plan, Setting
from industrack_core.domain.field.job_status import job_reason, job_status
from industrack_core.domain.field.member import UNTOUCHED, VisitState
from industrack_core.domain.field.records import Visit
from industrack_core.domain.records.job import Job, WorkStatus
from industrack_core.domain.records.record import Change
from industrack_core.store.writing.transaction import Transaction

_ENDED = (WorkStatus.DECLINED, WorkStatus.COMPLETED)
"""A declined job waits until it is dispatched again, a completed one is done, whoever is put on it."""


def with_visits(tx: Transaction, plan: Plan, setting: Setting) -> Plan:
    """The plan of an office act, with what it means for visits, or they for it."""
    jobs = {
        before.id: (before, after)
        for before, after in plan.changes
        if isinstance(before, Job) and isinstance(after, Job) and _concerns(before, after)
    }
    said = {each.job_id for change in plan.changes for each in change if isinstance(each, Visit)}
    visits = tx.find(Visit, "job_id", sorted(jobs.keys() - said)) if jobs else []
    of_job: dict[int, list[Visit]] = {}
    for visit in visits:
        of_job.setdefault(visit.job_id, []).append(visit)
    if not of_job:
        return plan
    changes = [_followed(change, of_job) for change in plan.changes]
    for job_id, known in of_job.items():
        before, after = jobs[job_id]
        if before.status is not after.status:
            changes += _taken(tx, after, known, setting)
    return replace(plan, changes=tuple(changes))


def _concerns(before: Job, after: Job) -> bool:
    return before.status is not after.status or set(before.crew) != set(after.crew)


def _followed(change: Change, of_job: dict[int, list[Visit]]) -> Change:
    """The job with the status that follows from the visits of its new crew."""
    before, after = change
    if not isinstance(before, Job) or not isinstance(after, Job) or after.id not in of_job:
        return change
    if before.status is not after.status or before.status in _ENDED:
        return change
    by_member = {visit.employee_id: _state(visit) for visit in of_job[after.id]}
    crew = [by_member.get(each, UNTOUCHED) for each in after.crew]
    status = job_status(crew)
    if status is None or status is WorkStatus.DECLINED:
        return change
    return before, replace(after, status=status, status_reason=job_reason(crew, status))


def _taken(tx: Transaction, job: Job, known: Sequence[Visit], setting: Setting) -> list[Change]:
    """Every visit of the crew stands as the office says, since now."""
    by_member = {visit.employee_id: visit for visit in known}
    found: list[Change] = []
    for employee_id in job.crew:
        visit = by_member.get(employee_id)
        stood = visit or Visit(id=tx.new_id(), job_id=job.id, employee_id=employee_id, since_at=setting.minute)
        arrived = stood.arrived and job.status is not WorkStatus.ON_TRAVEL
        after = replace(stood, status=job.status, reason=job.status_reason, arrived=arrived, since_at=setting.minute)
        found.append((visit, after))
    return found


def _state(visit: Visit) -> VisitState:
    return VisitState(visit.status, visit.reason, visit.arrived)
