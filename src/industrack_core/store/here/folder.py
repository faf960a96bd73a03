"""Presence beside an SQLite file: one file for each console in the folder FILE.here, held by a lock while it runs.

The system lets go of the lock whichever way a process ends. So a file whose lock can be had is of somebody who is gone,
and whoever sees that takes it away. The lock is tried shared, so that two who look do not take each other for alive.
"""

import fcntl
import os
import re
import stat
from contextlib import suppress
from pathlib import Path

from industrack_core.domain.presence import Whereabouts
from industrack_core.store.engine.file_modes import file_mode, make_folder, share_with_group
from industrack_core.store.here.words import FILE_BYTES, content_of, read_content

FOLDER_END = ".here"
_NAME = re.compile(r"[0-9a-f]{6}\.json")
_MOST = 500
_TRIES = 5


def folder_of(database: Path) -> Path:
    """Where the consoles on a database file say that they are here."""
    return database.with_name(database.name + FOLDER_END)


class FolderWay:
    """Saying and seeing by files. Where no file can be made nothing is said, and others are seen all the same."""

    def __init__(self, database: Path, session: str, *, tells: bool) -> None:
        """`tells`: whether the system says that something changed in the folder."""
        self._folder, self._path, self.tells = folder_of(database), folder_of(database) / f"{session}.json", tells
        self._session = session
        self._handle: int | None = None

    def say(self, presence: Whereabouts) -> None:
        """Say where one is."""
        with suppress(OSError):
            if self._handle is None:
                self._handle = self._made()
            if self._handle is not None:
                os.pwrite(self._handle, content_of(presence), 0)

    def _made(self) -> int | None:
        """One's own file, locked; who looks in between takes it for that of somebody gone, so it is looked at again."""
        for _ in range(_TRIES):
            handle = os.open(
                self._path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, file_mode(self._folder)
            )
            os.fchmod(handle, file_mode(self._folder))
            with suppress(OSError):
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if os.fstat(handle).st_nlink:
                    return handle
            os.close(handle)
            with suppress(OSError):
                self._path.unlink()
        return None

    def look(self) -> list[Whereabouts]:
        """Who else is here."""
        return [each for each in seen_beside(self._folder) if each.session != self._session]

    def leave(self) -> None:
        """Say that one is gone."""
        if self._handle is not None:
            with suppress(OSError):
                self._path.unlink()
            os.close(self._handle)
            self._handle = None


def ready_folder(database: Path) -> Path:
    """The folder of a database file, made where it can be; shared as the folder around it is."""
    folder = folder_of(database)
    with suppress(OSError):
        make_folder(folder)
        share_with_group(folder)
    return folder


def seen_beside(folder: Path) -> list[Whereabouts]:
    """Who is here by the files in a folder; those of who is gone are taken away."""
    try:
        names = sorted(each for each in os.listdir(folder) if _NAME.fullmatch(each))
    except OSError:
        return []
    found = (_seen(folder / name) for name in names[:_MOST])
    return [each for each in found if each is not None]


def _seen(path: Path) -> Whereabouts | None:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return None
        if _is_held(handle):
            return read_content(os.read(handle, FILE_BYTES), path.stem)
        path.unlink()
    except OSError:
        return None
    finally:
        os.close(handle)
    return None


def _is_held(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    return False
