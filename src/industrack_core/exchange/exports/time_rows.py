"""Timesheets as a table: a row for each stretch of somebody's time, the newest first; of a window what begins in it."""

from collections.abc import Iterator, Mapping, Sequence

from industrack_core.domain.field.records import TimeEntry
from industrack_core.domain.field.timesheet import marks_said, minutes_of
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.listing import ListQuery
from industrack_core.exchange.exports.list_rows import ExportSource, Page, TableKind, hours, in_order, listed_ids
from industrack_core.exchange.exports.sheet import Cell

_COLUMNS = ("Employee", "Kind", "Job", "From", "To", "Hours", "Look at")


def _times(source: ExportSource) -> Iterator[Page]:
    for ids in listed_ids(source.desk, ListQuery(Kind.TIME_ENTRY, "starts_at", descending=True)):
        listed = in_order(source.desk.records(Kind.TIME_ENTRY, ids), ids, TimeEntry)
        entries = [each for each in listed if source.window is None or source.window.contains(each.starts_at)]
        found = source.desk.records(Kind.JOB, sorted({each.job_id for each in entries if each.job_id}))
        numbers = {each.id: each.number for each in found.values() if isinstance(each, Job)}
        yield len(entries), [_cells(source, each, numbers.get(each.job_id or 0, "")) for each in entries]


def _cells(source: ExportSource, entry: TimeEntry, number: str) -> Sequence[Cell]:
    """What is open still has no end and no hours."""
    employee = source.office.employee(entry.employee_id)
    lasted = hours(minutes_of(entry, entry.ends_at)) if entry.ends_at is not None else None
    return (
        employee.name if employee else "", entry.kind.label, number, source.local(entry.starts_at),
        source.local(entry.ends_at), lasted, marks_said(entry.mark),
    )  # fmt: skip


TIME_LISTS: Mapping[str, TableKind] = {Kind.TIME_ENTRY: TableKind("Timesheets", "time", _COLUMNS, _times, ("Hours",))}
