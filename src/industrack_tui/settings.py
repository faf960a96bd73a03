"""What a person set for good, in a TOML file: read strictly, so that a typing mistake is said and not skipped."""

import tomllib
from pathlib import Path
from typing import Literal

import msgspec

from industrack_core.domain.errors import UsageError

Glyphs = Literal["auto", "unicode", "ascii"]


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The config file. `None` leaves a choice to the program; glyphs by `auto` follow the locale."""

    database: str | None = None
    theme: str | None = None
    glyphs: Glyphs = "auto"
    mouse: bool = True


def read_settings(path: Path) -> Settings:
    """The settings in the file at `path`; the defaults when there is none. Raises UsageError, one sentence."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return Settings()
    except OSError as error:
        raise UsageError(f"The config file {path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"The config file {path} is not UTF-8 text.") from error
    try:
        return msgspec.convert(tomllib.loads(text), Settings)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"The config file {path} is not valid TOML: {error}.") from error
    except msgspec.ValidationError as error:
        raise UsageError(_sentence(path, text, str(error))) from error


def _sentence(path: Path, text: str, problem: str) -> str:
    """`problem` names the key in backquotes, as in "Object contains unknown field `colour`" or "... at `$.mouse`"."""
    key = problem.rpartition("`")[0].rpartition("`")[2].removeprefix("$.")
    lines = (number for number, line in enumerate(text.splitlines(), 1) if line.split("=")[0].strip(" \t'\"") == key)
    number = next(lines, 0)
    where = f"{path}, line {number}" if number else str(path)
    if "unknown field" in problem:
        known = ", ".join(Settings.__struct_fields__)
        return f"{where}: there is no setting {key}; there are {known}."
    return f"{where}: {key}: {problem.partition(' - at ')[0]}."
