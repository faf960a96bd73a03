"""A database in memory, with tables of ours."""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.pool import StaticPool
from sqlalchemy.schema import CreateIndex, CreateTable

from industrack_core.store.engine.prepared import Rows
from industrack_core.store.engine.speaking import Driver, driver_of
from industrack_core.store.engine.sqlite_file import sqlite_module


def memory_engine(tables: tuple[Table, ...]) -> Engine:
    """A database with these tables, all empty: one connection, which is there as long as the engine."""
    module = sqlite_module()

    def connect() -> Driver:
        connection = module.connect(":memory:", isolation_level=None, check_same_thread=False)
        _empty(tables).backup(connection)
        return connection

    engine = create_engine("sqlite://", module=module, creator=connect, poolclass=StaticPool)

    @event.listens_for(engine, "begin")
    def _(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


def put_rows(connection: Connection, table: Table, rows: Rows) -> None:
    """New rows, in the order of the table's columns."""
    if rows:
        places = ", ".join("?" * len(table.columns))
        driver_of(connection).executemany("".join(("INSERT INTO ", table.name, " VALUES (", places, ")")), rows)


@cache
def _empty(tables: tuple[Table, ...]) -> Driver:
    """A database with these tables and their indexes, of which others are copies: a copy is made ten times as fast."""
    connection: Driver = sqlite_module().connect(":memory:", isolation_level=None, check_same_thread=False)
    for table in tables:
        for sql in _made(table):
            connection.execute(sql)
    return connection


def _made(table: Table) -> Sequence[str]:
    """What makes a table."""
    dialect = SQLiteDialect()
    indexes = (str(CreateIndex(index).compile(dialect=dialect)) for index in table.indexes)
    return str(CreateTable(table).compile(dialect=dialect)), *indexes
