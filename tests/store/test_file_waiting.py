"""When a file is looked at again that somebody wrote to."""

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event

import pytest

from industrack_core.store import file_waiting
from industrack_core.store.engine.driver_reading import FileReader
from industrack_core.store.engine.file_watch import FileWatch
from industrack_core.store.engine.sqlite_file import OpenedFile
from industrack_core.store.file_waiting import FileWaiting
from tests.store.small_company import rows

SLOW = 0.4
"""Seconds after which a slow disk has what was written."""
NEXT = 60.0
"""Seconds after which something else is due."""


@contextmanager
def waiting_for(url: str, log: Path) -> Iterator[Iterator[bool]]:
    """The steps of who waits for a company's file, told of writing to another one, `log`: of no commit itself."""
    path = Path(url.removeprefix("sqlite:///"))
    log.touch()
    with closing(FileReader(path).connect()) as connection, FileWatch(log) as watch:
        waiting = FileWaiting(connection, OpenedFile(path), Event(), lambda: NEXT)
        next(steps := waiting.steps())
        waiting.watch = watch
        assert not next(steps)
        yield steps


def test_a_commit_that_comes_long_after_it_was_written_is_seen_soon(
    sqlite_company: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where nothing else is due for long; nobody tells of the commit itself."""
    monkeypatch.setattr(file_waiting, "_LATEST_COMMIT", 10 * NEXT)  # the machine may be as slow as the disk
    log = tmp_path / "log"
    with waiting_for(sqlite_company, log) as steps:
        log.write_text("as of a commit that is kept back")
        written, committed = time.monotonic(), 0.0
        while not next(steps):
            if not committed and time.monotonic() - written >= SLOW:
                rows(sqlite_company, "UPDATE company SET version = version + 1")
                committed = time.monotonic()
        assert committed
        assert time.monotonic() - committed < NEXT / 2


def test_a_commit_that_was_written_before_the_last_one_was_seen_is_seen_soon(
    sqlite_company: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both were told of at once; then nobody tells of the second."""
    monkeypatch.setattr(file_waiting, "_COMMITS_WITHIN", 10 * NEXT)  # the machine may be slow
    log = tmp_path / "log"
    with waiting_for(sqlite_company, log) as steps:
        log.write_text("as of two commits")
        rows(sqlite_company, "UPDATE company SET version = version + 1")
        assert next(steps)
        rows(sqlite_company, "UPDATE company SET version = version + 1")
        committed = time.monotonic()
        while not next(steps):
            pass
        assert time.monotonic() - committed < NEXT / 2
