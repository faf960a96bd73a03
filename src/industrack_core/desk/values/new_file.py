"""The one door for files that are written for a person: each is there whole or not at all.

It is written under another name beside its place, and given its own when it is complete, so that nothing which lies
there is ever written into: no device, no pipe, and no file that a link leads to. What nobody waits for any longer is
not given its name.
"""

import errno
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from industrack_core.domain.enquiry import require_awaited
from industrack_core.store.engine.sqlite_file import is_of_office


@contextmanager
def new_private_file(path: Path, *, replace: bool = False) -> Iterator[BinaryIO]:
    """A file to write, readable by its owner alone: it holds addresses and phone numbers.

    One that is there already stays as it is until the new one takes its place, and only if that was said (`replace`).
    What is no file there, a link to what is none, or a company's database is refused. It is opened once and never again
    by its name, where somebody could have put a link by then. Raises OSError.
    """
    with _begun(path, replace=replace) as (part, handle):
        with os.fdopen(os.dup(handle), "r+b") as file:
            yield file
        os.fsync(handle)
        require_awaited()
        _name(part, path, replace=replace)
        if not os.path.samestat(os.fstat(handle), path.lstat()):
            raise OSError(errno.EBUSY, "somebody else writes there, too: it was not written", str(path))


@contextmanager
def private_part(path: Path, *, replace: bool = False) -> Iterator[Path]:
    """The empty file beside a path that gets its name at the end: as `new_private_file`, for what writes by a name."""
    with _begun(path, replace=replace) as (part, _):
        yield part
        handle = os.open(part, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        require_awaited()
        _name(part, path, replace=replace)


@contextmanager
def _begun(path: Path, *, replace: bool) -> Iterator[tuple[Path, int]]:
    """A new file beside the path, by its name and open; it is gone at the end, if it still has that name."""
    if _is_there(path) and not replace:
        raise FileExistsError(errno.EEXIST, "there is a file of that name already", str(path))
    if is_of_office(path):  # whoever says to replace a file means a list
        raise OSError(errno.EINVAL, "it is a company's database, or a part of one", str(path))
    part = path.with_name(f".{path.name[:100]}.{secrets.token_hex(4)}.part")
    try:
        handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, 0o600)
        try:
            yield part, handle
        finally:
            os.close(handle)
    except OSError as error:
        # a person knows the file by the name they gave, not by the one it has meanwhile
        if error.filename == str(part):
            error.filename = str(path)
        raise
    finally:
        with suppress(FileNotFoundError):
            part.unlink()


def _is_there(path: Path) -> bool:
    """Whether a file is at a path. Raises OSError for what is no place for one."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return False
    except ValueError as error:
        raise OSError(errno.EINVAL, str(error), str(path)) from error
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "it is a directory", str(path))
    if not stat.S_ISREG(mode):
        what = "a link" if stat.S_ISLNK(mode) else "a device or a pipe"
        raise OSError(errno.EINVAL, f"it is {what}, and no file", str(path))
    return True


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
