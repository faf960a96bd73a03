"""What all lines of the timeline have in common now, and the ground that blocks lie on."""

from collections.abc import Callable, Hashable, Sequence
from itertools import groupby

from rich.segment import Segment
from rich.style import Style

from industrack_core.domain.board.alarms import QuietKey
from industrack_core.domain.board.block_first import BlockFirst
from industrack_core.domain.board.board import Block, Shade
from industrack_core.domain.named_tuple import NamedTuple
from industrack_tui.glyphs import Glyphs
from industrack_tui.themes import Look
from industrack_tui.widgets.timeline.axis import Axis
from industrack_tui.widgets.timeline.runs import Runs

HueOf = Callable[[Block], str | None]
Cell = tuple[Style, str]


class Canvas(NamedTuple):
    """All that lines have in common: where they look, how they are dressed, what time it is.

    `grounds` keeps what was worked out for one canvas; it goes with it.
    """

    axis: Axis
    left: int
    width: int
    look: Look
    glyphs: Glyphs
    now: int
    hue_of: HueOf
    grounds: "dict[tuple[Shade, ...], Runs]"
    shines: "Callable[[Block], bool] | None" = None
    """Which blocks a filter lets shine; the others are dim."""
    marked: frozenset[int] = frozenset()
    """Ids of the jobs that are marked."""
    tall: int = 1
    """Lines that a lane takes: 1 to 3."""
    hours: tuple[int, ...] = ()
    """Columns of the canvas that have a hair line: the hours that the ruler names."""
    is_calm: bool = False
    """Whether most jobs are red: then a little late is not."""
    quiet: frozenset[QuietKey] = frozenset()
    """Alarms that somebody snoozed."""
    first: BlockFirst = BlockFirst.CUSTOMER
    """What a block says first."""

    @property
    def place(self) -> Hashable:
        """What lines that were drawn on it are known by, as long as rows and dress are what they were."""
        return self.axis, self.left, self.width, self.tall, self.now


def ground_of(canvas: Canvas, shades: tuple[Shade, ...]) -> Runs:
    """The ground of a row over the whole canvas; rows with the same hours share it."""
    ground = canvas.grounds.get(shades)
    if ground is None:
        ground = canvas.grounds[shades] = _ground(canvas, shades)
    return ground


def _ground(canvas: Canvas, shades: Sequence[Shade]) -> Runs:
    """Left to right: free time with a hair line at each hour, hours off, time off, folds, the now line."""
    look, axis, glyphs, width = canvas.look, canvas.axis, canvas.glyphs, canvas.width
    off_fill = glyphs.off if look.is_few else " "
    cells: list[Cell] = [(look["free"], " ")] * width
    if not look.is_few:
        for column in canvas.hours:
            cells[column] = (look["line"], glyphs.grid)
    for shade in shades:
        fill = (look["off_text"], "/") if shade.reason else (look["off"], off_fill)
        _put(cells, canvas, *axis.extent(shade.start, shade.end), fill)
    for piece in axis.pieces:
        if piece.is_fold:
            _put(cells, canvas, piece.column, piece.column + 1, (look["off"], glyphs.fold))
    _put(cells, canvas, axis.columns, canvas.left + width, (look["ground"], " "))
    if axis.start <= canvas.now < axis.end:
        column = axis.column(canvas.now) - canvas.left
        if 0 <= column < width:
            dark = cells[column][0] is look["off"] or cells[column][0] is look["off_text"]
            cells[column] = (look["now_off" if dark else "now"], glyphs.now)
    runs: Runs = []
    at = 0
    for (style, fill_with), same in groupby(cells):
        last = at + len(list(same))
        runs.append((at, last, [Segment(fill_with * (last - at), style)]))
        at = last
    return runs


def _put(cells: list[Cell], canvas: Canvas, first: int, last: int, cell: Cell) -> None:
    """Columns [first, last) of the axis, as far as they are in sight."""
    first, last = max(0, first - canvas.left), min(canvas.width, last - canvas.left)
    if first < last:
        cells[first:last] = [cell] * (last - first)


def visible_extent(canvas: Canvas, start: int, end: int) -> tuple[int, int] | None:
    """Canvas columns of a stretch of time, or None when it is out of sight."""
    first, last = canvas.axis.extent(start, end)
    first, last = max(0, first - canvas.left), min(canvas.width, last - canvas.left)
    return (first, last) if first < last else None
