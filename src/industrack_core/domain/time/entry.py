"""What a dispatcher types for a day, a time, a stretch of time, and how the program writes the same back.

A small grammar of our own, which refuses what it does not understand: libraries read `mon 9` as a September
and `1h30` as 60 minutes. Its choices, all shown in a preview before anything is
saved:

- A bare number is an hour of the day: `9` is 09:00, never 21:00.
- A time alone means the day already in the field, else today. A day alone keeps no time.
- `mon` is the next Monday on or after today; with a time that has passed today, the one in a week. `next
  mon` is the Monday a week after the first one on or after today.
- A date without a year is the one nearest to today, before or after. `3/4` is 4 March unless days come
  first.
- `+3d` counts from the day in the field, `in 3d` from today; `+90m` and `in 2h` count from now.
- `2-4pm` shares its pm. `22-2` ends the next day; an end that would come more than 16 hours later is
  refused.
- `9-5` and `12-1` are refused too: their end may be meant for the afternoon.
- A day and time with an offset, as machines write them, means the company's day and time of that instant.
- A time that comes twice on a day of clock change needs `first` or `second` after it.

Every refusal is an EntryError with one sentence; no text raises anything else.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Final, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from industrack_core.domain.time.entry_duration import LONGEST_MINUTES, format_duration, parse_duration
from industrack_core.domain.time.entry_instant import in_company_time, is_stamped
from industrack_core.domain.time.entry_moment import Outlook, TypedMoment, first_instant, gather, moment_day
from industrack_core.domain.time.entry_range import EXAMPLE, When, days, single, stretch
from industrack_core.domain.time.entry_tokens import tokens
from industrack_core.domain.time.entry_typed import LONGEST_ENTRY, EntryError, plain_typed, quoted
from industrack_core.domain.time.entry_words import RangeMark, Token
from industrack_core.domain.time.span import (
    MONTH_NAMES,
    WEEKDAY_NAMES,
    Span,
    YearOutOfRange,
    day_span,
    format_clock,
    format_span,
    local_day,
)

__all__ = [
    "LONGEST_ENTRY",
    "LONGEST_MINUTES",
    "EntryError",
    "When",
    "format_duration",
    "format_off",
    "format_span",
    "format_when",
    "parse_clock",
    "parse_day",
    "parse_duration",
    "parse_off",
    "parse_when",
]

OFF_EXAMPLE: Final = "fri 13-17"
_YEARLESS_DAYS: Final = 180
_LONGEST_OFF: Final = 3 * 366
_MINUTE: Final = timedelta(minutes=1)
_NOWHERE: Final = Outlook(datetime(2000, 1, 1, tzinfo=UTC), ZoneInfo("UTC"), date(2000, 1, 1), None, False, True)
"""Where a time of day alone is read from; what names a day, or an instant, is none."""

_Given = ParamSpec("_Given")
_Read = TypeVar("_Read")


def _years_refused(read: Callable[_Given, _Read]) -> Callable[_Given, _Read]:
    def reading(*args: _Given.args, **kwargs: _Given.kwargs) -> _Read:
        try:
            return read(*args, **kwargs)
        except YearOutOfRange as refused:
            raise EntryError(str(refused)) from None

    return reading


@_years_refused
def parse_when(
    text: str,
    *,
    now: datetime,
    zone: ZoneInfo,
    base: date | None = None,
    day_first: bool = False,
    clock24: bool = True,
) -> When:
    """Read a day, a time, both, or a range of times.

    `now` is aware; `zone` the company's; `base` the day already in the field, if any; `day_first` reads
    `3/4` as 3 April; `clock24` is how refusals write times. Raises EntryError for any text that is none of
    these, that names a time skipped or doubled by a clock change, or a year outside 2000 to 2100; ValueError
    for a naive `now`.
    """
    outlook = _outlook(now, zone, base, day_first, clock24)
    start, end = _ends(plain_typed(text, EXAMPLE), outlook)
    if end is None:
        return single(start, outlook)
    return stretch(start, end, outlook)


@_years_refused
def parse_day(text: str, *, now: datetime, zone: ZoneInfo, day_first: bool = False) -> date:
    """Read a day alone, as for going to a date; the words of parse_when without times. Raises EntryError."""
    outlook = _outlook(now, zone, None, day_first, clock24=True)
    plain = plain_typed(text, "tomorrow")
    moment, end = _ends(plain, outlook)
    has_time = moment.clock is not None and not is_stamped(plain)
    if end is not None or has_time or moment.from_now or not moment.has_day:
        raise EntryError("Only a day goes here, without a time: type for example tomorrow, mon or 1 dec.", "tomorrow")
    day = moment_day(moment, outlook)
    assert day is not None, "a named day is a day"
    first_instant(day, outlook)
    return day


@_years_refused
def parse_off(text: str, *, now: datetime, zone: ZoneInfo, day_first: bool = False, clock24: bool = True) -> Span:
    """Read whole days or a stretch of time: `24 dec - 2 jan`, `tomorrow`, `fri 13-17`, `mon 8 - wed 12`.

    The words are those of parse_when. Raises EntryError.
    """
    outlook = _outlook(now, zone, None, day_first, clock24)
    start, end = _ends(plain_typed(text, OFF_EXAMPLE), outlook)
    if end is not None and not any(each.clock or each.from_now for each in (start, end)):
        first, last = days(start, end, outlook)
        length = (last - first).days + 1
        if length > _LONGEST_OFF:
            raise EntryError(f"That would be {length:,} days: type a nearer end, {_LONGEST_OFF} days are the most.")
        return Span(first_instant(first, outlook), day_span(last, zone).ends_at)
    when = single(start, outlook) if end is None else stretch(start, end, outlook)
    if when.ends_at is not None:
        return Span(when.starts_at, when.ends_at)
    if when.has_time:
        raise EntryError(f"Until when? Type a whole day, or for example {OFF_EXAMPLE}.", OFF_EXAMPLE)
    return day_span(local_day(when.starts_at, zone), zone)


def parse_clock(text: str) -> int:
    """Minutes after midnight of a time of day alone: `7`, `07:30`, `2pm`, `noon`, `24:00`. Raises EntryError."""
    try:
        plain = plain_typed(text, "7:30")
        if plain in ("24", "24:00", "24:00:00"):
            return 24 * 60
        moment, end = _ends(plain, _NOWHERE)
    except EntryError:
        moment, end = TypedMoment(), None
    if moment.clock is None or end is not None or moment.has_day or moment.fold is not None:
        raise EntryError(f"{quoted(text)} is no time of day. Type for example 7:30", "7:30")
    return moment.clock.hour * 60 + moment.clock.minute


def format_off(span: Span, zone: ZoneInfo) -> str:
    """`Thu 24 Dec 2026 - Sat 2 Jan 2027` for whole days, else with times; parse_off reads it back."""
    first, last = local_day(span.starts_at, zone), local_day(span.ends_at - _MINUTE, zone)
    if Span(day_span(first, zone).starts_at, day_span(last, zone).ends_at) == span:
        return _dated(first) if first == last else f"{_dated(first)} - {_dated(last)}"
    starts, ends = format_clock(span.starts_at, zone), format_clock(span.ends_at, zone)
    end_day = local_day(span.ends_at, zone)
    if first == end_day:
        return f"{_dated(first)} {starts}-{ends}"
    return f"{_dated(first)} {starts} - {_dated(end_day)} {ends}"


def _dated(day: date) -> str:
    return f"{WEEKDAY_NAMES[day.weekday()]} {day.day} {MONTH_NAMES[day.month - 1]} {day.year:04d}"


def format_when(instant: datetime, zone: ZoneInfo, *, today: date) -> str:
    """`Tue 24 Nov 14:00`, which parse_when reads back to the same minute on the company day `today`.

    With the year when that is needed, and `first` or `second` after a time that comes twice.
    """
    local = instant.astimezone(zone)
    year = f" {local.year:04d}" if abs((local.date() - today).days) > _YEARLESS_DAYS else ""
    day = f"{WEEKDAY_NAMES[local.weekday()]} {local.day} {MONTH_NAMES[local.month - 1]}{year}"
    return f"{day} {format_clock(instant, zone)}"


def _outlook(now: datetime, zone: ZoneInfo, base: date | None, day_first: bool, clock24: bool) -> Outlook:
    if now.tzinfo is None:
        raise ValueError("Now must be aware of its zone.")
    minute = now.astimezone(UTC).replace(second=0, microsecond=0)
    return Outlook(minute, zone, local_day(minute, zone), base, day_first, clock24)


def _ends(plain: str, outlook: Outlook) -> tuple[TypedMoment, TypedMoment | None]:
    """The one or two ends typed."""
    sides: list[list[Token]] = [[]]
    for token in tokens(plain):
        if isinstance(token, RangeMark):
            sides.append([])
        else:
            sides[-1].extend(in_company_time(token, outlook))
    if len(sides) > 2 or (len(sides) == 2 and not all(sides)):
        raise EntryError("A range has two ends: type for example 9-11 or tomorrow 14:00-15:30.", "9-11")
    start, *end = map(gather, sides)
    return start, end[0] if end else None
