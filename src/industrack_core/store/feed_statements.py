"""The statements of the feed."""

from sqlalchemy import and_, bindparam, literal_column, select, true

from industrack_core.domain.kinds import Kind
from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Prepared
from industrack_core.store.reads.news_reads import MOST_TOLD

_journal, _change, _job = schema.journal, schema.journal_change, schema.job
REVISION = Prepared(select(schema.ledger.c.revision))
ENTRIES = Prepared(
    select(_journal.c.revision, _journal.c.who, _journal.c.line, _journal.c.at, _journal.c.act_id, _journal.c.act)
    .where(_journal.c.revision > bindparam("known"))
    .order_by(_journal.c.revision)
    .limit(MOST_TOLD)
)
_IS_JOB = _change.c.kind == literal_column(f"'{Kind.JOB}'")
# One row at least, with how the database stands: a console is told of every act, and each question costs it time.
NEWS = Prepared(
    select(
        schema.schema_version.c.version_num, _journal.c.revision, _journal.c.who, _journal.c.line, _journal.c.at,
        _journal.c.act_id, _journal.c.act, _change.c.kind, _change.c.record_id, _change.c.version_before,
        _change.c.before, _job.c.crew, _job.c.starts_at, _job.c.minutes, _job.c.status, _job.c.in_queue,
        schema.ledger.c.closed,
    )
    .select_from(
        schema.schema_version.join(schema.ledger, true())
        .outerjoin(_journal, _journal.c.revision > bindparam("known"))
        .outerjoin(_change, _change.c.revision == _journal.c.revision)
        .outerjoin(_job, and_(_IS_JOB, _job.c.id == _change.c.record_id))
    )
    .order_by(_journal.c.revision, _change.c.position)
    .limit(MOST_TOLD + 1)
)  # fmt: skip
