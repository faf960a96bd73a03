"""Jobs as tables: all that are planned and wait, and the approved ones as whoever writes invoices needs them."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.customer import Customer, Location
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.listing import ListQuery
from industrack_core.exchange.exports.list_rows import (
    ExportSource,
    Page,
    Rows,
    TableKind,
    amount,
    customers_and_places,
    hours,
    in_order,
    listed_ids,
    paged,
)
from industrack_core.exchange.exports.sheet import Cell

_COLUMNS = ("Number", "Status", "Delivery", "Billing", "Priority", "Start", "End", "Hours", "Customer", "Address",
            "Description", "Service type", "Crew", "Total", "Currency", "Note", "Field notes")  # fmt: skip
_APPROVED_COLUMNS = ("Job", "Customer number", "Customer", "Billing address", "Location", "Description", "Start",
                     "Crew", "Hours", "Crew hours", "Line", "Kind", "Item", "Quantity", "Price", "Line total",
                     "Job total", "Currency")  # fmt: skip


def _jobs(source: ExportSource) -> Iterator[Page]:
    """By start; those without a time come last, and only if all days are wanted."""
    planned = source.desk.jobs(source.window)
    listed = planned if source.window else chain(planned, source.desk.jobs_without_time())
    for part in paged(listed):
        yield len(part), [_job_cells(source, each.job, each.customer, each.address) for each in part]


def _job_cells(source: ExportSource, job: Job, customer: str, address: str) -> Sequence[Cell]:
    kind = source.office.service_types_by_id.get(job.service_type_id or 0)
    return (
        job.number, job.status.label, job.delivery.label, job.billing.label, job.priority.label,
        source.local(job.starts_at), source.local(job.ends_at), hours(job.minutes), customer, address,
        job.description, kind.name if kind else "", _crew(source, job),
        source.money(sum(item.total for item in job.items)), source.currency, job.note,
        "\n".join(_written(source, job)),
    )  # fmt: skip


def _crew(source: ExportSource, job: Job) -> str:
    people = (source.office.employee(each) for each in job.crew)
    return ", ".join(person.short_name for person in people if person is not None)


def _written(source: ExportSource, job: Job) -> Iterator[str]:
    """What technicians wrote, each with who it was."""
    for note in job.field_notes:
        who = source.office.employee(note.employee_id)
        yield f"{who.short_name if who else 'Somebody'}: {note.text}"


def _approved(source: ExportSource) -> Iterator[Page]:
    """A row for each line of a job; hours and the job's total stand in its first row only, so that they can be summed
    up."""
    for ids in listed_ids(source.desk, ListQuery(Kind.JOB, "number", filter="approved")):
        jobs = [each for each in in_order(source.desk.records(Kind.JOB, ids), ids, Job) if _is_wanted(source, each)]
        customers, places = customers_and_places(source.desk, jobs)
        rows: Rows = []
        for job in jobs:
            rows += _approved_rows(source, job, customers.get(job.customer_id), places)
        yield len(jobs), rows


def _is_wanted(source: ExportSource, job: Job) -> bool:
    """Approved still, and begun in the window."""
    if job.billing != "approved":
        return False
    window = source.window
    return window is None or (job.starts_at is not None and window.starts_at <= job.starts_at < window.ends_at)


def _approved_rows(
    source: ExportSource, job: Job, customer: Customer | None, places: Mapping[int, Location]
) -> Iterator[Sequence[Cell]]:
    place = places.get(job.location_id or 0)
    about: tuple[Cell, ...] = (
        job.number, customer.number if customer else "", customer.name if customer else "",
        customer.billing_address if customer else "", place.label if place else "", job.description,
        source.local(job.starts_at), _crew(source, job),
    )  # fmt: skip
    total = source.money(sum(item.total for item in job.items))
    once: tuple[Cell, ...] = (hours(job.minutes), hours(job.minutes * len(job.crew)))
    if not job.items:
        yield (*about, *once, None, "", "", None, None, None, total, source.currency)
    for number, item in enumerate(job.items, 1):
        money = (source.money(item.price), source.money(item.total))
        first = number == 1
        yield (
            *about, *(once if first else (None, None)), number, item.kind.label, item.name, amount(item.quantity),
            *money, total if first else None, source.currency,
        )  # fmt: skip


JOB_LISTS: Mapping[str, TableKind] = {
    Kind.JOB: TableKind("Jobs", Kind.JOB.noun, _COLUMNS, _jobs, ("Hours", "Total")),
    "approved": TableKind("Approved jobs", Kind.JOB.noun, _APPROVED_COLUMNS, _approved,
                          ("Hours", "Crew hours", "Line total", "Job total")),
}  # fmt: skip
