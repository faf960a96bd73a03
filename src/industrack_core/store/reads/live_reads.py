"""What of a time an eye may be needed for: the blocks that alarms are made of (domain/board/alarms.py), and no others.

Of a day to come that is next to nothing: what is not finished has no alarm before it is nearly time, unless it was
declined, changed or stands on another. The rest is only counted, and only where it counts.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, Integer, Table, bindparam, func, literal_column, or_, select, type_coerce, union_all

from industrack_core.domain.board.board import Block
from industrack_core.domain.records.job import WorkStatus
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import Span
from industrack_core.store.derived.job_sums import QUARTER
from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Expression, Prepared, one_of
from industrack_core.store.engine.statements import parts_of
from industrack_core.store.reads.block_reads import UNDER_WAY, block_of, by_start
from industrack_core.store.reads.board_reads import LONGEST

_job, _crew = schema.job, schema.job_crew
_sum, _overlap = schema.job_sum, schema.job_overlap
_NOBODY = (0,)
_UNFINISHED = _job.c.status != WorkStatus.COMPLETED
_STATES: list[Expression] = [literal_column(f"'{each}'") for each in ("declined", *UNDER_WAY)]
_TURNED_DOWN = _crew.c.status == literal_column("'declined'")


def _presses(about: Table, starts_at: Expression) -> tuple[Expression, ...]:
    """Whether jobs in such a state, or some of them, may need an eye."""
    return starts_at < bindparam("until"), about.c.delivery == literal_column("'changed'"), about.c.status.in_(_STATES)


_PRESSING = by_start(
    _UNFINISHED,
    or_(*_presses(_job, _job.c.starts_at), _TURNED_DOWN, one_of(_crew.c.employee_id, "crowded")),
    lists=("crowded",),
)
# What acts add up says between which starts there is such a job at all: of a day to come, or of one that is done,
# nowhere, and none of its thousands is looked at.
_BEGINS = type_coerce(_sum.c.quarter * literal_column(str(QUARTER)), Integer)
_SUMMED = select(_BEGINS.label("first"), (_BEGINS + literal_column(str(QUARTER))).label("end")).where(
    _sum.c.quarter >= bindparam("first_quarter"),
    _sum.c.quarter <= bindparam("last_quarter"),
    _sum.c.jobs > literal_column("0"),
    _sum.c.status != literal_column("'completed'"),
    or_(*_presses(_sum, _BEGINS)),
)
_DECLINED = select(_crew.c.starts_at, _crew.c.starts_at + literal_column("1")).where(
    _TURNED_DOWN, _crew.c.starts_at > bindparam("earliest"), _crew.c.starts_at < bindparam("high")
)
_PLACES = union_all(_SUMMED, _DECLINED).subquery()
_BETWEEN = Prepared(
    select(type_coerce(func.min(_PLACES.c.first), Integer), type_coerce(func.max(_PLACES.c.end), Integer))
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
    between = (earliest, high) if crowded else _between(connection, earliest, high, until)
    blocks = []
    if between is not None:
        values["earliest"], values["high"] = between
        blocks = _PRESSING.each(connection, block_of, until=until, crowded=crowded or _NOBODY, **values)
    first, last = max(until, earliest + 1), high if counted is None else min(high, counted)
    rest = _REST.rows(connection, first=first, last=last, low=low) if first < last else []
    return Pressing(
        [block for block in blocks if block.employee_id in wanted],
        frozenset(job for job, employee in rest if employee in wanted),
    )


def _between(connection: Connection, earliest: int, high: int, until: int) -> tuple[int, int] | None:
    """After and before which minutes of these what presses begins, where nobody is twice; None where nothing does."""
    first, end = _BETWEEN.one(
        connection, first_quarter=(earliest + 1) // QUARTER, last_quarter=(high - 1) // QUARTER, until=until,
        earliest=earliest, high=high,
    )  # fmt: skip
    return None if first is None else (max(earliest, first - 1), min(high, end))


def read_blocks_of(connection: Connection, jobs: Sequence[int], window: Span) -> list[Block]:
    """The blocks in the window of these jobs, in no order."""
    low, high = minute_of(window.starts_at), minute_of(window.ends_at)
    earliest = low - LONGEST.one(connection)[0]
    found: list[Block] = []
    for part in parts_of(jobs):
        found += _OF_JOBS.each(connection, block_of, jobs=part, earliest=earliest, low=low, high=high)
    return found
