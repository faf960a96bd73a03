"""Two people of one group on one SQLite file, and several processes that take turns at writing."""

import os
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from itertools import groupby
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest
from sqlalchemy import select

from industrack_core.desk.desk import open_desk
from industrack_core.desk.records.founding import empty_company
from industrack_core.domain.acts.acts import SaveRecord
from industrack_core.domain.errors import DatabaseBusy, DatabaseForbidden, DatabaseFull
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.settings import Tag
from industrack_core.store.engine import schema
from industrack_core.store.engine.turn import Turn
from industrack_core.store.store import Store, open_store

NOBODY = 65534
ACTS = 60


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that any user of the machine can get to; pytest's own are closed to others."""
    with tempfile.TemporaryDirectory(prefix="industrack-shared-") as made:
        yield Path(made)


@contextmanager
def colleague() -> Iterator[None]:
    """Another user of the group that the folder is shared with; the same user where we may not become another."""
    may = os.geteuid() == 0
    group = os.getegid()
    groups = os.getgroups()
    if may:
        os.setgroups([])
        os.setegid(NOBODY)
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if may:
            os.seteuid(0)
            os.setegid(group)
            os.setgroups(groups)


def share(folder: Path) -> None:
    """As an administrator does."""
    if os.geteuid() == 0:
        os.chown(folder, 0, NOBODY)
    folder.chmod(0o2770)


def modes(folder: Path) -> dict[str, int]:
    return {
        str(path.relative_to(folder)): stat.S_IMODE(path.stat().st_mode)
        for path in sorted(folder.rglob("*"))
        if not path.name.endswith(("-wal", "-shm"))
    }


def work(path: Path, text: str) -> str:
    """Open the database, keep a content, write; answers the content's digest."""
    with closing(open_store(str(path), create=True)) as store:
        digest = store.contents.put(text.encode())
        with store.writing() as tx:
            tx.reserve_ids(1)
            tx.keep()
        return digest


def read(path: Path, digest: str) -> str:
    with closing(open_store(str(path))) as store:
        return store.contents.get(digest).decode()


@pytest.mark.parametrize("umask", [0o077, 0o022, 0o002])
def test_in_a_shared_folder_everything_is_the_groups(folder: Path, umask: int) -> None:
    share(folder)
    before = os.umask(umask)
    try:
        first = work(folder / "office.db", "mine")
        with colleague():
            second = work(folder / "office.db", "theirs")
            assert read(folder / "office.db", first) == "mine"
        assert read(folder / "office.db", second) == "theirs"
    finally:
        os.umask(before)
    assert set(modes(folder).values()) == {0o660, 0o2770}


def test_elsewhere_everything_is_the_owners_alone(folder: Path) -> None:
    work(folder / "office.db", "mine")
    assert set(modes(folder).values()) == {0o600, 0o700}


def test_a_folder_that_is_shared_later_is_mended_by_the_owners_next_start(folder: Path) -> None:
    first = work(folder / "office.db", "mine")
    share(folder)
    read(folder / "office.db", first)  # a look is enough
    assert {path.stat().st_gid for path in folder.rglob("*")} == {folder.stat().st_gid}
    assert set(modes(folder).values()) == {0o660, 0o2770}
    with colleague():
        assert read(folder / "office.db", first) == "mine"
        work(folder / "office.db", "theirs")
    assert set(modes(folder).values()) == {0o660, 0o2770}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may become somebody else")
def test_who_comes_too_early_is_told_whose_file_it_is(folder: Path) -> None:
    work(folder / "office.db", "mine")
    folder.chmod(0o755)
    with (
        colleague(),
        pytest.raises(DatabaseForbidden, match=r"it is root's alone, .* folder of its own \(chmod 2770\)"),
    ):
        open_store(str(folder / "office.db"))
    share(folder)
    with colleague(), pytest.raises(DatabaseForbidden, match="let root, whose file it is, open it once"):
        open_store(str(folder / "office.db"))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may become somebody else")
def test_in_a_folder_that_one_may_not_write_to_an_office_is_read_while_somebody_has_it_open(folder: Path) -> None:
    share(folder)
    path = folder / "office.db"
    work(path, "mine")
    folder.chmod(0o2750)
    with colleague(), pytest.raises(DatabaseForbidden, match="in its folder, to which this user may not write"):
        open_store(str(path))
    with closing(open_store(str(path))) as store, store.reading(), colleague():
        assert os.access(folder, os.X_OK)
        with closing(open_store(str(path))) as theirs, theirs.reading() as connection:
            assert connection.execute(select(schema.ledger.c.revision)).scalars().all() == [0]


@pytest.fixture
def small_disk(folder: Path) -> Iterator[Path]:
    """A disk of 3 MB; left out where none can be mounted."""
    made = folder / "disk"
    made.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3M", "tmpfs", made], check=False).returncode:
        pytest.skip("only root mounts a disk")
    try:
        yield made
    finally:
        subprocess.run(["umount", "--lazy", made], check=True)


def fill(disk: Path) -> Path:
    """Leave no room on it."""
    filled = disk / "filled"
    with suppress(OSError), filled.open("wb", buffering=0) as file:
        while file.write(b"x" * 4096) == 4096:
            pass
    return filled


def test_on_a_full_disk_it_is_said_that_there_is_no_space(small_disk: Path) -> None:
    path = small_disk / "office.db"
    work(path, "mine")
    filled = fill(small_disk)
    with pytest.raises(DatabaseFull, match="no space left"):
        open_store(str(path))
    with pytest.raises(DatabaseForbidden, match=r"cannot be created: .*(full|No space)"):
        open_store(str(small_disk / "other.db"), create=True)
    filled.unlink()
    with closing(open_store(str(path))) as store:
        fill(small_disk)
        with pytest.raises(DatabaseFull, match="no space left"):
            take_ids(store, 200)
        filled.unlink()
        take_ids(store, 1)


def take_ids(store: Store, times: int) -> None:
    for _ in range(times):
        with store.writing() as tx:
            tx.reserve_ids(1)
            tx.keep()


def test_a_turn_that_does_not_come_is_given_up_and_passed_on(tmp_path: Path) -> None:
    patient, hasty = Turn(tmp_path / "office.db", 60), Turn(tmp_path / "office.db", 0.05)
    with patient.taken(), pytest.raises(DatabaseBusy, match="Somebody else is writing"), hasty.taken():
        pass
    with patient.taken(), pytest.raises(DatabaseBusy), hasty.taken():
        pass
    with patient.taken():  # what was given up holds it no longer
        pass


def write_without_a_pause(path: str, number: int, acts: int, start: Barrier) -> None:
    """A process of its own: ends with exit code 1 when it was refused."""
    with closing(open_desk(path, who=f"writer {number}")) as desk:
        start.wait()
        for act in range(acts):
            assert isinstance(desk.perform(SaveRecord(Tag(name=f"{number} {act}"))), Done)


def test_writers_without_a_pause_take_turns(tmp_path: Path) -> None:
    path = str(tmp_path / "office.db")
    open_desk(path, create=True, founding_act=lambda desk: empty_company(desk.reserve_ids)).close()
    context = get_context("spawn")
    start = context.Barrier(5)
    writers = [context.Process(target=write_without_a_pause, args=(path, n, ACTS, start)) for n in range(5)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0] * 5
    with closing(open_store(path)) as store, store.reading() as connection:
        order = connection.execute(select(schema.journal.c.who).order_by(schema.journal.c.revision)).scalars().all()[1:]
    assert len(order) == 5 * ACTS
    first_end = min(len(order) - order[::-1].index(who) for who in set(order))  # from there on some are alone
    # without a turn whoever asks again at once gets it again: runs of 40 and more
    assert max(len(list(run)) for _, run in groupby(order[:first_end])) < 20
