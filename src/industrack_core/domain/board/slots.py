"""Where a job fits: free slots over several people, and the smallest change that makes a placement fit.

All times are whole minutes since 1970 UTC. A start lies on the grid `base + n * step`; `base` is a local
midnight, so that starts are round on the wall clock.
"""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.named_tuple import NamedTuple

Stretch = tuple[int, int]


class Proposal(NamedTuple):
    """A placement that nothing speaks against; `crew` is who does it then."""

    start: int
    crew: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody who may do the job (or a crew that does it together): when they work, and when they are taken."""

    crew: tuple[int, ...]
    works: tuple[Stretch, ...]
    taken: tuple[Stretch, ...]

    def free(self, low: int, high: int) -> Iterator[Stretch]:
        """Stretches of [low, high) in which they work and are not taken, in order."""
        taken = sorted(self.taken)
        for opens, closes in self.works:
            position, last = max(opens, low), min(closes, high)
            for start, end in taken:
                if end <= position or position >= last:
                    continue
                if start >= last:
                    break
                if start > position:
                    yield position, start
                position = max(position, end)
            if position < last:
                yield position, last


@dataclass(frozen=True, slots=True)
class Grid:
    """Where starts may lie."""

    base: int
    step: int

    def at_or_after(self, minute: int) -> int:
        """The first start not before `minute`."""
        return self.base - (self.base - minute) // self.step * self.step

    def at_or_before(self, minute: int) -> int:
        """The last start not after `minute`."""
        return self.base + (minute - self.base) // self.step * self.step


def as_one_worker(workers: Sequence[Worker]) -> Worker:
    """Several people as one: they work when all of them work, and are taken when one of them is."""
    works = workers[0].works
    for other in workers[1:]:
        works = tuple(
            (max(a, c), min(b, d)) for a, b in works for c, d in other.works if max(a, c) < min(b, d)
        )  # fmt: skip
    crew = tuple(each for worker in workers for each in worker.crew)
    return Worker(crew, works, tuple(stretch for worker in workers for stretch in worker.taken))


def starts_of(worker: Worker, minutes: int, low: int, high: int, grid: Grid) -> Iterator[int]:
    """The first fitting start of each of the worker's free stretches in [low, high), in order."""
    for opens, closes in worker.free(low, high):
        start = grid.at_or_after(opens)
        if start + minutes <= closes:
            yield start


def best_slots(workers: Sequence[Worker], minutes: int, low: int, high: int, grid: Grid, limit: int) -> list[Proposal]:
    """The first start in each free stretch of everybody, earliest first, then in the order of `workers`."""

    def of(place: int, worker: Worker) -> Iterator[tuple[int, int]]:
        return ((start, place) for start in starts_of(worker, minutes, low, high, grid))

    merged = heapq.merge(*(of(place, worker) for place, worker in enumerate(workers)))
    return [Proposal(start, workers[place].crew) for (start, place), _ in zip(merged, range(limit), strict=False)]


class Change(StrEnum):
    """What an advice changes."""

    TIME = "time"
    PERSON = "person"
    SHORTER = "shorter"
    BOTH = "both"


class Advice(NamedTuple):
    """A placement with nothing against it, near the one that was wanted. `cost` is how far away, in minutes."""

    cost: int
    change: Change
    start: int
    crew: tuple[int, ...]
    minutes: int


_OTHER_PERSON = 30
"""Somebody else at the same time weighs like half an hour."""


def nearest_start(worker: Worker, wanted: int, minutes: int, low: int, high: int, grid: Grid) -> int | None:
    """The fitting start nearest to `wanted`, the later one of two; `wanted` itself need not lie on the grid."""
    best: int | None = None
    for opens, closes in worker.free(low, high):
        last = closes - minutes
        if last < opens:
            continue
        if opens <= wanted <= last:
            return wanted
        found = [each for each in (grid.at_or_after(opens), grid.at_or_before(last)) if opens <= each <= last]
        for start in found:
            if best is None or (abs(start - wanted), -start) < (abs(best - wanted), -best):
                best = start
    return best


def advice(
    own: Worker | None, others: Iterable[Worker], wanted: int, minutes: int, low: int, high: int, grid: Grid
) -> list[Advice]:
    """Changes that leave nothing against a job at `wanted`, the smallest first.

    `own` is who was wanted (None: they may not do it at all), `others` everybody else who may.
    """
    found: list[Advice] = []
    if own is not None:
        start = nearest_start(own, wanted, minutes, low, high, grid)
        if start is not None:
            found.append(Advice(abs(start - wanted), Change.TIME, start, own.crew, minutes))
        shorter = _shorter(own, wanted, minutes, low, high, grid.step)
        if shorter:
            found.append(Advice(minutes - shorter, Change.SHORTER, wanted, own.crew, shorter))
    nearest: Advice | None = None
    for other in others:
        start = nearest_start(other, wanted, minutes, low, high, grid)
        if start is None:
            continue
        change = Change.PERSON if start == wanted else Change.BOTH
        each = Advice(_OTHER_PERSON + abs(start - wanted), change, start, other.crew, minutes)
        if nearest is None or each.cost < nearest.cost:
            nearest = each
    if nearest is not None:
        found.append(nearest)
    return sorted(found)


def _shorter(worker: Worker, wanted: int, minutes: int, low: int, high: int, step: int) -> int:
    """The longest duration in whole steps that fits at `wanted`; 0 when none does, or the whole one."""
    for opens, closes in worker.free(low, high):
        if opens <= wanted < closes:
            fits = (closes - wanted) // step * step
            return fits if 0 < fits < minutes else 0
    return 0
