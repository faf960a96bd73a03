"""A database in memory, with tables of ours."""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.pool import StaticPool
from sqlalchemy.schema import CreateIndex, CreateTable

from industrack_core.store.engine.speaking import Driver, driver_of
from industrack_core.store.engine.sqlite_file import sqlite_module


def memory_engine() -> Engine:
    """An empty database: one connection, which is there as long as the engine."""
    module = sqlite_module()

    def connect() -> Driver:
        return module.connect(":memory:", isolation_level=None, check_same_thread=False)

    engine = create_engine("sqlite://", module=module, creator=connect, poolclass=StaticPool)

    @event.listens_for(engine, "begin")
    def _(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


def add_tables(connection: Connection, tables: Sequence[Table]) -> None:
    """Make these tables and their indexes in a database that is empty."""
    for table in tables:
        for sql in _made(table):
            driver_of(connection).execute(sql)


@cache
def _made(table: Table) -> tuple[str, ...]:
    """What makes a table, worked out once."""
    dialect = SQLiteDialect()
    indexes = (str(CreateIndex(index).compile(dialect=dialect)) for index in table.indexes)
    return str(CreateTable(table).compile(dialect=dialect)), *indexes
