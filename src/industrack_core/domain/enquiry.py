"""What somebody asked for, and may give up: then what is read for it is cut off, whichever thread it is in."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from contextvars import ContextVar
from threading import Event, Thread
from typing import ParamSpec, TypeVar

from industrack_core.domain.errors import GivenUp
from industrack_core.domain.upgrade import CutOff

P = ParamSpec("P")
T = TypeVar("T")
_AGAIN, _LATEST = 0.05, 1.0
"""Seconds after which it is cut off again: a statement may have begun just then. Then after twice as long each time, up
to the second: what no statement is run for is not cut off, and a server is asked for a connection each time."""
_ASKED: "ContextVar[Enquiry | None]" = ContextVar("asked", default=None)


class Enquiry:
    """One question. Where its answer is read, each connection says by what its statements are cut off."""

    def __init__(self) -> None:
        self._cut = CutOff(self.go_on)
        self._is_given_up = False
        self._at_rest = Event()
        """Set while nothing is read for it."""
        self._at_rest.set()

    def asked(self, call: Callable[P, T]) -> Callable[P, T]:
        """The call as what answers it. What is read in it raises GivenUp once it is given up."""

        def answer(*args: P.args, **kwargs: P.kwargs) -> T:
            before = _ASKED.set(self)
            self._at_rest.clear()
            try:
                self.go_on()
                return call(*args, **kwargs)
            finally:
                self._at_rest.set()
                _ASKED.reset(before)

        return answer

    def give_up(self) -> bool:
        """Nobody waits for the answer any more. Answers whether it is being read, and so is to be cut off."""
        self._is_given_up = True
        return not self._at_rest.is_set()

    def drop(self) -> None:
        """Give it up, and cut it off beside whoever calls this."""
        if self.give_up():
            Thread(target=self.cut_off, daemon=True).start()

    def cut_off(self) -> None:
        """Cut off what is read for it, until nothing is. Blocks for as long as that takes."""
        pause = 0.0
        while not self._at_rest.wait(pause):
            self._cut.now()
            pause = min(2 * pause or _AGAIN, _LATEST)

    def go_on(self) -> None:
        """Raise GivenUp once it is."""
        if self._is_given_up:
            raise GivenUp("Nobody waits for it any longer.")

    def cut_off_by(self, cancel: Callable[[], object]) -> AbstractContextManager[None]:
        """While inside, this cuts off what is read; whatever is raised by that is GivenUp."""
        return self._cut.by(cancel)


def enquiry() -> Enquiry | None:
    """For what this thread reads; None where nobody can give it up."""
    return _ASKED.get()


def require_awaited() -> None:
    """Raise GivenUp where nobody waits any more for what this thread does."""
    asked = _ASKED.get()
    if asked is not None:
        asked.go_on()
