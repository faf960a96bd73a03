"""The dates of a recurrence rule: made in the company's wall time by python-dateutil, then turned into instants."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Literal
from zoneinfo import ZoneInfo

from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.time.recurrence import MOST_JOBS, Frequency, Rule
from industrack_core.domain.time.span import to_utc_lenient

_FREQUENCIES: dict[Frequency, Literal[0, 1, 2, 3]] = {
    Frequency.YEARLY: 0, Frequency.MONTHLY: 1, Frequency.WEEKLY: 2, Frequency.DAILY: 3
}  # fmt: skip
"""The numbers of dateutil's `rrule.YEARLY` to `rrule.DAILY`."""


class Occurrence(NamedTuple):
    """One date of a series, aware UTC. `moved` says that the wall time does not exist on that day: the clock was
    put forward over it, and the job begins as much later."""

    starts_at: datetime
    moved: bool = False


def occurrences(rule: Rule, starts_at: datetime, zone: ZoneInfo) -> tuple[Occurrence, ...]:
    """All dates of the rule, `starts_at` (aware UTC) first: it counts, whether or not the rule itself would have it.

    At most `MOST_JOBS`; a time that exists twice is the first of the two.
    """
    return tuple(islice(_each(rule, starts_at, zone), MOST_JOBS))


def next_occurrences(rule: Rule, starts_at: datetime, zone: ZoneInfo, count: int) -> tuple[Occurrence, ...]:
    """The first dates after the start."""
    return tuple(islice(_each(rule, starts_at, zone), 1, count + 1))


def _each(rule: Rule, starts_at: datetime, zone: ZoneInfo) -> Iterator[Occurrence]:
    first = starts_at.astimezone(zone).replace(tzinfo=None)
    yield Occurrence(starts_at)
    left = None if rule.count is None else rule.count - 1
    for wall in _walls(rule, first):
        if wall <= first:
            continue
        if left is not None:
            if left <= 0:
                return
            left -= 1
        yield _instant(wall, zone)


def _walls(rule: Rule, first: datetime) -> Iterator[datetime]:
    from dateutil import rrule

    weekdays = [rrule.weekday(day) for day in rule.weekdays] or None
    if rule.nth is not None:
        weekdays = [rrule.weekday(rule.nth[1], rule.nth[0])]
    until = datetime.combine(rule.until, datetime.max.time()) if rule.until is not None else None
    yield from rrule.rrule(
        _FREQUENCIES[rule.frequency],
        dtstart=first,
        interval=rule.interval,
        byweekday=weekdays,
        bymonthday=rule.month_day,
        wkst=rule.week_start,
        until=until,
        count=None if until is not None else MOST_JOBS + 1,
    )


def _instant(wall: datetime, zone: ZoneInfo) -> Occurrence:
    instant = to_utc_lenient(wall, zone)
    return Occurrence(instant, moved=instant.astimezone(zone).replace(tzinfo=None) != wall)
