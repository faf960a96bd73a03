"""The one door for files that a person names, to be read. A company's database, or a part of one, is none of those: who
closes a file lets go of all locks that the process has on it, also those of the console that has the company open."""

import errno
import os
import stat
from pathlib import Path
from typing import IO

from industrack_core.domain.errors import AttachmentError
from industrack_core.domain.records.job_parts import FILE_LIMIT
from industrack_core.store.engine.sqlite_file import is_of_office

_PIECE = 256 * 1024


def opened_given(path: Path) -> int:
    """A descriptor of a file, to read it; whatever else is there (a pipe, a device) is not waited for.

    Raises OSError, also for a company's database, and ValueError for what is no path.
    """
    if is_of_office(path):
        raise OSError(errno.EINVAL, "it is a company's database, or a part of one", str(path))
    return os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | getattr(os, "O_NOCTTY", 0))


def read_file(path: Path) -> bytes:
    """The content of a file that a person chose, of at most FILE_LIMIT bytes. Raises AttachmentError with a sentence.

    What is no plain file (a folder, a pipe, a device) is not read: it might never end. The file is opened first and
    looked at then, so that it cannot be exchanged in between.
    """
    try:
        handle = opened_given(path)
    except (OSError, ValueError) as error:
        raise AttachmentError(why_no_file(path, error)) from error
    mode = os.fstat(handle).st_mode
    if not stat.S_ISREG(mode):
        os.close(handle)
        what = "is a folder: choose a file in it" if stat.S_ISDIR(mode) else "is not a file"
        raise AttachmentError(f"{path} {what}.")
    with os.fdopen(handle, "rb") as file:
        return _read_up_to_limit(file, path)


def _read_up_to_limit(file: IO[bytes], path: Path) -> bytes:
    pieces, size = [], 0
    try:
        while piece := file.read(_PIECE):
            size += len(piece)
            if size > FILE_LIMIT:
                raise AttachmentError(f"{path.name} is too large: {FILE_LIMIT // 1024 // 1024} MB at most.")
            pieces.append(piece)
    except OSError as error:
        raise AttachmentError(why_no_file(path, error)) from error
    return b"".join(pieces)


def why_no_file(path: Path, error: OSError | ValueError) -> str:
    """Why a file cannot be read or written, in a sentence."""
    if isinstance(error, FileNotFoundError):
        return f"There is no file {path}."
    if isinstance(error, PermissionError):
        return f"You may not read or write {path}."
    return f"{path}: {getattr(error, 'strerror', None) or 'this is no path'}."
