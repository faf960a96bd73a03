"""Records of a kind: one by its id, those whose column has one of these values, or all of them."""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from industrack_core.domain.records.record import KINDS
from industrack_core.store.engine.as_text import AsText
from industrack_core.store.engine.codec import R, record_of
from industrack_core.store.engine.prepared import parts_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

HIGHEST_ID = 2**31 - 1


@cache
def rows_of(kind: str, column: str) -> AsText:
    """Rows of a kind whose `column`, which names a record, is one of `values`; by id."""
    return AsText(f"reads.by_id_statements:BY.{kind}/{column}", "values")


@cache
def _all_rows(kind: str) -> AsText:
    return AsText(f"reads.by_id_statements:ALL.{kind}")


def one_record(connection: "Connection", record_type: type[R], record_id: int) -> R | None:
    """A record by its id; None for what no record can have as one, which a server would refuse as too large."""
    if record_id > HIGHEST_ID:
        return None
    return next(iter(records_by(connection, record_type, "id", [record_id])), None)


def records_by(connection: "Connection", record_type: type[R], column: str, values: Sequence[int]) -> list[R]:
    """Records whose column is one of these, by id."""
    statement = rows_of(KINDS[record_type], column)
    return [record_of(record_type, row) for part in parts_of(values) for row in statement.rows(connection, values=part)]


def all_of(connection: "Connection", record_type: type[R]) -> list[R]:
    """All records of a small kind, by id."""
    return [record_of(record_type, row) for row in _all_rows(KINDS[record_type]).rows(connection)]
