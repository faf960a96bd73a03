"""Whether something that shares connections between transactions stands before a PostgreSQL server."""

from contextlib import suppress

from sqlalchemy import Engine

from industrack_core.store.engine.speaking import Driver, driver_of

_TRIES = 3
_TOLD = (
    "connections are shared between transactions (pgbouncer in transaction mode): others' changes come late and who is"
    " here is not seen: give consoles the server's own address"
)


def told_pooler(engine: Engine) -> str:
    """What a person is told of it; empty where there is none, or one that gives each console a connection of its own.

    A server tells each connection its number at the beginning; where another one answers, something stands between. It
    shares connections if the other console is given the one that this one had, while this one is still there.
    """
    with engine.connect() as first:
        one = driver_of(first)
        if _answering(one) == one.info.backend_pid:
            return ""
        with suppress(Exception), engine.connect() as second:  # who has one connection alone waits without end
            two = driver_of(second)
            return _TOLD if any(_shares(one, two) for _ in range(_TRIES)) else ""
    return ""


def _shares(one: Driver, two: Driver) -> bool:
    before = _answering(one)
    two.execute("BEGIN")
    other = _answering(two)
    after = _answering(one)
    two.execute("ROLLBACK")
    return other == before or after != before


def _answering(driver: Driver) -> int:
    """The number of the connection that answers."""
    return int(driver.execute("SELECT pg_backend_pid()").fetchone()[0])
