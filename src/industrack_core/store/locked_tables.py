"""Reading what is new where tables may be locked: a migration alters them, or who keeps the server rewrites them."""

from collections.abc import Callable, Generator
from threading import Event
from typing import TypeVar

from industrack_core.domain.acts.news import Blocked, Found, News
from industrack_core.domain.errors import DatabaseBusy

T = TypeVar("T")
TABLES_LOCKED = (
    "The office waits: its tables are locked, by an upgrade or by who keeps the server. It goes on by itself."
)


def once_readable(read: Callable[[], T], stop: Event, pause: float) -> Generator[News, None, T]:
    """What is read. While tables are locked that is told, and it is asked again, with a pause of so many seconds.

    Raises DatabaseBusy where it is told to `stop` meanwhile.
    """
    is_told = False
    while True:
        try:
            found = read()
            break
        except DatabaseBusy:
            if not is_told:
                is_told = True
                yield Blocked(TABLES_LOCKED)
            if stop.wait(pause):
                raise
    if is_told:
        yield Found("The office goes on.")
    return found
