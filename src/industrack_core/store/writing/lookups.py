"""What an act looks up before it decides: records by id or name, bookings, time off."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection, bindparam, or_, select

from industrack_core.domain.board.checks import Booking
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.office import TimeOff
from industrack_core.domain.records.record import KINDS, Change, Record
from industrack_core.domain.time.minute import instant_of, minute_of
from industrack_core.domain.time.span import Span
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import record_of
from industrack_core.store.engine.prepared import Prepared, one_of, parts_of
from industrack_core.store.engine.statements import (
    all_rows,
    count_of,
    count_where,
    in_window,
    rows_by,
    versions_of,
)
from industrack_core.store.engine.texts import Values
from industrack_core.store.writing.holiday_lookups import HolidayLookups
from industrack_core.store.writing.pending import Pending

R = TypeVar("R", bound=Record)

_crew, _job, _time_off = schema.job_crew, schema.job, schema.time_off

_BOOKINGS = Prepared(
    select(
        _crew.c.employee_id,
        _job.c.id,
        _job.c.number,
        _job.c.description,
        _crew.c.starts_at,
        _crew.c.ends_at,
        _job.c.overlap_accepted,
    )
    .join(_job, _job.c.id == _crew.c.job_id)
    .where(
        one_of(_crew.c.employee_id, "employees"),
        *in_window(_crew.c.starts_at),
        _job.c.id != bindparam("except_job"),
        _job.c.status != "declined",
    )
    .order_by(_crew.c.employee_id, _crew.c.starts_at, _job.c.id),
    "employees",
)

_TIME_OFF = Prepared(
    select(_time_off).where(
        one_of(_time_off.c.employee_id, "employees"),
        _time_off.c.ends_at > bindparam("low"),
        _time_off.c.starts_at < bindparam("high"),
    ),
    "employees",
)

_AHEAD = Prepared(
    select(_job.c.id, _job.c.number)
    .join(_crew, _crew.c.job_id == _job.c.id)
    .where(
        _crew.c.employee_id == bindparam("of_employee"),
        or_(_crew.c.ends_at > bindparam("now"), _crew.c.starts_at.is_(None)),
        _job.c.status.not_in(("completed", "declined")),
    )
    .order_by(_crew.c.starts_at.is_(None), _crew.c.starts_at, _job.c.id)
)
_SERIES = Prepared(select(_job).where(_job.c.series_id == bindparam("series")).order_by(_job.c.starts_at, _job.c.id))


class Lookups(HolidayLookups):
    """Records as they are under the write lock, where nothing changes but by the one who holds it.

    What was read once by its id therefore holds until `forget`. `longest` is how many minutes the
    longest job has: the bound that keeps a search for what overlaps inside an index.
    """

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self.longest = 0
        self.pending = Pending()

    def forget(self) -> None:
        """Read everything anew from here on, as it is written."""
        super().forget()
        self.pending = Pending()

    def expect_schedule(self, employee_ids: Sequence[int], span: Span, except_job: int) -> None:
        """Ask for what `bookings` and `time_off` of the same will want."""
        if employee_ids:
            self.ask(_BOOKINGS, **self._about(employee_ids, span, except_job))
            self.ask(_TIME_OFF, **_within(employee_ids, span))
            self.expect_holidays(span)

    def assume(self, changes: Sequence[Change]) -> None:
        """Answer from here on as if these changes were written."""
        self.pending.add(changes)
        minutes = (after.minutes for _, after in changes if isinstance(after, Job))
        self.longest = max(self.longest, *minutes, 0)

    def get(self, record_type: type[R], record_id: int) -> R | None:
        """The record with that id, or None."""
        return self.get_many(record_type, (record_id,)).get(record_id)

    def get_many(self, record_type: type[R], ids: Iterable[int]) -> dict[int, R]:
        """Records by id; unknown ids are left out."""
        wanted = list(ids)
        changed = self.pending.records(record_type, wanted)
        unread = [each for each in wanted if (record_type, each) not in self._read and each not in changed]
        for record in self._stored(record_type, "id", unread):
            self._read[record_type, record.id] = record
        found = ((each, changed[each] if each in changed else self._read.get((record_type, each))) for each in wanted)
        return {record_id: record for record_id, record in found if record is not None}

    def seen(self) -> dict[type, dict[int, int]]:
        """The versions of all records that were read by their ids."""
        found: dict[type, dict[int, int]] = {}
        for (record_type, record_id), record in self._read.items():
            found.setdefault(record_type, {})[record_id] = record.version
        return found

    def versions(self, record_type: type, ids: Iterable[int]) -> dict[int, int]:
        """The versions of records as they are; unknown ids are left out."""
        statement = versions_of(schema.TABLES[KINDS[record_type]])
        parts = (statement.rows(self.connection, values=part) for part in parts_of(list(ids)))
        return {record_id: version for rows in parts for record_id, version in rows}

    def find(self, record_type: type[R], column: str, values: Sequence[object]) -> list[R]:
        """Records whose `column` is one of `values`, by id."""
        found = self._stored(record_type, column, values)
        if not self.pending:
            return found
        over = self.pending.over(record_type, found, lambda each: getattr(each, column) in values)
        return sorted(over, key=lambda each: each.id)

    def _stored(self, record_type: type[R], column: str, values: Sequence[object]) -> list[R]:
        statement = rows_by(schema.TABLES[KINDS[record_type]], column)
        return [record_of(record_type, row) for part in parts_of(values) for row in self.rows(statement, values=part)]

    def everything(self, record_type: type[R]) -> list[R]:
        """All records of a small kind (settings lists, employees), by id."""
        rows = self.rows(all_rows(schema.TABLES[KINDS[record_type]]))
        return [record_of(record_type, row) for row in rows]

    def bookings(self, employee_ids: Sequence[int], span: Span, except_job: int = 0) -> list[Booking]:
        """Other jobs of these employees that share time with `span`, declined ones left out."""
        rows = self.rows(_BOOKINGS, **self._about(employee_ids, span, except_job))
        found = [
            Booking(employee, job_id, number, text, Span(instant_of(start), instant_of(end)), bool(accepted))
            for employee, job_id, number, text, start, end, accepted in rows
        ]
        return self.pending.bookings(found, employee_ids, span, except_job) if self.pending else found

    def _about(self, employee_ids: Sequence[int], span: Span, except_job: int) -> Values:
        within = _within(employee_ids, span)
        return {**within, "earliest": within["low"] - self.longest, "except_job": except_job}

    def time_off(self, employee_ids: Sequence[int], span: Span) -> list[TimeOff]:
        """Time off of these employees that touches `span`."""
        return [record_of(TimeOff, row) for row in self.rows(_TIME_OFF, **_within(employee_ids, span))]

    def series(self, series_id: int) -> list[Job]:
        """The jobs of a series, by start."""
        found = [record_of(Job, row) for row in _SERIES.rows(self.connection, series=series_id)]
        if not self.pending:
            return found
        over = self.pending.over(Job, found, lambda each: each.series_id == series_id)
        return sorted(over, key=lambda each: (each.starts_at is not None, each.starts_at, each.id))

    def job_by_key(self, keys: Sequence[str]) -> dict[str, Job]:
        """Imported jobs by their external key."""
        return {job.external_key: job for job in self.find(Job, "external_key", list(keys)) if job.external_key}

    def how_many(self, kind: str, column: str, value: int) -> int:
        """How many records of a kind have a value in an indexed column."""
        found: int = count_where(schema.TABLES[kind], column).one(self.connection, value=value)[0]
        return found

    def jobs_ahead(self, employee_id: int, now: datetime) -> list[tuple[int, str]]:
        """Ids and numbers of an employee's jobs that end after `now`, by start; those without a time come last."""
        rows = _AHEAD.rows(self.connection, of_employee=employee_id, now=minute_of(now))
        return [(job_id, number) for job_id, number in rows]

    def count(self, kind: str) -> int:
        """How many records of a kind there are."""
        count: int = count_of(schema.TABLES[kind]).one(self.connection)[0]
        return count


def _within(employee_ids: Sequence[int], span: Span) -> Values:
    return {"employees": employee_ids, "low": minute_of(span.starts_at), "high": minute_of(span.ends_at)}
