"""What is laid over the finished lines for a while: a job in the hand or proposed, and letters to jump by."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from rich.segment import Segment

from industrack_core.domain.board.board import Block, Row
from industrack_core.domain.text.text import clip, pad
from industrack_tui.widgets.timeline.canvas import Canvas, visible_extent
from industrack_tui.widgets.timeline.pieces import Pieces, overlaid

Hints = Mapping[tuple[int, int], str]
"""Letters by employee and job."""
_LETTERS = "asdfghjklqwertyuiopzxcvbnm"


class Ghost(NamedTuple):
    """A job where it would be: in these employees' rows, from `start` to `end`, in minutes since 1970 UTC."""

    employee_ids: tuple[int, ...]
    start: int
    end: int
    text: str
    job_id: int = 0


def ghost_lane(ghost: Ghost, row: Row | None) -> int:
    """In which lane of a row the ghost is drawn: the first in which it is free, else the first of all."""
    for index, lane in enumerate(row.lanes if row else ()):
        if all(block.job_id == ghost.job_id or block.end <= ghost.start or block.start >= ghost.end for block in lane):
            return index
    return 0


def with_ghost(pieces: Pieces, ghost: Ghost, canvas: Canvas, line: int) -> Pieces:
    """A line of the canvas with the ghost on it; `line` counts within a tall lane."""
    extent = visible_extent(canvas, ghost.start, ghost.end)
    if extent is None:
        return pieces
    first, last = extent
    edge, body = canvas.look.block("none", "ghost")
    room = last - first - 1
    text = pad(clip(ghost.text if line == 0 else "", room, canvas.glyphs.ellipsis), room)
    if room > 1 and (canvas.look.mono or canvas.glyphs.name == "ascii"):
        text = pad(clip(text, room - 1, ""), room - 1) + "]"
    mark = canvas.glyphs.edge if room else canvas.glyphs.pick
    return overlaid(pieces, first, last, [Segment(mark, edge), Segment(text, body)])


def with_hints(pieces: Pieces, lane: Sequence[Block], hints: Hints, canvas: Canvas, typed: str) -> Pieces:
    """A line of the canvas with the letters of its jobs where these begin."""
    position = 0
    for block in lane:
        label = hints.get((block.employee_id, block.job_id), "")
        extent = visible_extent(canvas, block.start, block.end)
        if not label.startswith(typed) or not label or extent is None or extent[0] < position:
            continue
        first = min(extent[0], canvas.width - len(label))
        position = first + len(label)
        over = [
            Segment(typed, canvas.look["pick_idle"]), Segment(label[len(typed) :], canvas.look["cursor"])
        ]  # fmt: skip
        pieces = overlaid(pieces, first, position, [piece for piece in over if piece.text])
    return pieces


def hint_labels(blocks: Iterable[Block]) -> dict[tuple[int, int], str]:
    """A letter for each block, two for each when there are more than letters: no label begins another."""
    keys = list(dict.fromkeys((block.employee_id, block.job_id) for block in blocks))
    letters = list(_LETTERS)
    labels = letters if len(keys) <= len(letters) else ["".join(pair) for pair in product(letters, letters)]
    return dict(zip(keys, labels, strict=False))
