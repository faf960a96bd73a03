"""What a server answers on a connection that was just made, before anything else is said on it."""

from psycopg import Error, OperationalError
from psycopg.errors import _WaitTimeout
from psycopg.generators import execute
from psycopg.pq import ExecStatus

from industrack_core.store.engine.speaking import Driver

_SECONDS = 3.0
"""So long an answer is waited for: who lets one in may fall silent then."""


def answer(driver: Driver, statement: bytes) -> str:
    """The first value of the first row, without a transaction; empty where there is none, or the server refuses it.
    Raises OperationalError, and closes the connection, where it says nothing."""
    pgconn = driver.pgconn
    pgconn.send_query(statement)
    try:
        found = driver.wait(execute(pgconn), timeout=_SECONDS)[-1]
    except (_WaitTimeout, Error) as error:
        driver.close()
        raise OperationalError("the server does not answer") from error
    has_answer = found.status == ExecStatus.TUPLES_OK and found.ntuples
    return (found.get_value(0, 0) or b"").decode() if has_answer else ""
