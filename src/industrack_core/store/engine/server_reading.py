"""Reading a server by its driver alone."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TypeVar, cast

import psycopg

from industrack_core.store.engine.driver_reading import DriverReader
from industrack_core.store.engine.primary import Server
from industrack_core.store.engine.reaching import connection_to, is_there
from industrack_core.store.engine.resting import Resting
from industrack_core.store.engine.speaking import (
    Driver,
    DriverConnection,
    DriverDialect,
    as_raised,
    driver_of,
    was_cut,
)
from industrack_core.store.engine.texts import Values

if TYPE_CHECKING:
    from sqlalchemy import Connection

T = TypeVar("T")


class ServerReader(DriverReader):
    """Connections for reading a server's database, or that of the primary among several; `said` is what each is made
    with. What was cut while it lay there, or before it answered the first time, is had anew without a word."""

    dialect = DriverDialect("postgresql", psycopg)

    def __init__(self, said: Values, servers: Sequence[Server] = ()) -> None:
        super().__init__()
        self._said, self._servers = said, servers
        self._out = set[Driver]()
        self.resting = Resting(lambda: (len(self._out), len(self.lying)), self.rest)
        """What closes those that nobody needs."""

    def new(self) -> Driver:
        """Another connection to the server."""
        return connection_to(self._said, self._servers)

    def is_good(self, driver: Driver) -> bool:
        """Whether the server answers, and did not end it since."""
        return is_there(driver)

    def is_of_use(self, driver: Driver, *, has_failed: bool) -> bool:
        """Whether it can be given to the next one; none that may be cut off yet, whoever reads on it by then."""
        if has_failed and not driver.closed:
            with suppress(psycopg.Error):
                driver.rollback()
        return not (driver.closed or driver.may_be_cut_off)

    @contextmanager
    def taken(self) -> "Iterator[Connection]":
        """A connection, for as long as that lasts."""
        with super().taken() as connection:
            driver_of(connection).is_untold = True
            self._out.add(connection)
            self.resting.taken()
            try:
                yield connection
            finally:
                self._out.discard(connection)

    @contextmanager
    def snapshot(self, *, again: bool = False) -> "Iterator[Connection]":
        """A connection, all of whose statements see one state of the database; what was asked before and will be asked
        `again` is planned once for whatever values."""
        with self.taken() as connection:
            driver_of(connection).begin(plans_once=again)
            yield connection
            driver_of(connection).commit()

    def at_once(self, work: "Callable[[Connection], T]") -> T:
        """What `work` reads, which asks for all before it reads any of it."""
        with self.taken() as connection:
            try:
                return _asked_at_once(connection, work)
            except psycopg.Error as error:
                if not was_cut(as_raised(connection, "", error)):
                    raise
            cast("DriverConnection", connection).renew()
            return _asked_at_once(connection, work)


def _asked_at_once(connection: "Connection", work: "Callable[[Connection], T]") -> T:
    driver = driver_of(connection)
    driver.ask_at_once()
    found = work(connection)
    driver.rollback()
    return found
