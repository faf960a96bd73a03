"""A backup: an SQLite file with the program's own tables, the contents of attached files, and what it says of itself.

Its application id is not that of an office's file, so that nobody takes one for the other: the program opens it, and
writes nothing into it.
"""

import gzip
import shutil
import tempfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from sqlalchemy import Connection

from industrack_core.domain.keeping import BackupDamaged, BackupInfo, TableSum
from industrack_core.domain.upgrade import Progress, Upgrade
from industrack_core.store.engine.engine import sqlite_engine
from industrack_core.store.engine.faults import translated
from industrack_core.store.engine.speaking import driver_of
from industrack_core.store.engine.sqlite_file import BACKUP_ID, check_file, is_backup, is_compressed
from industrack_core.store.keeping.summing import columns_in_file, table_sums

_COLUMNS = ("made_at", "by", "office_id", "engine", "schema", "revision", "kind", "beside", "tables", "whole")
_PIECE = 1 << 20


def write_info(connection: Connection, info: BackupInfo) -> None:
    """Say in a file what it is: the last that is written."""
    driver = driver_of(connection)
    driver.execute("DROP TABLE IF EXISTS backup_info")
    driver.execute(
        'CREATE TABLE backup_info (made_at INTEGER NOT NULL, "by" TEXT NOT NULL, office_id TEXT NOT NULL,'
        " engine TEXT NOT NULL, schema TEXT NOT NULL, revision INTEGER NOT NULL, kind TEXT NOT NULL,"
        " beside INTEGER NOT NULL, tables TEXT NOT NULL, whole INTEGER NOT NULL) STRICT"
    )
    tables = {name: (table.rows, table.hash) for name, table in info.tables.items()}
    values = (
        int(info.made_at.timestamp()), info.by, info.office_id, info.engine, info.schema, info.revision, info.kind,
        int(info.beside), msgspec.json.encode(tables).decode(), 1,
    )  # fmt: skip
    driver.execute(f"INSERT INTO backup_info VALUES ({', '.join('?' * len(values))})", values)
    driver.execute(f"PRAGMA application_id={BACKUP_ID}")


def read_info(path: Path) -> BackupInfo:
    """What a backup says of itself. Raises BackupDamaged where it is none, or not whole, and DatabaseError."""
    if not check_file(path):
        raise BackupDamaged(f"There is no file {path}.")
    if not is_backup(path):
        raise BackupDamaged(f"{path} is no backup: industrack backup makes one.")
    with opened_backup(path) as connection:
        quoted = ", ".join(f'"{name}"' for name in _COLUMNS)
        row = driver_of(connection).execute(f"SELECT {quoted} FROM backup_info").fetchone()
    if row is None or not row[-1]:
        raise BackupDamaged(f"{path} is no whole backup.")
    made_at, by, office_id, engine, schema, revision, kind, beside, told, _ = row
    try:
        tables = msgspec.json.decode(told, type=dict[str, tuple[int, str]])
        when = datetime.fromtimestamp(made_at, UTC)
    except (msgspec.MsgspecError, ValueError, OverflowError, OSError) as error:
        raise BackupDamaged(f"{path} is damaged: what it says of itself cannot be read.") from error
    return BackupInfo(
        made_at=when, by=by, office_id=office_id, engine=engine, schema=schema, revision=revision,
        tables={name: TableSum(*each) for name, each in tables.items()}, beside=bool(beside), kind=kind,
    )  # fmt: skip


def write_scope(connection: Connection, before_at: int, log_to: int) -> None:
    """Say in an archive what it is of."""
    driver = driver_of(connection)
    driver.execute("CREATE TABLE archive_info (before_at INTEGER NOT NULL, log_to INTEGER NOT NULL) STRICT")
    driver.execute("INSERT INTO archive_info VALUES (?, ?)", (before_at, log_to))


def read_scope(connection: Connection) -> tuple[int, int]:
    """The minute before which the jobs of an archive ended (0: it is not of jobs), and the last act of its log."""
    before_at, log_to = driver_of(connection).execute("SELECT before_at, log_to FROM archive_info").fetchone()
    return before_at, log_to


class _OfServer(Exception):
    """What a server said, while a file is read or written."""

    def __init__(self, said: Exception) -> None:
        self.said = said


@contextmanager
def _servers_apart() -> Iterator[None]:
    """Raise _OfServer with what a server's driver raises inside."""
    try:
        yield
    except Exception as error:
        if type(getattr(error, "orig", error)).__module__.startswith("psycopg"):
            raise _OfServer(error) from error
        raise


@contextmanager
def opened_backup(path: Path, *, writes: bool = False) -> Iterator[Connection]:
    """A connection to the file, in autocommit; references are not looked at. Raises DatabaseError.

    What a server says, with which somebody works meanwhile, is raised as it is: it is not the file's.
    """
    engine = sqlite_engine(path, writes=writes, begin=False, foreign_keys=False)
    try:
        with translated(str(path)), engine.connect() as connection, _servers_apart():
            yield connection
    except _OfServer as error:
        raise error.said from None
    finally:
        engine.dispose()


def sums_of(path: Path, names: Sequence[str] | None, leave: Upgrade) -> dict[str, TableSum]:
    """The sum of each table in a file: of those that a backup names, or of all that are ours. Raises DatabaseError,
    and UpgradeStopped when `leave` was taken back."""
    with opened_backup(path) as connection, leave.cut_off_by(driver_of(connection).interrupt):
        tables = columns_in_file(connection, names)
        return table_sums(connection, tables, lambda name: leave.tell(Progress(f"Comparing {name}")))


def require_sums(wanted: Mapping[str, TableSum], found: Mapping[str, TableSum], where: str) -> None:
    """Raise BackupDamaged unless each table is what was backed up."""
    for name, table in wanted.items():
        if found.get(name) != table:
            raise BackupDamaged(f"{where} is damaged: what is in its table {name} is not what was backed up.")


@contextmanager
def plain_backup(path: Path, leave: Upgrade) -> Iterator[Path]:
    """Where a backup can be opened: where it is, or where it was unpacked. Raises BackupDamaged and OSError."""
    if not path.is_file() or not is_compressed(path):
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="industrack-") as folder:
        plain = Path(folder, path.stem)
        leave.tell(Progress(f"Unpacking {path.name}"))
        try:
            with gzip.open(path) as packed, plain.open("wb") as file:
                while piece := packed.read(_PIECE):
                    leave.go_on()
                    file.write(piece)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise BackupDamaged(f"{path} is damaged: it cannot be unpacked.") from error
        yield plain


def compress(path: Path) -> None:
    """Pack a file in its own place. Raises OSError."""
    packed = path.with_name(path.name + ".packed")
    try:
        packed.touch(0o600)
        with path.open("rb") as file, gzip.open(packed, "wb", compresslevel=6) as to:
            shutil.copyfileobj(file, to, _PIECE)
        packed.replace(path)
    finally:
        packed.unlink(missing_ok=True)
