"""What a person did that stands, and can be taken back or done again."""

from collections.abc import Iterator, Sequence

from sqlalchemy import BindParameter, Connection, Integer, ScalarSelect, bindparam, func, or_, select

from industrack_core.domain.dataclass import dataclass
from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Prepared
from industrack_core.store.writing.act_names import ARCHIVE, FOUNDING, INVENTED, REDO, REPAIR, REPORTS, UNDO
from industrack_core.store.writing.journal import JournalEntry, entries_newest_first, entry_of_row
from industrack_core.store.writing.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Undone:
    """An undo that can be redone: who did what it took back, the sentence of the last act of it, and of how many parts
    it was."""

    undo: JournalEntry
    who: str
    line: str
    parts: int


_journal = schema.journal
_WHO: BindParameter[str] = bindparam("who")
_ORDINARY = _journal.c.act.not_in([UNDO, REDO, FOUNDING, INVENTED, REPAIR, ARCHIVE, *sorted(REPORTS)])
_STANDS = _journal.c.undone_by.is_(None)


def _last_ordinary() -> ScalarSelect[int]:
    theirs = select(_journal.c.revision).where(_journal.c.who == _WHO, _ORDINARY)
    return theirs.order_by(_journal.c.revision.desc()).limit(1).scalar_subquery()


def _last_outside_the_batch() -> ScalarSelect[int]:
    other = or_(_journal.c.batch.is_(None), _journal.c.batch != bindparam("batch"), _journal.c.act != bindparam("did"))
    return (
        select(func.coalesce(func.max(_journal.c.revision), 0))
        .where(_journal.c.who == _WHO, _STANDS, _journal.c.revision < bindparam("before"), _ORDINARY, other)
        .scalar_subquery()
    )


_LAST_STANDING = Prepared(entries_newest_first().where(_journal.c.who == _WHO, _STANDS, _ORDINARY).limit(1))
_ENTRY = Prepared(entries_newest_first().where(_journal.c.revision == bindparam("revision")))
_STANDING = Prepared(
    select(_journal.c.revision).where(_journal.c.revision == bindparam("revision"), _STANDS, _ORDINARY)
)
_STANDING_OF = Prepared(
    entries_newest_first().where(_journal.c.who == _WHO, _STANDS, _ORDINARY).limit(bindparam("most", type_=Integer))
)
_STANDING_OF_ALL = Prepared(entries_newest_first().where(_STANDS, _ORDINARY).limit(bindparam("most", type_=Integer)))
_undone, _part = _journal.alias(), _journal.alias()
_PARTS_UNDONE = (
    select(func.count())
    .where(_part.c.batch == _undone.c.batch, _part.c.undone_by == _journal.c.revision)
    .correlate(_journal, _undone)
    .scalar_subquery()
)
_LAST_UNDONE = Prepared(
    entries_newest_first()
    .add_columns(_undone.c.who, _undone.c.line, _PARTS_UNDONE)
    .join(_undone, _undone.c.revision == _journal.c.undoes)
    .where(_journal.c.who == _WHO, _journal.c.act == UNDO, _STANDS, _journal.c.revision > _last_ordinary())
    .limit(1)
)
_BATCH = Prepared(
    entries_newest_first()
    .where(_journal.c.batch == bindparam("batch"), _journal.c.who == _WHO, _STANDS)
    .where(_journal.c.act == bindparam("did"), _journal.c.revision > _last_outside_the_batch())
)


def last_standing(tx: Transaction, who: str) -> JournalEntry | None:
    """The person's last act that can be undone and is not."""
    row = _LAST_STANDING.first(tx.connection, who=who)
    return entry_of_row(row) if row else None


def entry_of(tx: Transaction, revision: int) -> tuple[JournalEntry, bool] | None:
    """The entry with that number, and whether it is one that stands and can be undone; None when there is none."""
    row = _ENTRY.first(tx.connection, revision=revision)
    if row is None:
        return None
    entry = entry_of_row(row)
    return entry, _STANDING.first(tx.connection, revision=revision) is not None


def standing_of(connection: Connection, who: str | None, limit: int) -> list[JournalEntry]:
    """The newest acts of somebody, or of everybody, that can be undone and are not, the newest first."""
    if who is None:
        return _STANDING_OF_ALL.each(connection, entry_of_row, most=limit)
    return _STANDING_OF.each(connection, entry_of_row, who=who, most=limit)


def as_one(entries: Sequence[JournalEntry]) -> Iterator[JournalEntry]:
    """Of each batch, which is taken back as one, the newest entry alone; it ends where its doer did other things."""
    did: dict[str, tuple[str | None, str]] = {}
    for entry in entries:
        batch = (entry.batch, entry.act)
        if entry.batch is None or did.get(entry.who) != batch:
            yield entry
        did[entry.who] = batch


def last_undone(tx: Transaction, who: str) -> Undone | None:
    """The person's last undo that can be redone: none of their ordinary acts came after it."""
    row = _LAST_UNDONE.first(tx.connection, who=who)
    if row is None:
        return None
    *entry, did, line, parts = row
    return Undone(entry_of_row(tuple(entry)), did, line, max(1, parts))


def batch_of(tx: Transaction, entry: JournalEntry) -> list[JournalEntry]:
    """The standing entries of the entry's batch, newest first; the entry alone when it has none.

    Only those since the person's last other act that stands: what came before it is taken back after it.
    """
    if entry.batch is None:
        return [entry]
    rows = _BATCH.rows(tx.connection, batch=entry.batch, who=entry.who, did=entry.act, before=entry.revision)
    return [entry_of_row(row) for row in rows]
