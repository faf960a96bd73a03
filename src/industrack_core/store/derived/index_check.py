"""Whether the indexes are there by which records are found: without one everything answers the same, but slower with
every year, and what is to be there once could come twice."""

from contextlib import closing

from sqlalchemy import Connection, Index, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.schema import CreateIndex

from industrack_core.store.engine import engine as engines
from industrack_core.store.engine.columns import told_its_rows
from industrack_core.store.engine.engine import DatabasePlace
from industrack_core.store.engine.faults import translated
from industrack_core.store.engine.schema import metadata

_THERE = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'index'",
    "postgresql": "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
    " WHERE c.relnamespace = current_schema()::regnamespace AND i.indisvalid",
}
"""An index that a server gave up making stands there, and is used by nobody."""


def missing_indexes(connection: Connection) -> list[str]:
    """The names of the program's indexes that a database has not got."""
    there = {str(row[0]) for row in connection.execute(text(_THERE[connection.dialect.name]))}
    return sorted(ours().keys() - there)


def ours() -> dict[str, Index]:
    """The program's indexes by their names."""
    return {str(index.name): index for table in metadata.tables.values() for index in table.indexes}


def make_index(place: DatabasePlace, name: str) -> bool:
    """Make one anew; False where what is to be there once is there twice. On a server others go on saving meanwhile.

    Raises the DatabaseError tree.
    """
    with translated(place.label):
        try:
            _in_file(place, ours()[name]) if place.is_sqlite else _on_server(place, ours()[name])
        except IntegrityError:
            return False
    return True


def _in_file(place: DatabasePlace, index: Index) -> None:
    assert place.path is not None
    engine = engines.sqlite_engine(place.path, writes=True)
    try:
        with engine.begin() as connection:
            index.create(connection, checkfirst=True)
    finally:
        engine.dispose()


def _on_server(place: DatabasePlace, index: Index) -> None:
    engine = engines.postgres_engine(place.url, writes=True, patient=True)
    made = str(CreateIndex(told_its_rows(index)).compile(dialect=engine.dialect))
    try:
        with closing(engine.connect().execution_options(isolation_level="AUTOCOMMIT")) as connection:
            connection.execute(text(f'DROP INDEX CONCURRENTLY IF EXISTS "{index.name}"'))
            try:
                connection.execute(text(made.replace("INDEX", "INDEX CONCURRENTLY", 1).replace(":", r"\:")))
            except IntegrityError:
                connection.execute(text(f'DROP INDEX CONCURRENTLY IF EXISTS "{index.name}"'))
                raise
    finally:
        engine.dispose()
