"""Statements that are run for several sets of values at once."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Dialect

from industrack_core.store.engine.compiled import Query
from industrack_core.store.engine.prepared import Prepared
from industrack_core.store.engine.texts import CompiledText


class Repeated(Prepared):
    """A statement that is run for several sets of values at once, as one of them after the other. It is compiled once,
    however many `times` it stands there; a parameter that is `each` time another is called `low0`, `low1` ...
    """

    def __init__(self, statement: Query, times: int, each: Sequence[str], *lists: str) -> None:
        super().__init__(statement, *lists)
        self._times, self._each = times, frozenset(each)

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
