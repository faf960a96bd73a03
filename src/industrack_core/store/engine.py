"""Engines: the only place that connects. SQLite in WAL with BEGIN IMMEDIATE for writers, PostgreSQL by psycopg 3.

The driver's own BEGIN loses updates on SQLite without an error (8 writers: 1,044 of 1,200), a
deferred BEGIN fails them with "database is locked"; so the driver's is switched off and ours emitted.
"""

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import QueuePool

from industrack_core.domain.errors import (
    DatabaseForbidden,
    DatabaseMissing,
    NotADatabase,
    UsageError,
)
from industrack_core.store.file_modes import file_mode

APPLICATION_ID = 0x494E4454  # "INDT", so that another program's file is never taken for ours
BUSY_MILLISECONDS = 5000
"""How long a writer waits for others before it says so."""
STATEMENT_MILLISECONDS = 8000
"""How long a PostgreSQL server works on one statement; a second later we do not wait for its answer any longer."""
PATIENT_MILLISECONDS = 60_000
"""How long a migration does."""
_HEADER = b"SQLite format 3\x00"
_SAFE_SQLITE = (3, 51, 3)


def sqlite_module() -> ModuleType:
    """pysqlite3, which brings a SQLite without the WAL-reset bug; the standard module where no wheel exists."""
    try:
        import pysqlite3
    except ImportError:
        import sqlite3

        return sqlite3
    module: ModuleType = pysqlite3
    return module


def sqlite_warning() -> str:
    """A sentence when this SQLite has the WAL corruption bug (before 3.51.3), else empty."""
    version = sqlite_module().sqlite_version_info
    if version >= _SAFE_SQLITE:
        return ""
    return f"SQLite {'.'.join(map(str, version))} has a known WAL bug (fixed in 3.51.3): keep to one writer at a time."


@dataclass(frozen=True, slots=True)
class DatabasePlace:
    """Where a database is. `label` may be shown: it never holds a password."""

    url: URL
    path: Path | None

    @property
    def label(self) -> str:
        if self.path:
            return str(self.path)
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
        path = Path(text).expanduser().absolute()
        return DatabasePlace(URL.create("sqlite", database=str(path)), path)
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:
        raise UsageError("This database URL cannot be read: write sqlite:///FILE or postgresql://HOST/NAME.") from error
    backend = url.drivername.split("+")[0]
    if backend == "sqlite":
        if not url.database or url.database == ":memory:":
            raise UsageError("A SQLite URL needs a file: sqlite:///office.db")
        path = Path(url.database).expanduser().absolute()
        return DatabasePlace(URL.create("sqlite", database=str(path)), path)
    if backend in ("postgresql", "postgres"):
        return DatabasePlace(url.set(drivername="postgresql+psycopg"), None)
    raise UsageError(f"{backend} databases are not supported: use sqlite:///FILE or postgresql://HOST/NAME.")


def check_file(path: Path) -> bool:
    """Whether a SQLite file is there. Raises when what is there cannot be a database of ours."""
    try:
        info = path.stat()
    except FileNotFoundError:
        return False
    except (PermissionError, NotADirectoryError) as error:
        raise DatabaseForbidden(f"{path} cannot be reached: {error.strerror}.") from error
    except OSError as error:
        raise NotADatabase(f"{path} cannot be a database: {error.strerror}.") from error
    if stat.S_ISDIR(info.st_mode):
        raise NotADatabase(f"{path} is a directory, not a database file.")
    if not stat.S_ISREG(info.st_mode):
        raise NotADatabase(f"{path} is not a regular file.")
    if not os.access(path, os.R_OK):
        raise DatabaseForbidden(f"{path} may not be read by this user.")
    with path.open("rb") as file:
        header = file.read(100)
    if not header.startswith(_HEADER):
        raise NotADatabase(f"{path} is not a database: it is {'empty' if not header else 'a file of another kind'}.")
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise NotADatabase(f"{path} is a database of another program.")
    return True


class OpenedFile:
    """The file that was at `path` when it was opened: a connection goes on with it, whatever is put there later."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._identity = self._now()
        self._beside: dict[Path, tuple[int, int]] = {}

    def _now(self) -> tuple[int, int]:
        try:
            info = self.path.stat()
        except OSError as error:
            raise NotADatabase(
                f"The database file {self.path} is gone: writing has stopped. Start the console again."
            ) from error
        return (info.st_dev, info.st_ino)

    def look_beside(self) -> None:
        """While a connection has them open: know the log and the index beside the file again."""
        for suffix in ("-wal", "-shm"):
            path = self.path.with_name(self.path.name + suffix)
            if path not in self._beside and (identity := _identity(path)) is not None:
                self._beside[path] = identity

    def require_unchanged(self) -> None:
        """Raise NotADatabase when the file, or one of those beside it, is gone, or another one is in its place."""
        for path, identity in tuple(self._beside.items()):
            if _identity(path) != identity:
                raise NotADatabase(
                    f"{path}, a part of the database, was deleted or replaced: nothing was saved. Leave all consoles on"
                    " it, and start again."
                )
        if self._now() != self._identity:
            raise NotADatabase(
                f"The database file {self.path} was replaced: writing has stopped. Start the console again."
            )


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        info = path.stat()
    except OSError:
        return None
    return (info.st_dev, info.st_ino)


def create_file(path: Path) -> None:
    """Make an empty database file, already in WAL and marked as ours; who may reach it follows the folder."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Made under another name: whoever comes at the same moment must not find a file that is still empty.
        with TemporaryDirectory(prefix=".industrack-", dir=path.parent) as directory:
            made = Path(directory, "new.db")
            os.close(os.open(made, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            _mark(made)
            made.chmod(file_mode(path.parent))
            _move_unless_there(made, path)
    except OSError as error:
        raise DatabaseForbidden(f"{path} cannot be created: {error.strerror}.") from error


def _mark(path: Path) -> None:
    connection = sqlite_module().connect(str(path), isolation_level=None)
    try:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute("PRAGMA journal_mode=WAL")
    finally:
        connection.close()


def _move_unless_there(made: Path, path: Path) -> None:
    try:
        os.link(made, path)
    except FileExistsError:
        return
    except OSError:  # no hard links on this file system
        if not path.exists():
            made.rename(path)


def require_file(path: Path) -> None:
    """Raise DatabaseMissing unless a database of ours is at `path`."""
    if not check_file(path):
        raise DatabaseMissing(f"There is no database at {path}.")


def sqlite_engine(path: Path, *, writes: bool, begin: bool = True, foreign_keys: bool = True) -> Engine:
    """An engine on an existing file. Writers take the lock at BEGIN; without `begin` connections stay in autocommit."""
    module = sqlite_module()

    def connect() -> Any:
        mode = "rw" if os.access(path, os.W_OK) else "ro"
        connection = module.connect(
            f"file:{quote(str(path))}?mode={mode}",
            uri=True,
            timeout=BUSY_MILLISECONDS / 1000,
            isolation_level=None,
            check_same_thread=False,
        )
        for pragma in (
            f"busy_timeout={BUSY_MILLISECONDS}",
            "synchronous=FULL",
            f"foreign_keys={'ON' if foreign_keys else 'OFF'}",
            "trusted_schema=OFF",
            "cell_size_check=ON",
            *(() if writes else ("query_only=ON",)),
        ):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    engine = create_engine("sqlite://", module=module, creator=connect, poolclass=QueuePool, pool_size=4)
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
    longest, wait, idle = (
        (0, PATIENT_MILLISECONDS, 0) if patient else (STATEMENT_MILLISECONDS, BUSY_MILLISECONDS, 30000)
    )
    options = f"-c statement_timeout={longest} -c lock_timeout={wait} -c idle_in_transaction_session_timeout={idle}"
    if not writes:
        options += " -c default_transaction_read_only=on"
    connect_args: dict[str, Any] = {
        "connect_timeout": 3,
        "application_name": "industrack",
        "client_encoding": "utf8",  # whatever the environment says
        "options": options,
        "keepalives_idle": 5,
        "keepalives_interval": 2,
        "keepalives_count": 3,
        "tcp_user_timeout": 8000,
    }
    try:
        engine = create_engine(
            url,
            connect_args=connect_args,
            pool_pre_ping=True,
            pool_size=4,
            isolation_level="READ COMMITTED" if writes else "REPEATABLE READ",
        )
    except ImportError as error:
        raise UsageError("PostgreSQL needs the extra: pip install 'industrack[postgres]'.") from error
    if patient:
        return engine
    from industrack_core.store.patience import patiently

    return patiently(engine, (STATEMENT_MILLISECONDS + 1000) / 1000)
