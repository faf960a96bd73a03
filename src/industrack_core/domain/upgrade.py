"""Bringing an older database up to date: how far it is, and stopping it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.errors import UpgradeStopped


@dataclass(frozen=True, slots=True)
class Progress:
    """How far long work is: `what` is under way, `done` of `whole` records are through (0 of 0: not counted)."""

    what: str
    done: int = 0
    whole: int = 0

    @property
    def sentence(self) -> str:
        if not self.whole:
            return f"{self.what} ..."
        return f"{self.what}: {self.done:,} of {self.whole:,} ({100 * self.done // self.whole} %)"


Tell = Callable[[Progress], None]


class Upgrade:
    """Leave to change a database's schema. `tell` hears how far it is; `stop` may be called from any thread.

    Without `uncopied` only where the program itself makes a copy first: a SQLite file.
    """

    def __init__(
        self,
        tell: Tell = lambda progress: None,
        *,
        uncopied: bool = False,
        stopped: str = "The upgrade was interrupted: the database is as it was before.",
    ) -> None:
        self._tell, self._stopped = tell, stopped
        self.uncopied = uncopied
        self._lock = Lock()
        self._cancel: Callable[[], object] | None = None
        self._is_stopped = False

    @property
    def is_stopped(self) -> bool:
        return self._is_stopped

    def stop(self) -> None:
        """Give up: the database is left as it was. The statement under way is cut off."""
        with self._lock:
            self._is_stopped = True
            if self._cancel is not None:
                self._cancel()

    def tell(self, progress: Progress) -> None:
        """Say how far it is. Raises UpgradeStopped when somebody wants no more of it."""
        self.go_on()
        self._tell(progress)

    def go_on(self) -> None:
        """Raise UpgradeStopped when somebody wants no more of it."""
        if self._is_stopped:
            raise UpgradeStopped(self._stopped)

    @contextmanager
    def cut_off_by(self, cancel: Callable[[], object]) -> Iterator[None]:
        """While inside, `stop` calls `cancel`; whatever that raises here is UpgradeStopped."""
        with self._lock:
            self._cancel = cancel
        try:
            self.go_on()
            yield
        except Exception:
            self.go_on()
            raise
        finally:
            with self._lock:
                self._cancel = None
