"""Opening a database: one that is as this program leaves it by its driver alone, all else as `open_store` does it.

SQLAlchemy, the tables and what writes are most of what a start costs, and a board is read without them: its statements
are kept as text (`texts.json`). So a database is opened early, and the rest of its `Store` begins with the first that
is asked of it: for a file most often an act, for a server hearing what others do, once a board is there.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, TypeVar, cast

from industrack_core.domain.errors import DatabaseError
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.presence import Whereabouts
from industrack_core.domain.text.text import typed_path
from industrack_core.domain.upgrade import Upgrade
from industrack_core.store.early_store import EarlyStore, has_known_schema
from industrack_core.store.engine import schema_state, soundness, sqlite_file
from industrack_core.store.engine.driver_reading import FileReaders
from industrack_core.store.engine.driver_versions import tell_versions
from industrack_core.store.engine.faults import translated
from industrack_core.store.engine.server_address import plain_address
from industrack_core.store.engine.speaking import driver_of, while_awaited

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from industrack_core.store.feed import Feed
    from industrack_core.store.store import Store

T = TypeVar("T")
_URL = "sqlite:///"


def open_early(url: str, *, create: bool, read_only: bool, upgrade: Upgrade | None) -> "Store":
    """The store at a URL or path, as `open_store` has it, and as early as can be. Raises what that raises."""
    early = _early(url, read_only=read_only)
    if early is not None and early.is_as_known():
        return cast("Store", early)
    if early is not None:
        early.close()
    from industrack_core.store.store import open_store

    return open_store(url, create=create, read_only=read_only, upgrade=upgrade)


def load_driver(url: str) -> bool:
    """Load what a server is read by, where a URL names one that is opened by its driver alone; whether it does."""
    if plain_address(url) is None:
        return False
    tell_versions()
    with suppress(ImportError):  # said when it is opened
        from industrack_core.store import early_server as _  # noqa: F401 (loaded for later)
    return True


def _early(url: str, *, read_only: bool) -> "EarlyStore | None":
    """What is at a URL or path; None where it is not one that is opened by its driver alone."""
    address = plain_address(url)
    if address is not None:
        tell_versions()
        try:
            from industrack_core.store.early_server import EarlyServer
        except ImportError:
            return None  # without the driver, which `open_store` says
        return EarlyServer(url, address, read_only=read_only)
    path = _file_at(url)
    if path is None or not sqlite_file.check_file(path) or sqlite_file.is_backup(path):
        return None
    sqlite_file.share_file(path)
    return EarlyFile(path, read_only=read_only or not os.access(path, os.W_OK))


def _file_at(url: str) -> Path | None:
    """The file that a plain URL or a path names; None for what has to be read with more care."""
    name = url.removeprefix(_URL)
    if name in ("", ":memory:") or "://" in name or any(each in name for each in "?%\x00"):
        return None
    return typed_path(name).absolute()


class FilePlace(NamedTuple):
    """Where a file is, as `DatabasePlace` says it."""

    path: Path
    is_sqlite: bool = True

    @property
    def label(self) -> str:
        return str(self.path)


class EarlyFile(EarlyStore):
    """A file, which is read by its driver alone for good."""

    def __init__(self, path: Path, *, read_only: bool) -> None:
        super().__init__(read_only=read_only)
        self._place = FilePlace(path)
        self._file = sqlite_file.OpenedFile(path)
        self._readers = FileReaders(path)

    @property
    def place(self) -> FilePlace:
        """Where the file is."""
        return self._place

    def is_as_known(self) -> bool:
        try:
            with self.reading() as connection:
                columns = driver_of(connection).execute(soundness.SQLITE_COLUMNS).fetchall()
                return has_known_schema(connection, columns, self.place.label)
        except DatabaseError:
            return False

    @contextmanager
    def reading(self, *, again: bool = False, much: bool = False) -> "Iterator[Connection]":
        # nothing is planned for long here
        with translated(self.place.label), self._readers.snapshot(much=much) as connection, while_awaited(connection):
            yield connection

    glancing = reading

    def at_once(self, work: "Callable[[Connection], T]", *, much: bool = False) -> T:
        """As `reading`: nobody is waited for here."""
        with self.reading(much=much) as connection:
            return work(connection)

    def feed(self, revision: int, stop: Event, mine: Callable[[], Whereabouts] | None = None) -> "Feed":
        """As a `Store` has it: hearing what others do takes no more than reading."""
        from industrack_core.store.feed import Feed

        connect, known = self._readers.usual.connect, schema_state.HEAD
        return Feed(connect, self._file, self.place.label, revision, stop, known, mine, lambda: None)

    def new_store(self) -> "Store":
        from industrack_core.store.engine.engine import database_place
        from industrack_core.store.store import Store

        self._file.require_unchanged()  # what is at its path by now must be what is read here
        return Store(database_place(str(self.place.path)), read_only=self.read_only, file=self._file)

    def close(self) -> None:
        """Give all connections back."""
        self._readers.close()
        with self._making:
            if self._made is not None:
                self._made.close()
