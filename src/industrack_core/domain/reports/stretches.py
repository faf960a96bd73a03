"""Stretches of time as minutes: those of one person at once, added up over weeks, and what of them is shared."""

from bisect import bisect_right
from collections.abc import Sequence
from operator import le
from typing import Final

from industrack_core.domain.board.working_hours import without_overlap

_NEVER: Final = 1 << 62


def apart(starts: list[int], ends: list[int]) -> tuple[list[int], list[int]]:
    """The same time in order, no stretch over another; each ends after it starts. The lists are sorted.

    How many stretches there are at a minute follows from the sorted starts and ends alone: so also whether any two
    share one, and which minutes have any.
    """
    starts.sort()
    ends.sort()
    if all(map(le, ends, starts[1:])):
        return starts, ends
    whole = without_overlap(list(zip(starts, ends, strict=True)))
    return [start for start, _ in whole], [end for _, end in whole]


def spread(starts: Sequence[int], ends: Sequence[int], bounds: Sequence[int]) -> list[int]:
    """Minutes between each two neighboring bounds, of stretches that are in order and apart."""
    limits = (*bounds, _NEVER)  # what is before the first bound, or after the last, is counted as well, and left out
    found, at, until = [0] * len(limits), 0, limits[0]
    for start, end in zip(starts, ends, strict=True):
        while start >= until:
            at += 1
            until = limits[at]
        if end <= until:  # most do, and there are many
            found[at] += end - start
            continue
        low = start
        while end > until:
            found[at] += until - low
            low = until
            at += 1
            until = limits[at]
        found[at] += end - low
    return found[1:-1]


def shared(stretches: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """What of stretches that are in order and do not overlap lies in any of the others."""
    found, ends = [], [end for _, end in stretches]
    for first, last in without_overlap(list(others)):
        for start, end in stretches[bisect_right(ends, first) :]:
            if start >= last:
                break
            found.append((max(start, first), min(end, last)))
    return found
