"""A lock file, so that one at a time writes backups into a folder, copies to a place, or puts something in place."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from industrack_core.domain.errors import DatabaseBusy


@contextmanager
def held(lock: Path, busy: str) -> Iterator[None]:
    """While nobody else holds this file, which is removed afterwards where it is still there.

    Raises DatabaseBusy with the sentence `busy` where somebody holds it, and OSError.
    """
    handle = _handle_of(lock, busy)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)  # while it is held: who opened it before sees that it is not the file any more
        os.close(handle)


@contextmanager
def alone(lock: Path, parts: str, busy: str) -> Iterator[None]:
    """The same, in a folder that is made. The files beside it that match `parts` are of one that was killed, and go."""
    lock.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with held(lock, busy):
        for left in lock.parent.glob(parts):
            left.unlink()
        yield


def _handle_of(lock: Path, busy: str) -> int:
    while True:
        handle = os.open(lock, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is_at(handle, lock):
                return handle
        except BlockingIOError:
            os.close(handle)
            raise DatabaseBusy(busy) from None
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)  # whoever held it removed it: somebody else may hold one that is new


def _is_at(handle: int, lock: Path) -> bool:
    try:
        there = os.stat(lock, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return os.path.samestat(there, os.fstat(handle))
