"""Taking out of an office what an archive has: a piece at a time, each a transaction with an entry of its own.

Nothing goes that the file has not exactly so: each row is compared, under the write lock.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, text

from industrack_core.domain.archives import GOES_WITH_JOB, Archive
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.record import RECORD_TYPES, Change
from industrack_core.store.derived.stock import taken_by
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import record_of
from industrack_core.store.engine.prepared import Row, parts_of
from industrack_core.store.engine.statements import insertion, rows_by, versions_of
from industrack_core.store.reads.archives import MERGES
from industrack_core.store.writing.deletions import forget_deletions
from industrack_core.store.writing.transaction import Transaction

Held = dict[int, list[tuple[Kind, Row]]]
"""By the id of a job its row, and the rows of what only it uses."""
_AWAY = text(
    "INSERT INTO stock_away (item_id, used, reserved) VALUES (:item, :used, :reserved) ON CONFLICT (item_id)"
    " DO UPDATE SET used = stock_away.used + excluded.used, reserved = stock_away.reserved + excluded.reserved"
)
_COUNT = text("UPDATE archive SET jobs = jobs + :jobs WHERE id = :id")
_FOUNDED = text(
    "UPDATE archive SET founding_act = j.act, founding_id = j.act_id FROM journal j WHERE archive.id = :id"
    " AND j.revision = (SELECT min(revision) FROM journal) AND NOT EXISTS (SELECT 1 FROM archive a"
    " WHERE a.founding_id <> '')"
)
_REGISTER = text(
    "INSERT INTO archive (id, name, digest, before_at, made_s, log_to) SELECT coalesce(max(id), 0) + 1,"
    " CAST(:name AS TEXT), CAST(:digest AS TEXT), CAST(:before AS INTEGER), CAST(:made AS BIGINT),"
    " CAST(:log_to AS INTEGER) FROM archive"
)
_HEAD = text(
    "UPDATE archive SET log_gone = :last, head = (SELECT chain FROM journal WHERE revision = :last) WHERE id = :id"
)
_DONE = text("UPDATE archive SET done = 1 WHERE id = :id")
_MERGED_BY = MERGES.where(schema.journal.c.revision <= bindparam("last"))
_OTHERS = text("UPDATE archived_job SET customer_id = :into WHERE customer_id = :gone")
_FIRST = text("SELECT coalesce(min(revision), 0) FROM journal")
_GONE_CHANGES = text("DELETE FROM journal_change WHERE revision <= :last")
_GONE = text("DELETE FROM journal WHERE revision <= :last")
_SINCE = text("SELECT count(*) FROM journal WHERE revision > :revision AND act = 'Archive' AND batch <> :digest")


def register(tx: Transaction, archive: Archive, made_s: int) -> None:
    """Write down that a file is about to have what the office has not."""
    tx.connection.execute(
        _REGISTER,
        {"name": archive.name, "digest": archive.digest, "before": archive.before_at, "made": made_s,
         "log_to": archive.log_to},
    )  # fmt: skip


def archived_since(connection: Connection, revision: int, digest: str) -> bool:
    """Whether anything went into another archive after an act."""
    return bool(connection.execute(_SINCE, {"revision": revision, "digest": digest}).scalar_one())


def take_jobs_out(tx: Transaction, file: Connection, ids: Sequence[int], archive: Archive, act_id: str) -> int:
    """Take those of these jobs out that are here exactly as in the file; answers how many."""
    theirs, ours = _held(file, ids), _held(tx.connection, ids)
    same = [each for each in ids if each in ours and ours[each] == theirs.get(each)]
    if not same:
        return 0
    changes: list[Change] = [(record_of(RECORD_TYPES[kind], row), None) for each in same for kind, row in ours[each]]
    jobs = [record for record, _ in changes if isinstance(record, Job)]
    tx.write(changes, act_id, stock=False)
    insertion(schema.archived_job).run_many(tx.connection, [
        {"job_id": job.id, "archive_id": archive.id, "customer_id": job.customer_id, "number": job.number,
         "external_key": job.external_key}
        for job in jobs
    ])  # fmt: skip
    for item, (used, reserved) in sorted(taken_by(jobs).items()):
        tx.connection.execute(_AWAY, {"item": item, "used": used, "reserved": reserved})
    tx.connection.execute(_COUNT, {"jobs": len(jobs), "id": archive.id})
    return len(jobs)


def _held(connection: Connection, ids: Sequence[int]) -> Held:
    found: Held = {}
    for part in parts_of(ids):
        for row in rows_by(schema.job, "id").rows(connection, values=part):
            found[row[0]] = [(Kind.JOB, tuple(row))]
        for kind in GOES_WITH_JOB:
            table = schema.TABLES[kind]
            place = [column.name for column in table.columns].index("job_id")
            for row in rows_by(table, "job_id").rows(connection, values=part):
                found.setdefault(row[place], []).append((kind, tuple(row)))
    return found


def jobs_here(connection: Connection, ids: Sequence[int]) -> set[int]:
    """Which of these jobs the office has."""
    return {row[0] for part in parts_of(ids) for row in versions_of(schema.job).rows(connection, values=part)}


def first_of_log(connection: Connection) -> int:
    """The number of the oldest act that the log has; 0 where it has none."""
    return int(connection.execute(_FIRST).scalar_one())


def take_log_out(tx: Transaction, archive: Archive, last: int) -> None:
    """Take the log out up to an act, and what was deleted by then off the list: it cannot be brought back from here."""
    tx.connection.execute(_FOUNDED, {"id": archive.id})
    tx.connection.execute(_HEAD, {"id": archive.id, "last": last})
    for gone, into in tx.connection.execute(_MERGED_BY, {"last": last}).all():  # else nobody knows it any more
        tx.connection.execute(_OTHERS, {"gone": gone, "into": into})
    forget_deletions(tx, last)
    tx.connection.execute(_GONE_CHANGES, {"last": last})
    tx.connection.execute(_GONE, {"last": last})


def finish(tx: Transaction, archive: Archive) -> None:
    """Write down that all of it is taken out."""
    tx.connection.execute(_DONE, {"id": archive.id})
