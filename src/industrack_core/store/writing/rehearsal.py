"""A transaction that only reads: what acts would come to, and what that was decided on."""

from collections.abc import Sequence, Set

from sqlalchemy import Connection

from industrack_core.domain.records.record import Change, Record
from industrack_core.store.engine.attachments import Contents
from industrack_core.store.writing.ledger import read_counts
from industrack_core.store.writing.lookups import Lookups, R
from industrack_core.store.writing.numbers import next_numbers
from industrack_core.store.writing.transaction import Transaction, Written


class Rehearsal(Transaction):
    """A transaction that only reads, for rules that are asked what they would decide. It hands out ids that nobody has.

    It holds no lock: by the time of the act things may be different, and the act is judged anew.
    """

    def __init__(self, connection: Connection, contents: Contents) -> None:
        Lookups.__init__(self, connection)
        self.contents = contents
        self._begin_with(read_counts(connection))
        self._following: dict[str, int] = {}  # by kind, behind the numbers that were given
        self._found_ids: dict[type, set[int]] = {}

    def found(self, record_type: type[Record]) -> Set[int]:
        """The ids of all records that were found by a column."""
        return self._found_ids.get(record_type, set())

    def _stored(self, record_type: type[R], column: str, values: Sequence[object]) -> list[R]:
        records = super()._stored(record_type, column, values)
        self._found_ids.setdefault(record_type, set()).update(each.id for each in records)
        return records

    def forget(self) -> None:
        super().forget()
        self._following = {}

    def take_numbers(self, kind: str, count: int = 1) -> list[str]:
        """The numbers that an act would get as things are; none is taken."""
        numbers = next_numbers(self.connection, kind, count, self._following.get(kind, 0))
        self._following[kind] = numbers.following
        return numbers.texts

    def write(self, changes: Sequence[Change], act_id: str, *, stock: bool = True) -> list[Written]:
        raise RuntimeError("a rehearsal writes nothing")
