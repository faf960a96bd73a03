"""What a person set for good, in a TOML file: read strictly, so that a typing mistake is said and not skipped."""

import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import Path
from typing import Literal, get_args

import msgspec

from industrack_core.domain.board.block_first import BlockFirst
from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.errors import UsageError
from industrack_core.domain.text.late_pattern import late_pattern

THEMES = ("dark", "light", "contrast", "safe", "ansi")
"""Names of the themes, said here too because knowing them from `themes` would load the console."""

Glyphs = Literal["auto", "unicode", "ascii"]
_CHOICES: dict[str, tuple[str, ...]] = {
    "theme": THEMES,
    "glyphs": get_args(Glyphs),
    "board.first": tuple(BlockFirst),
}
_PASSWORD = late_pattern(r"://[^:/@]*:[^@]+@|[?&][a-z]*password=[^&]", re.IGNORECASE)


class BoardSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table `[board]`: what a block says first."""

    first: BlockFirst = BlockFirst.CUSTOMER


@dataclass(frozen=True)
class OwnKeys:
    """The table `[keys]`: a preset's name, keys as they were written by the command's id, the place of each in the
    file, and what could not be read, in sentences. `[keys.lines]` is left alone."""

    preset: str = "default"
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    told: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.keys or self.told) or self.preset != "default"


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The config file. `None` leaves a choice to the program; glyphs by `auto` follow the locale."""

    database: str | None = None
    theme: str | None = None
    glyphs: Glyphs = "auto"
    mouse: bool = True
    board: BoardSettings = BoardSettings()
    keys: OwnKeys = OwnKeys()


def read_settings(path: Path, *, required: bool = False) -> Settings:
    """The settings in the file at `path`; the defaults when there is none, unless it is `required`.

    Raises UsageError, one sentence: a file that is missing though required, that cannot be read, that says what is
    no setting, or that holds a database's password while others than its owner can reach it.
    """
    try:
        with path.open(encoding="utf-8-sig") as file:
            text, mode = file.read(), os.fstat(file.fileno()).st_mode
    except (FileNotFoundError, NotADirectoryError) as error:
        if required:
            raise UsageError(f"There is no config file {path}.") from error
        return Settings()
    except OSError as error:
        raise UsageError(f"The config file {path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"The config file {path} is not UTF-8 text.") from error
    settings = _parsed(path, text)
    if settings.theme is not None and settings.theme not in THEMES and not _is_own_theme(path, settings.theme):
        raise UsageError(_sentence(path, text, "no such theme, as by a regex - at `$.theme`"))
    if mode & (stat.S_IRWXG | stat.S_IRWXO) and _PASSWORD.search(settings.database or ""):
        from shlex import quote

        told = f"The config file {path} holds a password that others than its owner can reach"
        raise UsageError(f"{told}: run chmod 600 {quote(str(path))}.")
    return settings


def _is_own_theme(path: Path, name: str) -> bool:
    return name in {own.stem for own in path.parent.glob("themes/*.toml")}


def _parsed(path: Path, text: str) -> Settings:
    import tomllib

    try:
        tables = tomllib.loads(text)
        keys = _own_keys(path, text, tables.pop("keys", {}))
        return msgspec.structs.replace(msgspec.convert(tables, Settings), keys=keys)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"The config file {path} is not valid TOML: {error}.") from error
    except msgspec.ValidationError as error:
        raise UsageError(_sentence(path, text, str(error))) from error


def _sentence(path: Path, text: str, problem: str) -> str:
    """`problem` names the key in backquotes, as in "Object contains unknown field `colour`" or "... at `$.mouse`"."""
    key, table = problem.rpartition("`")[0].rpartition("`")[2].removeprefix("$."), ""
    if "unknown field" in problem and "`$." in problem:
        table, key = key, problem.partition("`")[2].partition("`")[0]
    where = _place(path, text, key.rpartition(".")[2])
    if "unknown field" in problem:
        known = (BoardSettings if table else Settings).__struct_fields__
        return f"{where}: there is no setting {key}; there {'are' if known[1:] else 'is'} {', '.join(known)}."
    if key in _CHOICES and ("enum value" in problem or "regex" in problem):
        return f"{where}: there is no such {key}; there are {', '.join(_CHOICES[key])}."
    return f"{where}: {key}: {problem.partition(' - at ')[0]}."


def _place(path: Path, text: str, name: str) -> str:
    """Where in the file a key stands."""
    lines = (number for number, line in enumerate(text.splitlines(), 1) if line.split("=")[0].strip(" \t'\"[]") == name)
    number = next(lines, 0)
    return f"{path}, line {number}" if number else str(path)


def _own_keys(path: Path, text: str, table: object) -> OwnKeys:
    """The table of keys: `"app.palette" = ["P"]`, with or without the quotes; what is neither is told, never fatal."""
    if not isinstance(table, dict):
        return OwnKeys(told=(f"{_place(path, text, 'keys')}: keys is a table: write [keys] on a line of its own.",))
    keys: dict[str, tuple[str, ...]] = {}
    told = []
    preset = table.pop("preset", "default")
    for name, value in _flat({each: table[each] for each in table if each != "lines"}):
        listed = [value] if isinstance(value, str) else value
        if isinstance(listed, list) and all(isinstance(each, str) for each in listed):
            keys[name] = tuple(listed)
        else:
            told.append(f'{_place(path, text, name)}: the keys of {name} are a list of texts, as ["P"].')
    places = {name: _place(path, text, name) for name in ("preset", *keys)}
    return OwnKeys(str(preset), keys, places, tuple(told))


def _flat(table: dict[str, object], before: str = "") -> Iterator[tuple[str, object]]:
    """What TOML reads as tables in tables, where somebody left out the quotes around a name with a point in it."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value
