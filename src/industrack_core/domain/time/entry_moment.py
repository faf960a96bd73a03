"""From tokens to days and instants: what one end of an entry means, seen from now."""

import dataclasses
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.time.entry_typed import EntryError
from industrack_core.domain.time.entry_words import (
    MONTHS,
    WEEKDAYS,
    CalendarDay,
    Clock,
    DaysFrom,
    FromNow,
    Pass,
    SlashDay,
    Token,
    WeekdayName,
)
from industrack_core.domain.time.span import TimeDoesNotExist, TimeIsAmbiguous, YearOutOfRange, day_span, to_utc


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where an entry is read from: `now` is aware UTC at a whole minute, `today` and `base` are company
    days.
    """

    now: datetime
    zone: ZoneInfo
    today: date
    base: date | None
    day_first: bool
    clock24: bool

    def clock_text(self, local: time | datetime) -> str:
        """A wall-clock time as the company writes it: `14:30` or `2:30 pm`."""
        if self.clock24:
            return f"{local:%H:%M}"
        return f"{local.hour % 12 or 12}:{local:%M} {'pm' if local.hour >= 12 else 'am'}"

    @property
    def zone_name(self) -> str:
        """The city of the zone, for a sentence."""
        return (self.zone.key or "this zone").rsplit("/", 1)[-1].replace("_", " ")


@dataclasses.dataclass(slots=True)
class TypedMoment:
    """One end of an entry, gathered token by token; whatever was not typed is None."""

    day: CalendarDay | SlashDay | DaysFrom | None = None
    weekday: WeekdayName | None = None
    clock: Clock | None = None
    fold: int | None = None
    from_now: FromNow | None = None

    @property
    def has_day(self) -> bool:
        """Whether a day was named."""
        return self.day is not None or self.weekday is not None


def gather(found: Iterable[Token]) -> TypedMoment:
    """One moment from the tokens of one end (no RangeMark among them).

    Raises EntryError for anything double.
    """
    moment = TypedMoment()
    for token in found:
        if isinstance(token, Clock):
            _once(moment.clock, "times", "tomorrow 9")
            moment.clock = token
        elif isinstance(token, Pass):
            _once(moment.fold, "times", "1:30 second")
            moment.fold = token.fold
        elif isinstance(token, FromNow):
            _once(moment.from_now, "times", "+2h")
            moment.from_now = token
        elif isinstance(token, WeekdayName):
            _once(moment.weekday, "days", "mon 9")
            moment.weekday = token
        elif isinstance(token, CalendarDay | SlashDay | DaysFrom):
            _once(moment.day, "days", "1 dec 9")
            moment.day = token
    _check(moment)
    return moment


def moment_day(moment: TypedMoment, outlook: Outlook) -> date | None:
    """The company day that `moment` names, or None. Raises EntryError where there is no such day.

    A weekday means the next one on or after today; today itself only while the time typed is still to come.
    `next mon` is the Monday a week after that.
    """
    day = _named_day(moment.day, outlook)
    weekday = moment.weekday
    if weekday is None:
        return day
    if day is None:
        ahead = (weekday.weekday - outlook.today.weekday()) % 7 + 7 * weekday.weeks_later
        if ahead == 0 and moment.clock and _is_past(moment.clock, outlook):
            ahead = 7
        return outlook.today + timedelta(days=ahead)
    if day.weekday() != weekday.weekday:
        right = WEEKDAYS[day.weekday()]
        raise EntryError(f"{short_day(day)} is a {right}, not a {WEEKDAYS[weekday.weekday]}.", right[:3].lower())
    return day


def clock_instant(day: date, clock: Clock, fold: int | None, outlook: Outlook) -> datetime:
    """The UTC instant of `clock` on `day`.

    Raises EntryError for a time that the clocks skip or show twice.
    """
    local = datetime.combine(day, time(clock.hour, clock.minute))
    shown = outlook.clock_text(local)
    where = f"on {short_day(day)} in {outlook.zone_name}"
    try:
        instant = to_utc(local, outlook.zone, fold)
        if fold is not None:
            _check_happens_twice(local, shown, where, outlook)
    except TimeDoesNotExist as gap:
        before, after = outlook.clock_text(gap.before), outlook.clock_text(gap.after)
        change = f"{outlook.clock_text(gap.gap_starts)} to {outlook.clock_text(gap.gap_ends)}"
        sentence = f"{shown} does not exist {where}: clocks go from {change}; type {before} or {after}."
        raise EntryError(sentence, after) from None
    except TimeIsAmbiguous:
        sentence = f"{shown} happens twice {where}: type {shown} first or {shown} second."
        raise EntryError(sentence, f"{shown} first") from None
    return instant


def first_instant(day: date, outlook: Outlook) -> datetime:
    """The UTC instant at which `day` begins in the zone. Raises EntryError for a day the zone left out."""
    try:
        return day_span(day, outlook.zone).starts_at
    except TimeDoesNotExist:
        raise EntryError(f"{short_day(day)} does not exist in {outlook.zone_name}: the calendar skipped it.") from None


def short_day(day: date) -> str:
    """`14 Mar 2027`: a day in a sentence."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def _once(already: object, what: str, example: str) -> None:
    if already is not None:
        raise EntryError(f"There are two {what} here: type one, for example {example}.", example)


def _check(moment: TypedMoment) -> None:
    if moment.from_now and (moment.has_day or moment.clock or moment.fold is not None):
        raise EntryError("A time counted from now stands alone: type for example +2h.", "+2h")
    if moment.fold is not None and not moment.clock:
        raise EntryError("First or second needs a time before it: type for example 1:30 second.", "1:30 second")


def _check_happens_twice(local: datetime, shown: str, where: str, outlook: Outlook) -> None:
    try:
        to_utc(local, outlook.zone)
    except TimeIsAmbiguous:
        return
    raise EntryError(f"{shown} happens only once {where}: type {shown}.", shown)


def _is_past(clock: Clock, outlook: Outlook) -> bool:
    local = outlook.now.astimezone(outlook.zone)
    return (clock.hour, clock.minute) < (local.hour, local.minute)


def _named_day(named: CalendarDay | SlashDay | DaysFrom | None, outlook: Outlook) -> date | None:
    if named is None:
        return None
    if isinstance(named, DaysFrom):
        start = outlook.base if named.from_base and outlook.base else outlook.today
        return _within_years(start + timedelta(days=named.days))
    if isinstance(named, SlashDay):
        named = _ordered(named, outlook.day_first)
    return _calendar_day(named, outlook.today)


def _ordered(slash: SlashDay, day_first: bool) -> CalendarDay:
    day, month = (slash.left, slash.right) if day_first else (slash.right, slash.left)
    if not 1 <= month <= 12:
        order = "the day" if day_first else "the month"
        raise EntryError(
            f"There is no month {month}: {slash.left}/{slash.right} is read with {order} first; "
            f"type {slash.right}/{slash.left} or for example 24 dec.",
            f"{slash.right}/{slash.left}",
        )
    return CalendarDay(month, day, slash.year)


def _calendar_day(named: CalendarDay, today: date) -> date:
    if not 1 <= named.month <= 12:
        raise EntryError(f"There is no month {named.month}: type a month from 1 to 12, or for example 24 dec.")
    year = named.year if named.year is not None else _nearest_year(named, today)
    if not date.min.year <= year <= date.max.year:
        raise YearOutOfRange(year)
    last = monthrange(year, named.month)[1]
    if not 1 <= named.day <= last:
        month = MONTHS[named.month - 1]
        nearest = f"{1 if named.day < 1 else last} {month[:3].lower()}"
        raise EntryError(f"{month} {year} has {last} days, there is no {named.day}: type {nearest}.", nearest)
    return _within_years(date(year, named.month, named.day))


def _nearest_year(named: CalendarDay, today: date) -> int:
    """The year that brings the day nearest to `today`, before or after; a tie cannot last half a year."""

    def distance(year: int) -> int:
        day = min(max(named.day, 1), monthrange(year, named.month)[1])
        return abs((date(year, named.month, day) - today).days)

    return min((today.year, today.year + 1, today.year - 1), key=distance)


def _within_years(day: date) -> date:
    if not 2000 <= day.year <= 2100:
        raise YearOutOfRange(day.year)
    return day
