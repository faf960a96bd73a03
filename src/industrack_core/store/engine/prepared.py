"""Statements that are compiled once and run through the driver itself.

Building a statement costs SQLAlchemy some hundred microseconds and running it another twenty, SQLite itself three;
an act is a dozen of them. So statements are built once, with named parameters, kept as text for each engine,
and the driver's own tuples come back: every column is a number or a text (schema.py).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Dialect,
    Insert,
    Select,
    TableClause,
    TextClause,
    UpdateBase,
    bindparam,
    exc,
)
from sqlalchemy.sql.compiler import SQLCompiler

T = TypeVar("T")
Row = tuple[Any, ...]
"""A row as the driver answers it: what its columns hold is known to the statement, not to the types."""
Driver = Any
"""A connection or a cursor of a driver: each has its own, and no type is said of both."""
Expression = ColumnElement[Any]
"""A column, or what is made of columns, of whatever type."""
Query = Select[*tuple[Any, ...]]
"""A statement that reads, whatever its columns."""
Statement = Query | CompoundSelect[*tuple[Any, ...]] | UpdateBase | TextClause
Rows = list[Row]
Values = Mapping[str, Any]
"""What a statement is given, by its parameters: texts, numbers, lists of them."""
_WORTH_A_STREAM = 200
LONGEST_LIST = 512
"""How many values callers should put in a list at most; only the board asks for more."""


def one_of(column: Expression, name: str) -> ColumnElement[bool]:
    """`column` is one of the values of the list parameter `name`."""
    return column.in_(bindparam(name, expanding=True))


class _Text(NamedTuple):
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


class Prepared:
    """One statement with named parameters. Lists (`one_of`) may have any length but none. Safe between threads.

    The connection's transaction must have been begun: SQLAlchemy does not see the statement, and would not
    begin one. Errors are wrapped as SQLAlchemy wraps them.
    """

    def __init__(self, statement: Statement, *lists: str) -> None:
        self._statement = statement
        self._lists = lists
        self._texts: dict[tuple[str, tuple[int, ...]], _Text] = {}

    def rows(self, connection: Connection, **values: object) -> Rows:
        """All rows."""
        found: Rows = self._sent(connection, values).fetchall()
        return found

    def each(self, connection: Connection, make: Callable[[Row], T], **values: object) -> list[T]:
        """What `make` makes of each row; no row is kept longer than that."""
        return list(map(make, self._sent(connection, values)))

    def first(self, connection: Connection, **values: object) -> Row | None:
        """The first row; None when there is none."""
        found = self.rows(connection, **values)
        return found[0] if found else None

    def one(self, connection: Connection, **values: object) -> Row:
        """The row of a statement that always has one."""
        return self.rows(connection, **values)[0]

    def column(self, connection: Connection, **values: object) -> list[Any]:
        """The first value of every row."""
        return [row[0] for row in self.rows(connection, **values)]

    def run(self, connection: Connection, **values: object) -> int:
        """Run a statement that writes; answers how many rows it touched."""
        touched: int = self._sent(connection, values).rowcount
        return touched

    def run_many(self, connection: Connection, every: Iterable[Values]) -> None:
        """Run a statement that writes, without lists, once for each of the values."""
        every = list(every)
        if not every:
            return
        many = len(every) >= _WORTH_A_STREAM and connection.dialect.name == "postgresql"
        if many and isinstance(self._statement, Insert):
            self._stream(connection, self._statement.table, every)
            return
        text = self._text(connection.dialect, {})
        arguments = [text.arguments(values) for values in every]
        cursor = driver_of(connection).cursor()
        try:
            if len(arguments) == 1:
                cursor.execute(text.sql, arguments[0])
            else:
                cursor.executemany(text.sql, arguments)
        except connection.dialect.loaded_dbapi.Error as error:
            raise _wrapped(connection, text.sql, error) from error

    def _stream(self, connection: Connection, table: TableClause, every: Sequence[Values]) -> None:
        """Many new rows for PostgreSQL in one stream, which takes a fifth of asking for each."""
        quote, columns = connection.dialect.identifier_preparer.quote, list(every[0])
        sql = f"COPY {quote(table.name)} ({', '.join(map(quote, columns))}) FROM STDIN"
        try:
            with driver_of(connection).cursor() as cursor, cursor.copy(sql) as stream:
                for values in every:
                    stream.write_row([values[name] for name in columns])
        except connection.dialect.loaded_dbapi.Error as error:
            raise _wrapped(connection, sql, error) from error

    def compile(self, dialect: Dialect) -> None:
        """Compile a statement without lists, for an engine, before it is needed."""
        self._text(dialect, {})

    def sql(self, connection: Connection, **values: object) -> tuple[str, Values | list[object]]:
        """The text that goes to the driver for these values, and its arguments: for plans and measurements."""
        text = self._text(connection.dialect, values)
        return text.sql, text.arguments(values)

    def _sent(self, connection: Connection, values: Values) -> Driver:
        text = self._text(connection.dialect, values)
        try:
            return driver_of(connection).execute(text.sql, text.arguments(values))
        except connection.dialect.loaded_dbapi.Error as error:
            raise _wrapped(connection, text.sql, error) from error

    def _text(self, dialect: Dialect, values: Values) -> _Text:
        sizes = {name: _room(values[name]) for name in self._lists}
        key = (dialect.name, tuple(sizes.values()))
        found = self._texts.get(key)
        if found is None:
            found = self._texts[key] = self._made(dialect, sizes)
        return found

    def _made(self, dialect: Dialect, sizes: Mapping[str, int]) -> _Text:
        return _compiled(self._statement, dialect, sizes)


class Repeated(Prepared):
    """A statement that is run for several sets of values at once, as one of them after the other. It is compiled once,
    however many `times` it stands there; a parameter that is `each` time another is called `low0`, `low1` ...
    """

    def __init__(self, statement: Query, times: int, each: Sequence[str], *lists: str) -> None:
        super().__init__(statement, *lists)
        self._times, self._each = times, frozenset(each)

    def _made(self, dialect: Dialect, sizes: Mapping[str, int]) -> _Text:
        one = super()._made(dialect, sizes)
        parts, order = [], []
        for time in range(self._times):
            sql = one.sql
            for name in self._each:
                sql = sql.replace(f"%({name})s", f"%({name}{time})s")  # a server takes values by name
            parts.append("".join(("SELECT * FROM (", sql, f") AS part{time}")))
            order += [f"{name}{time}" if name in self._each else name for name in one.order or ()]
        return one._replace(sql=" UNION ALL ".join(parts), order=None if one.order is None else tuple(order))


def _room(values: Sequence[object]) -> int:
    """The next power of two: each length of a list is a text of its own, and there should be few."""
    return 1 << (len(values) - 1).bit_length()


def _compiled(statement: Statement, dialect: Dialect, sizes: Mapping[str, int]) -> _Text:
    compiled = statement.compile(dialect=dialect)
    assert isinstance(compiled, SQLCompiler)
    state = compiled.construct_expanded_state({**compiled.params, **{name: [0] * size for name, size in sizes.items()}})
    assert not state.processors, "the driver takes numbers and texts as they are"
    lists = {name: tuple(places) for name, places in state.parameter_expansion.items() if name in sizes}
    given = {place for places in lists.values() for place in places}
    return _Text(
        state.statement,
        {name: value for name, value in state.parameters.items() if value is not None and name not in given},
        None if state.positiontup is None else tuple(state.positiontup),
        lists,
    )


def driver_of(connection: Connection) -> Driver:
    """The driver's own connection."""
    return connection.connection.driver_connection


def _wrapped(connection: Connection, sql: str, error: Exception) -> BaseException:
    """The driver's error as SQLAlchemy would raise it; a connection that broke is not used again."""
    dialect = connection.dialect
    broken = dialect.is_disconnect(error, connection.connection, None)  # type: ignore[arg-type]
    base = dialect.loaded_dbapi.Error
    wrapped = exc.DBAPIError.instance(
        sql, None, error, base, hide_parameters=True, connection_invalidated=broken, dialect=dialect
    )
    if broken:
        connection.invalidate(error)
    return wrapped
