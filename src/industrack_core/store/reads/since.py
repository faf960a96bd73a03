"""What acts changed since a revision, for what is kept of a day and not read anew: which records, and how jobs were."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, case, literal_column, select, union_all

from industrack_core.domain.kinds import Kind
from industrack_core.store.engine import schema
from industrack_core.store.engine.codec import RowValues, columns_of
from industrack_core.store.engine.prepared import Prepared, Row, one_of
from industrack_core.store.feed import LARGE_ACTS

_MOST = 200
"""Of more changes than that it is not told what they were."""
_journal, _change, _job, _ledger = schema.journal, schema.journal_change, schema.job, schema.ledger
_visit, _times, _outbox = schema.visit, schema.time_entry, schema.outbox
_OF_JOBS = (Kind.OUTBOX, Kind.VISIT, Kind.TIME_ENTRY)
"""Records that change what a block says of its job, and not always the job."""
_TELLS = _change.c.kind.in_([literal_column(f"'{each}'") for each in (Kind.JOB, *_OF_JOBS)])
# One row at least: how far acts are. Of jobs, and of what belongs to one, what each act left behind, newest first.
_SINCE = Prepared(
    select(
        _ledger.c.revision, _ledger.c.longest_minutes, _journal.c.act, _change.c.kind, _change.c.record_id,
        _change.c.version_before, _change.c.version_after, case((_TELLS, _change.c.before), else_=None),
    )
    .select_from(
        _ledger.outerjoin(_journal, _journal.c.revision > bindparam("known"))
        .outerjoin(_change, _change.c.revision == _journal.c.revision)
    )
    .order_by(_journal.c.revision.desc(), _change.c.position.desc())
    .limit(_MOST + 1)
)  # fmt: skip
_NOW = Prepared(
    select(_job.c.id, _job.c.crew, _job.c.starts_at, _job.c.minutes, _job.c.status).where(one_of(_job.c.id, "jobs")),
    "jobs",
)
_JOBS_OF = Prepared(
    union_all(
        select(_outbox.c.job_id).where(one_of(_outbox.c.id, "entries")),
        select(_visit.c.job_id).where(one_of(_visit.c.id, "visits")),
        select(_times.c.job_id).where(one_of(_times.c.id, "times"), _times.c.job_id.is_not(None)),
    ),
    "entries", "visits", "times",
)  # fmt: skip
_NONE = (0,)


class JobStand(NamedTuple):
    """Who does a job, from which minute to which (since 1970 UTC), and how far it is."""

    crew: frozenset[int]
    start: int
    end: int
    status: str


class Since(NamedTuple):
    """What acts changed since a revision that was known: the newest `revision` is now, `longest` the minutes of the
    longest job. `kinds` are those of which anything changed, `changed` those of which anything that was there before;
    `jobs` are others, or shown otherwise, `before` and `now` how they stood, without those that have no time or crew.
    """

    revision: int
    longest: int
    kinds: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    jobs: frozenset[int] = frozenset()
    before: Mapping[int, JobStand] = {}
    now: Mapping[int, JobStand] = {}

    @property
    def crews(self) -> set[int]:
        """Everybody who did or does one of the jobs."""
        return {each for stands in (self.before, self.now) for stand in stands.values() for each in stand.crew}


def read_since(connection: Connection, known: int) -> Since | None:
    """What acts changed since the revision `known`; None where that is more than can be told."""
    rows = _SINCE.rows(connection, known=known)
    revision, longest, act = rows[0][:3]
    if act is None:
        # fewer acts than were known: a server that came back from a backup
        return Since(revision, longest) if revision == known else None
    if len(rows) > _MOST or any(row[2] in LARGE_ACTS for row in rows):
        return None
    changes = [row[3:] for row in rows if row[3] is not None]
    jobs = {record_id for kind, record_id, *_ in changes if kind == Kind.JOB} | _jobs_of(connection, changes)
    found = _NOW.rows(connection, jobs=sorted(jobs)) if jobs else []
    now = {row[0]: {"crew": row[1], "starts_at": row[2], "minutes": row[3], "status": row[4]} for row in found}
    kinds, changed = (frozenset(kind for kind, _, seen, *_ in changes if seen or new) for new in (True, False))
    return Since(revision, longest, kinds, changed, frozenset(jobs), _stands(_laid_back(now, changes)), _stands(now))


def _jobs_of(connection: Connection, changes: Collection[Row]) -> set[int]:
    """The jobs of changed records that belong to one, or did."""
    ids: dict[str, set[int]] = {kind: set() for kind in _OF_JOBS}
    left: set[int] = set()
    for kind, record_id, _, _, before in changes:
        if kind in ids:
            ids[kind].add(record_id)
            left.add(columns_of(before).get("job_id") or 0 if before is not None else 0)
    if not any(ids.values()):
        return set()
    entries, visits, times = (sorted(ids[kind]) or _NONE for kind in _OF_JOBS)
    return (left | set(_JOBS_OF.column(connection, entries=entries, visits=visits, times=times))) - {0}


def _laid_back(now: Mapping[int, RowValues], changes: Collection[Row]) -> dict[int, RowValues]:
    """Jobs as they were before these changes, the newest of which comes first."""
    then: dict[int, RowValues] = dict(now)
    for kind, record_id, version, _, before in changes:
        if kind != Kind.JOB:
            continue
        if version and before is not None:
            then[record_id] = {**then.get(record_id, {}), **columns_of(before)}
        else:
            then.pop(record_id, None)
    return then


def _stands(jobs: Mapping[int, RowValues]) -> dict[int, JobStand]:
    found: dict[int, JobStand] = {}
    for job_id, row in jobs.items():
        crew, start = frozenset(int(each) for each in filter(None, str(row["crew"]).split(","))), row["starts_at"]
        if crew and start is not None:
            found[job_id] = JobStand(crew, start, start + row["minutes"], row["status"])
    return found
