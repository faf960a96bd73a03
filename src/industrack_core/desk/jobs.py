"""Acts on jobs: add, edit, place, send back to the queue. Each decides what would be written, and writes nothing."""

from collections.abc import Sequence
from dataclasses import replace

from industrack_core.desk.job_checks import (
    draft_findings,
    reference_findings,
    schedule_findings,
    stale_or_none,
    stops,
    year_findings,
)
from industrack_core.desk.plan import Decision, Setting, plan_of
from industrack_core.domain import checks
from industrack_core.domain.acts import (
    Accepted,
    AddJob,
    EditJob,
    JobDraft,
    NewCustomer,
    PlaceJob,
    Record,
    UnassignJob,
)
from industrack_core.domain.customer import Customer, Location
from industrack_core.domain.job import Job, WorkStatus, after_edit, is_recall
from industrack_core.domain.limits import cleaned
from industrack_core.domain.office import Employee
from industrack_core.domain.outcomes import Done, FindingKind, Refused, Weight, refusal
from industrack_core.domain.span import day_span, format_span, local_day
from industrack_core.domain.text import clip
from industrack_core.store.transaction import Transaction

_UNDER_WAY = frozenset({WorkStatus.ON_TRAVEL, WorkStatus.STARTED, WorkStatus.PAUSED, WorkStatus.COMPLETED})


def _same_schedule(before: Job | None, after: Job) -> bool:
    return before is not None and (before.starts_at, before.minutes, set(before.crew)) == (
        after.starts_at,
        after.minutes,
        set(after.crew),
    )


def _decided(
    tx: Transaction,
    setting: Setting,
    before: Job | None,
    after: Job,
    accepted: Accepted,
    deed: str,
    others: Sequence[tuple[Record | None, Record]] = (),
) -> Decision:
    """The plan for one job's change, or the refusal; asks again about overlaps only when the schedule changed."""
    findings = [] if _same_schedule(before, after) else schedule_findings(tx, after, setting)
    if before is not None and is_recall(before, after):
        findings.append(checks.recall_finding(before))
    refused = refusal(findings, accepted)
    if refused:
        return refused
    if not _same_schedule(before, after):
        overlaps = any(finding.kind is FindingKind.OVERLAP for finding in findings)
        after = replace(after, overlap_accepted=overlaps)
    if before is not None:
        after = after_edit(before, after)
        if after == before and not others:
            return Done(tx.revision, f"Nothing changed in {before.number}.")
    else:
        after = replace(after, number=tx.take_numbers("job")[0])
    line = f"{deed} {after.number}{_named(after)}: {_where(tx, after, setting)}."
    warnings = [finding for finding in findings if finding.weight is Weight.TELLS]
    return plan_of([*others, (before, after)], line, warnings)


def _named(job: Job) -> str:
    return f" {clip(job.description, 28)}" if job.description else ""


def _where(tx: Transaction, job: Job, setting: Setting) -> str:
    """`Ana Ruiz, Tue 24 Nov 09:00-10:00`, or what keeps it in the queue."""
    people = tx.get_many(Employee, job.crew)
    crew = ", ".join(people[employee_id].short_name for employee_id in job.crew if employee_id in people)
    when = ""
    if job.span:
        day = local_day(job.span.starts_at, setting.zone)
        when = f"{day.strftime('%a')} {day.day} {day.strftime('%b')} {format_span(job.span, setting.zone)}"
        if not day_span(day, setting.zone).contains(job.span.ends_at):
            when = format_span(job.span, setting.zone)
    if not job.in_queue:
        return f"{crew}, {when}"
    return ", ".join(part for part in ("in the queue", job.lacks, crew, when) if part)


def _cleaned(draft: JobDraft) -> JobDraft:
    """Cleaned before anything is looked at or said: what is left may be nothing."""
    if isinstance(draft.customer, NewCustomer):
        draft = replace(draft, customer=cleaned(draft.customer))
    return cleaned(draft)


def _from_draft(job: Job, draft: JobDraft) -> Job:
    return replace(
        job,
        location_id=draft.location_id,
        description=draft.description.strip(),
        service_type_id=draft.service_type_id,
        priority=draft.priority,
        color_id=draft.color_id,
        starts_at=draft.starts_at,
        minutes=draft.minutes,
        crew=tuple(dict.fromkeys(draft.crew)),
        note=draft.note.strip(),
    )


def _customer_of(tx: Transaction, draft: JobDraft) -> tuple[int, int | None, list[tuple[None, Record]]] | Refused:
    """Customer and location ids of a draft, and the records to create for a customer made in place."""
    if isinstance(draft.customer, NewCustomer):
        new = draft.customer
        first = tx.reserve_ids(2)
        customer = Customer(
            id=first, number=tx.take_numbers("customer")[0], kind=new.kind, name=new.name.strip(),
            contact=new.contact.strip(), phone=new.phone.strip(), email=new.email.strip(),
            billing_address=new.address.strip(),
        )  # fmt: skip
        location = Location(id=first + 1, customer_id=first, address=new.address.strip(), is_main=True)
        return first, first + 1, [(None, customer), (None, location)]
    if draft.customer is None or tx.get(Customer, draft.customer) is None:
        return Refused((stops(FindingKind.ENTRY, "This customer was deleted meanwhile.", "customer"),))
    location_id = draft.location_id
    if location_id is None:
        places = tx.find(Location, "customer_id", [draft.customer])
        location_id = next((place.id for place in places if place.is_main), None)
    return draft.customer, location_id, []


def add_job(tx: Transaction, act: AddJob, setting: Setting) -> Decision:
    """Create a job, and its customer when that is new."""
    return _save(tx, setting, None, act.draft, act.accepted)


def edit_job(tx: Transaction, act: EditJob, setting: Setting) -> Decision:
    """Replace what a form holds of a job; refused whole when somebody saved it meanwhile."""
    before = tx.get(Job, act.job_id)
    stale = stale_or_none(tx, before, act.job_id, act.version)
    if stale or before is None:
        return stale or Refused(())
    return _save(tx, setting, before, act.draft, act.accepted)


def _save(tx: Transaction, setting: Setting, before: Job | None, draft: JobDraft, accepted: Accepted) -> Decision:
    draft = _cleaned(draft)
    findings = draft_findings(draft)
    if findings:
        return Refused(tuple(findings))
    found = _customer_of(tx, draft)
    if isinstance(found, Refused):
        return found
    customer_id, location_id, others = found
    if before is None:
        job = Job(id=tx.reserve_ids(1), customer_id=customer_id, calendar_id=draft.calendar_id)
    else:
        job = replace(before, customer_id=customer_id)
    after = replace(_from_draft(job, draft), location_id=location_id)
    refused = refusal(reference_findings(tx, after, before, new_customer=bool(others)))
    if refused:
        return refused
    return _decided(tx, setting, before, after, accepted, "Saved" if before else "Added", others)


def place_job(tx: Transaction, act: PlaceJob, setting: Setting) -> Decision:
    """Give the job to one employee at a time."""
    before = tx.get(Job, act.job_id)
    stale = stale_or_none(tx, before, act.job_id, act.version)
    if stale or before is None:
        return stale or Refused(())
    after = replace(before, crew=(act.employee_id,), starts_at=act.starts_at)
    refused = refusal([*year_findings(act.starts_at), *reference_findings(tx, after, before)])
    return refused or _decided(tx, setting, before, after, act.accepted, "Placed")


def unassign_job(tx: Transaction, act: UnassignJob, setting: Setting) -> Decision:
    """Take the whole crew off: the job waits in the queue, with its planned time as a wish."""
    before = tx.get(Job, act.job_id)
    stale = stale_or_none(tx, before, act.job_id, act.version)
    if stale or before is None:
        return stale or Refused(())
    if before.status in _UNDER_WAY:
        text = f"{before.number} is {before.status.label}: it cannot go back to the queue."
        return Refused((stops(FindingKind.STARTED, text),))
    if before.in_queue and not before.crew:
        return Refused((stops(FindingKind.NOTHING, f"{before.number} is in the queue already."),))
    status = WorkStatus.NOT_STARTED if before.status is WorkStatus.DECLINED else before.status
    return _decided(tx, setting, before, replace(before, crew=(), status=status), act.accepted, "Sent back")
