"""Engines: the only place that connects. SQLite in WAL with BEGIN IMMEDIATE for writers, PostgreSQL by psycopg 3.

The driver's own BEGIN loses updates on SQLite without an error (8 writers: 1,044 of 1,200), a
deferred BEGIN fails them with "database is locked"; so the driver's is switched off and ours emitted.
"""

from functools import cached_property
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import QueuePool

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.errors import (
    UsageError,
)
from industrack_core.domain.text.text import typed_path
from industrack_core.store.engine import sqlite_file
from industrack_core.store.engine.addresses import servers_of, several_hosts_url, shown_servers, to_the_primary
from industrack_core.store.engine.compiled import plain_dialect
from industrack_core.store.engine.driver_reading import DriverReader, FileReader
from industrack_core.store.engine.resting import Resting
from industrack_core.store.engine.server_address import server_arguments
from industrack_core.store.engine.speaking import Driver
from industrack_core.store.engine.standby import hear_warnings


@dataclass(frozen=True)
class DatabasePlace:
    """Where a database is. `label` may be shown: it never holds a password."""

    url: URL
    path: Path | None

    @cached_property
    def label(self) -> str:
        if self.path:
            return str(self.path)
        if hosts := shown_servers(self.url):
            login = f"{self.url.username}@" if self.url.username else ""
            return f"postgresql://{login}{hosts}/{self.url.database or ''}"
        # a password may also stand among the parameters, so only those that say where are shown
        told = {name: value for name, value in self.url.query.items() if name in ("host", "port", "service")}
        return self.url.set(drivername="postgresql", query=told).render_as_string(True)

    @property
    def plain_url(self) -> str:
        """The server's database as its own tools take it, without a password."""
        told = {name: value for name, value in self.url.query.items() if name != "password"}
        bare = URL.create("postgresql", self.url.username, None, self.url.host, self.url.port, self.url.database, told)
        return bare.render_as_string(True)

    @property
    def is_sqlite(self) -> bool:
        return self.path is not None


def database_place(text: str) -> DatabasePlace:
    """Where `text` points: a SQLite or PostgreSQL URL, or a plain file path. Raises UsageError."""
    if "://" not in text:
        if not text or "\x00" in text:
            raise UsageError("The database needs a URL or a file path.")
        path = typed_path(text).absolute()
        return DatabasePlace(URL.create("sqlite", database=str(path)), path)
    try:
        url = several_hosts_url(text)
    except (ArgumentError, ValueError) as error:
        raise UsageError("This database URL cannot be read: write sqlite:///FILE or postgresql://HOST/NAME.") from error
    backend = url.drivername.split("+")[0]
    if backend == "sqlite":
        if not url.database or url.database == ":memory:":
            raise UsageError("A SQLite URL needs a file: sqlite:///office.db")
        path = typed_path(url.database).absolute()
        return DatabasePlace(URL.create("sqlite", database=str(path)), path)
    if backend in ("postgresql", "postgres"):
        return DatabasePlace(url.set(drivername="postgresql+psycopg"), None)
    raise UsageError(f"{backend} databases are not supported: use sqlite:///FILE or postgresql://HOST/NAME.")


def sqlite_engine(path: Path, *, writes: bool, begin: bool = True, foreign_keys: bool = True) -> Engine:
    """An engine on an existing file. Writers take the lock at BEGIN; without `begin` connections stay in autocommit."""

    def connect() -> Driver:
        return sqlite_file.connect_file(path, writes=writes, foreign_keys=foreign_keys)

    engine = create_engine(
        "sqlite://", module=sqlite_file.sqlite_module(), creator=connect, poolclass=QueuePool, pool_size=4
    )
    statement = "BEGIN IMMEDIATE" if writes else "BEGIN"

    @event.listens_for(engine, "begin")
    def _(connection: Connection) -> None:
        if begin:
            connection.exec_driver_sql(statement)

    return engine


def postgres_engine(url: URL, *, writes: bool, patient: bool = False) -> Engine:
    """An engine on a PostgreSQL database; every wait has an end, so that a dead server never hangs a console.

    Only who is `patient` lets a statement take its time, and waits longer for what others read: a migration.
    """
    try:
        engine = create_engine(
            url,
            connect_args=server_arguments(writes=writes, patient=patient),
            pool_pre_ping=True,
            pool_reset_on_return=None,
            pool_size=4,
            use_native_hstore=False,  # nothing is kept as that, and each connection would ask for it
        )
        to_the_primary(engine, url)
    except ImportError as error:
        raise UsageError("PostgreSQL needs the extra: pip install 'industrack[postgres]'.") from error

    @event.listens_for(engine, "reset")
    def _(driver: Driver, *_: object) -> None:
        if not driver.closed:  # one that the server ended has nothing to take back, and the pool makes a new one
            driver.rollback()

    from industrack_core.store.engine.pooled import connects, connects_patiently

    return connects_patiently(engine) if patient else connects(engine)


def engine_on(place: DatabasePlace, *, writes: bool) -> Engine:
    """An engine of a console on a database, for transactions that write, or for those that only read."""
    if place.path is not None:
        return sqlite_engine(place.path, writes=writes)
    engine = postgres_engine(place.url, writes=writes)
    return hear_warnings(engine) if writes else engine


def listener_on(place: DatabasePlace) -> DriverReader:
    """What connects in order to hear what others do, by the driver alone."""
    if place.path is not None:
        return FileReader(place.path)
    from industrack_core.store.engine.server_reading import ServerReader

    said = plain_dialect("postgresql").create_connect_args(place.url)[1]
    return ServerReader({**said, **server_arguments(writes=False, hears=True)}, servers_of(place.url))


def resting_in(engine: Engine) -> Resting:
    """What closes connections of an engine that nobody needs."""

    def counted() -> tuple[int, int]:
        pool = engine.pool
        return (pool.checkedout(), pool.checkedin()) if isinstance(pool, QueuePool) else (0, 0)

    resting = Resting(counted, engine.dispose)  # what is out is closed as it comes back

    @event.listens_for(engine, "checkout")
    def _(*_: object) -> None:
        resting.taken()

    return resting
