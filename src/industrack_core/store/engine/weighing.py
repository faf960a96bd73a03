"""Telling a server's planner what is in the tables, after much was written at once.

A server finds out by itself, within a minute or so: until then it plans for the tables as they were, and what is read
of a company that was imported just now takes its longest ways.
"""

from contextlib import suppress
from typing import TYPE_CHECKING

from sqlalchemy import text

from industrack_core.domain.errors import DatabaseError
from industrack_core.store.engine.columns import metadata
from industrack_core.store.engine.engine import postgres_engine
from industrack_core.store.engine.faults import translated
from industrack_core.store.engine.logins import is_held

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from industrack_core.store.engine.engine import DatabasePlace

FOR_OTHERS = "industrack_weigh"
"""The guard's function that weighs a table for who may import and does not own it."""
WAITS_MS = 1000
"""So long it is waited for a table that somebody else sees to: an import stands still meanwhile."""


def weigh(place: "DatabasePlace") -> None:
    """Do so on a connection of its own, without the write lock: nobody waits for it. What was written stands whatever
    becomes of this, so what fails is not told. On SQLite nothing is to be done."""
    if place.is_sqlite:
        return
    engine = postgres_engine(place.url, writes=True, patient=True)
    try:
        with suppress(DatabaseError), translated(place.label), engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT")  # a table by itself, each let go of at once
            connection.execute(text(f"SET lock_timeout = {WAITS_MS}"))  # who vacuums a table knows what is in it soon
            if is_held(connection):
                for name in metadata.tables:
                    connection.execute(text(f"SELECT {FOR_OTHERS}(:name)"), {"name": name})
            else:
                weigh_tables(connection)
    finally:
        engine.dispose()


def weigh_tables(connection: "Connection") -> None:
    """Weigh all of ours that the login may; a server has a word of warning for each of the others."""
    quote = connection.dialect.identifier_preparer.quote
    connection.execute(text(f"ANALYZE {', '.join(quote(name) for name in metadata.tables)}"))
