"""The journal's tables: who did what when, with the columns before and after of every record touched."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, insert, or_, select, update

from industrack_core.domain.outcomes import RecordChange
from industrack_core.store import schema
from industrack_core.store.codec import RowValues, difference, digest
from industrack_core.store.transaction import Transaction

UNDO, REDO, FOUNDING = "Undo", "Redo", "LoadRecords"


@dataclass(frozen=True, slots=True)
class Entry:
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


_ENTRY = (
    schema.journal.c.revision,
    schema.journal.c.at,
    schema.journal.c.who,
    schema.journal.c.act,
    schema.journal.c.line,
    schema.journal.c.batch,
    schema.journal.c.undoes,
)


def _entry(row: Sequence[object]) -> Entry:
    revision, at, who, act, line, batch, undoes = row
    return Entry(revision, datetime.fromtimestamp(at, UTC), who, act, line, batch, undoes)  # type: ignore[arg-type]


def write(
    tx: Transaction,
    *,
    act_id: str,
    at: datetime,
    who: str,
    act: str,
    line: str,
    changes: Sequence[tuple[RecordChange, RowValues | None, RowValues | None]],
    batch: str | None = None,
    undoes: int | None = None,
) -> int:
    """Write one entry and raise the revision, which it answers."""
    revision = tx.revision + 1
    tx.connection.execute(update(schema.ledger).values(revision=revision))
    tx.connection.execute(
        insert(schema.journal),
        {
            "revision": revision, "act_id": act_id, "at": int(at.timestamp()), "who": who, "act": act,
            "line": line, "batch": batch, "undoes": undoes,
        },
    )  # fmt: skip
    rows = []
    for position, (change, before, after) in enumerate(changes):
        kept_before, kept_after = difference(before, after)
        rows.append(
            {
                "revision": revision, "position": position, "kind": change.kind, "record_id": change.id,
                "version_before": change.version_before, "version_after": change.version_after,
                "before": kept_before, "after": kept_after,
                "digest_before": digest(before), "digest_after": digest(after),
            }
        )  # fmt: skip
    if rows:
        tx.connection.execute(insert(schema.journal_change), rows)
    tx.revision = revision
    return revision


def last_standing(tx: Transaction, who: str) -> Entry | None:
    """The person's last act that can be undone and is not."""
    journal = schema.journal
    statement = (
        select(*_ENTRY)
        .where(journal.c.who == who, journal.c.undone_by.is_(None), journal.c.act.not_in([UNDO, REDO, FOUNDING]))
        .order_by(journal.c.revision.desc())
        .limit(1)
    )
    row = tx.connection.execute(statement).first()
    return _entry(row) if row else None


def last_undone(tx: Transaction, who: str) -> Entry | None:
    """The person's last undo that can be redone: none of their ordinary acts came after it."""
    journal = schema.journal
    ordinary = (
        select(journal.c.revision)
        .where(journal.c.who == who, journal.c.act.not_in([UNDO, REDO, FOUNDING]))
        .order_by(journal.c.revision.desc())
        .limit(1)
        .scalar_subquery()
    )
    statement = (
        select(*_ENTRY)
        .where(
            journal.c.who == who,
            journal.c.act == UNDO,
            journal.c.undone_by.is_(None),
            journal.c.revision > ordinary,
        )
        .order_by(journal.c.revision.desc())
        .limit(1)
    )
    row = tx.connection.execute(statement).first()
    return _entry(row) if row else None


def batch_of(tx: Transaction, entry: Entry) -> list[Entry]:
    """The standing entries of the entry's batch, newest first; the entry alone when it has none.

    Only those since the person's last other act that stands: what came before it is taken back after it.
    """
    if entry.batch is None:
        return [entry]
    journal = schema.journal
    other = (
        select(func.coalesce(func.max(journal.c.revision), 0))
        .where(journal.c.who == entry.who, journal.c.undone_by.is_(None), journal.c.revision < entry.revision)
        .where(journal.c.act.not_in([UNDO, REDO, FOUNDING]))
        .where(or_(journal.c.batch.is_(None), journal.c.batch != entry.batch, journal.c.act != entry.act))
        .scalar_subquery()
    )
    statement = (
        select(*_ENTRY)
        .where(journal.c.batch == entry.batch, journal.c.who == entry.who, journal.c.undone_by.is_(None))
        .where(journal.c.act == entry.act, journal.c.revision > other)
        .order_by(journal.c.revision.desc())
    )
    return [_entry(row) for row in tx.connection.execute(statement)]


def changes_of(tx: Transaction, revision: int) -> list[EntryChange]:
    """The records of an entry, the last written first: the order in which they are taken back."""
    table = schema.journal_change
    statement = (
        select(
            table.c.kind, table.c.record_id, table.c.version_before, table.c.version_after,
            table.c.before, table.c.after, table.c.digest_before, table.c.digest_after,
        )
        .where(table.c.revision == revision)
        .order_by(table.c.position.desc())
    )  # fmt: skip
    return [EntryChange(*row) for row in tx.connection.execute(statement)]


def last_touch(tx: Transaction, kind: str, record_id: int) -> Entry | None:
    """The newest entry that changed the record."""
    table, journal = schema.journal_change, schema.journal
    statement = (
        select(*_ENTRY)
        .join(table, table.c.revision == journal.c.revision)
        .where(table.c.kind == kind, table.c.record_id == record_id)
        .order_by(journal.c.revision.desc())
        .limit(1)
    )
    row = tx.connection.execute(statement).first()
    return _entry(row) if row else None


def mark_undone(tx: Transaction, revision: int, by: int) -> None:
    """Note that the entry was taken back by the entry `by`."""
    journal = schema.journal
    tx.connection.execute(update(journal).where(journal.c.revision == revision).values(undone_by=by))


def next_version(tx: Transaction, kind: str, record_id: int) -> int:
    """The version a record that was deleted goes on with when it comes back."""
    table = schema.journal_change
    statement = (
        select(table.c.version_before)
        .where(table.c.kind == kind, table.c.record_id == record_id)
        .order_by(table.c.revision.desc())
        .limit(1)
    )
    return (tx.connection.execute(statement).scalar() or 0) + 1


def revision_of_act(tx: Transaction, act_id: str) -> tuple[int, str] | None:
    """Revision and line of the act with that id, for a commit whose answer was lost."""
    journal = schema.journal
    statement = select(journal.c.revision, journal.c.line).where(journal.c.act_id == act_id)
    row = tx.connection.execute(statement).first()
    return (row[0], row[1]) if row else None


def revive(tx: Transaction, undo_revision: int) -> None:
    """Let everything that an undo took back stand again."""
    journal = schema.journal
    tx.connection.execute(update(journal).where(journal.c.undone_by == undo_revision).values(undone_by=None))
