"""The file of an archive: written whole or not at all, by one at a time."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from glob import escape
from hashlib import blake2b
from pathlib import Path

from industrack_core.desk.desk import who_sits_here
from industrack_core.desk.values.new_file import private_part
from industrack_core.domain.archives import ToArchive
from industrack_core.domain.keeping import BackupInfo, KeptKind
from industrack_core.domain.upgrade import Upgrade
from industrack_core.store.keeping.alone import held
from industrack_core.store.keeping.archive_making import trim
from industrack_core.store.keeping.backup_file import opened_backup, sums_of, write_info, write_scope
from industrack_core.store.keeping.making import make_backup
from industrack_core.store.store import Store

_PIECE = 1 << 20


@contextmanager
def alone_with(file: Path) -> Iterator[None]:
    """While nobody else writes this file, or takes out what it has. What a killed one left is removed."""
    busy = f"{file.name} is being written, or what it has taken out, by somebody else."
    with held(file.with_name(f".{file.name[:100]}.lock"), busy):
        for left in (_work_of(file), *file.parent.glob(f".{escape(file.name[:100])}.????????.part")):
            shutil.rmtree(left) if left.is_dir() else left.unlink(missing_ok=True)
        yield


def _work_of(file: Path) -> Path:
    return file.with_name(f".{file.name[:100]}.making")


def write_archive(store: Store, file: Path, asked: ToArchive, at: datetime, leave: Upgrade) -> None:
    """Write what is asked for, as the office has it, at the time `at` (aware UTC).

    Raises OSError with the file's name, the DatabaseError tree and UpgradeStopped: then there is no file.
    """
    folder = _work_of(file)
    with private_part(file) as part:
        folder.mkdir(mode=0o700)
        try:
            work = folder / "office.db"
            work.touch(0o600)
            info = make_backup(store.place, work, by=who_sits_here(store), at=at, beside=None, leave=leave).info
            found = trim(work, part, asked, leave)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        tables = sums_of(part, None, leave)
        with opened_backup(part, writes=True) as connection:
            write_scope(connection, asked.before_at, found.log_to)
            write_info(connection, BackupInfo(
                at, info.by, info.office_id, info.engine, info.schema, info.revision, tables, kind=KeptKind.ARCHIVE
            ))  # fmt: skip


def hash_of_file(file: Path) -> str:
    """The hash of all that a file holds. Raises OSError."""
    summing = blake2b(digest_size=32)
    with file.open("rb") as content:
        while piece := content.read(_PIECE):
            summing.update(piece)
    return summing.hexdigest()
