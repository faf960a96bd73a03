"""The log, by itself and among the lists: a part of `Desk`."""

from typing import TYPE_CHECKING

from industrack_core.desk.reads.record_reads import RecordReads
from industrack_core.domain.acts.history import HistoryEntry
from industrack_core.domain.acts.log import LogEntry, LogPage, LogQuery, OthersActs, OwnAct
from industrack_core.domain.errors import NotAdmitted
from industrack_core.domain.late_module import late_module
from industrack_core.domain.records.inventory import StockMove
from industrack_core.domain.records.listing import ListPage, ListQuery, ListWindow, Position
from industrack_core.domain.rights import Right, lacking_sight, may

if TYPE_CHECKING:
    from industrack_core.store.lists import log_list
    from industrack_core.store.reads import kept_log, log_reads, others_acts
    from industrack_core.store.writing import standing
else:
    log_list = late_module("industrack_core.store.lists.log_list")
    kept_log = late_module("industrack_core.store.reads.kept_log")
    log_reads = late_module("industrack_core.store.reads.log_reads")
    others_acts = late_module("industrack_core.store.reads.others_acts")
    standing = late_module("industrack_core.store.writing.standing")

_LOG = "log"
_OF_HISTORY = (_LOG, "deletion")


class LogRows(RecordReads):
    """Reads of the log, and of lists; that of the log has pages of its own kind. Who is kept to some calendars reads of
    it what is about their rows (`kept_log`)."""

    def log(
        self, query: LogQuery, below: int = 2**31 - 1, limit: int = 100, *, with_changes: bool = False
    ) -> tuple[LogEntry, ...]:
        """What was done, newest first: the first `limit` acts of the query with a number under `below`."""
        found: tuple[LogEntry, ...] = ()
        while below and len(found) < limit:
            page = self.log_page(query, below, limit - len(found), with_changes=with_changes)
            found, below = found + page.entries, page.below
        return found

    def log_page(
        self, query: LogQuery, below: int = 2**31 - 1, limit: int = 100, *, with_changes: bool = False
    ) -> LogPage:
        """The same, as far as it is looked at once."""
        self.require_history()
        reader = self._log_reader()
        with self._store.reading() as connection:
            return log_reads.read_log(connection, query, below, limit, reader, with_changes=with_changes)

    def require_history(self) -> None:
        """Raise NotAdmitted for who does not see what was done: the log, the past, the list of the deleted."""
        person = self.sitter()
        if not may(person, Right.SEE_HISTORY) and person is not None:
            raise NotAdmitted(person.may_not((Right.SEE_HISTORY,)))

    def _require_list(self, query: ListQuery) -> None:
        if query.name in _OF_HISTORY:
            self.require_history()

    def history(self, kind: str, record_id: int, limit: int = 100) -> tuple[HistoryEntry, ...]:
        """What became of a record, newest first; nothing for who does not see what was done."""
        return super().history(kind, record_id, limit) if may(self.sitter(), Right.SEE_HISTORY) else ()

    def _log_reader(self) -> "kept_log.LogReader":
        """Who reads the log, and what they are kept to."""
        return kept_log.LogReader(self.who, self.kept_to())

    def own_acts(self, limit: int = 200, *, of_all: bool = False) -> tuple[OwnAct, ...]:
        """What this person did, or anybody, and can be taken back, newest first; an import, or what was done to
        several, as one."""
        if of_all:
            self.require_history()
        reader = self._log_reader()
        with self._store.reading() as connection:
            entries = standing.standing_of(connection, None if of_all else self.who, limit)
            seen = kept_log.seen_acts(connection, [each.revision for each in entries], reader)
        entries = [each for each in entries if each.revision in seen]
        return tuple(OwnAct(each.revision, each.at, each.line, each.who) for each in standing.as_one(entries))

    def others_acts(self, seen: int, limit: int = 100) -> OthersActs:
        """What others did to jobs after the act `seen`, oldest first; nothing for who does not see what was done. For
        who is kept to some calendars it is looked at some thousands of entries at once."""
        if not may(self.sitter(), Right.SEE_HISTORY):
            return OthersActs()
        kept = self.kept_to()
        if kept is None:
            return self._store.at_once(
                lambda connection: others_acts.read_others_acts(connection, seen, self.who, limit)
            )
        with self._store.reading() as connection:
            return others_acts.read_others_acts_seen(connection, seen, self.who, limit, kept)

    def stock_moves(self, item_id: int, below: int = 2**31 - 1, limit: int = 200) -> list[StockMove]:
        """What changed an item's stock, newest first, by acts under a revision; of one that is not seen by how much."""
        moves, reader = super().stock_moves(item_id, below, limit), self._log_reader()
        if reader.kept is None or not moves:
            return moves
        with self._store.reading() as connection:
            seen = kept_log.seen_acts(connection, [each.revision for each in moves], reader)
        return [each if each.revision in seen else each.of_others() for each in moves]

    def everybody(self) -> list[str]:
        """Who ever did something, as the log names them."""
        with self._store.reading() as connection:
            return log_reads.everybody(connection)

    def job_numbered(self, number: str) -> int | None:
        """The id of the job with that number, also of one that was deleted; None when there never was one."""
        with self._store.reading() as connection:
            return log_reads.job_numbered(connection, number)

    def list_page(
        self, query: ListQuery, after: Position | None = None, *, backwards: bool = False, limit: int = 100
    ) -> ListPage:
        """A page of a list, after a position or before it; from the beginning or the end without one."""
        self._require_list(query)
        if query.name != _LOG:
            return super().list_page(query, after, backwards=backwards, limit=limit)
        asker = self._asker()
        with self._store.reading() as connection:
            return log_list.log_page(connection, query, asker, after, backwards=backwards, limit=limit)

    def list_around(
        self, query: ListQuery, record_id: int, position: Position | None, before: int, after: int
    ) -> ListWindow:
        """Rows of a list around a record as it stands now; around `position` where the list has lost it."""
        self._require_list(query)
        if query.name != _LOG:
            return super().list_around(query, record_id, position, before, after)
        asker = self._asker()
        with self._store.reading() as connection:
            return log_list.log_around(connection, query, asker, record_id, position, before, after)

    def list_count(self, query: ListQuery) -> int | None:
        """How many records a list has; nothing is counted beyond COUNT_LIMIT + 1, nor (None) what takes too long."""
        self._require_list(query)
        if query.name != _LOG:
            return super().list_count(query)
        asker = self._asker()
        with self._store.reading() as connection:
            return log_list.log_count(connection, query, asker)

    def _asker(self) -> "log_list.Asker":
        return log_list.Asker(self._log_reader(), not lacking_sight(self.sitter()))
