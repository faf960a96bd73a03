"""Lines of the timeline as styled pieces of text: pure, cached by the grid, the cursor not in them.

A piece is a Rich segment. The pieces of a line are few: one for each stretch of ground, two for each block.
"""

from collections.abc import Sequence

from rich.segment import Segment

from industrack_core.domain.board.board import Block, Row, Shade
from industrack_core.domain.text.text import cell_width, clip, pad
from industrack_tui.glyphs import mark_of
from industrack_tui.widgets.timeline.canvas import Canvas, Ground, ground_of, visible_extent
from industrack_tui.widgets.timeline.pieces import Pieces


def block_label(block: Block, canvas: Canvas, room: int) -> str:
    """Glyph, number, description and customer in `room` cells; high priority first of all.

    A number is shown whole or not at all: half of one would be another job's.
    """
    glyph = canvas.glyphs.status[mark_of(block.status, block.delivery, block.billing)]
    high = canvas.glyphs.high if block.priority == "high" else ""
    mark = "*" if block.job_id in canvas.marked else ""
    head = f"{mark}{glyph}{high}{block.number}"
    if cell_width(head) > room:
        return pad(clip(mark + glyph + high, room, ""), room)
    if cell_width(head) + 4 > room:
        return pad(head, room)
    text = f"{head} {block.description}"
    if block.customer:
        text = f"{text} {canvas.glyphs.dot} {block.customer}"
    return pad(clip(text, room, canvas.glyphs.ellipsis), room)


def second_label(block: Block, canvas: Canvas, room: int) -> str:
    """The second line of a tall block: for whom, and where."""
    text = f"{block.customer} {canvas.glyphs.dot} {block.address}" if block.address else block.customer
    return pad(clip(text, room, canvas.glyphs.ellipsis), room)


def tone_of(block: Block, now: int) -> str:
    """How a block stands out: declined and late are seen from across the room, done steps back."""
    if block.status == "declined":
        return "declined"
    if block.status == "completed" or block.billing == "invoiced":
        return "done"
    if block.status == "not_started" and block.start < now:
        return "late"
    return "high" if block.priority == "high" else "plain"


def block_pieces(block: Block, canvas: Canvas, first: int, last: int, tone: str, line: int = 0) -> Pieces:
    """A block cut to canvas columns [first, last): an edge where it begins, then its label, or on `line` 1 for whom."""
    room = last - first
    edge_style, body_style = canvas.look.block(canvas.hue_of(block) or "none", tone)
    glyphs = canvas.glyphs
    begins = canvas.axis.column(block.start) >= canvas.left
    if room == 1:
        label = block_label(block, canvas, 1) if begins else glyphs.before
        return [Segment(label if line == 0 else " ", body_style)]
    edge = glyphs.edge if begins else glyphs.before
    tail = ""
    if block.end > canvas.axis.end or canvas.axis.column(block.end) - canvas.left > last:
        tail = glyphs.after
    elif canvas.look.mono or glyphs.name == "ascii":
        tail = "]"
    text = (second_label if line else block_label)(block, canvas, room - 1 - len(tail))
    return [Segment(edge, edge_style), Segment(text + tail, body_style)]


def lane_pieces(blocks: Sequence[Block], ground: Sequence[Ground], canvas: Canvas, line: int = 0) -> Pieces:
    """One lane over the whole canvas, or its second line.

    Blocks too short to stand apart at this zoom share a counted cell.
    """
    pieces: Pieces = []
    position = at = 0
    for group, first, last in _placed(blocks, canvas):
        at = _fill(pieces, ground, position, first, at)
        if len(group) == 1:
            pieces.extend(block_pieces(group[0], canvas, first, last, _tone(group[0], canvas), line))
        else:
            _, body = canvas.look.block(canvas.hue_of(group[0]) or "none", "plain")
            count = "" if line else str(len(group))
            pieces.append(Segment(pad(count[: last - first], last - first), body))
        position = last
    _fill(pieces, ground, position, canvas.width, at)
    return pieces


def _tone(block: Block, canvas: Canvas) -> str:
    if canvas.shines is not None and not canvas.shines(block):
        return "dim"
    return tone_of(block, canvas.now)


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


def _fill(pieces: Pieces, ground: Sequence[Ground], first: int, last: int, at: int = 0) -> int:
    """Ground over columns [first, last), looked for from stretch `at` on; answers from where to look next."""
    if first >= last:
        return at
    while at < len(ground) and ground[at].last <= first:
        at += 1
    for place in range(at, len(ground)):
        stretch = ground[place]
        if stretch.first >= last:
            break
        cells = min(last, stretch.last) - max(first, stretch.first)
        pieces.append(Segment(stretch.fill * cells, stretch.style))
    return at


def heap_pieces(lanes: Sequence[Sequence[Block]], ground: Sequence[Ground], canvas: Canvas) -> Pieces:
    """The lanes that a folded row hides, as counts: how many more jobs there are in each stretch of time."""
    _, body = canvas.look.block("none", "done")
    width = max(5, canvas.axis.hour)
    pieces: Pieces = []
    for first in range(0, canvas.width, width):
        last = min(canvas.width, first + width)
        low, high = canvas.axis.minute(canvas.left + first), canvas.axis.minute(canvas.left + last)
        count = sum(1 for lane in lanes for block in lane if block.start < high and block.end > low)
        if count:
            pieces.append(Segment(pad(clip(f" +{count}", last - first), last - first), body))
        else:
            _fill(pieces, ground, first, last)
    return pieces


def with_reason(pieces: Pieces, shades: Sequence[Shade], canvas: Canvas) -> Pieces:
    """The reason of a time off written into its hatching, where that is free."""
    for shade in shades:
        extent = visible_extent(canvas, shade.start, shade.end) if shade.reason else None
        if extent is None:
            continue
        position = 0
        for index, piece in enumerate(pieces):
            if piece.text and not piece.text.strip("/") and position >= extent[0] and len(piece.text) > 6:
                room = len(piece.text)
                text = clip(f"// {shade.reason} ", room - 1, canvas.glyphs.ellipsis)
                filled = text + "/" * (room - cell_width(text))
                return [*pieces[:index], Segment(filled, canvas.look["off_text"]), *pieces[index + 1 :]]
            position += cell_width(piece.text)
    return pieces


def row_lines(row: Row, shown: int, canvas: Canvas) -> list[Pieces]:
    """All lines of a row; with fewer than its lanes take `shown`, the last line counts what is hidden."""
    ground, tall = ground_of(canvas, row.shades), canvas.tall
    whole = row.lanes or ((),)
    folded = shown < len(whole) * tall
    full = (shown - 1) // tall if folded else len(whole)
    lines = [lane_pieces(lane, ground, canvas, line) for lane in whole[:full] for line in range(tall)]
    if folded:
        lines.append(heap_pieces(whole[full:], ground, canvas))
    lines[0] = with_reason(lines[0], row.shades, canvas)
    return lines
