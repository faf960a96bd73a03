"""When a job repeats: a rule as a value, as RFC 5545 text, and in words. Pure; dates come in occurrences.py.

A rule always ends, by a date (inclusive) or a count. Kept as text it is a RRULE value in one canonical form, with
`UNTIL` as a date: `FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;COUNT=10`.
"""

from dataclasses import replace
from datetime import date
from enum import StrEnum

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.time.entry_typed import EntryError

MOST_JOBS = 400
MOST_YEARS = 5


class Frequency(StrEnum):
    """How often, as RFC 5545 says it."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAY_WORDS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PLACES = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
PLACE_WORDS = {number: word for word, number in PLACES.items()}
EXAMPLE = "weekly mon wed 10 times"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Every `interval` days, weeks, months or years. `weekdays` (Monday 0) belong to weeks; to months either
    `month_day` (1-31, -1 the last) or `nth` of a weekday (1-5, -1 the last). `week_start` (Monday 0) says which week a
    day belongs to, where every second or third one counts. It ends with `until` (inclusive) or after `count`."""

    frequency: Frequency
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    month_day: int | None = None
    nth: tuple[int, int] | None = None
    week_start: int = 0
    until: date | None = None
    count: int | None = None


def rule_text(rule: Rule) -> str:
    """The rule as a canonical RRULE value."""
    parts = [f"FREQ={rule.frequency}"]
    if rule.interval != 1:
        parts.append(f"INTERVAL={rule.interval}")
    if rule.weekdays:
        parts.append("BYDAY=" + ",".join(DAYS[day] for day in rule.weekdays))
    if rule.nth is not None:
        parts.append(f"BYDAY={rule.nth[0]}{DAYS[rule.nth[1]]}")
    if rule.month_day is not None:
        parts.append(f"BYMONTHDAY={rule.month_day}")
    if rule.week_start:
        parts.append(f"WKST={DAYS[rule.week_start]}")
    if rule.until is not None:
        parts.append(f"UNTIL={rule.until:%Y%m%d}")
    if rule.count is not None:
        parts.append(f"COUNT={rule.count}")
    return ";".join(parts)


def checked(rule: Rule) -> Rule:
    """The rule, if its numbers can be. Raises EntryError."""
    if not 1 <= rule.interval <= 99:
        raise EntryError("Every how many? From 1 to 99.")
    if rule.until is None and rule.count is None:
        raise EntryError("Until when? Add for example: until 24 dec, or: 10 times")
    if rule.count is not None and not 1 <= rule.count <= MOST_JOBS:
        raise EntryError(f"A series has {MOST_JOBS} jobs at most.")
    if rule.month_day is not None and not (1 <= rule.month_day <= 31 or rule.month_day == -1):
        raise EntryError("The day of the month is from 1 to 31, or the last day.")
    if rule.nth is not None and rule.nth[0] not in PLACE_WORDS:
        raise EntryError("Which one in the month? First to fifth, or last.")
    is_counted = rule.frequency is Frequency.WEEKLY and rule.interval > 1
    return rule if is_counted else replace(rule, week_start=0)


def format_recurrence(rule: Rule, first_weekday: int = 0) -> str:
    """The rule in words, which parse back to it in a company whose week begins on `first_weekday`."""
    unit = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}[rule.frequency.value]
    often = {"day": "daily", "week": "weekly", "month": "monthly", "year": "yearly"}[unit]
    words = [often if rule.interval == 1 else f"every {rule.interval} {unit}s"]
    words += [DAY_WORDS[day] for day in rule.weekdays]
    if rule.nth is not None:
        words += [PLACE_WORDS[rule.nth[0]], DAY_WORDS[rule.nth[1]]]
    if rule.month_day is not None:
        words.append("last day" if rule.month_day == -1 else f"on {rule.month_day}")
    if len(rule.weekdays) > 1 and rule.interval > 1 and rule.week_start != first_weekday:
        words.append(f"with weeks from {DAY_WORDS[rule.week_start]}")
    words.append(f"{rule.count} times" if rule.count is not None else f"until {rule.until}")
    return " ".join(words)
