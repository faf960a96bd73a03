"""Domain values to rows and back, in one place; also how the journal writes and compares rows."""

import dataclasses
import hashlib
import typing
from collections.abc import Callable, Hashable, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, cast

import msgspec

from industrack_core.domain import acts
from industrack_core.domain.customer import Customer, Location
from industrack_core.domain.estimate import Estimate
from industrack_core.domain.job import Job
from industrack_core.domain.minute import instant_of, minute_of
from industrack_core.domain.office import Calendar, Company, Employee, Group, JobColor, ServiceType, TimeOff

RowValues = dict[str, Any]
R = TypeVar("R", bound=acts.Record)

KINDS: dict[type, str] = {
    Company: "company",
    Calendar: "calendar",
    Employee: "employee",
    TimeOff: "time_off",
    Group: "employee_group",
    JobColor: "job_color",
    ServiceType: "service_type",
    Customer: "customer",
    Location: "location",
    Estimate: "estimate",
    Job: "job",
}
"""Which table keeps which record, in an order in which they can be inserted."""

RECORD_TYPES = {kind: record_type for record_type, kind in KINDS.items()}


class _Converter(typing.NamedTuple):
    name: str
    to_column: Callable[[Any], Any]
    to_field: Callable[[Any], Any]


def _same(value: Any) -> Any:
    return value


def _crew_to_text(crew: tuple[int, ...]) -> str:
    return ",".join(map(str, crew))


def _crew_from_text(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(",")) if text else ()


def _json_text(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _optional(convert: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else convert(value)


def _converter(record_type: type, name: str, hint: Any) -> _Converter:
    parts = [part for part in typing.get_args(hint) if part is not type(None)]
    inner = parts[0] if isinstance(hint, UnionType) else hint
    if record_type is Job and name == "crew":
        return _Converter(name, _crew_to_text, _crew_from_text)
    if inner is datetime:
        return _Converter(name, _optional(minute_of), _optional(instant_of))
    if inner is date:
        return _Converter(name, _optional(date.isoformat), _optional(date.fromisoformat))
    if inner is bool:
        return _Converter(name, int, bool)
    if typing.get_origin(inner) is tuple:
        decoder = msgspec.json.Decoder(inner)
        return _Converter(name, _json_text, decoder.decode)
    if isinstance(inner, type) and issubclass(inner, StrEnum):
        return _Converter(name, _optional(str), _optional(inner))
    return _Converter(name, _same, _same)


@cache
def _converters(record_type: Any) -> tuple[_Converter, ...]:
    hints = typing.get_type_hints(record_type)
    return tuple(_converter(record_type, field.name, hints[field.name]) for field in dataclasses.fields(record_type))


def to_row(record: acts.Record) -> RowValues:
    """Column values of a record, the derived ones of a job included."""
    row = {name: to_column(getattr(record, name)) for name, to_column, _ in _converters(cast(Hashable, type(record)))}
    if isinstance(record, Job):
        row["in_queue"] = int(record.in_queue)
    return row


def from_row(record_type: type[R], row: Mapping[Any, Any]) -> R:
    """The record that a row keeps."""
    return record_type(**{name: to_field(row[name]) for name, _, to_field in _converters(cast(Hashable, record_type))})


def digest(row: RowValues | None) -> str:
    """What a row says, without its version, as a short text: equal texts, equal content. Empty for no row."""
    if row is None:
        return ""
    content = sorted((name, value) for name, value in row.items() if name != "version")
    return hashlib.sha256(msgspec.json.encode(content)).hexdigest()[:32]


def difference(before: RowValues | None, after: RowValues | None) -> tuple[str | None, str | None]:
    """What the journal keeps of a change: the changed columns on both sides; a whole row when one side is absent."""
    if before is None or after is None:
        return (_json_text(before) if before else None, _json_text(after) if after else None)
    changed = [name for name in after if name != "version" and before[name] != after[name]]
    return (
        _json_text({name: before[name] for name in changed}),
        _json_text({name: after[name] for name in changed}),
    )


def columns_of(text: str) -> RowValues:
    """The columns that `difference` wrote."""
    return msgspec.json.decode(text, type=dict[str, Any])
