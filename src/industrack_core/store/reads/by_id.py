"""Records of a kind: one by its id, those whose column has one of these values, or all of them."""

from collections.abc import Sequence

from sqlalchemy import Connection

from industrack_core.domain.records.record import KINDS
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import R, record_of
from industrack_core.store.engine.statements import all_rows, parts_of, rows_by


def one_record(connection: Connection, record_type: type[R], record_id: int) -> R | None:
    """A record by its id."""
    return next(iter(records_by(connection, record_type, "id", [record_id])), None)


def records_by(connection: Connection, record_type: type[R], column: str, values: Sequence[int]) -> list[R]:
    """Records whose column is one of these, by id."""
    statement = rows_by(schema.TABLES[KINDS[record_type]], column)
    return [record_of(record_type, row) for part in parts_of(values) for row in statement.rows(connection, values=part)]


def all_of(connection: Connection, record_type: type[R]) -> list[R]:
    """All records of a small kind, by id."""
    rows = all_rows(schema.TABLES[KINDS[record_type]]).rows(connection)
    return [record_of(record_type, row) for row in rows]
