"""`field.toml` beside the settings file: ways of messages, and commands that are run for events. Read strictly."""

import stat
import tomllib
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.errors import UsageError
from industrack_core.domain.field.happened import EVENTS
from industrack_core.domain.field.messages import HOOK

NAME = "field.toml"
TO = "{to}"
"""Where in a way the address goes."""
_LONGEST = 300


@dataclass(frozen=True)
class GatewaySettings:
    """What stands in it. `ways` are addresses of apprise by name, with `{to}`; `hooks` commands by event, each the
    program and its arguments; `hook_seconds` is how long one may take."""

    ways: Mapping[str, str] = field(default_factory=dict)
    hooks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hook_seconds: int = 10


NOTHING_SET = GatewaySettings()


def read_field_file(folder: Path) -> GatewaySettings:
    """The file of a folder; where there is none, nothing is set. Raises UsageError, which names file and key."""
    path = folder / NAME
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
        mode = path.stat().st_mode
    except FileNotFoundError:
        return GatewaySettings()
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} cannot be read: {error}.") from error
    unknown = sorted(found.keys() - {"ways", "hooks", "hook_seconds"})
    if unknown:
        raise UsageError(f"{path}: there is no key {unknown[0]}; there are [ways], [hooks] and hook_seconds.")
    hooks = {name: _command(path, name, value) for name, value in _table(path, found, "hooks").items()}
    if hooks and mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise UsageError(f"{path} has commands in it, and others may write it: chmod 600 it.")
    seconds = found.get("hook_seconds", 10)
    if type(seconds) is not int or not 1 <= seconds <= _LONGEST:
        raise UsageError(f"{path}: hook_seconds is a number from 1 to {_LONGEST}.")
    named = _table(path, found, "ways")
    ways = {name.lower(): _way(path, name, value) for name, value in named.items()}
    if len(ways) < len(named):
        raise UsageError(f"{path}: two ways have one name; small and capital letters are the same there.")
    if ways and mode & stat.S_IROTH:
        raise UsageError(f"{path} may have passwords in it, and everybody may read it: chmod 600 it.")
    return GatewaySettings(ways, hooks, seconds)


def _table(path: Path, found: Mapping[str, object], name: str) -> dict[str, object]:
    table = found.get(name, {})
    if not isinstance(table, dict):
        raise UsageError(f"{path}: [{name}] is a table.")
    return table


def _way(path: Path, name: str, value: object) -> str:
    if name.lower() == HOOK:
        raise UsageError(f"{path}: a way cannot be called {HOOK}: commands are.")
    if not isinstance(value, str) or "://" not in value or TO not in value:
        raise UsageError(f'{path}: ways.{name} is an address of apprise with {TO} in it, as "mailto://...?to={TO}".')
    return value


def _command(path: Path, name: str, value: object) -> tuple[str, ...]:
    if name not in EVENTS:
        raise UsageError(f"{path}: there is no event {name}; there are {', '.join(EVENTS)}.")
    words = [value] if isinstance(value, str) else value
    if not isinstance(words, list) or not words or not all(isinstance(each, str) and each for each in words):
        raise UsageError(f'{path}: hooks.{name} is a program and its arguments, as ["/usr/local/bin/tell", "--now"].')
    if not Path(words[0]).is_absolute():
        raise UsageError(f"{path}: hooks.{name} begins with the whole path of a program: no shell looks for it.")
    return tuple(words)
