"""One person's days of a week: the jobs of each, and how full it is; worked out once for all of them. Pure."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from industrack_core.domain.board.board import Block, Row
from industrack_core.domain.board.working_hours import Load, without_overlap
from industrack_core.domain.named_tuple import NamedTuple


class PersonWeek(NamedTuple):
    """By day the jobs by start, also those that began before, and planned and working minutes; and of all the days."""

    blocks: Sequence[Block]
    cells: Sequence[list[Block]]
    loads: Sequence[Load]
    load: Load


def person_week(row: Row | None, bounds: Sequence[int], has_hours: bool) -> PersonWeek:
    """The days between each two of `bounds`, in minutes since 1970 UTC; without a row nothing is known of them."""
    days = range(len(bounds) - 1)
    cells: list[list[Block]] = [[] for _ in days]
    if row is None:
        return PersonWeek((), cells, [Load(0, None) for _ in days], Load(0, None))
    blocks = row.blocks
    planned = [0 for _ in days]
    for block in blocks:
        counts = block.status != "declined"
        for day in _days_of(block.start, block.end, bounds):
            cells[day].append(block)
            planned[day] += counts * _within(block.start, block.end, bounds, day)
    if not has_hours:
        return PersonWeek(blocks, cells, [Load(each, None) for each in planned], Load(sum(planned), None))
    working = [end - start for start, end in pairwise(bounds)]
    for start, end in without_overlap([(shade.start, shade.end) for shade in row.shades]):
        for day in _days_of(start, end, bounds):
            working[day] -= _within(start, end, bounds, day)
    loads = [Load(*each) for each in zip(planned, working, strict=True)]
    return PersonWeek(blocks, cells, loads, Load(sum(planned), sum(working)))


def _days_of(start: int, end: int, bounds: Sequence[int]) -> Iterable[int]:
    """The days that a stretch touches."""
    day = max(0, bisect_right(bounds, start) - 1)
    while day < len(bounds) - 1 and bounds[day] < end:
        yield day
        day += 1


def _within(start: int, end: int, bounds: Sequence[int], day: int) -> int:
    return min(end, bounds[day + 1]) - max(start, bounds[day])
