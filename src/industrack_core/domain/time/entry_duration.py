"""Durations as dispatchers type them: `1h30`, `90m`, `1:30`, `1.5h`, `45'`, `1d 4h`, `half an hour`.

A day is 24 hours of elapsed time, not a working day. A bare number means minutes when it is above 12; up to
12 it could as well mean hours, and is refused with both readings.
"""

import re
from fractions import Fraction
from typing import Final

from industrack_core.domain.text.late_pattern import late_pattern
from industrack_core.domain.time.entry_typed import EntryError, plain_typed, quoted

LONGEST_MINUTES: Final = 31 * 24 * 60

_EXAMPLE = "1h30"
_LARGEST_HOURS = 12
_UNIT_MINUTES = {"d": 1440, "h": 60, "m": 1}
_UNIT = r"d|days?|h|hrs?|hours?|m|mins?|minutes?|'"
_NUMBER = r"\d+(?:[.,]\d+)?"
_PART = late_pattern(rf"({_NUMBER}) ?({_UNIT})(?![a-z]) ?")
_HALF = late_pattern(r"half(?: an?)?(?: (hour|day))?")
_ONE = late_pattern(r"an? (hour|day)")
_CLOCK = late_pattern(r"(\d+):(\d\d)(?::00)?")
_TAIL = late_pattern(r"\d{1,2}")
_THOUSANDS = late_pattern(r"[1-9]\d{0,2}[.,]\d{3}")
_BARE = late_pattern(rf"({_NUMBER})")


def parse_duration(text: str) -> int:
    """Whole minutes, 1 to 44,640 (31 days), of the duration typed. Raises EntryError and nothing else."""
    plain = plain_typed(text, _EXAMPLE)
    if plain.startswith("-"):
        raise EntryError(f"A duration cannot be negative: type for example {_EXAMPLE}.", _EXAMPLE)
    minutes = _minutes(plain)
    if minutes == 0:
        raise EntryError(f"A duration must be longer than 0 minutes: type for example {_EXAMPLE}.", _EXAMPLE)
    if minutes > LONGEST_MINUTES:
        raise EntryError("A duration can be 31 days at most.", "31d")
    if minutes.denominator != 1:
        nearest = format_duration(max(1, round(minutes)))
        raise EntryError(f"{quoted(plain)} is no whole number of minutes: type {nearest}.", nearest)
    return int(minutes)


def format_duration(minutes: int) -> str:
    """`minutes` as `45m`, `2h`, `1h05`, `1d 4h30`: what parse_duration reads back.

    Raises ValueError below 0.
    """
    if minutes < 0:
        raise ValueError("A duration is never negative.")
    days, rest = divmod(minutes, 1440)
    hours, left = divmod(rest, 60)
    parts = [f"{days}d"] if days else []
    if hours:
        parts.append(f"{hours}h{left:02d}" if left else f"{hours}h")
    elif left or not days:
        parts.append(f"{left}m")
    return " ".join(parts)


def _minutes(plain: str) -> Fraction:
    if match := _HALF.fullmatch(plain):
        return Fraction(720 if match[1] == "day" else 30)
    if match := _ONE.fullmatch(plain):
        return Fraction(1440 if match[1] == "day" else 60)
    if match := _CLOCK.fullmatch(plain):
        return Fraction(_number(match[1]) * 60 + _below_an_hour(match[2]))
    if match := _BARE.fullmatch(plain):
        return _bare(match[1])
    return _parts(plain)


def _bare(number: str) -> Fraction:
    minutes = _number(number)
    if minutes == 0 or minutes > _LARGEST_HOURS:
        return minutes
    raise EntryError(f"{number} could be hours or minutes: type {number}h or {number}m.", f"{number}h")


def _parts(plain: str) -> Fraction:
    """Sum `1d 4h30`-like parts: each unit once, larger before smaller; after hours a bare `30` means
    minutes.
    """
    total = Fraction(0)
    smallest, at = 10_000, 0
    while match := _PART.match(plain, at):
        unit = _UNIT_MINUTES["m" if match[2] == "'" else match[2][0]]
        if unit >= smallest:
            break
        number = _number(match[1])
        total += (_below_an_hour(match[1]) if unit == 1 and smallest == 60 else number) * unit
        smallest, at = unit, match.end()
    if smallest == 60 and _TAIL.fullmatch(plain, at):
        return total + _below_an_hour(plain[at:])
    if at < len(plain) or not at:
        raise EntryError(f"{quoted(plain[at:])} is no duration: type for example 1h30, 90m or 2h.", _EXAMPLE)
    return total


def _below_an_hour(number: str) -> Fraction:
    minutes = _number(number)
    if minutes >= 60:
        raise EntryError(f"Minutes beside hours go up to 59, not {quoted(number)}: type for example 1h30.", _EXAMPLE)
    return minutes


def _number(number: str) -> Fraction:
    """A number without thousands in it: `1,440` and `1.440` could be meant so, and are asked about."""
    if _THOUSANDS.fullmatch(number):
        whole, exact = re.sub("[.,]", "", number), number.replace(",", ".")
        raise EntryError(f"{number} could be {whole} or {exact}0: type {whole} or for example 1.5.", whole)
    return Fraction(number.replace(",", "."))
