"""One transaction that writes: it holds the write lock from its first moment to its commit.

Both engines let one writer in at a time: SQLite by BEGIN IMMEDIATE, PostgreSQL by a row lock on the
ledger. An office writes a few times a second at most, and in return every check inside (versions,
overlaps, numbers) sees exactly what it decides on, and revisions appear in the order of commits.
"""

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, text
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.errors import DatabaseClosed
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import RecordChange
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.record import Change, NumberedRecord, Record, kind_of, subject_of
from industrack_core.store.derived.crew_index import keep_crews
from industrack_core.store.derived.crew_sums import keep_crew_sums
from industrack_core.store.derived.customer_index import reindex
from industrack_core.store.derived.estimate_sums import keep_sums
from industrack_core.store.derived.job_overlaps import keep_overlaps
from industrack_core.store.derived.job_sums import keep_job_sums
from industrack_core.store.derived.list_index import keep_lists
from industrack_core.store.derived.stock import keep_stock
from industrack_core.store.engine.attachments import Contents
from industrack_core.store.engine.codec import RowValues, to_row
from industrack_core.store.engine.prepared import Prepared
from industrack_core.store.engine.schema_state import require_schema
from industrack_core.store.engine.speaking import hear_all, listen_again
from industrack_core.store.reads.item_search import reindex_items
from industrack_core.store.writing.ledger import LOCK, Counts, write_counts
from industrack_core.store.writing.lookups import Lookups
from industrack_core.store.writing.numbers import counter_of, pass_numbers, take_numbers
from industrack_core.store.writing.row_writes import delete_records, insert_records, update_record
from industrack_core.store.writing.rules import rules_told

_BEGIN_ATTEMPT, _END_ATTEMPT = Prepared(text("SAVEPOINT attempt")), Prepared(text("RELEASE SAVEPOINT attempt"))
_GIVE_UP = Prepared(text("ROLLBACK TO SAVEPOINT attempt"))
_LONGEST = "longest"
"""Under this name a connection remembers how many minutes the longest job had, last."""
Expects = Callable[[Lookups], None]


@dataclass(frozen=True, slots=True)
class Written:
    """A change as it was written: what is told of it, and the rows before and after, for the journal."""

    change: RecordChange
    before: RowValues | None
    after: RowValues | None


class Transaction(Lookups):
    """Loads records, and writes changes of them. Made by `Store.writing`, never kept beyond it.

    `revision` is that of the newest act, the one being written included, `last_at` when that was done (seconds since
    1970 UTC), `chain` its hash. What the ledger counts is kept here and written once, by `settle`.
    """

    def __init__(
        self, connection: Connection, contents: Contents, known_schema: str, expects: Expects | None = None,
        via: str = "",
    ) -> None:  # fmt: skip
        """Take the lock, and `expects` what is looked up first (the clock). Raises DatabaseNewer when the schema is not
        the one that this program knows. `via` is by what comes what is written."""
        super().__init__(connection)
        self.via = via
        self.contents = contents
        self.closed: str
        """Why nothing may be written, as a sentence; empty where it may."""
        self.longest = connection.info.get(_LONGEST, 0)  # a guess, for what is asked before the ledger is read
        locked = LOCK.ask(connection)
        if connection.dialect.name == "postgresql":
            # each statement sees what is there when its turn comes, which is once the lock is held
            (expects or Lookups.expect_clock)(self)
        [(stored, self.closed, *counts)] = locked.rows()
        require_schema(stored, known_schema)
        self._begin_with(Counts(*counts))
        connection.info[_LONGEST] = self.longest
        self._taken: set[str] = set()
        self.label = ""
        """The number of the record that is written, where one has a number."""

    def _begin_with(self, found: Counts) -> None:
        self._found = found
        self.revision, self.longest, self._next_id = found.revision, found.longest, found.next_id
        self.last_at, self.chain = found.last_at, found.chain
        self._kept = self._proves = False

    def keep(self) -> None:
        """Commit at the end, though no act was written."""
        self._kept = True

    def prove(self) -> None:
        """Commit at the end, and write so that the commit is a real one: once it is through, so is all before it.

        What is found here may have been committed by a server that then lost sight of its standby.
        """
        self._kept = self._proves = True

    def settle(self) -> bool:
        """Write what the ledger counts; answers whether there is anything to commit. Raises DatabaseClosed."""
        counts = Counts(self.revision, self.longest, self._next_id, self.last_at, self.chain)
        wrote = self._kept or self.revision != self._found.revision
        if wrote and self.closed and not self._proves:
            raise DatabaseClosed(self.closed)
        if wrote and (self._proves or counts != self._found):
            write_counts(self.connection, counts)
        return wrote

    def raise_counters(self, counts: Counts) -> None:
        """Set what the ledger counts, where it was found to be too little."""
        self.revision, self.longest, self._next_id, self.last_at, self.chain = counts

    def reserve_ids(self, count: int) -> int:
        """Take `count` record ids, never to be used again; answers the first."""
        first = self._next_id
        self._next_id = first + count
        return first

    def new_id(self) -> int:
        """Take the next record id."""
        return self.reserve_ids(1)

    def take_numbers(self, kind: str, count: int = 1) -> list[str]:
        """The next free numbers of a kind (`job`, `customer`), with its prefix; those typed or imported are skipped."""
        [counter] = self.rows(counter_of(kind), which=kind)
        taken = take_numbers(self.connection, kind, count, counter)
        self._taken.update(taken)
        return taken

    def write(self, changes: Sequence[Change], act_id: str, *, stock: bool = True) -> list[Written]:
        """Insert, update and delete as `changes` say, each with its version raised; answers what the journal keeps.

        A created record takes the version it carries, but at least 1 (an undone deletion goes on
        counting). `act_id` is that of the act; without `stock` nothing of it is given back for what goes.
        Raises ReferenceInUse, here or at the end of the transaction (`rules_told`), when a deleted record is
        still referred to.
        """
        self.forget()
        self.label = next((subject.number for subject in map(subject_of, changes) if hasattr(subject, "number")), "")
        written = [_as_written(change) for change in changes]
        self._write_each(changes, written)
        reindex(self, changes)
        reindex_items(self.connection, changes)
        keep_crews(self.connection, changes, act_id)
        if stock:
            keep_stock(self.connection, changes, self.revision + 1)
        keep_sums(self.connection, changes)
        keep_job_sums(self.connection, changes)
        keep_crew_sums(self.connection, changes, lambda: self.known_zone or self.clock())
        keep_overlaps(self.connection, changes, self.longest)
        keep_lists(self.connection, changes)
        self._pass_numbers(changes)
        return written

    def attempt(self, work: Callable[[], None]) -> Exception | None:
        """Do work that writes, or nothing of it: answers what went wrong with the work itself.

        What is wrong with the database is raised, as it concerns all that is written here.
        """
        before = (self.revision, self.longest, self.last_at, self.chain)
        wrong: Exception | None = None
        _BEGIN_ATTEMPT.run(self.connection)
        try:
            with rules_told():
                work()
                hear_all(self.connection)
        except Exception as error:
            if isinstance(error, DBAPIError) and not isinstance(error, IntegrityError | DataError):
                raise
            listen_again(self.connection)
            _GIVE_UP.run(self.connection)
            self.revision, self.longest, self.last_at, self.chain = before
            self.forget()
            wrong = error
        _END_ATTEMPT.run(self.connection)
        return wrong

    def _pass_numbers(self, changes: Sequence[Change]) -> None:
        given: set[str] = set()
        for before, after in changes:
            if not isinstance(after, NumberedRecord) or after.number in self._taken:
                continue
            if not isinstance(before, NumberedRecord) or before.number != after.number:
                given.add(kind_of(after))
        pass_numbers(self.connection, sorted(given))

    def _write_each(self, changes: Sequence[Change], written: Sequence[Written]) -> None:
        """Inserts first, kind by kind, deletions last in the opposite order: no reference dangles on the way."""
        created: dict[str, list[tuple[Record, RowValues]]] = {}
        deleted: dict[str, list[int]] = {}
        for (before, after), each in zip(changes, written, strict=True):
            kind = each.change.kind
            if after is None:
                deleted.setdefault(kind, []).append(each.change.id)
            elif before is None and each.after is not None:
                created.setdefault(kind, []).append((after, each.after))
            if isinstance(after, Job):
                self.longest = max(self.longest, after.minutes)
        for kind in [kind for kind in Kind if kind in created]:
            insert_records(self.connection, kind, created[kind])
        for change, each in zip(changes, written, strict=True):
            if each.before is not None and each.after is not None:
                update_record(self.connection, change, each.before, each.after)
        for kind in [kind for kind in reversed(Kind) if kind in deleted]:
            delete_records(self.connection, kind, deleted[kind])


def _as_written(change: Change) -> Written:
    """The rows of a change, the one after in the version it is written in."""
    before, after = change
    record, seen = subject_of(change), before.version if before is not None else 0
    row = to_row(after) if after is not None else None
    if row is not None:
        row["version"] = seen + 1 if before is not None else max(1, row["version"])
    told = RecordChange(kind_of(record), record.id, seen, row["version"] if row is not None else 0)
    return Written(told, to_row(before) if before is not None else None, row)
