"""Jobs and the queue for scripts: one JSON document in pieces, or a table. Times ISO 8601 in the company's zone."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Protocol

import msgspec

from industrack_core.domain.board.board import QueueEntry
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.office import Office
from industrack_core.domain.rights import Right, may
from industrack_core.domain.time.entry import format_duration
from industrack_core.domain.time.minute import instant_of

Document = dict[str, object]


class JobWithPlace(Protocol):
    """A job with the names that its ids stand for, as `Desk.jobs` lists it."""

    @property
    def job(self) -> Job: ...
    @property
    def customer(self) -> str: ...
    @property
    def address(self) -> str: ...


def jobs_json(office: Office, jobs: Iterable[JobWithPlace]) -> Iterator[str]:
    """`{"company", "zone", "jobs": [...]}` in pieces to be written one after the other; one job a line."""
    return _document(office, "jobs", (_job(office, listed) for listed in jobs))


def queue_json(office: Office, entries: Iterable[QueueEntry]) -> Iterator[str]:
    """`{"company", "zone", "queue": [...]}`, as `jobs_json`."""
    return _document(office, "queue", (_entry(office, entry) for entry in entries))


def jobs_table(office: Office, jobs: Iterable[JobWithPlace]) -> Iterator[str]:
    """One line a job: start, duration, status, number, crew, customer, description."""
    for listed in jobs:
        job = listed.job
        start = job.starts_at.astimezone(office.zone).strftime("%Y-%m-%d %H:%M") if job.starts_at else ""
        crew = "; ".join(_name(office, employee_id) for employee_id in job.crew) or "nobody"
        length = format_duration(job.minutes)
        about = " | ".join(part for part in (listed.customer, job.description) if part)
        yield f"{start:<16}  {length:>6}  {job.status.label:<11}  {job.number}  [{crew}]  {about}"


def _document(office: Office, name: str, documents: Iterable[Document]) -> Iterator[str]:
    company, zone = (msgspec.json.encode(text).decode() for text in (office.company.name, office.company.zone))
    yield f'{{"company":{company},"zone":{zone},"{name}":['
    separator = "\n"
    for document in documents:
        yield separator + msgspec.json.encode(document).decode()
        separator = ",\n"
    yield "\n]}\n"


def _job(office: Office, listed: JobWithPlace) -> Document:
    job = listed.job
    return {
        "id": job.id,
        "version": job.version,
        "number": job.number,
        "status": job.status,
        "delivery": job.delivery,
        **({"billing": job.billing} if may(office.person, Right.SEE_BILLING) else {}),
        "priority": job.priority,
        "start": _iso(office, job.starts_at),
        "end": _iso(office, job.ends_at),
        "minutes": job.minutes,
        "description": job.description,
        Kind.CUSTOMER: {"id": job.customer_id, "name": listed.customer},
        Kind.LOCATION: {"id": job.location_id, "address": listed.address},
        Kind.SERVICE_TYPE: _service_type(office, job.service_type_id),
        "crew": _crew(office, job.crew),
        "lacks": job.lacks,
        "note": job.note,
        "field_notes": [
            {"at": _iso(office, note.at), "who": _name(office, note.employee_id), "text": note.text}
            for note in job.field_notes
        ],
        "external_key": job.external_key,
    }


def _entry(office: Office, entry: QueueEntry) -> Document:
    start = None if entry.start is None else instant_of(entry.start)
    return {
        "id": entry.job_id,
        "version": entry.version,
        "number": entry.number,
        "status": entry.status,
        "delivery": entry.delivery,
        "priority": entry.priority,
        "start": _iso(office, start),
        "minutes": entry.minutes,
        "description": entry.description,
        Kind.CUSTOMER: {"name": entry.customer, "phone": entry.phone},
        Kind.LOCATION: {"address": entry.address, "site_note": entry.site_note},
        Kind.SERVICE_TYPE: _service_type(office, entry.service_type_id),
        "crew": _crew(office, entry.crew_ids),
        "lacks": entry.lacks,
        "note": entry.note,
    }


def _iso(office: Office, instant: datetime | None) -> str | None:
    return instant.astimezone(office.zone).isoformat() if instant else None


def _name(office: Office, employee_id: int) -> str:
    employee = office.employee(employee_id)
    return employee.name if employee else "?"


def _crew(office: Office, ids: Iterable[int]) -> list[Document]:
    return [{"id": employee_id, "name": _name(office, employee_id)} for employee_id in ids]


def _service_type(office: Office, service_type_id: int | None) -> Document | None:
    if service_type_id is None:
        return None
    found = office.service_types_by_id.get(service_type_id)
    return {"id": service_type_id, "name": found.name if found else "?"}
