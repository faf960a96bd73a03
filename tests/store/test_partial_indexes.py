"""Indexes of some rows only: those of a table that is made anew stay so, on both engines."""

from collections.abc import Mapping

from sqlalchemy import Connection, text

from industrack_core.store.derived.derived import fill_anew
from industrack_core.store.engine import schema
from tests.store.small_company import plain_engine, schema_only

_TOLD = {
    "sqlite": "SELECT name, sql AS definition FROM sqlite_master WHERE type = 'index' AND sql LIKE '% WHERE %'",
    "postgresql": "SELECT indexname AS name, indexdef AS definition FROM pg_indexes WHERE indexdef LIKE '% WHERE %'",
}


def _partial(connection: Connection) -> Mapping[str, str]:
    found = connection.execute(text(_TOLD[connection.dialect.name]))
    return {row.name: row.definition.partition(" WHERE ")[2].strip("()") for row in found}


def test_an_index_of_some_rows_is_made_anew_as_it_was(database_url: str) -> None:
    schema_only(database_url)
    engine = plain_engine(database_url)
    with engine.begin() as connection:
        before = _partial(connection)
        fill_anew(connection, [schema.TABLES["job"].metadata.tables["item_stock"]], lambda _: None)
        assert _partial(connection) == before
    engine.dispose()
    tables = schema.TABLES["job"].metadata.tables.values()
    named = {index.name for table in tables for index in table.indexes if "where" in index.info}
    assert named <= before.keys()
    assert "ix_item_stock_short" in named
