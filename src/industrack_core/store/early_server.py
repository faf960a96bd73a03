"""A server that is read and heard by its driver alone, as a file is: SQLAlchemy comes with the first that needs it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event
from typing import TYPE_CHECKING, TypeVar

from industrack_core.domain.errors import DatabaseError, DatabaseForbidden, DatabaseUnavailable, ServerFull
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.presence import Whereabouts
from industrack_core.store.early_store import EarlyStore, has_known_schema
from industrack_core.store.engine import schema_state, soundness
from industrack_core.store.engine.faults import translated
from industrack_core.store.engine.server_address import ServerAddress
from industrack_core.store.engine.server_reading import ServerReader
from industrack_core.store.engine.speaking import driver_of, while_awaited

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from industrack_core.store.engine.engine import DatabasePlace
    from industrack_core.store.feed import Feed
    from industrack_core.store.store import Store

T = TypeVar("T")
_ENCODING = b"UTF8"


class ServerPlace(NamedTuple):
    """Where a server's database is, as `DatabasePlace` says it before that is needed."""

    label: str
    path: None = None
    is_sqlite: bool = False


class EarlyServer(EarlyStore):
    """A server, which is read and heard by its driver alone for good."""

    def __init__(self, url: str, address: ServerAddress, *, read_only: bool) -> None:
        super().__init__(read_only=read_only)
        self._url, self._early_place = url, ServerPlace(address.label)
        self._reader = ServerReader(address.connecting())
        self._listener = ServerReader(address.connecting(hears=True))

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
        """What goes wrong inside, as one sentence. Where one connection is lost, no other is relied on."""
        try:
            with translated(self.place.label):
                yield
        except DatabaseForbidden as error:
            self._tell_why(error)
            raise
        except ServerFull:
            raise
        except DatabaseUnavailable:
            self._let_go()
            raise

    def _let_go(self) -> None:
        """Close whatever nobody uses now, and what is used as it comes back."""
        self._reader.rest()
        if self.made is not None:
            self.made.close()

    def _tell_why(self, error: DatabaseForbidden) -> None:
        """Raise what is to be done where the server's guard is of another version."""
        with self.whole().told():
            raise error

    @contextmanager
    def reading(self, *, again: bool = False, much: bool = False) -> "Iterator[Connection]":
        with self._told(), self._reader.snapshot(again=again) as connection, while_awaited(connection):
            yield connection

    @contextmanager
    def glancing(self) -> "Iterator[Connection]":
        """For one statement, which sees one state of the database by itself. Raises DatabaseError."""
        with self._told(), self._reader.taken() as connection, while_awaited(connection):
            yield connection

    def at_once(self, work: "Callable[[Connection], T]", *, much: bool = False) -> T:
        def awaited(connection: "Connection") -> T:
            with while_awaited(connection):
                return work(connection)

        with self._told():
            return self._reader.at_once(awaited)

    def feed(self, revision: int, stop: Event, mine: Callable[[], Whereabouts] | None = None) -> "Feed":
        """As a `Store` has it: hearing what others do takes no more than the driver."""
        from industrack_core.store.feed import Feed

        place, known = self.place.label, schema_state.HEAD
        return Feed(self._listener.connect, None, place, revision, stop, known, mine, self._rest)

    def _rest(self) -> None:
        """Close what nobody needs."""
        self._reader.resting.look()
        if self.made is not None:
            self.made.rest()

    def new_store(self) -> "Store":
        from industrack_core.store.engine.engine import database_place
        from industrack_core.store.store import Store

        store = Store(database_place(self._url), read_only=self.read_only)
        store.reads, store.let_go = self.reading, self._let_go
        return store

    def close(self) -> None:
        self._reader.close()
        with self._making:
            if self._made is not None:
                self._made.close()
