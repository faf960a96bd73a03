"""What somebody asked for, and may give up: then what is read for it is cut off, whichever thread it is in."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from threading import Lock, Thread
from typing import ParamSpec, TypeVar

from industrack_core.domain.errors import GivenUp

P = ParamSpec("P")
T = TypeVar("T")
_AGAIN, _LATEST = 0.05, 1.0
"""Seconds after which it is cut off again: a statement may have begun just then. Then after twice as long each time, up
to the second: what no statement is run for is not cut off, and a server is asked for a connection each time."""
_ASKED: "ContextVar[Enquiry | None]" = ContextVar("asked", default=None)


class Enquiry:
    """One question. Where its answer is read, each connection says by what its statements are cut off."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._cancel: Callable[[], object] | None = None
        self._is_given_up = self._is_under_way = False

    def asked(self, call: Callable[P, T]) -> Callable[P, T]:
        """The call as what answers it. What is read in it raises GivenUp once it is given up."""

        def answer(*args: P.args, **kwargs: P.kwargs) -> T:
            before = _ASKED.set(self)
            self._is_under_way = True
            try:
                self.go_on()
                return call(*args, **kwargs)
            finally:
                self._is_under_way = False
                _ASKED.reset(before)

        return answer

    def give_up(self) -> bool:
        """Nobody waits for the answer any more. Answers whether it is being read, and so is to be cut off."""
        self._is_given_up = True
        return self._is_under_way

    def drop(self) -> None:
        """Give it up, and cut it off beside whoever calls this."""
        if self.give_up():
            Thread(target=self.cut_off, daemon=True).start()

    def cut_off(self) -> None:
        """Cut off what is read for it, until nothing is. Blocks for as long as that takes."""
        pause = _AGAIN
        while self._is_under_way:
            with self._lock, suppress(Exception):  # a server that is gone has nothing to cut off
                if self._cancel is not None:
                    self._cancel()
            time.sleep(pause)
            pause = min(2 * pause, _LATEST)

    def go_on(self) -> None:
        """Raise GivenUp once it is."""
        if self._is_given_up:
            raise GivenUp("Nobody waits for it any longer.")

    @contextmanager
    def cut_off_by(self, cancel: Callable[[], object]) -> Iterator[None]:
        """While inside, this cuts off what is read; whatever is raised by that is GivenUp."""
        with self._lock:
            before, self._cancel = self._cancel, cancel
        try:
            self.go_on()
            yield
        except Exception:
            self.go_on()
            raise
        finally:
            with self._lock:
                self._cancel = before


def enquiry() -> Enquiry | None:
    """For what this thread reads; None where nobody can give it up."""
    return _ASKED.get()


def require_awaited() -> None:
    """Raise GivenUp where nobody waits any more for what this thread does."""
    asked = _ASKED.get()
    if asked is not None:
        asked.go_on()
