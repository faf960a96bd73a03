"""Connections that nobody needs: those of fifty consoles are many, and a server has room for so many only."""

from time import monotonic

from sqlalchemy import Engine, event
from sqlalchemy.pool import QueuePool

RESTS_SECONDS = 60.0
"""So long more connections lie there than are needed at once before they are closed."""


class Resting:
    """Of the connections of an engine, those that were not needed at once for a minute are closed.

    All that lie there then go together, as none of them says since when: what is needed next is made anew, once.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._most, self._since = 0, monotonic()

        @event.listens_for(engine, "checkout")
        def _(*_: object) -> None:
            self._most = max(self._most, _counted(engine)[0])

    def look(self) -> None:
        """Close what nobody needed, where it is time: to be called again and again, from one thread."""
        if monotonic() - self._since < RESTS_SECONDS:
            return
        out, lying = _counted(self._engine)
        if lying and out + lying > self._most:
            self._engine.dispose()  # what is out is closed as it comes back
            out = 0
        self._most, self._since = out, monotonic()


def _counted(engine: Engine) -> tuple[int, int]:
    """How many connections are in use, and how many are not."""
    pool = engine.pool
    return (pool.checkedout(), pool.checkedin()) if isinstance(pool, QueuePool) else (0, 0)
