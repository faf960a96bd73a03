"""The kinds of words a date and time entry is made of, as values. They mean something only beside a today."""

from typing import Final

from industrack_core.domain.dataclass import dataclass

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
RELATIVE_DAYS: Final = {
    "today": 0, "tod": 0, "tomorrow": 1, "tom": 1, "tmr": 1, "tmrw": 1, "yesterday": -1,
}  # fmt: skip
NAMED_TIMES: Final = {"noon": 12, "midnight": 0, "eod": 17}


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day of a month; `year` None means the year that brings it nearest to today."""

    month: int
    day: int
    year: int | None = None


@dataclass(frozen=True, slots=True)
class SlashDay:
    """`3/4` or `3/4/2027`: which number is the month is the company's setting."""

    left: int
    right: int
    year: int | None = None


@dataclass(frozen=True, slots=True)
class WeekdayName:
    """Monday is 0; `weeks_later` 1 for `next mon`."""

    weekday: int
    weeks_later: int


@dataclass(frozen=True, slots=True)
class DaysFrom:
    """Days from today, or with `from_base` from the day already in the field."""

    days: int
    from_base: bool


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as typed.

    `open_half` when it could stand before a shared am or pm, as the 2 in `2-4pm`.
    """

    hour: int
    minute: int
    has_half: bool = False
    open_half: bool = False


@dataclass(frozen=True, slots=True)
class FromNow:
    """Minutes of elapsed time from now; 0 for `now`."""

    minutes: int


@dataclass(frozen=True, slots=True)
class Pass:
    """Which pass of a time that happens twice: 0 for `first`, 1 for `second`."""

    fold: int


@dataclass(frozen=True, slots=True)
class StampedTime:
    """A day and a time with how many minutes its clock is ahead of UTC."""

    day: CalendarDay
    hour: int
    minute: int
    minutes_ahead: int


@dataclass(frozen=True, slots=True)
class RangeMark:
    """The dash between two ends."""


Token = CalendarDay | SlashDay | WeekdayName | DaysFrom | Clock | FromNow | Pass | StampedTime | RangeMark
