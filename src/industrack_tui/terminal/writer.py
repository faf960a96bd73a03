"""Writing to a terminal that may take its time, or stop reading, or be gone.

Textual 8.2.8 writes through a queue of 30 pieces, in which the event loop waits for a terminal that does not read.
"""

import os
import select
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from threading import Condition, Thread
from typing import TextIO

from industrack_tui.terminal.keyboard import hang_up, own_way_to

BEHIND = 64 * 1024
"""Bytes that a terminal may have to read still before frames are left out for it."""
_LAST_WORDS = 2.0
"""Seconds in which a terminal may read what is written last."""
_PIECE = 4096


class TerminalWriter(Thread):
    """Writes to the terminal. Whoever hands something over never waits, whatever the terminal does.

    What the terminal takes without waiting is written where it is handed over; the rest, and all that follows, by a
    thread. To wake a thread and hand the processor on for a key's few bytes costs more than writing them.
    """

    def __init__(self, file: TextIO) -> None:
        super().__init__(name="textual-output", daemon=True)
        self._fileno = file.fileno()
        self._at_once = own_way_to(self._fileno, os.O_WRONLY)
        self._encoding, self._errors = file.encoding or "utf-8", file.errors or "replace"
        self._change = Condition()
        self._waiting: deque[bytes] = deque()
        self._unread = 0
        self._ending = self._gone = False
        self._then: Callable[[], object] | None = None

    @property
    def is_behind(self) -> bool:
        """Whether the terminal has so much to read still that more would only come later."""
        return self._unread > BEHIND

    def call_when_read(self, then: Callable[[], object]) -> None:
        """Call `then` once, in this thread, when the terminal has read all."""
        with self._change:
            self._then = then
            self._change.notify()

    def write(self, text: str) -> None:
        """Hand text over; an empty one wakes the thread, where it will be needed. Nothing is kept for a terminal that
        is gone."""
        with self._change:
            if self._gone:
                return
            rest = text.encode(self._encoding, self._errors)
            if self._at_once is not None and not self._unread:  # the thread has nothing that would come first
                rest = _taken(self._at_once, rest)
                if not rest:
                    return
            self._unread += len(rest)
            self._waiting.append(rest)
            self._change.notify()

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._fileno

    def flush(self) -> None:
        """Nothing: the thread writes at once."""

    def stop(self) -> None:
        """Let the terminal read what is left, for a while."""
        with self._change:
            self._ending = True
            self._change.notify()
        self.join(_LAST_WORDS)
        if self._at_once is not None:
            os.close(self._at_once)
            self._at_once = None

    def run(self) -> None:
        while (text := self._next()) is not None:
            try:
                self._write(text)
            except OSError:
                self._give_up()
                return
            with self._change:
                self._unread -= len(text)

    def _next(self) -> bytes | None:
        """What is to be written; None at the end."""
        while True:
            with self._change:
                if self._waiting:
                    text = b"".join(self._waiting)
                    self._waiting.clear()
                    return text
                then, self._then = self._then, None
                if then is None:
                    if self._ending:
                        return None
                    self._change.wait()
            if then is not None:
                with suppress(RuntimeError):  # the event loop is closed
                    then()

    def _write(self, rest: bytes) -> None:
        while rest:
            try:
                rest = rest[os.write(self._fileno, rest[:_PIECE]) :]
            except BlockingIOError:  # somebody else has made the terminal so
                select.select([], [self._fileno], [], 0.25)

    def _give_up(self) -> None:
        with self._change:
            self._gone = True
            self._waiting.clear()
            self._unread = 0
        hang_up()


def _taken(fileno: int, rest: bytes) -> bytes:
    """What of it the terminal did not take at once; one that is gone takes nothing, as the thread will find."""
    with suppress(OSError):
        while rest:
            rest = rest[os.write(fileno, rest) :]
    return rest
