"""What a terminal sends, read where keys are answered: in the event loop's own thread.

A thread that waits for a key has to be woken for it, and has to wake the loop then: together that costs half of what it
takes to answer a key.
"""

import asyncio
import os
import signal
from collections.abc import Callable
from contextvars import Context

_PIECE = 4096


class Keyboard:
    """Calls `took` with the bytes that a terminal sends, from `begin` to `end`; a terminal that is gone is told to the
    process. `took` runs in a context of its own, as what comes from outside the app."""

    def __init__(self, loop: asyncio.AbstractEventLoop, terminal: int, took: Callable[[bytes], None]) -> None:
        self._loop, self._terminal, self._took = loop, terminal, took
        self._open: int | None = None

    def begin(self) -> None:
        """Take what is sent from now on."""
        if self._open is None:
            own = own_way_to(self._terminal, os.O_RDONLY)
            self._open = os.dup(self._terminal) if own is None else own
            Context().run(self._loop.add_reader, self._open, self._read)

    def end(self) -> None:
        """Leave what is sent to others."""
        if self._open is not None:
            self._loop.remove_reader(self._open)
            os.close(self._open)
            self._open = None

    def _read(self) -> None:
        if self._open is None:
            return
        try:
            read = os.read(self._open, _PIECE)
        except BlockingIOError:  # somebody else was quicker
            return
        except OSError:
            read = b""
        if read:
            self._took(read)
        else:
            self.end()
            hang_up()


def own_way_to(fileno: int, way: int) -> int | None:
    """The terminal opened a second time (`way`: os.O_RDONLY or os.O_WRONLY), so that it never waits: of a description
    that others share (a shell, a program behind it) that must not be said. None where it cannot be opened, or is none.
    """
    if not os.isatty(fileno):
        return None
    try:
        return os.open(os.ttyname(fileno), way | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    except OSError:
        return None


def hang_up() -> None:
    """Say to this process that its terminal is gone."""
    os.kill(os.getpid(), signal.SIGHUP)
