"""The statements of what acts changed since a revision."""

from sqlalchemy import and_, bindparam, case, literal_column, select, union_all

from industrack_core.domain.kinds import Kind
from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Prepared, one_of
from industrack_core.store.reads.since import MOST_CHANGES, OF_JOBS

_journal, _change, _job, _ledger = schema.journal, schema.journal_change, schema.job, schema.ledger
_visit, _times, _outbox = schema.visit, schema.time_entry, schema.outbox
_TELLS = _change.c.kind.in_([literal_column(f"'{each}'") for each in (Kind.JOB, *OF_JOBS)])
_IS_JOB = _change.c.kind == literal_column(f"'{Kind.JOB}'")
# One row at least: how far acts are. Of jobs, and of what belongs to one, what each act left behind, newest first; and
# how jobs are.
SINCE = Prepared(
    select(
        _ledger.c.revision, _ledger.c.longest_minutes, _journal.c.act, _change.c.kind, _change.c.record_id,
        _change.c.version_before, _change.c.version_after, case((_TELLS, _change.c.before), else_=None),
        _job.c.crew, _job.c.starts_at, _job.c.minutes, _job.c.status,
    )
    .select_from(
        _ledger.outerjoin(_journal, _journal.c.revision > bindparam("known"))
        .outerjoin(_change, _change.c.revision == _journal.c.revision)
        .outerjoin(_job, and_(_IS_JOB, _job.c.id == _change.c.record_id))
    )
    .order_by(_journal.c.revision.desc(), _change.c.position.desc())
    .limit(MOST_CHANGES + 1)
)  # fmt: skip
NOW = Prepared(
    select(_job.c.id, _job.c.crew, _job.c.starts_at, _job.c.minutes, _job.c.status).where(one_of(_job.c.id, "jobs")),
    "jobs",
)
JOBS_OF = Prepared(
    union_all(
        select(_outbox.c.job_id).where(one_of(_outbox.c.id, "entries")),
        select(_visit.c.job_id).where(one_of(_visit.c.id, "visits")),
        select(_times.c.job_id).where(one_of(_times.c.id, "times"), _times.c.job_id.is_not(None)),
    ),
    "entries", "visits", "times",
)  # fmt: skip
