"""A database file of SQLite: whether it is one of ours, that it stays the one that was opened, how one is made."""

import os
import stat
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from types import ModuleType
from typing import TYPE_CHECKING
from urllib.parse import quote

from industrack_core.domain.errors import (
    DatabaseForbidden,
    NotADatabase,
)
from industrack_core.store.engine.file_modes import file_mode, share_with_group, user_may, who_shares

if TYPE_CHECKING:
    from industrack_core.store.engine.speaking import Driver

APPLICATION_ID = 0x494E4454  # "INDT", so that another program's file is never taken for ours
BACKUP_ID = 0x494E4442  # "INDB": a backup, into which nothing is written
BESIDE = ("-wal", "-shm", "-journal", ".turn", ".door")
"""Ends of the names of what is a part of a database, or kept beside it while people work."""
BUSY_MILLISECONDS = 5000
"""How long a writer waits for others before it says so."""
MUCH_KIB = 8192
"""What a connection keeps of what it reads, once it has read so much: a month of some hundred people is 5 MB of pages,
which the 2 MB of SQLite's own choice read anew each time."""
_HEADER = b"SQLite format 3\x00"
_HEADER_BYTES = 100
_COMPRESSED = b"\x1f\x8b"
KEPT: dict[tuple[int, int], int] = {}
"""Descriptors of offices that were looked at and stay open, by what they are on the disk."""
_looking = Lock()


def first_bytes(path: Path) -> bytes:
    """The first bytes of a file. By no other way is one opened that may be an office's. Raises OSError.

    An office stays open in this process: who closes a file lets go of all locks that the process has on it, those of
    its connections too, and the next one who leaves the office would take its log from under them.
    """
    with _looking:
        for gone in [each for each, handle in KEPT.items() if not os.fstat(handle).st_nlink]:
            os.close(KEPT.pop(gone))  # it takes room on the disk as long as it is open
        identity = _identity(path)
        handle = KEPT.get(identity) if identity is not None else None
        if handle is not None and user_may(path, os.R_OK):
            return os.pread(handle, _HEADER_BYTES, 0)
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        header = os.pread(handle, _HEADER_BYTES, 0)
        if _kind_of(header) == APPLICATION_ID:
            info = os.fstat(handle)
            KEPT[(info.st_dev, info.st_ino)] = handle
        else:
            os.close(handle)
        return header


def _kind_of(header: bytes) -> int:
    """Whose database it is, by its first bytes."""
    return int.from_bytes(header[68:72], "big")


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
    if not stat.S_ISREG(info.st_mode):
        what = "a directory, not a database file" if stat.S_ISDIR(info.st_mode) else "not a regular file"
        raise NotADatabase(f"{path} is {what}.")
    try:
        header = first_bytes(path)
    except PermissionError as error:
        raise DatabaseForbidden(f"{path} may not be read by this user: {who_shares(path)}.") from error
    if header.startswith(_COMPRESSED):
        raise NotADatabase(f"{path} is compressed: industrack restore unpacks a backup, or gunzip does.")
    if not header.startswith(_HEADER):
        raise NotADatabase(f"{path} is not a database: it is {'empty' if not header else 'a file of another kind'}.")
    if _kind_of(header) not in (APPLICATION_ID, BACKUP_ID):
        raise NotADatabase(f"{path} is a database of another program.")
    return True


def share_file(path: Path) -> None:
    """Let the group of a shared folder reach a database file, and what is kept beside it. Raises DatabaseForbidden."""
    if not user_may(path.parent, os.W_OK) and not path.with_name(path.name + "-shm").exists():
        why = "what is kept beside it while it is open is made in its folder, to which this user may not write"
        raise DatabaseForbidden(f"{path} cannot be opened: {why}.")
    share_with_group(path, *(path.with_name(path.name + end) for end in BESIDE))


def is_backup(path: Path) -> bool:
    """Whether a file of ours is a backup. Raises OSError."""
    return _kind_of(first_bytes(path)) == BACKUP_ID


def is_of_office(path: Path) -> bool:
    """Whether a file is a database of ours that people work on, or would be a part of one, also by a link to it. Raises
    OSError, and ValueError for what is no path."""
    path = Path(os.path.realpath(path))
    ends = ["", *(end for end in BESIDE if path.name != end)]
    return any(path.name.endswith(end) and _is_office(path.parent / path.name.removesuffix(end)) for end in ends)


def _is_office(path: Path) -> bool:
    return path.is_file() and _kind_of(first_bytes(path)) == APPLICATION_ID


def is_compressed(path: Path) -> bool:
    """Whether a file is packed by gzip. Raises OSError."""
    return first_bytes(path).startswith(_COMPRESSED)


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

    @property
    def log(self) -> Path:
        """Where what is written stands first."""
        return self.path.with_name(self.path.name + "-wal")

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
    except (OSError, sqlite_module().Error) as error:
        raise DatabaseForbidden(f"{path} cannot be created: {getattr(error, 'strerror', error)}.") from error


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


def connect_file(path: Path, *, writes: bool, foreign_keys: bool = True, keeps_kib: int = MUCH_KIB) -> "Driver":
    """The driver's connection to an existing file, in autocommit; one for reading keeps so much of what it read. Raises
    the driver's errors."""
    mode = "rw" if os.access(path, os.W_OK) else "ro"
    connection = sqlite_module().connect(
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
        *(() if writes else ("query_only=ON", f"cache_size=-{keeps_kib}")),
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection


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
