"""Weekly working hours as a person types them, `mon-fri 8-12 13-17, sat 9-12:30`, and back.

Days come first, then their shifts; commas may stand between days, between shifts, and after both.
A shift that ends no later than it begins ends on the next day. One of more than 16 hours to the next day is asked
about, because `8-5` may be meant for the afternoon: `8-5+1` says the next day.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from industrack_core.domain.records.office import Shift
from industrack_core.domain.time.entry_typed import EntryError, plain_text, quoted
from industrack_core.domain.time.entry_words import WEEKDAYS
from industrack_core.domain.time.minute import DAY_MINUTES
from industrack_core.domain.time.span import WEEKDAY_NAMES

EXAMPLE = "mon-fri 8-17, sat 9-12:30"
_LONGEST = 500
_LONGEST_NIGHT = 16 * 60
_NEVER = ("none", "-", "any time")
_SETS = {
    "daily": range(7), "everyday": range(7), "every day": range(7), "weekdays": range(5), "weekend": range(5, 7),
    "weekends": range(5, 7),
}  # fmt: skip
_SET = re.compile(rf"({'|'.join(_SETS)})(?![a-z])")
_DAYS = re.compile(r"([a-z]{2,9})\.?(?:\s*-\s*([a-z]{2,9})\.?)?(?![a-z])")
_NOON, _MIDNIGHT = re.compile(r"(?:12(?:[:.]00)? ?)?noon\b"), re.compile(r"(?:12(?:[:.]00)? ?)?midnight\b")
_TIME = r"(\d{1,2})(?:[:.](\d{2})(?::00)?)?\s*(am|pm|a|p)?(?![a-z\d])"
_SHIFT = re.compile(rf"{_TIME}\s*(?:-|to(?=[\s\d]))\s*{_TIME}\s*(\+\s*1)?")
_FILLING = re.compile(r"[\s+&/:]+")


def parse_hours(text: str) -> tuple[Shift, ...]:
    """The shifts of a week, in order; none for nothing typed. Raises EntryError with a sentence."""
    if len(text) > _LONGEST:
        raise EntryError(f"That is longer than {_LONGEST} characters: type for example {EXAMPLE}.", EXAMPLE)
    parts = [
        _MIDNIGHT.sub("24:00", _NOON.sub("12pm", plain_text(part)))
        for part in re.split(r"[,;\n]", text)
        if part.strip()
    ]
    if not parts or parts in ([each] for each in _NEVER):
        return ()
    shifts: list[Shift] = []
    days: list[int] = []
    has_times = True
    for part in parts:
        named, at = _days(part)
        if named:
            days = named if has_times else [*days, *named]
        times = list(_times(part, at))
        if not days:
            raise EntryError(f"Which days? Type for example {EXAMPLE}.", EXAMPLE)
        has_times = bool(times)
        shifts += [Shift(day, *time) for day in days for time in times]
    if not has_times:
        shown = _list(sorted(set(days)))
        raise EntryError(f"{shown}: from when to when? Type for example {shown} 8-17.")
    found = tuple(sorted(set(shifts), key=_order))
    _refuse_overlaps(found)
    return found


def _order(shift: Shift) -> tuple[int, int, int]:
    return shift.weekday, shift.opens, shift.closes


def _days(part: str) -> tuple[list[int], int]:
    """The days a part begins with, and where they end."""
    found: list[int] = []
    at = 0
    while (match := _SET.match(part, at) or _DAYS.match(part, at)) is not None:
        if match.re is _SET:
            found += _SETS[match[1]]
        else:
            first = _weekday(match[1])
            last = _weekday(match[2]) if match[2] else first
            found += [(first + step) % 7 for step in range((last - first) % 7 + 1)]
        at = match.end()
        filling = _FILLING.match(part, at)
        at = filling.end() if filling else at
    return sorted(set(found)), at


def _weekday(word: str) -> int:
    for index, name in enumerate(WEEKDAYS):
        if name.lower().startswith(word):
            return index
    raise EntryError(f"{quoted(word)} is no day of the week: type for example {EXAMPLE}.", EXAMPLE)


def _times(part: str, at: int) -> Iterator[tuple[int, int]]:
    while at < len(part):
        match = _SHIFT.match(part, at)
        if match is None:
            word = quoted(part[at:].split(" ", 1)[0])
            raise EntryError(f"{word} is no stretch of time: type for example 8-17 or 8:30-12:30.", "8-17")
        yield _shift(match)
        at = match.end()
        filling = _FILLING.match(part, at)
        at = filling.end() if filling else at


def _shift(match: re.Match[str]) -> tuple[int, int]:
    last_half = match[6] or ""
    opens = _minutes(match[1], match[2], match[3] or "")
    closes = _minutes(match[4], match[5], last_half)
    if last_half and not match[3] and opens < 12 * 60:
        opens = _sharing_half(match, closes)
    if opens == DAY_MINUTES:
        opens = 0
    if closes > opens and match[7]:
        raise EntryError(f"{match[0].strip()} would last longer than a day.")
    if closes <= opens:
        closes += DAY_MINUTES
        if closes - opens > _LONGEST_NIGHT and not match[7]:
            raise _asked(match[0].strip(), opens, closes)
    return opens, closes


def _sharing_half(match: re.Match[str], closes: int) -> int:
    """`8-5pm` begins in the morning, `1-5pm` after noon: whichever makes the shorter shift."""
    halves = (_minutes(match[1], match[2], half) for half in ("am", "pm"))
    return min(halves, key=lambda opens: (closes - opens - 1) % DAY_MINUTES)


def _asked(shown: str, opens: int, closes: int) -> EntryError:
    afternoon = closes - DAY_MINUTES + 12 * 60
    hours = (closes - opens) // 60
    meant = f"{_clock(opens)}-{_clock(afternoon)}, or " if opens < afternoon <= DAY_MINUTES else ""
    sentence = f"{shown} would last {hours} hours, to the next day: type {meant}{shown}+1 for the next day."
    return EntryError(sentence)


def _minutes(hour: str, minute: str | None, half: str) -> int:
    hours, minutes = int(hour), int(minute or 0)
    shown = f"{hour}:{minutes:02}"
    if half:
        if not 1 <= hours <= 12 or minutes > 59:
            raise EntryError(f"{shown} is no time: am and pm go with 1:00 to 12:59.")
        hours = hours % 12 + (12 if half[0] == "p" else 0)
    if minutes > 59 or hours * 60 + minutes > DAY_MINUTES:
        raise EntryError(f"{shown} is no time: the last one of a day is 24:00.")
    return hours * 60 + minutes


def _refuse_overlaps(shifts: Sequence[Shift]) -> None:
    week = 7 * DAY_MINUTES
    spans = sorted(
        (each.weekday * DAY_MINUTES + each.opens, each.weekday * DAY_MINUTES + each.closes, each) for each in shifts
    )
    after = [*spans[1:], *((start + week, end + week, each) for start, end, each in spans[:1])] if spans else []
    for (_, ends, one), (starts, _, other) in zip(spans, after, strict=True):
        if starts < ends and one is not other:
            raise EntryError(f"{_said(one)} and {_said(other)} overlap.")


def _said(shift: Shift) -> str:
    return f"{WEEKDAY_NAMES[shift.weekday]} {_span(shift)}"


def _span(shift: Shift) -> str:
    night = "+1" if shift.closes > DAY_MINUTES and shift.closes - shift.opens > _LONGEST_NIGHT else ""
    closes = shift.closes if shift.closes <= DAY_MINUTES else shift.closes - DAY_MINUTES
    return f"{_clock(shift.opens)}-{_clock(closes)}{night}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}" if minutes % 60 else str(minutes // 60)


def format_hours(shifts: Iterable[Shift]) -> str:
    """As it can be typed, days with the same shifts together; empty for none."""
    ordered = sorted(set(shifts), key=_order)
    by_day = {day: " ".join(map(_span, some)) for day, some in groupby(ordered, key=lambda shift: shift.weekday)}
    together: dict[str, list[int]] = {}
    for day, times in by_day.items():
        together.setdefault(times, []).append(day)
    return ", ".join(f"{_list(days).lower()} {times}" for times, days in together.items())


def _list(days: Sequence[int]) -> str:
    """Days as `Mon-Fri`, `Mon Wed`."""
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return " ".join(
        WEEKDAY_NAMES[run[0]] if len(run) == 1 else f"{WEEKDAY_NAMES[run[0]]}-{WEEKDAY_NAMES[run[-1]]}" for run in runs
    )


def hours_said(shifts: Sequence[Shift]) -> str:
    """What the hours mean, in one line: `Mon-Fri 08:00-17:00; 45 h a week`."""
    if not shifts:
        return "No hours: nothing is ever off hours."
    parts = []
    for part in format_hours(shifts).split(", "):
        days, times = re.split(r"\s(?=\d)", part, maxsplit=1)
        shown = re.sub(r"(\d+)(?::(\d\d))?", lambda found: f"{int(found[1]):02}:{found[2] or '00'}",
                       times.replace("+1", ""))  # fmt: skip
        names = " ".join("-".join(word.capitalize() for word in run.split("-")) for run in days.split())
        parts.append(f"{names} {shown.replace(' ', ' and ')}")
    minutes = sum(each.closes - each.opens for each in shifts)
    total = f"{minutes // 60} h {minutes % 60:02}" if minutes % 60 else f"{minutes // 60} h"
    return f"{', '.join(parts)}; {total} a week"
