"""A console always ends: when it is told to, and when somebody leaves it, at the latest after some seconds."""

import asyncio
import os
import signal
import socket
import termios
import threading
from contextlib import suppress
from select import select
from typing import Any

PATIENCE = 5.0
"""Seconds from being told to end until the process is ended, whatever it waits for."""
_BACK_TO_NORMAL = b"\x1b[?1000l\x1b[?1003l\x1b[?1006l\x1b[?2004l\x1b[?1004l\x1b[<u\x1b[?7h\x1b[?1049l\x1b[?25h"

_begun = threading.Event()


class WakesAtSignals:
    """Has the event loop run what a signal's handler asks for at once, whichever thread the system interrupts.

    A handler runs in the main thread, when that runs again: a loop that waits would not be waked by another's signal,
    and a terminal's new size, or the order to end, would wait for the next key or timer.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._reader, self._writer = socket.socketpair()
        for each in (self._reader, self._writer):
            each.setblocking(False)
        signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        loop.add_reader(self._reader, self._drain)

    def _drain(self) -> None:
        with suppress(BlockingIOError):
            self._reader.recv(4096)

    def close(self) -> None:
        """Give the sockets back."""
        signal.set_wakeup_fd(-1)
        self._loop.remove_reader(self._reader)
        self._reader.close()
        self._writer.close()


def end_within(code: int, driver: Any, seconds: float = PATIENCE) -> None:
    """Let the process go on ending for so many seconds, then end it with `code`. The first call counts.

    `driver` is the app's, whose terminal is given back if nobody did; None where there is none.
    """
    if _begun.is_set():
        return
    _begun.set()
    # a timer would be waited for at the end of the interpreter
    threading.Thread(target=_end, args=(code, driver, seconds), name="patience", daemon=True).start()


def _end(code: int, driver: Any, seconds: float) -> None:
    threading.Event().wait(seconds)
    with suppress(Exception):
        _give_back(driver)
    os._exit(code)


def _give_back(driver: Any) -> None:
    """The terminal as it was, unless the console did so itself or nobody reads there."""
    attributes, fileno = getattr(driver, "attrs_before", None), getattr(driver, "fileno", None)
    if attributes is None or fileno is None or termios.tcgetattr(fileno) == attributes:
        return
    termios.tcsetattr(fileno, termios.TCSANOW, attributes)
    if select([], [fileno], [], 0)[1]:
        os.write(fileno, _BACK_TO_NORMAL)
