"""What a phone may see: its jobs, their places' history, its employee's times. One range of rows decides it."""

import hashlib
from collections.abc import Callable, Container, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from industrack_core.desk.field.documents import document, ms_at, ms_of, past_visit
from industrack_core.domain.field.entries import EntryKind
from industrack_core.domain.field.job_document import Documents, JobDocument, PastVisit
from industrack_core.domain.field.phone_lists import FieldCompany, ListedItem
from industrack_core.domain.field.records import Device, DeviceState, FieldSettings, TimeEntry
from industrack_core.domain.field.told import DayTime, Me, OpenTime, WaitingEntry
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.office import Employee
from industrack_core.domain.records.outbox import Receipt
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import day_span
from industrack_core.store.reads import field as reads
from industrack_core.store.reads import phone_jobs
from industrack_core.store.reads.by_id import one_record, records_by
from industrack_core.store.reads.item_search import find_items
from industrack_core.store.reads.phone_jobs import CrewRow
from industrack_core.store.store import Store

_FOUND_ITEMS, _OLDER_VISITS = 50, 20


class _Wanted(NamedTuple):
    """A job that a phone should have, by the tag and the entry that count now."""

    tag: str
    row: CrewRow
    entry_id: int


class Seeing:
    """Reads for phones."""

    def __init__(
        self,
        store: Store,
        company: Callable[[], FieldCompany],
        settings: Callable[[], FieldSettings],
        now: Callable[[], datetime],
    ) -> None:
        self._store, self._company, self._settings, self._now = store, company, settings, now

    def documents(self, device_id: int, have: Sequence[str], most_bytes: int, heard: Container[int]) -> Documents:
        """As `FieldDesk.documents`."""
        past, (low, high), now_s = self._settings().past_visits, self._window(), int(self._now().timestamp())
        held = set(have)
        with self._store.reading() as connection:
            device = one_record(connection, Device, device_id)
            if device is None or device.state is not DeviceState.ACTIVE:
                return Documents(gone=tuple(have))
            rows = phone_jobs.crew_rows(connection, device.employee_id, low, high)
            ahead = {row.job_id: row for row in rows if row.due_s > now_s and row.entry_id not in heard}
            before = {
                row.job_id: phone_jobs.dispatch_before(connection, row.job_id, device.employee_id, row.entry_id, now_s)
                for row in ahead.values()
            }
            wanted = _wanted(rows, ahead, before)
            lacking = [each for each in wanted if each.tag not in held]
            jobs, entries = [each.row.job_id for each in lacking], [each.entry_id for each in lacking]
            about = phone_jobs.related(connection, jobs, entries, past) if lacking else None
        made = [
            document(about, each.tag, about.jobs[each.row.job_id], about.entries[each.entry_id], device.employee_id)
            for each in lacking
            if about is not None and each.row.job_id in about.jobs and each.entry_id in about.entries
        ]
        given = _fitting(made, most_bytes)
        tags = {each.tag for each in wanted}
        return Documents(
            tuple(given),
            tuple(tag for tag in dict.fromkeys(have) if tag not in tags),
            len(given) < len(made),
            _entries(wanted, held, Receipt.RECEIVED),
            _entries(wanted, {each.tag for each in given}, Receipt.SENT),
            min((row.due_s * 1000 for row in ahead.values()), default=None),
        )

    def _window(self) -> tuple[int, int]:
        """The days that a phone has, in the company's zone, as minutes."""
        settings, zone = self._settings(), ZoneInfo(self._company().zone)
        today = self._now().astimezone(zone).date()

        first, last = today - timedelta(settings.days_back), today + timedelta(settings.days_ahead)
        return minute_of(day_span(first, zone).starts_at), minute_of(day_span(last, zone).ends_at)

    def me(self, device_id: int) -> Me:
        """As `FieldDesk.me`."""
        zone = ZoneInfo(self._company().zone)
        today = minute_of(day_span(self._now().astimezone(zone).date(), zone).starts_at)
        with self._store.reading() as connection:
            device = one_record(connection, Device, device_id)
            times = reads.times_since(connection, device.employee_id, today) if device is not None else []
        running = [_open(each) for each in times if each.ends_at is None]
        return Me(
            next((each for each in running if each.kind == EntryKind.SHIFT), None),
            tuple(each for each in running if each.kind != EntryKind.SHIFT),
            tuple(map(_of_day, times)),
        )

    def waiting(self) -> tuple[WaitingEntry, ...]:
        """As `FieldDesk.waiting`."""
        low, high = self._window()
        with self._store.reading() as connection:
            found = phone_jobs.waiting_rows(connection, low, high)
        return tuple(WaitingEntry(entry, employee, due_s * 1000) for entry, employee, due_s in found)

    def history(self, device_id: int, job_id: int, before: int | None) -> tuple[PastVisit, ...] | None:
        """As `FieldDesk.history`."""
        with self._store.reading() as connection:
            device = one_record(connection, Device, device_id)
            if device is None or not phone_jobs.is_theirs(connection, job_id, device.employee_id):
                return None
            job = one_record(connection, Job, job_id)
            other = one_record(connection, Job, before) if before is not None else job
            if job is None or other is None or other.location_id != job.location_id:
                return None
            found = phone_jobs.past_jobs(connection, job, other, _OLDER_VISITS)
            notes = phone_jobs.notes_of(connection, [each.id for each in found])
            people = records_by(connection, Employee, "id", sorted({who for each in found for who in each.crew}))
        names = {each.id: each.short_name for each in people}
        return tuple(past_visit(each, notes.get(each.id, ()), names) for each in found)

    def items(self, query: str) -> tuple[ListedItem, ...]:
        """As `FieldDesk.items`."""
        prices = self._settings().see_prices
        with self._store.reading() as connection:
            found = [each.item for each in find_items(connection, query, _FOUND_ITEMS)]
        return tuple(ListedItem(each.id, each.name, each.sku, each.price if prices else None) for each in found)


def _wanted(rows: Sequence[CrewRow], ahead: Container[int], before: dict[int, int | None]) -> list[_Wanted]:
    """What counts of each job: its newest entry, or the one before while that is not due."""
    found = []
    for row in rows:
        if row.job_id not in ahead:
            found.append(_Wanted(_tag(row), row, row.entry_id))
        elif (entry_id := before[row.job_id]) is not None:
            found.append(_Wanted(_tag(row, until_due=True), row, entry_id))
    return found


def _entries(wanted: Sequence[_Wanted], tags: Container[str], receipt: Receipt) -> tuple[int, ...]:
    """The newest entries under these tags that are not known to have got so far."""
    found = (each for each in wanted if each.tag in tags and each.row.receipt < receipt)
    return tuple(each.entry_id for each in found if each.entry_id == each.row.entry_id)


def _tag(row: CrewRow, *, until_due: bool = False) -> str:
    """What names a job as it is, on a phone: this job alone, though an act may have changed several.

    While its newest entry is not due it is another one, so that the job is read again then.
    """
    return hashlib.sha256(f"{row.tag} {row.job_id} {'until' if until_due else ''}".encode()).hexdigest()[:8]


def _fitting(documents: Sequence[JobDocument], most_bytes: int) -> list[JobDocument]:
    """As many as fit, one at least."""
    found: list[JobDocument] = []
    for each in documents:
        most_bytes -= len(msgspec.json.encode(each))
        if found and most_bytes < 0:
            break
        found.append(each)
    return found


def _open(entry: TimeEntry) -> OpenTime:
    return OpenTime(entry.id, entry.kind.value, entry.job_id, ms_at(entry.starts_at))


def _of_day(entry: TimeEntry) -> DayTime:
    return DayTime(
        entry.id, entry.kind.value, entry.job_id, ms_at(entry.starts_at), ms_of(entry.ends_at),
        tuple(mark.value for mark in entry.mark),
    )  # fmt: skip
