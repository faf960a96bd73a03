"""`industrack export`: lists as CSV and XLSX, one employee's jobs as a calendar."""

import argparse
import sys
from pathlib import Path
from typing import BinaryIO

from industrack_core.desk.desk import Desk
from industrack_core.domain.errors import UsageError
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.named import employee_named
from industrack_core.domain.rights import Right
from industrack_core.domain.text.file_endings import require_ending
from industrack_core.domain.text.text import typed_path
from industrack_core.domain.time.span import YearOutOfRange
from industrack_core.exchange.exports.exports import ExportReport, Progress, export_list
from industrack_core.exchange.exports.sheet_out import format_of
from industrack_tui.cli.admitting import admitted_desk
from industrack_tui.cli.guarding import say, say_over, warn
from industrack_tui.cli.scripts import day_of, window_of
from industrack_tui.cli.stop import INTERRUPTED, stoppable

_KINDS = {"jobs": Kind.JOB, "customers": Kind.CUSTOMER, "estimates": Kind.ESTIMATE, "inventory": Kind.INVENTORY_ITEM,
          "timesheets": Kind.TIME_ENTRY}  # fmt: skip


def export(given: argparse.Namespace) -> int:
    """Write the file, or to standard output. Answers 0, or 130 when it was interrupted: then there is no file."""
    form = None
    if given.kind in _KINDS:
        form = format_of(given.out, given.format) if given.out else given.format or "csv"
        if form == "xlsx" and not given.out:
            raise UsageError("XLSX is for a file: name it with --out.")
    elif given.out:
        require_ending(given.out, ("ics",))
    out = typed_path(given.out) if given.out else sys.stdout.buffer
    try:
        with admitted_desk(given, Right.EXPORT) as desk:
            report = _list(desk, given, out, form) if given.kind in _KINDS else _calendar(desk, given, out)
    except OSError as error:
        if not given.out or isinstance(error, BrokenPipeError):
            raise
        hint = " Add --force to replace it." if isinstance(error, FileExistsError) else ""
        raise UsageError(f"{given.out} cannot be written: {error.strerror}.{hint}") from error
    return _tell(report, given.out)


def _list(desk: Desk, given: argparse.Namespace, out: Path | BinaryIO, form: str | None) -> ExportReport:
    kind: str = _KINDS[given.kind]
    window = None
    if kind in (Kind.JOB, Kind.TIME_ENTRY):
        window = window_of(desk, desk.office(), given)
    if kind == Kind.JOB and given.approved:
        kind = "approved"
    with stoppable() as stop:
        return export_list(desk, kind, out, _progress(given.out), stop, form=form, window=window, replace=given.force)


def _calendar(desk: Desk, given: argparse.Namespace, out: Path | BinaryIO) -> ExportReport:
    from industrack_core.exchange.exports.calendar_file import export_calendar, usual_days

    office = desk.office()
    employee = employee_named(office, given.employee)
    usual = usual_days(desk.clock().astimezone(office.zone).date())
    first = day_of(desk, office, "--from", given.first_day) or usual[0]
    last = day_of(desk, office, "--to", given.last_day) or max(usual[1], first)
    if last < first:
        raise UsageError("--to must not be before --from.")
    try:
        with stoppable() as stop:
            return export_calendar(desk, employee, out, first, last, _progress(given.out), stop, replace=given.force)
    except YearOutOfRange as error:
        raise UsageError(f"--from, --to: {error}") from error


def _progress(out: str | None) -> Progress:
    """A count on a terminal, while a file is written."""
    quiet = out is None or not sys.stderr.isatty()

    def show(report: ExportReport) -> None:
        if not quiet:
            say_over(report.counted)

    return show


def _tell(report: ExportReport, out: str | None) -> int:
    if out and sys.stderr.isatty():
        warn("")
    if report.interrupted:
        warn("Interrupted: no file was written.")
        return INTERRUPTED
    if out:
        say(f"Wrote {report.counted} to {out}.")
    return 0
