"""What the journal's rows say about going back: the records as they were before an act, if nobody built on it."""

from collections.abc import Sequence

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.field.over_reports import STATUS, brought_over
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.record import RECORD_TYPES, Change, Record
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import RowValues, columns_of, complete_row, digest, from_row
from industrack_core.store.engine.prepared import parts_of
from industrack_core.store.engine.statements import rows_by
from industrack_core.store.writing import journal
from industrack_core.store.writing.act_names import REPORTS
from industrack_core.store.writing.journal import EntryChange, JournalEntry
from industrack_core.store.writing.past_rows import past_row
from industrack_core.store.writing.transaction import Transaction
from industrack_core.store.writing.uses import jobs_using, records_naming, reports_on

Key = tuple[str, int]
Rows = dict[Key, RowValues | None]
"""By kind and id of a record its row, None where there is none."""


@dataclass(frozen=True, slots=True)
class BuiltOn:
    """A record that keeps an act from being taken back: it is not what the act left, or uses what would go."""

    kind: str
    record_id: int


def taken_back(tx: Transaction, entries: Sequence[JournalEntry]) -> list[Change] | BuiltOn:
    """The changes that undo the entries, newest first, each record to be exactly what it was, by its digest.

    What technicians reported since stays, where it is something else than what the acts changed. Nothing is done to an
    outbox entry that a phone fetched but that it would go; what is told to the phone in its place is not decided here.
    """
    current: Rows = {}
    left: Rows = {}
    back: Rows = {}
    versions: dict[Key, int] = {}
    for entry in entries:
        changes = journal.changes_of(tx, entry.revision)
        _load(tx, changes, current)
        for change in changes:
            key = (change.kind, change.record_id)
            if key not in left:
                left[key] = back[key] = _left(tx, change, current[key])
                versions[key] = change.version_after
            if digest(back[key]) != change.digest_after:
                return BuiltOn(*key)
            back[key] = _before(tx, change, back[key])
    users = _users(tx, [key for key, row in back.items() if row is None and current[key] is not None]) - current.keys()
    if users:
        return BuiltOn(*max(users, key=lambda user: user[1]))
    found: list[Change] = []
    for key, row in current.items():
        after = _over_reports(key, left[key], back[key], row)
        if isinstance(after, BuiltOn):
            return after
        if _is_said_again(tx, key, versions[key], left[key], back[key]):
            return BuiltOn(*key)
        found.append((_record(key, row), after))
    return [pair for pair in found if pair != (None, None)]


def _left(tx: Transaction, change: EntryChange, row: RowValues | None) -> RowValues | None:
    """The record as the act left it, where it differs from now by technicians' reports alone; else as it is now."""
    if row is None or digest(row) == change.digest_after:
        return row
    past = past_row(tx, change.kind, change.record_id, change.version_after)
    return past.row if past is not None and past.only_reports else row


def _is_said_again(tx: Transaction, key: Key, version: int, left: RowValues | None, back: RowValues | None) -> bool:
    """Whether a status that would go back was said again since `version`, beside reports: a visit goes on with it.

    Two statements more, and only where a status would go back.
    """
    said = [] if left is None or back is None else [name for name in STATUS & left.keys() if back[name] != left[name]]
    past = past_row(tx, *key, version) if said else None
    return past is not None and not (past.acts.isdisjoint(REPORTS) or past.written.isdisjoint(said))


def _over_reports(
    key: Key, left: RowValues | None, back: RowValues | None, current: RowValues | None
) -> Record | BuiltOn | None:
    """The record as it was before the acts, with what technicians made of it since."""
    if left == current or current is None or left is None:
        return _record(key, back)
    if back is None:
        return None if key[0] == Kind.OUTBOX else BuiltOn(*key)
    seen, mine, now = (from_row(RECORD_TYPES[key[0]], complete_row(key[0], row)) for row in (left, back, current))
    return brought_over(seen, mine, now) or BuiltOn(*key)


def _users(tx: Transaction, gone: Sequence[Key]) -> set[Key]:
    """The records that use what would go: jobs and lists that name it, reports of technicians on a job."""
    users = {(str(Kind.JOB), job_id) for job_id in jobs_using(tx.connection, gone)}
    users |= {user for key in gone for user in records_naming(tx.connection, *key)}
    jobs = [record_id for kind, record_id in gone if kind == Kind.JOB]
    return users | {(str(Kind.FIELD_REPORT), report_id) for report_id in reports_on(tx.connection, jobs)}


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


def _load(tx: Transaction, changes: Sequence[EntryChange], current: Rows) -> None:
    wanted: dict[str, list[int]] = {}
    for change in changes:
        key = (change.kind, change.record_id)
        if key not in current:
            current[key] = None
            wanted.setdefault(change.kind, []).append(change.record_id)
    for kind, ids in wanted.items():
        table = schema.TABLES[kind]
        names = [str(column.name) for column in table.columns]
        for part in parts_of(ids):
            for values in rows_by(table, "id").rows(tx.connection, values=part):
                row = dict(zip(names, values, strict=True))
                current[kind, row["id"]] = row


def _before(tx: Transaction, change: EntryChange, row: RowValues | None) -> RowValues | None:
    if change.before is None:
        return None
    if row is None:
        version = journal.next_version(tx, change.kind, change.record_id)
        return {**columns_of(change.before), "version": version}
    return {**row, **columns_of(change.before)}
