"""The days that a report is about, how people type them, and the weeks and months in them."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.time.entry import parse_off
from industrack_core.domain.time.entry_typed import EntryError, plain_typed
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import FIRST_YEAR, LAST_YEAR, MONTH_NAMES, local_day, to_utc_lenient

PERIOD_EXAMPLE: Final = "13 weeks"
MOST_DAYS: Final = 3 * 366
_COUNTED = re.compile(r"(\d{1,4}) ?(d|days?|w|weeks?|m|months?|y|years?)")
_NAMED = re.compile(r"(?:([a-z]{3,9}) ?)?(\d{4})?")
_SHARED = re.compile(r"(\d{1,2}) ([a-z]{3,9}) ?- ?(\d{1,2}) ([a-z]{3,9}) (\d{4})")
_DAY = timedelta(days=1)
_SHORTEST_MONTH: Final = 28
_YEARS: Final = f"A report is of days of the years {FIRST_YEAR} to {LAST_YEAR}."


@dataclass(frozen=True, slots=True)
class Period:
    """Company days from `first` to `last`, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1

    def moved(self, by: int) -> "Period":
        """What comes just before (-1) or after (1): as many months, weeks or days as it touches. Raises EntryError."""
        try:
            first, after = self._stepped(by), self._stepped(by + 1)
            return _checked(Period(first, after - _DAY))
        except (OverflowError, ValueError) as error:
            if isinstance(error, EntryError):
                raise
            raise EntryError(_YEARS) from error

    def _stepped(self, by: int) -> date:
        """Where the period would begin so many steps on."""
        if self.first.day == 1 and self.days >= _SHORTEST_MONTH:
            ends = _month_on(self.last.replace(day=1), 1)
            return _month_on(self.first, by * ((ends.year - self.first.year) * 12 + ends.month - self.first.month))
        step = -(-self.days // 7) * 7 if self.days >= 7 else self.days
        return self.first + timedelta(days=by * step)

    def between(self, first: date | None, last: date | None) -> "Period":
        """From one of these days, to the other: its own where none is given. Raises EntryError."""
        found = Period(first or min(self.first, last or self.first), last or max(self.last, first or self.last))
        if found.last < found.first:
            raise EntryError("The last day must not come before the first.")
        return _checked(found)

    def __str__(self) -> str:
        """`1 Sep - 30 Nov 2026`: what parse_period reads back."""
        if self.first == self.last:
            return _said(self.first)
        start = f"{self.first.day} {MONTH_NAMES[self.first.month - 1]}"
        return f"{start if self.first.year == self.last.year else _said(self.first)} - {_said(self.last)}"


@dataclass(frozen=True, slots=True)
class Bucket:
    """A week, a month, or all of a period: its first day in the period, its label, and its minutes since 1970 UTC."""

    first: date
    label: str
    low: int
    high: int


def parse_period(text: str, *, now: datetime, zone: ZoneInfo, first_weekday: int, day_first: bool) -> Period:
    """Read `13 weeks` (this one is the last), `12 months`, `90 days`, `oct`, `oct 2025`, `2026`, `1 sep - 30 nov`.

    `now` is aware. What would end after today by being counted ends today. Raises EntryError.
    """
    plain = plain_typed(text, PERIOD_EXAMPLE)
    today = local_day(now, zone)
    if match := _COUNTED.fullmatch(plain):
        return _counted(int(match[1]), match[2][0], today, first_weekday)
    named = _named(plain, today)
    if named is not None:
        return _checked(named)
    span = parse_off(_with_years(plain), now=now, zone=zone, day_first=day_first)
    first, last = local_day(span.starts_at, zone), local_day(span.ends_at - timedelta(minutes=1), zone)
    ends = (_minute(first, zone), _minute(last + _DAY, zone))
    if ends != (minute_of(span.starts_at), minute_of(span.ends_at)):
        raise EntryError(f"A report is of whole days: type for example {PERIOD_EXAMPLE} or oct.", PERIOD_EXAMPLE)
    return _checked(Period(first, last))


def _with_years(plain: str) -> str:
    """`1 sep - 30 nov 2025` begins in that year too, unless it would end before it begins."""
    match = _SHARED.fullmatch(plain)
    if match is None:
        return plain
    day, month, end_day, end_month, year = match.groups()
    names = [each[:3] for each in _MONTHS]
    begins, ends = [names.index(each[:3]) if each[:3] in names else 0 for each in (month, end_month)]
    return (
        f"{day} {month} {year} - {end_day} {end_month} {year}" if (begins, int(day)) <= (ends, int(end_day)) else plain
    )


def _counted(count: int, unit: str, today: date, first_weekday: int) -> Period:
    if count == 0:
        raise EntryError(f"That is no time at all: type for example {PERIOD_EXAMPLE}.", PERIOD_EXAMPLE)
    try:
        if unit == "d":
            first = today - timedelta(days=count - 1)
        elif unit == "w":
            first = week_of(today, first_weekday) - timedelta(weeks=count - 1)
        else:
            months = count if unit == "m" else 12 * count
            first = _month_on(today.replace(day=1), 1 - months)
    except (OverflowError, ValueError):
        first = date.min
    return _checked(Period(first, today))


def _named(plain: str, today: date) -> Period | None:
    """A month, of this year or of the one before where it is still to come; or a year."""
    match = _NAMED.fullmatch(plain)
    if match is None:
        return None
    name, year = match[1], int(match[2]) if match[2] else None
    if name is None:
        return None if year is None else Period(date(year, 1, 1), date(year, 12, 31))
    month = next((at for at, known in enumerate(_MONTHS, 1) if known.startswith(name)), None)
    if month is None:
        return None
    first = date(year if year is not None else today.year - (month > today.month), month, 1)
    return Period(first, _month_on(first, 1) - _DAY)


_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip


def _checked(period: Period) -> Period:
    if period.first.year < FIRST_YEAR or period.last.year > LAST_YEAR:
        raise EntryError(_YEARS)
    if period.days > MOST_DAYS:
        raise EntryError(f"That would be {period.days:,} days: {MOST_DAYS:,} are the most.")
    return period


def week_of(day: date, first_weekday: int) -> date:
    """The first day of the week in which a day is; weekdays count from Monday 0."""
    return day - timedelta(days=(day.weekday() - first_weekday) % 7)


def whole(period: Period, zone: ZoneInfo) -> tuple[Bucket, ...]:
    """All of the period as one."""
    return _buckets([period.first], period, zone, lambda day: str(period))


def weeks(period: Period, zone: ZoneInfo, first_weekday: int) -> tuple[Bucket, ...]:
    """The weeks of the period; the first and the last may be parts of one. Those of several years say it."""
    begin, starts = week_of(period.first, first_weekday), [period.first]
    while (begin := begin + timedelta(weeks=1)) <= period.last:
        starts.append(begin)
    within_a_year = period.first.year == period.last.year
    return _buckets(starts, period, zone, lambda day: _said(day) if not within_a_year else _short(day))


def months(period: Period, zone: ZoneInfo) -> tuple[Bucket, ...]:
    """The months of the period; the first and the last may be parts of one."""
    starts = [period.first]
    while (begin := _month_on(starts[-1].replace(day=1), 1)) <= period.last:
        starts.append(begin)
    return _buckets(starts, period, zone, lambda day: f"{MONTH_NAMES[day.month - 1]} {day.year}")


def _buckets(starts: list[date], period: Period, zone: ZoneInfo, label: Callable[[date], str]) -> tuple[Bucket, ...]:
    return tuple(
        Bucket(first, label(first), _minute(first, zone), _minute(after, zone))
        for first, after in pairwise([*starts, period.last + _DAY])
    )


def _minute(day: date, zone: ZoneInfo) -> int:
    """The first minute of a company day, also of one that the zone left out."""
    return minute_of(to_utc_lenient(datetime.combine(day, time()), zone))


def _month_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _said(day: date) -> str:
    return f"{_short(day)} {day.year}"


def _short(day: date) -> str:
    return f"{day.day} {MONTH_NAMES[day.month - 1]}"
