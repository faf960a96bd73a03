"""Reading a recurrence rule from RFC 5545 text: what is kept, and what is pasted. Nothing in it is left out."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from industrack_core.domain.time.entry_typed import EntryError, quoted
from industrack_core.domain.time.recurrence import DAYS, EXAMPLE, Frequency, Rule, checked

_KNOWN = ("FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "UNTIL", "COUNT", "WKST")
_BY_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_UNTIL = re.compile(r"(\d{8})(?:T(\d{6})(Z?))?")
_NUMBER = re.compile(r"[+-]?\d{1,6}")


def parse_rule_text(text: str, zone: ZoneInfo | None = None) -> Rule:
    """A RRULE value, as far as this program has rules; an end that is an instant is its day in `zone` (UTC).

    Raises EntryError for any other, with what is in the way.
    """
    parts = _parts(text)
    if "COUNT" in parts and "UNTIL" in parts:
        raise EntryError("This rule ends twice: leave out COUNT or UNTIL.")
    if parts.get("FREQ") not in set(Frequency):
        raise EntryError(f"{quoted(parts.get('FREQ', text))} is not understood; type for example: {EXAMPLE}")
    rule = Rule(
        frequency=Frequency(parts["FREQ"]),
        interval=_number(parts, "INTERVAL") or (0 if "INTERVAL" in parts else 1),
        month_day=_number(parts, "BYMONTHDAY"),
        until=_until(parts["UNTIL"], zone or ZoneInfo("UTC")) if "UNTIL" in parts else None,
        count=_number(parts, "COUNT"),
        week_start=_week_start(parts),
    )
    if rule.month_day is not None and (rule.frequency is not Frequency.MONTHLY or "BYDAY" in parts):
        raise EntryError("BYMONTHDAY goes with months, and without BYDAY: type for example: monthly on 15 6 times")
    return checked(_with_days(rule, parts.get("BYDAY", "")))


def _parts(text: str) -> dict[str, str]:
    """The parts of a rule by their names, each there once and known."""
    parts: dict[str, str] = {}
    for part in text.strip().upper().removeprefix("RRULE:").split(";"):
        name, is_there, value = part.strip().partition("=")
        if not name and not is_there:
            continue
        if name not in _KNOWN:
            raise EntryError(f"{quoted(name)} in a rule is not understood; type for example: {EXAMPLE}")
        if name in parts:
            raise EntryError(f"{name} stands twice in this rule: leave one out.")
        parts[name] = value.strip()
    return parts


def _number(parts: dict[str, str], name: str) -> int | None:
    if name not in parts:
        return None
    if not (parts[name].isascii() and _NUMBER.fullmatch(parts[name])):
        raise EntryError(f"{name}={parts[name][:20]} is not understood; type for example: {EXAMPLE}")
    return int(parts[name])


def _until(text: str, zone: ZoneInfo) -> date:
    match = _UNTIL.fullmatch(text)
    try:
        if match is None:
            raise ValueError(text)
        if not match[3]:
            return datetime.strptime(match[1], "%Y%m%d").date()  # noqa: DTZ007 (a day of the company's)
        return datetime.strptime(match[1] + match[2], "%Y%m%d%H%M%S").replace(tzinfo=UTC).astimezone(zone).date()
    except (ValueError, OverflowError):
        raise EntryError(f"UNTIL={text[:20]} is no day: write for example UNTIL=20261224.") from None


def _week_start(parts: dict[str, str]) -> int:
    said = parts.get("WKST", "MO")
    if said not in DAYS:
        raise EntryError(f"WKST={said[:20]} is no day of the week: write for example WKST=MO.")
    return DAYS.index(said)


def _with_days(rule: Rule, by_day: str) -> Rule:
    if not by_day:
        return rule
    found = [_BY_DAY.fullmatch(part.strip()) for part in by_day.split(",")]
    if None in found:
        raise EntryError(f"BYDAY={by_day[:20]} is not understood; type for example: {EXAMPLE}")
    days = [(match[1], DAYS.index(match[2])) for match in found if match]
    placed = [(int(place), day) for place, day in days if place is not None]
    if placed and (len(days) > 1 or rule.frequency is not Frequency.MONTHLY):
        raise EntryError(
            f"BYDAY={by_day[:20]} is not understood here; type for example: monthly second tuesday 6 times"
        )
    if placed:
        return replace(rule, nth=placed[0])
    if rule.frequency is not Frequency.WEEKLY:
        raise EntryError("Only a weekly rule lists weekdays.")
    return replace(rule, weekdays=tuple(sorted({day for _, day in days})))
