"""Rows as they were when an act was the newest: as they are now, with what every later act left behind laid over them.

Which records there were then and are no more is known by what was deleted since, and which jobs lay in a window by
the starts that changes left behind: both have indexes of their own in the journal, so that what is read follows from
what is asked for, and from what was changed of it since.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache

from sqlalchemy import Connection, bindparam, literal_column, select

from industrack_core.domain.kinds import Kind
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import RowValues, columns_of, complete_row
from industrack_core.store.engine.prepared import Prepared, Row, Rows, one_of, parts_of
from industrack_core.store.engine.statements import all_rows, rows_by

_job, _crew, _change = schema.job, schema.job_crew, schema.journal_change
_LATER = (
    select(_change.c.record_id, _change.c.before, _change.c.version_before, _change.c.version_after)
    .where(_change.c.kind == bindparam("which"), _change.c.revision > bindparam("known"))
    .order_by(_change.c.revision.desc(), _change.c.position.desc())
)
_LATER_OF_KIND, _LATER_OF_IDS = Prepared(_LATER), Prepared(_LATER.where(one_of(_change.c.record_id, "ids")), "ids")
_IS_GONE = _change.c.version_after == literal_column("0")
_GONE = Prepared(
    select(_change.c.record_id, _change.c.before).where(
        _IS_GONE, _change.c.kind == bindparam("which"), _change.c.revision > bindparam("known")
    )
)
_BEGAN_IN = Prepared(
    select(_change.c.record_id).where(
        _change.c.was_start > bindparam("earliest"),
        _change.c.was_start < bindparam("high"),
        _change.c.revision > bindparam("known"),
    )
)
_BEGIN_IN = Prepared(
    select(_job.c.id).where(_job.c.starts_at > bindparam("earliest"), _job.c.starts_at < bindparam("high"))
)
_THEIRS = Prepared(
    select(_crew.c.job_id).where(
        one_of(_crew.c.employee_id, "people"),
        _crew.c.starts_at > bindparam("earliest"),
        _crew.c.starts_at < bindparam("high"),
    ),
    "people",
)
_CHANGED = Prepared(
    select(_change.c.record_id)
    .distinct()
    .where(
        _change.c.kind == literal_column(f"'{Kind.JOB}'"),
        one_of(_change.c.record_id, "ids"),
        _change.c.revision > bindparam("known"),
    ),
    "ids",
)
_WAIT = Prepared(select(_job.c.id).where(_job.c.in_queue == literal_column("1")))
_WAITED = Prepared(
    select(_change.c.record_id).where(
        _change.c.was_queued == literal_column("1"), _change.c.revision > bindparam("known")
    )
)
_LEDGER = Prepared(select(schema.ledger))


@cache
def column_place(kind: str, column: str) -> int:
    """Where a column stands in the rows of a kind."""
    return [str(each.name) for each in schema.TABLES[kind].columns].index(column)


class PastRows:
    """What a connection that reads sees of the time when the act `revision` was the newest.

    Rows are in the order of their table's columns, of which the first is the id. `ledger` is the row of that table,
    `newest` the number of the newest act, `longest` the length of the longest job there ever was, in minutes.
    """

    def __init__(self, connection: Connection, revision: int) -> None:
        self._connection, self._revision = connection, revision
        names = (str(column.name) for column in schema.ledger.columns)
        now: RowValues = dict(zip(names, _LEDGER.one(connection), strict=True))
        self.ledger = {**now, "revision": revision}
        self.newest: int = now["revision"]
        self.longest: int = now["longest_minutes"]
        self._is_now = self.newest <= revision

    def all_of(self, kind: str) -> tuple[Rows, frozenset[int]]:
        """Every row of a kind, and the ids of those records that any later act changed."""
        table = schema.TABLES[kind]
        changes = [] if self._is_now else _LATER_OF_KIND.rows(self._connection, which=kind, known=self._revision)
        return _laid(kind, all_rows(table).rows(self._connection), changes), frozenset(each[0] for each in changes)

    def of_ids(self, kind: str, ids: Iterable[int]) -> Rows:
        """The rows with these ids, of those that were there."""
        wanted = sorted(ids)
        return _laid(kind, self._now(kind, "id", wanted), self._later(kind, wanted))

    def belonging(self, kind: str, column: str, values: Collection[int]) -> Rows:
        """The rows whose column, which never changes, says one of these."""
        wanted = set(values)
        now = self._now(kind, column, sorted(wanted))
        ids = {row[0] for row in now}
        if not self._is_now and wanted:
            gone = _GONE.rows(self._connection, which=kind, known=self._revision)
            ids.update(record_id for record_id, before in gone if before and columns_of(before).get(column) in wanted)
        place = column_place(kind, column)
        return [row for row in _laid(kind, now, self._later(kind, sorted(ids))) if row[place] in wanted]

    def jobs_in(self, low: int, high: int, people: Collection[int] | None) -> set[int]:
        """Ids of all jobs that touched the minutes from `low` to `high` (since 1970 UTC), and of some others; of those
        alone that were in the rows of some people, where they are named."""
        earliest = low - self.longest
        found = {int(each) for each in _BEGIN_IN.column(self._connection, earliest=earliest, high=high)}
        if people is not None:
            # whoever else does a job now may have taken it over since
            found = set(self._changed(sorted(found)))
            for part in parts_of(sorted(people)):
                found.update(_THEIRS.column(self._connection, people=part, earliest=earliest, high=high))
        if not self._is_now:
            found.update(_BEGAN_IN.column(self._connection, earliest=earliest, high=high, known=self._revision))
        return found

    def waiting_jobs(self) -> set[int]:
        """Ids of all jobs that were in the queue, and of some others."""
        found = set(_WAIT.column(self._connection))
        if not self._is_now:
            found.update(_WAITED.column(self._connection, known=self._revision))
        return {int(each) for each in found}

    def jobs_gone(self) -> set[int]:
        """Ids of the jobs that were deleted since."""
        return {int(row[0]) for row in _GONE.rows(self._connection, which=Kind.JOB, known=self._revision)}

    def _changed(self, job_ids: Sequence[int]) -> Iterator[int]:
        if not self._is_now:
            for part in parts_of(job_ids):
                yield from _CHANGED.column(self._connection, ids=part, known=self._revision)

    def _now(self, kind: str, column: str, values: Sequence[int]) -> Rows:
        statement = rows_by(schema.TABLES[kind], column)
        return [row for part in parts_of(values) for row in statement.rows(self._connection, values=part)]

    def _later(self, kind: str, ids: Sequence[int]) -> Rows:
        if self._is_now:
            return []
        return [
            change
            for part in parts_of(ids)
            for change in _LATER_OF_IDS.rows(self._connection, which=kind, ids=part, known=self._revision)
        ]


def _laid(kind: str, now: Rows, changes: Rows) -> Rows:
    """Rows as they were before these changes, the newest of which comes first."""
    names = [str(column.name) for column in schema.TABLES[kind].columns]
    present: dict[int, Row] = {row[0]: row for row in now} if changes else {}
    then: dict[int, RowValues | None] = {}
    for record_id, before, version, left in changes:
        if record_id not in then:
            if left and record_id not in present:
                continue  # it is in an archive: nothing but its deletion says all of it
            then[record_id] = dict(zip(names, present.get(record_id, ()), strict=False))
        then[record_id] = (
            None if before is None else {**(then[record_id] or {}), **columns_of(before), "version": version}
        )
    untouched = [row for row in now if row[0] not in then]
    return [*untouched, *(tuple(complete_row(kind, row).values()) for row in then.values() if row is not None)]
