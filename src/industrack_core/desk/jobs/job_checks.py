"""What speaks against an act on a job before anything is written: its draft, its references, its time."""

from dataclasses import replace
from datetime import UTC, datetime

from industrack_core.desk.plan import Setting
from industrack_core.domain.acts.drafts import JobDraft, NewCustomer
from industrack_core.domain.acts.job_permits import deeds_of, permit_findings
from industrack_core.domain.acts.limits import too_long
from industrack_core.domain.board import checks
from industrack_core.domain.board.holidays import holiday_findings
from industrack_core.domain.field.records import Visit
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Finding, FindingKind, Stale, Weight
from industrack_core.domain.records.customer import Location
from industrack_core.domain.records.job import MAX_JOB_MINUTES, Job, WorkStatus
from industrack_core.domain.records.office import Calendar, Employee, EmployeeState, JobColor, ServiceType
from industrack_core.domain.records.record import Record
from industrack_core.domain.records.settings import OfficeUser
from industrack_core.domain.time.span import FIRST_YEAR, LAST_YEAR
from industrack_core.store.writing import journal
from industrack_core.store.writing.lookups import Lookups
from industrack_core.store.writing.transaction import Transaction


def stops(kind: FindingKind, text: str, field: str = "") -> Finding:
    return Finding(kind, Weight.STOPS, text, field)


def stale(tx: Transaction, kind: str, record_id: int, label: str, seen: int, version: int) -> Stale:
    """The record is not in the version that the person saw: who changed it, and when. Version 0: it is gone."""
    touch = journal.last_touch(tx, kind, record_id)
    who = called(tx, touch.who) if touch else ""
    return Stale(kind, record_id, label, seen, version, who, touch.at if touch else None)


def called(tx: Lookups, login: str) -> str:
    """The name of the office's user with that login; the login itself where nobody has it."""
    user = next(iter(tx.find(OfficeUser, "login", [login])), None)
    return user.name if user is not None and user.name else login


def draft_findings(draft: JobDraft) -> list[Finding]:
    """What is wrong with a draft by itself, all at once, each at its field."""
    findings = []
    customer = draft.customer
    if isinstance(customer, NewCustomer):
        findings += too_long(customer)
    if customer is None or (isinstance(customer, NewCustomer) and not customer.name.strip()):
        findings.append(stops(FindingKind.MISSING, "A job needs a customer.", Kind.CUSTOMER))
    if draft.minutes <= 0:
        findings.append(stops(FindingKind.ORDER, "The end must be after the start.", "end"))
    elif draft.minutes > MAX_JOB_MINUTES:
        findings.append(stops(FindingKind.ORDER, "A job lasts 31 days at most.", "end"))
    return [*findings, *too_long(draft), *year_findings(draft.starts_at)]


def status_findings(draft: JobDraft, before: Job | None) -> list[Finding]:
    """A status that needs a reason; a new job has not begun."""
    declines = draft.status is WorkStatus.DECLINED and (before is None or before.status is not WorkStatus.DECLINED)
    if declines and not draft.status_reason.strip():
        return [stops(FindingKind.MISSING, "Why was it declined?", "status_reason")]
    if draft.status not in (WorkStatus.NOT_STARTED, WorkStatus.DECLINED) and not draft.crew and before is None:
        return [stops(FindingKind.MISSING, "A job without crew cannot have begun.", "status")]
    return []


def year_findings(starts_at: datetime | None) -> list[Finding]:
    """A stopping finding for a start in a year that the program does not reckon with."""
    if starts_at is None or FIRST_YEAR <= starts_at.astimezone(UTC).year <= LAST_YEAR:
        return []
    text = f"The year {starts_at.year} is outside {FIRST_YEAR} to {LAST_YEAR}."
    return [stops(FindingKind.ENTRY, text, "start")]


def stale_or_none(tx: Transaction, job: Job | None, job_id: int, seen: int) -> Stale | None:
    """Stale unless the job is there in the version the person saw."""
    if job is not None and job.version == seen:
        return None
    label = f"Job {job.number}" if job else "The job"
    version = job.version if job else 0
    return stale(tx, Kind.JOB, job_id, label, seen, version)


def current_job(tx: Transaction, job_id: int, version: int) -> Job | Stale:
    """The job in the version the person saw."""
    job = tx.get(Job, job_id)
    stale = stale_or_none(tx, job, job_id, version)
    if stale is not None or job is None:
        return stale or Stale(Kind.JOB, job_id, "The job", version, 0)
    return job


_LISTED: tuple[tuple[type[Record], str, str], ...] = (
    (ServiceType, "service_type_id", "service type"),
    (JobColor, "color_id", "color"),
    (Calendar, "calendar_id", Kind.CALENDAR),
)


def reference_findings(tx: Transaction, job: Job, before: Job | None, *, new_customer: bool = False) -> list[Finding]:
    """Records that the draft names and that are gone, or no longer offered, meanwhile.

    What the job named before is there: the database lets nothing go that a job refers to.
    """
    _expect(tx, job, before)
    findings = [] if new_customer else _location_findings(tx, job, before)
    for record_type, field, words in _LISTED:
        record_id = getattr(job, field)
        named_before = before is not None and getattr(before, field) == record_id
        if record_id is not None and not named_before and tx.get(record_type, record_id) is None:
            text = f"This {words} was deleted meanwhile."
            findings.append(stops(FindingKind.ENTRY, text, words.replace(" ", "_")))
    return [*findings, *_crew_findings(tx, job, before)]


def _expect(tx: Lookups, job: Job, before: Job | None) -> None:
    """Ask at once for what the rules of a job's crew and time look up one after the other."""
    moves = before is None or (before.starts_at, before.minutes, before.crew) != (job.starts_at, job.minutes, job.crew)
    if not moves:
        return
    if job.span is not None and not year_findings(job.starts_at):
        tx.expect_schedule(job.crew, job.span, _stands_as(job, before))
    tx.expect(Employee, job.crew)
    left = [each for each in before.crew if each not in job.crew] if before is not None else []
    if before is not None and _stands_as(job, before):
        tx.expect(Employee, left)
        if left or len(before.crew) != len(job.crew):
            tx.expect_found(Visit, "job_id", [job.id])


def _stands_as(job: Job, before: Job | None) -> int:
    """The id under which a job stands in its own way; 0 for a new one, which does not."""
    return job.id if before is not None and before.id == job.id else 0


def _location_findings(tx: Transaction, job: Job, before: Job | None) -> list[Finding]:
    stays = before is not None and (before.customer_id, before.location_id) == (job.customer_id, job.location_id)
    if job.location_id is None or stays:
        return []
    location = tx.get(Location, job.location_id)
    if location is not None and location.customer_id == job.customer_id:
        return []
    return [stops(FindingKind.ENTRY, "This service location is not one of the customer's.", Kind.LOCATION)]


def _crew_findings(tx: Transaction, job: Job, before: Job | None) -> list[Finding]:
    findings = []
    kept = set(before.crew) if before else set()
    people = tx.get_many(Employee, job.crew)
    for employee_id in job.crew:
        person = people.get(employee_id)
        if person is None or (person.state is not EmployeeState.ACTIVE and employee_id not in kept):
            name = person.short_name if person else "An employee of the crew"
            findings.append(stops(FindingKind.ENTRY, f"{name} is not active any more.", "crew"))
    return findings


def hints(look: Lookups, draft: JobDraft, job_id: int | None, now: datetime) -> tuple[Finding, ...]:
    """What would speak against a draft's time and crew, as far as it is typed; for a form, on a reading connection."""
    setting = Setting("", now, look.clock())
    customer = draft.customer if isinstance(draft.customer, int) else 0
    job = Job(
        id=job_id or 0, customer_id=customer, status=draft.status, service_type_id=draft.service_type_id,
        starts_at=draft.starts_at, minutes=max(1, draft.minutes), crew=draft.crew,
    )  # fmt: skip
    before = look.get(Job, job_id) if job_id else None
    asked = permit_findings(before, deeds_of(before, replace(job, items=draft.items))) if before is not None else []
    return (*year_findings(draft.starts_at), *asked, *schedule_findings(look, job, setting, before))


def schedule_findings(tx: Lookups, job: Job, setting: Setting, before: Job | None = None) -> list[Finding]:
    """What speaks against the job at its time with its crew: overlaps, time off, hours, skills.

    Overlaps that it had `before`, and that were said yes to, are told without asking again.
    """
    span = job.span
    if span is None or not job.crew:
        return []
    people = tx.get_many(Employee, job.crew)
    crew = [people[employee_id] for employee_id in job.crew if employee_id in people]
    names = {employee.id: employee.short_name for employee in crew}
    service_type = tx.get(ServiceType, job.service_type_id) if job.service_type_id else None
    bookings = [] if job.status is WorkStatus.DECLINED else tx.bookings(job.crew, span, _stands_as(job, before))
    known = _accepted_overlaps(tx, before) if bookings and before is not None else frozenset()
    return [
        *checks.overlap_findings(bookings, names, setting.zone, known=known),
        *checks.hour_findings(span, crew, tx.time_off(job.crew, span), setting.zone),
        *holiday_findings(span, tx.holidays(span), setting.zone),
        *checks.skill_findings(service_type, crew),
    ]


def _accepted_overlaps(tx: Lookups, job: Job) -> frozenset[tuple[int, int]]:
    """With whose other jobs this one overlaps by somebody's word: employees and jobs."""
    if job.span is None or not job.crew:
        return frozenset()
    others = tx.bookings(job.crew, job.span, job.id)
    return frozenset((each.employee_id, each.job_id) for each in others if job.overlap_accepted or each.accepted)
