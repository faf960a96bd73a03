"""Reading a database by its driver alone: a board opens before SQLAlchemy is loaded, which is a third of that."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, cast

from industrack_core.domain.late_module import late_module
from industrack_core.store.engine.speaking import Driver, DriverConnection, DriverDialect, driver_of
from industrack_core.store.engine.sqlite_file import MUCH_KIB, connect_file

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from industrack_core.store.engine import trimming
else:
    trimming = late_module("industrack_core.store.engine.trimming")


class DriverReader(ABC):
    """Connections for reading, which are used again. Safe to use from several threads."""

    dialect: DriverDialect

    def __init__(self) -> None:
        self.lying: list[Driver] = []
        """Those that nobody uses now."""
        self._is_closed = False

    @abstractmethod
    def new(self) -> Driver:
        """Another connection."""

    @contextmanager
    def taken(self) -> "Iterator[Connection]":
        """A connection, for as long as that lasts."""
        lying, has_failed = self.lying, True
        connection = DriverConnection(self._taken(), self.dialect, self.new)
        try:
            yield cast("Connection", connection)
            has_failed = False
        finally:
            driver = connection.driver_connection
            if self.is_of_use(driver, has_failed=has_failed):
                lying.append(driver)
            else:
                driver.close()
            if self._is_closed or lying is not self.lying:
                _close_all(lying)  # nobody else would close what comes back there

    def connect(self) -> "Connection":
        """A connection in autocommit, to be closed by who takes it."""
        return cast("Connection", DriverConnection(self.new(), self.dialect, self.new))

    def is_good(self, driver: Driver) -> bool:
        """Whether a connection that lay there still is one."""
        return True

    def is_of_use(self, driver: Driver, *, has_failed: bool) -> bool:
        """Whether a connection that comes back is kept; `has_failed`: something went wrong while it was used."""
        return not has_failed

    def _taken(self) -> Driver:
        with suppress(IndexError):
            driver = self.lying.pop()
            if self.is_good(driver):
                return driver
            driver.close()
            self.rest()  # where one is lost, no other is relied on
        return self.new()

    def close(self) -> None:
        """Close all that nobody uses now; the others as they come back."""
        self._is_closed = True
        self.rest()

    def rest(self) -> bool:
        """The same, and go on with new ones; whether there was any that nobody used."""
        lying, self.lying = self.lying, []
        return _close_all(lying)


def _close_all(lying: list[Driver]) -> bool:
    """Close what lies there; whether there was any."""
    closed = False
    with suppress(IndexError):
        while True:
            lying.pop().close()
            closed = True
    return closed


USUAL_KIB = 2000
"""What SQLite itself chooses. Opening a board reads several times as much, and most of it once."""
KEEPS_SECONDS = 300.0
"""So long it is worth its memory to keep much of what was read."""


class FileReader(DriverReader):
    """Connections for reading a file."""

    dialect = DriverDialect("sqlite")

    def __init__(self, path: Path, keeps_kib: int = USUAL_KIB) -> None:
        super().__init__()
        self._path, self._keeps_kib = path, keeps_kib

    def new(self) -> Driver:
        """Another connection to the file."""
        return connect_file(self._path, writes=False, keeps_kib=self._keeps_kib)

    @contextmanager
    def snapshot(self) -> "Iterator[Connection]":
        """A connection, all of whose statements see one state of the database."""
        with self.taken() as connection:
            driver = driver_of(connection)
            driver.execute("BEGIN")
            yield connection
            driver.execute("COMMIT")


class FileReaders:
    """Connections for reading a file: usual ones, and those of who goes through much of it again and again, which keep
    more of what they read.

    They begin with the second time, and are closed when nobody did so for a while: a board that was opened and is left
    alone needs none. Safe to use from several threads.
    """

    def __init__(self, path: Path, keeps_seconds: float = KEEPS_SECONDS) -> None:
        self.usual, self._much = FileReader(path), FileReader(path, MUCH_KIB)
        self._since, self._keeps = float("-inf"), keeps_seconds

    def snapshot(self, *, much: bool) -> "AbstractContextManager[Connection]":
        """A connection, all of whose statements see one state of the database."""
        now = monotonic()
        is_again = now - self._since <= self._keeps
        if much:
            self._since = now
            if is_again:
                return self._much.snapshot()
        if not is_again and self._much.rest():
            trimming.give_back()
        return self.usual.snapshot()

    def close(self) -> None:
        """Close all that nobody uses now; the others as they come back."""
        for reader in (self.usual, self._much):
            reader.close()
