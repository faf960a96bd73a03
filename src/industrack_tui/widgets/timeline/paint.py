"""Lines of the timeline as styled runs: pure, cached by the grid, the cursor not in them."""

from collections.abc import Collection, Sequence

from rich.segment import Segment

from industrack_core.domain.board.alarms import doubled, due_end
from industrack_core.domain.board.board import Block, Row, Shade
from industrack_core.domain.text.text import cell_width, clip, pad
from industrack_tui.widgets.timeline.block_paint import block_lines, is_told_in_fold
from industrack_tui.widgets.timeline.canvas import Canvas, ground_of, visible_extent
from industrack_tui.widgets.timeline.runs import Runs, laid_over

_MOST_TOLD = 9


def twice_of(row: Row, canvas: Canvas) -> frozenset[int]:
    """Ids of the row's jobs that begin while another goes on."""
    if len(row.lanes) < 2:
        return frozenset()
    return frozenset(job.job_id for job, _ in doubled([block for lane in row.lanes for block in lane], canvas.now))


def lines_of_row(row: Row, canvas: Canvas) -> list[Runs]:
    """All lines of a row, lane by lane."""
    ground, twice = ground_of(canvas, row.shades), twice_of(row, canvas)
    lines = [line for lane in row.lanes or ((),) for line in lane_lines(lane, ground, canvas, twice)]
    lines[0] = with_reason(lines[0], row.shades, canvas)
    return lines


def lane_lines(
    blocks: Sequence[Block], ground: Runs, canvas: Canvas, twice: Collection[int] = ()
) -> list[Runs]:  # fmt: skip
    """The lines of one lane over the whole canvas."""
    lines: list[Runs] = [[] for _ in range(canvas.tall)]
    position = at = 0
    placed = _placed(blocks, canvas)
    for index, (group, first, last) in enumerate(placed):
        at = _fill(lines, ground, position, first, at)
        drawn = (
            block_lines(group[0], canvas, first, last, twice)
            if len(group) == 1 and not is_told_in_fold(group[0], canvas)
            else _counted(group, canvas, last - first)
        )
        for runs, pieces in zip(lines, drawn, strict=True):
            runs.append((first, last, pieces))
        position = last
        following = placed[index + 1][1] if index + 1 < len(placed) else canvas.width
        position = _tail(lines, group[-1], canvas, position, following)
    _fill(lines, ground, position, canvas.width, at)
    return lines


def _counted(group: Sequence[Block], canvas: Canvas, cells: int) -> list[list[Segment]]:
    """Blocks that share a cell: how many; of what ends in hours that are not shown, that it came from there."""
    glyphs, folded = canvas.glyphs, is_told_in_fold(group[0], canvas)
    card = canvas.look.card(canvas.hue_of(group[0]) or "none", "done" if folded else "live")
    text = glyphs.before if folded and len(group) == 1 else str(min(len(group), _MOST_TOLD))
    below = glyphs.below if folded else " "
    return [
        [Segment(pad((text if line == 0 else below)[:cells], cells), card.badge if line == 0 else card.bar)]
        for line in range(canvas.tall)
    ]


def _tail(lines: list[Runs], block: Block, canvas: Canvas, first: int, last: int) -> int:
    """A job goes on until now, or until it should be done by when it really began; answers where that ends, which is at
    the next one at the latest."""
    until = max(canvas.now, due_end(block))
    if block.status not in ("started", "paused") or block.end >= until or block.billing == "invoiced":
        return first
    last = min(last, canvas.axis.column(until) - canvas.left)
    if first >= last or (canvas.shines is not None and not canvas.shines(block)):
        return first
    for runs in lines:
        runs.append((first, last, [Segment(canvas.glyphs.tail * (last - first), canvas.look["tail"])]))
    return last


def _placed(blocks: Sequence[Block], canvas: Canvas) -> list[tuple[list[Block], int, int]]:
    """Blocks with their columns, those that fall on the same column put together."""
    placed: list[tuple[list[Block], int, int]] = []
    for block in blocks:
        extent = visible_extent(canvas, block.start, block.end)
        if extent is None:
            continue
        first, last = extent
        if placed and first < placed[-1][2]:
            group, start, end = placed[-1]
            if last <= end:
                placed[-1] = ([*group, block], start, end)
                continue
            first = end
        placed.append(([block], first, last))
    return placed


def _fill(lines: list[Runs], ground: Runs, first: int, last: int, at: int) -> int:
    """Ground over columns [first, last), looked for from run `at` on; answers from where to look next."""
    if first >= last:
        return at
    while at < len(ground) and ground[at][1] <= first:
        at += 1
    for place in range(at, len(ground)):
        run = ground[place]
        start, end, pieces = run
        if start >= last:
            break
        if start < first or end > last:
            start, end = max(start, first), min(end, last)
            run = (start, end, [Segment(pieces[0].text[: end - start], pieces[0].style)])
        for runs in lines:
            runs.append(run)
    return at


def with_reason(runs: Runs, shades: Sequence[Shade], canvas: Canvas) -> Runs:
    """The reason of a time off written into its hatching, where that is free."""
    for shade in shades:
        extent = visible_extent(canvas, shade.start, shade.end) if shade.reason else None
        if extent is None:
            continue
        for start, end, pieces in runs:
            room = end - start
            if start >= extent[0] and room > 6 and not pieces[0].text.strip("/"):
                text = clip(f"// {shade.reason} ", room - 1, canvas.glyphs.ellipsis)
                filled = text + "/" * (room - cell_width(text))
                runs = laid_over(runs, start, end, [Segment(filled, canvas.look["off_text"])])
                break
    return runs
