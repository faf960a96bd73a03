"""What the report on estimates counts: those of some days, and what the journal has of their decisions."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, bindparam, exists, literal_column, or_, select

from industrack_core.domain.kinds import Kind
from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Prepared, Rows, one_of, parts_of
from industrack_core.store.reads.history_reads import decoded
from industrack_core.store.reads.kept import KeptTo
from industrack_core.store.reads.kept_rows import THEIR_JOBS, for_anybody, is_their_job

_estimate, _change, _journal = schema.estimate, schema.journal_change, schema.journal
_of_estimate = schema.job.alias()
_HAS_JOB = _of_estimate.c.estimate_id == _estimate.c.id
_ESTIMATES = for_anybody(
    select(_estimate.c.id, _estimate.c.status, _estimate.c.made_on, _estimate.c.total)
    .where(_estimate.c.made_on >= bindparam("first"), _estimate.c.made_on <= bindparam("last"))
    .order_by(_estimate.c.made_on, _estimate.c.id),
    or_(~exists().where(_HAS_JOB), exists().where(_HAS_JOB, is_their_job(_of_estimate))),
    *THEIR_JOBS.lists,
)
_STEPS = Prepared(
    select(_change.c.record_id, _change.c.after, _journal.c.at)
    .join(_journal, _journal.c.revision == _change.c.revision)
    .where(_change.c.kind == literal_column(f"'{Kind.ESTIMATE}'"), one_of(_change.c.record_id, "ids"))
    .order_by(_change.c.record_id, _change.c.revision),
    "ids",
)


def read_made(connection: Connection, kept: KeptTo | None, first: str, last: str) -> Rows:
    """Estimate, status, day and total of those made on these days; of who is kept to some calendars without those of
    which only others' jobs came."""
    return _ESTIMATES.rows(connection, kept, first=first, last=last)


def read_steps(connection: Connection, ids: Sequence[int]) -> Iterator[tuple[int, str, int]]:
    """Estimate, status and when it took that (seconds since 1970 UTC), each step as the journal has it."""
    for part in parts_of(ids):
        for estimate, after, at in _STEPS.rows(connection, ids=part):
            status = decoded(after).get("status")
            if isinstance(status, str):
                yield estimate, status, at
