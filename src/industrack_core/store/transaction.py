"""One transaction that writes: it holds the write lock from its first moment to its commit.

Both engines let one writer in at a time: SQLite by BEGIN IMMEDIATE, PostgreSQL by a row lock on the
ledger. An office writes a few times a second at most, and in return every check inside (versions,
overlaps, numbers) sees exactly what it decides on, and revisions appear in the order of commits.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, select, true, update
from sqlalchemy.exc import IntegrityError

from industrack_core.domain.acts import Record
from industrack_core.domain.kinds import NUMBERED, Kind
from industrack_core.domain.outcomes import RecordChange
from industrack_core.store import schema
from industrack_core.store.attachments import Contents
from industrack_core.store.codec import KINDS, RowValues, to_row
from industrack_core.store.customer_index import reindex
from industrack_core.store.estimate_sums import keep_sums
from industrack_core.store.faults import names_reference
from industrack_core.store.item_search import reindex_items
from industrack_core.store.list_index import keep_lists
from industrack_core.store.lookups import Lookups
from industrack_core.store.numbers import next_numbers, pass_numbers, take_numbers
from industrack_core.store.prepared import Prepared
from industrack_core.store.row_writes import delete_rows, insert_rows, update_row
from industrack_core.store.schema_state import require_schema
from industrack_core.store.stock import keep_stock

Change = tuple[Record | None, Record | None]
"""A record before and after; None before creates, None after deletes."""
RowChange = tuple[str, tuple[RowValues | None, RowValues | None]]
"""The same as rows, with their kind."""

_ledger = schema.ledger

_COUNTS = (_ledger.c.revision, _ledger.c.longest_minutes, _ledger.c.next_record_id)
_LEDGER = Prepared(select(*_COUNTS))
LOCK = Prepared(
    select(schema.schema_version.c.version_num, *_COUNTS)
    .select_from(_ledger.join(schema.schema_version, true()))
    .with_for_update()
)
"""The lock, and the schema's number as it is once the lock is held: PostgreSQL reads locked rows again after a wait."""
SETTLE = Prepared(
    update(_ledger).values(
        revision=bindparam("new_revision"),
        longest_minutes=bindparam("new_longest"),
        next_record_id=bindparam("new_next_id"),
    )
)


class ReferenceInUse(Exception):
    """A record cannot go, because another one refers to it."""


class Transaction(Lookups):
    """Loads records, and writes changes of them. Made by `Store.writing`, never kept beyond it.

    `revision` is that of the newest act, the one being written included. What the ledger counts is
    kept here and written once, by `settle`.
    """

    def __init__(self, connection: Connection, contents: Contents, known_schema: str) -> None:
        """Take the lock. Raises DatabaseNewer when the schema is not the one that this program knows."""
        super().__init__(connection)
        self.contents = contents
        self._next_id: int
        self.revision: int
        stored, *counts = LOCK.one(connection)
        require_schema(stored, known_schema)
        self.revision, self.longest, self._next_id = self._found = tuple(counts)
        self._kept = False
        self._taken: set[str] = set()

    def keep(self) -> None:
        """Commit at the end, though no act was written."""
        self._kept = True

    def settle(self) -> bool:
        """Write what the ledger counts; answers whether there is anything to commit."""
        counts = (self.revision, self.longest, self._next_id)
        wrote = self._kept or self.revision != self._found[0]
        if wrote and counts != self._found:
            SETTLE.run(self.connection, new_revision=counts[0], new_longest=counts[1], new_next_id=counts[2])
        return wrote

    def raise_counters(self, revision: int, longest: int, next_id: int) -> None:
        """Set what the ledger counts, where it was found to be too little."""
        self.revision, self.longest, self._next_id = revision, longest, next_id

    def reserve_ids(self, count: int) -> int:
        """Take `count` record ids, never to be used again; answers the first."""
        first = self._next_id
        self._next_id = first + count
        return first

    def take_numbers(self, kind: str, count: int = 1) -> list[str]:
        """The next free numbers of a kind (`job`, `customer`), with its prefix; those typed or imported are skipped."""
        taken = take_numbers(self.connection, kind, count)
        self._taken.update(taken)
        return taken

    def write(self, changes: Sequence[Change]) -> list[RecordChange]:
        """Insert, update and delete as `changes` say, each with its version raised.

        A created record takes the version it carries, but at least 1 (an undone deletion goes on
        counting). Raises ReferenceInUse when a deleted record is still referred to.
        """
        rows = [(to_row(before) if before else None, to_row(after) if after else None) for before, after in changes]
        kinds = [KINDS[type(after or before)] for before, after in changes]
        return self.write_rows(list(zip(kinds, rows, strict=True)))

    def write_rows(self, changes: Sequence[RowChange]) -> list[RecordChange]:
        """`write` for rows; the after rows get their new version in place."""
        self.forget()
        written = [_versioned(kind, before, after) for kind, (before, after) in changes]
        try:
            self._write_each(changes)
        except IntegrityError as error:
            if not names_reference(error.orig):
                raise
            raise ReferenceInUse(str(error.orig)) from error
        reindex(self, changes)
        reindex_items(self.connection, changes)
        keep_stock(self.connection, changes, self.revision + 1)
        keep_sums(self.connection, changes)
        keep_lists(self.connection, changes)
        self._pass_numbers(changes)
        return written

    def _pass_numbers(self, changes: Sequence[RowChange]) -> None:
        given: dict[str, set[str]] = {}
        for kind, (before, after) in changes:
            if kind not in NUMBERED or after is None or after["number"] in self._taken:
                continue
            if before is None or before["number"] != after["number"]:
                given.setdefault(kind, set()).add(after["number"])
        pass_numbers(self.connection, given)

    def _write_each(self, changes: Sequence[RowChange]) -> None:
        """Inserts first, kind by kind, deletions last in the opposite order: no reference dangles on the way."""
        created: dict[str, list[RowValues]] = {}
        deleted: dict[str, list[int]] = {}
        for kind, (before, after) in changes:
            if after is None:
                deleted.setdefault(kind, []).append((before or {})["id"])
            elif before is None:
                created.setdefault(kind, []).append(after)
            if after is not None and kind == Kind.JOB:
                self.longest = max(self.longest, after["minutes"])
        for kind in [kind for kind in KINDS.values() if kind in created]:
            insert_rows(self.connection, kind, created[kind])
        for kind, (before, after) in changes:
            if before is not None and after is not None:
                update_row(self.connection, kind, before, after)
        for kind in [kind for kind in reversed(KINDS.values()) if kind in deleted]:
            delete_rows(self.connection, kind, deleted[kind])


class Rehearsal(Transaction):
    """A transaction that only reads, for rules that are asked what they would decide. It hands out ids that nobody has.

    It holds no lock: by the time of the act things may be different, and the act is judged anew.
    """

    def __init__(self, connection: Connection, contents: Contents) -> None:
        Lookups.__init__(self, connection)
        self.contents = contents
        self.revision, self.longest, self._next_id = self._found = _LEDGER.one(connection)
        self._kept = False
        self._following: dict[str, int] = {}

    def forget(self) -> None:
        super().forget()
        self._following = {}

    def take_numbers(self, kind: str, count: int = 1) -> list[str]:
        """The numbers that an act would get as things are; none is taken."""
        numbers = next_numbers(self.connection, kind, count, self._following.get(kind, 0))
        self._following[kind] = numbers.following
        return numbers.texts

    def write_rows(self, changes: Sequence[RowChange]) -> list[RecordChange]:
        raise RuntimeError("a rehearsal writes nothing")


def _versioned(kind: str, before: RowValues | None, after: RowValues | None) -> RecordChange:
    seen = before["version"] if before else 0
    if after is not None:
        after["version"] = seen + 1 if before else max(1, after["version"])
    return RecordChange(kind, (after or before or {})["id"], seen, after["version"] if after else 0)
