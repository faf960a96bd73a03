"""Keeps what lists are sorted by (`list_key`) and found by (`list_word`) in step with what a transaction writes."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, bindparam, select, update

from industrack_core.domain.kinds import Kind
from industrack_core.domain.list_words import (
    BY_CUSTOMER,
    DELETION_KEYS,
    DELETION_WORDS,
    KEYED,
    WORDED,
    customer_key,
    facet_of,
    list_words,
    sort_key,
)
from industrack_core.store import schema
from industrack_core.store.codec import RowValues
from industrack_core.store.prepared import Prepared, one_of
from industrack_core.store.statements import deletion, insertion, parts_of

SORTED_BY = {**KEYED, "deletion": DELETION_KEYS}
FOUND_BY = {**WORDED, "deletion": DELETION_WORDS}
"""By kind, what lists are sorted and found by; the list of what was deleted included."""

Changes = Sequence[tuple[str, tuple[RowValues | None, RowValues | None]]]

_key, _customer = schema.list_key, schema.customer
_NAMES = Prepared(select(_customer.c.id, _customer.c.name).where(one_of(_customer.c.id, "values")), "values")


def _renaming(kind: str) -> Prepared:
    """The name of a customer in the order of its records of a kind."""
    table = schema.TABLES[kind]
    theirs = select(table.c.id).where(table.c.customer_id == bindparam("of_customer"))
    mine = (_key.c.list == f"{kind}.customer", _key.c.record_id.in_(theirs))
    return Prepared(update(_key).where(*mine).values(key=bindparam("new_key")))


_RENAMINGS = tuple(_renaming(kind) for kind in BY_CUSTOMER)


def is_listed(kind: str, row: RowValues | None) -> bool:
    """Whether a row stands in its list: jobs do once they are completed."""
    return row is not None and (kind != Kind.JOB or row["status"] == "completed")


def keep_lists(connection: Connection, changes: Changes) -> None:
    """Bring keys and words up to date with `changes`, which are written already."""
    _keep_keys(connection, changes)
    _keep_words(connection, changes)
    for kind, (before, after) in changes:
        if kind == Kind.CUSTOMER and before is not None and after is not None and before["name"] != after["name"]:
            for renaming in _RENAMINGS:
                renaming.run(connection, of_customer=after["id"], new_key=customer_key(after["name"], after["id"]))


def _keep_keys(connection: Connection, changes: Changes) -> None:
    stale: list[int] = []
    listed: list[tuple[str, RowValues]] = []
    for kind, (before, after) in changes:
        if kind in SORTED_BY and _keys_differ(kind, before, after):
            if is_listed(kind, before) and before is not None:
                stale.append(before["id"])
            if is_listed(kind, after) and after is not None:
                listed.append((kind, after))
    for part in parts_of(stale):
        deletion(_key, "record_id").run(connection, values=part)
    names = customer_names(connection, (row["customer_id"] for kind, row in listed if kind in BY_CUSTOMER))
    insertion(_key).run_many(connection, [key for kind, row in listed for key in list_keys_of(kind, row, names)])


def customer_names(connection: Connection, customer_ids: Iterable[int]) -> dict[int, str]:
    """The names of customers, by id."""
    names: dict[int, str] = {}
    for part in parts_of(sorted(set(customer_ids))):
        names.update(_NAMES.rows(connection, values=part))
    return names


def list_keys_of(kind: str, row: RowValues, customers: Mapping[int, str]) -> list[RowValues]:
    """What a record's lists are sorted by: rows of `list_key`. `customers` are the names of those it belongs to."""
    sorted_by = [(column, sort_key(row[column])) for column in SORTED_BY[kind]]
    if kind in BY_CUSTOMER:
        sorted_by.append((Kind.CUSTOMER, customer_key(customers.get(row["customer_id"], ""), row["customer_id"])))
    facet = facet_of(kind, row)
    return [
        {"list": f"{kind}.{column}", "key": key, "record_id": row["id"], "facet": facet} for column, key in sorted_by
    ]


def list_words_of(kind: str, row: RowValues) -> list[RowValues]:
    """What a record is found by in its list: rows of `list_word`."""
    texts = [row[column] for column in FOUND_BY[kind]]
    plain = str(kind)  # a driver takes five times as long for a text of a class of its own
    return [{"list": plain, "word": word, "record_id": row["id"]} for word in sorted(list_words(texts))]


def _keys_differ(kind: str, before: RowValues | None, after: RowValues | None) -> bool:
    if before is None or after is None or is_listed(kind, before) != is_listed(kind, after):
        return True
    if not is_listed(kind, after):
        return False
    columns = (*SORTED_BY[kind], "customer_id") if kind in BY_CUSTOMER else SORTED_BY[kind]
    return facet_of(kind, before) != facet_of(kind, after) or any(before[name] != after[name] for name in columns)


def _keep_words(connection: Connection, changes: Changes) -> None:
    stale: list[int] = []
    words: list[RowValues] = []
    for kind, (before, after) in changes:
        if kind in FOUND_BY and _words_differ(kind, before, after):
            if before is not None:
                stale.append(before["id"])
            if after is not None:
                words += list_words_of(kind, after)
    for part in parts_of(stale):
        deletion(schema.list_word, "record_id").run(connection, values=part)
    insertion(schema.list_word).run_many(connection, words)


def _words_differ(kind: str, before: RowValues | None, after: RowValues | None) -> bool:
    if before is None or after is None:
        return True
    return any(before[name] != after[name] for name in FOUND_BY[kind])
