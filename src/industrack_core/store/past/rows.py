"""Rows as they were when an act was the newest: as they are now, with what every later act left behind laid over them.

Which records there were then and are no more is known by what was deleted since, and which jobs lay in a window by
the starts that changes left behind: both have indexes of their own in the journal, so that what is read follows from
what is asked for, and from what was changed of it since.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, bindparam, literal_column, select

from industrack_core.domain.kinds import Kind
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import RowValues, columns_of, complete_row
from industrack_core.store.engine.prepared import Prepared, Rows, one_of, parts_of
from industrack_core.store.engine.statements import all_rows, rows_by

_job, _journal, _change = schema.job, schema.journal, schema.journal_change
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
_WAIT = Prepared(select(_job.c.id).where(_job.c.in_queue == literal_column("1")))
_WAITED = Prepared(
    select(_change.c.record_id).where(
        _change.c.was_queued == literal_column("1"), _change.c.revision > bindparam("known")
    )
)
_LEDGER = Prepared(select(schema.ledger))


class PastRows:
    """What a connection that reads sees of the time when the act `revision` was the newest.

    `ledger` is the row of that table, `longest` the length of the longest job there ever was, in minutes.
    """

    def __init__(self, connection: Connection, revision: int) -> None:
        self._connection, self._revision = connection, revision
        names = (str(column.name) for column in schema.ledger.columns)
        now: RowValues = dict(zip(names, _LEDGER.one(connection), strict=True))
        self.ledger = {**now, "revision": revision}
        self.longest: int = now["longest_minutes"]
        self._is_now = now["revision"] <= revision

    def all_of(self, kind: str) -> list[RowValues]:
        """Every row of a kind."""
        table = schema.TABLES[kind]
        changes = [] if self._is_now else _LATER_OF_KIND.rows(self._connection, which=kind, known=self._revision)
        return _laid(kind, all_rows(table).rows(self._connection), changes)

    def of_ids(self, kind: str, ids: Iterable[int]) -> list[RowValues]:
        """The rows with these ids, of those that were there."""
        rows: list[RowValues] = []
        for part in parts_of(sorted(ids)):
            now = rows_by(schema.TABLES[kind], "id").rows(self._connection, values=part)
            rows += _laid(kind, now, self._later(kind, part))
        return rows

    def belonging(self, kind: str, column: str, values: Sequence[int]) -> list[RowValues]:
        """The rows whose column, which never changes, says one of these."""
        wanted, ids = set(values), set[int]()
        for part in parts_of(sorted(wanted)):
            ids.update(row[0] for row in rows_by(schema.TABLES[kind], column).rows(self._connection, values=part))
        if not self._is_now and wanted:
            gone = _GONE.rows(self._connection, which=kind, known=self._revision)
            ids.update(record_id for record_id, before in gone if before and columns_of(before).get(column) in wanted)
        return [row for row in self.of_ids(kind, ids) if row[column] in wanted]

    def jobs_in(self, low: int, high: int) -> set[int]:
        """Ids of all jobs that touched the minutes from `low` to `high` (since 1970 UTC), and of some others."""
        earliest = low - self.longest
        found = set(_BEGIN_IN.column(self._connection, earliest=earliest, high=high))
        if not self._is_now:
            found.update(_BEGAN_IN.column(self._connection, earliest=earliest, high=high, known=self._revision))
        return {int(each) for each in found}

    def waiting_jobs(self) -> set[int]:
        """Ids of all jobs that were in the queue, and of some others."""
        found = set(_WAIT.column(self._connection))
        if not self._is_now:
            found.update(_WAITED.column(self._connection, known=self._revision))
        return {int(each) for each in found}

    def jobs_gone(self) -> set[int]:
        """Ids of the jobs that were deleted since."""
        return {int(row[0]) for row in _GONE.rows(self._connection, which=Kind.JOB, known=self._revision)}

    def _later(self, kind: str, ids: Sequence[int]) -> Rows:
        if self._is_now:
            return []
        return _LATER_OF_IDS.rows(self._connection, which=kind, ids=ids, known=self._revision)


def _laid(kind: str, now: Rows, changes: Rows) -> list[RowValues]:
    """Rows in the table's order of columns, as they were before these changes, the newest of which comes first."""
    names = [str(column.name) for column in schema.TABLES[kind].columns]
    rows: dict[int, RowValues | None] = {row[0]: dict(zip(names, row, strict=True)) for row in now}
    touched: set[int] = set()
    for record_id, before, version, left in changes:
        if left and record_id not in rows:
            continue  # it is in an archive: nothing but its deletion says all of it
        touched.add(record_id)
        rows[record_id] = (
            None if before is None else {**(rows.get(record_id) or {}), **columns_of(before), "version": version}
        )
    return [
        complete_row(kind, row) if record_id in touched else row for record_id, row in rows.items() if row is not None
    ]
