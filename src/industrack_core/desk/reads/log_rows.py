"""The log among the lists: a part of `Desk`."""

from typing import TYPE_CHECKING

from industrack_core.desk.reads.record_reads import RecordReads
from industrack_core.domain.late_module import late_module
from industrack_core.domain.records.listing import ListPage, ListQuery, ListWindow, Position
from industrack_core.domain.rights import lacking_sight

if TYPE_CHECKING:
    from industrack_core.store.lists import log_list
else:
    log_list = late_module("industrack_core.store.lists.log_list")

_LOG = "log"


class LogRows(RecordReads):
    """Reads of lists; that of the log has pages of its own kind."""

    def list_page(
        self, query: ListQuery, after: Position | None = None, *, backwards: bool = False, limit: int = 100
    ) -> ListPage:
        """A page of a list, after a position or before it; from the beginning or the end without one."""
        if query.name != _LOG:
            return super().list_page(query, after, backwards=backwards, limit=limit)
        with self._store.reading() as connection:
            asker = self._asker()
            return log_list.log_page(connection, query, asker, after, backwards=backwards, limit=limit)

    def list_around(
        self, query: ListQuery, record_id: int, position: Position | None, before: int, after: int
    ) -> ListWindow:
        """Rows of a list around a record as it stands now; around `position` where the list has lost it."""
        if query.name != _LOG:
            return super().list_around(query, record_id, position, before, after)
        with self._store.reading() as connection:
            return log_list.log_around(connection, query, self._asker(), record_id, position, before, after)

    def list_count(self, query: ListQuery) -> int:
        """How many records a list has; nothing is counted beyond COUNT_LIMIT + 1."""
        if query.name != _LOG:
            return super().list_count(query)
        with self._store.reading() as connection:
            return log_list.log_count(connection, query, self._asker())

    def _asker(self) -> "log_list.Asker":
        return log_list.Asker(self.who, not lacking_sight(self.sitter()))
