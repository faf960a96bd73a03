"""What SQLAlchemy makes of a statement: its text for one engine."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import CompoundSelect, Dialect, Select, TextClause, UpdateBase
from sqlalchemy.engine import make_url
from sqlalchemy.sql.compiler import SQLCompiler

from industrack_core.store.engine.speaking import DriverDialect
from industrack_core.store.engine.texts import CompiledText

Query = Select[*tuple[Any, ...]]
"""A statement that reads, whatever its columns."""
Statement = Query | CompoundSelect[*tuple[Any, ...]] | UpdateBase | TextClause
"""Whatever can be compiled once."""
_LIST = re.compile(r"IN \(__\[POSTCOMPILE_(\w+)\]\)")


@cache
def plain_dialect(name: str) -> Dialect:
    """SQLAlchemy's dialect of an engine that is not connected."""
    return make_url("postgresql+psycopg://" if name == "postgresql" else "sqlite://").get_dialect()()


def compiled_text(statement: Statement, dialect: Dialect | DriverDialect, sizes: Mapping[str, int]) -> CompiledText:
    """A statement for an engine, with lists of these lengths."""
    compiled = statement.compile(dialect=dialect if isinstance(dialect, Dialect) else plain_dialect(dialect.name))
    assert isinstance(compiled, SQLCompiler)
    arrays = tuple(sizes) if dialect.name == "postgresql" else ()
    if arrays:
        compiled.string = _LIST.sub(lambda found: _array_of(compiled, found, arrays), compiled.string)
    state = compiled.construct_expanded_state({**compiled.params, **{name: [0] * size for name, size in sizes.items()}})
    assert not state.processors, "the driver takes numbers and texts as they are"
    lists = {name: tuple(places) for name, places in state.parameter_expansion.items() if name in sizes}
    given = {place for places in lists.values() for place in places}
    return CompiledText(
        state.statement,
        {name: value for name, value in state.parameters.items() if value is not None and name not in given},
        None if state.positiontup is None else tuple(state.positiontup),
        {} if arrays else lists,
        arrays,
    )


def _array_of(compiled: SQLCompiler, found: re.Match[str], arrays: Sequence[str]) -> str:
    """A list as one value: each length of it would be another text, of which a driver and a server know nothing yet."""
    name = found[1]
    if name not in arrays:
        return found[0]
    kind = compiled.dialect.type_compiler_instance.process(compiled.binds[name].type)
    return f"= ANY (%({name})s::{kind.partition(' COLLATE')[0]}[])"
