"""The records of a company that is being made, as acts find those of a database."""

from collections.abc import Iterable
from typing import TypeVar

from industrack_core.domain.records.record import Record

R = TypeVar("R", bound=Record)


class DemoKnown:
    """All records by id, in the order in which they were put."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._records = {record.id: record for record in records}

    def put(self, record: Record) -> None:
        """The record is there, in place of what has its id."""
        self._records[record.id] = record

    def get(self, record_type: type[R], record_id: int) -> R | None:
        """The record with that id, or None."""
        found = self._records.get(record_id)
        return found if isinstance(found, record_type) else None

    def get_many(self, record_type: type[R], ids: Iterable[int]) -> dict[int, R]:
        """Records by id; unknown ids are left out."""
        found = ((each, self.get(record_type, each)) for each in ids)
        return {each: record for each, record in found if record is not None}

    def all_of(self, record_type: type[R]) -> list[R]:
        """Every record of a kind."""
        return [record for record in self._records.values() if isinstance(record, record_type)]

    def everything(self) -> tuple[Record, ...]:
        """The company."""
        return tuple(self._records.values())
