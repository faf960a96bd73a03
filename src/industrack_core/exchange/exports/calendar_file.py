"""One employee's jobs as an iCalendar file (RFC 5545), for Thunderbird, phones and whatever else reads it.

Times are the company's wall clock with the name of its zone, and the zone's rules stand in the file. A job that
begins or ends in an hour that comes twice is written in UTC.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Event as Stop
from typing import TYPE_CHECKING, BinaryIO
from zoneinfo import ZoneInfo

from industrack_core.desk.desk import Desk
from industrack_core.desk.values.new_file import new_private_file
from industrack_core.domain.board.board import Block
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.office import Employee, Office
from industrack_core.domain.time.minute import instant_of
from industrack_core.domain.time.span import Span, day_span
from industrack_core.exchange.exports.calendar_zone import is_utc, zone_rules
from industrack_core.exchange.exports.exports import ExportReport, Progress

if TYPE_CHECKING:
    from icalendar import Event as Entry

DAYS_BACK, DAYS_AHEAD = 30, 365
"""What is written where nobody says which days: as much as a phone is good for."""

CALENDAR_END = b"END:VCALENDAR\r\n"
_PART = timedelta(days=DAYS_BACK + DAYS_AHEAD + 5)
"""As much is read at once: the usual window is one picture of the records, in which every job stands once."""
STATUS = {"declined": "CANCELLED"}
PRIORITY = {"high": 1, "medium": 5, "low": 9}


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
) -> ExportReport:
    """Write the employee's jobs that touch the company days from `first` to `last`, each once.

    When `stop` is set between two parts no file is written. Raises YearOutOfRange, OSError and DatabaseError.
    """
    office = desk.office()
    window = Span(day_span(first, office.zone).starts_at, day_span(last, office.zone).ends_at)
    report = ExportReport(Kind.JOB.noun)
    try:
        if isinstance(out, Path):
            with new_private_file(out, replace=replace) as file:
                _write(desk, office, employee, window, file.write, report, progress, stop)
        else:
            _write(desk, office, employee, window, out.write, report, progress, stop)
    except _Interrupted:
        report.interrupted = True
    return report


class _Interrupted(Exception):
    """Somebody asked to stop."""


def _write(
    desk: Desk, office: Office, employee: Employee, window: Span, write: Callable[[bytes], object],
    report: ExportReport, progress: Progress, stop: Stop | None,
) -> None:  # fmt: skip
    called = f"{employee.short_name}, {office.company.name}"
    write(calendar_frame(called, office.zone, window).removesuffix(CALENDAR_END))
    key, stamp = desk.company_key(), desk.clock()
    for blocks in _parts(desk, office, employee, window):
        if stop and stop.is_set():
            raise _Interrupted
        for block in blocks:
            write(_entry(desk, office, block, key, stamp).to_ical())
        report.rows += len(blocks)
        progress(report)
    write(CALENDAR_END)


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


def calendar_frame(called: str, zone: ZoneInfo, window: Span, every: timedelta | None = None) -> bytes:
    """The calendar without its jobs: what it is called, the rules of its zone, and how often to look again."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//IndusTrack//Schedule//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", called)
    calendar.add("x-wr-timezone", zone.key)
    if every is not None:
        calendar.add("refresh-interval", every, parameters={"value": "DURATION"})
        calendar.add("x-published-ttl", f"PT{int(every.total_seconds()) // 60}M")
    if not is_utc(zone):
        calendar.add_component(zone_rules(zone, window))
    return bytes(calendar.to_ical())


def _entry(desk: Desk, office: Office, block: Block, key: str, stamp: datetime) -> "Entry":
    from icalendar import Event

    entry = Event()
    entry.add("uid", f"job-{block.job_id}@{key or 'industrack'}")
    entry.add("dtstamp", stamp.astimezone(UTC).replace(microsecond=0))
    touch = desk.last_touch(Kind.JOB, block.job_id)
    if touch:
        entry.add("last-modified", touch[1].replace(microsecond=0))
    entry.add("sequence", block.version)
    for name, moment in zip(
        ("dtstart", "dtend"), by_the_clock(instant_of(block.start), instant_of(block.end), office.zone), strict=True
    ):
        entry.add(name, moment)
    title = " - ".join(part for part in (block.description, block.customer) if part)
    entry.add("summary", title or f"Job {block.number}")
    if block.address:
        entry.add(Kind.LOCATION, block.address)
    entry.add("description", _description(block, office))
    entry.add("status", STATUS.get(block.status, "TENTATIVE" if block.delivery == "saved" else "CONFIRMED"))
    entry.add("priority", PRIORITY.get(block.priority, 5))
    kind = office.service_types_by_id.get(block.service_type_id or 0)
    if kind:
        entry.add("categories", [kind.name])
    return entry


def by_the_clock(starts: datetime, ends: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Start and end by the wall clock in the zone; in UTC where the clock shows one of them twice.

    Readers differ in which of the two they take, and a meeting would begin when it ends.
    """
    there = starts.astimezone(zone), ends.astimezone(zone)
    if is_utc(zone) or any(each.replace(fold=0).utcoffset() != each.replace(fold=1).utcoffset() for each in there):
        return starts, ends
    return there


def _description(block: Block, office: Office) -> str:
    people = [office.employee(each) for each in block.crew_ids]
    others = ", ".join(each.short_name for each in people if each is not None and each.id != block.employee_id)
    lines = (
        ("Job", block.number), ("Customer", block.customer), ("Phone", block.phone), ("With", others),
        ("Status", block.status.replace("_", " ")), ("Site", block.site_note), ("Note", block.note),
    )  # fmt: skip
    return "\n".join(f"{name}: {text}" for name, text in lines if text)
