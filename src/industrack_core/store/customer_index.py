"""Keeps the words by which customers are found (search.py) in step with what a transaction writes."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from industrack_core.domain.customer import Customer, Location
from industrack_core.store import schema, search
from industrack_core.store.codec import RowValues, from_row

if TYPE_CHECKING:
    from industrack_core.store.transaction import Transaction

Changes = Sequence[tuple[str, tuple[RowValues | None, RowValues | None]]]
_CHUNK = 500


def reindex(tx: "Transaction", changes: Changes) -> None:
    """Bring the words of all customers up to date that `changes` (already written) touch.

    Customers that only got further locations get only further words: an import adds a few addresses at a
    time to districts that have tens of thousands.
    """
    added: dict[int, list[Location]] = {}
    touched: set[int] = set()
    for kind, (before, after) in changes:
        if kind == "location" and before is None and after is not None:
            added.setdefault(after["customer_id"], []).append(from_row(Location, after))
        elif kind in ("customer", "location"):
            touched.update(row["id" if kind == "customer" else "customer_id"] for row in (before, after) if row)
    _index_anew(tx, sorted(touched))
    grown = sorted(set(added) - touched)
    _index_further(tx, tx.get_many(Customer, grown).values(), added)


def _index_anew(tx: "Transaction", customer_ids: list[int]) -> None:
    if not customer_ids:
        return
    table = schema.customer_word
    customers = tx.get_many(Customer, customer_ids)
    places: dict[int, list[Location]] = {}
    for location in tx.find(Location, "customer_id", sorted(customers)):
        places.setdefault(location.customer_id, []).append(location)
    for first in range(0, len(customer_ids), _CHUNK):
        part = customer_ids[first : first + _CHUNK]
        tx.connection.execute(delete(table).where(table.c.customer_id.in_(part)))
    _insert(
        tx,
        (
            (word, customer.id)
            for customer in customers.values()
            for word in search.words_of(customer, places.get(customer.id, []))
        ),
    )


def _index_further(tx: "Transaction", customers: Iterable[Customer], added: dict[int, list[Location]]) -> None:
    table = schema.customer_word
    for customer in customers:
        words = sorted(search.words_of(customer, added[customer.id]))
        known: set[str] = set()
        for first in range(0, len(words), _CHUNK):
            part = table.c.word.in_(words[first : first + _CHUNK])
            known.update(tx.connection.scalars(select(table.c.word).where(table.c.customer_id == customer.id, part)))
        _insert(tx, ((word, customer.id) for word in words if word not in known))


def _insert(tx: "Transaction", entries: Iterable[tuple[str, int]]) -> None:
    rows = [{"word": word, "customer_id": customer_id} for word, customer_id in entries]
    if rows:
        tx.connection.execute(insert(schema.customer_word), rows)
