"""What the journal's rows say about going back: the records as they were before an act, if nobody built on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.record import RECORD_TYPES, Change, Record
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import RowValues, columns_of, complete_row, digest, from_row
from industrack_core.store.engine.statements import parts_of, rows_by
from industrack_core.store.writing import journal
from industrack_core.store.writing.journal import EntryChange, JournalEntry
from industrack_core.store.writing.transaction import Transaction
from industrack_core.store.writing.uses import jobs_using, records_naming

Key = tuple[str, int]
Rows = dict[Key, RowValues | None]
"""By kind and id of a record its row, None where there is none."""


@dataclass(frozen=True, slots=True)
class BuiltOn:
    """A record that keeps an act from being taken back: it is not what the act left, or uses what would go."""

    kind: str
    record_id: int


def taken_back(tx: Transaction, entries: Sequence[JournalEntry]) -> list[Change] | BuiltOn:
    """The changes that undo the entries, newest first, each record to be exactly what it was, by its digest."""
    current: Rows = {}
    original: Rows = {}
    for entry in entries:
        changes = journal.changes_of(tx, entry.revision)
        _load(tx, changes, current, original)
        for change in changes:
            key = (change.kind, change.record_id)
            if digest(current[key]) != change.digest_after:
                return BuiltOn(*key)
            current[key] = _before(tx, change, current[key])
    gone = [key for key, row in current.items() if row is None and original[key] is not None]
    users = {(str(Kind.JOB), job_id) for job_id in jobs_using(tx.connection, gone)}
    users |= {user for key in gone for user in records_naming(tx.connection, *key)}
    users -= current.keys()
    if users:
        return BuiltOn(*max(users, key=lambda user: user[1]))
    pairs = ((_record(key, original[key]), _record(key, row)) for key, row in current.items())
    return [pair for pair in pairs if pair != (None, None)]


def restored(tx: Transaction, kind: str, row: RowValues) -> Record:
    """A record that was deleted, as it was, in the version after its last; columns that came since are as in a new
    one."""
    version = journal.next_version(tx, kind, row["id"])
    return from_row(RECORD_TYPES[kind], {**complete_row(kind, row), "version": version})


def references(kind: str, row: RowValues) -> list[tuple[str, int | None]]:
    """The records that a row names by its columns, as (kind, id); None for none."""
    keys = schema.TABLES[kind].foreign_keys
    return [(key.column.table.name, row.get(key.parent.name)) for key in keys]


def _record(key: Key, row: RowValues | None) -> Record | None:
    kind = key[0]
    return None if row is None else from_row(RECORD_TYPES[kind], complete_row(kind, row))


def _load(tx: Transaction, changes: Sequence[EntryChange], current: Rows, original: Rows) -> None:
    wanted: dict[str, list[int]] = {}
    for change in changes:
        key = (change.kind, change.record_id)
        if key not in current:
            current[key] = original[key] = None
            wanted.setdefault(change.kind, []).append(change.record_id)
    for kind, ids in wanted.items():
        table = schema.TABLES[kind]
        names = [str(column.name) for column in table.columns]
        for part in parts_of(ids):
            for values in rows_by(table, "id").rows(tx.connection, values=part):
                row = dict(zip(names, values, strict=True))
                current[kind, row["id"]] = original[kind, row["id"]] = row


def _before(tx: Transaction, change: EntryChange, row: RowValues | None) -> RowValues | None:
    if change.before is None:
        return None
    if row is None:
        version = journal.next_version(tx, change.kind, change.record_id)
        return {**columns_of(change.before), "version": version}
    return {**row, **columns_of(change.before)}
