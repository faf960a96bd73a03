"""What of a time an eye may be needed for: the blocks that alarms are made of (domain/board/alarms.py), and no others.

Of a day to come that is next to nothing: what is not finished has no alarm before it is nearly time, unless it was
declined, changed or stands on another. The rest is only counted, and only where it counts.
"""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from industrack_core.domain.board.board import Block
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.time.minute import QUARTER, minute_of
from industrack_core.domain.time.span import Span
from industrack_core.store.engine.as_text import AsText
from industrack_core.store.engine.prepared import parts_of
from industrack_core.store.reads.block_reads import block_of
from industrack_core.store.reads.board_reads import LONGEST

if TYPE_CHECKING:
    from sqlalchemy import Connection

_PRESSING = AsText("reads.live_statements:PRESSING", "crowded")
_BETWEEN = AsText("reads.live_statements:BETWEEN")
_REST = AsText("reads.live_statements:REST")
_CROWDED = AsText("reads.live_statements:CROWDED")
_OF_JOBS = AsText("reads.live_statements:OF_JOBS", "jobs")
_NOBODY = (0,)


class Pressing(NamedTuple):
    """Blocks that are not finished and may need an eye, and the ids of the other jobs that are not finished."""

    blocks: list[Block]
    rest: frozenset[int]


def read_pressing(
    connection: "Connection", employee_ids: Collection[int], window: Span, now: int, until: int, counted: int | None
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


def _between(connection: "Connection", earliest: int, high: int, until: int) -> tuple[int, int] | None:
    """After and before which minutes of these what presses begins, where nobody is twice; None where nothing does."""
    first, end = _BETWEEN.one(
        connection, first_quarter=(earliest + 1) // QUARTER, last_quarter=(high - 1) // QUARTER, until=until,
        earliest=earliest, high=high,
    )  # fmt: skip
    return None if first is None else (max(earliest, first - 1), min(high, end))


def read_blocks_of(connection: "Connection", jobs: Sequence[int], window: Span) -> list[Block]:
    """The blocks in the window of these jobs, in no order."""
    low, high = minute_of(window.starts_at), minute_of(window.ends_at)
    earliest = low - LONGEST.one(connection)[0]
    found: list[Block] = []
    for part in parts_of(jobs):
        found += _OF_JOBS.each(connection, block_of, jobs=part, earliest=earliest, low=low, high=high)
    return found
