"""A database as it was when an act was the newest: in memory, and as far as somebody asked for it.

It has the same tables, so that everything that reads them reads the past as it reads the present. What they hold is
brought from the journal when it is first asked for: what lists and names the office, at once; jobs, with all that
belongs to them, by the window, the queue or the job that is looked at.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from threading import RLock

from sqlalchemy import Connection, bindparam, delete, select

from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.office import Office
from industrack_core.domain.standby import StandbyWait
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import Span
from industrack_core.store.derived.crew_sums import company_clock, keep_crew_sums
from industrack_core.store.derived.job_overlaps import overlaps_of
from industrack_core.store.derived.job_sums import keep_job_sums
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import record_of
from industrack_core.store.engine.prepared import Prepared, Rows, one_of
from industrack_core.store.engine.statements import insertion
from industrack_core.store.past.archived import bring_archived
from industrack_core.store.past.bringing import Bringing, bringing
from industrack_core.store.past.memory import memory_engine, put_rows
from industrack_core.store.past.past_tables import KINDS_OF_CARDS, KINDS_OF_JOBS, PAST_TABLES, WHOLE_KINDS
from industrack_core.store.past.rows import PastRows, column_place
from industrack_core.store.reads.by_id import all_of, records_by
from industrack_core.store.reads.job_search import find_jobs
from industrack_core.store.reads.log_reads import first_after
from industrack_core.store.store import Store, T

_FIRST = Prepared(select(schema.journal.c.revision, schema.journal.c.at).order_by(schema.journal.c.revision).limit(1))
_AHEAD = Prepared(
    select(schema.job_crew.c.job_id).where(
        one_of(schema.job_crew.c.employee_id, "people"), schema.job_crew.c.ends_at > bindparam("after")
    ),
    "people",
)
_ARCHIVES = Prepared(select(schema.archive))
_FORGET_OVERLAPS = Prepared(delete(schema.job_overlap))


def revision_at(connection: Connection, moment: datetime) -> int | None:
    """The number of the newest act at a moment (aware UTC); None where the log begins later."""
    revision = first_after(connection, moment) - 1
    first = _FIRST.first(connection)
    return revision if first is not None and revision >= first[0] else None


def log_begins(connection: Connection) -> int:
    """When the first act of the log was done, in seconds since 1970 UTC."""
    return int(_FIRST.one(connection)[1])


class PastStore(Store):
    """What the database of `live` held when the act `revision` was its newest; nothing can be written to it.

    One connection, one reader at a time: what one asks for is brought while the others wait. `touched` are the records
    of small kinds that acts changed since, up to the act `newest`.
    """

    def __init__(self, live: Store, revision: int) -> None:
        # not Store's own: it would open the database anew, and this one is in memory
        self.place, self.read_only, self.contents = live.place, True, live.contents
        self._live, self.revision, self._writer, self.held = live, revision, None, 0.0
        self._lock, self._engine = RLock(), memory_engine(PAST_TABLES)
        self._known: dict[str, set[int]] = {kind: set() for kind in Kind}
        self._windows: list[tuple[int, int, frozenset[int] | None]] = []
        self._knows_queue = False
        self._wordless: list[tuple[Kind, Rows]] = []
        """Records by whose words nobody looked for anything yet."""
        self._unsummed: Rows = []
        """Jobs that are in no sum yet."""
        self.touched: dict[str, frozenset[int]] = {}
        self._cards: set[int] = set()
        self._archived: set[int] = set()
        with self._live.reading() as there, self._engine.begin() as here:
            past = PastRows(there, revision)
            self.newest = past.newest
            insertion(schema.ledger).run_many(here, [past.ledger])
            for kind in WHOLE_KINDS:
                rows, touched = past.all_of(kind)
                put_rows(here, schema.TABLES[kind], rows)
                if touched:
                    self.touched[kind] = touched
            put_rows(here, schema.archive, _ARCHIVES.rows(there))

    @contextmanager
    def reading(self, *, again: bool = False, much: bool = False) -> Iterator[Connection]:
        """The past, as far as it was asked for."""
        with self._lock, self._engine.begin() as connection:
            yield connection

    glancing = reading

    def at_once(self, work: Callable[[Connection], T], *, much: bool = False) -> T:
        with self.reading() as connection:
            return work(connection)

    @contextmanager
    def reading_now(self) -> Iterator[Connection]:
        """The database as it is: for the log, which says itself when what was done. Raises DatabaseError."""
        with self._live.reading() as connection:
            yield connection

    def standby_wait(self) -> StandbyWait | None:
        """As of the database: acts that were given before may still be under way."""
        return self._live.standby_wait()

    def close(self) -> None:
        """Forget it; the database it is about stays open."""
        self._engine.dispose()

    # -- what is asked for -------------------------------------------------------------------------

    def know_window(self, window: Span, people: Collection[int] | None = None) -> None:
        """Bring the jobs that touch a window: all, or those in the rows of some people. Raises DatabaseError."""
        low, high = minute_of(window.starts_at), minute_of(window.ends_at)
        whose = None if people is None else frozenset(people)
        with self._lock:
            for first, last, known in self._windows:
                if first <= low and high <= last and (known is None or (whose is not None and whose <= known)):
                    return
            with self._live.reading() as there:
                past = PastRows(there, self.revision)
                self._bring_jobs(past, past.jobs_in(low, high, whose))
            self._windows.append((low, high, whose))

    def know_sums(self) -> None:
        """Add up the jobs that were brought, for what reads sums; those of a window that is known whole are right."""
        with self._lock:
            if not self._unsummed:
                return
            with self._engine.begin() as here:
                came = [(None, record_of(Job, row)) for row in self._unsummed]
                keep_job_sums(here, came)
                keep_crew_sums(here, came, lambda: company_clock(here))
                _FORGET_OVERLAPS.run(here)
                insertion(schema.job_overlap).run_many(here, overlaps_of(here, all_of(here, Job)))
            self._unsummed = []

    def know_queue(self) -> None:
        """Bring the jobs that waited. Raises DatabaseError."""
        with self._lock:
            if self._knows_queue:
                return
            with self._live.reading() as there:
                past = PastRows(there, self.revision)
                self._bring_jobs(past, past.waiting_jobs())
            self._knows_queue = True

    def know_found(self, office: Office, query: str, minute: int, limit: int) -> None:
        """Bring the jobs that are found by what is typed, near a minute, and those that were deleted since.

        Raises DatabaseError.
        """
        with self._lock, self._live.reading() as there:
            past = PastRows(there, self.revision)
            found = {each.job_id for each in find_jobs(there, office, query, minute, limit)}
            self._bring_jobs(past, found | past.jobs_gone())
            with bringing(self._engine, self._known) as brought:
                for kind, rows in self._wordless:
                    brought.tell(kind, rows, (schema.job_word, schema.customer_word))
            self._wordless = []

    def know_jobs(self, job_ids: Iterable[int]) -> None:
        """Bring these jobs. Raises DatabaseError."""
        with self._lock, self._live.reading() as there:
            self._bring_jobs(PastRows(there, self.revision), set(job_ids))

    def know_jobs_ahead(self, people: Sequence[int], minute: int) -> None:
        """Bring the jobs that these people still have after a minute (since 1970 UTC). Raises DatabaseError."""
        if people:
            with self._live.reading() as there:
                found = {int(each) for each in _AHEAD.column(there, people=people, after=minute)}
            self.know_jobs(found)

    def know_card(self, job_id: int) -> None:
        """Bring all that a job's card shows. Raises DatabaseError."""
        self.know_jobs([job_id])
        with self._lock:
            if job_id in self._cards:
                return
            with self._live.reading() as there, bringing(self._engine, self._known) as brought:
                past = PastRows(there, self.revision)
                for kind in KINDS_OF_CARDS:
                    brought.put(kind, past.belonging(kind, "job_id", [job_id]))
                customers = self._bring_named(there, past, brought, job_id)
            self._cards.add(job_id)
            self._archived |= customers

    def _bring_named(self, there: Connection, past: PastRows, brought: Bringing, job_id: int) -> set[int]:
        """Bring what a job names; answers its customer, all of whose archived jobs are there then."""
        customers = set()
        for job in records_by(brought.here, Job, "id", [job_id]):
            customers.add(job.customer_id)
            if job.customer_id not in self._archived:
                bring_archived(there, brought.here, job.customer_id)
            brought.put(Kind.EQUIPMENT, past.belonging(Kind.EQUIPMENT, "customer_id", [job.customer_id]))
            for kind, ids in _named(job):
                brought.put(kind, past.of_ids(kind, brought.lacking(kind, ids)))
        return customers

    def _bring_jobs(self, past: PastRows, ids: set[int]) -> None:
        wanted = ids - self._known[Kind.JOB]
        if not wanted:
            return
        rows = past.of_ids(Kind.JOB, wanted)
        found = [int(row[0]) for row in rows]
        with bringing(self._engine, self._known) as brought:
            customers = brought.lacking(Kind.CUSTOMER, _told(rows, "customer_id"))
            who = brought.put(Kind.CUSTOMER, past.of_ids(Kind.CUSTOMER, customers))
            brought.put(Kind.LOCATION, past.belonging(Kind.LOCATION, "customer_id", customers))
            places = brought.lacking(Kind.LOCATION, _told(rows, "location_id"))
            brought.put(Kind.LOCATION, past.of_ids(Kind.LOCATION, places))
            for kind in KINDS_OF_JOBS:
                brought.put(kind, past.belonging(kind, "job_id", found))
            jobs = brought.put(Kind.JOB, rows)
            brought.tell(Kind.JOB, jobs, (schema.job_crew,))
        self._wordless += [(Kind.CUSTOMER, who), (Kind.JOB, jobs)]
        self._unsummed += jobs
        self._known[Kind.JOB] |= wanted


def _named(job: Job) -> Iterator[tuple[Kind, set[int]]]:
    """What a job names beside customer and place."""
    yield Kind.EQUIPMENT, set(job.equipment)
    yield Kind.ESTIMATE, {job.estimate_id} if job.estimate_id is not None else set()
    yield Kind.INVENTORY_ITEM, {item.item_id for item in job.items if item.item_id is not None}


def _told(rows: Rows, column: str) -> set[int]:
    """What a column of jobs says that names a record."""
    place = column_place(Kind.JOB, column)
    return {row[place] for row in rows if row[place] is not None}
