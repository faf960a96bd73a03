"""Acts of the board on one job: another time or crew, another status, a copy."""

import itertools
from dataclasses import replace

from industrack_core.desk.jobs.estimating import after_billing
from industrack_core.desk.jobs.job_checks import current_job, reference_findings, stops, year_findings
from industrack_core.desk.jobs.job_deciding import Intent, decide_job, named
from industrack_core.desk.plan import Decision, Setting, plan_of
from industrack_core.domain.acts.acts import CopyJob, PlanJob, SetBilling, SetStatus
from industrack_core.domain.acts.job_permits import Deed, permit_findings
from industrack_core.domain.acts.limits import cleaned
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Done, Finding, FindingKind, Refused, Stale, refusal
from industrack_core.domain.records.job import MAX_JOB_MINUTES, Billing, Delivery, Job, WorkStatus
from industrack_core.domain.records.job_parts import planned
from industrack_core.store.writing.transaction import Transaction

_BILLING = (Billing.NONE, Billing.APPROVED, Billing.INVOICED)
_BEGUN = frozenset({WorkStatus.ON_TRAVEL, WorkStatus.STARTED, WorkStatus.PAUSED, WorkStatus.COMPLETED})


def plan_job(tx: Transaction, act: PlanJob, setting: Setting) -> Decision:
    """Another time, duration or crew."""
    before = current_job(tx, act.job_id, act.version)
    if isinstance(before, Stale):
        return before
    refused = refusal(_plan_findings(tx, before, act))
    if refused:
        return refused
    after = replace(before, crew=act.crew, starts_at=act.starts_at, minutes=act.minutes)
    refused = refusal([*year_findings(act.starts_at), *reference_findings(tx, after, before)])
    return refused or decide_job(tx, setting, Intent(before, after, _deed(before, after), act.accepted))


def _plan_findings(tx: Transaction, before: Job, act: PlanJob | CopyJob) -> list[Finding]:
    """What is wrong with a plan by itself."""
    findings = []
    if act.minutes <= 0:
        findings.append(stops(FindingKind.ORDER, "The end must be after the start.", "end"))
    elif act.minutes > MAX_JOB_MINUTES:
        findings.append(stops(FindingKind.ORDER, "A job lasts 31 days at most.", "end"))
    if len(set(act.crew)) != len(act.crew):
        text = f"They are on {before.number} already: a crew has everybody once."
        findings.append(stops(FindingKind.DUPLICATE, text, "crew"))
    return findings


def _deed(before: Job, after: Job) -> str:
    if before.in_queue:
        return "Placed" if not after.in_queue else "Changed"
    if before.starts_at == after.starts_at and before.minutes != after.minutes:
        return "Lengthened" if after.minutes > before.minutes else "Shortened"
    if before.starts_at == after.starts_at and set(before.crew) != set(after.crew):
        return "Reassigned"
    return "Moved"


def set_status(tx: Transaction, act: SetStatus, setting: Setting) -> Decision:
    """Another work status, said by the office."""
    act = cleaned(act)
    before = current_job(tx, act.job_id, act.version)
    if isinstance(before, Stale):
        return before
    reason = act.reason.strip()
    if act.status is before.status and reason == before.status_reason:
        return Done(tx.revision, f"{before.number} is {before.status.label} already.")
    refused = refusal(_status_findings(before, act.status, reason))
    if refused:
        return refused
    after = replace(before, status=act.status, status_reason=reason)
    why = f" ({reason})" if reason else ""
    line = f"{before.number}{named(before)} is {act.status.label}{why}, was {before.status.label}."
    return plan_of([(before, after)], line)


def _status_findings(before: Job, status: WorkStatus, reason: str) -> list[Finding]:
    if status in _BEGUN and not before.crew:
        text = f"{before.number} has no crew: it cannot have begun."
        return [stops(FindingKind.MISSING, text, "status")]
    if status is WorkStatus.DECLINED and not reason:
        return [stops(FindingKind.MISSING, "Why was it declined?", "status_reason")]
    deeds = (Deed.STATUS,) if status is not before.status else ()
    return permit_findings(before, deeds)


def set_billing(tx: Transaction, act: SetBilling, setting: Setting) -> Decision:
    """Completed, then Approved, then Invoiced (domain 3); each step can be taken back, one at a time."""
    before = current_job(tx, act.job_id, act.version)
    if isinstance(before, Stale):
        return before
    if before.status is not WorkStatus.COMPLETED:
        text = f"{before.number} is {before.status.label}: only a completed job is approved."
        return Refused((stops(FindingKind.STARTED, text),))
    if act.billing is before.billing:
        return Done(tx.revision, f"{before.number} is {act.billing.label} already.")
    if abs(_BILLING.index(act.billing) - _BILLING.index(before.billing)) > 1:
        text = f"{before.number} is {before.billing.label}: approve it first, then mark it invoiced."
        if act.billing is Billing.NONE:
            text = f"{before.number} is Invoiced: make it Approved first."
        return Refused((stops(FindingKind.STARTED, text),))
    after = replace(before, billing=act.billing)
    line = f"{before.number}{named(before)} is {act.billing.label}, was {before.billing.label}."
    return plan_of([(before, after), *after_billing(tx, before, act.billing)], line)


def copy_job(tx: Transaction, act: CopyJob, setting: Setting) -> Decision:
    """A new job with customer, location, details, items and forms of another (domain 6: Copy)."""
    source = current_job(tx, act.job_id, act.version)
    if isinstance(source, Stale):
        return source
    refused = refusal(_plan_findings(tx, source, act))
    if refused:
        return refused
    items = planned(source.items)
    first = tx.reserve_ids(1 + len(items) + len(source.forms) + len(source.tasks))
    ids = itertools.count(first + 1)
    after = Job(
        id=first, customer_id=source.customer_id, location_id=source.location_id, description=source.description,
        service_type_id=source.service_type_id, priority=source.priority, color_id=source.color_id,
        starts_at=act.starts_at, minutes=act.minutes, crew=act.crew, note=source.note,
        items=tuple(replace(each, id=next(ids)) for each in items), equipment=source.equipment,
        forms=tuple(replace(each, id=next(ids)) for each in source.forms),
        tasks=tuple(replace(each, id=next(ids), done=False) for each in source.tasks),
        calendar_id=source.calendar_id, delivery=Delivery.SAVED,
    )  # fmt: skip
    refused = refusal([*year_findings(act.starts_at), *reference_findings(tx, after, source)])
    if refused is None and not tx.numbers_itself(Kind.JOB):
        text = "Jobs are not numbered by themselves here: copy it in the form."
        refused = Refused((stops(FindingKind.MISSING, text, "number"),))
    return refused or decide_job(tx, setting, Intent(None, after, f"Copied {source.number} to", act.accepted))
