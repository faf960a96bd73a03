"""Records, lists and what is looked for in them: a part of `Desk`."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from industrack_core.desk.dating import Clock
from industrack_core.domain.acts.drafts import JobDraft, NewCustomer
from industrack_core.domain.acts.history import HistoryEntry
from industrack_core.domain.late_module import late_module
from industrack_core.domain.outcomes import Finding
from industrack_core.domain.records.customer import CustomerCard, CustomerMatch, WorkLine
from industrack_core.domain.records.estimate import Estimate, EstimateSums
from industrack_core.domain.records.found_job import FoundJob
from industrack_core.domain.records.inventory import StockedItem, StockMove
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.job_file import JobFile
from industrack_core.domain.records.listing import ListPage, ListQuery, ListWindow, Position
from industrack_core.domain.records.purchase import OrderSums
from industrack_core.domain.records.record import Record
from industrack_core.domain.rights import Sitter, lacking_sight
from industrack_core.store.reads import reads
from industrack_core.store.reads.kept import KeptTo

if TYPE_CHECKING:
    from industrack_core.store.derived import estimate_sums, stock
    from industrack_core.store.lists import list_pages
    from industrack_core.store.reads import (
        buying,
        card_reads,
        history_reads,
        item_search,
        office_reads,
        search,
    )
    from industrack_core.store.store import Store
else:
    estimate_sums = late_module("industrack_core.store.derived.estimate_sums")
    stock = late_module("industrack_core.store.derived.stock")
    list_pages = late_module("industrack_core.store.lists.list_pages")
    buying = late_module("industrack_core.store.reads.buying")
    card_reads = late_module("industrack_core.store.reads.card_reads")
    history_reads = late_module("industrack_core.store.reads.history_reads")
    item_search = late_module("industrack_core.store.reads.item_search")
    office_reads = late_module("industrack_core.store.reads.office_reads")
    search = late_module("industrack_core.store.reads.search")


class RecordReads:
    """Reads of records; every one blocks, and answers frozen values."""

    _store: "Store"
    who: str
    clock: Clock

    def sitter(self) -> Sitter | None:
        """Who asks."""
        raise NotImplementedError

    def kept_to(self) -> KeptTo | None:
        """The calendars that they are kept to."""
        raise NotImplementedError

    def job(self, job_id: int) -> Job | None:
        """The job with that id, or None when it is gone."""
        return self._store.at_once(lambda connection: reads.read_job(connection, job_id))

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

    def history(self, kind: str, record_id: int, limit: int = 100) -> tuple[HistoryEntry, ...]:
        """What became of a record, newest first."""
        with self._store.reading() as connection:
            return history_reads.read_history(connection, kind, record_id, limit)

    def find_customers(self, query: str, limit: int = 8) -> list[CustomerMatch]:
        """The best matches by name, number, phone or address; the newest customers for an empty query."""
        with self._store.reading(much=True) as connection:
            return search.find_customers(connection, query, limit)

    def similar_customers(self, customer: NewCustomer) -> list[CustomerMatch]:
        """Customers that are probably the same as one about to be created."""
        with self._store.reading() as connection:
            return search.similar_customers(connection, customer.name, customer.phone, customer.email)

    def find_items(self, query: str, limit: int = 8) -> list[StockedItem]:
        """The best matches in the inventory by name, SKU or kind, with their stock."""
        with self._store.reading() as connection:
            return item_search.find_items(connection, query, limit)

    def _refuse_hidden(self, query: ListQuery) -> None:
        person = self.sitter()
        lacking = lacking_sight(person)
        if person is not None and lacking:
            from industrack_core.desk.veil import refuse_hidden

            refuse_hidden(query, person, lacking)

    def list_page(
        self, query: ListQuery, after: Position | None = None, *, backwards: bool = False, limit: int = 100
    ) -> ListPage:
        """A page of a list, after a position or before it; from the beginning or the end without one."""
        self._refuse_hidden(query)
        kept = self.kept_to()
        with self._store.reading(much=True) as connection:
            return list_pages.read_page(connection, query, after, backwards=backwards, limit=limit, kept=kept)

    def list_around(
        self, query: ListQuery, record_id: int, position: Position | None, before: int, after: int
    ) -> ListWindow:
        """Rows of a list around a record as it stands now; around `position` where the list has lost it."""
        self._refuse_hidden(query)
        kept = self.kept_to()
        with self._store.reading(much=True) as connection:
            return list_pages.read_around(connection, query, record_id, position, before=before, after=after, kept=kept)

    def list_count(self, query: ListQuery) -> int | None:
        """How many records a list has; nothing is counted beyond COUNT_LIMIT + 1."""
        self._refuse_hidden(query)
        kept = self.kept_to()
        with self._store.reading(much=True) as connection:
            return list_pages.count(connection, query, kept)

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
            return estimate_sums.read_sums(connection)

    def order_sums(self) -> list[OrderSums]:
        """How many purchase orders are under way in each status, and what they come to; counted as lists are."""
        with self._store.reading() as connection:
            return buying.read_order_sums(connection)

    def find_vendors(self, typed: str, limit: int = 8) -> list[str]:
        """Known vendors whose names begin with what is typed, by name."""
        with self._store.reading() as connection:
            return buying.find_vendors(connection, typed, limit)

    def jobs_ahead(self, employee_id: int, limit: int = 500) -> list[FoundJob]:
        """Jobs that an employee still has, by start; those without a time come last."""
        kept = self.kept_to()
        if kept is not None and employee_id not in kept.people:
            return []
        with self._store.reading() as connection:
            return office_reads.read_jobs_ahead(connection, employee_id, self.clock(), limit)

    def next_number(self, kind: str) -> tuple[str, int]:
        """Prefix and number that the next record of a kind would get by itself; none is taken."""
        with self._store.reading() as connection:
            return office_reads.read_next_number(connection, kind)

    def stock_moves(self, item_id: int, below: int = 2**31 - 1, limit: int = 200) -> list[StockMove]:
        """What changed an item's stock, newest first, by acts under a revision."""
        with self._store.reading() as connection:
            return stock.read_stock_moves(connection, item_id, below, limit)

    def last_touch(self, kind: str, record_id: int) -> tuple[str, datetime] | None:
        """Who changed a record last, and when."""
        with self._store.reading() as connection:
            return reads.read_last_touch(connection, kind, record_id)

    def look(self, draft: JobDraft, job_id: int | None = None) -> tuple[Finding, ...]:
        """What would speak against saving a draft, over the job `job_id` or as a new one; nothing is written."""
        from industrack_core.desk.jobs.job_checks import hints
        from industrack_core.desk.unveiling import as_stored

        with self._store.reading() as connection:
            look = card_reads.lookups(connection)
            return hints(look, as_stored(look, draft, job_id, self.sitter()), job_id, self.clock())

    def check_entry(self, draft: JobDraft, job_id: int | None = None) -> tuple[Finding, ...]:
        """What is wrong with a draft by itself, which a save would refuse; nothing is written."""
        from industrack_core.desk.jobs.jobs import check_entry
        from industrack_core.desk.unveiling import as_stored

        with self._store.reading() as connection:
            look = card_reads.lookups(connection)
            return check_entry(look, as_stored(look, draft, job_id, self.sitter()), job_id)
