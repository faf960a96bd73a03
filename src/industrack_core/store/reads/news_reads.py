"""What acts did since a revision, as a front end is told of it: which records, where jobs stand. It is one question."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from industrack_core.domain.acts.news import Changes
from industrack_core.domain.board.places import JobNews
from industrack_core.domain.kinds import Kind
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.store.engine.as_text import AsText
from industrack_core.store.engine.codec import RowValues
from industrack_core.store.engine.prepared import Row
from industrack_core.store.reads.stands import laid_back, stands_of
from industrack_core.store.writing.act_names import LARGE_ACTS

if TYPE_CHECKING:
    from sqlalchemy import Connection

_ENTRIES = AsText("feed_statements:ENTRIES")
_NEWS = AsText("feed_statements:NEWS")
MOST_TOLD = 200
"""Of more changes than that it is not told what they were."""
_ENTRY, _RECORD, _JOB = slice(1, 7), slice(7, 9), slice(7, 16)


class NewsRead(NamedTuple):
    """The schema of the database as it is, and what the journal holds, None when nothing new; `closed` says why the
    company is closed, empty while it is not."""

    schema: str
    changes: Changes | None
    closed: str


def changes_since(connection: "Connection", revision: int) -> Changes | None:
    """What the journal holds after `revision`; None when nothing."""
    return heard_since(connection, revision).changes


def heard_since(connection: "Connection", revision: int) -> NewsRead:
    """The same, and how the database stands."""
    found = _NEWS.rows(connection, known=revision)
    if found[0][1] is None:
        return NewsRead(found[0][0], None, found[0][-1])
    many = len(found) > MOST_TOLD
    entries = _ENTRIES.rows(connection, known=revision) if many else list(dict.fromkeys(row[_ENTRY] for row in found))
    changes = _changes(entries)
    if many or any(act in LARGE_ACTS for *_, act in entries):
        return NewsRead(found[0][0], changes, found[0][-1])
    records: dict[str, set[int]] = {}
    for kind, record_id in (row[_RECORD] for row in found):
        if kind is not None:
            records.setdefault(kind, set()).add(record_id)
    changes = replace(
        changes,
        records={kind: frozenset(ids) for kind, ids in records.items()},
        jobs=_jobs_told(row[_JOB] for row in found if row[7] == Kind.JOB),
    )
    return NewsRead(found[0][0], changes, found[0][-1])


def entries_since(connection: "Connection", revision: int) -> Changes | None:
    """Of what the journal holds after `revision` only that it was done; None when nothing. It is asked of the journal
    alone, whatever became of the other tables."""
    entries = _ENTRIES.rows(connection, known=revision)
    return _changes(entries) if entries else None


def _changes(entries: Sequence[Row]) -> Changes:
    """News of these entries, by which everything may have changed."""
    newest, who, line, at, *_ = entries[-1]
    return Changes(newest, who, line, datetime.fromtimestamp(at, UTC), tuple(row[4] for row in entries), None)


def _jobs_told(changes: Iterable[Row]) -> dict[int, JobNews]:
    """Where jobs stood, and stand, by these changes of them, the newest of which comes last."""
    newest_first: Collection[Row] = list(changes)[::-1]
    now: dict[int, RowValues] = {}
    waits = dict[int, bool]()
    for _, job_id, _, _, crew, starts_at, minutes, status, in_queue in newest_first:
        waits[job_id] = bool(in_queue)
        if crew is not None:
            now[job_id] = {"crew": crew, "starts_at": starts_at, "minutes": minutes, "status": status}
    then = stands_of(laid_back(now, [(kind, job, seen, 0, old) for kind, job, seen, old, *_ in newest_first]))
    stands = stands_of(now)
    return {job_id: JobNews(then.get(job_id), stands.get(job_id), waits[job_id]) for job_id in waits}
