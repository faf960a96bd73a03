"""A PostgreSQL server that takes a statement and never answers: a machine that hangs, a process that was stopped.

The server's own limits do not help there, and those of TCP only where there is TCP. So the driver waits for an answer
for some seconds, and then gives the connection up, as if it had been cut.
"""

from typing import TypeVar

from psycopg import Connection, OperationalError
from psycopg.abc import PQGen
from psycopg.errors import _WaitTimeout
from sqlalchemy import Engine, event

from industrack_core.store.engine.prepared import Driver, Row, Values

_SLICE = 0.1
_GREETING = 3.0
"""Seconds for an answer to the question whether the server is still there."""


RV = TypeVar("RV")


def patiently(engine: Engine, seconds: float) -> Engine:
    """The engine, whose connections wait so long for an answer and no longer. Raises OperationalError then."""

    class PatientConnection(Connection[Row]):
        """A connection that is closed when the server does not answer in time."""

        patience = seconds

        def wait(self, gen: PQGen[RV], interval: float = _SLICE, timeout: float | None = None) -> RV:
            """What the server answers, within the caller's time, or ours."""
            if timeout is not None:
                return super().wait(gen, interval=interval, timeout=timeout)
            try:
                return super().wait(gen, interval=interval, timeout=self.patience)
            except _WaitTimeout as error:
                self.pgconn.finish()
                raise OperationalError("the server does not answer") from error

    @event.listens_for(engine, "do_connect")
    def _(_dialect: object, _record: object, cargs: Row, cparams: Values) -> Connection[Row]:
        return PatientConnection.connect(*cargs, **cparams)

    ping = engine.dialect.do_ping

    def greet(connection: Driver) -> bool:
        """Ask whether a connection that lay in the pool still is one."""
        connection.patience = _GREETING
        try:
            return ping(connection)
        finally:
            connection.patience = seconds

    setattr(engine.dialect, "do_ping", greet)  # noqa: B010 (a method, replaced on the instance)
    return engine
