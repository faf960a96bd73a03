"""The server's file, `/etc/industrack/server.toml`: what whoever keeps a server decides, and no user can undo."""

import os
import stat
import tomllib
from pathlib import Path
from typing import Literal

import msgspec

from industrack_core.domain.errors import UsageError

SERVER_FILE = Path("/etc/industrack/server.toml")


class ServerFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What it says. `transfer` is the folder of the folders `in` and `out`, `state` that of drafts, choices and logs;
    without them both are in the user's home. `walls` says what happens on a kernel that cannot build them."""

    restricted: bool = False
    database: str | None = None
    identity: Literal["system", "key"] = "system"
    transfer: str | None = None
    state: str | None = None
    walls: Literal["required", "wanted"] = "wanted"

    @property
    def only_restricted(self) -> list[str]:
        """What it says, by the names of its settings, that an ordinary console cannot be held to."""
        usual = ServerFile()
        return [
            each for each in ("identity", "transfer", "state", "walls") if getattr(self, each) != getattr(usual, each)
        ]


def read_server_file(path: Path, owner: int = 0) -> ServerFile:
    """What the file says; the defaults where there is none.

    It counts only if it and its folder belong to `owner` and nobody else can write them. Raises UsageError.
    """
    try:
        with path.open("rb") as file:
            info = os.fstat(file.fileno())
            text = file.read()
        folder = path.parent.stat()
    except FileNotFoundError:
        return ServerFile()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from error
    for each in (info, folder):
        if each.st_uid != owner or each.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            raise UsageError(f"{path} and its folder must belong to root, and nobody else may write them.")
    try:
        return msgspec.convert(tomllib.loads(text.decode()), ServerFile)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise UsageError(f"{path} cannot be understood: {error}.") from error
