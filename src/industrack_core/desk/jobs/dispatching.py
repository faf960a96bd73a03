"""What technicians must hear of a job: one outbox entry per crew member, in the transaction of the act (domain 3)."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Protocol, TypeVar

from industrack_core.desk.jobs.job_checks import stops
from industrack_core.desk.jobs.messaging import Known, messages
from industrack_core.desk.plan import Setting
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Finding, FindingKind
from industrack_core.domain.records.customer import Customer, Equipment, Location
from industrack_core.domain.records.form import Form
from industrack_core.domain.records.held import Fields, Held
from industrack_core.domain.records.job import Delivery, Job
from industrack_core.domain.records.office import Employee, ServiceType
from industrack_core.domain.records.outbox import Errand, OutboxEntry
from industrack_core.domain.records.record import Change, Record
from industrack_core.store.writing.transaction import Transaction

R = TypeVar("R", bound=Record)


class ReadsRecords(Protocol):
    """What finds records: a transaction, or a company that is being made."""

    def get(self, record_type: type[R], record_id: int) -> R | None:
        """The record with that id, or None."""

    def get_many(self, record_type: type[R], ids: Iterable[int]) -> dict[int, R]:
        """Records by id; unknown ids are left out."""


def dispatch_findings(job: Job) -> list[Finding]:
    """Why a job cannot go to the technicians: no crew, no start."""
    findings = []
    if not job.crew:
        text = "Dispatch needs a crew: tick somebody first."
        findings.append(stops(FindingKind.MISSING, text, "crew"))
    if job.starts_at is None:
        text = "Dispatch needs a start: when should they be there?"
        findings.append(stops(FindingKind.MISSING, text, "start"))
    return findings


def errands(
    tx: Transaction, setting: Setting, before: Job | None, after: Job | None, dispatched: bool, others: Iterable[Record]
) -> list[Change]:
    """The outbox entries that a job's change causes: to whom it goes now, from whom it is taken, by every way out."""
    has_it = set(before.crew) if before is not None and before.delivery is not Delivery.SAVED else set()
    keeps_it = set(after.crew) if after is not None and after.delivery is not Delivery.SAVED else set()
    changes: list[Change] = []
    if after is not None and dispatched:
        known = {(type(record), record.id): record for record in others}
        _expect(tx, after, known)
        text = payload(tx, after, known)
        sent = [_entry(tx, setting, after, each, Errand.DISPATCH, text) for each in after.crew]
        changes += [*((None, each) for each in sent), *messages(tx, setting, after, sent, known)]
    if before is not None:
        loses_it = [each for each in before.crew if each in has_it - keeps_it]
        taken = [_entry(tx, setting, before, each, Errand.RECALL) for each in loses_it]
        changes += [*((None, each) for each in taken), *messages(tx, setting, before, taken)]
    return changes


def _expect(tx: Transaction, job: Job, known: Known) -> None:
    """Ask at once for what a dispatch tells of."""
    for record_type, record_id in (
        (Customer, job.customer_id),
        (Location, job.location_id),
        (ServiceType, job.service_type_id),
    ):
        if record_id is not None and (record_type, record_id) not in known:
            tx.expect(record_type, [record_id])
    tx.expect(Employee, job.crew)
    tx.expect_field_window()


def _entry(
    tx: Transaction, setting: Setting, job: Job, employee_id: int, errand: Errand, text: str = ""
) -> OutboxEntry:
    written_at = setting.minute
    window = tx.field_window() if errand is Errand.DISPATCH else 0
    return OutboxEntry(
        id=tx.new_id(), job_id=job.id, job_number=job.number, employee_id=employee_id, errand=errand,
        written_at=written_at, payload=text, due_s=int(setting.now.timestamp()) + window,
    )  # fmt: skip


def payload(tx: ReadsRecords, job: Job, known: Known) -> str:
    """The job with all that a technician needs, as JSON text. Internal notes stay in the office."""

    def one(record_type: Held, record_id: int | None) -> Held:
        if record_id is None:
            return None
        return known.get((record_type, record_id)) or tx.get(record_type, record_id)

    customer, location = one(Customer, job.customer_id), one(Location, job.location_id)
    service_type = one(ServiceType, job.service_type_id)
    machines = [one(Equipment, each) for each in job.equipment]
    said = {
        "number": job.number, "description": job.description, "priority": job.priority, "starts_at": job.starts_at,
        "minutes": job.minutes, "note": job.note, Kind.SERVICE_TYPE: service_type.name if service_type else "",
        "crew": _names(tx, job.crew),
        Kind.CUSTOMER: _some(customer, "number", "name", "contact", "phone", "mobile", "email"),
        Kind.LOCATION: _some(location, "name", "address", "site_note"),
        "items": [_without(item, "price") for item in job.items],
        Kind.EQUIPMENT: [_without(each, "version") for each in machines if each],
        "attachments": [asdict(each) for each in job.attachments if each.in_field_app],
        "forms": [_form(form, one(Form, form.form_id)) for form in job.forms],
        "tasks": [asdict(task) for task in job.tasks],
    }  # fmt: skip
    return json.dumps(said, default=_text, ensure_ascii=False, separators=(",", ":"))


def _names(tx: ReadsRecords, crew: Sequence[int]) -> list[str]:
    people = tx.get_many(Employee, crew)
    return [people[each].short_name for each in crew if each in people]


def _some(record: Held, *names: str) -> dict[str, str]:
    return {name: getattr(record, name) for name in names} if record is not None else {}


def _without(record: Held, *names: str) -> Fields:
    return {name: value for name, value in asdict(record).items() if name not in names}


def _form(on_job: Held, form: Form | None) -> Fields:
    questions = [asdict(question) for question in form.questions] if form else []
    version = form.version if form else 0
    return {**asdict(on_job), "version": version, "name": form.name if form else "", "questions": questions}


def _text(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no JSON text")
