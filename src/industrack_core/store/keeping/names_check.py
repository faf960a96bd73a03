"""What records name that is not there: by their columns, which a server's foreign keys hold, and inside their lists."""

from collections.abc import Iterator, Sequence

import msgspec
from sqlalchemy import Connection

from industrack_core.domain.kinds import Kind
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import RowValues
from industrack_core.store.engine.prepared import parts_of
from industrack_core.store.engine.statements import versions_of
from industrack_core.store.writing.uses import NAMED_IN

Name = tuple[str, int]
"""The kind and the id of a record that another one names."""


class Names:
    """What was found to be there is not looked for again: nothing goes while it is named."""

    def __init__(self) -> None:
        self._there: dict[str, set[int]] = {}

    def dangling(
        self, connection: Connection, kind: str, rows: Sequence[RowValues]
    ) -> Iterator[tuple[RowValues, Name]]:
        """Rows of a kind that can be read, each with what it names and is not there."""
        named = [(row, name) for row in rows for name in _names(kind, row)]
        wanted: dict[str, set[int]] = {}
        for _, (other, number) in named:
            wanted.setdefault(other, set()).add(number)
        for other, numbers in wanted.items():
            there = self._there.setdefault(other, set())
            for part in parts_of(sorted(numbers - there)):
                there.update(row[0] for row in versions_of(schema.TABLES[other]).rows(connection, values=part))
        return ((row, (other, number)) for row, (other, number) in named if number not in self._there[other])


def _names(kind: str, row: RowValues) -> Iterator[Name]:
    for key in schema.TABLES[kind].foreign_keys:
        if row[key.parent.name] is not None:
            yield key.column.table.name, row[key.parent.name]
    if kind == Kind.JOB and row["crew"]:
        yield from ((Kind.EMPLOYEE, int(each)) for each in row["crew"].split(","))
    for other, places in NAMED_IN.items():
        for of_kind, column, field in places:
            if of_kind == kind and row[column] != "[]":
                parts = msgspec.json.decode(row[column])
                yield from (
                    (other, number) for each in parts if (number := each.get(field) if field else each) is not None
                )
