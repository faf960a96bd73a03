"""From one or two ends of an entry to instants: the start, and for a range its end."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.time.entry_duration import LONGEST_MINUTES
from industrack_core.domain.time.entry_moment import Outlook, TypedMoment, clock_instant, first_instant, moment_day
from industrack_core.domain.time.entry_typed import EntryError
from industrack_core.domain.time.entry_words import Clock
from industrack_core.domain.time.span import YearOutOfRange, local_day

EXAMPLE: Final = "tomorrow 9"
LONGEST_NIGHT: Final = timedelta(hours=16)


@dataclass(frozen=True, slots=True)
class When:
    """What was typed: aware UTC instants, `ends_at` only for a range.

    Without a time, the day's first instant.
    """

    starts_at: datetime
    ends_at: datetime | None
    has_date: bool
    has_time: bool


def _with_shared_half(start: Clock, end: Clock) -> Clock:
    """`2-4pm` is 14:00 to 16:00 and `11-2pm` starts at 11:00: the reading that makes the shorter stretch."""
    if not end.has_half or not start.open_half:
        if start.has_half and end.open_half and _minute(end) <= _minute(start):
            later = f"{end.hour}:{end.minute:02d}pm"
            raise EntryError(f"The end could be am or pm: type for example {later} at the end.", later)
        return start
    halves = (replace(start, hour=start.hour % 12), replace(start, hour=start.hour % 12 + 12))
    return min(halves, key=lambda reading: (_minute(end) - _minute(reading) - 1) % 1440)


def _minute(clock: Clock) -> int:
    return clock.hour * 60 + clock.minute


def single(moment: TypedMoment, outlook: Outlook) -> When:
    """One moment alone. Raises EntryError where it names neither a day nor a time, or none that exists."""
    if moment.from_now:
        return When(_counted(moment, outlook), None, has_date=True, has_time=True)
    day = moment_day(moment, outlook)
    if moment.clock:
        at = clock_instant(day or outlook.base or outlook.today, moment.clock, moment.fold, outlook)
        return When(at, None, has_date=day is not None, has_time=True)
    if day is None:
        raise EntryError(f"There is no day and no time here: type for example {EXAMPLE}.", EXAMPLE)
    return When(first_instant(day, outlook), None, has_date=True, has_time=False)


def stretch(start: TypedMoment, end: TypedMoment, outlook: Outlook) -> When:
    """A range of times; a day typed after both ends is the day of the start. Raises EntryError."""
    if start.clock and end.clock:
        start.clock = _with_shared_half(start.clock, end.clock)
    if not end.clock or not (start.clock or start.from_now):
        raise EntryError("Both ends of a range need a time: type for example tomorrow 9-11.", "tomorrow 9-11")
    day_came_last = end.has_day and not start.has_day and not start.from_now
    if day_came_last:
        start.day, start.weekday, end.day, end.weekday = end.day, end.weekday, None, None
    begun = single(start, outlook)
    first_day = local_day(begun.starts_at, outlook.zone)
    ends_at = _end_instant(begun.starts_at, first_day, start, end, outlook)
    if day_came_last and local_day(ends_at, outlook.zone) != first_day:
        example = "tomorrow 22:00-02:00"
        raise EntryError(f"A range past midnight needs its day in front: type for example {example}.", example)
    return When(begun.starts_at, ends_at, has_date=begun.has_date, has_time=True)


def days(start: TypedMoment, end: TypedMoment, outlook: Outlook) -> tuple[date, date]:
    """The first and the last of the days named by two ends without times. Raises EntryError.

    The end is looked for from the first day on: `24 dec - 2 jan` ends in the year after.
    """
    first = moment_day(start, outlook)
    if first is None or not end.has_day:
        raise EntryError("Type the first and the last day, for example 24 dec - 2 jan.", "24 dec - 2 jan")
    if end.day is None:
        return first, _end_day(end, first, outlook)
    last = moment_day(end, outlook)
    assert last is not None, "the end was checked to name a day"
    if last < first and getattr(end.day, "year", 0) is None:
        last = moment_day(end, replace(outlook, today=first + timedelta(days=183)))
        assert last is not None, "it named a day before"
    if last < first:
        raise EntryError("The last day must not come before the first: type for example 24 dec - 2 jan.")
    return first, last


def _end_instant(
    starts_at: datetime, first_day: date, start: TypedMoment, end: TypedMoment, outlook: Outlook
) -> datetime:
    clock = end.clock
    assert clock is not None, "a range was checked to have an end time"
    if end.has_day:
        ends_at = clock_instant(_end_day(end, first_day, outlook), clock, end.fold, outlook)
        longest = timedelta(minutes=LONGEST_MINUTES)
    else:
        days = 0 if _ends_same_day(starts_at, start, end, outlook) else 1
        ends_at = clock_instant(first_day + timedelta(days=days), clock, end.fold, outlook)
        longest = LONGEST_NIGHT if days else timedelta(days=2)
        if days and _could_be_afternoon(starts_at, clock, outlook):
            longest = timedelta()
    if ends_at <= starts_at:
        raise EntryError("The end must come after the start: type for example 9-11.", "9-11")
    if ends_at - starts_at > longest:
        raise _too_long(ends_at - starts_at, longest, clock)
    return ends_at


def _too_long(length: timedelta, longest: timedelta, end: Clock) -> EntryError:
    hours = length // timedelta(hours=1)
    if longest > LONGEST_NIGHT:
        return EntryError("A range can be 31 days at most: type a nearer end.")
    if end.open_half and end.hour < 12:
        later = f"{end.hour + 12:02d}:{end.minute:02d}"
        return EntryError(f"That would end {hours} hours later, on the next day: type {later} at the end?", later)
    return EntryError(f"That would end {hours} hours later: type the day of the end, as in tue 9 - wed 8.")


def _could_be_afternoon(starts_at: datetime, end: Clock, outlook: Outlook) -> bool:
    """Whether `12-1` may mean 13:00 instead of an hour after midnight: then the person is asked."""
    local = starts_at.astimezone(outlook.zone)
    return end.open_half and end.hour < 12 and (end.hour + 12, end.minute) > (local.hour, local.minute)


def _end_day(end: TypedMoment, first_day: date, outlook: Outlook) -> date:
    """The day of the end; a weekday counts from the day of the start, not from today."""
    if end.day is None and end.weekday is not None:
        ahead = (end.weekday.weekday - first_day.weekday()) % 7 + 7 * end.weekday.weeks_later
        return first_day + timedelta(days=ahead)
    day = moment_day(end, outlook)
    assert day is not None, "the end was checked to name a day"
    return day


def _ends_same_day(starts_at: datetime, start: TypedMoment, end: TypedMoment, outlook: Outlook) -> bool:
    """Whether the end's wall-clock time is later on the day of the start, also from a first to a second
    pass.
    """
    clock = end.clock
    assert clock is not None, "a range was checked to have an end time"
    local = starts_at.astimezone(outlook.zone)
    if end.fold == 1 and not local.fold and start.fold == 0:
        return True
    return (clock.hour, clock.minute) > (local.hour, local.minute)


def _counted(moment: TypedMoment, outlook: Outlook) -> datetime:
    assert moment.from_now is not None, "only called for a time counted from now"
    instant = outlook.now + timedelta(minutes=moment.from_now.minutes)
    if not 2000 <= instant.astimezone(outlook.zone).year <= 2100:
        raise YearOutOfRange(instant.year)
    return instant
