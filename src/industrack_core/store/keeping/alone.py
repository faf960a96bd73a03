"""A lock file, so that one at a time writes backups into a folder, or copies to a place."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from industrack_core.domain.errors import DatabaseBusy


@contextmanager
def alone(lock: Path, parts: str, busy: str) -> Iterator[None]:
    """While nobody else holds the lock. The files beside it that match `parts` are of one that was killed, and go.

    Raises DatabaseBusy with the sentence `busy` where somebody holds it, and OSError.
    """
    lock.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(lock, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DatabaseBusy(busy) from None
        for left in lock.parent.glob(parts):
            left.unlink()
        yield
    finally:
        os.close(handle)
