"""Keeps the list of deleted records in step with the journal, and finds in the journal what they were."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import bindparam, select

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.deletions import OWNED, PARTS, ListedDeletion, deleted_label, is_retired
from industrack_core.domain.time.minute import minute_of
from industrack_core.store.derived.list_index import keep_listed
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import RowValues, columns_of
from industrack_core.store.engine.prepared import Prepared, one_of, parts_of
from industrack_core.store.engine.statements import deletion as deletion_of
from industrack_core.store.engine.statements import insertion, rows_by
from industrack_core.store.writing.act_names import UNDO
from industrack_core.store.writing.lookups import Lookups
from industrack_core.store.writing.transaction import Transaction, Written

_table, _journal, _change = schema.deletion, schema.journal, schema.journal_change
_LIST = "deletion"

_STANDING = (
    select(_journal.c.revision, _journal.c.act, _journal.c.who, _journal.c.at, _change.c.before)
    .join(_change, _change.c.revision == _journal.c.revision)
    .where(_change.c.kind == bindparam("which"), _change.c.record_id == bindparam("record"))
    .where(_change.c.version_after == 0)
    .order_by(_change.c.revision.desc())
    .limit(1)
)
_LAST = Prepared(_STANDING)
_LAST_MEANT = Prepared(_STANDING.where(_journal.c.act != UNDO, _journal.c.undone_by.is_(None)))
_WITH = Prepared(
    select(_change.c.kind, _change.c.record_id, _change.c.before).where(
        _change.c.revision == bindparam("revision"),
        _change.c.version_after == 0,
        one_of(_change.c.kind, "kinds"),
    ),
    "kinds",
)


_UP_TO = Prepared(select(_table).where(_table.c.version <= bindparam("last")))


@dataclass(frozen=True, slots=True)
class Deletion:
    """The act that deleted a record: its revision and name, who and when, and the record's row before it."""

    revision: int
    act: str
    who: str
    at: datetime
    row: RowValues


def keep_deletions(
    tx: Transaction, written: Sequence[Written], revision: int, act: str, who: str, at: datetime
) -> None:
    """Put what an act deleted on the list, and take off it what came back."""
    _take_off(tx, [each.change.id for each in written if _came_back(each)])
    dropped = {each.change.id for each in written if each.change.kind == Kind.CUSTOMER and each.after is None}
    rows = []
    for each in written:
        kind, before, after = each.change.kind, each.before, each.after
        if kind not in PARTS or before is None or not _goes(before, after):
            continue
        if after is None and kind in OWNED and before[OWNED[kind]] in dropped:
            continue
        by = (revision, who, at)
        if after is None and act == UNDO:
            meant = last_deletion(tx, kind, each.change.id, meant=True)
            if meant is None:
                continue  # what was made is taken back: nobody deleted it
            by = (meant.revision, meant.who, meant.at)
        rows.append(deletion_row(kind, before, *by))
    insertion(_table).run_many(tx.connection, rows)
    keep_listed(tx.connection, [(_LIST, None, ListedDeletion(**row)) for row in rows])


def _came_back(written: Written) -> bool:
    """A record that is made in a version above the first was there before."""
    change, before, after = written.change, written.before, written.after
    if change.kind not in PARTS or after is None:
        return False
    return change.version_after > 1 if before is None else is_retired(before) and not is_retired(after)


def _goes(before: RowValues, after: RowValues | None) -> bool:
    if after is None:
        return not is_retired(before)
    return is_retired(after) and not is_retired(before)


def deletion_row(kind: str, before: RowValues, revision: int, who: str, at: datetime) -> RowValues:
    """A row of the list, for a record that an act deleted; `before` is its row until then."""
    return {
        "id": -before["id"], "version": revision, "kind": str(kind), "part": str(PARTS[kind]),
        "label": deleted_label(kind, before), "who": who, "at": minute_of(at),
    }  # fmt: skip


def _take_off(tx: Transaction, record_ids: Sequence[int]) -> None:
    for ids in parts_of([-record_id for record_id in record_ids]):
        entries = _entries(tx, ids)
        deletion_of(_table, "id").run(tx.connection, values=ids)
        keep_listed(tx.connection, [(_LIST, entry, None) for entry in entries])


def forget_deletions(tx: Transaction, last: int) -> None:
    """Take off the list what acts up to `last` deleted: the journal does not say any more what it was."""
    gone = [ListedDeletion(*row) for row in _UP_TO.rows(tx.connection, last=last)]
    for part in parts_of([entry.id for entry in gone]):
        deletion_of(_table, "id").run(tx.connection, values=part)
    keep_listed(tx.connection, [(_LIST, entry, None) for entry in gone])


def _entries(tx: Transaction, ids: Sequence[int]) -> list[ListedDeletion]:
    return [ListedDeletion(*row) for row in rows_by(_table, "id").rows(tx.connection, values=ids)]


def listed(tx: Transaction, record_id: int) -> ListedDeletion | None:
    """A record's entry in the list, or None when it is not deleted."""
    entries = _entries(tx, [-record_id])
    return entries[0] if entries else None


def last_deletion(tx: Lookups, kind: str, record_id: int, *, meant: bool = False) -> Deletion | None:
    """The last act that deleted a record; `meant`: none that took something back, nor was taken back."""
    found = (_LAST_MEANT if meant else _LAST).first(tx.connection, which=kind, record=record_id)
    if found is None:
        return None
    revision, act, who, at, before = found
    return Deletion(revision, act, who, datetime.fromtimestamp(at, UTC), columns_of(before))


def deleted_with(tx: Transaction, revision: int, customer_id: int) -> list[tuple[str, RowValues]]:
    """What went with a customer in the act of that revision: its locations and equipment, by kind."""
    found = _WITH.rows(tx.connection, revision=revision, kinds=list(OWNED))
    rows = ((kind, columns_of(before)) for kind, _, before in found)
    return [(kind, row) for kind, row in rows if row[OWNED[kind]] == customer_id]
