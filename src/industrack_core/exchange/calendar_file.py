"""One employee's jobs as an iCalendar file (RFC 5545), for Thunderbird, phones and whatever else reads it.

Times are the company's wall clock with the name of its zone, and the zone's rules stand in the file. An instant
that the wall clock cannot tell (the second pass of an hour that comes twice) is written in UTC.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Event as Stop
from typing import TYPE_CHECKING, BinaryIO
from zoneinfo import ZoneInfo

from industrack_core.desk.desk import Desk
from industrack_core.domain.board import Block
from industrack_core.domain.minute import instant_of
from industrack_core.domain.office import Employee, Office
from industrack_core.domain.span import Span, day_span
from industrack_core.exchange.exports import Progress, Report
from industrack_core.exchange.new_file import new_file

if TYPE_CHECKING:
    from icalendar import Calendar, Component
    from icalendar import Event as Entry

DAYS_BACK, DAYS_AHEAD = 30, 365
"""What is written where nobody says which days: as much as a phone is good for."""

_PART = timedelta(days=DAYS_BACK + DAYS_AHEAD + 5)
"""As much is read at once: the usual window is one picture of the records, in which every job stands once."""
_STATUS = {"declined": "CANCELLED"}
_PRIORITY = {"high": 1, "medium": 5, "low": 9}


def usual_days(today: date) -> tuple[date, date]:
    """First and last day of a calendar for which no days were said."""
    return today - timedelta(days=DAYS_BACK), today + timedelta(days=DAYS_AHEAD)


def export_calendar(
    desk: Desk,
    employee: Employee,
    out: Path | BinaryIO,
    first: date,
    last: date,
    progress: Progress = lambda report: None,
    stop: Stop | None = None,
    *,
    replace: bool = False,
) -> Report:
    """Write the employee's jobs that touch the company days from `first` to `last`, each once.

    When `stop` is set between two parts no file is written. Raises YearOutOfRange, OSError and DatabaseError.
    """
    office = desk.office()
    window = Span(day_span(first, office.zone).starts_at, day_span(last, office.zone).ends_at)
    report = Report("calendar", "job")
    try:
        if isinstance(out, Path):
            with new_file(out, replace=replace) as file:
                _write(desk, office, employee, window, file.write, report, progress, stop)
        else:
            _write(desk, office, employee, window, out.write, report, progress, stop)
    except _Interrupted:
        report.interrupted = True
    return report


class _Interrupted(Exception):
    """Somebody asked to stop."""


def _write(
    desk: Desk, office: Office, employee: Employee, window: Span, write: Callable[[bytes], object], report: Report,
    progress: Progress, stop: Stop | None,
) -> None:  # fmt: skip
    whole: bytes = _frame(office, employee, window).to_ical()
    end = b"END:VCALENDAR\r\n"
    write(whole.removesuffix(end))
    key, stamp = desk.company_key(), desk.clock()
    for blocks in _parts(desk, office, employee, window):
        if stop and stop.is_set():
            raise _Interrupted
        for block in blocks:
            write(_entry(desk, office, block, key, stamp).to_ical())
        report.rows += len(blocks)
        progress(report)
    write(end)


def _parts(desk: Desk, office: Office, employee: Employee, window: Span) -> Iterator[list[Block]]:
    """The jobs by start, in parts of time; one that reaches from one part into the next stands in the first."""
    seen: set[int] = set()
    begins = window.starts_at
    while begins < window.ends_at:
        ends = min(begins + _PART, window.ends_at)
        row = desk.board(office, Span(begins, ends), [employee.id]).rows[0]
        fresh = {block.job_id: block for block in row.blocks if block.job_id not in seen}
        seen.update(fresh)
        yield sorted(fresh.values(), key=lambda block: (block.start, block.job_id))
        begins = ends


def _frame(office: Office, employee: Employee, window: Span) -> "Calendar":
    """The calendar without its jobs: what it is called, and the rules of its zone."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//IndusTrack//Schedule//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"{employee.short_name}, {office.company.name}")
    calendar.add("x-wr-timezone", office.company.zone)
    if not _is_utc(office.zone):
        calendar.add_component(zone_rules(office.zone, window))
    return calendar


def _is_utc(zone: ZoneInfo) -> bool:
    return zone.key in ("UTC", "Etc/UTC", "Zulu", "Etc/UCT", "UCT", "Universal", "Etc/Universal", "Etc/Zulu")


def zone_rules(zone: ZoneInfo, window: Span) -> "Component":
    """The zone's clock changes around a window, as a VTIMEZONE: each told in the wall clock that it ends."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    rules = Timezone()
    rules.add("tzid", zone.key)
    changes: dict[tuple[str, timedelta, timedelta, bool], list[datetime]] = {}
    for before, after in clock_changes(zone, window):
        offset_before, offset = _offset(before), _offset(after)
        name, is_summer = after.tzname() or zone.key, bool(after.dst())
        begins = after.astimezone(UTC).replace(tzinfo=None) + offset_before
        changes.setdefault((name, offset_before, offset, is_summer), []).append(begins)
    for (name, offset_before, offset, is_summer), begins_at in changes.items():
        rule = TimezoneDaylight() if is_summer else TimezoneStandard()
        rule.add("dtstart", begins_at[0])
        rule.add("rdate", begins_at)
        rule.add("tzoffsetfrom", offset_before)
        rule.add("tzoffsetto", offset)
        rule.add("tzname", name)
        rules.add_component(rule)
    return rules


def clock_changes(zone: ZoneInfo, window: Span) -> Iterator[tuple[datetime, datetime]]:
    """Around every change of the clocks from a year before the window to a year after it: a moment before, and the
    first after it, both in the zone. The beginning counts as a change to what holds there."""
    at = (window.starts_at - timedelta(days=366)).replace(minute=0, second=0, microsecond=0)
    yield at.astimezone(zone), at.astimezone(zone)
    end = window.ends_at + timedelta(days=366)
    while at < end:
        following = at + timedelta(days=1)
        if _reading(at, zone) != _reading(following, zone):
            low, high = at, following
            while high - low > timedelta(minutes=1):
                middle = low + (high - low) // 2
                middle = middle.replace(second=0, microsecond=0)
                low, high = (middle, high) if _reading(middle, zone) == _reading(at, zone) else (low, middle)
            yield low.astimezone(zone), high.astimezone(zone)
        at = following


def _reading(instant: datetime, zone: ZoneInfo) -> tuple[timedelta | None, str | None]:
    there = instant.astimezone(zone)
    return there.utcoffset(), there.tzname()


def _offset(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta(0)


def _entry(desk: Desk, office: Office, block: Block, key: str, stamp: datetime) -> "Entry":
    from icalendar import Event

    entry = Event()
    entry.add("uid", f"job-{block.job_id}@{key or 'industrack'}")
    entry.add("dtstamp", stamp.astimezone(UTC).replace(microsecond=0))
    touch = desk.last_touch("job", block.job_id)
    if touch:
        entry.add("last-modified", touch[1].replace(microsecond=0))
    entry.add("sequence", block.version)
    for name, minute in (("dtstart", block.start), ("dtend", block.end)):
        entry.add(name, _told(instant_of(minute), office.zone))
    title = " - ".join(part for part in (block.description, block.customer) if part)
    entry.add("summary", title or f"Job {block.number}")
    if block.address:
        entry.add("location", block.address)
    entry.add("description", _description(block, office))
    entry.add("status", _STATUS.get(block.status, "TENTATIVE" if block.delivery == "saved" else "CONFIRMED"))
    entry.add("priority", _PRIORITY.get(block.priority, 5))
    kind = office.service_types_by_id.get(block.service_type_id or 0)
    if kind:
        entry.add("categories", [kind.name])
    return entry


def _told(instant: datetime, zone: ZoneInfo) -> datetime:
    """The wall clock in the zone, or UTC for the second of two times that look the same."""
    there = instant.astimezone(zone)
    return instant if there.fold or _is_utc(zone) else there


def _description(block: Block, office: Office) -> str:
    people = [office.employee(each) for each in block.crew_ids]
    others = ", ".join(each.short_name for each in people if each is not None and each.id != block.employee_id)
    lines = (
        ("Job", block.number), ("Customer", block.customer), ("Phone", block.phone), ("With", others),
        ("Status", block.status.replace("_", " ")), ("Site", block.site_note), ("Note", block.note),
    )  # fmt: skip
    return "\n".join(f"{name}: {text}" for name, text in lines if text)
