"""A moment that was, as it is typed for a command."""

from datetime import datetime, timedelta

from industrack_core.desk.desk import Desk
from industrack_core.domain.errors import UsageError
from industrack_core.domain.records.office import Office
from industrack_core.domain.time.entry import EntryError, format_when, parse_when
from industrack_core.domain.time.span import day_span, local_day


def typed_moment(desk: Desk, office: Office, option: str, text: str | None, *, at_end: bool = False) -> datetime | None:
    """The typed moment; a day alone is its first instant, or its last. Raises UsageError."""
    if text is None:
        return None
    try:
        when = parse_when(
            text, now=desk.clock(), zone=office.zone, day_first=office.company.day_first, clock24=office.company.clock24
        )
    except EntryError as error:
        raise UsageError(f"{option}: {error}") from error
    if when.ends_at is not None:
        raise UsageError(f"{option} takes one moment: 9:40, yesterday, 20 nov 14:00.")
    if when.starts_at > desk.clock():
        moment = format_when(when.starts_at, office.zone, today=local_day(desk.clock(), office.zone))
        raise UsageError(f"{option}: {moment} is to come.")
    if at_end and not when.has_time:
        return day_span(local_day(when.starts_at, office.zone), office.zone).ends_at - timedelta(seconds=1)
    return when.starts_at + timedelta(seconds=59) if at_end else when.starts_at
