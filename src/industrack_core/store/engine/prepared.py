"""Statements that are compiled once and run through the driver itself.

Building a statement costs SQLAlchemy some hundred microseconds and running it another twenty, SQLite itself three;
an act is a dozen of them. So statements are built once, with named parameters, kept as text for each engine,
and the driver's own tuples come back: every column is a number or a text (schema.py).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from industrack_core.domain.enquiry import require_awaited
from industrack_core.store.engine.speaking import (
    Driver,
    as_raised,
    begin_anew,
    driver_of,
    is_reading_first,
    raise_anew,
    was_cut,
    wrapping,
)
from industrack_core.store.engine.texts import CompiledText, Values, room_for

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Dialect, TableClause

    from industrack_core.store.engine.compiled import Statement

    Expression = ColumnElement[Any]
    """A column, or what is made of columns, of whatever type."""
else:
    Expression = object  # for SQLAlchemy is not loaded here

T = TypeVar("T")
V = TypeVar("V")
Row = tuple[Any, ...]
"""A row as the driver answers it: what its columns hold is known to the statement, not to the types."""
Rows = list[Row]
_WORTH_A_STREAM = 200
_LONG = 64
"""From so many values on a server plans for them: its plan for whatever list else goes through it for each row."""
LONGEST_LIST = 512
"""How many values callers should put in a list at most; only the board asks for more."""


def parts_of(values: Sequence[V]) -> Iterator[Sequence[V]]:
    """Lists short enough for one statement."""
    for first in range(0, len(values), LONGEST_LIST):
        yield values[first : first + LONGEST_LIST]


def one_of(column: Expression, name: str) -> "ColumnElement[bool]":
    """`column` is one of the values of the list parameter `name`."""
    from sqlalchemy import bindparam

    return column.in_(bindparam(name, expanding=True))


class Prepared:
    """One statement with named parameters. Lists (`one_of`) may have any length but none. Safe between threads.

    The connection's transaction must have been begun: SQLAlchemy does not see the statement, and would not
    begin one. Errors are wrapped as SQLAlchemy wraps them.
    """

    def __init__(self, statement: "Statement", *lists: str) -> None:
        self.statement = statement
        self.lists = lists
        self._texts: dict[tuple[str, tuple[int, ...]], CompiledText] = {}

    def ask(self, connection: "Connection", **values: object) -> "Awaited":
        """Ask, and read the answer later: the next one that is read brings it along. Errors come then, too.

        Raises GivenUp where nobody waits for it any longer.
        """
        require_awaited()
        text = self._text(connection.dialect, values)
        driver = driver_of(connection)
        try:
            return Awaited(connection, text.sql, self._said(connection, driver, text, values))
        except connection.dialect.loaded_dbapi.Error as error:
            told = as_raised(connection, text.sql, error)
            if not is_reading_first(connection, driver) or not was_cut(told):
                raise_anew(told, error)
        begin_anew(connection, driver)
        with wrapping(connection, text.sql):
            return Awaited(connection, text.sql, self._said(connection, driver_of(connection), text, values))

    def _said(self, connection: "Connection", driver: Driver, text: CompiledText, values: Values) -> Driver:
        """A driver's cursor, once the statement is said to it."""
        if any(len(values[name]) >= _LONG for name in text.arrays) and not getattr(driver, "asks_at_once", False):
            return driver.execute(text.sql, text.arguments(values), prepare=False)
        return driver.execute(text.sql, text.arguments(values))

    def rows(self, connection: "Connection", **values: object) -> Rows:
        """All rows."""
        return self.ask(connection, **values).rows()

    def each(self, connection: "Connection", make: Callable[[Row], T], **values: object) -> list[T]:
        """What `make` makes of each row; no row is kept longer than that."""
        return self.ask(connection, **values).each(make)

    def first(self, connection: "Connection", **values: object) -> Row | None:
        """The first row; None when there is none."""
        found = self.rows(connection, **values)
        return found[0] if found else None

    def one(self, connection: "Connection", **values: object) -> Row:
        """The row of a statement that always has one."""
        return self.rows(connection, **values)[0]

    def column(self, connection: "Connection", **values: object) -> list[Any]:
        """The first value of every row."""
        return [row[0] for row in self.rows(connection, **values)]

    def run(self, connection: "Connection", **values: object) -> None:
        """Run a statement that writes. Where a server is only told it, what is wrong comes with the next answer."""
        self.ask(connection, **values)

    def run_many(self, connection: "Connection", every: Iterable[Values]) -> None:
        """Run a statement that writes, without lists, once for each of the values."""
        every = list(every)
        if not every:
            return
        many = len(every) >= _WORTH_A_STREAM and connection.dialect.name == "postgresql"
        if many and (table := _filled_by(self.statement)) is not None:
            self._stream(connection, table, every)
            return
        text = self._text(connection.dialect, {})
        arguments = [text.arguments(values) for values in every]
        with wrapping(connection, text.sql):
            if len(arguments) == 1:
                driver_of(connection).execute(text.sql, arguments[0])
            else:
                driver_of(connection).cursor().executemany(text.sql, arguments)

    def _stream(self, connection: "Connection", table: "TableClause", every: Sequence[Values]) -> None:
        """Many new rows for PostgreSQL in one stream, which takes a fifth of asking for each."""
        quote, columns = connection.dialect.identifier_preparer.quote, list(every[0])
        sql = f"COPY {quote(table.name)} ({', '.join(map(quote, columns))}) FROM STDIN"
        with (
            wrapping(connection, sql),
            driver_of(connection).cursor() as cursor,
            cursor.copy(sql) as stream,
        ):
            for values in every:
                stream.write_row([values[name] for name in columns])

    def compile(self, dialect: "Dialect") -> None:
        """Compile a statement without lists, for an engine, before it is needed."""
        self._text(dialect, {})

    def sql(self, connection: "Connection", **values: object) -> tuple[str, Values | list[object]]:
        """The text that goes to the driver for these values, and its arguments: for plans and measurements."""
        text = self._text(connection.dialect, values)
        return text.sql, text.arguments(values)

    def _text(self, dialect: "Dialect", values: Values) -> CompiledText:
        # a server takes a list of any length as one value
        sizes = {name: 1 if dialect.name == "postgresql" else room_for(values[name]) for name in self.lists}
        key = (dialect.name, tuple(sizes.values()))
        found = self._texts.get(key)
        if found is None:
            found = self._texts[key] = self._made(dialect, sizes)
        return found

    def _made(self, dialect: "Dialect", sizes: Mapping[str, int]) -> CompiledText:
        from industrack_core.store.engine.compiled import compiled_text

        return compiled_text(self.statement, dialect, sizes)


def _filled_by(statement: "Statement") -> "TableClause | None":
    """The table that a statement puts new rows into; None for another kind of statement."""
    from sqlalchemy import Insert

    return statement.table if isinstance(statement, Insert) else None


class Weighed(Prepared):
    """A statement whose best way depends on its values: a server thinks about each of them anew.

    One that is asked often gets a plan for whatever values else, by which a rare word is looked for as a common one.
    """

    def _said(self, connection: "Connection", driver: Driver, text: CompiledText, values: Values) -> Driver:
        if connection.dialect.name != "postgresql":
            return super()._said(connection, driver, text, values)
        return driver.execute(text.sql, text.arguments(values), prepare=False)


class OfOne(Prepared):
    """A statement that must touch one row: it fails where there is none, before anything can be committed."""

    def run(self, connection: "Connection", **values: object) -> None:
        """Run it. Raises NoneTouched, or a server's DataError with the next answer."""
        if not self.ask(connection, **values).touches_some():
            raise NoneTouched

    def _made(self, dialect: "Dialect", sizes: Mapping[str, int]) -> CompiledText:
        one = super()._made(dialect, sizes)
        if dialect.name != "postgresql":
            return one
        return one._replace(
            sql="".join(("WITH touched AS (", one.sql, " RETURNING 1) SELECT 1 / count(*) FROM touched"))
        )


class NoneTouched(Exception):
    """There was no row where there must be one."""


class Awaited:
    """A statement that was said to a driver. Its answer is read once."""

    def __init__(self, connection: "Connection", sql: str, cursor: Driver) -> None:
        self._connection, self._sql, self._cursor = connection, sql, cursor

    def rows(self) -> Rows:
        """All rows."""
        with wrapping(self._connection, self._sql):
            found: Rows = self._cursor.fetchall()
            return found

    def each(self, make: Callable[[Row], T]) -> list[T]:
        """What `make` makes of each row."""
        with wrapping(self._connection, self._sql):
            return list(map(make, self._cursor))

    def touches_some(self) -> bool:
        """Whether a row was touched; True as well where that is not known yet."""
        return bool(self._cursor.rowcount)
