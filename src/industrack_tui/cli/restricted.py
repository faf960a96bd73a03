"""A console that is only a console: what it is started with is thrown away, and a file is a name in a folder.

Three walls, each enough by itself for most ways out: the environment is emptied before anything reads it, files are
reached by names in two folders (`office_files`), and the kernel refuses all others (`landlock`). By SSH the forced
command is asked for files, too: `files`, `get NAME`, `put NAME`, `remove NAME`, and for what the lists print.
"""

import os
import pwd
import re
import sys
from collections.abc import MutableMapping, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.errors import UsageError
from industrack_tui.cli.guarding import say
from industrack_tui.office_files import OfficeFiles, opened_plain, plain_name_of, plain_names
from industrack_tui.server_file import ServerFile

PUT_LIMIT = 15 * 1024 * 1024
"""Bytes of a file that is put in."""
_KEPT = re.compile(r"TERM|COLORTERM|LANG|LC_[A-Z]+|NO_COLOR|LINES|COLUMNS|ESCDELAY")
_PLAIN = re.compile(r"[A-Za-z0-9._@+-]{0,64}")
LISTINGS = ("board", "queue", "jobs")
TOLD = "This server has the console, files, get, put, remove, board, queue, jobs."
_NAME = re.compile(r"[a-z_][a-z0-9_.-]{0,31}")
_OF_A_FILE = ("get", "put", "remove")
_PIECE = 1 << 16


@dataclass(frozen=True)
class Restricted:
    """Who sits at a restricted console (None: as the desk finds out), its files, and where the kernel lets it write."""

    who: str | None
    files: OfficeFiles
    reads: tuple[Path, ...]
    writes: tuple[Path, ...]
    needs_walls: bool
    own: "TemporaryDirectory[str]"


def clean_environment(environ: MutableMapping[str, str], server: ServerFile, user: str, home: str) -> None:
    """Leave what says how the terminal draws; who, when and where comes from the machine and the server's file."""
    kept = {name: text for name, text in environ.items() if _KEPT.fullmatch(name) and _PLAIN.fullmatch(text)}
    environ.clear()
    environ.update(kept, HOME=home, USER=user, LOGNAME=user, PATH="/usr/bin:/bin", PGUSER=user)
    if server.database:
        environ["INDUSTRACK_DB"] = server.database
    if server.state:
        own = os.path.join(server.state, user)
        environ.update({f"XDG_{kind}_HOME": own for kind in ("STATE", "DATA", "CONFIG", "CACHE")})


def user_of(server: ServerFile, given: str | None) -> str:
    """Who it is: the machine's user, or whom the forced command names where keys tell people apart."""
    if given is None:
        if server.identity == "key":
            raise UsageError("This server tells people apart by their keys: the forced command says --as NAME.")
        return pwd.getpwuid(os.getuid()).pw_name
    if server.identity != "key":
        raise UsageError('--as counts only where the server\'s file says identity = "key".')
    if not _NAME.fullmatch(given):
        raise UsageError("--as takes a name of small letters and digits.")
    return given


def restricted_console(server: ServerFile, user: str, named: bool) -> Restricted:
    """The folders of a console, made where they are missing. Raises UsageError."""
    from industrack_tui.start import log_file, state_folder

    transfer = Path(server.transfer) if server.transfer else state_folder().with_name("industrack-files")
    inbox, outbox = (_own_folder(transfer / way / user) for way in ("in", "out"))
    for each in (state_folder(), log_file().parent):
        _own_folder(each)
    own = TemporaryDirectory(prefix="files-", dir=state_folder())  # where the kernel lets it be removed again
    os.environ["TMPDIR"] = own.name
    files = OfficeFiles(inbox, outbox, Path(own.name), "ssh HOST get" if server.restricted else "")
    writes = (outbox, state_folder(), log_file().parent, Path(own.name))
    return Restricted(user if named else None, files, (inbox,), writes, server.walls == "required", own)


def _own_folder(path: Path) -> Path:
    """The folder, made with what is above it, and nobody else's. Raises UsageError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            path.mkdir(mode=0o700)
        handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError as error:
        raise UsageError(f"The folder {path} cannot be had: {error.strerror}.") from error
    info = os.fstat(handle)
    os.close(handle)
    if info.st_uid != os.geteuid() or info.st_mode & 0o022:
        raise UsageError(f"The folder {path} must belong to its user, and nobody else may write in it.")
    return path


def requested(text: str) -> list[str] | None:
    """What was asked for by SSH, word by word and by no shell: arguments of a listing; None for the console. All that
    follows a request of a file is its name, which may have spaces.

    Raises UsageError for everything else but a transfer, which is `transferred`.
    """
    words = text.split()
    if not words:
        return None
    if words[0] not in (*LISTINGS, "files", *_OF_A_FILE):
        raise UsageError(TOLD)
    return text.strip().split(maxsplit=1) if words[0] in _OF_A_FILE else words


def transferred(console: Restricted, words: Sequence[str]) -> int:
    """List the files, hand one out, take one in, or away. Raises UsageError."""
    files = console.files
    if list(words) == ["files"]:
        for way, folder in (("in", files.inbox), ("out", files.outbox)):
            for name in plain_names(folder):
                say(f"{way}/{name}")
        return 0
    if len(words) != 2 or words[0] not in _OF_A_FILE:
        raise UsageError(TOLD)
    if words[0] == "remove":
        say(f"Removed {_removed(files, words[1])}.")
        return 0
    name = plain_name_of(words[1].removeprefix("out/" if words[0] == "get" else "in/"))
    if words[0] == "get":
        with os.fdopen(opened_plain(files.outbox, name), "rb") as file:
            while piece := file.read(_PIECE):
                sys.stdout.buffer.write(piece)
        return 0
    _put(files.inbox / name)
    say(f"Put in/{name}.")
    return 0


def _removed(files: OfficeFiles, typed: str) -> str:
    """Take a file out of its folder, which may be said before its name. Answers it as it was listed."""
    folders = {"in": files.inbox, "out": files.outbox}
    way, _, rest = typed.partition("/")
    name = plain_name_of(rest if way in folders and rest else typed)
    ways = [way] if way in folders and rest else list(folders)
    there = [each for each in ways if name in plain_names(folders[each])]
    if len(there) > 1:
        raise UsageError(f"{name} is in both folders: say in/{name} or out/{name}.")
    if not there:
        raise UsageError(f"There is no file {typed}.")
    try:
        (folders[there[0]] / name).unlink()
    except OSError as error:
        raise UsageError(f"{typed} cannot be removed: {error.strerror}.") from error
    return f"{there[0]}/{name}"


def _put(path: Path) -> None:
    from industrack_core.desk.values.new_file import new_private_file

    try:
        with new_private_file(path) as file:
            size = 0
            while piece := sys.stdin.buffer.read(_PIECE):
                size += len(piece)
                if size > PUT_LIMIT:
                    raise UsageError(f"{path.name} is too large: {PUT_LIMIT // 1024**2} MB at most.")
                file.write(piece)
    except FileExistsError:
        raise UsageError(
            f"There is a file {path.name} already: choose another name, or remove in/{path.name} first."
        ) from None
    except OSError as error:
        raise UsageError(f"{path.name} cannot be written: {error.strerror}.") from error
