"""What an employee was sent, as a calendar that is read again and again (RFC 5545): the same feed, the same bytes."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from industrack_core.desk.field.feeding import CalendarFeed
from industrack_core.domain.field.dispatched import DispatchedJob
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.held import Fields
from industrack_core.exchange.exports.calendar_file import (
    CALENDAR_END,
    PRIORITY,
    STATUS,
    by_the_clock,
    calendar_frame,
)

_EVERY = timedelta(minutes=15)
"""After which a calendar may look again."""


def feed_text(feed: CalendarFeed, employee: str, jobs: Sequence[DispatchedJob]) -> bytes:
    """The whole calendar."""
    zone = ZoneInfo(feed.company.zone)
    frame = calendar_frame(f"{employee}, {feed.company.name}", zone, feed.window, _EVERY).removesuffix(CALENDAR_END)
    entries = (_entry(each, zone, feed.company.key) for each in jobs if each.said.get("starts_at"))
    return b"".join((frame, *entries, CALENDAR_END))


def _entry(job: DispatchedJob, zone: ZoneInfo, key: str) -> bytes:
    from icalendar import Event

    said, entry = job.said, Event()
    starts_at = datetime.fromisoformat(said["starts_at"])
    entry.add("uid", f"job-{job.job_id}@{key or 'industrack'}")
    for name in ("dtstamp", "last-modified"):
        entry.add(name, job.written_at)
    entry.add("sequence", job.entry_id)
    times = by_the_clock(starts_at, starts_at + timedelta(minutes=said.get("minutes", 0)), zone)
    for name, moment in zip(("dtstart", "dtend"), times, strict=True):
        entry.add(name, moment)
    customer, place = _part(said, Kind.CUSTOMER), _part(said, Kind.LOCATION)
    title = " - ".join(part for part in (said.get("description", ""), customer.get("name", "")) if part)
    entry.add("summary", title or f"Job {said.get('number', '')}")
    if place.get("address"):
        entry.add(Kind.LOCATION, place["address"])
    entry.add("description", _description(job, customer, place))
    entry.add("status", STATUS.get(job.status, "CONFIRMED"))
    entry.add("priority", PRIORITY.get(said.get("priority", ""), 5))
    if said.get(Kind.SERVICE_TYPE):
        entry.add("categories", [said[Kind.SERVICE_TYPE]])
    return bytes(entry.to_ical())


def _part(said: Fields, name: str) -> Fields:
    found = said.get(name)
    return found if isinstance(found, dict) else {}


def _description(job: DispatchedJob, customer: Fields, place: Fields) -> str:
    lines = (
        ("Job", job.said.get("number")), ("Customer", customer.get("name")), ("Contact", customer.get("contact")),
        ("Phone", customer.get("mobile") or customer.get("phone")), ("Crew", ", ".join(job.said.get("crew", ()))),
        ("Status", job.status.label), ("Site", place.get("site_note")), ("Note", job.said.get("note")),
    )  # fmt: skip
    return "\n".join(f"{name}: {text}" for name, text in lines if text)
