"""The row of a crowd: its load by the hour instead of blocks: how many go on at once, how many begin in each hour."""

from collections.abc import Sequence

from rich.segment import Segment

from industrack_core.domain.board.alarms import RED, own_kinds
from industrack_core.domain.board.board import Block, Row
from industrack_tui.widgets.timeline.canvas import Canvas, ground_of
from industrack_tui.widgets.timeline.runs import Runs, laid_over

_STEPS = 8


def strip_lines(row: Row, canvas: Canvas, most: int) -> list[Runs]:
    """The lines of a strip: bars of how many jobs go on in each column, of `most` at once anywhere, then how many begin
    in each hour, those of them that are late in red."""
    lines = max(2, canvas.tall)
    blocks = [block for lane in row.lanes for block in lane]
    return [*_bars(blocks, row, canvas, most, lines - 1), _begins(blocks, row, canvas)]


def _bars(blocks: Sequence[Block], row: Row, canvas: Canvas, most: int, lines: int) -> list[Runs]:
    counts = [0] * (canvas.width + 1)
    for block in blocks:
        first, last = canvas.axis.extent(block.start, block.end)
        first, last = max(0, first - canvas.left), min(canvas.width, last - canvas.left)
        if first < last:
            counts[first] += 1
            counts[last] -= 1
    going_on = 0
    heights = []
    for change in counts[: canvas.width]:
        going_on += change
        heights.append(-(-going_on * _STEPS * lines // max(most, 1)) if going_on else 0)
    drawn = []
    for line in range(lines):
        below = _STEPS * (lines - 1 - line)
        drawn.append(_bar_line(heights, below, ground_of(canvas, row.shades), canvas))
    return drawn


def _bar_line(heights: Sequence[int], below: int, ground: Runs, canvas: Canvas) -> Runs:
    """One line of the bars: what stands above `below` steps."""
    runs, style, at = ground, canvas.look["now"], 0
    while at < canvas.width:
        last = at
        while last < canvas.width and heights[last] > below:
            last += 1
        if last > at:
            text = "".join(canvas.glyphs.steps[min(_STEPS, each - below)] for each in heights[at:last])
            runs = laid_over(runs, at, last, [Segment(text, style)])
        at = last + 1
    return runs


def _begins(blocks: Sequence[Block], row: Row, canvas: Canvas) -> Runs:
    """How many begin in each hour, at its column; those of folded hours at the fold."""
    axis, glyphs, look = canvas.axis, canvas.glyphs, canvas.look
    counts: dict[int, tuple[int, int]] = {}
    for block in blocks:
        start = max(block.start, axis.start)
        piece = axis.piece(start)
        hour = piece.first if piece.is_fold else start - (start - piece.first) % 60
        count, late = counts.get(hour, (0, 0))
        is_late = any(kind in RED for kind in own_kinds(block, canvas.now))
        counts[hour] = (count + 1, late + is_late)
    runs, free = ground_of(canvas, row.shades), 0
    for place, hour in enumerate(hours := sorted(counts)):
        column = axis.column(hour) - canvas.left
        count, late = counts[hour]
        mark = f"{glyphs.alarms['late_start']}{late}" if late else ""
        room = (axis.column(hours[place + 1]) - canvas.left if place + 1 < len(hours) else canvas.width) - column
        texts = [(f"{count}", "free_muted"), (mark, "alarm")] if len(f"{count}{mark}") < room else [
            (mark, "alarm") if mark else (f"{count}", "free_muted")
        ]  # fmt: skip
        width = sum(len(text) for text, _ in texts)
        if column >= free and column + width <= canvas.width:
            runs = laid_over(runs, column, column + width, [Segment(text, look[role]) for text, role in texts if text])
            free = column + width
    return runs
