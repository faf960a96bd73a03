"""Which lines are on the screen, and what is on a line: pure arithmetic, no event loop, no database."""

from collections.abc import Callable, Iterable, Sequence

from industrack_core.domain.board.board import Block
from industrack_core.domain.named_tuple import NamedTuple


class Line(NamedTuple):
    """One line of the grid: which row (index into the roster), which of its lanes."""

    row: int
    lane: int


def lines_from(top: Line, height: int, rows: int, lanes_of: Callable[[int], int]) -> list[Line]:
    """The lines shown from `top` down; fewer than `height` at the end of the roster."""
    found: list[Line] = []
    row, lane = top
    while row < rows and len(found) < height:
        lanes = lanes_of(row)
        while lane < lanes and len(found) < height:
            found.append(Line(row, lane))
            lane += 1
        row, lane = row + 1, 0
    return found


def moved(line: Line, by: int, rows: int, lanes_of: Callable[[int], int]) -> Line:
    """The line `by` lines further down (up when negative), stopping at the ends."""
    row, lane = line
    while by > 0:
        if lane + by < lanes_of(row):
            return Line(row, lane + by)
        if row + 1 >= rows:
            return Line(row, max(0, lanes_of(row) - 1))
        by -= lanes_of(row) - lane
        row, lane = row + 1, 0
    while by < 0:
        if lane + by >= 0:
            return Line(row, lane + by)
        if row == 0:
            return Line(0, 0)
        by += lane + 1
        row -= 1
        lane = lanes_of(row) - 1
    return Line(row, lane)


def distance(first: Line, second: Line, limit: int, lanes_of: Callable[[int], int]) -> int:
    """Lines from `first` down to `second` (not above it), counted up to `limit`."""
    if first.row == second.row:
        return min(limit, second.lane - first.lane)
    count = lanes_of(first.row) - first.lane
    row = first.row + 1
    while row < second.row and count < limit:
        count += lanes_of(row)
        row += 1
    return min(limit, count + second.lane)


def block_at(lane: Sequence[Block], minute: int, until: int) -> Block | None:
    """The block of a lane under the cell [minute, until): the one that covers its start comes first."""
    touching = [block for block in lane if block.start < until and block.end > minute]
    return touching[0] if touching else None


def fitted_left(left: int, width: int, columns: int, first: int, last: int, margin: int = 2) -> int:
    """The leftmost column that keeps columns [first, last) in sight, moved by half of the width at least."""
    margin = max(0, min(margin, (width - last + first) // 2))
    if first < left + (margin if left > 0 else 0):
        left = min(first - margin, left - width // 2)
    elif last > left + width - margin:
        left = max(last + margin - width, left + width // 2)
    return max(0, min(left, first, columns - width))


def together(lines: Iterable[int]) -> list[tuple[int, int]]:
    """The stretches of lines, each from one to before another, that stand one under the other."""
    found: list[tuple[int, int]] = []
    for line in sorted(lines):
        if found and found[-1][1] == line:
            found[-1] = (found[-1][0], line + 1)
        else:
            found.append((line, line + 1))
    return found
