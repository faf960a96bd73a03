"""Domain values to rows and back, in one place; also how the journal writes and compares rows."""

import dataclasses
import typing
from collections.abc import Callable, Hashable
from datetime import date, datetime
from enum import StrEnum
from functools import cache, lru_cache
from types import UnionType
from typing import TYPE_CHECKING, Any, TypeVar, cast

import msgspec

from industrack_core.domain.errors import NotADatabase
from industrack_core.domain.late_module import late_module
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.record import KINDS, RECORD_TYPES, Record
from industrack_core.domain.time.minute import instant_of, minute_of
from industrack_core.store.engine.prepared import Row
from industrack_core.store.engine.texts import kept_texts

if TYPE_CHECKING:
    import hashlib

    from industrack_core.store.engine import schema
    from industrack_core.store.engine.columns import TableColumn
else:
    hashlib = late_module("hashlib")
    schema = late_module("industrack_core.store.engine.schema")

RowValues = dict[str, Any]
"""The columns of a row by name: what they hold is known to the table, not to the types."""
Convert = Callable[[Any], Any]
"""What makes of a field a column, or the other way round: each has types of its own."""
R = TypeVar("R", bound=Record)

_REMEMBERED = 4096
"""How many different texts of one column are remembered decoded: most employees share their hours."""


class _Converter(NamedTuple):
    """How a field is kept; None where the column holds the field's own value."""

    name: str
    to_column: Convert | None = None
    to_field: Convert | None = None


def _crew_to_text(crew: tuple[int, ...]) -> str:
    return ",".join(map(str, crew))


def _crew_from_text(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(",")) if text else ()


def _json_text(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _optional(convert: Convert) -> Convert:
    return lambda value: None if value is None else convert(value)


def _remembered(convert: Convert) -> Convert:
    """Only for what cannot change: texts in, frozen values out."""
    return lru_cache(maxsize=_REMEMBERED)(convert)


def _converter(record_type: type, name: str, hint: object) -> _Converter:
    parts = [part for part in typing.get_args(hint) if part is not type(None)]
    inner = parts[0] if isinstance(hint, UnionType) else hint
    if record_type is Job and name == "crew":
        return _Converter(name, _crew_to_text, _remembered(_crew_from_text))
    if inner is datetime:
        return _Converter(name, _optional(minute_of), _optional(instant_of))
    if inner is date:
        return _Converter(name, _optional(date.isoformat), _optional(date.fromisoformat))
    if inner is bool:
        return _Converter(name, int, bool)
    if typing.get_origin(inner) is tuple:
        return _Converter(name, _json_text, _remembered(msgspec.json.Decoder(inner).decode))
    if isinstance(inner, type) and issubclass(inner, StrEnum):
        return _Converter(name, _optional(str), _remembered(_optional(inner)))
    return _Converter(name)


class _Codec(NamedTuple):
    """The fields of a record type, and by their place those that need converting."""

    names: tuple[str, ...]
    to_columns: tuple[tuple[str, Convert], ...]
    to_fields: tuple[tuple[int, Convert], ...]
    places: tuple[int, ...]


@cache
def _codec(record_type: type) -> _Codec:
    hints = typing.get_type_hints(record_type)
    fields = [_converter(record_type, each.name, hints[each.name]) for each in dataclasses.fields(record_type)]
    columns = kept_texts().columns[KINDS[record_type]]
    return _Codec(
        tuple(field.name for field in fields),
        tuple((field.name, field.to_column) for field in fields if field.to_column),
        tuple((place, field.to_field) for place, field in enumerate(fields) if field.to_field),
        tuple(columns.index(field.name) for field in fields),
    )


def to_row(record: Record) -> RowValues:
    """Column values of a record, the derived ones of a job included."""
    codec = _codec(cast(Hashable, type(record)))
    row = {name: getattr(record, name) for name in codec.names}
    for name, to_column in codec.to_columns:
        row[name] = to_column(row[name])
    if isinstance(record, Job):
        row["in_queue"] = int(record.in_queue)
    return row


def record_of(record_type: type[R], row: Row) -> R:
    """The record that a row keeps, its columns in the table's order."""
    codec = _codec(cast(Hashable, record_type))
    values = [row[place] for place in codec.places]
    try:
        for place, to_field in codec.to_fields:
            values[place] = to_field(values[place])
    except (ValueError, TypeError, OverflowError, msgspec.MsgspecError) as error:
        raise NotADatabase(
            f"A record ({KINDS[record_type]}) in the database is damaged: restore it from a backup."
        ) from error
    return record_type(**dict(zip(codec.names, values, strict=True)))


def unreadable(kind: str, row: RowValues) -> list[str]:
    """The columns of a row that its record cannot be read from; none when all is well."""
    codec = _codec(cast(Hashable, RECORD_TYPES[kind]))
    found = []
    for place, to_field in codec.to_fields:
        try:
            to_field(row[codec.names[place]])
        except (ValueError, TypeError, OverflowError, msgspec.MsgspecError):
            found.append(codec.names[place])
    return found


def from_row(record_type: type[R], row: RowValues) -> R:
    """The record that a row keeps, its columns by name."""
    return record_of(record_type, tuple(row[name] for name in kept_texts().columns[KINDS[record_type]]))


def nearest_record(kind: str, row: RowValues) -> Record:
    """The record that a row keeps; what of it cannot be read is as in a new record. Raises NotADatabase."""
    record_type = RECORD_TYPES[kind]
    broken = unreadable(kind, row)
    if not broken:
        return from_row(record_type, row)
    usual = {field.name: field.default for field in dataclasses.fields(record_type)}
    mended = {
        name: to_column(usual[name])
        for name, to_column in _codec(cast(Hashable, record_type)).to_columns
        if name in broken and usual[name] is not dataclasses.MISSING
    }
    return from_row(record_type, {**row, **mended})


def complete_row(kind: str, row: RowValues) -> RowValues:
    """A row that the journal kept, with the table's columns of now: those that came since as they begin."""
    return {str(column.name): row.get(column.name, beginning(column)) for column in schema.TABLES[kind].columns}


def beginning(column: "TableColumn") -> str | int | None:
    """What a column says in rows of before it came."""
    from sqlalchemy import DefaultClause

    default = column.server_default
    if not isinstance(default, DefaultClause):
        return None
    text = str(getattr(default.arg, "text", default.arg))
    return text if column.type.python_type is str else int(text)


_ASIDE = frozenset({"version", "body"})
"""What the journal does not keep: what phones said stands in their reports, for as long as it is kept there."""


_NOT_SAID = _ASIDE | {"due_s", "next_s"}
"""What is not compared either: an entry of the outbox that is redone is due anew, and is the same one."""


def digest(row: RowValues | None) -> str:
    """What a row says, but its version and when it is due, as a short text: equal texts, equal content. None: empty."""
    if row is None:
        return ""
    content = sorted((name, value) for name, value in row.items() if name not in _NOT_SAID)
    return hashlib.sha256(msgspec.json.encode(content)).hexdigest()[:32]


def difference(before: RowValues | None, after: RowValues | None) -> tuple[str | None, str | None]:
    """What the journal keeps of a change: the changed columns on both sides; a whole row when one side is absent."""
    if before is None or after is None:
        return (_json_text(_told(before)) if before else None, _json_text(_told(after)) if after else None)
    changed = [name for name in after if name not in _ASIDE and before[name] != after[name]]
    return (
        _json_text({name: before[name] for name in changed}),
        _json_text({name: after[name] for name in changed}),
    )


def _told(row: RowValues) -> RowValues:
    return {name: value for name, value in row.items() if name != "body"} if "body" in row else row


def columns_of(text: str) -> RowValues:
    """The columns that `difference` wrote."""
    return msgspec.json.decode(text, type=RowValues)
