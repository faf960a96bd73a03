"""Waiting until somebody else has written to a file: its system tells of writing, and then it is seen whether that was
a commit."""

import time
from collections.abc import Callable, Iterator
from threading import Event
from typing import TYPE_CHECKING

from industrack_core.store.engine.file_watch import FileWatch
from industrack_core.store.engine.speaking import driver_of
from industrack_core.store.engine.sqlite_file import OpenedFile

if TYPE_CHECKING:
    from sqlalchemy import Connection

SQLITE_POLL_SECONDS = 0.1
"""So often a file is looked at where the system does not say that it was written to."""
STEP_SECONDS = 0.25
_COMMITS_WITHIN, _COMMIT_POLL_SECONDS = 0.25, 0.004
"""A file is written to before the commit is there for others: so long, and so often at first, it is looked for."""
_SLOWER = 0.25
"""The longer, the seldomer, by this part of the time: what is written behind a commit that is known brings none."""
_SELDOM = 1.0
"""The same of a commit that may come after one that was seen: its system may have told of both at once."""
_LATEST_COMMIT = 2.0
"""So long it is looked for at every step: nobody tells of a commit that a slow disk kept back."""


class FileWaiting:
    """Waits for what other connections commit, until told to `stop`; `rests` says for how long nothing else is due."""

    def __init__(self, connection: "Connection", file: OpenedFile, stop: Event, rests: Callable[[], float]) -> None:
        self._driver, self._file, self._stop, self._rests = driver_of(connection), file, stop, rests
        self.watch: FileWatch | None = None
        """What tells of writing; begun once it is known what was the newest before."""
        self._is_told = False
        """Whether somebody wrote since a commit was seen."""

    def steps(self) -> Iterator[bool]:
        """Each step says whether another connection has written. The pragma costs 4 microseconds a poll."""
        self._file.require_unchanged()
        seen = self._version()
        self._file.look_beside()
        yield True
        written = 0.0
        while True:
            version = self._version()
            is_new = version != seen or self._stop.is_set()
            yield is_new
            if is_new:
                seen, self._is_told, written = version, False, time.monotonic()
            self._file.require_unchanged()
            written = self._wait(self.watch, written)

    def _version(self) -> int:
        return int(self._driver.execute("PRAGMA data_version").fetchone()[0])

    def _wait(self, watch: FileWatch | None, written: float) -> float:
        """Until it is worth looking again; since when a commit is looked for, or 0 where none is."""
        if watch is None:
            self._stop.wait(SQLITE_POLL_SECONDS)
            return 0.0
        looked, seconds = time.monotonic() - written, self._rests()
        if written and self._is_told and looked < _COMMITS_WITHIN:
            self._stop.wait(max(_COMMIT_POLL_SECONDS, looked * _SLOWER))
            seconds = 0.0
        elif written and self._is_told and looked < _LATEST_COMMIT:
            seconds = min(STEP_SECONDS, seconds)
        elif written and looked < _COMMITS_WITHIN:
            seconds = max(_COMMIT_POLL_SECONDS, looked * _SELDOM)
        else:
            written = 0.0
        if not watch.wait(seconds):
            return written
        self._is_told = True
        return time.monotonic()
