"""`industrack backup` and `industrack restore`: a company as one file."""

import argparse
import os
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from industrack_core.domain.errors import UsageError
from industrack_core.domain.keep_policy import read_keep_policy
from industrack_core.domain.keeping import BackupInfo, BackupMade
from industrack_core.domain.text.file_endings import is_gzip, require_office_name
from industrack_core.domain.text.text import typed_path
from industrack_tui.cli.guarding import FAILED, say, warn
from industrack_tui.cli.stop import INTERRUPTED
from industrack_tui.cli.upkeep import long_work
from industrack_tui.start import database_url, settings_of

_UNITS = ((10**9, "GB"), (10**6, "MB"), (10**3, "kB"))
_NO_FILE = "The backup was interrupted: there is no file."
_NOT_IN_FOLDER = "The backup was interrupted: those that were there before still are."
_BEHIND_OTHERS = 10
_NOT_ALL = "The restore was interrupted. What is there already need not be done again: run it again to go on."


def back_up_company(given: argparse.Namespace) -> int:
    """Write the backup, and one line of what is in it. Answers 0; 1 where attached files are damaged and left out."""
    from industrack_core.desk.keeping import back_up

    _require_one_place(given)
    _let_others_go_first()
    if given.into:
        return _back_up_into(given)
    url, _ = database_url(given, os.environ, settings_of(given))
    file, began = typed_path(given.file), time.monotonic()
    require_office_name(file.name, "A backup", packs=True)
    packed = given.gzip or is_gzip(file.name)
    made = long_work(
        lambda leave: back_up(url, file, at=datetime.now(UTC), leave=leave, packed=packed, replace=given.force),
        _NO_FILE,
        lambda error: f"{file} cannot be written: {error.strerror}.{_hint(error)}",
    )
    return INTERRUPTED if made is None else _written(file, made, time.monotonic() - began)


def _hint(error: OSError) -> str:
    return " Add --force to replace it." if isinstance(error, FileExistsError) else ""


def _let_others_go_first() -> None:
    """A backup holds no lock, but it keeps a processor busy for its whole time: people who work get theirs first."""
    with suppress(OSError):
        os.nice(_BEHIND_OTHERS)


def _require_one_place(given: argparse.Namespace) -> None:
    if bool(given.file) == bool(given.into):
        raise UsageError("Say where the backup goes: industrack backup FILE, or --into FOLDER.")
    if given.into and (given.gzip or given.force):
        raise UsageError("--gzip and --force are for a single FILE.")
    if given.keep and not given.into:
        raise UsageError("--keep is for backups --into FOLDER.")


def _back_up_into(given: argparse.Namespace) -> int:
    from industrack_core.desk.keeping import back_up_into

    policy = read_keep_policy(given.keep) if given.keep else None
    url, _ = database_url(given, os.environ, settings_of(given))
    folder, began = typed_path(given.into), time.monotonic()
    done = long_work(
        lambda leave: back_up_into(url, folder, policy, at=datetime.now(UTC), leave=leave),
        _NOT_IN_FOLDER,
        lambda error: f"{error.filename or folder} cannot be written: {error.strerror}.",
    )
    if done is None:
        return INTERRUPTED
    file, made, gone = done
    code = _written(file, made, time.monotonic() - began)
    if gone:
        say(f"Removed {gone:,} older {'backup' if gone == 1 else 'backups'}.")
    return code


def _written(file: Path, made: BackupMade, seconds: float) -> int:
    say(f"Wrote {file}: {told_what(made.info, made.files)}, {told_size(made.size)}, {seconds:.1f} s.")
    return left_out(made.damaged, "in the backup")


def restore_company(given: argparse.Namespace) -> int:
    """Put a backup in place, and say what is there. Answers 0; 1 where contents of attached files were damaged."""
    from industrack_core.desk.keeping import restore_backup

    if getattr(given, "readonly", False):
        raise UsageError("A restore writes: leave out --readonly.")
    if hasattr(given, "db") or hasattr(given, "demo"):
        raise UsageError("--to says where the backup goes: leave out --db and --demo.")
    file, began = typed_path(given.file), time.monotonic()
    done = long_work(
        lambda leave: restore_backup(file, given.to, at=datetime.now(UTC), leave=leave, replace=given.replace),
        _NOT_ALL,
        lambda error: f"{file} could not be put in place: {error.strerror}.",
    )
    if done is None:
        return INTERRUPTED
    if done.replaced:
        say(f"What was there is {done.replaced} now.")
    say(f"Restored {file}: {told_what(done.info, done.files)}, {time.monotonic() - began:.1f} s.")
    return left_out(done.damaged, "in place")


def told_size(size: int) -> str:
    """A count of bytes in a unit that people read."""
    factor, unit = next((each for each in _UNITS if size >= each[0]), (1, "bytes"))
    return f"{size / factor:.0f} {unit}"


def told_what(info: BackupInfo, files: int) -> str:
    """What is in a backup, in a line."""
    return f"revision {info.revision:,}, {info.rows:,} rows, {_counted(files)}"


def _counted(files: int) -> str:
    return f"{files:,} attached {'file' if files == 1 else 'files'}"


def left_out(damaged: int, where: str) -> int:
    """Say how many attached files are not `where` they should be; answers the exit code."""
    if not damaged:
        return 0
    are = "is damaged or cannot be read, and is" if damaged == 1 else "are damaged or cannot be read, and are"
    warn(f"industrack: {_counted(damaged)} {are} not {where}.")
    return FAILED
