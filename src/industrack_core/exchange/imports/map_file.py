"""What the maps of all imports have in common: a TOML file, read strictly, that says where each field comes from."""

import os
import tomllib
from collections.abc import Collection, Iterator
from importlib import resources
from typing import TypeVar

import msgspec

from industrack_core.desk.values.given_file import opened_given
from industrack_core.domain.errors import UsageError
from industrack_core.domain.text.text import typed_path
from industrack_core.exchange.imports.headings import Known, tidy_heading

M = TypeVar("M", bound=msgspec.Struct)


class FieldSource(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a text comes from: one column, several joined (empty ones skipped), the first of several that is filled, or
    the same for all rows.

    `blank` are values that count as empty; `values` translates what the column says (capitals do not
    matter); `default` serves for an empty text, and for one that `values` does not know.
    """

    column: str | None = None
    columns: tuple[str, ...] = ()
    first_of: tuple[str, ...] = ()
    constant: str | None = None
    separator: str = ", "
    blank: tuple[str, ...] = ()
    values: dict[str, str] = {}
    default: str | None = None

    @property
    def used(self) -> tuple[str, ...]:
        """The columns it reads."""
        return (self.column,) if self.column is not None else self.columns or self.first_of


Field = FieldSource | str
"""In a map, `customer = "Name"` is short for `customer = { column = "Name" }`."""


def sources_of(fields: msgspec.Struct) -> Iterator[tuple[str, FieldSource]]:
    """The fields that are mapped, each with where it comes from."""
    for name in fields.__struct_fields__:
        given = getattr(fields, name)
        if given is not None:
            yield name, FieldSource(column=given) if isinstance(given, str) else given


def known_in(columns: Collection[str]) -> Known:
    """Whether a heading is one of these columns, in any capitals."""
    tidy = frozenset(tidy_heading(column).casefold() for column in columns)
    return lambda name: name.casefold() in tidy


def source_problems(name: str, source: FieldSource) -> Iterator[str]:
    """What is wrong with where a field comes from."""
    given = (source.column is not None, bool(source.columns), bool(source.first_of), source.constant is not None)
    if sum(given) != 1:
        yield f"fields.{name}: write exactly one of column, columns, first_of and constant."


def shipped_maps() -> list[str]:
    """Names of the maps that come with the program."""
    folder = resources.files("industrack_core.exchange.imports") / "maps"
    return sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))


def read_map(name: str, kind: type[M]) -> tuple[M, str]:
    """The map of that name that comes with the program, or in the file at that path, and where it is.

    Raises UsageError.
    """
    text, place = _text(name)
    try:
        return msgspec.convert(tomllib.loads(text), kind), place
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"The map {place} is not valid TOML: {error}.") from error
    except msgspec.ValidationError as error:
        problem, _, path = str(error).partition(" - at `$.")
        where = f"{path.rstrip('`')}: " if path else ""
        raise UsageError(f"The map {place}: {where}{problem}.") from error


def _text(name: str) -> tuple[str, str]:
    if name in shipped_maps():
        file = resources.files("industrack_core.exchange.imports") / "maps" / f"{name}.toml"
        return file.read_text(encoding="utf-8"), name
    path = typed_path(name)
    try:
        with os.fdopen(opened_given(path), encoding="utf-8-sig") as given:
            return given.read(), str(path)
    except FileNotFoundError as error:
        known = ", ".join(shipped_maps())
        raise UsageError(f"There is no map {name}: give the path of a TOML file, or one of {known}.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"The map {path} is not UTF-8 text.") from error
    except (OSError, ValueError) as error:
        raise UsageError(f"The map {path} cannot be read: {getattr(error, 'strerror', None) or error}.") from error
