"""What scripts read: the board as text, jobs and queue as text or JSON. Nothing here needs a terminal."""

import argparse
import shutil
import sys
from collections.abc import Iterable
from datetime import date, timedelta

from industrack_core.desk.desk import Desk
from industrack_core.domain.errors import UsageError
from industrack_core.domain.records.office import Office
from industrack_core.domain.time.entry import EntryError, parse_day
from industrack_core.domain.time.span import FIRST_YEAR, LAST_YEAR, Span, YearOutOfRange, day_span
from industrack_core.exchange.exports.job_listing import jobs_json, jobs_table, queue_json
from industrack_core.exchange.exports.plain_board import LEAST_WIDTH, MOST_WIDTH, USUAL_WIDTH, plain_board, plain_queue
from industrack_tui.cli.admitting import admitted_desk
from industrack_tui.cli.guarding import fit, say_json
from industrack_tui.glyphs import glyphs_for
from industrack_tui.start import settings_of

MOST_DAYS = 31


def print_listing(given: argparse.Namespace) -> int:
    """`board`, `jobs` and `queue`, on an existing database, which is only read."""
    if given.command == "board":
        check_size(given.days, given.width)
    settings = settings_of(given)
    with admitted_desk(given, settings=settings) as desk:
        if given.command == "board":
            print_board(desk, given.date, given.days, given.width, settings.glyphs)
        elif given.command == "jobs":
            _print_jobs(desk, given)
        else:
            _print_queue(desk, as_json=given.json, glyphs=settings.glyphs)
    return 0


def check_size(days: int, width: int | None) -> None:
    """Refuse days and widths that no board has. Raises UsageError."""
    if not 1 <= days <= MOST_DAYS:
        raise UsageError(f"--days takes 1 to {MOST_DAYS}.")
    if width is not None and not LEAST_WIDTH <= width <= MOST_WIDTH:
        raise UsageError(f"--width takes {LEAST_WIDTH} to {MOST_WIDTH:,}.")


def _print_jobs(desk: Desk, given: argparse.Namespace) -> None:
    office = desk.office()
    window = window_of(desk, office, given) or whole_time(office)
    jobs = desk.jobs(window)
    if given.json:
        _write(jobs_json(office, jobs))
    else:
        print_lines(jobs_table(office, jobs))


def _print_queue(desk: Desk, *, as_json: bool, glyphs: str) -> None:
    office = desk.office()
    queue = desk.queue(limit=2**31 - 1)
    if as_json:
        _write(queue_json(office, queue.entries))
    else:
        print_lines(plain_queue(office, queue, ascii_only=glyphs_for(glyphs).name == "ascii"))


def window_of(desk: Desk, office: Office, given: argparse.Namespace) -> Span | None:
    """The days of --from and --to, both included; None when neither is given. Raises UsageError."""
    if given.first_day is None and given.last_day is None:
        return None
    whole = (date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
    first = day_of(desk, office, "--from", given.first_day) or whole[0]
    last = day_of(desk, office, "--to", given.last_day) or whole[1]
    if last < first:
        raise UsageError("--to must not be before --from.")
    return Span(day_span(first, office.zone).starts_at, day_span(last, office.zone).ends_at)


def whole_time(office: Office) -> Span:
    """All days there are."""
    first, last = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
    return Span(day_span(first, office.zone).starts_at, day_span(last, office.zone).ends_at)


def day_of(desk: Desk, office: Office, option: str, text: str | None) -> date | None:
    """The typed day; None for nothing typed. Raises UsageError."""
    if text is None:
        return None
    try:
        return parse_day(text, now=desk.clock(), zone=office.zone, day_first=office.company.day_first)
    except EntryError as error:
        raise UsageError(f"{option}: {error}") from error


def _write(pieces: Iterable[str]) -> None:
    for piece in pieces:
        say_json(piece)


def print_board(desk: Desk, day_text: str, days: int, width: int | None, glyphs: str = "auto") -> None:
    """The board of `days` days from the typed day on, then the queue. Raises UsageError for a day it cannot read."""
    office, now = desk.office(), desk.clock()
    day = day_of(desk, office, "--date", day_text) or now.astimezone(office.zone).date()
    try:
        day_span(day, office.zone, days)
    except YearOutOfRange as error:
        raise UsageError(f"--date: {error}") from error
    ascii_only = glyphs_for(glyphs).name == "ascii"
    if width is None:
        width = shutil.get_terminal_size((USUAL_WIDTH, 24)).columns if sys.stdout.isatty() else USUAL_WIDTH
    people = [employee.id for employee in office.pool(office.default_calendar)]
    for each in (day + timedelta(days=offset) for offset in range(days)):
        board = desk.board(office, day_span(each, office.zone), people)
        print_lines(plain_board(office, board, each, now, width=width, ascii_only=ascii_only))
        print_lines([""])
    print_lines(plain_queue(office, desk.queue(), ascii_only=ascii_only))


def print_lines(lines: Iterable[str]) -> None:
    """Lines to standard output; a letter that its encoding lacks becomes a question mark."""
    encoding = sys.stdout.encoding or "utf-8"
    for line in lines:
        sys.stdout.write(fit(line).encode(encoding, "replace").decode(encoding) + "\n")
