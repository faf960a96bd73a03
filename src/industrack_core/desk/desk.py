"""What an office can do: a front end holds one `Desk`, and nothing else of the core that has effects.

Every method blocks; a front end calls them from threads of its own. All pictures are frozen values.
"""

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date, datetime, timedelta
from threading import Event

from industrack_core.desk import placing
from industrack_core.desk.dating import Clock, dates_of, utc_now
from industrack_core.desk.file_reads import FileReads
from industrack_core.domain.acts import Act, JobAct, JobDraft, LoadRecords, NewCustomer, PlanJob, SaveRecord
from industrack_core.domain.availability import Availability
from industrack_core.domain.board import Block, Board, Queue, Row, lanes, shades
from industrack_core.domain.customer import CustomerCard, CustomerMatch, WorkLine
from industrack_core.domain.day_sums import DaySum
from industrack_core.domain.errors import DatabaseMissing
from industrack_core.domain.estimate import Estimate, EstimateSums
from industrack_core.domain.exceptions import BoardException, exceptions
from industrack_core.domain.found_job import FoundJob
from industrack_core.domain.history import HistoryEntry
from industrack_core.domain.inventory import StockedItem, StockMove
from industrack_core.domain.job import Job
from industrack_core.domain.job_file import JobFile
from industrack_core.domain.job_parts import Attachment
from industrack_core.domain.listing import ListPage, ListQuery, ListWindow, Position
from industrack_core.domain.minute import minute_of
from industrack_core.domain.news import News
from industrack_core.domain.office import Calendar, Employee, Office, TimeOff
from industrack_core.domain.outcomes import Finding, FindingKind, Outcome, Refused, Trial, Weight
from industrack_core.domain.purchase import OrderSums
from industrack_core.domain.records import Record
from industrack_core.domain.slots import Advice, Proposal
from industrack_core.domain.span import Span, day_span
from industrack_core.domain.text import clean_line
from industrack_core.domain.upgrade import Upgrade
from industrack_core.store import board_reads, card_reads, job_search, list_pages, office_reads, reads, search
from industrack_core.store.buying import find_vendors, read_order_sums
from industrack_core.store.estimate_sums import read_sums
from industrack_core.store.history_reads import read_history
from industrack_core.store.item_search import find_items
from industrack_core.store.stock import read_stock_moves
from industrack_core.store.store import Store, open_store

QUEUE_LIMIT = 500


def login_name() -> str:
    """Who sits here: the operating system's user. Never from the environment, which anybody can set."""
    try:
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name
    except (ImportError, KeyError):
        return f"user {os.getuid()}" if hasattr(os, "getuid") else "user"


def open_desk(
    url: str,
    *,
    create: bool = False,
    read_only: bool = False,
    who: str | None = None,
    clock: Clock = utc_now,
    founding_act: Callable[["Desk"], LoadRecords] | None = None,
    upgrade: Upgrade | None = None,
) -> "Desk":
    """Open the database at a URL or file path; a new one gets an empty company, or what `founding_act` answers.

    An older one is brought up to date if there is leave to `upgrade`; else DatabaseOlder.

    Raises the DatabaseError tree and UsageError (domain.errors).
    """
    store = open_store(url, create=create, read_only=read_only, upgrade=upgrade)
    desk = Desk(store, clean_line(who or "") or login_name(), clock)
    try:
        if not desk.is_founded():
            if read_only:
                raise DatabaseMissing(f"There is no company in {desk.place} yet, and this console is read-only.")
            desk.perform(founding_act(desk) if founding_act else _empty_company(desk))
    except BaseException:
        desk.close()
        raise
    return desk


def _empty_company(desk: "Desk") -> LoadRecords:
    from industrack_core.desk import founding

    return founding.empty_company(desk.reserve_ids)


class Desk(FileReads):
    """One person's way to one company's records. Safe to use from several threads."""

    def __init__(self, store: Store, who: str, clock: Clock) -> None:
        self._store = store
        self.who = who
        self.clock = clock
        self._dated = dates_of(store)

    @property
    def place(self) -> str:
        """Where the records are, fit to be shown: no password in it."""
        return self._store.place.label

    @property
    def read_only(self) -> bool:
        return self._store.read_only

    def close(self) -> None:
        """Give all connections back; the desk cannot be used afterwards."""
        self._store.close()

    # -- reading -------------------------------------------------------------------------------

    def is_founded(self) -> bool:
        """Whether the database holds a company."""
        with self._store.reading() as connection:
            return reads.read_is_founded(connection)

    def office(self) -> Office:
        """What changes rarely: company, employees in row order, groups, calendars, settings lists."""
        with self._store.reading() as connection:
            return reads.read_office(connection, self.clock())

    def revision(self) -> int:
        """The number of the newest act."""
        with self._store.reading() as connection:
            return reads.read_revision(connection)

    def board(self, office: Office, window: Span, employee_ids: Sequence[int]) -> Board:
        """Rows of these employees in this order, in two statements, whatever else the office holds."""
        with self._store.reading() as connection:
            revision, blocks, time_off = reads.read_board(connection, employee_ids, window)
        by_employee: dict[int, list[Block]] = {}
        for block in blocks:
            by_employee.setdefault(block.employee_id, []).append(block)
        off: dict[int, list[TimeOff]] = {}
        for stretch in time_off:
            off.setdefault(stretch.employee_id, []).append(stretch)
        rows = []
        for employee_id in employee_ids:
            employee = office.employee(employee_id) or Employee(id=employee_id, last_name="?")
            shaded = shades(employee, window, off.get(employee_id, ()), office.zone)
            rows.append(Row(employee_id, lanes(by_employee.get(employee_id, ())), shaded))
        return Board(revision, window, tuple(rows))

    def queue(self, limit: int = QUEUE_LIMIT, calendar_id: int = 0) -> Queue:
        """The unassigned queue, high priority first: of all calendars (0), or of one."""
        with self._store.reading() as connection:
            return reads.read_queue(connection, limit, calendar_id)

    def all_blocks(self, window: Span) -> list[Block]:
        """Everybody's blocks in the window, by start."""
        with self._store.reading() as connection:
            blocks, _ = reads.read_all_blocks(connection, window)
        return sorted(blocks, key=lambda block: (block.start, block.job_id, block.employee_id))

    def exceptions(self, office: Office, employee_ids: Collection[int]) -> list[BoardException]:
        """What needs an eye now among these employees: from yesterday's to the end of tomorrow's jobs."""
        now = self.clock()
        window = Span(now - timedelta(days=1), now + timedelta(days=2))
        with self._store.reading() as connection:
            blocks, time_off = reads.read_all_blocks(connection, window)
            quiet = board_reads.read_snoozes(connection)
        wanted = set(employee_ids)
        theirs = [block for block in blocks if block.employee_id in wanted]
        return exceptions(theirs, office.employees_by_id, time_off, quiet, minute_of(now), office.zone)

    def planned_minutes(self, window: Span) -> dict[int, int]:
        """Planned minutes of the window by employee id; jobs at the same time count twice."""
        with self._store.reading() as connection:
            return board_reads.read_planned(connection, window)

    def days(self, office: Office, first: date, count: int, most: int = 4) -> tuple[DaySum, ...]:
        """What `count` company days from `first` on hold: how many jobs, planned minutes, and the first jobs."""
        spans = [day_span(first + timedelta(days=each), office.zone) for each in range(count)]
        with self._store.reading() as connection:
            return board_reads.read_days(connection, spans, most)

    def find_jobs(self, office: Office, query: str, limit: int = 200) -> list[FoundJob]:
        """Jobs of any date that have every typed word, by start; those without a time come last."""
        with self._store.reading() as connection:
            return job_search.find_jobs(connection, office, query, minute_of(self.clock()), limit)

    def best_slots(self, office: Office, job_id: int, calendar: Calendar, limit: int = 50) -> list[Proposal]:
        """The next free slots for a job over everybody who may do it, earliest first; 14 days ahead at most."""
        with self._store.reading() as connection:
            return placing.find_best_slots(
                card_reads.lookups(connection), office, job_id, calendar, self.clock(), limit
            )

    def advise(self, office: Office, act: PlanJob, calendar: Calendar) -> tuple[tuple[Finding, ...], list[Advice]]:
        """What speaks against a placement, and the changes that would leave nothing, the smallest first."""
        outcome = self.judge(act)
        findings = outcome.findings if isinstance(outcome, Refused) else getattr(outcome, "warnings", ())
        with self._store.reading() as connection:
            return findings, placing.find_advice(card_reads.lookups(connection), office, act, calendar, self.clock())

    def job(self, job_id: int) -> Job | None:
        """The job with that id, or None when it is gone."""
        with self._store.reading() as connection:
            return reads.read_job(connection, job_id)

    def estimate(self, estimate_id: int) -> Estimate | None:
        """The estimate with that id, or None when it is gone."""
        with self._store.reading() as connection:
            return card_reads.read_estimate(connection, estimate_id)

    def customer(self, customer_id: int) -> CustomerCard | None:
        """A customer with its locations, or None when it is gone."""
        with self._store.reading() as connection:
            return card_reads.read_card(connection, customer_id)

    def customer_work(self, customer_id: int, below: int = 2**31 - 1, limit: int = 200) -> tuple[WorkLine, ...]:
        """A customer's jobs with an id under `below`, newest first; the first page has the estimates at its end."""
        with self._store.reading() as connection:
            return card_reads.read_work(connection, customer_id, below, limit)

    def job_file(self, job_id: int) -> JobFile | None:
        """Everything that a form shows of a saved job, or None when it is gone."""
        with self._store.reading() as connection:
            return card_reads.read_job_file(connection, job_id)

    def stock(self, item_ids: Sequence[int]) -> dict[int, StockedItem]:
        """Inventory items with their stock, by id."""
        with self._store.reading() as connection:
            return card_reads.read_stock(connection, item_ids)

    def availability(
        self, office: Office, employee_ids: Sequence[int], span: Span, except_job: int = 0
    ) -> dict[int, Availability]:
        """What these employees have on in `span`, beside the job `except_job`; by employee id."""
        with self._store.reading() as connection:
            return card_reads.read_availability(connection, office, employee_ids, span, except_job)

    def history(self, kind: str, record_id: int, limit: int = 100) -> tuple[HistoryEntry, ...]:
        """What became of a record, newest first."""
        with self._store.reading() as connection:
            return read_history(connection, kind, record_id, limit)

    def look(self, draft: JobDraft, job_id: int | None = None) -> tuple[Finding, ...]:
        """What would speak against saving a draft, over the job `job_id` or as a new one; nothing is written."""
        from industrack_core.desk.job_checks import hints

        with self._store.reading() as connection:
            return hints(card_reads.lookups(connection), draft, job_id, self.clock())

    def find_customers(self, query: str, limit: int = 8) -> list[CustomerMatch]:
        """The best matches by name, number, phone or address; the newest customers for an empty query."""
        with self._store.reading() as connection:
            return search.find_customers(connection, query, limit)

    def similar_customers(self, customer: NewCustomer) -> list[CustomerMatch]:
        """Customers that are probably the same as one about to be created."""
        with self._store.reading() as connection:
            return search.similar_customers(connection, customer.name, customer.phone, customer.email)

    def find_items(self, query: str, limit: int = 8) -> list[StockedItem]:
        """The best matches in the inventory by name, SKU or kind, with their stock."""
        with self._store.reading() as connection:
            return find_items(connection, query, limit)

    def list_page(
        self, query: ListQuery, after: Position | None = None, *, backwards: bool = False, limit: int = 100
    ) -> ListPage:
        """A page of a list, after a position or before it; from the beginning or the end without one."""
        with self._store.reading() as connection:
            return list_pages.read_page(connection, query, after, backwards=backwards, limit=limit)

    def list_around(
        self, query: ListQuery, record_id: int, position: Position | None, before: int, after: int
    ) -> ListWindow:
        """Rows of a list around a record as it stands now; around `position` where the list has lost it."""
        with self._store.reading() as connection:
            return list_pages.read_around(connection, query, record_id, position, before=before, after=after)

    def list_count(self, query: ListQuery) -> int:
        """How many records a list has; nothing is counted beyond COUNT_LIMIT + 1."""
        with self._store.reading() as connection:
            return list_pages.count(connection, query)

    def records(self, kind: str, ids: Sequence[int]) -> dict[int, Record]:
        """Whole records of a kind by id; those that are gone are left out."""
        with self._store.reading() as connection:
            return card_reads.read_records(connection, kind, ids)

    def estimate_jobs(self, estimate_id: int) -> list[tuple[int, str]]:
        """Ids and numbers of the jobs that were made of an estimate, oldest first."""
        with self._store.reading() as connection:
            return card_reads.read_estimate_jobs(connection, estimate_id)

    def estimate_sums(self) -> list[EstimateSums]:
        """How many estimates stand in each status, and what they come to."""
        with self._store.reading() as connection:
            return read_sums(connection)

    def order_sums(self) -> list[OrderSums]:
        """How many purchase orders are under way in each status, and what they come to; counted as lists are."""
        with self._store.reading() as connection:
            return read_order_sums(connection)

    def find_vendors(self, typed: str, limit: int = 8) -> list[str]:
        """Known vendors whose names begin with what is typed, by name."""
        with self._store.reading() as connection:
            return find_vendors(connection, typed, limit)

    def jobs_ahead(self, employee_id: int, limit: int = 500) -> list[FoundJob]:
        """Jobs that an employee still has, by start; those without a time come last."""
        with self._store.reading() as connection:
            return office_reads.read_jobs_ahead(connection, employee_id, self.clock(), limit)

    def next_number(self, kind: str) -> tuple[str, int]:
        """Prefix and number that the next record of a kind would get by itself; none is taken."""
        with self._store.reading() as connection:
            return office_reads.read_next_number(connection, kind)

    def stock_moves(self, item_id: int, below: int = 2**31 - 1, limit: int = 200) -> list[StockMove]:
        """What changed an item's stock, newest first, by acts under a revision."""
        with self._store.reading() as connection:
            return read_stock_moves(connection, item_id, below, limit)

    def last_touch(self, kind: str, record_id: int) -> tuple[str, datetime] | None:
        """Who changed a record last, and when."""
        with self._store.reading() as connection:
            return reads.read_last_touch(connection, kind, record_id)

    def check_entry(self, draft: JobDraft, job_id: int | None = None) -> tuple[Finding, ...]:
        """What is wrong with a draft by itself, which a save would refuse; nothing is written."""
        from industrack_core.desk.jobs import check_entry

        with self._store.reading() as connection:
            return check_entry(card_reads.lookups(connection), draft, job_id)

    # -- attached files --------------------------------------------------------------------------

    def attach(self, path: str) -> Attachment:
        """Copy a file of the person's into the company's attachments. Raises AttachmentError or DatabaseError."""
        from industrack_core.desk import attaching

        return attaching.attach_file(self._store.contents, path)

    def attachment_bytes(self, attachment: Attachment) -> bytes:
        """The content of an attached file. Raises AttachmentError."""
        return self._store.contents.get(attachment.digest)

    def save_attachment(self, attachment: Attachment, path: str, *, replace: bool = False) -> str:
        """Write a copy to a path, or into a folder; answers where it is. Raises AttachmentError."""
        from industrack_core.desk import attaching

        return str(attaching.save_attachment(self._store.contents, attachment, path, replace=replace))

    # -- writing and hearing -------------------------------------------------------------------

    def perform(self, act: Act) -> Outcome:
        """Do an act, whole or not at all: Done, Refused or Stale. Raises DatabaseError, nothing saved."""
        if self.read_only:
            text = "This console is read-only: nothing can be changed here."
            return Refused((Finding(FindingKind.PERMISSION, Weight.STOPS, text),))
        # the rules of all acts come in with the first act: a board that is only looked at does without them
        from industrack_core.desk.perform import perform_act

        return perform_act(self._store, act, self.who, self._dated(self.clock))

    def get_ready(self) -> None:
        """Load and prepare what the first act needs, while somebody is about to make one. Raises DatabaseError."""
        from industrack_core.desk import perform as _  # noqa: F401 (loaded for later)

        self._store.get_ready()

    def judge(self, act: JobAct | SaveRecord) -> Outcome:
        """What `perform` would answer to this act as things are; nothing is written. Raises DatabaseError."""
        from industrack_core.desk.perform import judge

        return judge(self._store, act, self.who, self._dated(self.clock))

    def rehearse(self, several: Sequence[JobAct]) -> tuple[Trial, ...]:
        """What each of several acts would come to, done one after the other. Raises DatabaseError."""
        from industrack_core.desk.perform import rehearse

        return rehearse(self._store, several, self.who, self._dated(self.clock))

    def reserve_ids(self, count: int) -> int:
        """Take `count` record ids for a `LoadRecords`, the first of which is answered."""
        with self._store.writing() as tx:
            first = tx.reserve_ids(count)
            tx.keep()
            return first

    def changes(self, revision: int, stop: Event) -> Iterator[News]:
        """News of every act after `revision`, one's own included, until `stop` is set. Blocks while waiting."""
        return self._store.feed(revision, stop).listen()
