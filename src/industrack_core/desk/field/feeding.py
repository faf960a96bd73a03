"""What calendars read at their secret addresses: the jobs that an employee was sent, as phones have them."""

import hashlib
import json
from collections.abc import Callable, Container
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from industrack_core.desk.field.contacts import Contacts
from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.field.dispatched import DispatchedJob, LinkOwner
from industrack_core.domain.field.phone_lists import FieldCompany
from industrack_core.domain.field.told import Contact
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.outbox import OutboxEntry
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import Span, day_span
from industrack_core.store.reads import phone_jobs
from industrack_core.store.reads.by_id import records_by
from industrack_core.store.reads.calendar_links import owner_row
from industrack_core.store.store import Store

DAYS_BACK, DAYS_AHEAD = 30, 365
"""Which days a calendar has: as an exported one."""


@dataclass(frozen=True, slots=True)
class CalendarFeed:
    """What a calendar is to be told, and a name of it: the same name, the same text."""

    name: str
    company: FieldCompany
    window: Span
    entries: tuple[tuple[int, int], ...]
    """Job, and the entry of the outbox that counts."""


class Feeding:
    """Reads for calendars. Every method blocks; raises DatabaseError."""

    def __init__(
        self, store: Store, company: Callable[[], FieldCompany], now: Callable[[], datetime], contacts: Contacts
    ) -> None:
        self._store, self._company, self._now, self._contacts = store, company, now, contacts

    def owner(self, secret_hash: str) -> LinkOwner | None:
        """Whose address it is; None for nobody's, for one that was ended, and of who has left."""
        with self._store.reading() as connection:
            row = owner_row(connection, secret_hash)
        return None if row is None else LinkOwner(row[0], row[1], f"{row[2]} {row[3]}".strip())

    def feed(self, owner: LinkOwner, heard: Container[int]) -> CalendarFeed:
        """What the calendar should have now; that it was asked for is noted. `heard` as in `FieldDesk.documents`."""
        company, now_s = self._company(), int(self._now().timestamp())
        self._contacts.note(owner.link, Contact(), now_s)
        window = _window(self._now(), ZoneInfo(company.zone))
        found = []
        with self._store.reading() as connection:
            low, high = minute_of(window.starts_at), minute_of(window.ends_at)
            for row in phone_jobs.crew_rows(connection, owner.employee_id, low, high):
                entry: int | None = row.entry_id
                if row.due_s > now_s and row.entry_id not in heard:
                    entry = phone_jobs.dispatch_before(connection, row.job_id, owner.employee_id, row.entry_id, now_s)
                if entry is not None:
                    found.append((row.job_id, entry, row.tag))
        named = repr((owner.employee, company, window.starts_at, found))
        name = hashlib.sha256(named.encode()).hexdigest()[:16]
        return CalendarFeed(name, company, window, tuple((job, entry) for job, entry, _ in found))

    def jobs(self, feed: CalendarFeed) -> tuple[DispatchedJob, ...]:
        """The jobs of a feed, by their start."""
        with self._store.reading() as connection:
            entries = {
                each.id: each
                for each in records_by(connection, OutboxEntry, "id", [entry for _, entry in feed.entries])
            }
            jobs = {each.id: each for each in records_by(connection, Job, "id", [job for job, _ in feed.entries])}
        return tuple(
            DispatchedJob(
                job, entry, jobs[job].status, entries[entry].written_at, json.loads(entries[entry].payload or "{}")
            )
            for job, entry in feed.entries
            if job in jobs and entry in entries
        )


def _window(now: datetime, zone: ZoneInfo) -> Span:
    today = now.astimezone(zone).date()
    first, last = today - timedelta(days=DAYS_BACK), today + timedelta(days=DAYS_AHEAD)
    return Span(day_span(first, zone).starts_at, day_span(last, zone).ends_at)
