"""Files that are there whole or not at all: written under another name, and given their own when they are complete."""

import errno
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


@contextmanager
def new_private_file(path: Path, *, replace: bool = False) -> Iterator[BinaryIO]:
    """A file to write, readable by its owner alone: it holds addresses and phone numbers.

    One that is there already stays as it is until the new one takes its place, and only if that was said (`replace`).
    A device or pipe is written to as it is. Raises OSError.
    """
    found = _kind(path)
    if found and not stat.S_ISREG(found):
        with open(path, "wb") as stream:
            yield stream
        return
    if found and not replace:
        raise FileExistsError(errno.EEXIST, "there is a file of that name already", str(path))
    part = path.with_name(f".{path.name[:100]}.{secrets.token_hex(4)}.part")
    try:
        with open(part, "xb", opener=lambda name, flags: os.open(name, flags | os.O_CLOEXEC, 0o600)) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _name(part, path, replace=replace)
    except OSError as error:
        # a person knows the file by the name they gave, not by the one it has meanwhile
        if error.filename == str(part):
            error.filename = str(path)
        raise
    finally:
        with suppress(FileNotFoundError):
            part.unlink()


def _kind(path: Path) -> int:
    """The mode of what is at a path; 0 for nothing. Raises OSError for what is no place for a file."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return 0
    except ValueError as error:
        raise OSError(errno.EINVAL, str(error), str(path)) from error
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "it is a directory", str(path))
    return mode


def _name(part: Path, path: Path, *, replace: bool) -> None:
    if replace:
        os.replace(part, path)
        return
    try:
        os.link(part, path)  # unlike a rename it does not replace what came there meanwhile
    except FileExistsError:
        raise
    except OSError:
        # a file system without links
        if path.exists():
            raise FileExistsError(errno.EEXIST, "there is a file of that name already", str(path)) from None
        os.rename(part, path)
