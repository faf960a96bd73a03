"""An instant as machines write it, pasted: `2026-11-24T14:00:00Z`, with an offset, with or without seconds.

It means the company's day and time of that instant. `2026-11-24 09:00-11:00` without seconds stays a stretch of time;
where a text could be either, it is refused with both readings.
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta, timezone
from typing import Final

from industrack_core.domain.time.entry_moment import Outlook, TypedMoment, moment_day
from industrack_core.domain.time.entry_typed import EntryError, quoted
from industrack_core.domain.time.entry_words import CalendarDay, Clock, Pass, StampedTime, Token

_DAY = r"(?P<year>\d{4})(?P<dash>-?)(?P<month>\d\d)(?P=dash)(?P<day>\d\d)"
_TIME = r"(?P<hour>\d\d):?(?P<minute>\d\d)"
_SECONDS = r"(?P<seconds>:?(?:[0-5]\d|60)(?:[.,]\d+)?)"
_EAST = r" ?(?P<offset>z|utc|gmt|\+(?:0\d|1[0-4])(?::?\d\d)?)"
_WEST = r"(?P<offset>-(?:0\d|1[0-2])(?::?\d\d)?)"


def _stamped(match: re.Match[str]) -> Token:
    hour, minute = int(match["hour"]), int(match["minute"])
    if hour > 23 or minute > 59:
        raise EntryError(f"{hour:02d}:{minute:02d} is no time: the last minute of a day is 23:59.", "23:59")
    _ask_for_the_end(match)
    day = CalendarDay(int(match["month"]), int(match["day"]), int(match["year"]))
    return StampedTime(day, hour, minute, _offset(match["offset"]))


def _offset(text: str) -> int:
    """Minutes ahead of UTC."""
    if text[0] not in "+-":
        return 0
    hours, minutes = _clock_of(text)
    if minutes > 59:
        raise EntryError(f"{quoted(text)} is no offset from UTC: type for example +05:30 or Z.", "z")
    return (hours * 60 + minutes) * (-1 if text[0] == "-" else 1)


def _clock_of(offset: str) -> tuple[int, int]:
    digits = offset[1:].replace(":", "")
    return int(digits[:2]), int(digits[2:] or 0)


def _ask_for_the_end(match: re.Match[str]) -> None:
    offset, start = match["offset"], (int(match["hour"]), int(match["minute"]))
    if offset[0] != "-" or (match["seconds"] and match["t"] == "t") or _clock_of(offset) <= start:
        return
    day, shown = f"{match['year']}-{match['month']}-{match['day']}", f"{start[0]:02d}:{start[1]:02d}"
    end = "{:02d}:{:02d}".format(*_clock_of(offset))
    raise EntryError(
        f"{offset} could be the end or an offset from UTC: type {day} {shown} - {end}, or {day}T{shown}:00-{end}.",
        f"{day} {shown} - {end}",
    )


STAMPS: Final[tuple[tuple[str, Callable[[re.Match[str]], Token]], ...]] = (
    (rf"{_DAY}(?P<t>[t ]){_TIME}{_SECONDS}?{_EAST}", _stamped),
    (rf"{_DAY}(?P<t>t){_TIME}{_SECONDS}?{_WEST}", _stamped),
    (rf"{_DAY}(?P<t> ){_TIME}{_SECONDS}{_WEST}", _stamped),
)
"""Patterns for the grammar of tokens, with what reads them."""


def is_stamped(plain: str) -> bool:
    """Whether a text is one stamped time and nothing else."""
    return any(re.fullmatch(pattern, plain) for pattern, _ in STAMPS)


def in_company_time(token: Token, outlook: Outlook) -> Iterator[Token]:
    """The token itself, or for a stamped time the company's day and time of it. Raises EntryError, YearOutOfRange."""
    if not isinstance(token, StampedTime):
        yield token
        return
    day = moment_day(TypedMoment(day=token.day), outlook)
    assert day is not None, "a named day is a day"
    zone = timezone(timedelta(minutes=token.minutes_ahead))
    local = datetime.combine(day, time(token.hour, token.minute), zone).astimezone(outlook.zone)
    yield CalendarDay(local.month, local.day, local.year)
    yield Clock(local.hour, local.minute)
    if local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset():
        yield Pass(local.fold)
