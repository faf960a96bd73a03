"""What the program relies on in a database that is its own: looked at when it is opened, so that words can fit."""

from sqlalchemy import Connection, text

from industrack_core.domain.errors import NotADatabase
from industrack_core.store.engine.columns import metadata

_SQLITE_COLUMNS = """
SELECT m.name, c.name, c."notnull", c.dflt_value IS NOT NULL OR c.pk > 0
FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'
"""
_POSTGRES_COLUMNS = """
SELECT c.relname, a.attname, a.attnotnull, a.atthasdef OR a.attidentity <> ''
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0
AND NOT a.attisdropped
"""


def require_encoding(connection: Connection, place: str) -> None:
    """Raise NotADatabase unless a PostgreSQL database can hold every letter."""
    if connection.dialect.name != "postgresql":
        return
    encoding = connection.execute(text("SHOW server_encoding")).scalar_one()
    if encoding != "UTF8":
        raise NotADatabase(
            f"The database at {place} is encoded in {encoding}, which cannot hold every letter:"
            " make one with ENCODING 'UTF8' TEMPLATE template0."
        )


def require_columns(connection: Connection, place: str) -> None:
    """Raise NotADatabase when a column is missing, or one was added that has to be filled and that we do not know."""
    found: dict[str, dict[str, bool]] = {}
    sqlite = connection.dialect.name == "sqlite"
    for table, column, is_needed, fills_itself in connection.execute(
        text(_SQLITE_COLUMNS if sqlite else _POSTGRES_COLUMNS)
    ):
        found.setdefault(table, {})[column] = bool(is_needed) and not fills_itself
    for table in metadata.sorted_tables:
        ours, theirs = {column.name for column in table.columns}, found.get(table.name, {})
        if missing := sorted(ours - theirs.keys()):
            raise NotADatabase(
                f"{place} lacks {table.name}.{missing[0]}: another program changed it. Restore it from a backup."
            )
        if added := sorted(name for name, must_be_filled in theirs.items() if must_be_filled and name not in ours):
            raise NotADatabase(
                f"{place} has a column that this program cannot fill, {table.name}.{added[0]}:"
                " give it a default, or take it out again."
            )
