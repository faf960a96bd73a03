"""What is read of phones: a part of `Desk`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from industrack_core.domain.field.job_reports import JobReports
from industrack_core.domain.field.records import (
    Device,
    FieldFile,
    FieldNote,
    FieldReport,
    FieldSettings,
    TimeEntry,
    Verdict,
    Visit,
)
from industrack_core.domain.field.told import DeviceRow, Reach
from industrack_core.domain.late_module import late_module
from industrack_core.domain.records.form import FormAnswer
from industrack_core.domain.records.outbox import Channel, OutboxEntry
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import Span
from industrack_core.store.engine.prepared import Row
from industrack_core.store.reads.by_id import records_by
from industrack_core.store.reads.kept import KeptTo
from industrack_core.store.reads.office_picture import has_phones

if TYPE_CHECKING:
    from industrack_core.store.reads import field as reads
    from industrack_core.store.reads import phone_jobs
    from industrack_core.store.store import Store
else:
    reads = late_module("industrack_core.store.reads.field")
    phone_jobs = late_module("industrack_core.store.reads.phone_jobs")

_NO_STATE: Row = (0, "", 0, 0, 0, "")


class FieldReads:
    """Reads of phones; every one blocks, and answers frozen values. Raises DatabaseError."""

    _store: "Store"

    def kept_to(self) -> KeptTo | None:
        """The calendars that who asks is kept to."""
        raise NotImplementedError

    def has_phones(self) -> bool:
        """Whether any phone is connected: else nothing that is dispatched goes anywhere."""
        with self._store.reading() as connection:
            return has_phones(connection)

    def reach(self, entry_ids: Sequence[int]) -> Reach | None:
        """Where what was just dispatched goes, by the ids of entries of the outbox; None when none of them is one."""
        with self._store.reading() as connection:
            due_s = phone_jobs.newest_dispatch(connection, entry_ids)
            return Reach(has_phones(connection), due_s) if due_s is not None else None

    def field_settings(self) -> FieldSettings:
        """How the office works with phones."""
        with self._store.reading() as connection:
            return reads.field_settings(connection)

    def reports_of(self, job_id: int) -> JobReports:
        """What technicians reported of a job, and what they were told of it."""
        with self._store.reading() as connection:
            visits = records_by(connection, Visit, "job_id", [job_id])
            times = records_by(connection, TimeEntry, "job_id", [job_id])
            notes = records_by(connection, FieldNote, "job_id", [job_id])
            files = records_by(connection, FieldFile, "job_id", [job_id])
            reports = records_by(connection, FieldReport, "job_id", [job_id])
            entries = records_by(connection, OutboxEntry, "job_id", [job_id])
        last = {each.employee_id: each for each in entries if each.channel is Channel.PHONE}
        return JobReports(
            tuple(visits), tuple(sorted(times, key=lambda each: each.starts_at)),
            tuple(sorted((each for each in notes if not each.gone), key=lambda each: each.at)),
            tuple(sorted(files, key=lambda each: each.at)),
            tuple(each for each in reports if each.verdict is Verdict.REVIEW), tuple(last.values()),
        )  # fmt: skip

    def reported_on(self, job_ids: Sequence[int]) -> tuple[list[FormAnswer], list[FieldFile]]:
        """The filled forms and signatures of these jobs, and their files, by when they were made."""
        with self._store.reading() as connection:
            answers = records_by(connection, FormAnswer, "job_id", job_ids)
            files = records_by(connection, FieldFile, "job_id", job_ids)
        return sorted(answers, key=lambda each: (each.at, each.id)), sorted(files, key=lambda each: (each.at, each.id))

    def times_of(self, employee_id: int, window: Span) -> tuple[TimeEntry, ...]:
        """What began of an employee's time in a window, and what is open, by start."""
        kept = self.kept_to()
        if kept is not None and employee_id not in kept.people:
            return ()
        with self._store.reading() as connection:
            found = reads.times_since(connection, employee_id, minute_of(window.starts_at))
        return tuple(each for each in found if each.starts_at < window.ends_at)

    def phones(self) -> tuple[DeviceRow, ...]:
        """Every phone there was, in the order of people, and how it was when it was last heard of."""
        kept = self.kept_to()
        with self._store.reading() as connection:
            found = [_phone(*each) for each in reads.device_rows(connection)]
        return tuple(each for each in found if kept is None or each.employee_id in kept.people)


def _phone(device: Device, employee: str, state: Row) -> DeviceRow:
    last_s, *rest = _NO_STATE if state[0] is None else state
    return DeviceRow(
        device.id, device.version, device.employee_id, employee, device.name, device.state,
        minute_of(device.paired_at) * 60_000, last_s * 1000, *rest,
    )  # fmt: skip
