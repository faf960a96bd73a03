"""A statement as text for one engine: what is built of it once, and how its values come to their places."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import CompoundSelect, Dialect, Select, TextClause, UpdateBase
from sqlalchemy.sql.compiler import SQLCompiler

Query = Select[*tuple[Any, ...]]
"""A statement that reads, whatever its columns."""
Statement = Query | CompoundSelect[*tuple[Any, ...]] | UpdateBase | TextClause
"""Whatever can be compiled once."""
Values = Mapping[str, Any]
"""What a statement is given, by its parameters: texts, numbers, lists of them."""


class CompiledText(NamedTuple):
    """A statement for one engine and one length of its lists."""

    sql: str
    constants: Values
    order: tuple[str, ...] | None  # SQLite takes values by position, PostgreSQL by name
    lists: dict[str, tuple[str, ...]]

    def arguments(self, values: Values) -> Values | list[object]:
        if self.lists:
            values = self._spread(values)
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


def room_for(values: Sequence[object]) -> int:
    """The next power of two: each length of a list is a text of its own, and there should be few."""
    return 1 << (len(values) - 1).bit_length()


def compiled_text(statement: Statement, dialect: Dialect, sizes: Mapping[str, int]) -> CompiledText:
    compiled = statement.compile(dialect=dialect)
    assert isinstance(compiled, SQLCompiler)
    state = compiled.construct_expanded_state({**compiled.params, **{name: [0] * size for name, size in sizes.items()}})
    assert not state.processors, "the driver takes numbers and texts as they are"
    lists = {name: tuple(places) for name, places in state.parameter_expansion.items() if name in sizes}
    given = {place for places in lists.values() for place in places}
    return CompiledText(
        state.statement,
        {name: value for name, value in state.parameters.items() if value is not None and name not in given},
        None if state.positiontup is None else tuple(state.positiontup),
        lists,
    )
