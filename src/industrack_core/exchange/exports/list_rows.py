"""What the lists are as tables: their columns, and their rows page by page."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from itertools import islice
from typing import TypeVar

from industrack_core.desk.desk import Desk
from industrack_core.desk.values.money import decimals_of
from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.customer import Customer, Location
from industrack_core.domain.records.estimate import Estimate
from industrack_core.domain.records.held import Held
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.listing import ListQuery
from industrack_core.domain.records.office import Office
from industrack_core.domain.rights import Right, Sitter, lacking_sight
from industrack_core.domain.time.span import Span
from industrack_core.exchange.exports.customer_columns import COLUMNS as CUSTOMER_COLUMNS
from industrack_core.exchange.exports.customer_columns import FIELDS as CUSTOMER_FIELDS
from industrack_core.exchange.exports.customer_columns import customer_cells
from industrack_core.exchange.exports.sheet import Cell

PAGE = 500

T = TypeVar("T")
Rows = list[Sequence[Cell]]
Page = tuple[int, Rows]
"""How many records, and their rows."""


@dataclass(frozen=True, slots=True)
class ExportSource:
    """What rows are made of: the desk, the office as it was at the beginning, and which days are wanted."""

    desk: Desk
    office: Office
    window: Span | None = None

    def money(self, minor: int) -> Decimal:
        """An amount with the decimals of the company's currency."""
        return Decimal(minor).scaleb(-decimals_of(self.office.company.currency))

    def local(self, instant: datetime | None) -> datetime | None:
        """The company's wall clock."""
        return instant.astimezone(self.office.zone).replace(tzinfo=None) if instant else None

    @property
    def currency(self) -> str:
        return self.office.company.currency


@dataclass(frozen=True, slots=True)
class TableKind:
    """A list as a table. `noun` says what one record is called; `summed` are the columns that can be added up."""

    title: str
    noun: str
    columns: tuple[str, ...]
    pages: Callable[[ExportSource], Iterator[Page]]
    summed: tuple[str, ...] = ()


_HIDDEN: Mapping[Right, frozenset[str]] = {
    Right.SEE_PRICES: frozenset(
        {"Price", "Cost", "Lines", "Discount", "Tax", "Total", "Line total", "Job total", "Currency"}
    ),
    Right.SEE_BILLING: frozenset({"Billing", CUSTOMER_FIELDS["payment_terms"]}),
    Right.SEE_NOTES: frozenset({CUSTOMER_FIELDS["internal_note"]}),
}
"""Columns that take a right to be seen."""


def shown_to(table: TableKind, person: Sitter | None) -> TableKind:
    """A table without the columns that somebody does not see."""
    hidden = frozenset(name for right in lacking_sight(person) for name in _HIDDEN[right])
    places = [place for place, name in enumerate(table.columns) if name not in hidden]
    if len(places) == len(table.columns):
        return table

    def pages(source: ExportSource) -> Iterator[Page]:
        for count, rows in table.pages(source):
            yield count, [[row[place] for place in places] for row in rows]

    columns = tuple(table.columns[place] for place in places)
    return replace(table, columns=columns, pages=pages, summed=tuple(each for each in table.summed if each in columns))


def amount(thousandths: int) -> Decimal:
    """A quantity without the zeros it does not need."""
    whole, rest = divmod(thousandths, 1000)
    return Decimal(whole) if not rest else Decimal(f"{Decimal(thousandths).scaleb(-3):f}".rstrip("0"))


def hours(minutes: int) -> Decimal:
    """Minutes as hours with two decimals."""
    return (Decimal(minutes) / 60).quantize(Decimal("0.01"))


def listed_ids(desk: Desk, query: ListQuery) -> Iterator[list[int]]:
    """The ids of a list, page by page, each once."""
    after = None
    seen: set[int] = set()
    while True:
        page = desk.list_page(query, after, limit=PAGE)
        # who is edited between two pages may stand on both
        fresh = [row.id for row in page.rows if row.id not in seen]
        seen = {row.id for row in page.rows}
        yield fresh
        if not page.more:
            return
        after = page.rows[-1].position


def paged(items: Iterable[T]) -> Iterator[list[T]]:
    """The same in parts of a page each."""
    walk = iter(items)
    while part := list(islice(walk, PAGE)):
        yield part


def in_order(found: Mapping[int, Held], ids: Sequence[int], kind: type[T]) -> list[T]:
    """The records of these ids in that order, without those that are gone."""
    return [record for each in ids if isinstance(record := found.get(each), kind)]


def _customers(source: ExportSource) -> Iterator[Page]:
    for ids in listed_ids(source.desk, ListQuery(Kind.CUSTOMER, "number")):
        people = in_order(source.desk.records(Kind.CUSTOMER, ids), ids, Customer)
        places = source.desk.main_locations(ids)
        yield len(people), [customer_cells(each, places.get(each.id)) for each in people]


def customers_and_places(desk: Desk, jobs: Iterable[Job | Estimate]) -> tuple[dict[int, Customer], dict[int, Location]]:
    """Customers and locations of jobs or estimates, by id."""
    kept = list(jobs)
    customers = desk.records(Kind.CUSTOMER, sorted({each.customer_id for each in kept}))
    places = desk.records(Kind.LOCATION, sorted({each.location_id for each in kept if each.location_id is not None}))
    return (
        {each.id: each for each in customers.values() if isinstance(each, Customer)},
        {each.id: each for each in places.values() if isinstance(each, Location)},
    )


_ESTIMATE_COLUMNS = ("Number", "Customer number", "Customer", "Location", "Description", "Status", "Date",
                     "Valid until", "Lines", "Discount", "Tax", "Total", "Currency", "Note")  # fmt: skip


def _estimates(source: ExportSource) -> Iterator[Page]:
    for ids in listed_ids(source.desk, ListQuery(Kind.ESTIMATE, "number")):
        estimates = in_order(source.desk.records(Kind.ESTIMATE, ids), ids, Estimate)
        customers, places = customers_and_places(source.desk, estimates)
        yield len(estimates), [_estimate_cells(source, each, customers, places) for each in estimates]


def _estimate_cells(
    source: ExportSource, estimate: Estimate, customers: Mapping[int, Customer], places: Mapping[int, Location]
) -> Sequence[Cell]:
    customer, place = customers.get(estimate.customer_id), places.get(estimate.location_id or 0)
    sums = estimate.sums
    money = [source.money(each) for each in (sums.lines, sums.discount, sums.tax, sums.total)]
    return (
        estimate.number, customer.number if customer else "", customer.name if customer else "",
        place.label if place else "", estimate.description, estimate.status.label, estimate.made_on,
        estimate.valid_until, *money,
        source.currency, estimate.note,
    )  # fmt: skip


_ITEM_COLUMNS = ("Name", "SKU", "Kind", "Price", "Cost", "Currency", "On hand", "Reserved", "Available",
                 "Reorder point", "Vendor", "Retired")  # fmt: skip


def _inventory(source: ExportSource) -> Iterator[Page]:
    for ids in listed_ids(source.desk, ListQuery(Kind.INVENTORY_ITEM, "name")):
        found = source.desk.stock(ids)
        rows: Rows = []
        for each in (found[item_id] for item_id in ids if item_id in found):
            item, stock = each.item, each.stock
            stocked = (stock.on_hand, stock.reserved, stock.available, item.reorder_point)
            rows.append((
                item.name, item.sku, item.kind.label, source.money(item.price), source.money(item.cost),
                source.currency, *(amount(many) if item.kind.is_stocked else None for many in stocked), item.vendor,
                "yes" if item.retired else "no",
            ))  # fmt: skip
        yield len(rows), rows


LISTS: Mapping[str, TableKind] = {
    Kind.CUSTOMER: TableKind("Customers", Kind.CUSTOMER.noun, CUSTOMER_COLUMNS, _customers),
    Kind.ESTIMATE: TableKind("Estimates", Kind.ESTIMATE.noun, _ESTIMATE_COLUMNS, _estimates,
                          ("Lines", "Discount", "Tax", "Total")),
    Kind.INVENTORY_ITEM: TableKind("Inventory", "item", _ITEM_COLUMNS, _inventory),
}  # fmt: skip
