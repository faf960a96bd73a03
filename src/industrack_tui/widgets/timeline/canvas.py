"""What all lines of the timeline have in common now, and the ground that blocks lie on."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rich.style import Style

from industrack_core.domain.board.board import Block, Shade
from industrack_tui.glyphs import Glyphs
from industrack_tui.themes import Look
from industrack_tui.widgets.timeline.axis import Axis

HueOf = Callable[[Block], str | None]


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
    grounds: "dict[tuple[Shade, ...], list[Ground]]"
    shines: "Callable[[Block], bool] | None" = None
    """Which blocks a filter lets shine; the others are dim."""
    marked: frozenset[int] = frozenset()
    """Ids of the jobs that are marked."""
    tall: int = 1
    """Lines that a lane takes: 1 or 2."""


class Ground(NamedTuple):
    """A stretch of a line behind the blocks, in canvas columns."""

    first: int
    last: int
    style: Style
    fill: str


def ground_of(canvas: Canvas, shades: tuple[Shade, ...]) -> list[Ground]:
    """The ground of a row over the whole canvas; rows with the same hours share it."""
    ground = canvas.grounds.get(shades)
    if ground is None:
        ground = canvas.grounds[shades] = _ground(canvas, shades)
    return ground


def _ground(canvas: Canvas, shades: Sequence[Shade]) -> list[Ground]:
    """Left to right: free time, hours off, time off, the now line."""
    look, axis = canvas.look, canvas.axis
    off_fill = canvas.glyphs.off if look.is_few else " "
    cells = [(0, canvas.width, look["free"], " ")]
    for shade in shades:
        first, last = axis.extent(shade.start, shade.end)
        cells = _laid(cells, first - canvas.left, last - canvas.left, look["off"], "/" if shade.reason else off_fill)
    for piece in axis.pieces:
        if piece.is_fold:
            column = piece.column - canvas.left
            cells = _laid(cells, column, column + 1, look["off"], canvas.glyphs.fold)
    beyond = axis.columns - canvas.left
    cells = _laid(cells, beyond, canvas.width, look["ground"], " ")
    if axis.start <= canvas.now < axis.end:
        column = axis.column(canvas.now) - canvas.left
        dark = any(first <= column < last and style is look["off"] for first, last, style, _ in cells)
        cells = _laid(cells, column, column + 1, look["now_off" if dark else "now"], canvas.glyphs.now)
    return [Ground(*cell) for cell in cells]


def _laid(
    cells: list[tuple[int, int, Style, str]], first: int, last: int, style: Style, fill: str
) -> list[tuple[int, int, Style, str]]:
    """`cells` with one stretch laid over them."""
    low, high = cells[0][0], cells[-1][1]
    first, last = max(low, first), min(high, last)
    if first >= last:
        return cells
    kept = [(a, min(b, first), s, f) for a, b, s, f in cells if a < first]
    kept.append((first, last, style, fill))
    kept.extend((max(a, last), b, s, f) for a, b, s, f in cells if b > last)
    return kept


def visible_extent(canvas: Canvas, start: int, end: int) -> tuple[int, int] | None:
    """Canvas columns of a stretch of time, or None when it is out of sight."""
    first, last = canvas.axis.extent(start, end)
    first, last = max(0, first - canvas.left), min(canvas.width, last - canvas.left)
    return (first, last) if first < last else None
