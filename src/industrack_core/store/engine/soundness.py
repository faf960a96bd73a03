"""What the program relies on in a database that is its own: looked at when it is opened, so that words can fit."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from industrack_core.domain.errors import NotADatabase
from industrack_core.store.engine.texts import kept_texts

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from industrack_core.store.engine.prepared import Row

SQLITE_COLUMNS = """
SELECT m.name, c.name, c."notnull", c.dflt_value IS NOT NULL OR c.pk > 0
FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'
"""
POSTGRES_COLUMNS = """
SELECT c.relname, a.attname, a.attnotnull, a.atthasdef OR a.attidentity <> ''
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0
AND NOT a.attisdropped
"""


def require_encoding(connection: "Connection", place: str) -> None:
    """Raise NotADatabase unless a PostgreSQL database can hold every letter."""
    if connection.dialect.name != "postgresql":
        return
    from sqlalchemy import text

    encoding = connection.execute(text("SHOW server_encoding")).scalar_one()
    if encoding != "UTF8":
        raise NotADatabase(
            f"The database at {place} is encoded in {encoding}, which cannot hold every letter:"
            " make one with ENCODING 'UTF8' TEMPLATE template0."
        )


def require_columns(connection: "Connection", place: str) -> None:
    """Raise NotADatabase when a column is missing, or one was added that has to be filled and that we do not know."""
    from sqlalchemy import text

    sqlite = connection.dialect.name == "sqlite"
    require_ours(connection.execute(text(SQLITE_COLUMNS if sqlite else POSTGRES_COLUMNS)), place)


def require_ours(columns: "Iterable[Row]", place: str) -> None:
    """As `require_columns`, by rows of table, name, whether it has to be filled, and whether it fills itself."""
    found: dict[str, dict[str, bool]] = {}
    for table, column, is_needed, fills_itself in columns:
        found.setdefault(table, {})[column] = bool(is_needed) and not fills_itself
    for table, ours in kept_texts().columns.items():
        theirs = found.get(table, {})
        if missing := sorted(set(ours) - theirs.keys()):
            raise NotADatabase(
                f"{place} lacks {table}.{missing[0]}: another program changed it. Restore it from a backup."
            )
        if added := sorted(name for name, must_be_filled in theirs.items() if must_be_filled and name not in ours):
            raise NotADatabase(
                f"{place} has a column that this program cannot fill, {table}.{added[0]}:"
                " give it a default, or take it out again."
            )
