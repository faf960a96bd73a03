"""All records of a kind in pages by their ids, and what was deleted: for what looks at every one of them."""

from collections.abc import Sequence
from contextlib import suppress
from functools import cache

from sqlalchemy import Connection, Integer, bindparam, func, select, type_coerce

from industrack_core.domain.errors import NotADatabase
from industrack_core.domain.records.deletions import ListedDeletion
from industrack_core.domain.records.record import RECORD_TYPES
from industrack_core.store.derived.list_index import ListEntry
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import RowValues, from_row, nearest_record
from industrack_core.store.engine.prepared import Prepared

LOWEST, HIGHEST = -(2**31), 2**31 - 1
PAGE = 2000
"""So many records are looked at at a time: what that takes of memory, and how long the write lock is held."""
_TABLES = {**schema.TABLES, "deletion": schema.deletion}


@cache
def _page(kind: str) -> Prepared:
    table = _TABLES[kind]
    after = table.c.id > bindparam("low")
    return Prepared(select(table).where(after).order_by(table.c.id).limit(bindparam("most", type_=Integer)))


@cache
def _span(kind: str) -> Prepared:
    table = _TABLES[kind]
    inside = (table.c.id > bindparam("low"), table.c.id <= bindparam("high"))
    return Prepared(select(table).where(*inside).order_by(table.c.id))


@cache
def _counted(kind: str) -> Prepared:
    return Prepared(select(type_coerce(func.count(), Integer)).select_from(_TABLES[kind]))


def _named(kind: str, rows: Sequence[Sequence[object]]) -> list[RowValues]:
    names = [column.name for column in _TABLES[kind].columns]
    return [dict(zip(names, row, strict=True)) for row in rows]


def records_from(kind: str, rows: Sequence[RowValues]) -> list[ListEntry]:
    """The records that rows of a kind keep; entries of the list of what was deleted, for that one."""
    if kind not in RECORD_TYPES:
        return [ListedDeletion(**row) for row in rows]
    return [from_row(RECORD_TYPES[kind], row) for row in rows]


def nearest_records(kind: str, rows: Sequence[RowValues]) -> Sequence[ListEntry]:
    """The records, also those that cannot be read quite: they keep nobody from an upgrade, and `check` names them."""
    try:
        return records_from(kind, rows)
    except NotADatabase:
        found: list[ListEntry] = []
        for row in rows:
            with suppress(NotADatabase):
                found.append(nearest_record(kind, row))
        return found


def count_records(connection: Connection, kind: str) -> int:
    """How many records of a kind there are."""
    count: int = _counted(kind).one(connection)[0]
    return count


def page_size(of_each: int = 1) -> int:
    """How many records are looked at at a time where each of them has that many times as much as others."""
    return max(1, PAGE // of_each)


def page_after(connection: Connection, kind: str, low: int, of_each: int = 1) -> list[RowValues]:
    """Some records of a kind with ids above `low`, the lowest first."""
    return _named(kind, _page(kind).rows(connection, low=low, most=page_size(of_each)))


def span_of(connection: Connection, kind: str, low: int, high: int) -> list[RowValues]:
    """Records of a kind with ids above `low` and up to `high`."""
    return _named(kind, _span(kind).rows(connection, low=low, high=high))
