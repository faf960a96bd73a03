"""What of a time an eye may be needed for: the blocks that alarms are made of (domain/board/alarms.py), and no others.

Of a day to come that is next to nothing: what is not finished has no alarm before it is nearly time, unless it was
declined, changed or stands on another. The rest is only counted, and only where it counts.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, literal_column, or_, select

from industrack_core.domain.board.board import Block
from industrack_core.domain.records.job import WorkStatus
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import Span
from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Expression, Prepared, one_of
from industrack_core.store.engine.statements import parts_of
from industrack_core.store.reads.block_reads import UNDER_WAY, block_of, by_start
from industrack_core.store.reads.board_reads import LONGEST

_job, _crew = schema.job, schema.job_crew
_overlap = schema.job_overlap
_NOBODY = (0,)
_UNFINISHED = _job.c.status != WorkStatus.COMPLETED
_STATES: list[Expression] = [literal_column(f"'{each}'") for each in ("declined", *UNDER_WAY)]

_PRESSING = by_start(
    _UNFINISHED,
    or_(
        _job.c.starts_at < bindparam("until"),
        _job.c.delivery == literal_column("'changed'"),
        _job.c.status.in_(_STATES),
        _crew.c.status == literal_column("'declined'"),
        one_of(_crew.c.employee_id, "crowded"),
    ),
    lists=("crowded",),
)
_REST = Prepared(
    select(_job.c.id, _crew.c.employee_id)
    .join(_crew, _crew.c.job_id == _job.c.id)
    .where(
        _job.c.starts_at >= bindparam("first"),
        _job.c.starts_at < bindparam("last"),
        _crew.c.ends_at > bindparam("low"),
        _UNFINISHED,
    )
)
_CROWDED = Prepared(
    select(_overlap.c.employee_id)
    .distinct()
    .where(
        _overlap.c.starts_at > bindparam("earliest"),
        _overlap.c.starts_at < bindparam("high"),
        _overlap.c.until > bindparam("now"),
    )
)
_OF_JOBS = by_start(one_of(_job.c.id, "jobs"), lists=("jobs",))


class Pressing(NamedTuple):
    """Blocks that are not finished and may need an eye, and the ids of the other jobs that are not finished."""

    blocks: list[Block]
    rest: frozenset[int]


def read_pressing(
    connection: Connection, employee_ids: Collection[int], window: Span, now: int, until: int, counted: int | None
) -> Pressing:
    """What of these employees' jobs in the window may need an eye, in no order.

    Minutes since 1970 UTC: `now`; up to which a start may come to press, `until`; up to which the others are counted,
    None for all.
    """
    low, high = minute_of(window.starts_at), minute_of(window.ends_at)
    earliest = low - LONGEST.one(connection)[0]
    values = {"earliest": earliest, "low": low, "high": high}
    wanted = set(employee_ids)
    crowded = [each for each in _CROWDED.column(connection, now=now, earliest=earliest, high=high) if each in wanted]
    blocks = _PRESSING.each(connection, block_of, until=until, crowded=crowded or _NOBODY, **values)
    first, last = max(until, earliest + 1), high if counted is None else min(high, counted)
    rest = _REST.rows(connection, first=first, last=last, low=low) if first < last else []
    return Pressing(
        [block for block in blocks if block.employee_id in wanted],
        frozenset(job for job, employee in rest if employee in wanted),
    )


def read_blocks_of(connection: Connection, jobs: Sequence[int], window: Span) -> list[Block]:
    """The blocks in the window of these jobs, in no order."""
    low, high = minute_of(window.starts_at), minute_of(window.ends_at)
    earliest = low - LONGEST.one(connection)[0]
    found: list[Block] = []
    for part in parts_of(jobs):
        found += _OF_JOBS.each(connection, block_of, jobs=part, earliest=earliest, low=low, high=high)
    return found
