"""How a restricted console is entered: who it is, what was asked for, and that nothing else can be."""

import os
import pwd
from collections.abc import Callable, Sequence
from pathlib import Path

from industrack_core.domain.errors import UsageError
from industrack_tui.cli.restricted import (
    LISTINGS,
    TOLD,
    Restricted,
    clean_environment,
    requested,
    restricted_console,
    transferred,
    user_of,
)
from industrack_tui.server_file import ServerFile, read_server_file

Do = Callable[[Sequence[str], Restricted | None], int]
_REFUSED = "This console is restricted:"


def enter(arguments: Sequence[str], server_file: str, do: Do) -> int:
    """Do what the arguments say as the server's file wants it; `do` does it. Raises UsageError."""
    server = read_server_file(Path(server_file))
    if (not server.restricted or keeps_the_server()) and "--restricted" not in arguments:
        if not keeps_the_server():
            _require_followed(server, server_file, arguments)
        elif server.database:
            os.environ.setdefault("INDUSTRACK_DB", server.database)
        return do(arguments, None)
    asked = requested(os.environ.get("SSH_ORIGINAL_COMMAND", ""))
    rest, named = _without([each for each in arguments if each != "--restricted"])
    user = user_of(server, named)
    clean_environment(os.environ, server, user, pwd.getpwuid(os.getuid()).pw_dir)
    console = restricted_console(server, user, named is not None)
    with console.own:
        if asked and asked[0] not in LISTINGS:
            return transferred(console, asked)
        words = [*rest, *(asked or ())]
        _require_allowed(words)
        return do(words, console)


def _require_followed(server: ServerFile, path: str, arguments: Sequence[str]) -> None:
    """Have the server's file win over what a user says of the database. Raises UsageError where they insist, and for a
    file that says of an ordinary console what only a restricted one keeps to."""
    if unkept := server.only_restricted:
        raise UsageError(
            f"{path} says {', '.join(unkept)}, which holds only for a restricted console: whoever keeps it says"
            " restricted = true, or starts consoles with --restricted."
        )
    if server.database:
        if any(each.partition("=")[0] == "--db" for each in arguments):
            raise UsageError(f"{path} says which database is opened here: leave --db out.")
        os.environ["INDUSTRACK_DB"] = server.database


def server_database(server_file: str) -> str | None:
    """The database that the server's file names. Raises UsageError."""
    return read_server_file(Path(server_file)).database


def keeps_the_server() -> bool:
    """Whether it is root, who could write the server's file anew: backups and upgrades are theirs to do."""
    return os.geteuid() == 0


def _without(arguments: list[str]) -> tuple[list[str], str | None]:
    """The arguments without `--as NAME`, and that name."""
    rest, named = [], None
    while arguments:
        option, equals, value = arguments.pop(0).partition("=")
        if option != "--as":
            rest.append(option + equals + value)
        elif named is not None or not (equals or arguments):
            raise UsageError("--as takes one name.")
        else:
            named = value if equals else arguments.pop(0)
    return rest, named


def _require_allowed(words: Sequence[str]) -> None:
    """Raise UsageError for all but the console and its listings, and for what says where the company is."""
    if any(each.partition("=")[0] in ("--db", "--config", "--demo", "--health") for each in words):
        raise UsageError(f"{_REFUSED} --db, --config, --demo and --health are not for it.")
    command = next((each for each in words if not each.startswith("-")), None)
    plain = not words or command in LISTINGS or set(words) <= {"--readonly", "--version"}
    if not plain:
        raise UsageError(f"{_REFUSED} {TOLD}")
