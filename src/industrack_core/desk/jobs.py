"""Acts on jobs: add, edit, place, send back to the queue. Each decides what would be written, and writes nothing."""

from collections.abc import Sequence
from dataclasses import replace

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
from industrack_core.domain.job import MAX_JOB_MINUTES, Job, WorkStatus, after_edit, is_recall
from industrack_core.domain.limits import cleaned
from industrack_core.domain.office import Employee, EmployeeState, ServiceType
from industrack_core.domain.outcomes import Done, Finding, FindingKind, Refused, Stale, Weight, refusal
from industrack_core.domain.span import day_span, format_span, local_day
from industrack_core.store import journal
from industrack_core.store.transaction import Transaction

_UNDER_WAY = frozenset({WorkStatus.ON_TRAVEL, WorkStatus.STARTED, WorkStatus.PAUSED, WorkStatus.COMPLETED})


def _stops(kind: FindingKind, text: str, field: str = "") -> Finding:
    return Finding(kind, Weight.STOPS, text, field)


def draft_findings(draft: JobDraft) -> list[Finding]:
    """What is wrong with a draft by itself, all at once, each at its field."""
    findings = []
    customer = draft.customer
    if customer is None or (isinstance(customer, NewCustomer) and not customer.name.strip()):
        findings.append(_stops(FindingKind.MISSING, "A job needs a customer.", "customer"))
    if draft.minutes <= 0:
        findings.append(_stops(FindingKind.ORDER, "The end must be after the start.", "end"))
    elif draft.minutes > MAX_JOB_MINUTES:
        findings.append(_stops(FindingKind.ORDER, "A job lasts 31 days at most.", "end"))
    return findings


def stale_or_none(tx: Transaction, job: Job | None, job_id: int, seen: int) -> Stale | None:
    """Stale unless the job is there in the version the person saw."""
    if job is not None and job.version == seen:
        return None
    touch = journal.last_touch(tx, "job", job_id)
    label = f"Job {job.number}" if job else "The job"
    version = job.version if job else 0
    return Stale("job", job_id, label, seen, version, touch.who if touch else "", touch.at if touch else None)


def _reference_findings(tx: Transaction, job: Job, before: Job | None) -> list[Finding]:
    """Records that the draft names and that are gone, or no longer offered, meanwhile."""
    findings = []
    location = tx.get(Location, job.location_id) if job.location_id else None
    if job.location_id and (location is None or location.customer_id != job.customer_id):
        findings.append(_stops(FindingKind.ENTRY, "This service location is not one of the customer's.", "location"))
    if job.service_type_id and tx.get(ServiceType, job.service_type_id) is None:
        findings.append(_stops(FindingKind.ENTRY, "This service type was deleted meanwhile.", "service_type"))
    kept = set(before.crew) if before else set()
    people = tx.get_many(Employee, job.crew)
    for employee_id in job.crew:
        person = people.get(employee_id)
        if person is None or (person.state is not EmployeeState.ACTIVE and employee_id not in kept):
            name = person.short_name if person else "An employee of the crew"
            findings.append(_stops(FindingKind.ENTRY, f"{name} is not active any more.", "crew"))
    return findings


def schedule_findings(tx: Transaction, job: Job, setting: Setting) -> list[Finding]:
    """What speaks against the job at its time with its crew: overlaps, time off, hours, skills."""
    span = job.span
    if span is None or not job.crew:
        return []
    people = tx.get_many(Employee, job.crew)
    crew = [people[employee_id] for employee_id in job.crew if employee_id in people]
    names = {employee.id: employee.short_name for employee in crew}
    service_type = tx.get(ServiceType, job.service_type_id) if job.service_type_id else None
    bookings = [] if job.status is WorkStatus.DECLINED else tx.bookings(job.crew, span, job.id)
    return [
        *checks.overlap_findings(bookings, names, setting.zone),
        *checks.hour_findings(span, crew, tx.time_off(job.crew, span), setting.zone),
        *checks.skill_findings(service_type, crew),
    ]


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
    return plan_of([*others, (before, cleaned(after))], line, warnings)


def _named(job: Job) -> str:
    return f" {job.description}" if job.description else ""


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
        return first, first + 1, [(None, cleaned(customer)), (None, cleaned(location))]
    if draft.customer is None or tx.get(Customer, draft.customer) is None:
        return Refused((_stops(FindingKind.ENTRY, "This customer was deleted meanwhile.", "customer"),))
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
    if not others:
        refused = refusal(_reference_findings(tx, after, before))
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
    refused = refusal(_reference_findings(tx, after, before))
    return refused or _decided(tx, setting, before, after, act.accepted, "Placed")


def unassign_job(tx: Transaction, act: UnassignJob, setting: Setting) -> Decision:
    """Take the whole crew off: the job waits in the queue, with its planned time as a wish."""
    before = tx.get(Job, act.job_id)
    stale = stale_or_none(tx, before, act.job_id, act.version)
    if stale or before is None:
        return stale or Refused(())
    if before.status in _UNDER_WAY:
        text = f"{before.number} is {before.status.label}: it cannot go back to the queue."
        return Refused((_stops(FindingKind.STARTED, text),))
    if before.in_queue and not before.crew:
        return Refused((_stops(FindingKind.NOTHING, f"{before.number} is in the queue already."),))
    status = WorkStatus.NOT_STARTED if before.status is WorkStatus.DECLINED else before.status
    return _decided(tx, setting, before, replace(before, crew=(), status=status), act.accepted, "Sent back")
