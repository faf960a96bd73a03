"""A guard of the whole run: no code of ours opens an office's file but by the one door (`sqlite_file.first_bytes`).

POSIX locks are a process's, not a descriptor's: who closes any of a file lets go of all locks that the process has on
it, those of SQLite's connections too. SQLite's own openings go by no Python, so they are not heard of here.
"""

import os
import sys
from pathlib import Path
from types import FrameType

from industrack_core.store.engine import sqlite_file

SRC = str(Path(sqlite_file.__file__).parents[3])
_DOOR = sqlite_file.__file__
_PARTS = ("-wal", "-shm", "-journal")


def guard() -> None:
    """From now on, up to the end of the process."""
    sys.addaudithook(_heard)


def _heard(event: str, arguments: tuple[object, ...]) -> None:
    if event != "open" or not isinstance(arguments[0], str | bytes | os.PathLike):
        return
    whose = _opener(sys._getframe(1))
    if whose is not None and is_open_office(os.fsdecode(arguments[0])):
        raise AssertionError(f"{whose} opens {os.fsdecode(arguments[0])}, an office that this process has open")


def is_open_office(name: str) -> bool:
    """Whether it is a file of an office that was looked at in this process, or a part of one."""
    end = next((each for each in _PARTS if name.endswith(each)), "")
    try:
        info = os.stat(name.removesuffix(end))
    except (OSError, ValueError):
        return False
    return (info.st_dev, info.st_ino) in sqlite_file.KEPT


def _opener(frame: FrameType | None) -> str | None:
    """The module of ours that asks for it, unless that is the door; None where a test does."""
    while frame is not None:
        name = frame.f_code.co_filename
        if name.startswith(SRC):
            return None if name == _DOOR else f"{name}:{frame.f_lineno}"
        if "/tests/" in name or "/tools/" in name:
            return None
        frame = frame.f_back
    return None
