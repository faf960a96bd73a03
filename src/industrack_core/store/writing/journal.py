"""The journal's tables: who did what when, with the columns before and after of every record touched."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import (
    Select,
    bindparam,
    func,
    null,
    select,
    update,
)

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.kinds import Kind
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.outcomes import Done, RecordChange
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import RowValues, difference, digest
from industrack_core.store.engine.prepared import Prepared, Row
from industrack_core.store.engine.statements import insertion
from industrack_core.store.writing.act_names import REDO, REPORTS, UNDO
from industrack_core.store.writing.chain import chained
from industrack_core.store.writing.deletions import keep_deletions
from industrack_core.store.writing.lookups import Lookups
from industrack_core.store.writing.transaction import Transaction, Written


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One act in the journal; `at` is aware UTC."""

    revision: int
    at: datetime
    who: str
    act: str
    line: str
    batch: str | None
    undoes: int | None


@dataclass(frozen=True, slots=True)
class EntryChange:
    """One record in an entry; `before` and `after` as `codec.difference` wrote them."""

    kind: str
    record_id: int
    version_before: int
    version_after: int
    before: str | None
    after: str | None
    digest_before: str
    digest_after: str


class LaterChange(NamedTuple):
    """A change of an act, and the columns as they are after it; without a kind one act that keeps no changes."""

    kind: str | None
    record_id: int
    version_before: int
    version_after: int
    after: str | None


_journal, _change = schema.journal, schema.journal_change


def entries_newest_first() -> Select[tuple[int, int, str, str, str, str | None, int | None]]:
    """Entries, newest first."""
    return select(
        _journal.c.revision, _journal.c.at, _journal.c.who, _journal.c.act, _journal.c.line, _journal.c.batch,
        _journal.c.undoes,
    ).order_by(_journal.c.revision.desc())  # fmt: skip


_CHANGES = Prepared(
    select(
        _change.c.kind, _change.c.record_id, _change.c.version_before, _change.c.version_after,
        _change.c.before, _change.c.after, _change.c.digest_before, _change.c.digest_after,
    )
    .where(_change.c.revision == bindparam("revision"))
    .order_by(_change.c.position.desc())
)  # fmt: skip
_OF_RECORD = (_change.c.kind == bindparam("which"), _change.c.record_id == bindparam("record"))
_LAST_TOUCH = Prepared(
    entries_newest_first().join(_change, _change.c.revision == _journal.c.revision).where(*_OF_RECORD).limit(1)
)
_WHO_TOUCHED = Prepared(
    select(_journal.c.who)
    .join(_change, _change.c.revision == _journal.c.revision)
    .where(*_OF_RECORD, _journal.c.revision > bindparam("known"), _journal.c.undone_by.is_(None))
    .where(_journal.c.act.not_in([UNDO, REDO, *sorted(REPORTS)]))
    .group_by(_journal.c.who)
    .order_by(func.min(_journal.c.revision))
)
_FIRST_TOUCH = Prepared(
    entries_newest_first()
    .order_by(None)
    .order_by(_journal.c.revision)
    .join(_change, _change.c.revision == _journal.c.revision)
    .where(*_OF_RECORD)
    .limit(1)
)
_LAST_VERSION = Prepared(
    select(_change.c.version_before).where(*_OF_RECORD).order_by(_change.c.revision.desc()).limit(1)
)
_LATER = Prepared(
    select(_change.c.kind, _change.c.record_id, _change.c.version_before, _change.c.version_after, _change.c.after)
    .select_from(_journal.outerjoin(_change, _change.c.revision == _journal.c.revision))
    .where(_journal.c.revision > bindparam("seen"))
)
_OF_ACT = Prepared(select(_journal.c.revision, _journal.c.line).where(_journal.c.act_id == bindparam("act")))
_MARK_UNDONE = Prepared(
    update(_journal).where(_journal.c.revision == bindparam("undone")).values(undone_by=bindparam("undoing"))
)
_REVIVE = Prepared(update(_journal).where(_journal.c.undone_by == bindparam("undoing")).values(undone_by=null()))


def entry_of_row(row: Row) -> JournalEntry:
    """The entry of a row of `entries_newest_first`."""
    revision, at, *rest = row
    return JournalEntry(revision, datetime.fromtimestamp(at, UTC), *rest)


def write(
    tx: Transaction,
    *,
    act_id: str,
    at: datetime,
    who: str,
    act: str,
    line: str,
    changes: Sequence[Written],
    batch: str | None = None,
    undoes: int | None = None,
    via: str = "",
) -> int:
    """Write one entry, at the time `at` or that of the entry before it, whichever is later: time goes back for nobody
    whose clock is behind. It came `via` that, or as all do that are written here. Raises the revision, and answers it.
    """
    tx.revision += 1
    tx.last_at = max(int(at.timestamp()), tx.last_at)
    entry = {
        "revision": tx.revision, "act_id": act_id, "at": tx.last_at, "who": who, "act": act,
        "line": line, "batch": batch, "undoes": undoes, "undone_by": None, "via": via or tx.via,
    }  # fmt: skip
    rows = [_change_row(tx.revision, position, each) for position, each in enumerate(changes)]
    tx.chain = chained(tx.chain, entry, rows)
    insertion(_journal).run_many(tx.connection, [{**entry, "chain": tx.chain}])
    insertion(_change).run_many(tx.connection, rows)
    keep_deletions(tx, changes, tx.revision, act, who, datetime.fromtimestamp(tx.last_at, UTC))
    return tx.revision


def _change_row(revision: int, position: int, written: Written) -> RowValues:
    change = written.change
    before, after = difference(written.before, written.after)
    return {
        "revision": revision, "position": position, "kind": str(change.kind), "record_id": change.id,
        "version_before": change.version_before, "version_after": change.version_after,
        "before": before, "after": after,
        "digest_before": digest(written.before), "digest_after": digest(written.after),
        **_left(change.kind, written.before, written.after),
    }  # fmt: skip


def _left(kind: str, before: RowValues | None, after: RowValues | None) -> RowValues:
    """The start and the queue that a job left with a change: by them it is found in the past."""
    if kind != Kind.JOB or before is None:
        return {"was_start": None, "was_queued": None}
    start, waited = before["starts_at"], before["in_queue"]
    return {
        "was_start": start if after is None or after["starts_at"] != start else None,
        "was_queued": 1 if waited and (after is None or not after["in_queue"]) else None,
    }


def changes_of(tx: Transaction, revision: int) -> list[EntryChange]:
    """The records of an entry, the last written first: the order in which they are taken back."""
    return [EntryChange(*row) for row in _CHANGES.rows(tx.connection, revision=revision)]


def last_touch(tx: Transaction, kind: str, record_id: int) -> JournalEntry | None:
    """The newest entry that changed the record."""
    row = _LAST_TOUCH.first(tx.connection, which=kind, record=record_id)
    return entry_of_row(row) if row else None


def who_touched(tx: Transaction, kind: str, record_id: int, known: int) -> list[str]:
    """Who changed the record after the entry `known`, by their logins, who was first before others; what was taken back
    since is left out, and what phones reported, over which an undo goes."""
    rows = _WHO_TOUCHED.rows(tx.connection, which=kind, record=record_id, known=known)
    return [str(row[0]) for row in rows]


def first_touch(tx: Transaction, kind: str, record_id: int) -> JournalEntry | None:
    """The entry that made the record."""
    row = _FIRST_TOUCH.first(tx.connection, which=kind, record=record_id)
    return entry_of_row(row) if row else None


def mark_undone(tx: Transaction, revision: int, by: int) -> None:
    """Note that the entry was taken back by the entry `by`."""
    _MARK_UNDONE.run(tx.connection, undone=revision, undoing=by)


def next_version(tx: Transaction, kind: str, record_id: int) -> int:
    """The version a record that was deleted goes on with when it comes back."""
    row = _LAST_VERSION.first(tx.connection, which=kind, record=record_id)
    return (row[0] if row else 0) + 1


def done_before(tx: Transaction, act_id: str) -> Done | None:
    """What became of the act with that id, if it is in the journal; what it warned of is not kept."""
    for revision, line in tx.rows(_OF_ACT, act=act_id):
        changes = reversed(changes_of(tx, revision))
        told = (RecordChange(each.kind, each.record_id, each.version_before, each.version_after) for each in changes)
        return Done(revision, line, tuple(told), found=True)
    return None


def later_changes(look: Lookups, revision: int) -> list[LaterChange]:
    """What acts after that one changed."""
    return [LaterChange(*row) for row in look.rows(_LATER, seen=revision)]


def expect_later_changes(look: Lookups, revision: int) -> None:
    """Ask for what `later_changes` will want."""
    look.ask(_LATER, seen=revision)


def expect_done(look: Lookups, act_id: str) -> None:
    """Ask for what `done_before` will want."""
    look.ask(_OF_ACT, act=act_id)


def revive(tx: Transaction, undo_revision: int) -> None:
    """Let everything that an undo took back stand again."""
    _REVIVE.run(tx.connection, undoing=undo_revision)
