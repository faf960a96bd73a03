"""Moving a company to another place, on whichever engine: a backup to a spool, and from there into its place.

The spool is whole before anything is put in place, and does not change: so what was killed goes on with it. Until then,
and when all is there, the place where the company was is closed, and says where it goes on.
"""

from contextlib import AbstractContextManager, closing
from datetime import datetime
from hashlib import blake2b
from pathlib import Path

from industrack_core.desk.keeping import back_up, restore_backup
from industrack_core.desk.movers import require_mover
from industrack_core.domain.errors import UsageError
from industrack_core.domain.keeping import BackupInfo, Restored
from industrack_core.domain.upgrade import Upgrade
from industrack_core.store.engine.engine import DatabasePlace, database_place
from industrack_core.store.engine.schema_state import SchemaState, schema_state
from industrack_core.store.engine.sqlite_file import check_file
from industrack_core.store.keeping.alone import alone
from industrack_core.store.keeping.backup_file import read_info
from industrack_core.store.keeping.closing import close_for, closed_by, open_again, read_company_key
from industrack_core.store.keeping.restoring import require_no_part
from industrack_core.store.reads.reads import read_revision
from industrack_core.store.store import Store, open_store


class Move:
    """One company on its way from one URL or path to another. `spools` is a folder for what goes to a server; what goes
    to an SQLite file is kept beside it. Raises UsageError."""

    def __init__(self, source: str, target: str, spools: Path) -> None:
        self._source, self._target = source, target
        self._from, self._to = database_place(source), database_place(target)
        if self._from.url == self._to.url:
            raise UsageError("--from and --to are the same place.")
        self.spool = _spool_for(self._to, spools)

    @property
    def sentence(self) -> str:
        """What is said where the company was."""
        return f"The office is moving to {self._to.label}; it goes on there."

    def go(self, *, at: datetime, leave: Upgrade, live: bool, resume: bool) -> Restored:
        """Copy all of it; `live` leaves the source open, `resume` goes on with what was interrupted.

        Where no spool could be written, the source is open again. Raises UsageError, the DatabaseError tree, OSError,
        UpgradeStopped, and NotAdmitted.
        """
        require_mover(self._source)
        with self._alone():
            if self.spool.exists() and not resume:
                raise UsageError(
                    f"A copy to {self._to.label} was begun already: --resume goes on with it, --give-up opens the"
                    " office again."
                )
            if not self.spool.exists():
                self._require_free(resume)
                self._write_spool(at, leave, live)
            info = read_info(self.spool)
            self._require_same(info, live)
            if self._is_there(info):
                return Restored(info, 0)
            return restore_backup(self.spool, self._target, at=at, leave=leave)

    def finish(self) -> None:
        """Forget what the copy was made with: it is not needed any more. Raises OSError."""
        self.spool.unlink(missing_ok=True)
        self._lock.unlink(missing_ok=True)

    def give_up(self) -> bool:
        """Open the source again, and remove what was written to go on with; answers whether it had been closed by this
        move. Raises the DatabaseError tree and OSError."""
        with self._alone():
            require_mover(self._source)
            with closing(open_store(self._source)) as store:
                was_closed = _closed(store) == self.sentence
                if was_closed:
                    open_again(store)
            self.finish()
        return was_closed

    @property
    def _lock(self) -> Path:
        return self.spool.with_name(f"{self.spool.name}.lock")

    def _alone(self) -> AbstractContextManager[None]:
        busy = f"Another copy to {self._to.label} is under way."
        return alone(self._lock, f".{self.spool.name}.*.part", busy)

    def _require_free(self, resume: bool) -> None:
        if resume and self._is_done():
            raise UsageError(f"Nothing is to be continued: all of it is at {self._to.label} already.")
        if self._to.path is not None:
            require_no_part(self._to.path)
            if check_file(self._to.path):
                raise UsageError(f"There is a file {self._to.path} already: choose a name that is free.")
        elif schema_state(self._to)[0] is not SchemaState.EMPTY:
            raise UsageError(f"There is something at {self._to.label} already: give an empty database.")

    def _is_done(self) -> bool:
        """Whether the same company is at both places, and closed at the first for the second."""
        if not _is_whole(self._to):
            return False
        with (
            closing(open_store(self._source, read_only=True)) as old,
            closing(open_store(self._target, read_only=True)) as new,
        ):
            return _closed(old) == self.sentence and _key(old) == _key(new)

    def _write_spool(self, at: datetime, leave: Upgrade, live: bool) -> None:
        with closing(open_store(self._source, read_only=live)) as store:
            if not live:
                close_for(store, self.sentence)
            try:
                back_up(self._source, self.spool, at=at, leave=leave)
            except BaseException:
                if not live:
                    open_again(store)
                raise

    def _require_same(self, info: BackupInfo, live: bool) -> None:
        with closing(open_store(self._source, read_only=True)) as store:
            with store.reading() as connection:
                revision = read_revision(connection)
            key, closed = _key(store), _closed(store)
        if key != info.office_id:
            raise UsageError(f"What is to be continued is another company's: move {self.spool} away.")
        if not live and (closed != self.sentence or revision != info.revision):
            raise UsageError(
                f"People went on working at {self._from.label} since the copy was begun: --give-up, then begin anew."
            )

    def _is_there(self, info: BackupInfo) -> bool:
        """Whether all was put in place before, and only the last word of it was not said."""
        if not _is_whole(self._to):
            return False
        with closing(open_store(self._target, read_only=True)) as store, store.reading() as connection:
            if read_company_key(connection) != info.office_id or read_revision(connection) < info.revision:
                raise UsageError(f"There is another company at {self._to.label}.")
        return True


def _closed(store: Store) -> str:
    with store.reading() as connection:
        return closed_by(connection)


def _key(store: Store) -> str:
    with store.reading() as connection:
        return read_company_key(connection)


def _is_whole(place: DatabasePlace) -> bool:
    there = place.path is None or check_file(place.path)
    return there and schema_state(place)[0] is SchemaState.CURRENT


def _spool_for(place: DatabasePlace, spools: Path) -> Path:
    if place.path is not None:
        return place.path.with_name(f"{place.path.name}.moving")
    return spools / f"{blake2b(place.label.encode(), digest_size=8).hexdigest()}.moving"
