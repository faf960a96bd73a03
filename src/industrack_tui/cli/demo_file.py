"""The demo's database file: founded when missing, and again when the day it tells of is over.

A lock file beside it holds the day. Every demo console keeps a shared lock on it while it runs; founding
anew takes the lock alone, so the file is never exchanged under a console that has it open.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from industrack_core.domain.errors import DatabaseBusy, DatabaseForbidden
from industrack_core.exchange.demo.demo_people import COMPANY_ZONE
from industrack_tui.start import demo_database


@contextmanager
def demo_in_use(now: datetime, *, fresh: bool) -> Iterator[tuple[Path, str]]:
    """The demo's file, kept for this process, and a sentence about it (empty when there is nothing to say).

    The file is gone when it has to be founded: with `fresh`, or when it tells of another day than `now`'s
    in the company's zone. Raises DatabaseBusy for `fresh` while another console uses it, DatabaseForbidden
    where the directory cannot be written.
    """
    path = demo_database()
    today = now.astimezone(ZoneInfo(COMPANY_ZONE)).date()
    lock = _open_lock(path)
    try:
        yield path, _settle(lock, path, today, fresh=fresh)
    finally:
        os.close(lock)


def _open_lock(path: Path) -> int:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return os.open(path.with_name(path.name + ".day"), os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise DatabaseForbidden(f"The demo cannot be kept in {path.parent}: {error.strerror}.") from error


def _settle(lock: int, path: Path, today: date, *, fresh: bool) -> str:
    told = os.pread(lock, 20, 0).decode("ascii", "replace").strip()
    if path.exists() and told == today.isoformat() and not fresh:
        fcntl.flock(lock, fcntl.LOCK_SH)
        return ""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        if fresh:
            raise DatabaseBusy("Another console has the demo open: close it first, then reset the demo.") from None
        fcntl.flock(lock, fcntl.LOCK_SH)
        return f"Another console has the demo open, so it still tells of {told}."
    existed = path.exists()
    _remove(path)
    os.ftruncate(lock, 0)
    os.pwrite(lock, today.isoformat().encode(), 0)
    fcntl.flock(lock, fcntl.LOCK_SH)
    if existed and not fresh:
        return f"The demo was of {told or 'another day'}: it was made anew for {today.isoformat()}."
    return ""


def _remove(path: Path) -> None:
    """The log first: a new file must never meet the old one's."""
    for suffix in ("-wal", "-shm", ""):
        try:
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        except OSError as error:
            raise DatabaseForbidden(f"The old demo at {path} cannot be removed: {error.strerror}.") from error
