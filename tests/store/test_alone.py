"""One at a time holds a lock file; what one that was killed left beside it goes."""

import fcntl
from contextlib import ExitStack
from pathlib import Path

import pytest

from industrack_core.domain.errors import DatabaseBusy
from industrack_core.store.keeping.alone import alone, held

BUSY = "Another one is under way."


def test_one_at_a_time(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    lock, left, other = folder / ".lock", folder / ".backup-1.part", folder / "backup.industrack"
    with alone(lock, ".backup-*.part", BUSY):
        left.touch()
        other.touch()
        with pytest.raises(DatabaseBusy, match=BUSY), alone(lock, ".backup-*.part", BUSY):
            pass
        assert left.exists()  # it is of the one who works
    with alone(lock, ".backup-*.part", BUSY):
        assert [each.name for each in sorted(folder.iterdir())] == [".lock", "backup.industrack"]
    assert [each.name for each in folder.iterdir()] == ["backup.industrack"]


def test_what_cannot_be_had_at_once_inside_is_not_told_as_another_one(tmp_path: Path) -> None:
    with pytest.raises(BlockingIOError), alone(tmp_path / ".lock", "*.part", BUSY):
        raise BlockingIOError("a pipe is full")


def test_a_lock_that_was_removed_meanwhile_lets_nobody_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock, first, third = tmp_path / ".lock", ExitStack(), ExitStack()
    first.enter_context(held(lock, BUSY))

    def after_others(handle: int, how: int) -> None:
        """The second has opened the file: the first is done with it, and a third one comes."""
        monkeypatch.setattr(fcntl, "flock", flock)
        first.close()
        third.enter_context(held(lock, BUSY))
        flock(handle, how)

    flock = fcntl.flock
    monkeypatch.setattr(fcntl, "flock", after_others)
    with third, pytest.raises(DatabaseBusy, match=BUSY), held(lock, BUSY):
        pass
    with held(lock, BUSY):
        pass
