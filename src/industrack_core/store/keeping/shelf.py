"""A folder of backups that share the contents of attached files: which are there, and what is taken away again."""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

from industrack_core.domain.errors import IndustrackError
from industrack_core.domain.keep_policy import KeepPolicy
from industrack_core.domain.keeping import BackupDamaged, BackupInfo
from industrack_core.domain.upgrade import Progress, Upgrade
from industrack_core.store.engine.attachments import SHARED_CONTENTS, FolderContents
from industrack_core.store.engine.speaking import driver_of
from industrack_core.store.keeping.alone import alone
from industrack_core.store.keeping.backup_file import opened_backup, read_info, require_sums, sums_of
from industrack_core.store.keeping.summing import CONTENT

_ENDING = ".industrack"
_OURS = re.compile(r"backup-\d{4}-\d\d-\d\d-\d{6}Z\.industrack")


class Shelf:
    """The folder; its contents are kept once, by what is in them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.contents = FolderContents(folder / SHARED_CONTENTS)

    def name(self, at: datetime) -> Path:
        """Where the backup of a moment (aware UTC) is put."""
        return self._folder / f"backup-{at:%Y-%m-%d-%H%M%S}Z{_ENDING}"

    def alone(self) -> AbstractContextManager[None]:
        """While nobody else puts a backup here, or takes one away. Raises DatabaseBusy and OSError."""
        busy = f"Another backup into {self._folder} is under way."
        return alone(self._folder / ".lock", ".backup-*.part", busy)

    def require_whole(self, backup: Path, leave: Upgrade) -> None:
        """Read a backup again, as it lies there. Raises BackupDamaged where it is not what was written."""
        info = read_info(backup)
        require_sums(info.tables, sums_of(backup, list(info.tables), leave), str(backup))
        lacking = self.contents.lacking(_names_in(backup))
        if lacking:
            raise BackupDamaged(f"{backup} lacks {len(lacking):,} contents of attached files.")

    def tidy(self, newest: Path, policy: KeepPolicy, leave: Upgrade) -> int:
        """Take away what the policy does not keep of the backups of that office, and contents that no backup here
        names any more; answers how many backups went. Where a backup cannot be read, no content goes."""
        office = read_info(newest).office_id
        found = {path: info for path, info in self._infos() if _OURS.fullmatch(path.name) and info.office_id == office}
        kept = policy.kept(info.made_at for info in found.values())
        gone = [path for path, info in found.items() if info.made_at not in kept and path != newest]
        for path in gone:
            leave.tell(Progress(f"Removing {path.name}"))
            path.unlink()
        self._remove_unnamed(leave)
        return len(gone)

    def _infos(self) -> Iterator[tuple[Path, BackupInfo]]:
        for path in sorted(self._folder.glob(f"*{_ENDING}")):
            try:
                info = read_info(path)
            except (IndustrackError, OSError):
                continue
            if info.beside:
                yield path, info

    def _remove_unnamed(self, leave: Upgrade) -> None:
        named: set[str] = set()
        try:
            for path in self._folder.glob(f"*{_ENDING}"):
                named |= _names_in(path)
        except IndustrackError:
            return
        for path in sorted(self.contents.folder.glob("??/*")):
            if path.name not in named:
                leave.tell(Progress("Removing attached files that no backup has any more"))
                path.unlink()


def _names_in(backup: Path) -> set[str]:
    with opened_backup(backup) as connection:
        return {row[0] for row in driver_of(connection).execute(f"SELECT digest FROM {CONTENT}")}
