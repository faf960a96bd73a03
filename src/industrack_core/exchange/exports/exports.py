"""Lists as CSV and XLSX files, page by page: whatever a list has, memory holds one page of it.

A file is there whole or not at all; one that is there already is left alone, unless it is to be replaced.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import BinaryIO

from industrack_core.desk.desk import Desk
from industrack_core.desk.values.new_file import new_private_file
from industrack_core.domain.time.span import Span
from industrack_core.exchange.exports.job_rows import JOB_LISTS
from industrack_core.exchange.exports.list_rows import LISTS, ExportSource, TableKind, shown_to
from industrack_core.exchange.exports.sheet import Shape, Table
from industrack_core.exchange.exports.sheet_out import format_of, open_table
from industrack_core.exchange.exports.time_rows import TIME_LISTS
from industrack_core.exchange.papers.paper_size import is_letter

KINDS = {**LISTS, **JOB_LISTS, **TIME_LISTS}
"""What can be exported: `customer`, `estimate`, `inventory_item`, `job`, `approved` jobs, `time_entry`."""


@dataclass(slots=True)
class ExportReport:
    """What an export wrote: `rows` counts records. An interrupted one wrote no file."""

    noun: str
    rows: int = 0
    interrupted: bool = False

    @property
    def counted(self) -> str:
        """`1 job`, `1,200 jobs`."""
        return f"{self.rows:,} {self.noun}{'' if self.rows == 1 else 's'}"


Progress = Callable[[ExportReport], None]
"""Told after each page: the report so far."""


class _Interrupted(Exception):
    """Somebody asked to stop: what was written is thrown away."""


def export_list(
    desk: Desk,
    kind: str,
    out: Path | BinaryIO,
    progress: Progress = lambda report: None,
    stop: Event | None = None,
    *,
    form: str | None = None,
    window: Span | None = None,
    replace: bool = False,
) -> ExportReport:
    """Write a list of `KINDS` to a path, or to a stream (which gets what was written before an interruption).

    `form` is `csv` or `xlsx`; without it the path's ending decides. `window` narrows jobs to those that touch it, and
    approved ones and times to those that begin in it. Raises UsageError, OSError and DatabaseError.
    """
    source = ExportSource(desk, desk.office(), window)
    table = shown_to(KINDS[kind], source.office.person)
    report = ExportReport(table.noun)
    try:
        if isinstance(out, Path):
            chosen = format_of(out.name, form)
            with (
                new_private_file(out, replace=replace) as file,
                open_table(chosen, file, _shape(table, source), marked=True) as sheet,
            ):
                _write(table, source, sheet, report, progress, stop)
        else:
            with open_table(form or "csv", out, _shape(table, source), marked=False) as sheet:
                _write(table, source, sheet, report, progress, stop)
    except _Interrupted:
        report.interrupted = True
    return report


def _shape(table: TableKind, source: ExportSource) -> Shape:
    return Shape(table.title, table.columns, table.summed, is_letter(source.office.company.country))


def _write(
    table: TableKind, source: ExportSource, sheet: Table, report: ExportReport, progress: Progress, stop: Event | None
) -> None:
    for count, rows in table.pages(source):
        if stop and stop.is_set():
            raise _Interrupted
        for row in rows:
            sheet.write(row)
        report.rows += count
        progress(report)
