"""Whether the journal says what was written into it: its chain, from the first entry with a hash to the ledger."""

from collections.abc import Iterator

from sqlalchemy import Connection, bindparam, select

from industrack_core.domain.upgrade import Progress, Tell
from industrack_core.domain.upkeep import MOST_EXAMPLES, Broken
from industrack_core.store.derived.damage import read_any_letters
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import RowValues
from industrack_core.store.engine.prepared import Prepared, Row
from industrack_core.store.store import Store
from industrack_core.store.writing.chain import OF_CHANGE, OF_ENTRY, VIA, chained
from industrack_core.store.writing.ledger import read_counts

_PAGE = 200
_archive = schema.archive
_HEAD = Prepared(
    select(_archive.c.log_gone, _archive.c.head)
    .where(_archive.c.log_gone > 0)
    .order_by(_archive.c.log_gone.desc())
    .limit(1)
)
"""With what the log that is left begins, where a part of it is in an archive."""
_journal, _change = schema.journal, schema.journal_change
_ENTRIES = Prepared(
    select(_journal.c.chain, *(_journal.c[name] for name in (*OF_ENTRY, VIA)))
    .where(_journal.c.revision > bindparam("known"))
    .order_by(_journal.c.revision)
    .limit(_PAGE)
)
_CHANGES = Prepared(
    select(_change.c.revision, *(_change.c[name] for name in OF_CHANGE))
    .where(_change.c.revision > bindparam("known"), _change.c.revision <= bindparam("last"))
    .order_by(_change.c.revision, _change.c.position)
)


class _Chain:
    """What was read of the journal so far: its last entry, and the entries that are not as they were written."""

    def __init__(self, revision: int, chain: str) -> None:
        self.revision, self.chain, self.at = revision, chain, 0
        self.count = 0
        self.examples: list[str] = []

    def add(self, chain: str, entry: RowValues, changes: list[RowValues]) -> None:
        """The next entry. Behind a hole nothing can be compared: that is said by itself."""
        follows = entry["revision"] == self.revision + 1
        begins = not self.chain and not chain
        if follows and not begins and (chain != chained(self.chain, entry, changes) or entry["at"] < self.at):
            self.count += 1
            self.examples.append(f"{entry['revision']} ({entry['act']} by {entry['who']})")
            del self.examples[MOST_EXAMPLES:]
        self.revision, self.chain, self.at = entry["revision"], chain, entry["at"] if chain else 0

    def end(self, revision: int, chain: str) -> None:
        """What the ledger says: entries that are lacking there are said by themselves, too."""
        if revision == self.revision and chain != self.chain:
            self.count += 1
            self.examples = [*self.examples[: MOST_EXAMPLES - 1], f"the ledger does not end with {revision}"]


def chain_findings(store: Store, tell: Tell) -> Iterator[Broken]:
    """The entries that are not what was written, or not where they were. Each page is one snapshot."""
    with store.reading() as connection:
        read = _Chain(*(_HEAD.first(connection) or (0, "")))
    while True:
        with store.reading() as connection:
            read_any_letters(connection)
            entries = _ENTRIES.rows(connection, known=read.revision)
            newest = read_counts(connection)
            if not entries:
                read.end(newest.revision, newest.chain)
                break
            _add(read, entries, connection)
        tell(Progress("Looking at the journal", min(read.revision, newest.revision), newest.revision))
    if read.count:
        what = "Entries of the journal that are not as they were written"
        yield Broken(what, read.count, tuple(each.encode("utf-8", "replace").decode() for each in read.examples))


def _add(read: _Chain, entries: list[Row], connection: Connection) -> None:
    changes: dict[int, list[RowValues]] = {}
    last = entries[-1][1]
    for revision, *values in _CHANGES.rows(connection, known=read.revision, last=last):
        changes.setdefault(revision, []).append(dict(zip(OF_CHANGE, values, strict=True)))
    for chain, *values in entries:
        entry = dict(zip((*OF_ENTRY, VIA), values, strict=True))
        read.add(chain, entry, changes.get(entry["revision"], []))
