"""Waiting for a terminal's bytes in a thread that another one can wake, so that it need not look ten times a second."""

import os
import select
import signal
from contextlib import suppress


class Waiting:
    """One for each terminal, for as long as the program runs."""

    def __init__(self) -> None:
        self._woken, self._wakes = os.pipe()
        for end in (self._woken, self._wakes):
            os.set_blocking(end, False)

    def wait(self, fileno: int, seconds: float) -> bool:
        """Whether there is something to read; False when the time is over, and at once between `wake` and `rest`."""
        return fileno in select.select([fileno, self._woken], [], [], seconds)[0]

    def wake(self) -> None:
        """Let nobody wait."""
        with suppress(BlockingIOError):  # woken more often than anybody could count
            os.write(self._wakes, b"!")

    def rest(self) -> None:
        """Whoever was to be woken is gone."""
        with suppress(BlockingIOError):
            os.read(self._woken, 64)


def read_some(fileno: int) -> bytes:
    """What there is to read; nothing where the terminal is gone."""
    try:
        return os.read(fileno, 1024 * 4)
    except OSError:
        return b""


def hang_up() -> None:
    """Say to this process that its terminal is gone."""
    os.kill(os.getpid(), signal.SIGHUP)
