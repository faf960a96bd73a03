"""What of the schema and of statements is kept as text, so that a board opens before SQLAlchemy is loaded.

`texts.json`, and `server_texts.json` for servers, are made of the tables and the statements by
`python -m tools.make_texts`; a test holds them against these.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from industrack_core.domain.named_tuple import NamedTuple

Values = Mapping[str, Any]
"""What a statement is given, by its parameters: texts, numbers, lists of them."""
LIST_PLACE = "__[POSTCOMPILE_{}]"
"""Where a list of values goes in a text."""


class CompiledText(NamedTuple):
    """A statement for one engine and one length of its lists; a server takes a list of any length as one value."""

    sql: str
    constants: Values
    order: tuple[str, ...] | None  # SQLite takes values by position, PostgreSQL by name
    lists: dict[str, tuple[str, ...]]
    arrays: tuple[str, ...] = ()

    def arguments(self, values: Values) -> Values | list[object]:
        if self.lists:
            values = self._spread(values)
        if self.arrays:
            values = {**values, **{name: array_text(values[name]) for name in self.arrays}}
        if self.constants:
            values = {**self.constants, **values}
        return values if self.order is None else [values[name] for name in self.order]

    def _spread(self, values: Values) -> Values:
        spread = {name: value for name, value in values.items() if name not in self.lists}
        for name, places in self.lists.items():
            items = values[name]
            # a value said twice changes nothing, and keeps the number of texts small
            spread.update(zip(places, [*items, *[items[-1]] * (len(places) - len(items))], strict=True))
        return spread


class KeptText(NamedTuple):
    """A statement for a file, whatever the length of its lists."""

    sql: str
    constants: dict[str, str | int]
    order: tuple[str, ...]

    def of_sizes(self, sizes: Mapping[str, int]) -> CompiledText:
        """The statement for lists of these lengths, by their names."""
        lists = {name: tuple(f"{name}_{each}" for each in range(1, size + 1)) for name, size in sizes.items()}
        sql = self.sql
        for name, places in lists.items():
            sql = sql.replace(LIST_PLACE.format(name), ", ".join("?" * len(places)))
        order = (place for name in self.order for place in lists.get(name, (name,)))
        return CompiledText(sql, self.constants, tuple(order), lists)


class Texts(NamedTuple):
    """All that is kept: the columns of each table in order, and statements by `module:name`."""

    columns: dict[str, tuple[str, ...]]
    statements: dict[str, KeptText]


class ServerText(NamedTuple):
    """A statement for a server, which takes a list of any length as one value."""

    sql: str
    constants: dict[str, str | int]
    arrays: tuple[str, ...]

    def compiled(self) -> CompiledText:
        """As SQLAlchemy would make it."""
        return CompiledText(self.sql, self.constants, None, {}, self.arrays)


PLACE = Path(__file__).with_name("texts.json")
PLACE_OF_SERVERS = Path(__file__).with_name("server_texts.json")


@cache
def kept_texts() -> Texts:
    """What is kept."""
    return msgspec.json.decode(PLACE.read_bytes(), type=Texts)


@cache
def server_texts() -> dict[str, ServerText]:
    """The same statements for servers, by `module:name`."""
    return msgspec.json.decode(PLACE_OF_SERVERS.read_bytes(), type=dict[str, ServerText])


def array_text(values: Iterable[object]) -> str:
    """Numbers or texts as PostgreSQL reads a list of them."""
    return f"{{{','.join([_in_array(each) for each in values])}}}"


def _in_array(value: object) -> str:
    if isinstance(value, int):
        return str(value)
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'


def room_for(values: Sequence[object]) -> int:
    """The next power of two: each length of a list is a text of its own, and there should be few."""
    return 1 << (len(values) - 1).bit_length()
