"""Statements that are run for several sets of values at once, and such as take some of what those find."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Dialect

from industrack_core.store.engine.compiled import Query
from industrack_core.store.engine.prepared import Prepared
from industrack_core.store.engine.texts import CompiledText

REPEATED = "REPEATED"
"""What stands in a statement (`Among`) for another."""


class Repeated(Prepared):
    """A statement that is run for several sets of values at once, as one of them after the other. It is compiled once,
    however many `times` it stands there; a parameter that is `each` time another is called `low0`, `low1` ...
    """

    def __init__(self, statement: Query, times: int, each: Sequence[str], *lists: str) -> None:
        super().__init__(statement, *lists)
        self._times, self._each = times, frozenset(each)

    def text_for(self, dialect: Dialect) -> CompiledText:
        """The whole text, of one without lists."""
        return self._text(dialect, {})

    def _made(self, dialect: Dialect, sizes: Mapping[str, int]) -> CompiledText:
        one = super()._made(dialect, sizes)
        parts, order = list[str](), list[str]()
        for time in range(self._times):
            sql = one.sql
            for name in self._each:
                sql = sql.replace(f"%({name})s", f"%({name}{time})s")  # a server takes values by name
            parts.append("".join(("SELECT * FROM (", sql, f") AS part{time}")))
            order += [f"{name}{time}" if name in self._each else name for name in one.order or ()]
        return one._replace(sql=" UNION ALL ".join(parts), order=None if one.order is None else tuple(order))


class Among(Prepared):
    """What a `Repeated` finds, of which a statement takes some: it is compiled with `REPEATED` in its place."""

    def __init__(self, statement: Query, repeated: Repeated, *lists: str) -> None:
        super().__init__(statement, *lists)
        self._repeated = repeated

    def _made(self, dialect: Dialect, sizes: Mapping[str, int]) -> CompiledText:
        around, inside = super()._made(dialect, sizes), self._repeated.text_for(dialect)
        order = None if around.order is None else (*(inside.order or ()), *around.order)
        sql = around.sql.replace(REPEATED, inside.sql)
        return CompiledText(sql, {**inside.constants, **around.constants}, order, around.lists, around.arrays)
