"""Reads: columns in, frozen pictures out. Each is a constant number of statements, whatever the office holds."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from industrack_core.domain.field.records import FieldNote
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.customer import Customer, CustomerCard, Location
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.job_parts import WrittenNote
from industrack_core.store.engine.as_text import AsText
from industrack_core.store.engine.codec import record_of
from industrack_core.store.reads.by_id import HIGHEST_ID, one_record, records_by, rows_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

_REVISION = AsText("reads.office_statements:REVISION")
_FOUNDED_BY = AsText("reads.office_statements:FOUNDED_BY")
_IS_FOUNDED = AsText("reads.office_statements:IS_FOUNDED")
_LOCATIONS = AsText("reads.office_statements:LOCATIONS")
_JOB_AND_NOTES = ((Kind.JOB, "id"), (Kind.FIELD_NOTE, "job_id"))
_LAST_TOUCH = AsText("reads.office_statements:LAST_TOUCH")


def read_revision(connection: "Connection") -> int:
    """The revision of the newest act."""
    revision: int = _REVISION.one(connection)[0]
    return revision


def read_job(connection: "Connection", job_id: int) -> Job | None:
    """The job with that id, and what technicians wrote on it."""
    if job_id > HIGHEST_ID:
        return None
    jobs, notes = (rows_of(kind, column).ask(connection, values=[job_id]) for kind, column in _JOB_AND_NOTES)
    found = [record_of(Job, row) for row in jobs.rows()]
    return _noted(found, [record_of(FieldNote, row) for row in notes.rows()])[0] if found else None


def with_notes(connection: "Connection", jobs: Sequence[Job]) -> list[Job]:
    """The jobs with the notes that phones reported, after those that stand in their own rows; in the order of time."""
    return _noted(jobs, records_by(connection, FieldNote, "job_id", [job.id for job in jobs]))


def _noted(jobs: Sequence[Job], notes: Sequence[FieldNote]) -> list[Job]:
    written: dict[int, list[WrittenNote]] = {}
    for note in notes:
        if not note.gone:
            told = WrittenNote(id=note.id, employee_id=note.employee_id, at=note.at, text=note.text)
            written.setdefault(note.job_id, []).append(told)
    return [
        replace(job, field_notes=tuple(sorted((*job.field_notes, *written[job.id]), key=lambda note: note.at)))
        if job.id in written
        else job
        for job in jobs
    ]


def read_customer(connection: "Connection", customer_id: int) -> CustomerCard | None:
    """A customer with its locations, the main one first."""
    customer = one_record(connection, Customer, customer_id)
    if customer is None:
        return None
    rows = _LOCATIONS.rows(connection, of_customer=customer_id)
    return CustomerCard(customer, tuple(record_of(Location, row) for row in rows))


def read_last_touch(connection: "Connection", kind: str, record_id: int) -> tuple[str, datetime] | None:
    """Who changed a record last, and when (aware UTC)."""
    row = _LAST_TOUCH.first(connection, which=kind, record=record_id)
    return (row[0], datetime.fromtimestamp(row[1], UTC)) if row else None


def read_is_invented(connection: "Connection") -> bool:
    """Whether the company of this database was invented: what founded it says so."""
    return _FOUNDED_BY.first(connection) == ("InventCompany",)


def ask_is_founded(connection: "Connection") -> Callable[[], bool]:
    """Ask whether the database holds a company."""
    asked = _IS_FOUNDED.ask(connection)
    return lambda: bool(asked.rows())


def read_is_founded(connection: "Connection") -> bool:
    """Whether the database holds a company."""
    return ask_is_founded(connection)()
