"""Reads: columns in, frozen pictures out. Each is a constant number of statements, whatever the office holds."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from sqlalchemy import Connection, bindparam, func, select

from industrack_core.domain.field.records import FieldNote
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.customer import Customer, CustomerCard, Location
from industrack_core.domain.records.form import Form
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.job_parts import WrittenNote
from industrack_core.domain.records.office import Calendar, Company, Employee, Group, JobColor, Office, ServiceType
from industrack_core.domain.records.record import KINDS
from industrack_core.domain.records.settings import HoldReason, JobTemplate, NumberSeries, Tag, TaskTemplate
from industrack_core.domain.time.minute import minute_of
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import R, record_of
from industrack_core.store.engine.prepared import Expression, Prepared
from industrack_core.store.engine.statements import parts_of, rows_by
from industrack_core.store.reads.by_id import one_record
from industrack_core.store.reads.people_reads import read_person

_crew, _location = schema.job_crew, schema.location
_employee, _device = schema.employee, schema.device
_journal, _change = schema.journal, schema.journal_change

_LISTED: dict[str, tuple[Expression, ...]] = {
    Kind.EMPLOYEE: (func.lower(_employee.c.last_name), func.lower(_employee.c.first_name)),
    Kind.EMPLOYEE_GROUP: (schema.employee_group.c.name,),
    Kind.CALENDAR: (schema.calendar.c.is_default.desc(), schema.calendar.c.name),
    Kind.SERVICE_TYPE: (schema.service_type.c.name,),
    Kind.TAG: (schema.tag.c.name,),
    Kind.FORM: (schema.form.c.name,),
    Kind.TASK_TEMPLATE: (schema.task_template.c.name,),
    Kind.JOB_TEMPLATE: (schema.job_template.c.name,),
}
"""What a kind's list is sorted by; the others by age."""

_INACTIVE_WITH_JOBS = Prepared(
    select(_employee.c.id).where(
        _employee.c.state == "inactive",
        select(_crew.c.job_id)
        .where(_crew.c.employee_id == _employee.c.id, _crew.c.ends_at > bindparam("now"))
        .exists(),
    )
)
_REVISION = Prepared(select(schema.ledger.c.revision))

_LOCATIONS = Prepared(
    select(_location)
    .where(_location.c.customer_id == bindparam("of_customer"))
    .order_by(_location.c.is_main.desc(), _location.c.name, _location.c.id)
)
_FOUNDED_BY = Prepared(select(schema.journal.c.act).order_by(schema.journal.c.revision).limit(1))
_ANY_PHONE = Prepared(select(_device.c.id).where(_device.c.state == "active").limit(1))
_IS_FOUNDED = Prepared(select(schema.company.c.id).limit(1))
_LAST_TOUCH = Prepared(
    select(_journal.c.who, _journal.c.at)
    .join(_change, _change.c.revision == _journal.c.revision)
    .where(_change.c.kind == bindparam("which"), _change.c.record_id == bindparam("record"))
    .order_by(_journal.c.revision.desc())
    .limit(1)
)


def read_revision(connection: Connection) -> int:
    """The revision of the newest act."""
    revision: int = _REVISION.one(connection)[0]
    return revision


@cache
def _in_order(kind: str) -> Prepared:
    """All records of a kind, in the order in which the office lists them."""
    table = schema.TABLES[kind]
    return Prepared(select(table).order_by(*_LISTED.get(kind, ()), table.c.id))


def _all(connection: Connection, record_type: type[R]) -> tuple[R, ...]:
    return tuple(record_of(record_type, row) for row in _in_order(KINDS[record_type]).rows(connection))


def read_office(connection: Connection, now: datetime, who: str) -> Office:
    """Company, employees in row order, groups, calendars (default first) and settings lists, as `who` sees them."""
    return Office(
        revision=read_revision(connection),
        company=_all(connection, Company)[0],
        employees=_all(connection, Employee),
        groups=tuple(each for each in _all(connection, Group) if not each.retired),
        calendars=tuple(each for each in _all(connection, Calendar) if not each.retired),
        colors=_all(connection, JobColor),
        service_types=_all(connection, ServiceType),
        tags=_all(connection, Tag),
        hold_reasons=_all(connection, HoldReason),
        forms=_all(connection, Form),
        task_templates=_all(connection, TaskTemplate),
        job_templates=_all(connection, JobTemplate),
        number_series=_all(connection, NumberSeries),
        inactive_with_jobs=frozenset(_INACTIVE_WITH_JOBS.column(connection, now=minute_of(now))),
        has_phones=has_phones(connection),
        person=read_person(connection, who),
    )


def has_phones(connection: Connection) -> bool:
    """Whether any phone is connected."""
    return _ANY_PHONE.first(connection) is not None


def read_job(connection: Connection, job_id: int) -> Job | None:
    """The job with that id, and what technicians wrote on it."""
    job = one_record(connection, Job, job_id)
    return with_notes(connection, [job])[0] if job is not None else None


def with_notes(connection: Connection, jobs: Sequence[Job]) -> list[Job]:
    """The jobs with the notes that phones reported, after those that stand in their own rows; in the order of time."""
    written: dict[int, list[WrittenNote]] = {}
    for part in parts_of([job.id for job in jobs]):
        for row in rows_by(schema.field_note, "job_id").rows(connection, values=part):
            note = record_of(FieldNote, row)
            if not note.gone:
                told = WrittenNote(id=note.id, employee_id=note.employee_id, at=note.at, text=note.text)
                written.setdefault(note.job_id, []).append(told)
    return [
        replace(job, field_notes=tuple(sorted((*job.field_notes, *written[job.id]), key=lambda note: note.at)))
        if job.id in written
        else job
        for job in jobs
    ]


def read_customer(connection: Connection, customer_id: int) -> CustomerCard | None:
    """A customer with its locations, the main one first."""
    customer = one_record(connection, Customer, customer_id)
    if customer is None:
        return None
    rows = _LOCATIONS.rows(connection, of_customer=customer_id)
    return CustomerCard(customer, tuple(record_of(Location, row) for row in rows))


def read_last_touch(connection: Connection, kind: str, record_id: int) -> tuple[str, datetime] | None:
    """Who changed a record last, and when (aware UTC)."""
    row = _LAST_TOUCH.first(connection, which=kind, record=record_id)
    return (row[0], datetime.fromtimestamp(row[1], UTC)) if row else None


def read_is_invented(connection: Connection) -> bool:
    """Whether the company of this database was invented: what founded it says so."""
    return _FOUNDED_BY.first(connection) == ("InventCompany",)


def read_is_founded(connection: Connection) -> bool:
    """Whether the database holds a company."""
    return _IS_FOUNDED.first(connection) is not None
