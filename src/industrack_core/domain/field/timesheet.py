"""A timesheet: what somebody's time was on each day, by kind, and what of it is to be looked at. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.field.entries import EntryKind, Mark
from industrack_core.domain.field.records import TimeEntry
from industrack_core.domain.time.span import local_day

OPEN_TOO_LONG = timedelta(hours=16)
"""What is open for so long was not ended by anybody."""
_WORDS: Mapping[Mark, str] = {
    Mark.CLOCK: "clock was wrong", Mark.START_MISSING: "start missing", Mark.END_MISSING: "end missing",
    Mark.AUTO: "by itself", Mark.AMENDED: "amended",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DayTimes:
    """One day: minutes by kind, and what is to be looked at, each said once."""

    day: date
    minutes: Mapping[EntryKind, int]
    marks: tuple[str, ...]


def marks_said(marks: Iterable[Mark]) -> str:
    """What is to be looked at, in words: `end missing, by itself`."""
    given = set(marks)
    return ", ".join(_WORDS[mark] for mark in Mark if mark in given)


def minutes_of(entry: TimeEntry, now: datetime) -> int:
    """Minutes of an entry; of an open one those until now."""
    return max(0, int(((entry.ends_at or now) - entry.starts_at).total_seconds()) // 60)


def is_forgotten(entry: TimeEntry, now: datetime) -> bool:
    """Whether it is open for so long that nobody can have meant it."""
    return entry.ends_at is None and now - entry.starts_at >= OPEN_TOO_LONG


def paid_minutes(minutes: Mapping[EntryKind, int], paid_breaks: bool) -> int:
    """Minutes that are paid: the shift, or what stands in its place where nobody began one; without breaks, unless
    those are paid too."""
    shift, rest = minutes[EntryKind.SHIFT], minutes[EntryKind.BREAK]
    whole = shift or minutes[EntryKind.TRAVEL] + minutes[EntryKind.JOB] + rest
    return whole if paid_breaks else max(0, whole - rest)


def day_times(entries: Iterable[TimeEntry], first: date, days: int, now: datetime, zone: ZoneInfo) -> list[DayTimes]:
    """The `days` company days from `first` on. What goes over midnight counts on the day on which it began."""
    found: dict[date, list[TimeEntry]] = {first + timedelta(days=count): [] for count in range(days)}
    for entry in entries:
        day = local_day(entry.starts_at, zone)
        if day in found:
            found[day].append(entry)
    return [_of_day(day, listed, now) for day, listed in found.items()]


def _of_day(day: date, entries: list[TimeEntry], now: datetime) -> DayTimes:
    minutes = {kind: sum(minutes_of(each, now) for each in entries if each.kind is kind) for kind in EntryKind}
    said = [
        part for each in entries for part in (marks_said(each.mark), "still open" if is_forgotten(each, now) else "")
    ]
    return DayTimes(day, minutes, tuple(dict.fromkeys(filter(None, said))))
