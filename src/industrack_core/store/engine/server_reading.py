"""Reading a server by its driver alone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from industrack_core.store.engine.driver_reading import DriverDialect, DriverReader
from industrack_core.store.engine.heeded import require_heeded
from industrack_core.store.engine.server import ServerConnection, ServerCursor
from industrack_core.store.engine.server_address import ServerAddress, patience
from industrack_core.store.engine.speaking import Driver, driver_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

T = TypeVar("T")


class ServerReader(DriverReader):
    """Connections for reading a server's database, for as long as a start takes."""

    dialect = DriverDialect("postgresql")

    def __init__(self, address: ServerAddress) -> None:
        super().__init__()
        self._address = address

    def new(self) -> Driver:
        """Another connection to the server."""
        said = self._address.connecting()
        connection = ServerConnection.connect(cursor_factory=ServerCursor, **said)
        require_heeded(connection, said)
        connection.patience = patience()
        return connection

    def is_good(self, driver: Driver) -> bool:
        """Whether the server answered lately, and did not end it since."""
        return bool(driver.is_alive())

    @contextmanager
    def snapshot(self) -> "Iterator[Connection]":
        """A connection, all of whose statements see one state of the database."""
        with self.taken() as connection:
            driver_of(connection).begin()
            yield connection
            driver_of(connection).commit()

    def at_once(self, work: "Callable[[Connection], T]") -> T:
        """What `work` reads, which asks for all before it reads any of it."""
        with self.taken() as connection:
            driver = driver_of(connection)
            driver.ask_at_once()
            found = work(connection)
            driver.rollback()
            return found
