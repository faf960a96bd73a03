"""What is said to a driver besides statements: where a transaction begins, what is waited for, what an error means."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeVar

from industrack_core.domain.enquiry import enquiry
from industrack_core.domain.late_module import late_module

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, exc
else:
    exc = late_module("sqlalchemy.exc")

T = TypeVar("T")
Driver = Any
"""A connection or a cursor of a driver: each has its own, and no type is said of both."""
_CUTS_OFF: Final = 3.0
"""Seconds within which a server is told to cut off what it is at."""
_FAREWELLS = ("57P", "25P03", "25P04")
"""With these words a server ends a connection, though the end of it may not have come yet."""


class _Passing:
    """In place of a driver's module: its errors go on as they are, and `translated` says what they mean."""

    Error = ()


class DriverDialect:
    """As much of a dialect as a statement that is run asks for: its name, and where errors of its driver are that say
    that a connection was cut."""

    def __init__(self, name: str, driver: Driver = _Passing) -> None:
        self.name, self.loaded_dbapi = name, driver


class DriverConnection:
    """As much of SQLAlchemy's connection as statements (`Prepared`) ask for."""

    def __init__(self, driver: Driver, dialect: DriverDialect, new: Callable[[], Driver]) -> None:
        self.driver_connection, self.dialect, self._new = driver, dialect, new

    @property
    def connection(self) -> "DriverConnection":
        """What holds the driver's own connection."""
        return self

    def renew(self) -> None:
        """Have another one in its place. Raises the driver's errors."""
        self.driver_connection.close()
        self.driver_connection = self._new()

    def close(self) -> None:
        """Let go of the database."""
        self.driver_connection.close()


def driver_of(connection: "Connection | DriverConnection") -> Driver:
    """The driver's own connection."""
    return connection.connection.driver_connection


def server_number(connection: "Connection") -> int:
    """By which number a server knows the connection; 0 for SQLite."""
    return int(driver_of(connection).info.backend_pid) if connection.dialect.name == "postgresql" else 0


def cancelling(connection: "Connection | DriverConnection") -> Callable[[], object]:
    """What cuts off the statement that a connection is at; for another thread."""
    driver = driver_of(connection)
    if connection.dialect.name == "sqlite":
        interrupt: Callable[[], object] = driver.interrupt
        return interrupt
    if isinstance(connection, DriverConnection):
        return lambda: _cut_off(driver_of(connection))  # by then it may be another one, where the first was cut
    return partial(_cut_off, driver)


def _cut_off(driver: Driver) -> None:
    """Tell a server to cut off what a connection is at.

    Raises the driver's errors where it does not say in time that it heard: it may yet, and hit whatever is read there
    by then. So nobody is given that connection again.
    """
    try:
        driver.cancel_safe(timeout=_CUTS_OFF)
    except Exception:
        driver.may_be_cut_off = True
        raise


def while_awaited(connection: "Connection") -> AbstractContextManager[None]:
    """What is read inside is cut off once nobody waits for it any longer. Raises GivenUp then."""
    asked = enquiry()
    return nullcontext() if asked is None else asked.cut_off_by(cancelling(connection))


@contextmanager
def snapshot(engine: "Engine", *, again: bool = False) -> "Iterator[Connection]":
    """A connection for reading, all of whose statements see one state of the database; where the same was asked before
    and will be asked `again`, a server plans it once for whatever values."""
    if engine.dialect.name != "postgresql":
        with engine.begin() as connection, while_awaited(connection):
            yield connection
        return
    with engine.connect() as connection:  # SQLAlchemy has no transaction on it: what was cut can be had anew
        driver_of(connection).begin(plans_once=again)
        with while_awaited(connection):
            yield connection
        with wrapping(connection, "COMMIT"):
            driver_of(connection).commit()


def read_at_once(engine: "Engine", work: "Callable[[Connection], T]") -> T:
    """What `work` reads, which asks for all before it reads any of it: of one state of the database, and with one way
    to a server and back. A connection that was cut before is had anew."""
    if engine.dialect.name != "postgresql":
        with engine.begin() as connection, while_awaited(connection):
            return work(connection)
    try:
        return _asked_at_once(engine, work)
    except exc.DBAPIError as error:
        if not was_cut(error):
            raise
    return _asked_at_once(engine, work)


def _asked_at_once(engine: "Engine", work: "Callable[[Connection], T]") -> T:
    with engine.connect() as connection:
        with wrapping(connection, ""):
            driver_of(connection).ask_at_once()
        with while_awaited(connection):
            return work(connection)


def is_reading_first(connection: "Connection | DriverConnection", driver: Driver) -> bool:
    """Whether a server was to answer for the first time since a connection for reading was taken from those that lie
    there."""
    is_server = connection.dialect.name == "postgresql"
    is_plain = isinstance(connection, DriverConnection) or not connection.in_transaction()
    return is_server and is_plain and driver.is_untold and not driver.asks_at_once


def begin_anew(connection: "Connection | DriverConnection", driver: Driver) -> None:
    """Another connection in place of one that was cut, as far as that one was."""
    if isinstance(connection, DriverConnection):
        connection.renew()
    if driver.has_begun:
        driver_of(connection).begin()


def was_cut(error: Exception) -> bool:
    """Whether the connection ended, and did not only leave one waiting, by what `as_raised` answers."""
    return getattr(error, "connection_invalidated", False) and not getattr(
        getattr(error, "orig", error), "is_silence", False
    )


def hear_all(connection: "Connection") -> None:
    """Wait for whatever was only sent to a server; SQLite has done it. Raises what was wrong, as ever."""
    if connection.dialect.name == "postgresql":
        with wrapping(connection, ""):
            driver_of(connection).hear()


def send_from_here(connection: "Connection") -> None:
    """Up to the end of its transaction, send a server what writes without waiting for each answer."""
    if connection.dialect.name == "postgresql":
        with wrapping(connection, ""):
            driver_of(connection).send_from_here()


def listen_again(connection: "Connection") -> None:
    """After an error, have a server listen again."""
    if connection.dialect.name == "postgresql":
        driver_of(connection).forgive()


@contextmanager
def wrapping(connection: "Connection", sql: str) -> Iterator[None]:
    try:
        yield
    except connection.dialect.loaded_dbapi.Error as error:
        raise_anew(as_raised(connection, sql, error), error)


def raise_anew(told: Exception, error: Exception) -> NoReturn:
    """Raise what is told for an error of the driver, which may be that itself."""
    raise told from (None if told is error else error)


def as_raised(connection: "Connection | DriverConnection", sql: str, error: Exception) -> Exception:
    """The driver's error as SQLAlchemy would raise it, or itself where SQLAlchemy has no part in it; a connection that
    broke is not used again."""
    says_farewell = str(getattr(error, "sqlstate", "")).startswith(_FAREWELLS)
    if isinstance(connection, DriverConnection):
        vars(error)["connection_invalidated"] = says_farewell or connection.driver_connection.closed
        return error
    dialect = connection.dialect
    broken = says_farewell or dialect.is_disconnect(error, connection.connection, None)  # type: ignore[arg-type]
    base = dialect.loaded_dbapi.Error
    found = exc.DBAPIError.instance(
        sql, None, error, base, hide_parameters=True, connection_invalidated=broken, dialect=dialect
    )
    if broken:
        connection.invalidate(error)
    assert isinstance(found, exc.DBAPIError)
    return found
