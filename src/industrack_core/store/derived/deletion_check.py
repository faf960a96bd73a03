"""The list of what was deleted, compared with the journal, which says all of it; some ids at a time."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache

import msgspec
from sqlalchemy import Connection, bindparam, delete, func, select

from industrack_core.domain.kinds import Kind, noun_of
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.records.deletions import OWNED, PARTS, is_retired
from industrack_core.domain.upkeep import Damage
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import RowValues, columns_of
from industrack_core.store.engine.prepared import Prepared, one_of, parts_of
from industrack_core.store.engine.statements import insertion, versions_of
from industrack_core.store.writing.act_names import UNDO
from industrack_core.store.writing.deletions import deletion_row, last_deletion
from industrack_core.store.writing.lookups import Lookups
from industrack_core.store.writing.transaction import Transaction

SPAN = 20_000
"""So many ids are looked at at a time."""
_journal, _change, _table = schema.journal, schema.journal_change, schema.deletion
_NAMES = [str(column.name) for column in _table.columns]
_OF_KIND = _change.c.kind == bindparam("which")
_GONE = Prepared(
    select(
        _change.c.kind, _change.c.record_id, _change.c.before, _journal.c.revision, _journal.c.act, _journal.c.who,
        _journal.c.at,
    )
    .join(_journal, _journal.c.revision == _change.c.revision)
    .where(
        one_of(_change.c.kind, "kinds"), _change.c.record_id > bindparam("low"),
        _change.c.record_id <= bindparam("high"), _change.c.version_after == 0,
    )
    .order_by(_change.c.revision),
    "kinds",
)  # fmt: skip
_TOUCHES = Prepared(
    select(_journal.c.revision, _journal.c.who, _journal.c.at, _change.c.before, _change.c.after)
    .join(_change, _change.c.revision == _journal.c.revision)
    .where(_OF_KIND, _change.c.record_id == bindparam("record"))
    .order_by(_change.c.revision.desc())
)
_IN_ONE_ACT = Prepared(
    select(_change.c.record_id).where(
        _OF_KIND, _change.c.record_id == bindparam("record"), _change.c.revision == bindparam("act"),
        _change.c.version_after == 0,
    )
)  # fmt: skip
_KEPT = Prepared(select(_table).where(_table.c.id < bindparam("above"), _table.c.id >= bindparam("under")))
_ARCHIVED = Prepared(
    select(schema.archived_job.c.job_id).where(one_of(schema.archived_job.c.job_id, "values")), "values"
)
_REMOVAL = Prepared(delete(_table).where(_table.c.id == bindparam("old")))


@dataclass(slots=True)
class ComparedDeletions:
    """What the list has too much, what it lacks, and what of the journal cannot be read."""

    extra: list[RowValues] = field(default_factory=list)
    missing: list[RowValues] = field(default_factory=list)
    damages: list[Damage] = field(default_factory=list)


def highest_deleted(connection: Connection) -> int:
    """No record that was deleted has an id above it."""
    ids = (
        connection.execute(select(func.min(_table.c.id))).scalar(),
        connection.execute(select(func.max(_change.c.record_id))).scalar(),
    )
    return max(-(ids[0] or 0), ids[1] or 0)


def compared_deletions(connection: Connection, low: int, high: int) -> ComparedDeletions:
    """The list and the journal of the records with ids above `low` and up to `high`."""
    found = ComparedDeletions()
    rows = [dict(zip(_NAMES, row, strict=True)) for row in _KEPT.rows(connection, above=-low, under=-high)]
    kept = {row["id"]: row for row in rows}
    wanted: dict[int, RowValues] = {}
    for due in _deleted(connection, low, high):
        try:
            row = due.listed(connection, kept.get(-due.record))
        except msgspec.MsgspecError:
            found.damages.append(Damage("journal entry", due.record, f"of a deleted {noun_of(due.kind)}", "before"))
            kept.pop(-due.record, None)
            continue
        if row is not None:
            wanted[row["id"]] = row
    found.extra = [row for key, row in kept.items() if wanted.get(key) != row]
    found.missing = [row for key, row in wanted.items() if kept.get(key) != row]
    return found


def mend_deletions(tx: Transaction, low: int, high: int) -> None:
    """Make the list of these records anew; what lists are sorted and found by follows from it."""
    found = compared_deletions(tx.connection, low, high)
    _REMOVAL.run_many(tx.connection, ({"old": row["id"]} for row in found.extra))
    insertion(_table).run_many(tx.connection, found.missing)
    tx.keep()


class _Deleted(NamedTuple):
    """A record that is not there any more, or not for pickers; `act` is the last that took it away, if it is gone."""

    kind: str
    record: int
    row: RowValues
    act: tuple[str, int, str, str, int] | None = None

    def listed(self, connection: Connection, kept: RowValues | None) -> RowValues | None:
        """Its row in the list, or None when it does not stand there. Raises MsgspecError."""
        if self.act is None:
            return self._retired(connection, self.row, kept)
        text, revision, act, who, at = self.act
        before = columns_of(text)
        if is_retired(before):
            return self._retired(connection, before, kept)
        owner = before[OWNED[self.kind]] if self.kind in OWNED else None
        if owner is not None and _IN_ONE_ACT.first(connection, which=Kind.CUSTOMER, record=owner, act=revision):
            return None
        if act == UNDO:
            meant = last_deletion(Lookups(connection), self.kind, self.record, meant=True)
            return deletion_row(self.kind, before, meant.revision, meant.who, meant.at) if meant else None
        return deletion_row(self.kind, before, revision, who, datetime.fromtimestamp(at, UTC))

    def _retired(self, connection: Connection, row: RowValues, kept: RowValues | None) -> RowValues | None:
        touches = _TOUCHES.rows(connection, which=self.kind, record=self.record)
        for revision, who, at, before, after in touches:
            if before and after and columns_of(after).get("retired") and not columns_of(before).get("retired", 1):
                listed = deletion_row(self.kind, row, revision, who, datetime.fromtimestamp(at, UTC))
                # it stands there under the name that it had then
                return {**listed, "label": kept["label"] if kept else listed["label"]}
        return None


def _deleted(connection: Connection, low: int, high: int) -> Iterator[_Deleted]:
    gone: dict[str, dict[int, _Deleted]] = {kind: {} for kind in PARTS}
    for kind, record, *act in _GONE.rows(connection, kinds=list(PARTS), low=low, high=high):
        gone[kind][record] = _Deleted(kind, record, {}, tuple(act))
    for kind, records in gone.items():
        table = schema.TABLES[kind]
        for part in parts_of(list(records)):
            for row in versions_of(table).rows(connection, values=part):
                del records[row[0]]
            if kind == Kind.JOB:  # what is in an archive was deleted by nobody
                for job in _ARCHIVED.column(connection, values=part):
                    records.pop(job, None)
        yield from records.values()
        if "retired" in table.columns:
            names = table.columns.keys()
            for row in _retired(kind).rows(connection, low=low, high=high):
                values = dict(zip(names, row, strict=True))
                yield _Deleted(kind, values["id"], values)


@cache
def _retired(kind: str) -> Prepared:
    table = schema.TABLES[kind]
    inside = (table.c.id > bindparam("low"), table.c.id <= bindparam("high"))
    return Prepared(select(table).where(table.c.retired == 1, *inside))
