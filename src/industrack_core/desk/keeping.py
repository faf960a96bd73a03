"""Backups of a company: made while people work, and put in place on either engine."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from industrack_core.desk.desk import login_name, who_sits_here
from industrack_core.desk.movers import require_mover
from industrack_core.desk.values.new_file import private_part
from industrack_core.domain.errors import DatabaseError, DatabaseNewer, UsageError
from industrack_core.domain.keep_policy import KeepPolicy
from industrack_core.domain.keeping import BackupInfo, BackupMade, KeptKind, Restored, TableSum
from industrack_core.domain.upgrade import Progress, Upgrade
from industrack_core.store.engine.attachments import SHARED_CONTENTS, FolderContents
from industrack_core.store.engine.engine import DatabasePlace, database_place
from industrack_core.store.engine.schema_state import HEAD, REVISIONS
from industrack_core.store.keeping.backup_file import compress, plain_backup, read_info, require_sums, sums_of
from industrack_core.store.keeping.loading import ServerLoad
from industrack_core.store.keeping.making import make_backup
from industrack_core.store.keeping.restoring import restore_into_file
from industrack_core.store.keeping.shelf import Shelf
from industrack_core.store.migrating import migrate
from industrack_core.store.store import open_store


def back_up(
    url: str, file: Path, *, at: datetime, leave: Upgrade, packed: bool = False, replace: bool = False
) -> BackupMade:
    """Write a backup of the database at a URL or path to `file`, whole or not at all, while others go on working.

    `at` is the time that it bears (aware UTC), `packed` has it compressed, `replace` takes the place of an older one.
    Raises UsageError, OSError with the file's name, the DatabaseError tree, UpgradeStopped, and NotAdmitted.
    """
    require_mover(url)
    place = database_place(url)
    with private_part(file, replace=replace) as part:
        made = make_backup(place, part, by=_who(place), at=at, beside=None, leave=leave)
        if packed:
            leave.tell(Progress("Compressing the backup"))
            compress(part)
    return BackupMade(made.info, made.files, file.stat().st_size, made.damaged)


def back_up_into(
    url: str, folder: Path, policy: KeepPolicy | None, *, at: datetime, leave: Upgrade
) -> tuple[Path, BackupMade, int]:
    """Write a backup with the time `at` (aware UTC) in its name into a folder, where backups share the contents of
    attached files; read it again, then take away what the policy does not keep. Answers the file, what was written and
    how many older ones went.

    Raises as `back_up`, and BackupDamaged where the new one is not what was written: then nothing is taken away.
    """
    require_mover(url)
    place, shelf = database_place(url), Shelf(folder)
    file = shelf.name(at)
    with shelf.alone():
        with private_part(file) as part:
            made = make_backup(place, part, by=_who(place), at=at, beside=shelf.contents, leave=leave)
        shelf.require_whole(file, leave)
        gone = shelf.tidy(file, policy, leave) if policy is not None else 0
    return file, made, gone


def _who(place: DatabasePlace) -> str:
    if place.is_sqlite:
        return login_name()
    with closing(open_store(str(place.url.render_as_string(False)), read_only=True)) as store:
        return who_sits_here(store)


def restore_backup(file: Path, url: str, *, at: datetime, leave: Upgrade, replace: bool = False) -> Restored:
    """Put a backup in place at a URL or path where nothing is, compared before and after.

    With `replace` an SQLite file that is there gets another name, with `at` in it. Into PostgreSQL it may be
    interrupted, and goes on when it is done again. Raises UsageError, the DatabaseError tree, OSError, UpgradeStopped,
    and NotAdmitted.
    """
    place = database_place(url)
    if replace and not place.is_sqlite:
        raise UsageError("--replace is for SQLite files: a backup goes into an empty PostgreSQL database.")
    if replace:
        with suppress(DatabaseError):  # what is to be replaced may be damaged, and nobody is in it then
            require_mover(url)
    with plain_backup(file, leave) as plain:
        info = read_info(plain)
        if info.kind == KeptKind.ARCHIVE:
            raise UsageError(f"{file} is an archive, and not all of an office: industrack --db {file} opens it.")
        if info.schema not in REVISIONS:
            raise DatabaseNewer(f"{file} was made by a newer version of the program: update the program.")
        require_sums(info.tables, sums_of(plain, list(info.tables), leave), str(file))
        beside = FolderContents(file.with_name(SHARED_CONTENTS)) if info.beside else None
        if place.path is not None:
            aside = place.path.with_name(f"{place.path.name}.replaced-{at:%Y%m%d-%H%M%S}") if replace else None
            was_there = place.path.exists()
            files, damaged = restore_into_file(plain, info, beside, place.path, aside, leave)
            return Restored(info, files, damaged, str(aside) if aside and was_there else "")
        with _current(plain, info, leave) as (current, sums):
            load = ServerLoad(current, info, sums, beside, leave)
            load.put_into(place)
            return Restored(info, load.files, load.damaged)


@contextmanager
def _current(plain: Path, info: BackupInfo, leave: Upgrade) -> Iterator[tuple[Path, dict[str, TableSum]]]:
    """The backup with the schema of this program: itself, or a copy that was brought up to date; and its sums."""
    if info.schema == HEAD:
        yield plain, dict(info.tables)
        return
    with TemporaryDirectory(prefix="industrack-") as folder:
        copy = Path(folder, plain.name)
        shutil.copyfile(plain, copy)
        migrate(database_place(str(copy)), leave)
        yield copy, sums_of(copy, None, leave)
