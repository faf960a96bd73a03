"""The words of a date and time entry, recognised one by one from left to right.

Nothing here knows today: a word becomes a token, and entry_moment.py works out which day or instant it means.
"""

import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches

from industrack_core.domain.text.late_pattern import late_pattern
from industrack_core.domain.time.entry_duration import parse_duration
from industrack_core.domain.time.entry_instant import STAMPS
from industrack_core.domain.time.entry_typed import EntryError, quoted
from industrack_core.domain.time.entry_words import (
    MONTHS,
    NAMED_TIMES,
    RELATIVE_DAYS,
    WEEKDAYS,
    CalendarDay,
    Clock,
    DaysFrom,
    FromNow,
    Pass,
    RangeMark,
    SlashDay,
    Token,
    WeekdayName,
)

_LOOSE_COMMA = late_pattern(r",(?!\d)")

_Reader = Callable[[re.Match[str]], Token | None]


def tokens(plain: str) -> Iterator[Token]:
    """The tokens of `plain`, which must come from `entry_typed.typed`.

    Raises EntryError at what is no token.
    """
    at = 0
    plain = " ".join(_LOOSE_COMMA.sub(" ", plain).split())
    while at < len(plain):
        if plain[at] == " ":
            at += 1
            continue
        match, reader = _reading(plain, at)
        token = reader(match)
        if token is not None:
            yield token
        at = match.end()


def _reading(plain: str, at: int) -> tuple[re.Match[str], _Reader]:
    for pattern, reader in _GRAMMAR:
        match = pattern.match(plain, at)
        if match:
            return match, reader
    raise _unknown(plain[at:].split(" ", 1)[0])


def _unknown(word: str) -> EntryError:
    if len(word) > 4 and word.isdecimal():
        return EntryError(f"{quoted(word)} is too large a number for a day or time: type for example 14:00.", "14:00")
    if hours := re.fullmatch(r"([01]?\d|2[0-3])h", word):
        return EntryError(
            f"{word} could be a time or a duration: type {hours[1]}:00 for the time, +{word} for hours from now.",
            f"{hours[1]}:00",
        )
    if re.fullmatch(r"\d{2,3}h", word):
        return EntryError(
            f"{word} is a duration, no time: type 14:00 for a time, +{word} to count the hours.", f"+{word}"
        )
    for near in get_close_matches(word[:20], _KNOWN_WORDS, 1, 0.7):
        return EntryError(f"{quoted(word)} is no day or time: type {near}?", near)
    return EntryError(
        f"{quoted(word)} is no day or time: type for example tomorrow 9, mon 14:00 or 1 dec.", "tomorrow 9"
    )


def _iso(match: re.Match[str]) -> Token:
    return CalendarDay(int(match[2]), int(match[3]), int(match[1]))


def _dotted(match: re.Match[str]) -> Token:
    return CalendarDay(int(match[2]), int(match[1]), _year(match[3]))


def _slashed(match: re.Match[str]) -> Token:
    return SlashDay(int(match[1]), int(match[2]), _year(match[3]))


def _day_month(match: re.Match[str]) -> Token:
    return CalendarDay(_index(MONTHS, match[2]) + 1, int(match[1]), _year(match[3]))


def _month_day(match: re.Match[str]) -> Token:
    return CalendarDay(_index(MONTHS, match[1]) + 1, int(match[2]), _year(match[3]))


def _weekday(match: re.Match[str]) -> Token:
    return WeekdayName(_index(WEEKDAYS, match[2]), 1 if match[1] else 0)


def _relative(match: re.Match[str]) -> Token:
    return DaysFrom(RELATIVE_DAYS[match[1]], from_base=False)


def _days_on(match: re.Match[str]) -> Token:
    if len(match[2]) > 5:
        raise EntryError(f"{quoted(match[0])} is too far away: type a date, for example 1 dec 2027.")
    return DaysFrom(int(match[2]) * (7 if match[3][0] == "w" else 1), from_base=match[1] == "+")


def _from_now(match: re.Match[str]) -> Token:
    return FromNow(parse_duration(match[1]))


def _clock(match: re.Match[str]) -> Token:
    """Hour, minutes or nothing, am or pm or nothing."""
    hour, minute = int(match[1]), int(match[2] or 0)
    half = match[3]
    if half:
        return _half_day_clock(match[0], hour, minute, half[0])
    if minute > 59:
        raise EntryError(f"{hour:02d}:{minute:02d} is no time: minutes go up to 59.", f"{min(hour, 23):02d}:59")
    if (hour, minute) == (24, 0):
        raise EntryError("24:00 is 00:00 of the next day: type 00:00 with that day, or 23:59.", "00:00")
    if "." in match[0] and 23 < hour <= 31 and 1 <= minute <= 12:
        raise EntryError(f"{match[0]} is no time: for the date type {match[0]}. with a dot behind.", f"{match[0]}.")
    if hour > 23:
        raise EntryError(f"{hour:02d}:{minute:02d} is no time: the last minute of a day is 23:59.", "23:59")
    return Clock(hour, minute, open_half=1 <= hour <= 12 and match[1][0] != "0")


def _half_day_clock(shown: str, hour: int, minute: int, half: str) -> Token:
    if not 1 <= hour <= 12 or minute > 59:
        whole = f"{min(hour, 23):02d}:{min(minute, 59):02d}"
        raise EntryError(f"{quoted(shown)} is no time: am and pm go with 1:00 to 12:59; type {whole}.", whole)
    return Clock(hour % 12 + (12 if half == "p" else 0), minute, has_half=True)


def _named_time(match: re.Match[str]) -> Token:
    return Clock(NAMED_TIMES[match[1]], 0, has_half=True)


def _index(names: tuple[str, ...], word: str) -> int:
    return next(index for index, name in enumerate(names) if name.lower().startswith(word[:3]))


def _year(digits: str | None) -> int | None:
    if not digits:
        return None
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _any_of(names: tuple[str, ...], extra: str) -> str:
    return "|".join(f"{name}|{name[:3]}" for name in map(str.lower, names)) + "|" + extra


_END = r"(?=$|[ \-])"
_MONTH = _any_of(MONTHS, "sept")
_WEEKDAY = _any_of(WEEKDAYS, "tues|weds|thur|thurs")
# Four digits after a day are the year when they look like one, or cannot be a time; `1 dec 0930` is half past nine.
_YEAR = r"(?: ((?:19|20|21)\d\d|2[4-9]\d\d|[3-9]\d{3}|\d\d[6-9]\d))?"
_HALF = r"(?: ?([ap])\.?(?:m\.?)?)"

_GRAMMAR: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (late_pattern(pattern + ending), reader)
    for pattern, ending, reader in (
        *((pattern, _END, reader) for pattern, reader in STAMPS),
        (r"(\d{4})-(\d{1,2})-(\d{1,2})", r"(?:t(?=\d)|(?=$|[ \-]))", _iso),
        (r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})?", _END, _dotted),
        (r"(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?", _END, _slashed),
        (rf"(\d{{1,2}})(?:st|nd|rd|th|\.)? ?({_MONTH})\.?{_YEAR}", _END, _day_month),
        (rf"({_MONTH})\.? (\d{{1,2}})(?:st|nd|rd|th)?{_YEAR}", _END, _month_day),
        (rf"(next )?({_WEEKDAY})\.?", _END, _weekday),
        ("(" + "|".join(RELATIVE_DAYS) + ")", _END, _relative),
        (r"(\+|in ) ?(\d+) ?(d|days?|w|wks?|weeks?)", _END, _days_on),
        (r"(?:\+|in ) ?([^ \-][^\-]*)", "", _from_now),
        (r"now", _END, lambda match: FromNow(0)),
        (r"(?:12(?:[:.]00)? ?)?(noon|midnight)", _END, _named_time),
        ("(" + "|".join(NAMED_TIMES) + ")", _END, _named_time),
        (rf"(\d{{1,2}}):(\d\d):(?:[0-5]\d|60)(?:[.,]\d+)?{_HALF}?", _END, _clock),
        (rf"(\d{{1,2}})[:.h](\d\d){_HALF}?", _END, _clock),
        (rf"(\d{{1,2}})(\d\d){_HALF}?", _END, _clock),
        (rf"(\d{{1,2}})(){_HALF}?", _END, _clock),
        (r"(first|1st|second|2nd)", _END, lambda match: Pass(int(match[1][0] in "s2"))),
        (r"-|(?:to|until|till)(?= )", "", lambda match: RangeMark()),
        (r"at|on|from", _END, lambda match: None),
    )
)

_KNOWN_WORDS = (
    *RELATIVE_DAYS,
    *NAMED_TIMES,
    "now",
    "first",
    "second",
    "next mon",
    *map(str.lower, WEEKDAYS + MONTHS),
)
