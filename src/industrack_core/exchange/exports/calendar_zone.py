"""A zone's clock changes as a VTIMEZONE (RFC 5545), told so that all readers understand them alike.

What repeats is told as a yearly rule, what does not as changes of their own: many dates in one `RDATE` are legal, but
common readers see only the first of them.
"""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from industrack_core.domain.time.span import Span

if TYPE_CHECKING:
    from icalendar import Component

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_YEAR = timedelta(days=366)
_Kind = tuple[str, timedelta, timedelta, bool]
"""Name, offset before and after, and whether it is summer time: what one part of a VTIMEZONE says."""


def is_utc(zone: ZoneInfo) -> bool:
    """Whether it is UTC by any of its names, which needs no rules."""
    return zone.key in ("UTC", "Etc/UTC", "Zulu", "Etc/UCT", "UCT", "Universal", "Etc/Universal", "Etc/Zulu")


def zone_rules(zone: ZoneInfo, window: Span) -> "Component":
    """The clock changes around a window, each told in the wall clock that it ends."""
    from icalendar import Timezone

    rules = Timezone()
    rules.add("tzid", zone.key)
    first, *changes = clock_changes(zone, window)
    if not changes or changes[0][1] >= window.starts_at:
        _add(rules, _kind_of(zone, *first), [_begins(*first)])
    kinds: dict[_Kind, list[datetime]] = {}
    for before, after in changes:
        kinds.setdefault(_kind_of(zone, before, after), []).append(_begins(before, after))
    for kind, begins_at in kinds.items():
        rule = _yearly(begins_at, (window.ends_at + _YEAR).replace(tzinfo=None))
        if rule:
            _add(rules, kind, begins_at[:1], rule)
        else:
            for begins in begins_at:
                _add(rules, kind, [begins])
    return rules


def _kind_of(zone: ZoneInfo, before: datetime, after: datetime) -> _Kind:
    return after.tzname() or zone.key, _offset(before), _offset(after), bool(after.dst())


def _begins(before: datetime, after: datetime) -> datetime:
    return after.astimezone(UTC).replace(tzinfo=None) + _offset(before)


def _add(rules: "Component", kind: _Kind, begins_at: Sequence[datetime], rule: dict[str, object] | None = None) -> None:
    from icalendar import TimezoneDaylight, TimezoneStandard

    name, offset_before, offset, is_summer = kind
    part = TimezoneDaylight() if is_summer else TimezoneStandard()
    part.add("dtstart", begins_at[0])
    part.add("tzoffsetfrom", offset_before)
    part.add("tzoffsetto", offset)
    part.add("tzname", name)
    if rule:
        part.add("rrule", rule)
    rules.add_component(part)


def _yearly(begins_at: Sequence[datetime], end: datetime) -> dict[str, object]:
    """The rule by which these moments come every year until `end`, on the same weekday of a month; empty for none."""
    first, last = begins_at[0], begins_at[-1]
    alike = {(each.month, each.weekday(), each.time()) for each in begins_at}
    years = [each.year for each in begins_at]
    if len(years) < 2 or len(alike) > 1 or years != list(range(first.year, last.year + 1)):
        return {}
    # one more would have come since
    if last + _YEAR + timedelta(days=7) < end:
        return {}
    places = {(each.day - 1) // 7 + 1 for each in begins_at}
    if all(each.day > monthrange(each.year, each.month)[1] - 7 for each in begins_at):
        places = {-1}
    if len(places) > 1:
        return {}
    return {"freq": "yearly", "bymonth": first.month, "byday": f"{places.pop()}{_DAYS[first.weekday()]}"}


def clock_changes(zone: ZoneInfo, window: Span) -> Iterator[tuple[datetime, datetime]]:
    """Around every change of the clocks from a year before the window to a year after it: a moment before, and the
    first after it, both in the zone. The beginning counts as a change to what holds there."""
    at = (window.starts_at - _YEAR).replace(minute=0, second=0, microsecond=0)
    yield at.astimezone(zone), at.astimezone(zone)
    end = window.ends_at + _YEAR
    while at < end:
        following = at + timedelta(days=1)
        if _reading(at, zone) != _reading(following, zone):
            low, high = at, following
            while high - low > timedelta(minutes=1):
                middle = low + (high - low) // 2
                middle = middle.replace(second=0, microsecond=0)
                low, high = (middle, high) if _reading(middle, zone) == _reading(at, zone) else (low, middle)
            yield low.astimezone(zone), high.astimezone(zone)
        at = following


def _reading(instant: datetime, zone: ZoneInfo) -> tuple[timedelta | None, str | None]:
    there = instant.astimezone(zone)
    return there.utcoffset(), there.tzname()


def _offset(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta(0)
