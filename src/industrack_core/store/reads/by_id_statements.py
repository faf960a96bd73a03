"""The statements by which records of a kind are found: by a column that names a record, or all of them."""

from industrack_core.store.engine.schema import TABLES
from industrack_core.store.engine.statements import all_rows, rows_by

BY = {
    f"{kind}/{column.name}": rows_by(table, column.name)
    for kind, table in TABLES.items()
    for column in table.columns
    if column.name.endswith("id")
}
"""Rows of a kind whose column has one of some values, by `kind/column`."""
ALL = {kind: all_rows(table) for kind, table in TABLES.items()}
"""All rows of a kind."""
