"""What a person set for good, in a TOML file: read strictly, so that a typing mistake is said and not skipped."""

import os
import re
import shlex
import stat
import tomllib
from pathlib import Path
from typing import Annotated, Literal, get_args

import msgspec

from industrack_core.domain.errors import UsageError

THEMES = ("dark", "light", "contrast", "safe", "ansi")
"""Names of the themes, said here too because knowing them from `themes` would load the console."""

Theme = Annotated[str, msgspec.Meta(pattern=f"^({'|'.join(THEMES)})$")]
Glyphs = Literal["auto", "unicode", "ascii"]
BlockFirst = Literal["customer", "work", "place"]
"""What a block says first, named here too as the themes are."""
_CHOICES: dict[str, tuple[str, ...]] = {
    "theme": THEMES,
    "glyphs": get_args(Glyphs),
    "board.first": get_args(BlockFirst),
}
_PASSWORD = re.compile(r"://[^:/@]*:[^@]+@|[?&][a-z]*password=[^&]", re.IGNORECASE)


class BoardSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table `[board]`: what a block says first."""

    first: BlockFirst = "customer"


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The config file. `None` leaves a choice to the program; glyphs by `auto` follow the locale."""

    database: str | None = None
    theme: Theme | None = None
    glyphs: Glyphs = "auto"
    mouse: bool = True
    board: BoardSettings = BoardSettings()


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
    if mode & (stat.S_IRWXG | stat.S_IRWXO) and _PASSWORD.search(settings.database or ""):
        told = f"The config file {path} holds a password that others than its owner can reach"
        raise UsageError(f"{told}: run chmod 600 {shlex.quote(str(path))}.")
    return settings


def _parsed(path: Path, text: str) -> Settings:
    try:
        return msgspec.convert(tomllib.loads(text), Settings)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"The config file {path} is not valid TOML: {error}.") from error
    except msgspec.ValidationError as error:
        raise UsageError(_sentence(path, text, str(error))) from error


def _sentence(path: Path, text: str, problem: str) -> str:
    """`problem` names the key in backquotes, as in "Object contains unknown field `colour`" or "... at `$.mouse`"."""
    key, table = problem.rpartition("`")[0].rpartition("`")[2].removeprefix("$."), ""
    if "unknown field" in problem and "`$." in problem:
        table, key = key, problem.partition("`")[2].partition("`")[0]
    name = key.rpartition(".")[2]
    lines = (number for number, line in enumerate(text.splitlines(), 1) if line.split("=")[0].strip(" \t'\"[]") == name)
    number = next(lines, 0)
    where = f"{path}, line {number}" if number else str(path)
    if "unknown field" in problem:
        known = (BoardSettings if table else Settings).__struct_fields__
        return f"{where}: there is no setting {key}; there {'are' if known[1:] else 'is'} {', '.join(known)}."
    if key in _CHOICES and ("enum value" in problem or "regex" in problem):
        return f"{where}: there is no such {key}; there are {', '.join(_CHOICES[key])}."
    return f"{where}: {key}: {problem.partition(' - at ')[0]}."
