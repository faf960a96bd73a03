"""`industrack report`: a report as text, or as a file. Nothing here needs a terminal."""

import argparse
import sys

from industrack_core.desk.desk import Desk
from industrack_core.desk.reports.reporting import make_report
from industrack_core.desk.values.new_file import new_private_file
from industrack_core.domain.errors import UsageError
from industrack_core.domain.records.office import Office
from industrack_core.domain.reports.period import PERIOD_EXAMPLE, Period, parse_period
from industrack_core.domain.reports.report import Report, ReportQuery
from industrack_core.domain.reports.report_names import GROUPINGS, Grouping, ReportName
from industrack_core.domain.rights import Right
from industrack_core.domain.text.text import typed_path
from industrack_core.domain.time.entry import EntryError
from industrack_core.exchange.exports.report_out import REPORT_FORMS, report_json, report_table, write_report
from industrack_core.exchange.exports.sheet_out import format_of
from industrack_tui.cli.admitting import admitted_desk
from industrack_tui.cli.guarding import say, say_json, warn
from industrack_tui.cli.scripts import day_of, print_lines
from industrack_tui.glyphs import glyphs_for
from industrack_tui.start import settings_of

_FORMS = (*REPORT_FORMS, "json", "txt")
"""What a file's ending may be, where --format does not say what is in it."""


def print_report(given: argparse.Namespace) -> int:
    """Print the report or write its file, of an existing database, which is only read."""
    name = ReportName(given.name)
    grouping = Grouping(given.by) if given.by else GROUPINGS[name][0]
    if grouping not in GROUPINGS[name]:
        raise UsageError(f"--by takes for {name}: {', '.join(GROUPINGS[name])}.")
    form = _form(given.format, given.out)
    settings = settings_of(given)
    is_file = bool(given.out) or form not in ("text", "json")  # as export; the rest is looked at, as board and jobs
    with admitted_desk(given, Right.SEE_REPORTS, settings=settings) as desk:
        if is_file:
            desk.admit(Right.EXPORT)
        office = desk.office()
        report = make_report(desk, office, ReportQuery(name, _period(desk, office, given), grouping))
        try:
            unprinted = _hand_out(desk, office, report, form, given, glyphs_for(settings.glyphs).name == "ascii")
        except OSError as error:
            if not given.out or isinstance(error, BrokenPipeError):
                raise
            hint = " Add --force to replace it." if isinstance(error, FileExistsError) else ""
            raise UsageError(f"{given.out} cannot be written: {error.strerror}.{hint}") from error
    if given.out:
        say(f"Wrote {report.title} to {given.out}.")
    if unprinted:
        warn(unprinted)
    return 0


def _hand_out(
    desk: Desk, office: Office, report: Report, form: str, given: argparse.Namespace, ascii_only: bool
) -> str:
    """To the file that was named, or to the standard output; answers what could not be printed."""
    out = typed_path(given.out) if given.out else None
    if form not in ("text", "json"):
        return write_report(desk, office, report, out or sys.stdout.buffer, form, replace=given.force)
    text = report_json(report, office)
    if form == "text":
        lines = list(report_table(report, office, ascii_only=ascii_only))
        text = "\n".join([*lines, ""])
        if out is None:
            print_lines(lines)
            return ""
    if out is None:
        say_json(text)
        return ""
    with new_private_file(out, replace=given.force) as file:
        file.write(text.encode())
    return ""


def _form(chosen: str | None, out: str | None) -> str:
    """As chosen, else by the file's ending; text where there is no file. Raises UsageError."""
    form = chosen or (format_of(out, forms=_FORMS) if out else "text")
    form = "text" if form == "txt" else form
    if form in ("xlsx", "pdf") and not out:
        raise UsageError(f"{form.upper()} is for a file: name it with --out.")
    return form


def _period(desk: Desk, office: Office, given: argparse.Namespace) -> Period:
    """The days that were asked for; 13 weeks where nobody says. Raises UsageError."""
    company, now = office.company, desk.clock()
    first = day_of(desk, office, "--from", given.first_day)
    last = day_of(desk, office, "--to", given.last_day)
    if given.period and (first or last):
        raise UsageError("--period says which days already: leave --from and --to out.")
    try:
        period = parse_period(
            given.period or PERIOD_EXAMPLE, now=now, zone=office.zone, first_weekday=company.first_weekday,
            day_first=company.day_first,
        )  # fmt: skip
        return period.between(first, last)
    except EntryError as error:
        raise UsageError(f"{'--period' if given.period else '--from, --to'}: {error}") from error
