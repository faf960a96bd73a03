"""A line of the timeline as runs: stretches of cells with their pieces, each replaced without a look at the others."""

from itertools import chain

from rich.segment import Segment
from rich.style import Style

from industrack_tui.widgets.timeline.pieces import Pieces, cut, restyled

Run = tuple[int, int, Pieces]
"""Cells [first, last) of a line, and what stands there, exactly as wide."""
Runs = list[Run]


def pieces_of(runs: Runs) -> Pieces:
    """All pieces of a line."""
    return list(chain.from_iterable([run[2] for run in runs]))


def laid_over(runs: Runs, first: int, last: int, over: Pieces) -> Runs:
    """The line with cells [first, last) replaced by the pieces `over`, which take as many."""
    result: Runs = []
    placed = False
    for run in runs:
        start, end, pieces = run
        if end <= first or start >= last:
            if not placed and start >= last:
                result.append((first, last, over))
                placed = True
            result.append(run)
            continue
        if start < first:
            result.append((start, first, cut(pieces, 0, first - start)))
        if not placed:
            result.append((first, last, over))
            placed = True
        if end > last:
            result.append((last, end, cut(pieces, last - start, end - start)))
    return result if placed else [*result, (first, last, over)]


def dressed(runs: Runs, first: int, last: int, style: Style) -> Runs:
    """The line with cells [first, last) in another style."""
    result: Runs = []
    for run in runs:
        start, end, pieces = run
        if end <= first or start >= last:
            result.append(run)
        else:
            result.append((start, end, restyled(pieces, first - start, last - start, style)))
    return result


def blank(width: int, style: Style) -> Runs:
    """An empty line."""
    return [(0, width, [Segment(" " * width, style)])]
