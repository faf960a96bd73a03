"""What files are made of and compared with: reads of many records at once, each through an index."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, Integer, Table, bindparam, func, select

from industrack_core.domain.records.customer import Customer, Location
from industrack_core.domain.records.inventory import InventoryItem
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.record import RECORD_TYPES, Record
from industrack_core.domain.text.list_words import sort_key
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import record_of
from industrack_core.store.engine.prepared import Prepared, one_of, parts_of
from industrack_core.store.engine.statements import rows_by
from industrack_core.store.reads.job_pages import ListedJob
from industrack_core.store.reads.reads import with_notes

_location, _customer, _job = schema.location, schema.customer, schema.job
_key, _word = schema.list_key, schema.customer_word

_MAIN = Prepared(
    select(_location).where(one_of(_location.c.customer_id, "customers"), _location.c.is_main == 1), "customers"
)
_founding_away = select(schema.archive.c.founding_id).where(schema.archive.c.founding_id != "").limit(1)
_FOUNDING = Prepared(
    select(func.coalesce(_founding_away.scalar_subquery(), schema.journal.c.act_id))
    .order_by(schema.journal.c.revision)
    .limit(1)
)
_WITHOUT_TIME = Prepared(
    select(_job, _customer.c.name, _location.c.address)
    .join(_customer, _customer.c.id == _job.c.customer_id)
    .outerjoin(_location, _location.c.id == _job.c.location_id)
    .where(_job.c.starts_at.is_(None), _job.c.id > bindparam("after"))
    .order_by(_job.c.starts_at, _job.c.id)  # as the index has them
    .limit(bindparam("most", type_=Integer))
)


def _texts(column: str) -> Prepared:
    return Prepared(select(_key.c.record_id).where(_key.c.list == column, one_of(_key.c.key, "values")), "values")


_NUMBERED, _NAMED, _MAILED = _texts("customer.number"), _texts("customer.name"), _texts("customer.email")
_PLACED = _texts("location.address")
_ITEMS_NAMED, _ITEMS_CODED = _texts("inventory_item.name"), _texts("inventory_item.sku")
_CALLED = Prepared(select(_word.c.customer_id).where(one_of(_word.c.word, "values")), "values")


def read_main_locations(connection: Connection, customer_ids: Sequence[int]) -> dict[int, Location]:
    """The main location of each of these customers, by the customer's id."""
    rows = (row for part in parts_of(customer_ids) for row in _MAIN.rows(connection, customers=part))
    return {place.customer_id: place for place in (record_of(Location, row) for row in rows)}


def read_founding(connection: Connection) -> str:
    """The id of the act that founded the company."""
    row = _FOUNDING.first(connection)
    return str(row[0]) if row else ""


def read_jobs_without_time(connection: Connection, after: int, limit: int) -> list[ListedJob]:
    """A page of the jobs that have no start, by id beyond `after`."""
    rows = _WITHOUT_TIME.rows(connection, after=after, most=limit)
    return [ListedJob(record_of(Job, row[:-2]), row[-2], row[-1] or "") for row in rows]


def with_what_was_written(connection: Connection, listed: Sequence[ListedJob]) -> list[ListedJob]:
    """The jobs of a page with what technicians wrote on them."""
    jobs = with_notes(connection, [each.job for each in listed])
    return [each._replace(job=job) for each, job in zip(listed, jobs, strict=True)]


def read_numbered(connection: Connection, kind: str, number: str) -> Record | None:
    """The record of a kind that has the number, or None."""
    table: Table = schema.TABLES[kind]
    row = rows_by(table, "number").first(connection, values=(number,))
    return record_of(RECORD_TYPES[kind], row) if row else None


def read_alike(
    connection: Connection,
    names: Iterable[str],
    emails: Iterable[str],
    phones: Iterable[str],
    numbers: Iterable[str] = (),
    also: Iterable[int] = (),
) -> list[Customer]:
    """Customers that have one of these names, e-mail addresses, last digits of a phone or numbers; and a few more.

    Those with the ids `also` are among them.
    """
    ids: set[int] = set(also)
    asked = (
        (_NAMED, map(sort_key, names)), (_MAILED, map(sort_key, emails)), (_CALLED, phones),
        (_NUMBERED, map(sort_key, numbers)),
    )  # fmt: skip
    for statement, values in asked:
        for part in parts_of(sorted(set(values))):
            ids.update(statement.column(connection, values=part))
    rows = (row for part in parts_of(sorted(ids)) for row in rows_by(_customer, "id").rows(connection, values=part))
    return [record_of(Customer, row) for row in rows]


def read_places_at(connection: Connection, addresses: Iterable[str]) -> list[Location]:
    """Locations of anybody at one of these addresses, capitals and accents aside; and a few more."""
    ids: set[int] = set()
    for part in parts_of(sorted(set(map(sort_key, addresses)))):
        ids.update(_PLACED.column(connection, values=part))
    rows = (row for part in parts_of(sorted(ids)) for row in rows_by(_location, "id").rows(connection, values=part))
    return [record_of(Location, row) for row in rows]


def read_items_alike(connection: Connection, names: Iterable[str], skus: Iterable[str]) -> list[InventoryItem]:
    """Inventory items that have one of these names or SKUs, capitals and accents aside; and a few more."""
    ids: set[int] = set()
    for statement, values in ((_ITEMS_NAMED, names), (_ITEMS_CODED, skus)):
        for part in parts_of(sorted(set(map(sort_key, values)))):
            ids.update(statement.column(connection, values=part))
    by_id = rows_by(schema.inventory_item, "id")
    rows = (row for part in parts_of(sorted(ids)) for row in by_id.rows(connection, values=part))
    return [record_of(InventoryItem, row) for row in rows]
