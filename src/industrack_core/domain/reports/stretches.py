"""Stretches of time as minutes (from, to): added up over weeks, and taken from each other."""

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


def taken_from(stretches: Iterable[tuple[int, int]], off: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """What is left of stretches that do not overlap each other, without the time that is off."""
    found = []
    gaps = without_overlap(list(off))
    for start, end in stretches:
        low = start
        for gone, back in gaps:
            if back <= low:
                continue
            if gone >= end:
                break
            if gone > low:
                found.append((low, gone))
            low = max(low, back)
        if low < end:
            found.append((low, end))
    return found
