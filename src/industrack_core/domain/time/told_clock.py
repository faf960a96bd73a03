"""Clocks that were told what time it is: for demos, pictures and tests of the installed command."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock
from time import monotonic

from industrack_core.domain.dataclass import dataclass


class InventedClock:
    """A clock that is not the machine's. What is shown goes by it; what an act of a real office bears does not."""

    __slots__ = ()

    def __call__(self) -> datetime:
        """The moment, aware UTC."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class ToldClock(InventedClock):
    """Stands still at `moment` (aware UTC)."""

    moment: datetime

    def __call__(self) -> datetime:
        return self.moment


class RunningClock(InventedClock):
    """Goes on from `moment` (aware UTC), `speed` times as fast as the machine's; it can be stopped, and let go on."""

    __slots__ = ("_lock", "_moment", "_seconds", "_since", "speed")

    def __init__(self, moment: datetime, speed: float, seconds: Callable[[], float] = monotonic) -> None:
        self.speed = speed
        self._moment, self._seconds, self._lock = moment, seconds, Lock()
        self._since: float | None = seconds()

    def __call__(self) -> datetime:
        with self._lock:
            return self._read()

    @property
    def is_stopped(self) -> bool:
        """Whether it stands still."""
        return self._since is None

    def stop(self) -> None:
        """Stand still until `go_on`."""
        with self._lock:
            self._moment, self._since = self._read(), None

    def go_on(self) -> None:
        """Go on from where it stands."""
        with self._lock:
            if self._since is None:
                self._since = self._seconds()

    def _read(self) -> datetime:
        passed = 0.0 if self._since is None else self._seconds() - self._since
        return self._moment + timedelta(seconds=passed * self.speed)


def speed_of(clock: Callable[[], datetime]) -> float:
    """How many times as fast as the machine's a clock goes."""
    return clock.speed if isinstance(clock, RunningClock) else 1.0
