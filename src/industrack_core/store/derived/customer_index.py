"""Keeps the words by which customers are found (search.py) in step with what a transaction writes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import bindparam, select

from industrack_core.domain.records.customer import Customer, Location
from industrack_core.domain.records.record import Change
from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Prepared, one_of, parts_of
from industrack_core.store.engine.statements import deletion, insertion
from industrack_core.store.reads import search
from industrack_core.store.writing.lookups import Lookups

_index = schema.customer_word
_KNOWN = Prepared(
    select(_index.c.word).where(_index.c.customer_id == bindparam("of_customer"), one_of(_index.c.word, "words")),
    "words",
)


def reindex(tx: Lookups, changes: Sequence[Change]) -> None:
    """Bring the words of all customers up to date that `changes` (already written) touch.

    Customers that only got further locations get only further words: an import adds a few addresses at a
    time to districts that have tens of thousands.
    """
    added: dict[int, list[Location]] = {}
    touched: set[int] = set()
    created: dict[int, Customer] = {}
    for before, after in changes:
        if before is None and isinstance(after, Location):
            added.setdefault(after.customer_id, []).append(after)
            continue
        if before is None and isinstance(after, Customer):
            created[after.id] = after
            continue
        for record in (before, after):
            if isinstance(record, Customer):
                touched.add(record.id)
            elif isinstance(record, Location):
                touched.add(record.customer_id)
    _index_anew(tx, sorted(touched))
    # what came with a customer is known; one who comes back may have got places from others
    _insert(tx, _entries((each for each in created.values() if each.id not in touched), added))
    grown = sorted(added.keys() - touched - created.keys())
    _index_further(tx, tx.get_many(Customer, grown).values(), added)


def _index_anew(tx: Lookups, customer_ids: list[int]) -> None:
    if not customer_ids:
        return
    tx.expect(Customer, customer_ids)
    tx.expect_found(Location, "customer_id", customer_ids)
    customers = tx.get_many(Customer, customer_ids)
    places: dict[int, list[Location]] = {}
    for location in tx.find(Location, "customer_id", customer_ids):
        places.setdefault(location.customer_id, []).append(location)
    for part in parts_of(customer_ids):
        deletion(_index, "customer_id").run(tx.connection, values=part)
    _insert(tx, _entries(customers.values(), places))


def _entries(customers: Iterable[Customer], places: Mapping[int, list[Location]]) -> Iterator[tuple[str, int]]:
    """Every word of customers, with whose it is."""
    for customer in customers:
        for word in search.customer_words_of(customer, places.get(customer.id, [])):
            yield word, customer.id


def _index_further(tx: Lookups, customers: Iterable[Customer], added: dict[int, list[Location]]) -> None:
    for customer in customers:
        words = sorted(search.customer_words_of(customer, added[customer.id]))
        known: set[str] = set()
        for part in parts_of(words):
            known.update(_KNOWN.column(tx.connection, of_customer=customer.id, words=part))
        _insert(tx, ((word, customer.id) for word in words if word not in known))


def _insert(tx: Lookups, entries: Iterable[tuple[str, int]]) -> None:
    rows = ({"word": word, "customer_id": customer_id} for word, customer_id in entries)
    insertion(_index).run_many(tx.connection, rows)
