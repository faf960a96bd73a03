"""Days on which nobody works: where a board is shaded by them, and what is told of a job then."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from industrack_core.domain.board.board import Shade
from industrack_core.domain.outcomes import Finding, FindingKind, Weight
from industrack_core.domain.records.settings import Holiday
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import MONTH_NAMES, WEEKDAY_NAMES, Span, YearOutOfRange, day_span, local_day

_MINUTE = timedelta(minutes=1)


@lru_cache(maxsize=8)
def closed_days(holidays: tuple[Holiday, ...]) -> Mapping[date, str]:
    """What the days on which nobody works are called."""
    found: dict[date, str] = {}
    for each in holidays:
        if each.closed:
            found[each.day] = f"{found[each.day]}, {each.name}" if each.day in found else each.name
    return found


def closed_stretches(holidays: tuple[Holiday, ...], window: Span, zone: ZoneInfo) -> tuple[Shade, ...]:
    """What of the window lies on such days, as minutes."""
    days = closed_days(holidays)
    if not days:
        return ()
    low, high = minute_of(window.starts_at), minute_of(window.ends_at)
    first, last = local_day(window.starts_at, zone), local_day(window.ends_at - _MINUTE, zone)
    found = []
    for day, name in sorted(days.items()):
        if first <= day <= last:
            span = day_span(day, zone)
            start, end = max(low, minute_of(span.starts_at)), min(high, minute_of(span.ends_at))
            if start < end:
                found.append(Shade(start, end, name))
    return tuple(found)


def holiday_findings(span: Span, holidays: Iterable[Holiday], zone: ZoneInfo) -> list[Finding]:
    """Telling findings: which days of the span are holidays, whether anybody works on them or not."""
    try:
        first, last = local_day(span.starts_at, zone), local_day(span.ends_at - _MINUTE, zone)
    except YearOutOfRange:
        return []
    here = sorted((each for each in holidays if first <= each.day <= last), key=lambda each: (each.day, each.id))
    return [
        Finding(FindingKind.OFF_HOURS, Weight.TELLS, f"{_said(each.day)} is {each.name}.", "start") for each in here
    ]


def _said(day: date) -> str:
    return f"{WEEKDAY_NAMES[day.weekday()]} {day.day} {MONTH_NAMES[day.month - 1]}"
