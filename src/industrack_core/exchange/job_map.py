"""The map of an import: which column feeds which field. A TOML file, read strictly (docs/import.md explains it)."""

import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from industrack_core.domain.errors import UsageError
from industrack_core.domain.job import MAX_JOB_MINUTES

USUAL_MINUTES = 60


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a text comes from: one column, several joined (empty ones skipped), or the same for all rows.

    `blank` are values that count as empty; `values` translates what the column says (capitals do not
    matter); `default` serves for an empty text, and for one that `values` does not know.
    """

    column: str | None = None
    columns: tuple[str, ...] = ()
    constant: str | None = None
    separator: str = ", "
    blank: tuple[str, ...] = ()
    values: dict[str, str] = {}
    default: str | None = None

    @property
    def used(self) -> tuple[str, ...]:
        """The columns it reads."""
        return (self.column,) if self.column is not None else self.columns


Field = Source | str
"""In a map, `customer = "Name"` is short for `customer = { column = "Name" }`."""


class Fields(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The job's fields that an import can fill; those left out keep what a job has."""

    customer: Field
    location: Field | None = None
    employee: Field | None = None
    service_type: Field | None = None
    number: Field | None = None
    description: Field | None = None
    note: Field | None = None
    priority: Field | None = None
    status: Field | None = None
    phone: Field | None = None


class Key(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What makes a row the same job again: the columns' texts, joined by "/" after the prefix."""

    columns: tuple[str, ...]
    prefix: str = ""


class Start(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Columns (joined by a blank) that hold the start, and how it is written (strptime forms, tried in order)."""

    columns: tuple[str, ...]
    formats: tuple[str, ...]


class Duration(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Minutes of every job; or up to the end in `end_columns`, at most `longest`, where those are filled."""

    minutes: int = USUAL_MINUTES
    end_columns: tuple[str, ...] = ()
    longest: int = MAX_JOB_MINUTES


class Condition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Sets fields where a column `is` "filled", "blank" or a text `equals`. The first that fits a field decides."""

    column: str
    set: dict[str, str]
    state: Literal["filled", "blank"] | None = msgspec.field(default=None, name="is")
    equals: str | None = None


class JobMap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A whole map. `zone` is the IANA zone in which the file writes its times."""

    name: str
    zone: str
    key: Key
    fields: Fields
    start: Start | None = None
    duration: Duration = Duration()
    when: tuple[Condition, ...] = ()

    def sources(self) -> Iterator[tuple[str, Source]]:
        """The fields that are mapped, each with where it comes from."""
        for name in Fields.__struct_fields__:
            given = getattr(self.fields, name)
            if given is not None:
                yield name, Source(column=given) if isinstance(given, str) else given

    def columns(self) -> frozenset[str]:
        """Every column that the map reads."""
        found = {column for _, source in self.sources() for column in source.used}
        found.update(self.key.columns, self.duration.end_columns, (condition.column for condition in self.when))
        return frozenset(found | set(self.start.columns if self.start else ()))


def shipped_maps() -> list[str]:
    """Names of the maps that come with the program."""
    folder = resources.files("industrack_core.exchange") / "maps"
    return sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))


def load_map(name: str) -> JobMap:
    """The map of that name that comes with the program, or in the file at that path. Raises UsageError."""
    from industrack_core.exchange.job_map_check import check

    text, place = _text(name)
    try:
        job_map = msgspec.convert(tomllib.loads(text), JobMap)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"The map {place} is not valid TOML: {error}.") from error
    except msgspec.ValidationError as error:
        problem, _, path = str(error).partition(" - at `$.")
        where = f"{path.rstrip('`')}: " if path else ""
        raise UsageError(f"The map {place}: {where}{problem}.") from error
    problems = list(check(job_map))
    if problems:
        raise UsageError(f"The map {place}: {problems[0]}")
    return job_map


def _text(name: str) -> tuple[str, str]:
    if name in shipped_maps():
        file = resources.files("industrack_core.exchange") / "maps" / f"{name}.toml"
        return file.read_text(encoding="utf-8"), name
    path = Path(name).expanduser()
    try:
        return path.read_text(encoding="utf-8-sig"), str(path)
    except FileNotFoundError as error:
        known = ", ".join(shipped_maps())
        raise UsageError(f"There is no map {name}: give the path of a TOML file, or one of {known}.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"The map {path} is not UTF-8 text.") from error
    except (OSError, ValueError) as error:
        raise UsageError(f"The map {path} cannot be read: {getattr(error, 'strerror', None) or error}.") from error


def zone_of(job_map: JobMap) -> ZoneInfo:
    """The zone of the file's times. Raises ValueError when there is none of that name."""
    try:
        return ZoneInfo(job_map.zone)
    except (ZoneInfoNotFoundError, OSError) as error:
        raise ValueError(job_map.zone) from error
