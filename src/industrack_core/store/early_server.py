"""A server that is read by its driver alone until its board is filled: SQLAlchemy is loaded behind that."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from industrack_core.domain.errors import DatabaseError, DatabaseForbidden, DatabaseUnavailable
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.store.early_store import EarlyStore, has_known_schema
from industrack_core.store.engine import soundness
from industrack_core.store.engine.faults import translated
from industrack_core.store.engine.server_address import ServerAddress
from industrack_core.store.engine.server_reading import ServerReader
from industrack_core.store.engine.speaking import driver_of, while_awaited

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from industrack_core.store.engine.engine import DatabasePlace
    from industrack_core.store.store import Store

T = TypeVar("T")
_ENCODING = b"UTF8"


class ServerPlace(NamedTuple):
    """Where a server's database is, as `DatabasePlace` says it before that is needed."""

    label: str
    path: None = None
    is_sqlite: bool = False


class EarlyServer(EarlyStore):
    """A server, which is read by its driver alone until something else is asked: hearing what others do, mostly.

    From then on all goes by the whole store, which has a connection anew where one was cut.
    """

    def __init__(self, url: str, address: ServerAddress, *, read_only: bool) -> None:
        super().__init__(read_only=read_only)
        self._url, self._early_place = url, ServerPlace(address.label)
        self._quick = ServerReader(address)

    @property
    def place(self) -> "ServerPlace | DatabasePlace":
        """Where the server is."""
        return self._early_place if self.made is None else self.made.place

    def is_as_known(self) -> bool:
        """Whether the database has this program's schema, whole. Raises DatabaseUnavailable where no server answers."""
        try:
            with self.reading() as connection:
                driver = driver_of(connection)
                if driver.pgconn.parameter_status(b"server_encoding") != _ENCODING:
                    return False
                columns = driver.execute(soundness.POSTGRES_COLUMNS).fetchall()
                return has_known_schema(connection, columns, self.place.label)
        except DatabaseUnavailable:
            raise
        except DatabaseError:
            return False

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            with translated(self.place.label):
                yield
        except DatabaseForbidden as error:
            self._tell_why(error)
            raise

    def _tell_why(self, error: DatabaseForbidden) -> None:
        """Raise what is to be done where the server's guard is of another version."""
        with self.whole().told():
            raise error

    @contextmanager
    def reading(self, *, again: bool = False, much: bool = False) -> "Iterator[Connection]":
        if self.made is not None:
            with self.made.reading(again=again) as connection:
                yield connection
            return
        with self._told(), self._quick.snapshot() as connection, while_awaited(connection):
            yield connection

    @contextmanager
    def glancing(self) -> "Iterator[Connection]":
        """For one statement, which sees one state of the database by itself. Raises DatabaseError."""
        if self.made is not None:
            with self.made.glancing() as connection:
                yield connection
            return
        with self._told(), self._quick.taken() as connection, while_awaited(connection):
            yield connection

    def at_once(self, work: "Callable[[Connection], T]", *, much: bool = False) -> T:
        if self.made is not None:
            return self.made.at_once(work)

        def awaited(connection: "Connection") -> T:
            with while_awaited(connection):
                return work(connection)

        with self._told():
            return self._quick.at_once(awaited)

    def new_store(self) -> "Store":
        from industrack_core.store.engine.engine import database_place
        from industrack_core.store.store import Store

        store = Store(database_place(self._url), read_only=self.read_only)
        self._quick.close()
        return store

    def close(self) -> None:
        self._quick.close()
        with self._making:
            if self._made is not None:
                self._made.close()
