"""One transaction that writes: it holds the write lock from its first moment to its commit.

Both engines let one writer in at a time: SQLite by BEGIN IMMEDIATE, PostgreSQL by a row lock on the
ledger. An office writes a few times a second at most, and in return every check inside (versions,
overlaps, numbers) sees exactly what it decides on, and revisions appear in the order of commits.
"""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, Integer, Table, and_, delete, func, insert, or_, select, type_coerce, update
from sqlalchemy.exc import IntegrityError

from industrack_core.domain.acts import Record
from industrack_core.domain.checks import Booking
from industrack_core.domain.customer import Location
from industrack_core.domain.job import Job
from industrack_core.domain.minute import instant_of, minute_of
from industrack_core.domain.office import TimeOff
from industrack_core.domain.outcomes import RecordChange
from industrack_core.domain.span import Span
from industrack_core.store import schema
from industrack_core.store.codec import KINDS, RowValues, from_row, to_row
from industrack_core.store.customer_index import reindex

R = TypeVar("R", bound=Record)
Change = tuple[Record | None, Record | None]
"""A record before and after; None before creates, None after deletes."""

_CHUNK = 500
_USED_BY_JOBS: dict[str, tuple[Column[int], Column[int]]] = {
    "customer": (schema.job.c.customer_id, schema.job.c.id),
    "location": (schema.job.c.location_id, schema.job.c.id),
    "service_type": (schema.job.c.service_type_id, schema.job.c.id),
    "employee": (schema.job_crew.c.employee_id, schema.job_crew.c.job_id),
}
"""Kinds that jobs refer to: the column that does, and where the job's id stands."""


class ReferenceInUse(Exception):
    """A record cannot go, because another one refers to it."""


class Transaction:
    """Loads records, and writes changes of them. Made by `Store.writing`, never kept beyond it."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        lock = select(schema.ledger.c.revision, schema.ledger.c.longest_minutes).with_for_update()
        self.revision: int
        self._longest: int
        self.revision, self._longest = connection.execute(lock).one()
        self.wrote = False
        # under the lock nothing changes but by this transaction: what was read once holds until it writes
        self._read: dict[tuple[type, int], Any] = {}

    def get(self, record_type: type[R], record_id: int) -> R | None:
        """The record with that id, or None."""
        return self.get_many(record_type, [record_id]).get(record_id)

    def get_many(self, record_type: type[R], ids: Iterable[int]) -> dict[int, R]:
        """Records by id; unknown ids are left out."""
        wanted = list(ids)
        unread = [record_id for record_id in wanted if (record_type, record_id) not in self._read]
        for row in self.rows(KINDS[record_type], unread):
            self._read[record_type, row["id"]] = from_row(record_type, row)
        found = ((record_id, self._read.get((record_type, record_id))) for record_id in wanted)
        return {record_id: record for record_id, record in found if record is not None}

    def rows(self, kind: str, ids: Iterable[int]) -> list[RowValues]:
        """Raw rows of a kind, for the journal's undo."""
        table = schema.TABLES[kind]
        wanted = list(ids)
        found: list[RowValues] = []
        for first in range(0, len(wanted), _CHUNK):
            statement = select(table).where(table.c.id.in_(wanted[first : first + _CHUNK]))
            # plain text keys: the driver's are a subclass that the journal cannot encode
            found.extend(
                {str(name): value for name, value in row.items()}
                for row in self.connection.execute(statement).mappings()
            )
        return found

    def find(self, record_type: type[R], column: str, values: Sequence[Any]) -> list[R]:
        """Records whose `column` is one of `values`, by id."""
        table = schema.TABLES[KINDS[record_type]]
        found: list[R] = []
        for first in range(0, len(values), _CHUNK):
            statement = select(table).where(table.c[column].in_(values[first : first + _CHUNK])).order_by(table.c.id)
            found.extend(from_row(record_type, row) for row in self.connection.execute(statement).mappings())
        return found

    def locations_at(self, customer_ids: Sequence[int], addresses: Sequence[str]) -> list[Location]:
        """Of these customers: the main locations, and those at one of these addresses, by id.

        An importing district may have tens of thousands of locations, so they are not all loaded.
        """
        table = schema.location
        found: dict[int, Location] = {}
        main = table.c.is_main == 1
        for first in range(0, max(len(addresses), 1), _CHUNK):
            at_address = table.c.address.in_(addresses[first : first + _CHUNK])
            for start in range(0, len(customer_ids), _CHUNK):
                theirs = table.c.customer_id.in_(customer_ids[start : start + _CHUNK])
                rows = self.connection.execute(select(table).where(theirs, or_(main, at_address))).mappings()
                found.update((row["id"], from_row(Location, row)) for row in rows)
        return [found[location_id] for location_id in sorted(found)]

    def everything(self, record_type: type[R]) -> list[R]:
        """All records of a small kind (settings lists, employees), by id."""
        table = schema.TABLES[KINDS[record_type]]
        rows = self.connection.execute(select(table).order_by(table.c.id)).mappings()
        return [from_row(record_type, row) for row in rows]

    def bookings(self, employee_ids: Sequence[int], span: Span, except_job: int = 0) -> list[Booking]:
        """Other jobs of these employees that share time with `span`, declined ones left out."""
        crew, job = schema.job_crew, schema.job
        low, high = minute_of(span.starts_at), minute_of(span.ends_at)
        longest = select(schema.ledger.c.longest_minutes).scalar_subquery()
        statement = (
            select(
                crew.c.employee_id,
                job.c.id,
                job.c.number,
                job.c.description,
                crew.c.starts_at,
                crew.c.ends_at,
            )
            .join(job, job.c.id == crew.c.job_id)
            .where(
                crew.c.employee_id.in_(employee_ids),
                crew.c.starts_at > low - longest,
                crew.c.starts_at < high,
                crew.c.ends_at > low,
                job.c.id != except_job,
                job.c.status != "declined",
            )
            .order_by(crew.c.employee_id, crew.c.starts_at, job.c.id)
        )
        return [
            Booking(employee, job_id, number, text, Span(instant_of(start), instant_of(end)))
            for employee, job_id, number, text, start, end in self.connection.execute(statement)
        ]

    def time_off(self, employee_ids: Sequence[int], span: Span) -> list[TimeOff]:
        """Time off of these employees that touches `span`."""
        table = schema.time_off
        statement = select(table).where(
            table.c.employee_id.in_(employee_ids),
            table.c.ends_at > minute_of(span.starts_at),
            table.c.starts_at < minute_of(span.ends_at),
        )
        return [from_row(TimeOff, row) for row in self.connection.execute(statement).mappings()]

    def jobs_using(self, records: Iterable[tuple[str, int]]) -> set[int]:
        """Ids of the jobs that refer to any of these records, given as (kind, id)."""
        wanted: dict[str, list[int]] = {}
        for kind, record_id in records:
            if kind in _USED_BY_JOBS:
                wanted.setdefault(kind, []).append(record_id)
        found: set[int] = set()
        for kind, ids in wanted.items():
            column, job_id = _USED_BY_JOBS[kind]
            for first in range(0, len(ids), _CHUNK):
                statement = select(job_id).where(column.in_(ids[first : first + _CHUNK]))
                found.update(self.connection.scalars(statement))
        return found

    def keep(self) -> None:
        """Commit at the end, though no act was written."""
        self.wrote = True

    def reserve_ids(self, count: int) -> int:
        """Take `count` record ids, never to be used again; answers the first."""
        first: int = self.connection.execute(select(schema.ledger.c.next_id)).scalar_one()
        self.connection.execute(update(schema.ledger).values(next_id=first + count))
        return first

    def take_numbers(self, kind: str, count: int = 1) -> list[str]:
        """The next free numbers of a kind (`job`, `customer`), with its prefix; those typed or imported are skipped."""
        table, numbered = schema.numbering, schema.TABLES[kind]
        prefix, following = self.connection.execute(
            select(table.c.prefix, table.c.next_number).where(table.c.kind == kind)
        ).one()
        taken: list[str] = []
        while len(taken) < count:
            candidates = [f"{prefix}{following + offset}" for offset in range(count - len(taken))]
            following += len(candidates)
            used = set(
                self.connection.scalars(select(numbered.c.number).where(numbered.c.number.in_(candidates)))
                if len(candidates) <= _CHUNK
                else self._used_numbers(numbered, candidates)
            )
            taken.extend(candidate for candidate in candidates if candidate not in used)
        self.connection.execute(update(table).where(table.c.kind == kind).values(next_number=following))
        return taken

    def _used_numbers(self, numbered: Table, candidates: list[str]) -> list[str]:
        used: list[str] = []
        for first in range(0, len(candidates), _CHUNK):
            part = candidates[first : first + _CHUNK]
            used.extend(self.connection.scalars(select(numbered.c.number).where(numbered.c.number.in_(part))))
        return used

    def write(self, changes: Sequence[Change]) -> list[RecordChange]:
        """Insert, update and delete as `changes` say, each with its version raised.

        A created record takes the version it carries, but at least 1 (an undone deletion goes on
        counting). Raises ReferenceInUse when a deleted record is still referred to.
        """
        rows = [(to_row(before) if before else None, to_row(after) if after else None) for before, after in changes]
        kinds = [KINDS[type(after or before)] for before, after in changes]
        return self.write_rows(list(zip(kinds, rows, strict=True)))

    def write_rows(
        self, changes: Sequence[tuple[str, tuple[RowValues | None, RowValues | None]]]
    ) -> list[RecordChange]:
        """`write` for rows; the after rows get their new version in place."""
        self._read.clear()
        written: list[RecordChange] = []
        created: dict[str, list[RowValues]] = {}
        for kind, (before, after) in changes:
            seen = before["version"] if before else 0
            if after is not None:
                after["version"] = seen + 1 if before else max(1, after["version"])
            version_after = after["version"] if after else 0
            written.append(RecordChange(kind, (after or before or {})["id"], seen, version_after))
            if before is None and after is not None:
                created.setdefault(kind, []).append(after)
        try:
            for kind in KINDS.values():
                self._insert(kind, created.get(kind, []))
            for kind, (before, after) in changes:
                if before is not None and after is not None:
                    self._update(kind, before, after)
            for kind in reversed(KINDS.values()):
                self._delete(
                    kind,
                    [before["id"] for k, (before, after) in changes if k == kind and before and not after],
                )
        except IntegrityError as error:
            raise ReferenceInUse(str(error.orig)) from error
        reindex(self, changes)
        return written

    def _insert(self, kind: str, rows: list[RowValues]) -> None:
        if not rows:
            return
        self.connection.execute(insert(schema.TABLES[kind]), rows)
        if kind == "job":
            self._insert_crew(rows)

    def _insert_crew(self, rows: list[RowValues]) -> None:
        crew = [
            {
                "job_id": row["id"],
                "employee_id": int(employee),
                "starts_at": start,
                "ends_at": start and start + row["minutes"],
            }
            for row in rows
            for start in (row["starts_at"],)
            if row["crew"]
            for employee in dict.fromkeys(row["crew"].split(","))
        ]
        if crew:
            self.connection.execute(insert(schema.job_crew), crew)
        longest = max(row["minutes"] for row in rows)
        if longest > self._longest:
            self._longest = longest
            self.connection.execute(update(schema.ledger).values(longest_minutes=longest))

    def _update(self, kind: str, before: RowValues, after: RowValues) -> None:
        table = schema.TABLES[kind]
        changed = {name: value for name, value in after.items() if before[name] != value}
        guard = and_(table.c.id == before["id"], table.c.version == before["version"])
        result = self.connection.execute(update(table).where(guard).values(changed))
        if result.rowcount != 1:  # cannot happen under the write lock; a wrong version must never pass
            raise RuntimeError(f"{kind} {before['id']} changed under the write lock")
        if kind == "job" and changed.keys() & {"crew", "starts_at", "minutes"}:
            self.connection.execute(delete(schema.job_crew).where(schema.job_crew.c.job_id == before["id"]))
            self._insert_crew([after])

    def _delete(self, kind: str, ids: list[int]) -> None:
        if not ids:
            return
        table = schema.TABLES[kind]
        for first in range(0, len(ids), _CHUNK):
            part = ids[first : first + _CHUNK]
            if kind == "job":
                self.connection.execute(delete(schema.job_crew).where(schema.job_crew.c.job_id.in_(part)))
            if kind == "customer":
                words = schema.customer_word
                self.connection.execute(delete(words).where(words.c.customer_id.in_(part)))
            self.connection.execute(delete(table).where(table.c.id.in_(part)))

    def job_by_key(self, keys: Sequence[str]) -> dict[str, Job]:
        """Imported jobs by their external key."""
        return {job.external_key: job for job in self.find(Job, "external_key", list(keys)) if job.external_key}

    def count(self, kind: str) -> int:
        """How many records of a kind there are."""
        statement = select(type_coerce(func.count(), Integer)).select_from(schema.TABLES[kind])
        return self.connection.execute(statement).scalar_one()
