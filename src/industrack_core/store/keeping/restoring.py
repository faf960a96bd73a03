"""Putting a backup in place as an SQLite file: complete under another name first, then given its own.

What was there before is put aside whole, and only while nobody has it open.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from industrack_core.domain.errors import DatabaseBusy, DatabaseForbidden, NotADatabase, UsageError
from industrack_core.domain.keeping import BackupInfo
from industrack_core.domain.upgrade import Progress, Upgrade
from industrack_core.store.engine.attachments import FolderContents
from industrack_core.store.engine.engine import database_place
from industrack_core.store.engine.faults import translated
from industrack_core.store.engine.file_modes import file_mode, make_folder
from industrack_core.store.engine.schema_state import HEAD
from industrack_core.store.engine.speaking import Driver, driver_of
from industrack_core.store.engine.sqlite_file import (
    APPLICATION_ID,
    check_file,
    is_backup,
    is_of_office,
    sqlite_module,
)
from industrack_core.store.keeping.alone import held
from industrack_core.store.keeping.backup_file import opened_backup, require_sums, sums_of
from industrack_core.store.keeping.content_copies import put_contents
from industrack_core.store.keeping.summing import CONTENT
from industrack_core.store.migrating import migrate

_PIECE = 1 << 20
_PATIENCE = 1.0  # seconds in which somebody may leave


def restore_into_file(
    backup: Path, info: BackupInfo, beside: FolderContents | None, target: Path, aside: Path | None, leave: Upgrade
) -> tuple[int, int]:
    """Put a backup at `target`; what is there goes to `aside`. Answers how many contents were put in place, and how
    many of the backup's are damaged.

    Raises UsageError, the DatabaseError tree and OSError: then all is as it was, but for contents of files.
    """
    _require_free(target, aside)
    with _part_of(target) as part:
        _copy(backup, part, leave)
        with opened_backup(part, writes=True) as connection, leave.cut_off_by(driver_of(connection).interrupt):
            files, damaged = put_contents(connection, beside, _files_of(target), leave)
            driver = driver_of(connection)
            for sql in ("DROP TABLE backup_info", f"DELETE FROM {CONTENT}", "VACUUM"):
                driver.execute(sql)
            driver.execute(f"PRAGMA application_id={APPLICATION_ID}")
        kept = {name: table for name, table in info.tables.items() if name != CONTENT}
        found = sums_of(part, list(kept), leave)
        require_sums(kept, found, str(part))
        if info.schema != HEAD:
            migrate(database_place(str(part)), leave)
        with opened_backup(part, writes=True) as connection:
            driver_of(connection).execute("PRAGMA journal_mode=WAL")
        part.chmod(file_mode(target.parent))
        _force(part)
        leave.go_on()
        if target.exists() and aside is not None:
            _exchange(part, target, aside)
        else:
            os.link(part, target)
        _force(target.parent)
    return files, damaged


def _files_of(target: Path) -> FolderContents:
    return FolderContents(target.with_name(target.name + ".files"))


def require_no_part(target: Path) -> None:
    """Raise UsageError where a file would be taken for a part of a company's database, which is open or will be."""
    if not target.exists() and is_of_office(target):
        raise UsageError(f"{target} would be a part of a company's database: choose another name.")


def _require_free(target: Path, aside: Path | None) -> None:
    require_no_part(target)
    if check_file(target):
        if aside is None:
            raise UsageError(f"There is a file {target} already: --replace puts it aside, under another name.")
        if is_backup(target):
            raise UsageError(f"{target} is a backup, and no company's database: choose another name.")
        return
    for end in ("-wal", "-journal"):
        if target.with_name(target.name + end).exists():
            raise NotADatabase(f"{target}{end} is left of a database that is gone: move it away first.")


@contextmanager
def _part_of(target: Path) -> Iterator[Path]:
    """A file beside the target for nobody but us; what a killed process left there is written over."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = target.with_name(target.name + ".restoring")
    with held(part, f"Somebody else is putting a backup at {target}: wait until it is there."):
        try:
            yield part
        finally:
            for end in ("-wal", "-shm", "-journal"):
                part.with_name(part.name + end).unlink(missing_ok=True)


def _copy(backup: Path, part: Path, leave: Upgrade) -> None:
    whole, done = backup.stat().st_size, 0
    with backup.open("rb") as file, part.open("r+b") as to:
        to.truncate()
        while piece := file.read(_PIECE):
            leave.tell(Progress("Copying the backup", done // 1024, whole // 1024))
            to.write(piece)
            done += len(piece)


def _force(path: Path) -> None:
    """Have a file or folder on the disk."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _exchange(part: Path, target: Path, aside: Path) -> None:
    """Give the new file the old one's name in one step. Raises DatabaseBusy where somebody has the old one open."""
    with ExitStack() as kept, _held_alone(target):
        _as_well(target, aside, kept)
        old, new = _files_of(target).folder, _files_of(aside).folder
        for content in sorted(old.glob("??/*")):
            for folder in (new, new / content.parent.name):
                make_folder(folder)
            _as_well(content, new / content.parent.name / content.name)
        os.replace(part, target)
    with opened_backup(aside, writes=True) as connection:
        driver_of(connection).execute("PRAGMA journal_mode=WAL")


def _as_well(path: Path, name: Path, kept: ExitStack | None = None) -> None:
    """Let a file have another name, too; a copy where the file system knows no links. What is copied is `kept`
    open where it is locked: with a descriptor of it the lock would go."""
    try:
        os.link(path, name)
    except FileExistsError as error:
        raise UsageError(f"There is a file {name} already: try again.") from error
    except OSError:
        with ExitStack() as own, name.open("xb") as copy:
            shutil.copyfileobj((kept or own).enter_context(path.open("rb")), copy, _PIECE)
        shutil.copystat(path, name)


@contextmanager
def _held_alone(path: Path) -> Iterator[None]:
    """While nobody else has an SQLite file open; all that was written stands in the file itself then.

    Whoever has one in WAL open holds a lock that keeps others from ending that.
    """
    driver: Driver = sqlite_module().connect(str(path), isolation_level=None, timeout=_PATIENCE)
    try:
        with translated(str(path)):
            _take(driver, path)
        try:
            yield
        except BaseException:
            driver.execute("ROLLBACK")
            driver.execute("PRAGMA locking_mode=NORMAL")
            driver.execute("PRAGMA journal_mode=WAL")
            raise
    finally:
        driver.close()


def _take(driver: Driver, path: Path) -> None:
    try:
        for sql in ("PRAGMA journal_mode=DELETE", "PRAGMA locking_mode=EXCLUSIVE", "BEGIN EXCLUSIVE"):
            driver.execute(sql).fetchall()
    except sqlite_module().OperationalError as error:
        if "locked" not in str(error):
            raise DatabaseForbidden(f"{path} may not be written to, so nothing was put in its place.") from error
        raise DatabaseBusy(
            f"{path} is open in a console or a gateway: leave all of them, then try again. Nothing was changed."
        ) from error
