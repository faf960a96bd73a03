"""What of a time an eye may be needed for: the blocks that alarms are made of (domain/board/alarms.py), and no others.

Of a day to come that is next to nothing: what is not finished has no alarm before it is nearly time, unless it was
declined, changed or stands on another. The rest is only counted, and only where it counts.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, exists, literal_column, or_, select

from industrack_core.domain.board.board import Block
from industrack_core.domain.records.job import WorkStatus
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import Span
from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Expression, Prepared, one_of
from industrack_core.store.engine.statements import in_window, parts_of
from industrack_core.store.reads.block_reads import UNDER_WAY, block_of, by_start
from industrack_core.store.reads.board_reads import LONGEST

_job, _crew = schema.job, schema.job_crew
_other = _crew.alias("other")
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
# Whoever has two jobs at once, finished or not: found in the index of (employee, start, end) alone.
_CROWDED = Prepared(
    select(_crew.c.employee_id)
    .distinct()
    .where(
        one_of(_crew.c.employee_id, "employees"),
        *in_window(_crew.c.starts_at),
        _crew.c.ends_at > bindparam("now"),
        exists().where(
            _other.c.employee_id == _crew.c.employee_id,
            _other.c.starts_at >= _crew.c.starts_at,
            _other.c.starts_at < _crew.c.ends_at,
            _other.c.job_id != _crew.c.job_id,
        ),
    ),
    "employees",
)


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
    crowded = _crowded(connection, sorted(employee_ids), now, values) if high > now else []
    wanted = set(employee_ids)
    blocks = _PRESSING.each(connection, block_of, until=until, crowded=crowded or _NOBODY, **values)
    first, last = max(until, earliest + 1), high if counted is None else min(high, counted)
    rest = _REST.rows(connection, first=first, last=last, low=low) if first < last else []
    return Pressing(
        [block for block in blocks if block.employee_id in wanted],
        frozenset(job for job, employee in rest if employee in wanted),
    )


def _crowded(connection: Connection, employee_ids: Sequence[int], now: int, values: dict[str, int]) -> list[int]:
    found: list[int] = []
    for part in parts_of(employee_ids):
        found += _CROWDED.column(connection, employees=part, now=now, **values)
    return found
