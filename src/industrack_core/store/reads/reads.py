"""Reads: columns in, frozen pictures out. Each is a constant number of statements, whatever the office holds."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, func, select

from industrack_core.domain.field.records import FieldNote
from industrack_core.domain.records.customer import Customer, CustomerCard, Location
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.job_parts import WrittenNote
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import record_of
from industrack_core.store.engine.prepared import Prepared
from industrack_core.store.engine.statements import parts_of, rows_by
from industrack_core.store.reads.by_id import one_record

_location = schema.location
_journal, _change = schema.journal, schema.journal_change

_REVISION = Prepared(select(schema.ledger.c.revision))
_LOCATIONS = Prepared(
    select(_location)
    .where(_location.c.customer_id == bindparam("of_customer"))
    .order_by(_location.c.is_main.desc(), _location.c.name, _location.c.id)
)
_founding_away = select(schema.archive.c.founding_act).where(schema.archive.c.founding_id != "").limit(1)
_FOUNDED_BY = Prepared(
    select(func.coalesce(_founding_away.scalar_subquery(), schema.journal.c.act))
    .order_by(schema.journal.c.revision)
    .limit(1)
)
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
