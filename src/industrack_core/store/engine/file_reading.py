"""Reading a database file by its driver alone: a board opens before SQLAlchemy is loaded, which is a third of that."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, cast

from industrack_core.store.engine.sqlite_file import connect_file

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from industrack_core.store.engine.speaking import Driver


class _Passing:
    """In place of a driver's module: its errors go on as they are, and `translated` says what they mean."""

    Error = ()


class FileDialect:
    """As much of a dialect as a statement that is run asks for."""

    name = "sqlite"
    loaded_dbapi = _Passing


class FileConnection:
    """As much of SQLAlchemy's connection as statements (`Prepared`) ask for."""

    dialect = FileDialect()

    def __init__(self, driver: "Driver") -> None:
        self.driver_connection = driver

    @property
    def connection(self) -> "FileConnection":
        """What holds the driver's own connection."""
        return self

    def close(self) -> None:
        """Let go of the file."""
        self.driver_connection.close()


class FileReader:
    """Connections for reading a file, which are used again. Safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._resting: list[Driver] = []
        self._is_closed = False

    @contextmanager
    def snapshot(self) -> "Iterator[Connection]":
        """A connection, all of whose statements see one state of the database."""
        driver = self._taken()
        try:
            driver.execute("BEGIN")
            yield cast("Connection", FileConnection(driver))
            driver.execute("COMMIT")
        except BaseException:
            driver.close()
            raise
        self._give_back(driver)

    def connect(self) -> "Connection":
        """A connection in autocommit, to be closed by who takes it."""
        return cast("Connection", FileConnection(connect_file(self._path, writes=False)))

    def _taken(self) -> "Driver":
        with suppress(IndexError):
            return self._resting.pop()
        return connect_file(self._path, writes=False)

    def _give_back(self, driver: "Driver") -> None:
        self._resting.append(driver)
        if self._is_closed:
            self.close()

    def close(self) -> None:
        """Close all that nobody uses now; the others as they come back."""
        self._is_closed = True
        while self._resting:
            self._taken().close()
