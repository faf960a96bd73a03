"""Stretches of time as minutes (from, to): added up over weeks, and what of them is shared."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from industrack_core.domain.board.working_hours import without_overlap


def spread(stretches: Iterable[tuple[int, int]], bounds: Sequence[int]) -> list[int]:
    """Minutes between each two neighboring bounds that lie in any of the stretches; time in several counts once."""
    found = [0] * (len(bounds) - 1)
    at, reached, last = 0, bounds[0], bounds[-1]
    for start, end in sorted(stretches):
        low, high = max(start, reached), min(end, last)
        if low >= high:
            continue
        reached = high
        while low >= bounds[at + 1]:
            at += 1
        while high > bounds[at + 1]:
            found[at] += bounds[at + 1] - low
            at += 1
            low = bounds[at]
        found[at] += high - low
    return found


def shared(stretches: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """What of stretches that are in order and do not overlap lies in any of the others."""
    found, ends = [], [end for _, end in stretches]
    for first, last in without_overlap(list(others)):
        for start, end in stretches[bisect_right(ends, first) :]:
            if start >= last:
                break
            found.append((max(start, first), min(end, last)))
    return found
