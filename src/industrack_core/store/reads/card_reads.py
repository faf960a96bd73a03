"""What a form reads about a job and its customer: each a constant number of statements."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from industrack_core.domain.board.availability import Availability, availability
from industrack_core.domain.kinds import Kind
from industrack_core.domain.late_module import late_module
from industrack_core.domain.records.customer import CustomerCard, Equipment, Location, WorkLine
from industrack_core.domain.records.estimate import Estimate
from industrack_core.domain.records.form import FormAnswer
from industrack_core.domain.records.inventory import InventoryItem, Stock, StockedItem
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.job_file import JobFile
from industrack_core.domain.records.office import Office
from industrack_core.domain.records.purchase import PurchaseOrder
from industrack_core.domain.records.record import RECORD_TYPES, Record
from industrack_core.domain.time.minute import instant_of, minute_of
from industrack_core.domain.time.span import Span
from industrack_core.store.engine.as_text import AsText
from industrack_core.store.engine.codec import record_of
from industrack_core.store.engine.prepared import parts_of
from industrack_core.store.reads import reads
from industrack_core.store.reads.by_id import rows_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from industrack_core.store.reads import archives
    from industrack_core.store.writing.lookups import Lookups
else:
    archives = late_module("industrack_core.store.reads.archives")

_COUNTS = AsText("reads.card_statements:COUNTS")
_WORK_JOBS = AsText("reads.card_statements:WORK_JOBS")
_WORK_ESTIMATES = AsText("reads.card_statements:WORK_ESTIMATES")
_SERIES_NEXT = AsText("reads.card_statements:SERIES_NEXT")
_LONGEST = AsText("reads.card_statements:LONGEST")
_STOCK = AsText("reads.card_statements:STOCK", "values")
_MOST_DATES = 5
_NEWEST = 2**31 - 1


def read_card(connection: "Connection", customer_id: int) -> CustomerCard | None:
    """A customer with its locations, its equipment and how many jobs and estimates it has."""
    card = reads.read_customer(connection, customer_id)
    if card is None:
        return None
    rows = rows_of(Kind.EQUIPMENT, "customer_id").rows(connection, values=(customer_id,))
    equipment = (record_of(Equipment, row) for row in rows)
    jobs, estimates, away = _COUNTS.one(connection, of_customer=customer_id)
    shown = tuple(sorted((each for each in equipment if not each.retired), key=lambda each: (each.label, each.id)))
    places = tuple(place for place in card.locations if not place.retired)
    told = archives.told_of_customer(connection, customer_id) if away else ()
    return replace(card, locations=places, equipment=shown, jobs=jobs, estimates=estimates, archived=told)


def read_work(connection: "Connection", customer_id: int, below: int, limit: int) -> tuple[WorkLine, ...]:
    """The customer's jobs with an id under `below`, newest first, and on the first page the newest estimates."""
    jobs = [
        WorkLine(
            kind,
            job_id,
            number,
            description,
            status.replace("_", " "),
            instant_of(start) if start is not None else None,
        )
        for kind, job_id, number, description, status, start in _WORK_JOBS.rows(
            connection, of_customer=customer_id, below=below, most=limit
        )
    ]
    if below != _NEWEST:
        return tuple(jobs)
    rows = _WORK_ESTIMATES.rows(connection, of_customer=customer_id, most=limit)
    estimates = [
        WorkLine(Kind.ESTIMATE, each.id, each.number, each.description, each.status.value, None, each.made_on)
        for each in (record_of(Estimate, row) for row in rows)
    ]
    return (*jobs, *estimates)


def read_estimate_jobs(connection: "Connection", estimate_id: int) -> list[tuple[int, str]]:
    """Ids and numbers of the jobs that were made of an estimate, oldest first."""
    rows = rows_of(Kind.JOB, "estimate_id").rows(connection, values=(estimate_id,))
    return [(job.id, job.number) for job in (record_of(Job, row) for row in rows)]


def read_records(connection: "Connection", kind: str, ids: Sequence[int]) -> dict[int, Record]:
    """Whole records of a kind by id; jobs with what technicians wrote on them."""
    record_type = RECORD_TYPES[kind]
    rows = (row for part in parts_of(ids) for row in rows_of(kind, "id").rows(connection, values=part))
    found = {row[0]: record_of(record_type, row) for row in rows}
    jobs = [record for record in found.values() if isinstance(record, Job)]
    return {**found, **{job.id: job for job in reads.with_notes(connection, jobs)}} if jobs else found


def read_estimate(connection: "Connection", estimate_id: int) -> Estimate | None:
    """An estimate, or None when it is gone."""
    rows = rows_of(Kind.ESTIMATE, "id").rows(connection, values=(estimate_id,))
    return next((record_of(Estimate, row) for row in rows), None)


def read_stock(connection: "Connection", item_ids: Iterable[int]) -> dict[int, StockedItem]:
    """Inventory items with their stock, by id; unknown ids are left out."""
    ids = sorted(set(item_ids))
    found: dict[int, StockedItem] = {}
    for part in parts_of(ids):
        moved = {row[0]: row[1:] for row in _STOCK.rows(connection, values=part)}
        for row in rows_of(Kind.INVENTORY_ITEM, "id").rows(connection, values=part):
            item = record_of(InventoryItem, row)
            on_hand, reserved, *_ = moved.get(item.id, (item.counted, 0))
            found[item.id] = StockedItem(item, Stock(on_hand, reserved))
    return found


def read_job_file(connection: "Connection", job_id: int) -> JobFile | None:
    """Everything a form shows of a saved job."""
    job = reads.read_job(connection, job_id)
    if job is None:
        return None
    card = read_card(connection, job.customer_id)
    if card is not None:
        card = _with_retired(connection, card, job)
    orders = rows_of(Kind.PURCHASE_ORDER, "job_id").rows(connection, values=(job_id,))
    answers = rows_of(Kind.FORM_ANSWER, "job_id").rows(connection, values=(job_id,))
    estimate = read_estimate(connection, job.estimate_id) if job.estimate_id is not None else None
    return JobFile(
        job, card, read_stock(connection, (item.item_id for item in job.items if item.item_id is not None)),
        tuple(record_of(PurchaseOrder, row) for row in orders), tuple(record_of(FormAnswer, row) for row in answers),
        _series_next(connection, job), estimate.number if estimate else "",
    )  # fmt: skip


def _series_next(connection: "Connection", job: Job) -> tuple[datetime, ...]:
    """The next starts of the jobs that follow in the series."""
    if job.series_id is None or job.starts_at is None:
        return ()
    after = minute_of(job.starts_at)
    rows = _SERIES_NEXT.rows(connection, series=job.series_id, after=after, most=_MOST_DATES)
    return tuple(instant_of(row[0]) for row in rows)


def _with_retired(connection: "Connection", card: CustomerCard, job: Job) -> CustomerCard:
    """The card with the place and the equipment that a job names, also where they are retired by now."""
    missing = [each for each in job.equipment if each not in {known.id for known in card.equipment}]
    rows = rows_of(Kind.EQUIPMENT, "id").rows(connection, values=missing) if missing else []
    equipment = (*card.equipment, *(record_of(Equipment, row) for row in rows))
    away = job.location_id is not None and all(place.id != job.location_id for place in card.locations)
    rows = rows_of(Kind.LOCATION, "id").rows(connection, values=[job.location_id]) if away else []
    return replace(card, equipment=equipment, locations=(*card.locations, *(record_of(Location, row) for row in rows)))


def lookups(connection: "Connection") -> "Lookups":
    """Look-ups for rules, on a connection that only reads."""
    from industrack_core.store.writing.lookups import Lookups

    found = Lookups(connection)
    found.longest = _LONGEST.one(connection)[0]
    return found


def read_availability(
    connection: "Connection", office: Office, employee_ids: Sequence[int], span: Span, except_job: int
) -> dict[int, Availability]:
    """What these employees have on in `span`, beside the job `except_job`."""
    people = [employee for each in employee_ids if (employee := office.employee(each)) is not None]
    if not people:
        return {}
    ids, look = [employee.id for employee in people], lookups(connection)
    bookings = [found for part in parts_of(ids) for found in look.bookings(part, span, except_job)]
    off = [found for part in parts_of(ids) for found in look.time_off(part, span)]
    return availability(people, span, bookings, off, office.zone)
