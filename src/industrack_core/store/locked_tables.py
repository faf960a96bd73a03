"""Reading what is new where tables may be locked: a migration alters them, or who keeps the server rewrites them."""

from collections.abc import Callable, Generator
from threading import Event
from time import monotonic
from typing import TypeVar

from industrack_core.domain.acts.news import Blocked, Found, News
from industrack_core.domain.errors import DatabaseBusy, DatabaseLocked

T = TypeVar("T")
TABLES_LOCKED = (
    "The office waits: its tables are locked, by an upgrade or by who keeps the server. It goes on by itself."
)
BUSY_SECONDS = 60.0
"""So long it is nothing to tell of that a database is slow, or has too much to do."""


def once_readable(read: Callable[[], T], stop: Event, pause: float) -> Generator[News, None, T]:
    """What is read. While tables are locked that is told, and it is asked again, with a pause of so many seconds; so it
    is, without a word, while the database is busy otherwise.

    Raises DatabaseBusy where it is so for longer than that is nothing to tell of, and where it is told to `stop`.
    """
    is_told, wait_until = False, monotonic() + BUSY_SECONDS
    while True:
        try:
            found = read()
            break
        except DatabaseBusy as error:
            if isinstance(error, DatabaseLocked):
                wait_until = monotonic() + BUSY_SECONDS
                if not is_told:
                    is_told = True
                    yield Blocked(TABLES_LOCKED)
            elif monotonic() >= wait_until:
                raise
            if stop.wait(pause):
                raise
    if is_told:
        yield Found("The office goes on.")
    return found
