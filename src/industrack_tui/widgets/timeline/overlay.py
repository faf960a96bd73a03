"""What is laid over the finished lines for a while: a job in the hand or proposed, and letters to jump by."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import tzinfo
from itertools import product

from rich.segment import Segment

from industrack_core.domain.board.board import Block, Row
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.text.text import cell_width, clip, pad
from industrack_core.domain.time.minute import instant_of
from industrack_core.domain.time.span import clock_text
from industrack_tui.widgets.timeline.canvas import Canvas, visible_extent
from industrack_tui.widgets.timeline.runs import Runs, laid_over

Hints = Mapping[tuple[int, int], str]
"""Letters by employee and job."""
_APART, _LEAST_BESIDE = "  ", 4
_LETTERS = "asdfghjklqwertyuiopzxcvbnm"


class GhostLine(NamedTuple):
    """What a line of a ghost says, and how it is shortened to so many cells with this ellipsis."""

    text: str
    shorten: Callable[[str, int, str], str] = clip


def for_whom(name: str, cells: int, ellipsis: str) -> str:
    """A customer in so many cells."""
    from industrack_core.domain.board.block_words import customer_in

    return customer_in(name, cells, ellipsis=ellipsis)


def to_do(work: str, cells: int, ellipsis: str) -> str:
    """What is to be done in so many cells."""
    from industrack_core.domain.board.block_words import work_in

    return work_in(work, cells, ellipsis)


def clocked(start: int, end: int, zone: tzinfo) -> str:
    """From when to when on the clock: `14:15-16:15`. Minutes since 1970 UTC."""
    return "-".join(clock_text(instant_of(each).astimezone(zone)) for each in (start, end))


class Ghost(NamedTuple):
    """A job where it would be: in these employees' rows, from `start` to `end`, in minutes since 1970 UTC.

    It says its `lines` one below the other; where a row has only one, as many of them beside each other as fit.
    """

    employee_ids: tuple[int, ...]
    start: int
    end: int
    lines: tuple[GhostLine, ...]
    job_id: int = 0


def ghost_lane(ghost: Ghost, row: Row | None) -> int:
    """In which lane of a row the ghost is drawn: the first in which it is free, else the first of all."""
    for index, lane in enumerate(row.lanes if row else ()):
        if all(block.job_id == ghost.job_id or block.end <= ghost.start or block.start >= ghost.end for block in lane):
            return index
    return 0


def with_ghost(runs: Runs, ghost: Ghost, canvas: Canvas, line: int) -> Runs:
    """A line of the canvas with the ghost on it; `line` counts within a tall lane."""
    extent = visible_extent(canvas, ghost.start, ghost.end)
    if extent is None:
        return runs
    first, last = extent
    card = canvas.look.card("none", "ghost")
    room = last - first - 1
    text = pad(_said(ghost.lines, room, canvas, line), room)
    mark = canvas.glyphs.pick if line == 0 else " "
    over = [Segment(mark, card.badge)] + ([Segment(text, card.head if line == 0 else card.text)] if room else [])
    return laid_over(runs, first, last, over)


def _said(lines: Sequence[GhostLine], room: int, canvas: Canvas, line: int) -> str:
    """What a ghost says on this line of it."""
    ellipsis = canvas.glyphs.ellipsis
    if line >= len(lines):
        return ""
    said = lines[line].shorten(lines[line].text, room, ellipsis)
    for text, shorten in lines[1:] if canvas.tall == 1 else ():
        left = room - cell_width(said) - len(_APART)
        if left < _LEAST_BESIDE:
            break
        said += _APART + shorten(text, left, ellipsis)
    return said


def with_hints(runs: Runs, lane: Sequence[Block], hints: Hints, canvas: Canvas, typed: str) -> Runs:
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
        runs = laid_over(runs, first, position, [piece for piece in over if piece.text])
    return runs


def hint_labels(blocks: Iterable[Block]) -> dict[tuple[int, int], str]:
    """A letter for each block, two for each when there are more than letters: no label begins another."""
    keys = list(dict.fromkeys((block.employee_id, block.job_id) for block in blocks))
    letters = list(_LETTERS)
    labels = letters if len(keys) <= len(letters) else ["".join(pair) for pair in product(letters, letters)]
    return dict(zip(keys, labels, strict=False))
