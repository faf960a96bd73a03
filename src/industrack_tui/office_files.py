"""The two folders of a restricted console: what comes in is read from one, what goes out is written to the other.

A file is a name there, never a path. Whoever owns the folders may reach them by other ways too, as SFTP, and put links
or devices there; so what is read is opened without following a link, looked at, and copied to a place of the console's
own before anything else opens it by its name.
"""

import os
import stat
from pathlib import Path

from industrack_core.domain.errors import UsageError
from industrack_core.domain.text.file_endings import ending_of
from industrack_tui.start import Files

MOST_BYTES = 64 * 1024 * 1024
"""The most of a file that is read."""
_LONGEST = 200
"""Bytes of a name."""
_WHICH = "Here a file is a name, without folders"


def plain_name_of(typed: str) -> str:
    """The name that was typed. Raises UsageError for what is more than a name."""
    name = typed.strip()
    if not name:
        raise UsageError(f"{_WHICH}: type one.")
    if "/" in name or "\\" in name or name.startswith((".", "~", "-")) or not name.isprintable():
        raise UsageError(f"{_WHICH}: offer.pdf, say.")
    if len(os.fsencode(name)) > _LONGEST:
        raise UsageError(f"{_WHICH}, and this one is too long.")
    return name


def opened_plain(folder: Path, name: str) -> int:
    """A plain file in a folder, open to be read. Raises UsageError for whatever else there is."""
    try:
        handle = os.open(folder / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    except FileNotFoundError:
        raise UsageError(f"There is no file {name}.") from None
    except OSError:
        raise UsageError(f"{name} is no file that can be read.") from None
    info = os.fstat(handle)
    # one with a second name may be any file of this disk
    if not stat.S_ISREG(info.st_mode) or info.st_nlink != 1 or info.st_size > MOST_BYTES:
        os.close(handle)
        raise UsageError(f"{name} is no plain file of at most {MOST_BYTES // 1024**2} MB.")
    return handle


def plain_names(folder: Path) -> list[str]:
    """The plain files of a folder, by name."""
    with os.scandir(folder) as entries:
        return sorted(each.name for each in entries if each.is_file(follow_symlinks=False) and is_name(each.name))


def is_name(text: str) -> bool:
    """Whether it is a name as they are typed."""
    try:
        return plain_name_of(text) == text
    except UsageError:
        return False


class OfficeFiles(Files):
    """Names in a folder to read from, and one to write to; `own` is a folder that nobody else reaches."""

    is_restricted = True

    def __init__(self, inbox: Path, outbox: Path, own: Path, get: str = "") -> None:
        """`get`: the command by which a person has what was written."""
        self.inbox, self.outbox, self._own, self._get = inbox, outbox, own, get

    def source(self, typed: str) -> Path:
        """A copy of the file of that name. Raises UsageError."""
        name = plain_name_of(typed)
        with os.fdopen(opened_plain(self.inbox, name), "rb") as file:
            content = file.read(MOST_BYTES)
        copy = self._own / name
        copy.unlink(missing_ok=True)
        copy.write_bytes(content)
        return copy

    def sources(self) -> list[str]:
        return plain_names(self.inbox)

    def target(self, typed: str, name: str = "") -> Path:
        """Where a file of that name is written, or where there is one the next free name. Raises UsageError."""
        path, number = self.outbox / plain_name_of(typed), 1
        end = ending_of(path.name)
        while os.path.lexists(path):
            number += 1
            path = self.outbox / plain_name_of(f"{typed.strip().removesuffix(end)}-{number}{end}")
        return path

    def explain_source(self, typed: str) -> tuple[str, bool]:
        try:
            return f"in/{plain_name_of(typed)}", True
        except UsageError as error:
            return str(error), False

    def called(self, path: Path) -> str:
        """A file to write, without the folders of the server."""
        return f"out/{path.name}"

    def told(self, path: Path) -> str:
        """One that is or will be written, with the command that fetches it."""
        return f"{self.called(path)}{f' ({self._get} {path.name})' if self._get else ''}"
