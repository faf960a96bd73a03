"""Which records use others: by their columns, and inside their lists, where no foreign key holds them."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from sqlalchemy import Column, Connection, bindparam, select

from industrack_core.domain.field.records import Verdict
from industrack_core.domain.kinds import Kind
from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Prepared, one_of, parts_of

_crew, _job = schema.job_crew, schema.job


def _using(column: Column[int], job_id: Column[int]) -> Prepared:
    return Prepared(select(job_id).where(one_of(column, "values")), "values")


_USED_BY_JOBS: Mapping[str, Prepared] = {
    Kind.CUSTOMER: _using(_job.c.customer_id, _job.c.id),
    Kind.LOCATION: _using(_job.c.location_id, _job.c.id),
    Kind.SERVICE_TYPE: _using(_job.c.service_type_id, _job.c.id),
    Kind.EMPLOYEE: _using(_crew.c.employee_id, _crew.c.job_id),
}
"""For each kind that jobs refer to, the ids of the jobs that do."""

NAMED_IN: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    Kind.INVENTORY_ITEM: (
        (Kind.JOB, "items", "item_id"),
        (Kind.PURCHASE_ORDER, "lines", "item_id"),
        (Kind.ESTIMATE, "lines", "item_id"),
        (Kind.JOB_TEMPLATE, "items", "item_id"),
    ),
    Kind.FORM: ((Kind.JOB, "forms", "form_id"), (Kind.JOB_TEMPLATE, "forms", "form_id")),
    Kind.EQUIPMENT: ((Kind.JOB, Kind.EQUIPMENT, ""),),
    Kind.EMPLOYEE: ((Kind.EMPLOYEE_GROUP, "member_ids", ""),),
    Kind.EMPLOYEE_GROUP: ((Kind.CALENDAR, "group_ids", ""),),
    Kind.CALENDAR: ((Kind.OFFICE_USER, "calendar_ids", ""),),
}
"""Kinds that others name inside their lists, where no foreign key holds them: which others, in which column, and the
field of its parts that says an id; empty where it is a list of ids."""


_report = schema.field_report
_REPORTS = Prepared(
    select(_report.c.id).where(one_of(_report.c.job_id, "values"), _report.c.verdict != Verdict.REVIEW.value), "values"
)


@cache
def _saying(kind: str, column: str) -> Prepared:
    """Records whose list says a text: a walk through all of them, for the rare undo of what others may use by now."""
    table = schema.TABLES[kind]
    return Prepared(
        select(table.c.id, table.c[column]).where(table.c[column].contains(bindparam("said"), autoescape=False))
    )


def jobs_using(connection: Connection, records: Iterable[tuple[str, int]]) -> set[int]:
    """Ids of the jobs that refer to any of these records, given as (kind, id)."""
    wanted: dict[str, list[int]] = {}
    for kind, record_id in records:
        if kind in _USED_BY_JOBS:
            wanted.setdefault(kind, []).append(record_id)
    found: set[int] = set()
    for kind, ids in wanted.items():
        for part in parts_of(ids):
            found.update(_USED_BY_JOBS[kind].column(connection, values=part))
    return found


def reports_on(connection: Connection, jobs: Sequence[int]) -> set[int]:
    """Ids of what technicians reported on any of these jobs, the reports aside that could not be applied."""
    return {report_id for part in parts_of(jobs) for report_id in _REPORTS.column(connection, values=part)}


def records_naming(connection: Connection, kind: str, record_id: int) -> set[tuple[str, int]]:
    """The records, as (kind, id), that name one of a kind in their lists."""
    found: set[tuple[str, int]] = set()
    for other, column, field in NAMED_IN.get(kind, ()):
        said = f'"{field}":{record_id},' if field else str(record_id)
        rows = _saying(other, column).rows(connection, said=said)
        found.update((other, each) for each, text in rows if field or said in text.strip("[]").split(","))
    return found
