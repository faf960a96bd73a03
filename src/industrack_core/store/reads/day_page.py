"""What the view of a day is read by: when its jobs begin, all of them, and some of them as blocks."""

from bisect import bisect_right
from collections.abc import Callable, Collection, Sequence
from functools import partial
from math import inf
from typing import Final

from sqlalchemy import Connection, select

from industrack_core.domain.board.board import Block, DayStart
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import Span
from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Prepared, Row, one_of, parts_of
from industrack_core.store.engine.statements import ANYBODY, among, in_window
from industrack_core.store.reads.block_reads import BLOCKS, block_of, blocks_values
from industrack_core.store.reads.board_reads import LONGEST

_crew = schema.job_crew
_start_of: Callable[[Row], DayStart] = partial(tuple.__new__, DayStart)
_EVERYBODY, _SOME = False, True
_THEIRS = among(_crew.c.employee_id, "employees")
_ABOUT = (
    select(_crew.c.starts_at, _crew.c.job_id)
    .distinct()
    .where(ANYBODY, *in_window(_crew.c.starts_at))
    .order_by(_crew.c.starts_at, _crew.c.job_id)
)
# A day has thousands of jobs, and all are told: the index has them in order, and a row becomes a picture as it is.
_STARTS = {_EVERYBODY: Prepared(_ABOUT), _SOME: Prepared(_ABOUT.where(_THEIRS), "employees")}
_NO_MORE: Final = inf
"""After every id."""
_WHOSE = Prepared(select(_crew.c.employee_id).where(one_of(_crew.c.job_id, "jobs")).distinct(), "jobs")


def read_starts(connection: Connection, window: Span, employee_ids: Collection[int] | None) -> list[DayStart]:
    """When the jobs in the window begin there, each once and in order: of everybody (None), or of some employees."""
    if employee_ids is not None and not employee_ids:
        return []
    low, high = minute_of(window.starts_at), minute_of(window.ends_at)
    whose = {} if employee_ids is None else {"employees": list(employee_ids)}
    values = {"earliest": low - LONGEST.one(connection)[0], "low": low, "high": high, **whose}
    found = _STARTS[employee_ids is not None].each(connection, _start_of, **values)
    begun = bisect_right(found, (low, _NO_MORE))
    return sorted(DayStart(low, each.job_id) for each in found[:begun]) + found[begun:]


def read_beside(connection: Connection, window: Span, jobs: Sequence[int]) -> list[Block]:
    """All blocks in the window of those who do one of these jobs, in no order."""
    people = {each for part in parts_of(jobs) for each in _WHOSE.column(connection, jobs=part)}
    longest = LONGEST.one(connection)[0]
    found: list[Block] = []
    for part in parts_of(sorted(people)):
        found += BLOCKS.each(connection, block_of, **blocks_values(longest, part, window))
    return found
