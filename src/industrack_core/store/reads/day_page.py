"""What the view of a day is read by: when its jobs begin, all of them, and some of them as blocks."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, select

from industrack_core.domain.board.board import Block, DayStart
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import Span
from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Prepared, one_of
from industrack_core.store.engine.statements import in_window, parts_of
from industrack_core.store.reads.block_reads import BLOCKS, block_of, blocks_values
from industrack_core.store.reads.board_reads import LONGEST

_job, _crew = schema.job, schema.job_crew
_STARTS = Prepared(
    select(_job.c.starts_at, _job.c.id, _crew.c.employee_id)
    .select_from(_job.join(_crew, _crew.c.job_id == _job.c.id))
    .where(*in_window(_job.c.starts_at))
)
_WHOSE = Prepared(select(_crew.c.employee_id).where(one_of(_crew.c.job_id, "jobs")).distinct(), "jobs")


def read_starts(connection: Connection, window: Span, employee_ids: Collection[int] | None) -> list[DayStart]:
    """When the jobs in the window begin there, each once and in order: of everybody (None), or of some employees."""
    low, high = minute_of(window.starts_at), minute_of(window.ends_at)
    found = _STARTS.rows(connection, earliest=low - LONGEST.one(connection)[0], low=low, high=high)
    wanted = None if employee_ids is None else set(employee_ids)
    starts = {(max(low, start), job) for start, job, employee in found if wanted is None or employee in wanted}
    return [DayStart(*start) for start in sorted(starts)]


def read_beside(connection: Connection, window: Span, jobs: Sequence[int]) -> list[Block]:
    """All blocks in the window of those who do one of these jobs, in no order."""
    people = {each for part in parts_of(jobs) for each in _WHOSE.column(connection, jobs=part)}
    longest = LONGEST.one(connection)[0]
    found: list[Block] = []
    for part in parts_of(sorted(people)):
        found += BLOCKS.each(connection, block_of, **blocks_values(longest, part, window))
    return found
