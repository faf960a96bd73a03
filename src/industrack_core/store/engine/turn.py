"""A fair turn at writing for the processes on one SQLite file.

SQLite's own lock is not fair: who asks again at once gets it again, and of several that write without a pause some wait
for seconds and are refused. So each takes its turn at lock files beside the database first: through a door, which only
one can hold, into the room, where one writes. Whoever leaves the room finds the door held by the next one, who sleeps
before the room; a single lock could be had again by whoever lets go of it, before the one that waits is awake. The turn
keeps nothing safe, BEGIN IMMEDIATE does: where the lock files cannot be had, writing goes on without them.
"""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from threading import Event, Lock, Thread

from industrack_core.domain.errors import DatabaseBusy
from industrack_core.store.engine.file_modes import file_mode


class Turn:
    """The turn at one database file. Safe to use from several threads; each waits for its own turn."""

    def __init__(self, database: Path, patience: float) -> None:
        """`patience`: seconds to wait for a turn."""
        self._door = database.with_name(database.name + ".door")
        self._room = database.with_name(database.name + ".turn")
        self._patience = patience

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Hold the turn. Raises DatabaseBusy when it does not come in time."""
        until = time.monotonic() + self._patience
        door = self._taken(self._door, until)
        try:
            room = self._taken(self._room, until)
        finally:
            _let_go(door)
        try:
            yield
        finally:
            _let_go(room)

    def _taken(self, path: Path, until: float) -> int | None:
        """The held lock file, None where there can be none; DatabaseBusy when it does not come in time."""
        handle = self._open(path)
        if handle is not None and not _locked(handle, until - time.monotonic()):
            raise DatabaseBusy("Somebody else is writing to the database; nothing was saved. Try again.")
        return handle

    def _open(self, path: Path) -> int | None:
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        except OSError:
            return None
        info, mode = os.fstat(handle), file_mode(path.parent)
        if info.st_uid == os.geteuid() and info.st_mode & 0o777 != mode:
            os.fchmod(handle, mode)
        return handle


def _let_go(handle: int | None) -> None:
    if handle is not None:
        os.close(handle)


def _locked(handle: int, patience: float) -> bool:
    """Whether the lock came in time; if not, `handle` is no longer the caller's."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    except BlockingIOError:
        return _Wait(handle).until(patience)


class _Wait:
    """A wait for a lock that can be given up: the kernel's own has no end, so a thread waits in our place."""

    def __init__(self, handle: int) -> None:
        self._handle = handle
        self._came = Event()
        self._deciding = Lock()
        self._given_up = False

    def until(self, patience: float) -> bool:
        Thread(target=self._wait, name="turn", daemon=True).start()
        self._came.wait(patience)
        with self._deciding:
            self._given_up = not self._came.is_set()
            return not self._given_up

    def _wait(self) -> None:
        fcntl.flock(self._handle, fcntl.LOCK_EX)
        with self._deciding:
            if self._given_up:
                os.close(self._handle)
            else:
                self._came.set()


def turn_of(path: Path | None, patience: float) -> Callable[[], AbstractContextManager[None]]:
    """What a writer of a database file waits for before it asks for the lock, so many seconds at most; PostgreSQL's own
    queue is fair."""
    return Turn(path, patience).taken if path is not None else nullcontext
