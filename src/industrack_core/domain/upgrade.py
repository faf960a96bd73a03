"""Long work in a database: how far it is, and what cuts it off. Bringing an older one up to date is such."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from threading import RLock

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


class CutOff:
    """What a database is at for somebody, and by what that is cut off. `go_on` raises once nobody wants it any more."""

    def __init__(self, go_on: Callable[[], None]) -> None:
        self._go_on = go_on
        # a second signal may come while the first one cuts off, in the same thread
        self._lock = RLock()
        self._cancel: Callable[[], object] | None = None

    def now(self) -> None:
        """Cut off what is under way, if anything is; for another thread. Takes as long as that is told to a server."""
        with self._lock, suppress(Exception):  # a server that is gone has nothing to cut off
            if self._cancel is not None:
                self._cancel()

    @contextmanager
    def by(self, cancel: Callable[[], object]) -> Iterator[None]:
        """While inside, `cancel` cuts it off; whatever is raised by that is what `go_on` raises."""
        with self._lock:
            before, self._cancel = self._cancel, cancel
        try:
            self._go_on()
            yield
        except Exception:
            self._go_on()
            raise
        finally:
            with self._lock:
                self._cancel = before


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
        self._cut = CutOff(self.go_on)
        self._is_stopped = False

    @property
    def is_stopped(self) -> bool:
        return self._is_stopped

    def stop(self) -> None:
        """Give up: the database is left as it was. The statement under way is cut off."""
        self._is_stopped = True
        self._cut.now()

    def tell(self, progress: Progress) -> None:
        """Say how far it is. Raises UpgradeStopped when somebody wants no more of it."""
        self.go_on()
        self._tell(progress)

    def go_on(self) -> None:
        """Raise UpgradeStopped when somebody wants no more of it."""
        if self._is_stopped:
            raise UpgradeStopped(self._stopped)

    def cut_off_by(self, cancel: Callable[[], object]) -> AbstractContextManager[None]:
        """While inside, `stop` calls `cancel`; whatever that raises here is UpgradeStopped."""
        return self._cut.by(cancel)
