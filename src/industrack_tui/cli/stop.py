"""What ctrl-c does to a command that takes long."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from types import FrameType

INTERRUPTED = 130
"""The exit code of what was interrupted."""


@contextmanager
def stoppable() -> Iterator[Event]:
    """The first ctrl-c sets the event, so that what is under way is finished; the second one interrupts."""
    stop = Event()

    def asked(number: int, frame: FrameType | None) -> None:
        stop.set()
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, asked)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)
