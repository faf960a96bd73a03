"""When a job repeats: a rule as a value, as RFC 5545 text, and as people type it. Pure; dates come in occurrences.py.

A rule always ends, by a date (inclusive) or a count. Kept as text it is a RRULE value in one canonical form, with
`UNTIL` as a date: `FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;COUNT=10`.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from industrack_core.domain.entry import EntryError, parse_day

MOST_JOBS = 400
MOST_YEARS = 5


class Frequency(StrEnum):
    """How often, as RFC 5545 says it."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY_WORDS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_PLACES = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1}
_PLACE_WORDS = {number: word for word, number in _PLACES.items()}
_UNITS = {
    "daily": Frequency.DAILY, "day": Frequency.DAILY, "days": Frequency.DAILY, "weekly": Frequency.WEEKLY,
    "week": Frequency.WEEKLY, "weeks": Frequency.WEEKLY, "monthly": Frequency.MONTHLY, "month": Frequency.MONTHLY,
    "months": Frequency.MONTHLY, "yearly": Frequency.YEARLY, "year": Frequency.YEARLY, "years": Frequency.YEARLY,
    "annually": Frequency.YEARLY,
}  # fmt: skip
_EXAMPLE = "weekly mon wed 10 times"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Every `interval` days, weeks, months or years. `weekdays` (Monday 0) belong to weeks; to months either
    `month_day` (1-31) or `nth` of a weekday (1-5, -1 the last). It ends with `until` (inclusive) or after `count`."""

    frequency: Frequency
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    month_day: int | None = None
    nth: tuple[int, int] | None = None
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
    if rule.until is not None:
        parts.append(f"UNTIL={rule.until:%Y%m%d}")
    if rule.count is not None:
        parts.append(f"COUNT={rule.count}")
    return ";".join(parts)


_BY_DAY = re.compile(r"([+-]?\d)?(MO|TU|WE|TH|FR|SA|SU)")


def parse_rule_text(text: str) -> Rule:
    """A RRULE value, as far as this program has rules. Raises EntryError for any other."""
    parts = dict(part.partition("=")[::2] for part in text.strip().upper().removeprefix("RRULE:").split(";") if part)
    known = {"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "UNTIL", "COUNT", "WKST"}
    if "FREQ" not in parts or parts["FREQ"] not in set(Frequency) or set(parts) - known:
        raise EntryError(f"This rule is not understood; type for example: {_EXAMPLE}")
    try:
        rule = Rule(
            frequency=Frequency(parts["FREQ"]),
            interval=int(parts.get("INTERVAL", "1")),
            month_day=int(parts["BYMONTHDAY"]) if "BYMONTHDAY" in parts else None,
            until=datetime.strptime(parts["UNTIL"][:8], "%Y%m%d").date() if "UNTIL" in parts else None,  # noqa: DTZ007
            count=int(parts["COUNT"]) if "COUNT" in parts else None,
        )
    except ValueError:
        raise EntryError(f"This rule is not understood; type for example: {_EXAMPLE}") from None
    return _checked(_with_days(rule, parts.get("BYDAY", "")))


def _with_days(rule: Rule, by_day: str) -> Rule:
    if not by_day:
        return rule
    found = [_BY_DAY.fullmatch(part.strip()) for part in by_day.split(",")]
    days = [(int(match[1]) if match[1] else 0, DAYS.index(match[2])) for match in found if match]
    placed = [day for day in days if day[0]]
    if len(days) != len(found) or (placed and (len(days) > 1 or rule.frequency is not Frequency.MONTHLY)):
        raise EntryError(f"This rule is not understood; type for example: {_EXAMPLE}")
    if placed:
        return replace(rule, nth=placed[0])
    if rule.frequency is not Frequency.WEEKLY:
        raise EntryError("Only a weekly rule lists weekdays.")
    return replace(rule, weekdays=tuple(sorted({day for _, day in days})))


def _checked(rule: Rule) -> Rule:
    if not 1 <= rule.interval <= 99:
        raise EntryError("Every how many? From 1 to 99.")
    if rule.until is None and rule.count is None:
        raise EntryError("Until when? Add for example: until 24 dec, or: 10 times")
    if rule.count is not None and not 1 <= rule.count <= MOST_JOBS:
        raise EntryError(f"A series has {MOST_JOBS} jobs at most.")
    if rule.month_day is not None and not 1 <= rule.month_day <= 31:
        raise EntryError("The day of the month is from 1 to 31.")
    if rule.nth is not None and rule.nth[0] not in _PLACE_WORDS:
        raise EntryError("Which one in the month? First to fifth, or last.")
    return replace(rule, until=None) if rule.count is not None else rule


# -- as people type it -------------------------------------------------------------------------

_UNTIL = re.compile(r"\b(?:until|till|to)\b(.*)$")
_COUNT = re.compile(r"\b(\d{1,6})\s*(?:times?\b|x(?=\s|$))")
_EVERY = re.compile(r"\bevery\s+(\d{1,6})\s+")
_OTHER = re.compile(r"\bevery\s+other\s+")


def parse_recurrence(text: str, start: date, today: date, day_first: bool = False) -> Rule:
    """Read `weekly mon wed 10 times`, `every 2 weeks until 24 dec`, `monthly last fri 6x`, or a RRULE value.

    What is left out comes from `start`, the day of the first job. Raises EntryError with a sentence.
    """
    if "FREQ=" in text.upper():
        return _bounded(_filled(parse_rule_text(text), start), start)
    rest = " ".join(text.lower().replace(",", " ").split())
    rest, until = _until(rest, today, day_first)
    rest, count = _taken(_COUNT, rest)
    rest = _OTHER.sub("every 2 ", rest)
    rest, interval = _taken(_EVERY, rest)
    rule = _rule_of(rest.split(), 1 if interval is None else interval, until, count)
    return _bounded(_filled(_checked(rule), start), start)


def _until(text: str, today: date, day_first: bool) -> tuple[str, date | None]:
    found = _UNTIL.search(text)
    if found is None:
        return text, None
    said = found[1].strip()
    if not said:
        raise EntryError("Until when? Add for example: until 24 dec")
    noon = datetime.combine(today, time(12), ZoneInfo("UTC"))
    return text[: found.start()].strip(), parse_day(said, now=noon, zone=ZoneInfo("UTC"), day_first=day_first)


def _taken(pattern: re.Pattern[str], text: str) -> tuple[str, int | None]:
    found = pattern.search(text)
    if found is None:
        return text, None
    return f"{text[: found.start()]} {text[found.end() :]}".strip(), int(found[1])


def _rule_of(words: list[str], interval: int, until: date | None, count: int | None) -> Rule:
    frequency, weekdays, month_day, place = None, set[int](), None, None
    for word in words:
        day = _weekday(word)
        number = word.removesuffix("th").removesuffix("st").removesuffix("nd").removesuffix("rd").removesuffix(".")
        if word in _UNITS:
            frequency = _UNITS[word]
        elif word in ("weekdays", "workdays"):
            frequency, weekdays = Frequency.WEEKLY, {0, 1, 2, 3, 4}
        elif day is not None:
            weekdays.add(day)
        elif word in _PLACES:
            place = _PLACES[word]
        elif number.isascii() and number.isdigit() and len(number) <= 3:
            month_day = int(number)
        elif word not in ("on", "the", "every", "each", "and", "of", "day", "for"):
            raise EntryError(f"{word!r} is not understood; type for example: {_EXAMPLE}")
    if frequency is None:
        frequency = Frequency.MONTHLY if place or month_day else Frequency.WEEKLY if weekdays else None
    if frequency is None:
        raise EntryError(f"How often? Type for example: {_EXAMPLE}")
    return _shaped(Rule(frequency=frequency, interval=interval, until=until, count=count), weekdays, month_day, place)


def _weekday(word: str) -> int | None:
    for index, name in enumerate(_DAY_NAMES):
        if len(word) >= 2 and name.lower().startswith(word.removesuffix("s")) and word.removesuffix("s") != "":
            return index if len(word) >= 2 else None
    return None


def _shaped(rule: Rule, weekdays: set[int], month_day: int | None, place: int | None) -> Rule:
    if place is not None:
        if rule.frequency is not Frequency.MONTHLY or len(weekdays) != 1 or month_day is not None:
            raise EntryError("Type for example: monthly second tuesday 6 times")
        return replace(rule, nth=(place, weekdays.pop()))
    if weekdays:
        if rule.frequency is Frequency.DAILY and rule.interval == 1:
            rule = replace(rule, frequency=Frequency.WEEKLY)
        if rule.frequency is not Frequency.WEEKLY:
            raise EntryError("Weekdays belong to weeks: type for example: weekly mon wed 10 times")
        rule = replace(rule, weekdays=tuple(sorted(weekdays)))
    if month_day is not None:
        if rule.frequency is not Frequency.MONTHLY:
            raise EntryError("A day of the month belongs to months: type for example: monthly on 15 6 times")
        rule = replace(rule, month_day=month_day)
    return rule


def _filled(rule: Rule, start: date) -> Rule:
    """The rule with what was left out taken from the first day."""
    if rule.frequency is Frequency.WEEKLY and not rule.weekdays:
        return replace(rule, weekdays=(start.weekday(),))
    if rule.frequency is Frequency.MONTHLY and rule.nth is None and rule.month_day is None:
        return replace(rule, month_day=start.day)
    return rule


def _bounded(rule: Rule, start: date) -> Rule:
    if rule.until is not None and rule.until < start:
        raise EntryError("It would end before it begins.")
    if rule.until is not None and (rule.until - start).days > MOST_YEARS * 366:
        raise EntryError(f"A series lasts {MOST_YEARS} years at most.")
    return rule


def format_recurrence(rule: Rule) -> str:
    """The rule in words, which parse back to it."""
    unit = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}[rule.frequency.value]
    often = {"day": "daily", "week": "weekly", "month": "monthly", "year": "yearly"}[unit]
    words = [often if rule.interval == 1 else f"every {rule.interval} {unit}s"]
    words += [_DAY_WORDS[day] for day in rule.weekdays]
    if rule.nth is not None:
        words += [_PLACE_WORDS[rule.nth[0]], _DAY_WORDS[rule.nth[1]]]
    if rule.month_day is not None:
        words.append(f"on {rule.month_day}")
    words.append(f"{rule.count} times" if rule.count is not None else f"until {rule.until}")
    return " ".join(words)
