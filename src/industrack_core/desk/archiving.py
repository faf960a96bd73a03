"""Archiving: jobs that are over, and the log of long ago, go into a file, which is whole before anything is taken out.

What was interrupted, or killed, goes on when it is done again: the file that is there says what is to be taken out.
"""

from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from industrack_core.desk.archive_file import alone_with, hash_of_file, write_archive
from industrack_core.desk.dating import utc_now
from industrack_core.desk.desk import who_sits_here
from industrack_core.desk.movers import require_mover
from industrack_core.domain.archives import Archive, Archived, ToArchive
from industrack_core.domain.errors import DatabaseForbidden, UsageError
from industrack_core.domain.keeping import BackupInfo, KeptKind
from industrack_core.domain.kinds import Kind
from industrack_core.domain.text.text import how_many
from industrack_core.domain.upgrade import Progress, Upgrade
from industrack_core.store.engine.logins import is_held, owner_of
from industrack_core.store.keeping.archive_making import Chosen, what_goes, what_is_in
from industrack_core.store.keeping.backup_file import (
    opened_backup,
    read_info,
    read_scope,
    require_sums,
    sums_of,
)
from industrack_core.store.keeping.closing import read_company_key
from industrack_core.store.keeping.shrinking import shrink
from industrack_core.store.keeping.taking_out import (
    archived_since,
    finish,
    first_of_log,
    jobs_here,
    register,
    take_jobs_out,
    take_log_out,
)
from industrack_core.store.reads.archives import read_archives
from industrack_core.store.store import Store, open_store
from industrack_core.store.writing import act_names, journal
from industrack_core.store.writing.transaction import Transaction

_HELD = 0.1
"""Seconds for which a piece holds the write lock, about."""
_FEWEST, _MOST = 5, 2000


def what_to_archive(url: str, asked: ToArchive) -> Chosen:
    """What would go, as things are. Raises NotAdmitted and the DatabaseError tree."""
    require_mover(url)
    with closing(open_store(url, read_only=True)) as store, store.reading() as connection:
        return what_goes(connection, asked)


def unfinished_archive(url: str) -> str:
    """The name of the file for which taking out was begun, and is to be finished; empty where none is."""
    with closing(open_store(url, read_only=True)) as store:
        return next((each.name for each in _archives(store) if not each.done), "")


def archive_office(url: str, file: Path, asked: ToArchive, *, at: datetime, leave: Upgrade) -> Archived:
    """Write the file unless it is there, at `at` (aware UTC), then take out of the office what it has.

    Where there is nothing to archive no file is written. Raises UsageError, NotAdmitted, OSError, the DatabaseError
    tree and UpgradeStopped: then it goes on when it is done again.
    """
    require_mover(url)
    with alone_with(file), closing(open_store(url)) as store:
        _require_owner(store)
        begun = next((each for each in _archives(store) if not each.done), None)
        if begun is not None and begun.name != file.name:
            raise _unfinished(begun)
        resumed = file.exists()
        if not resumed:
            if begun is not None:
                raise UsageError(
                    f"{file} is not there, into which {how_many(begun.jobs, Kind.JOB.noun)} went: put it back."
                )
            with store.reading() as connection:
                found = what_goes(connection, asked)
            if not found.jobs and not found.entries:
                return Archived(file.name, 0, 0)
            write_archive(store, file, asked, at, leave)
        return _Taking(store, file, asked, at, leave).all(resumed=resumed)


def _require_owner(store: Store) -> None:
    with store.reading() as connection:
        if is_held(connection):
            raise DatabaseForbidden(
                f"The server lets nobody take anything out of the log but {owner_of(connection)}, who owns the"
                " database: archive under that login. Nothing was written."
            )


def _unfinished(archive: Archive) -> UsageError:
    return UsageError(f"{archive.name} is not finished: run industrack archive with it again first.")


def _archives(store: Store) -> list[Archive]:
    with store.reading() as connection:
        return read_archives(connection)


class _Taking:
    """One archive on its way out of the office."""

    def __init__(self, store: Store, file: Path, asked: ToArchive, at: datetime, leave: Upgrade) -> None:
        self._store, self._file, self._at, self._leave = store, file, at, leave
        self._who = who_sits_here(store)
        self._info = self._whole(asked)
        self._archive = self._registered(asked)

    def _whole(self, asked: ToArchive) -> BackupInfo:
        """Read the file as it lies there. Raises BackupDamaged, and UsageError where it is not that archive."""
        info = read_info(self._file)
        if info.kind != KeptKind.ARCHIVE:
            raise UsageError(f"There is a file {self._file} already, which is no archive: choose another name.")
        with self._store.reading() as connection:
            if read_company_key(connection) != info.office_id:
                raise UsageError(f"{self._file} is another office's archive: choose another name.")
        require_sums(info.tables, sums_of(self._file, list(info.tables), self._leave), str(self._file))
        with opened_backup(self._file) as file:
            self._before_at, self._log_to = read_scope(file)
        if self._before_at != asked.before_at:
            raise UsageError(f"{self._file} is an archive of before another day: give that day, or another name.")
        return info

    def _registered(self, asked: ToArchive) -> Archive:
        digest = hash_of_file(self._file)
        with self._store.writing() as tx:
            archives = read_archives(tx.connection)
            known = [each for each in archives if each.digest == digest]
            if others := [each for each in archives if not each.done and each.digest != digest]:
                raise _unfinished(others[0])
            if not known:
                if archived_since(tx.connection, self._info.revision, digest):
                    raise UsageError(
                        f"Something else was archived since {self._file} was written: remove it, then begin anew."
                    )
                made = Archive(0, self._file.name, digest, self._before_at, 0, self._log_to)
                register(tx, made, int(self._info.made_at.timestamp()))
                tx.keep()
                known = [each for each in read_archives(tx.connection) if each.digest == digest]
        return known[0]

    def all(self, *, resumed: bool) -> Archived:
        """Take everything out; answers what that was."""
        with opened_backup(self._file) as file:
            ids, entries, files = what_is_in(file, self._log_to)
        here = self._still_here(ids)
        self._take_jobs(here)
        changed = len(self._still_here(ids))
        entries_went = self._take_log()
        if not self._archive.done:
            with self._store.writing() as tx:
                finish(tx, self._archive)
                tx.keep()
            shrink(self._store.place, self._leave)
        return Archived(
            self._file.name, len(ids), entries, files, self._file.stat().st_size, len(here) - changed, entries_went,
            changed, resumed,
        )  # fmt: skip

    def _still_here(self, ids: Sequence[int]) -> list[int]:
        with self._store.reading() as connection:
            here = jobs_here(connection, ids)
        return [each for each in ids if each in here]

    def _take_jobs(self, ids: Sequence[int]) -> None:
        with opened_backup(self._file) as file:

            def take(first: int, last: int) -> None:
                with self._store.writing() as tx:
                    act_id = uuid4().hex
                    went = take_jobs_out(tx, file, ids[first:last], self._archive, act_id)
                    if went:
                        line = f"Archived {how_many(went, Kind.JOB.noun)} into {self._file.name}"
                        self._note(tx, act_id, line)

            self._in_pieces("Taking jobs out", 0, len(ids), take)

    def _take_log(self) -> int:
        with self._store.reading() as connection:
            first = first_of_log(connection)

        def take(low: int, high: int) -> None:
            with self._store.writing() as tx:
                take_log_out(tx, self._archive, high - 1)
                self._note(tx, uuid4().hex, f"Archived the log up to {high - 1:,} into {self._file.name}")

        self._in_pieces("Taking the log out", first, self._log_to + 1, take)
        return max(0, self._log_to + 1 - first)

    def _note(self, tx: Transaction, act_id: str, line: str) -> None:
        journal.write(
            tx, act_id=act_id, at=utc_now(), who=self._who, act=act_names.ARCHIVE,
            line=f"{line} ({self._archive.digest[:16]}).", changes=(), batch=self._archive.digest,
        )  # fmt: skip

    def _in_pieces(self, what: str, first: int, last: int, take: Callable[[int, int], None]) -> None:
        """Take from `first` up to `last`, as much at a time as holds the lock for about a tenth of a second."""
        many, low = 20, first
        while low < last:
            self._leave.tell(Progress(what, low - first, last - first))
            self._leave.go_on()
            high = min(low + many, last)
            take(low, high)
            fits = round((high - low) * min(2.0, max(0.5, _HELD / max(self._store.held, 0.001))))
            many, low = max(_FEWEST, min(_MOST, fits)), high
