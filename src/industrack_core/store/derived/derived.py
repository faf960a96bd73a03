"""Tables that hold nothing of their own, record by record: what they must say, made from the records.

Transactions keep them in step (customer_index, row_writes, item_search, list_index) with the functions that are used
here. From here they are filled when a migration makes them, checked, and made anew.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Table, bindparam, delete, or_, select

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.customer import Customer, Location
from industrack_core.domain.text.list_words import BY_CUSTOMER
from industrack_core.domain.upgrade import Progress, Tell
from industrack_core.store.derived.crew_index import crews_of, fresh_tag
from industrack_core.store.derived.crew_sums import crew_sums_of, told_days
from industrack_core.store.derived.job_overlaps import overlaps_of
from industrack_core.store.derived.list_index import (
    FOUND_BY,
    SORTED_BY,
    ListEntry,
    customer_names,
    is_listed,
    list_keys_of,
    list_words_of,
)
from industrack_core.store.derived.record_pages import LOWEST, count_records, nearest_records, page_after, records_from
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import R, RowValues, record_of
from industrack_core.store.engine.columns import TableColumn, told_its_rows
from industrack_core.store.engine.prepared import Prepared, parts_of
from industrack_core.store.engine.statements import insertion, rows_by
from industrack_core.store.reads import search
from industrack_core.store.reads.item_search import item_words_of
from industrack_core.store.writing.row_writes import job_words_of

Entry = tuple[object, ...]
"""A row of a derived table, in the order of its columns."""
Make = Callable[[Connection, Sequence[Any]], Iterator[RowValues]]
"""Records of a kind become the rows of a derived table."""


@dataclass(frozen=True, slots=True)
class Derived:
    """What one derived table says of the records of one kind; `record` is its column with the record's id.

    `fresh` is a column that says something new whenever its row is made, and is not compared; and what makes it.
    `of_each`: how many times as much there is of each record as of others, so that fewer are looked at at a time.
    `told` is an entry as a person reads it.
    """

    what: str
    table: Table
    record: Column[int]
    kind: str
    make: Make
    own: ColumnElement[bool] | None = None
    fresh: tuple[Column[str], Callable[[RowValues], str]] | None = None
    of_each: int = 1
    told: Callable[[Entry], str] = lambda entry: " ".join(map(str, entry))

    @property
    def columns(self) -> list[TableColumn]:
        """The columns that are compared, as an entry has them."""
        fresh = self.fresh[0] if self.fresh else None
        return [column for column in self.table.columns if column is not fresh]

    def row(self, entry: Entry) -> RowValues:
        """An entry as it is written."""
        row: RowValues = dict(zip([column.name for column in self.columns], entry, strict=True))
        return {**row, self.fresh[0].name: self.fresh[1](row)} if self.fresh else row

    @property
    def place(self) -> int:
        """Where the record's id stands in an entry."""
        return self.columns.index(self.record)

    def entries(self, connection: Connection, rows: Sequence[RowValues]) -> set[Entry]:
        """What the table must say of these records."""
        names = [column.name for column in self.columns]
        return {tuple(entry[name] for name in names) for entry in self.make(connection, records_from(self.kind, rows))}


def _customer_words(connection: Connection, customers: Sequence[Customer]) -> Iterator[RowValues]:
    places: dict[int, list[Location]] = {}
    for part in parts_of([customer.id for customer in customers]):
        for found in rows_by(schema.location, "customer_id").rows(connection, values=part):
            location = record_of(Location, found)
            places.setdefault(location.customer_id, []).append(location)
    for customer in customers:
        for word in search.customer_words_of(customer, places.get(customer.id, [])):
            yield {"word": word, "customer_id": customer.id}


def _keys(kind: str) -> Make:
    def make(connection: Connection, records: Sequence[ListEntry]) -> Iterator[RowValues]:
        listed = [record for record in records if is_listed(record)]
        names = customer_names(connection, listed)
        for record in listed:
            yield from list_keys_of(kind, record, names)

    return make


def _each(of: Callable[[R], list[RowValues]]) -> Make:
    return lambda connection, records: (entry for record in records for entry in of(record))


def _words(kind: str) -> Make:
    return lambda connection, records: (entry for record in records for entry in list_words_of(kind, record))


_crew, _overlap, _key, _word = schema.job_crew, schema.job_overlap, schema.list_key, schema.list_word
_sum = schema.crew_sum


def _called(kind: str) -> str:
    return "what was deleted" if kind == "deletion" else Kind(kind).plural


DERIVED = (
    Derived("words of customers", schema.customer_word, schema.customer_word.c.customer_id, Kind.CUSTOMER,
            _customer_words),
    Derived("words of items", schema.item_word, schema.item_word.c.item_id, Kind.INVENTORY_ITEM, _each(item_words_of)),
    Derived("words of jobs", schema.job_word, schema.job_word.c.job_id, Kind.JOB, _each(job_words_of)),
    Derived("crews of jobs", _crew, _crew.c.job_id, Kind.JOB, crews_of, fresh=(_crew.c.tag, fresh_tag)),
    Derived("sums of days", _sum, _sum.c.employee_id, Kind.EMPLOYEE, crew_sums_of,
            or_(*(_sum.c[f"day{day}"] != 0 for day in range(7))), of_each=20, told=told_days),
    Derived("overlaps of jobs", _overlap, _overlap.c.job_id, Kind.JOB, overlaps_of),
    *(
        Derived(f"order of the list of {_called(kind)}", _key, _key.c.record_id, kind, _keys(kind),
                _key.c.list.in_([f"{kind}.{column}" for column in
                                 (*SORTED_BY[kind], *([Kind.CUSTOMER] if kind in BY_CUSTOMER else []))]))
        for kind in SORTED_BY
    ),
    *(
        Derived(f"words of the list of {_called(kind)}", _word, _word.c.record_id, kind, _words(kind),
                _word.c.list == kind)
        for kind in FOUND_BY
    ),
)  # fmt: skip


@cache
def _said(derived: Derived) -> Prepared:
    inside = [derived.record > bindparam("low"), derived.record <= bindparam("high")]
    return Prepared(select(*derived.columns).where(*inside, *([] if derived.own is None else [derived.own])))


@cache
def _removal(table: Table) -> Prepared:
    keys = (column == bindparam(f"old_{column.name}") for column in table.primary_key.columns)
    return Prepared(delete(table).where(*keys))


def stored_entries(connection: Connection, derived: Derived, low: int, high: int) -> set[Entry]:
    """What the table says of records with ids above `low` and up to `high`, whether they are there or not."""
    return {tuple(row) for row in _said(derived).rows(connection, low=low, high=high)}


def correct(connection: Connection, derived: Derived, extra: set[Entry], missing: set[Entry]) -> None:
    """Take entries out of the table and put others in, also in place of what is not compared."""
    names = [column.name for column in derived.columns]
    keys = {column.name for column in derived.table.primary_key.columns}
    old = (dict(zip(names, each, strict=True)) for each in extra | missing)
    _removal(derived.table).run_many(connection, ({f"old_{name}": each[name] for name in keys} for each in old))
    insertion(derived.table).run_many(connection, map(derived.row, missing))


def fill_anew(connection: Connection, tables: Sequence[Table], tell: Tell) -> None:
    """Make whole tables anew, in a transaction in which nobody else writes; `tell` hears how far it is.

    Their indexes are made when the rows are in, which takes a third of keeping them on the way.
    """
    for table in tables:
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        for index in indexes:
            index.drop(connection, checkfirst=True)
        connection.execute(delete(table))
        for derived in DERIVED:
            if derived.table is table:
                _fill(connection, derived, tell)
        for index in indexes:
            tell(Progress(f"Making the index {index.name}"))
            made = index if connection.dialect.name == "sqlite" else told_its_rows(index)
            made.create(connection)


def _fill(connection: Connection, derived: Derived, tell: Tell) -> None:
    whole = count_records(connection, derived.kind)
    done, low = 0, LOWEST
    while rows := page_after(connection, derived.kind, low, derived.of_each):
        records = nearest_records(derived.kind, rows)
        insertion(derived.table).run_many(connection, derived.make(connection, records))
        done, low = done + len(rows), rows[-1]["id"]
        tell(Progress(f"Making the {derived.what}", done, whole))
