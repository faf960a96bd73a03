"""Lookups that are asked for before they are wanted, so that a server answers several at once."""

from collections.abc import Hashable, Iterable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from industrack_core.domain.records.record import KINDS, Record
from industrack_core.domain.rights import Sitter
from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Awaited, Prepared, Rows, parts_of
from industrack_core.store.engine.statements import all_rows, rows_by
from industrack_core.store.engine.texts import Values
from industrack_core.store.reads.people_reads import SITTER, sitter


class Asking:
    """Asks on one connection. What was asked for holds until something is written."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._read: dict[tuple[type, int], Any] = {}
        self._asked: dict[Hashable, Awaited] = {}
        self.known_zone: ZoneInfo | None = None
        """The company's, once it was read."""

    def ask(self, statement: Prepared, **values: object) -> None:
        """Ask a server for what `rows` will want: the answer comes with the next that is read, and not on a way of its
        own. A file is read no sooner than it must be."""
        if self.connection.dialect.name == "postgresql" and (key := _key(statement, values)) not in self._asked:
            self._asked[key] = statement.ask(self.connection, **values)

    def rows(self, statement: Prepared, **values: object) -> Rows:
        """What a statement answers, asked for before or now."""
        asked = self._asked.pop(_key(statement, values), None) if self._asked else None
        return (asked or statement.ask(self.connection, **values)).rows()

    def expect(self, record_type: type[Record], ids: Iterable[int]) -> None:
        """Ask for records that `get`, or `get_many` of the same ids, will want."""
        unread = [each for each in ids if (record_type, each) not in self._read]
        if unread:
            self.expect_found(record_type, "id", unread)

    def expect_found(self, record_type: type[Record], column: str, values: Sequence[object]) -> None:
        """Ask for what `find` of the same will want."""
        for part in parts_of(values):
            self.ask(rows_by(schema.TABLES[KINDS[record_type]], column), values=part)

    def expect_everything(self, record_type: type[Record]) -> None:
        """Ask for all records of a small kind."""
        self.ask(all_rows(schema.TABLES[KINDS[record_type]]))

    def expect_sitter(self, who: str) -> None:
        """Ask for what `sitter` will want."""
        self.ask(SITTER, login=who)

    def sitter(self, who: str) -> tuple[ZoneInfo, Sitter | None]:
        """The company's zone as it reads the clock, and who acts, with their rights; nobody in an office without
        roles."""
        self.known_zone, person = sitter(self.rows(SITTER, login=who), who)
        return self.known_zone, person

    def forget(self) -> None:
        """Forget what was read, and what was asked for and not read: it says how things were."""
        self._read.clear()
        self._asked.clear()


def _key(statement: Prepared, values: Values) -> Hashable:
    return statement, tuple((name, tuple(v) if isinstance(v, list) else v) for name, v in sorted(values.items()))
