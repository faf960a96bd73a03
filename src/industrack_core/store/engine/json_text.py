"""JSON in statements: what a text says by a name, and the numbers of many rows as one text.

Each engine has its own words for it.
"""

from sqlalchemy import ColumnElement, Text, literal_column
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class _Said(FunctionElement[str]):
    type = Text()
    inherit_cache = True


@compiles(_Said, "sqlite")
def _(element: _Said, compiler: SQLCompiler, **named: object) -> str:
    text, name = element.clauses
    return f"json_extract({compiler.process(text, **named)}, '$.' || {compiler.process(name, **named)})"


@compiles(_Said, "postgresql")
def _(element: _Said, compiler: SQLCompiler, **named: object) -> str:
    text, name = element.clauses
    return f"(CAST({compiler.process(text, **named)} AS jsonb) ->> {compiler.process(name, **named)})"


def said(text: ColumnElement[str] | ColumnElement[str | None], name: str) -> ColumnElement[str]:
    """What it says by that name, as a text; null where it says nothing."""
    return _Said(text, literal_column(f"'{name}'", Text))


class _Listed(FunctionElement[str]):
    type = Text()
    inherit_cache = True


@compiles(_Listed, "sqlite")
def _(element: _Listed, compiler: SQLCompiler, **named: object) -> str:
    number, *only = (compiler.process(each, **named) for each in element.clauses)
    return f"json_group_array({number}){_filter(only)}"


@compiles(_Listed, "postgresql")
def _(element: _Listed, compiler: SQLCompiler, **named: object) -> str:
    number, *only = (compiler.process(each, **named) for each in element.clauses)
    return f"concat('[', string_agg(CAST({number} AS TEXT), ','){_filter(only)}, ']')"


def _filter(only: list[str]) -> str:
    return f" FILTER (WHERE {only[0]})" if only else ""


def json_list(number: ColumnElement[int], *only: ColumnElement[bool]) -> ColumnElement[str]:
    """The numbers of all rows, or of those `only` of which a condition holds, as one text: a list, in no order."""
    return _Listed(number, *only)
