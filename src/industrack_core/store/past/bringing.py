"""Records that are brought to a database of the past: all that is brought at once is there, or none of it."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, Table

from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.record import RECORD_TYPES
from industrack_core.store.derived.derived import DERIVED
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import record_of
from industrack_core.store.engine.prepared import Rows
from industrack_core.store.engine.statements import insertion
from industrack_core.store.past.memory import put_rows


class Bringing:
    """What is brought `here` in one transaction, beside what is `known` there by kind and id."""

    def __init__(self, here: Connection, known: Mapping[str, set[int]]) -> None:
        self.here, self._known = here, known
        self._fresh: dict[str, set[int]] = {}

    def lacking(self, kind: Kind, ids: set[int]) -> set[int]:
        """Those of these ids that are not there yet."""
        return ids - self._known[kind] - self._fresh.get(kind, set())

    def put(self, kind: Kind, rows: Rows) -> Rows:
        """Put those of these rows that are not there yet, which are answered."""
        lacking = self.lacking(kind, {row[0] for row in rows})
        fresh = [row for row in rows if row[0] in lacking]
        self._fresh.setdefault(kind, set()).update(lacking)
        put_rows(self.here, schema.TABLES[kind], fresh)
        return fresh

    def tell(self, kind: Kind, rows: Rows, tables: Collection[Table]) -> None:
        """What these derived tables say of each of these records."""
        records = [record_of(RECORD_TYPES[kind], row) for row in rows]
        for derived in DERIVED:
            if derived.kind == kind and any(derived.table is each for each in tables):
                insertion(derived.table).run_many(self.here, derived.make(self.here, records))

    def keep(self) -> None:
        """All of it is there for good: it is known from now on."""
        for kind, ids in self._fresh.items():
            self._known[kind].update(ids)


@contextmanager
def bringing(engine: Engine, known: Mapping[str, set[int]]) -> Iterator[Bringing]:
    """One transaction, and what is brought in it; known only once that is committed, for a read may be given up."""
    with engine.begin() as here:
        brought = Bringing(here, known)
        yield brought
    brought.keep()
