"""The log: a line an act for people, in the company's zone, with their names; for scripts a JSON object a line, in UTC,
with their logins."""

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from industrack_core.domain.acts.log import LogChange, LogEntry
from industrack_core.domain.kinds import noun_of
from industrack_core.domain.records.office import Office
from industrack_core.domain.rights import known_as, said_of_way
from industrack_core.domain.text.text import cell_width, clip, pad
from industrack_core.domain.time.span import MONTH_NAMES, clock_text, has_twelve_hours

_WHO = 16


def log_lines(entries: Iterable[LogEntry], office: Office, *, ascii_only: bool) -> Iterator[str]:
    """`09:52:07  Ben Lee  Placed 1042 ...  r48211`, a heading where a day begins, and under an act what it changed."""
    zone = office.zone
    day: date | None = None
    cells = len("12:00:00am") if has_twelve_hours(zone) else len("12:00:00")
    for entry in entries:
        local = entry.at.astimezone(zone)
        if local.date() != day:
            if day is not None:
                yield ""
            day = local.date()
            yield f"{day:%a} {day.day} {MONTH_NAMES[day.month - 1]} {day.year}"
        who = pad(clip(known_as(office.person, entry.who), _WHO, "..." if ascii_only else "…"), _WHO)
        back = f"  takes back r{entry.takes_back}" if entry.takes_back else ""
        gone = f"  taken back by r{entry.undone_by}" if entry.undone_by else ""
        came = f"  {way}" if (way := said_of_way(entry.via)) else ""
        yield f"{clock_text(local, seconds=True):>{cells}}  {who}  {entry.line}  r{entry.revision}{came}{back}{gone}"
        for change in entry.changes:
            yield from _change_lines(change, "->" if ascii_only else "→")


def _change_lines(change: LogChange, arrow: str) -> Iterator[str]:
    called = f"{' ' * 10}{noun_of(change.kind)} {change.label or change.id}"
    if not change.version_before:
        yield f"{called}: made"
    elif not change.version_after:
        yield f"{called}: deleted"
    else:
        yield called
        width = max((cell_width(each.field) for each in change.told), default=0)
        for each in change.told:
            before, after = each.before or "nothing", each.after or "nothing"
            yield f"{' ' * 12}{pad(each.field, width)}  {before} {arrow} {after}"


def log_json(entries: Iterable[LogEntry]) -> Iterator[str]:
    """One JSON object a line; `at` is ISO 8601 in UTC, `changes` hold the columns as they are kept."""
    for entry in entries:
        document = {
            "revision": entry.revision,
            "at": f"{entry.at:%Y-%m-%dT%H:%M:%SZ}",
            "who": entry.who,
            "via": entry.via or None,
            "act": entry.act,
            "line": entry.line,
            "batch": entry.batch or None,
            "takes_back": entry.takes_back or None,
            "undone_by": entry.undone_by or None,
            "changes": [_document(change) for change in entry.changes],
        }
        yield msgspec.json.encode(document).decode() + "\n"


def _document(change: LogChange) -> dict[str, object]:
    return {
        "kind": change.kind,
        "id": change.id,
        "called": change.label,
        "version_before": change.version_before,
        "version_after": change.version_after,
        "before": change.before or None,
        "after": change.after or None,
    }
