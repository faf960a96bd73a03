"""Recurrence as people type it: `weekly mon wed 10 times`, `every 2 weeks until 24 dec`, `monthly last day 6 times`."""

import re
from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from industrack_core.domain.time.entry import EntryError, parse_day
from industrack_core.domain.time.recurrence import EXAMPLE, MOST_YEARS, PLACES, Frequency, Rule, checked
from industrack_core.domain.time.recurrence_rrule import parse_rule_text

_DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_UNITS = {
    "daily": Frequency.DAILY, "day": Frequency.DAILY, "days": Frequency.DAILY, "weekly": Frequency.WEEKLY,
    "week": Frequency.WEEKLY, "weeks": Frequency.WEEKLY, "monthly": Frequency.MONTHLY, "month": Frequency.MONTHLY,
    "months": Frequency.MONTHLY, "yearly": Frequency.YEARLY, "year": Frequency.YEARLY, "years": Frequency.YEARLY,
    "annually": Frequency.YEARLY,
}  # fmt: skip
_SETS = {"weekdays": range(5), "weekend": (5, 6), "weekends": (5, 6)}
_UNTIL = re.compile(r"\b(?:until|till|to)\b(.*)$")
_COUNT = re.compile(r"\b(\d{1,6})\s*(?:times?\b|x(?=\s|$))")
_EVERY = re.compile(r"\bevery\s+(\d{1,6})\s+")
_OTHER = re.compile(r"\bevery\s+other\s+")
_WEEKS_FROM = re.compile(r"\bwith weeks from (\w+)")
_WEEKDAYS = re.compile(r"\b(?:(?:business|working|work|week)[ -]?days?)\b")
_SOME_WEEKDAYS = re.compile(r"\bevery \d+ (?:business|working|work|week)[ -]?days?\b")
_OF_MONTH = r"(?: (?:of|in) (?:the|each|every|a) month)?"
_LAST_DAY = re.compile(rf"\blast day{_OF_MONTH}(?= |$)")
_FIRST_DAY = re.compile(rf"\bfirst day{_OF_MONTH}(?= |$)")
_NTH_DAY = re.compile(r"\bday (\d{1,2})\b")
_LAST = "last-day"
_FILLING = ("on", "the", "every", "each", "and", "of", "day", "for")


def parse_recurrence(
    text: str,
    start: date,
    today: date,
    day_first: bool = False,
    *,
    first_weekday: int = 0,
    zone: ZoneInfo | None = None,
) -> Rule:
    """Read `weekly mon wed 10 times`, `every 2 weeks until 24 dec`, `monthly last fri 6x`, or a RRULE value.

    What is left out comes from `start`, the day of the first job. Weeks begin on `first_weekday` (Monday 0) where
    nothing else is said; the end of a pasted rule is a day in the company's `zone`. Raises EntryError with a sentence.
    """
    if "FREQ=" in text.upper():
        return _bounded(_filled(parse_rule_text(text, zone), start), start)
    rest = " ".join(text.lower().replace(",", " ").split())
    rest, week_start = _week_start(rest, first_weekday)
    rest, until = _until(rest, today, day_first, zone or ZoneInfo("UTC"))
    rest, count = _taken(_COUNT, rest)
    rest = _plainer(_OTHER.sub("every 2 ", rest))
    rest, interval = _taken(_EVERY, rest)
    rule = _rule_of(rest.split(), 1 if interval is None else interval, until, count)
    return _bounded(_filled(checked(replace(rule, week_start=week_start)), start), start)


def _week_start(text: str, first_weekday: int) -> tuple[str, int]:
    found = _WEEKS_FROM.search(text)
    day = _weekday(found[1]) if found else first_weekday
    if day is None:
        raise EntryError("Weeks from which day? Type for example: every 2 weeks mon sun with weeks from mon 10 times")
    return _WEEKS_FROM.sub(" ", text), day


def _plainer(text: str) -> str:
    """What is said in several words as one: days of work, the first and the last day of a month."""
    if _SOME_WEEKDAYS.search(text):
        raise EntryError("Every how many weeks? Type for example: every 2 weeks weekdays 10 times")
    text = _WEEKDAYS.sub("weekdays", text)
    return _NTH_DAY.sub(r"on \1", _FIRST_DAY.sub("monthly on 1", _LAST_DAY.sub(f"monthly {_LAST}", text)))


def _until(text: str, today: date, day_first: bool, zone: ZoneInfo) -> tuple[str, date | None]:
    found = _UNTIL.search(text)
    if found is None:
        return text, None
    said = found[1].strip()
    if not said:
        raise EntryError("Until when? Add for example: until 24 dec")
    noon = datetime.combine(today, time(12), zone)
    return text[: found.start()].strip(), parse_day(said, now=noon, zone=zone, day_first=day_first)


def _taken(pattern: re.Pattern[str], text: str) -> tuple[str, int | None]:
    found = pattern.search(text)
    if found is None:
        return text, None
    return f"{text[: found.start()]} {text[found.end() :]}".strip(), int(found[1])


def _rule_of(words: list[str], interval: int, until: date | None, count: int | None) -> Rule:
    frequency, weekdays, month_day, place = None, set[int](), None, None
    for word in words:
        day = _weekday(word)
        in_month = _in_month(word)
        if word in _UNITS and (word != "day" or frequency is not Frequency.MONTHLY):
            frequency = _UNITS[word]
        elif word in _SETS:
            frequency, weekdays = Frequency.WEEKLY, {*_SETS[word]}
        elif day is not None:
            weekdays.add(day)
        elif word in PLACES:
            place = PLACES[word]
        elif in_month is not None:
            month_day = in_month
        elif word not in _FILLING:
            raise EntryError(f"{word!r} is not understood; type for example: {EXAMPLE}")
    if frequency is None:
        frequency = Frequency.MONTHLY if place or month_day is not None else Frequency.WEEKLY if weekdays else None
    if frequency is None:
        raise EntryError(f"How often? Type for example: {EXAMPLE}")
    return _shaped(Rule(frequency=frequency, interval=interval, until=until, count=count), weekdays, month_day, place)


def _in_month(word: str) -> int | None:
    """The day of the month that a word names: `15`, `31st`, -1 for the last; None for none."""
    if word == _LAST:
        return -1
    number = word.removesuffix("th").removesuffix("st").removesuffix("nd").removesuffix("rd").removesuffix(".")
    return int(number) if number.isascii() and number.isdigit() and len(number) <= 3 else None


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
    """The rule with what was left out taken from the first day; where only its weekday counts, all weeks are alike."""
    if rule.weekdays in ((), (start.weekday(),)):
        rule = replace(rule, week_start=0)
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
