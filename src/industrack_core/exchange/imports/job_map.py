"""The map of an import of jobs: which column feeds which field (docs/import.md explains it)."""

from collections.abc import Iterator
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.job import MAX_JOB_MINUTES
from industrack_core.exchange.imports.map_file import Field, FieldSource, sources_of

USUAL_MINUTES = 60
CUSTOMER_SIGNS = (Kind.CUSTOMER, "customer_number", "email", "phone")
"""Fields by which a customer is found."""


class JobFields(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The job's fields that an import can fill; those left out keep what a job has.

    At least one of `CUSTOMER_SIGNS` says who the customer is.
    """

    customer: Field | None = None
    customer_number: Field | None = None
    email: Field | None = None
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


class StartColumns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Columns (joined by a blank) that hold the start, and how it is written (strptime forms, tried in order)."""

    columns: tuple[str, ...]
    formats: tuple[str, ...]


class Duration(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Minutes of every job; or what `column` says, where a bare number is in `unit`; or up to the end in
    `end_columns`, at most `longest`."""

    minutes: int = USUAL_MINUTES
    column: str | None = None
    unit: Literal["minutes", "hours"] = "minutes"
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
    fields: JobFields
    start: StartColumns | None = None
    duration: Duration = Duration()
    when: tuple[Condition, ...] = ()

    def sources(self) -> Iterator[tuple[str, FieldSource]]:
        """The fields that are mapped, each with where it comes from."""
        return sources_of(self.fields)

    def columns(self) -> frozenset[str]:
        """Every column that the map reads."""
        found = {column for _, source in self.sources() for column in source.used}
        found.update(self.key.columns, self.duration.end_columns, (condition.column for condition in self.when))
        found.update([self.duration.column] if self.duration.column is not None else [])
        return frozenset(found | set(self.start.columns if self.start else ()))


def zone_of(job_map: JobMap) -> ZoneInfo:
    """The zone of the file's times. Raises ValueError when there is none of that name."""
    try:
        return ZoneInfo(job_map.zone)
    except (ZoneInfoNotFoundError, OSError) as error:
        raise ValueError(job_map.zone) from error
