"""Backups: what one says of itself, and what is told of making and restoring it."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.errors import DatabaseError


class BackupDamaged(DatabaseError):
    """What a backup holds is not what it says that it holds, or is no backup."""


@dataclass(frozen=True, slots=True)
class TableSum:
    """How many rows a table has, and the sum of their hashes in hexadecimal: empty where what it says follows from
    other tables. Equal sums, equal tables, on whichever engine and in whatever order."""

    rows: int
    hash: str = ""


class KeptKind(StrEnum):
    """A backup holds all of an office; an archive what the office has not any more."""

    BACKUP = "backup"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True)
class BackupInfo:
    """What a backup says of itself: when it was made (aware UTC) by whom, of which office, on which engine, the
    schema's number, the newest act, and each table's sum. `beside` says that the contents of attached files lie in a
    folder beside it, which backups share;
    `kind` is one of KeptKind."""

    made_at: datetime
    by: str
    office_id: str
    engine: str
    schema: str
    revision: int
    tables: Mapping[str, TableSum]
    beside: bool = False
    kind: str = KeptKind.BACKUP

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())


@dataclass(frozen=True, slots=True)
class BackupMade:
    """What was written: `files` contents of attached files; `damaged` were left out, as they are not what was
    attached."""

    info: BackupInfo
    files: int
    size: int
    damaged: int = 0


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put in place; `replaced` is the file that was there before, under its new name, or empty. `damaged`
    contents of attached files were not what was attached."""

    info: BackupInfo
    files: int
    damaged: int = 0
    replaced: str = ""
