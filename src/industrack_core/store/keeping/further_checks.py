"""What else a check looks at: the file as the engine sees it, the journal's row of entries, the contents of attached
files, and what a backup says of itself. None of it follows from anything else, so none of it can be made anew."""

import re
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, text

from industrack_core.domain.errors import AttachmentError
from industrack_core.domain.kinds import Kind, noun_of
from industrack_core.domain.upgrade import Progress, Tell, Upgrade
from industrack_core.domain.upkeep import MOST_EXAMPLES, Broken
from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Prepared
from industrack_core.store.engine.speaking import driver_of
from industrack_core.store.engine.sqlite_file import is_backup
from industrack_core.store.keeping.backup_file import read_info, sums_of
from industrack_core.store.keeping.chain_check import chain_findings
from industrack_core.store.keeping.record_check import record_findings
from industrack_core.store.store import Store

_NAMED = re.compile(r'"digest":"([0-9a-f]{64})"')
_HOLDING = ("attachments", "logo")
"""Columns with attached files; what phones announced need not be there yet."""
_GAPS = Prepared(
    text(
        "SELECT revision + 1 FROM journal j WHERE NOT EXISTS (SELECT 1 FROM journal n"
        " WHERE n.revision = j.revision + 1) AND revision < (SELECT max(revision) FROM journal)"
        " ORDER BY revision LIMIT 3"
    )
)
_LOOSE = {
    "Changes of no act": "SELECT revision FROM journal_change WHERE revision NOT IN (SELECT revision FROM journal)",
    "Jobs of no archive": "SELECT number FROM archived_job WHERE archive_id NOT IN (SELECT id FROM archive)",
    "Archived jobs that are here as well": "SELECT number FROM archived_job WHERE job_id IN (SELECT id FROM job)",
}
_JOURNAL = Prepared(
    text(
        "SELECT l.revision, coalesce(max(j.revision), 0), count(j.revision),"
        " (SELECT coalesce(max(log_gone), 0) + 1 FROM archive)"
        " FROM ledger l LEFT JOIN journal j ON 1 = 1 GROUP BY l.revision"
    )
)


def further_findings(store: Store, tell: Tell, *, contents: bool) -> Iterator[Broken]:
    """What is broken; with `contents` each attached file is read, and not only looked for. Raises DatabaseError."""
    yield from _of_engine(store, tell)
    yield from _of_backup(store, tell)
    yield from _of_journal(store)
    yield from chain_findings(store, tell)
    yield from _of_links(store)
    yield from record_findings(store, tell)
    yield from _of_contents(store, tell, read=contents)


def _of_engine(store: Store, tell: Tell) -> Iterator[Broken]:
    if store.place.path is None:
        return
    tell(Progress("Looking at the file"))
    with store.reading() as connection:
        found = driver_of(connection).execute(f"PRAGMA integrity_check({MOST_EXAMPLES})").fetchall()
    told = [str(row[0]) for row in found if row[0] != "ok"]
    if told:
        yield Broken(f"The file {store.place.label} is damaged", len(told), tuple(told))


def _of_backup(store: Store, tell: Tell) -> Iterator[Broken]:
    path = store.place.path
    if path is None or not is_backup(path):
        return
    info = read_info(path)
    found = sums_of(path, list(info.tables), Upgrade(tell))
    differing = [name for name, table in info.tables.items() if found.get(name) != table]
    if differing:
        told = tuple(differing[:MOST_EXAMPLES])
        yield Broken("Tables of the backup that are not what was backed up", len(differing), told)


def _of_journal(store: Store) -> Iterator[Broken]:
    with store.reading() as connection:
        said, newest, count, first = _JOURNAL.one(connection)
        gaps = [str(row[0]) for row in _GAPS.rows(connection)]
    lacking = max(said, newest) - first + 1 - count
    if lacking > 0:
        gaps += [str(each) for each in range(newest + 1, said + 1)][:MOST_EXAMPLES]
        gaps = gaps or [str(first)]
        yield Broken("Entries that the journal lacks", lacking, tuple(gaps[:MOST_EXAMPLES]))


def _of_links(store: Store) -> Iterator[Broken]:
    for what, sql in _LOOSE.items():
        with store.reading() as connection:
            found = [str(row[0]) for row in connection.execute(text(sql))]
        if found:
            yield Broken(what, len(found), tuple(found[:MOST_EXAMPLES]))


def _of_contents(store: Store, tell: Tell, *, read: bool) -> Iterator[Broken]:
    """Contents are looked for after the names were read: each is kept before it is named."""
    with store.reading() as connection:
        named = named_contents(connection)
    lacking = store.contents.lacking(named)
    if lacking:
        yield Broken("Attached files whose contents are missing", len(lacking), _told(named, sorted(lacking)))
    damaged = []
    there = sorted(set(named) - lacking) if read else []
    for number, digest in enumerate(there):
        tell(Progress("Reading attached files", number, len(there)))
        try:
            store.contents.get(digest)
        except AttachmentError:
            damaged.append(digest)
    if damaged:
        yield Broken("Attached files whose contents are damaged", len(damaged), _told(named, damaged))


def _told(named: dict[str, str], digests: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"of {named[digest]}" for digest in digests[:MOST_EXAMPLES])


def named_contents(connection: Connection) -> dict[str, str]:
    """The names of the contents that records have, and which record each is of."""
    return dict(_names(connection))


def _names(connection: Connection) -> Iterator[tuple[str, str]]:
    """The name of each content that a record has, and which record that is."""
    for kind, table in schema.TABLES.items():
        for column in table.columns:
            if column.name in _HOLDING:
                sql = f'SELECT id, {column.name} FROM {table.name} WHERE {column.name} LIKE \'%"digest":"%\''
                for record, said in connection.execute(text(sql.replace(":", r"\:"))):
                    yield from ((digest, f"{noun_of(kind)} (id {record})") for digest in _NAMED.findall(said))
    stored = text("SELECT id, digest FROM field_file WHERE stored = 1")
    for record, digest in connection.execute(stored):
        yield digest, f"{noun_of(Kind.FIELD_FILE)} (id {record})"
