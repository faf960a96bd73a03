"""Keeps what lists are sorted by (`list_key`) and found by (`list_word`) in step with what a transaction writes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from sqlalchemy import Connection, bindparam, select, update

from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.customer import Customer
from industrack_core.domain.records.estimate import Estimate
from industrack_core.domain.records.job import Job, WorkStatus
from industrack_core.domain.records.record import Change, kind_of, subject_of
from industrack_core.domain.text.list_words import (
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
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import RowValues
from industrack_core.store.engine.prepared import Prepared, one_of, parts_of
from industrack_core.store.engine.statements import deletion, insertion

SORTED_BY = {**KEYED, "deletion": DELETION_KEYS}
FOUND_BY = {**WORDED, "deletion": DELETION_WORDS}
"""By kind, what lists are sorted and found by; the list of what was deleted included."""


_key, _customer = schema.list_key, schema.customer
_NAMES = Prepared(select(_customer.c.id, _customer.c.name).where(one_of(_customer.c.id, "values")), "values")


def _renaming(kind: str) -> Prepared:
    """The name of a customer in the order of its records of a kind."""
    table = schema.TABLES[kind]
    theirs = select(table.c.id).where(table.c.customer_id == bindparam("of_customer"))
    mine = (_key.c.list == f"{kind}.customer", _key.c.record_id.in_(theirs))
    return Prepared(update(_key).where(*mine).values(key=bindparam("new_key")))


_RENAMINGS = tuple(_renaming(kind) for kind in BY_CUSTOMER)


class ListEntry(Protocol):
    """What can stand in a list: every record, and every entry of the list of what was deleted."""

    @property
    def id(self) -> int: ...


ListChange = tuple[str, ListEntry | None, ListEntry | None]


def is_listed(record: object) -> bool:
    """Whether there is a record, and it stands in its list: jobs do once they are completed."""
    return record is not None and (not isinstance(record, Job) or record.status is WorkStatus.COMPLETED)


def keep_lists(connection: Connection, changes: Sequence[Change]) -> None:
    """Bring keys and words up to date with `changes`, which are written already."""
    keep_listed(connection, [(kind_of(subject_of(change)), *change) for change in changes])
    for before, after in changes:
        if isinstance(before, Customer) and isinstance(after, Customer) and before.name != after.name:
            for renaming in _RENAMINGS:
                renaming.run(connection, of_customer=after.id, new_key=customer_key(after.name, after.id))


def keep_listed(connection: Connection, changes: Sequence[ListChange]) -> None:
    """The same for whatever stands in a list: its name, what stood there, and what stands there now."""
    _keep_keys(connection, changes)
    _keep_words(connection, changes)


def _keep_keys(connection: Connection, changes: Sequence[ListChange]) -> None:
    stale: list[int] = []
    listed: list[tuple[str, ListEntry]] = []
    for kind, before, after in changes:
        if kind in SORTED_BY and _keys_differ(kind, before, after):
            if before is not None and is_listed(before):
                stale.append(before.id)
            if after is not None and is_listed(after):
                listed.append((kind, after))
    for part in parts_of(stale):
        deletion(_key, "record_id").run(connection, values=part)
    names = customer_names(connection, (record for _, record in listed))
    insertion(_key).run_many(connection, [key for kind, record in listed for key in list_keys_of(kind, record, names)])


def customer_names(connection: Connection, records: Iterable[object]) -> dict[int, str]:
    """The names of the customers of those of these records that are sorted by them, by id."""
    names: dict[int, str] = {}
    for part in parts_of(sorted({record.customer_id for record in records if isinstance(record, Job | Estimate)})):
        names.update(_NAMES.rows(connection, values=part))
    return names


def list_keys_of(kind: str, record: ListEntry, customers: Mapping[int, str]) -> list[RowValues]:
    """What a record's lists are sorted by: rows of `list_key`. `customers` are the names of those it belongs to."""
    sorted_by = [(column, sort_key(getattr(record, column))) for column in SORTED_BY[kind]]
    if isinstance(record, Job | Estimate):
        sorted_by.append((Kind.CUSTOMER, customer_key(customers.get(record.customer_id, ""), record.customer_id)))
    facet = facet_of(kind, record)
    return [
        {"list": f"{kind}.{column}", "key": key, "record_id": record.id, "facet": facet} for column, key in sorted_by
    ]


def list_words_of(kind: str, record: ListEntry) -> list[RowValues]:
    """What a record is found by in its list: rows of `list_word`."""
    texts = [str(getattr(record, column)) for column in FOUND_BY[kind]]
    plain = str(kind)  # a driver takes five times as long for a text of a class of its own
    return [{"list": plain, "word": word, "record_id": record.id} for word in sorted(list_words(texts))]


def _keys_differ(kind: str, before: ListEntry | None, after: ListEntry | None) -> bool:
    if before is None or after is None or is_listed(before) != is_listed(after):
        return True
    if not is_listed(after):
        return False
    columns = (*SORTED_BY[kind], "customer_id") if kind in BY_CUSTOMER else SORTED_BY[kind]
    return facet_of(kind, before) != facet_of(kind, after) or _differ(columns, before, after)


def _differ(columns: Iterable[str], before: ListEntry, after: ListEntry) -> bool:
    return any(getattr(before, name) != getattr(after, name) for name in columns)


def _keep_words(connection: Connection, changes: Sequence[ListChange]) -> None:
    stale: list[int] = []
    words: list[RowValues] = []
    for kind, before, after in changes:
        if kind not in FOUND_BY:
            continue
        if before is None or after is None or _differ(FOUND_BY[kind], before, after):
            if before is not None:
                stale.append(before.id)
            if after is not None:
                words += list_words_of(kind, after)
    for part in parts_of(stale):
        deletion(schema.list_word, "record_id").run(connection, values=part)
    insertion(schema.list_word).run_many(connection, words)
