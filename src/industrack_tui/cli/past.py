"""`industrack board --at`: the board as it was at a moment, and what became of it."""

import argparse
from contextlib import closing, nullcontext
from datetime import datetime

from industrack_core.desk.comparing import compare, counted
from industrack_core.desk.desk import Desk
from industrack_core.desk.past import past_desk
from industrack_core.domain.errors import UsageError
from industrack_core.domain.records.office import Office
from industrack_core.domain.time.entry import format_when
from industrack_core.domain.time.span import day_span, local_day
from industrack_tui.cli.admitting import admitted_desk
from industrack_tui.cli.moments import typed_moment
from industrack_tui.cli.scripts import check_size, day_of, print_board, print_lines, print_listing
from industrack_tui.start import settings_of


def print_any_board(given: argparse.Namespace) -> int:
    """`board`, on an existing database, which is only read: as it is, or as it was."""
    if given.at is None and given.compare is None:
        return print_listing(given)
    check_size(given.days, given.width)
    settings = settings_of(given)
    with admitted_desk(given, settings=settings) as desk:
        _print_past(desk, given, settings.glyphs)
    return 0


def _print_past(desk: Desk, given: argparse.Namespace, glyphs: str) -> None:
    """The board as of --at; with --compare what changed up to that moment. Raises UsageError or PastUnknown."""
    office, now = desk.office(), desk.now()
    if given.at is None:
        raise UsageError("--compare belongs to --at.")
    moment = _moment(desk, office, "--at", given.at) or now
    until = _moment(desk, office, "--compare", given.compare)
    if until is not None and until < moment:
        raise UsageError("--compare must not be before --at.")
    with closing(past_desk(desk, moment)) as past:
        told = format_when(past.moment, office.zone, today=local_day(now, office.zone))
        print_lines([f"As of {told}", ""])
        print_board(past, given.date, given.days, given.width, glyphs)
        if given.compare is None:
            return
        with closing(past_desk(desk, until)) if until is not None else nullcontext(desk) as later:
            day = day_of(past, past.office(), "--date", given.date) or local_day(past.moment, office.zone)
            found = compare(past, later, later.office(), day_span(day, office.zone, given.days))
        till = "now" if until is None else format_when(until, office.zone, today=local_day(now, office.zone))
        print_lines(["", f"From then to {till}: {counted(found)}", *(f"  {each.line}" for each in found)])


def _moment(desk: Desk, office: Office, option: str, text: str | None) -> datetime | None:
    """The typed moment, to the end of its minute or day; None for now. Raises UsageError."""
    if text is None or text.strip().casefold() == "now":
        return None
    moment = typed_moment(desk, office, option, text, at_end=True)
    return None if moment is None else min(moment, desk.now())
