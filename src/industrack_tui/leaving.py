"""A console always ends: when it is told to, and when somebody leaves it, at the latest after some seconds."""

import os
import termios
import threading
from contextlib import suppress
from select import select
from typing import Any

PATIENCE = 5.0
"""Seconds from being told to end until the process is ended, whatever it waits for."""
_BACK_TO_NORMAL = b"\x1b[?1000l\x1b[?1003l\x1b[?1006l\x1b[?2004l\x1b[?1004l\x1b[<u\x1b[?7h\x1b[?1049l\x1b[?25h"

_begun = threading.Event()


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
