"""What a text that holds a JSON object says by a name, in a statement: each engine has its own word for it."""

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
