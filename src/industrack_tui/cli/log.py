"""`industrack log`: what was done, by whom and when. Nothing here needs a terminal."""

import argparse
import itertools
from collections.abc import Iterator

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.log import LogEntry, LogQuery
from industrack_core.domain.errors import UsageError
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.office import Office
from industrack_core.domain.rights import Right, known_as
from industrack_core.domain.time.entry_moment import short_day
from industrack_core.domain.time.span import clock_text
from industrack_core.exchange.exports.log_listing import log_json, log_lines
from industrack_tui.cli.admitting import admitted_desk
from industrack_tui.cli.guarding import say_json, warn
from industrack_tui.cli.moments import typed_moment
from industrack_tui.cli.scripts import print_lines
from industrack_tui.glyphs import glyphs_for
from industrack_tui.start import settings_of

_PAGE = 200
_NAMED = 12
_FAR = 10
"""So often it is looked on for who is kept to some calendars, unless they say since when."""


def print_log(given: argparse.Namespace) -> int:
    """The newest acts that were asked for, on an existing database, which is only read."""
    if given.limit < 1:
        raise UsageError("--limit takes 1 or more.")
    settings = settings_of(given)
    with admitted_desk(given, Right.SEE_HISTORY, settings=settings) as desk:
        office = desk.office()
        entries = _entries(desk, _query(desk, office, given), given.limit, with_changes=given.changes)
        if given.json:
            for line in log_json(entries):
                say_json(line)
            return 0
        ascii_only = glyphs_for(settings.glyphs).name == "ascii"
        lines = log_lines(entries, office, ascii_only=ascii_only)
        first = next(lines, None)
        if first is None:
            warn("Nothing of that is in the log.")
        else:
            print_lines(itertools.chain([first], lines))
    return 0


def _entries(desk: Desk, query: LogQuery, limit: int, *, with_changes: bool) -> Iterator[LogEntry]:
    """Page by page: the first lines are there before the last are read."""
    below, looks = 2**31 - 1, 0
    while limit > 0 and below:
        page = desk.log_page(query, below, min(limit, _PAGE), with_changes=with_changes)
        yield from page.entries
        limit, below, looks = limit - len(page.entries), page.below, looks + bool(page.looked)
        if looks == _FAR and page.looked is not None and query.since is None:
            local = page.looked.astimezone(desk.office().zone)
            back = f"{short_day(local.date())} {clock_text(local)}"
            warn(f"Looked back to {back}: --until goes on from there, and --since looks as far as it says.")
            return


def _query(desk: Desk, office: Office, given: argparse.Namespace) -> LogQuery:
    since = typed_moment(desk, office, "--since", given.since)
    until = typed_moment(desk, office, "--until", given.until, at_end=True)
    if since is not None and until is not None and until < since:
        raise UsageError("--until must not be before --since.")
    return LogQuery(
        record=_record(desk, given),
        who=_people(desk, office, given.by),
        act=given.act or "",
        via=given.via or "",
        act_id=given.act_id or "",
        since=since,
        until=until,
    )


def _record(desk: Desk, given: argparse.Namespace) -> tuple[str, int] | None:
    if given.job is not None:
        if given.kind is not None or given.id is not None:
            raise UsageError("--job names a job already: leave --kind and --id out.")
        job_id = desk.job_numbered(given.job)
        if job_id is None:
            raise UsageError(f"No job has or had the number {given.job}.")
        return Kind.JOB, job_id
    if (given.kind is None) != (given.id is None):
        raise UsageError("--kind and --id belong together.")
    if given.kind is None:
        return None
    if given.kind not in set(Kind):
        raise UsageError(f"--kind takes one of: {', '.join(Kind)}.")
    return given.kind, given.id


def _people(desk: Desk, office: Office, name: str | None) -> tuple[str, ...]:
    """Those of the log who are called so, by name or login, however it is written; else those whose names begin so.
    Raises UsageError."""
    if name is None:
        return ()
    everybody, typed = desk.everybody(), name.strip().casefold()
    words = {each: {each.casefold(), known_as(office.person, each).casefold()} for each in everybody}
    same = [each for each in everybody if typed in words[each]]
    found = same or [each for each in everybody if typed and any(word.startswith(typed) for word in words[each])]
    if not found:
        names = list(dict.fromkeys(known_as(office.person, each) for each in everybody))
        known = ", ".join(names[:_NAMED]) + (f" and {len(everybody) - _NAMED} more" * (len(everybody) > _NAMED))
        raise UsageError(f"Nobody called {name} is in the log. It knows: {known}.")
    return tuple(found)
