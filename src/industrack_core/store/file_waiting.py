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
_LATEST_COMMIT = 2.0
"""So long it is looked for at every step: nobody tells of a commit that a slow disk kept back."""


class FileWaiting:
    """Waits for what other connections commit, until told to `stop`; `rests` says for how long nothing else is due."""

    def __init__(self, connection: "Connection", file: OpenedFile, stop: Event, rests: Callable[[], float]) -> None:
        self._driver, self._file, self._stop, self._rests = driver_of(connection), file, stop, rests
        self.watch: FileWatch | None = None
        """What tells of writing; begun once it is known what was the newest before."""

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
            if is_new:
                seen, written = version, 0.0
            yield is_new
            self._file.require_unchanged()
            written = self._wait(self.watch, written)

    def _version(self) -> int:
        return int(self._driver.execute("PRAGMA data_version").fetchone()[0])

    def _wait(self, watch: FileWatch | None, written: float) -> float:
        """Until it is worth looking again; when the file was written to whose commit is still looked for, or 0."""
        if watch is None:
            self._stop.wait(SQLITE_POLL_SECONDS)
            return 0.0
        looked = time.monotonic() - written
        if written and looked < _COMMITS_WITHIN:
            self._stop.wait(max(_COMMIT_POLL_SECONDS, looked * _SLOWER))
            return time.monotonic() if watch.wait(0) else written
        if written and looked < _LATEST_COMMIT:
            return time.monotonic() if watch.wait(min(STEP_SECONDS, self._rests())) else written
        return time.monotonic() if watch.wait(self._rests()) else 0.0
