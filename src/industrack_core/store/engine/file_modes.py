"""Who may reach the files of an SQLite office: they follow the folder that they are in.

In a folder made to be shared (group-writable and set-group-id, as `chmod 2770` makes it) everything that we make is the
group's too; anywhere else it is its owner's alone. The umask has no say: a colleague who cannot open the file that the
first one made is what this is for. SQLite gives its own files beside the database the database's mode.
"""

import os
import pwd
import stat
from contextlib import suppress
from pathlib import Path

_SHARED = stat.S_ISGID | stat.S_IWGRP | stat.S_IXGRP


def is_shared(folder: Path) -> bool:
    """Whether a folder is made to be worked in by its whole group. A folder that is not there is not."""
    try:
        return folder.stat().st_mode & _SHARED == _SHARED
    except OSError:
        return False


def is_left_out(folder: Path) -> bool:
    """Whether a folder that is there was made before the one around it was shared, and is not."""
    if not folder.is_dir() or not is_shared(folder.parent):
        return False
    return not is_shared(folder) or folder.stat().st_gid != folder.parent.stat().st_gid


def file_mode(folder: Path) -> int:
    """The mode of a file made in this folder."""
    return 0o660 if is_shared(folder) else 0o600


def user_may(path: Path, how: int) -> bool:
    """Whether who runs this may reach a path, by os.R_OK or os.W_OK."""
    return os.access(path, how, effective_ids=os.access in os.supports_effective_ids)


def make_folder(folder: Path) -> None:
    """Make a folder that is shared as its parent is; one that is there is left as it is. Raises OSError."""
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        folder.chmod(_folder_mode(folder.parent))


def share_with_group(*paths: Path) -> None:
    """What its owner made before the folder around it was shared becomes the folder's group's too. What is not there,
    or is another's, is left alone: only the owner can mend it."""
    for path in paths:
        with suppress(OSError):
            info = path.stat()
            if info.st_uid != os.geteuid():
                continue
            wanted = _folder_mode(path.parent) if stat.S_ISDIR(info.st_mode) else file_mode(path.parent)
            if is_shared(path.parent) and info.st_gid != path.parent.stat().st_gid:
                os.chown(path, -1, path.parent.stat().st_gid)
            if stat.S_IMODE(info.st_mode) | wanted != stat.S_IMODE(info.st_mode):
                path.chmod(wanted)


def who_shares(path: Path) -> str:
    """What to do about a file that this user may not read, to follow what it is called and a colon."""
    owner = path.stat().st_uid
    try:
        name = pwd.getpwuid(owner).pw_name
    except KeyError:
        name = f"user {owner}"
    if is_shared(path.parent):
        return f"let {name}, whose file it is, open it once, so that it becomes the group's"
    return f"it is {name}'s alone, and a group shares what is in a folder of its own (chmod 2770)"


def _folder_mode(parent: Path) -> int:
    return 0o2770 if is_shared(parent) else 0o700
