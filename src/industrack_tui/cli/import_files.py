"""`industrack import`: progress while it runs, and a report of what went in and what stayed out."""

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NoReturn

from industrack_core.desk.desk import Desk
from industrack_core.desk.values.public_holidays import parse_holiday_year, public_holidays
from industrack_core.domain.acts.imported import TakeHolidays
from industrack_core.domain.errors import DatabaseMissing, UsageError
from industrack_core.domain.outcomes import Done, known
from industrack_core.domain.rights import Right
from industrack_core.exchange.imports.import_report import ImportReport
from industrack_core.exchange.imports.import_run import Progress
from industrack_core.exchange.imports.job_import import import_jobs, open_jobs
from industrack_core.exchange.imports.job_map_check import load_job_map
from industrack_core.exchange.imports.list_import import open_list
from industrack_tui.cli.admitting import admitted_desk
from industrack_tui.cli.guarding import say, say_over, warn
from industrack_tui.cli.stop import INTERRUPTED, stoppable
from industrack_tui.start import HOW_TO_FOUND

_BAR = 30
_BETWEEN_LINES = 2.0  # seconds
_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab"}
FAILED = 1


def import_file(given: argparse.Namespace) -> int:
    """Run the import. Answers 0 when every row is in, 1 when a row was bad, 130 when it was interrupted."""
    if getattr(given, "readonly", False) and not given.dry_run:
        raise UsageError("An import writes: leave out --readonly, or add --dry-run.")
    if given.kind == "holidays":
        return _take_holidays(given)
    return _import_jobs(given) if given.kind == "jobs" else _import_list(given)


def _take_holidays(given: argparse.Namespace) -> int:
    days, place = public_holidays(parse_holiday_year(f"{given.country} {given.year}"))
    if given.dry_run:
        for each in days:
            say(f"{each.day}  {each.name}")
        return 0
    with admitted_desk(given, Right.SETTING_EDIT, read_only=False, founding_act=_no_company) as desk:
        outcome = known(desk.perform(TakeHolidays(days, place, days[0].day.year)))
    if isinstance(outcome, Done):
        say(outcome.line)
        return 0
    warn(f"industrack: {outcome.sentence}")
    return FAILED


def _import_jobs(given: argparse.Namespace) -> int:
    job_map = load_job_map(given.map)
    # the file first: what is wrong with it is said without a company, too
    with (
        open_jobs(Path(given.file), job_map, given.sheet) as jobs,
        _desk(given) as desk,
        stoppable() as stop,
    ):
        report = import_jobs(desk, jobs, dry_run=given.dry_run, strict=given.strict, progress=_progress(), stop=stop)
    return _tell(report, strict=given.strict)


def _import_list(given: argparse.Namespace) -> int:
    with open_list(given.kind, Path(given.file), given.map, given.sheet) as (run, told), _desk(given) as desk:
        if told:
            warn(told)
        with stoppable() as stop:
            report = run(desk, dry_run=given.dry_run, progress=_progress(), stop=stop)
    return _tell(report, strict=False)


@contextmanager
def _desk(given: argparse.Namespace) -> Iterator[Desk | None]:
    """The desk to import into; None for a dry run on a database that is not there yet.

    The company must be there: what it is called and where it is, is not for a file or this machine to say.
    """
    with ExitStack() as opened:
        try:
            desk = opened.enter_context(
                admitted_desk(given, Right.IMPORT, read_only=given.dry_run, founding_act=_no_company)
            )
        except DatabaseMissing:
            if not given.dry_run:
                raise _nobody_there() from None
            yield None
            return
        yield desk


def _no_company(desk: Desk) -> NoReturn:
    raise _nobody_there()


def _nobody_there() -> UsageError:
    return UsageError(f"There is no company yet. {HOW_TO_FOUND}")


def _progress() -> Progress:
    """A bar on a terminal; else a line every two seconds."""
    is_terminal = sys.stderr.isatty()
    told = time.monotonic()

    def show(report: ImportReport, done: int, size: int) -> None:
        nonlocal told
        if is_terminal:
            filled = _BAR * done // max(size, 1)
            bar = "#" * filled + "-" * (_BAR - filled)
            end = "\n" if done >= size else ""
            say_over(f"[{bar}] {report.rows:,} rows", end=end)
        elif time.monotonic() - told >= _BETWEEN_LINES:
            told = time.monotonic()
            warn(f"{report.rows:,} rows, {100 * done // max(size, 1)} % of the file")

    return show


def _tell(report: ImportReport, *, strict: bool) -> int:
    if report.interrupted and sys.stderr.isatty():
        warn("")  # the bar stands there, unfinished
    for remark in sorted(report.remarks, key=lambda remark: remark.line):
        warn(f"line {remark.line}: {remark.text}")
    _tell_more(report.remark_count - len(report.remarks), "remarks")
    for bad in sorted(report.bad, key=lambda bad: bad.line):
        warn(bad.sentence)
    _tell_more(report.bad_count - len(report.bad), "bad rows")
    between = _DELIMITERS.get(report.delimiter, repr(report.delimiter))
    way = f"sheet {report.sheet}" if report.sheet else f"{between}-separated"
    way += f", column names in line {report.under}" if report.under else ""
    say(f"Read {report.source} as {report.encoding}, {way}: {report.rows:,} row{'' if report.rows == 1 else 's'}.")
    refused = strict and bool(report.bad_count) and not report.dry_run
    if refused:
        say("Nothing was imported: with --strict every row must be good.")
    else:
        say(report.counted)
        if report.made_too:
            say(report.made_too)
    if report.interrupted:
        warn("Interrupted: what is counted above is in. Import the file again to complete it.")
        return INTERRUPTED
    return FAILED if report.bad_count else 0


def _tell_more(count: int, what: str) -> None:
    if count:
        warn(f"... and {count:,} more {what}")
