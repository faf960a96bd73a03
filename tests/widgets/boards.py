"""Blocks, rows and canvases for pure tests of the timeline, and hypothesis strategies for them."""

from collections.abc import Sequence

from hypothesis import strategies as st

from industrack_core.domain.board.board import Block, Row, Shade, lanes
from industrack_core.domain.text.text import clean_line
from industrack_tui.glyphs import UNICODE, Glyphs
from industrack_tui.themes import Look
from industrack_tui.widgets.timeline.axis import ZOOMS, Axis, zoomed
from industrack_tui.widgets.timeline.canvas import Canvas
from industrack_tui.widgets.timeline.pieces import Pieces
from industrack_tui.widgets.timeline.runs import Runs, pieces_of

DAY = 24 * 60
START = 29_600_640  # some midnight in UTC


def block(job: int, start: int, end: int, employee: int = 1, **other: object) -> Block:
    """A job of the day, `start` and `end` in minutes after midnight."""
    filled: dict[str, object] = {
        "version": 1, "number": str(1000 + job), "description": f"Job {job}", "customer": "Somebody",
        "status": "not_started", "priority": "medium", "delivery": "saved", "billing": "none",
        "service_type_id": None, "color_id": None, "crew": str(employee), "address": "", "phone": "", "note": "",
        "site_note": "",
    }  # fmt: skip
    return Block(employee_id=employee, job_id=job, start=START + start, end=START + end, **(filled | other))  # type: ignore[arg-type]


def row(blocks: Sequence[Block] = (), shades: Sequence[Shade] = (), employee: int = 1) -> Row:
    return Row(employee, lanes(blocks), tuple(shades))


def crowd(count: int, employee: int = 1) -> Row:
    """Jobs that are all at the same time: as many lanes."""
    return row([block(employee * 100 + each, 9 * 60, 10 * 60, employee) for each in range(count)], (), employee)


def canvas(
    zoom: int = 15, width: int = 60, left: int = 0, now: int = -9, glyphs: Glyphs = UNICODE, theme: str = "dark"
) -> Canvas:
    axis = Axis.whole(START, START + DAY, zoomed(zoom), 15)
    return Canvas(axis, left, width, Look(theme, mono=False), glyphs, START + now, lambda _: None, {})


def text_of(pieces: Pieces) -> str:
    return "".join(piece.text for piece in pieces)


def line_text(runs: Runs) -> str:
    return text_of(pieces_of(runs))


TEXTS = st.text(st.sampled_from("ab 東ü👩‍🔧é/[]"), max_size=30).map(clean_line)  # as it comes from the store
STRETCHES = st.tuples(st.integers(-600, DAY + 600), st.integers(1, 3000))


@st.composite
def rows(draw: st.DrawFn) -> Row:
    """A row of a day with any jobs, some longer than the day, and any shades."""
    blocks = [
        block(job, start, start + length, description=draw(TEXTS), customer=draw(TEXTS), number=str(job * 37),
              priority=draw(st.sampled_from(["high", "medium", "low"])),
              status=draw(st.sampled_from(["not_started", "declined", "completed", "started"])))
        for job, (start, length) in enumerate(draw(st.lists(STRETCHES, max_size=8)))
    ]  # fmt: skip
    shades = [
        Shade(START + start, START + start + length, draw(st.sampled_from(["", "Training", "東京"])))
        for start, length in draw(st.lists(STRETCHES, max_size=3))
    ]
    inside = [each for each in blocks if each.start < START + DAY and each.end > START]
    return row(inside, [each for each in shades if each.start < START + DAY and each.end > START])


CANVASES = st.builds(
    lambda tall, **other: canvas(**other)._replace(tall=tall),
    tall=st.sampled_from([1, 2, 3]),
    zoom=st.sampled_from(ZOOMS),
    width=st.integers(1, 200),
    left=st.integers(0, 100),
    now=st.integers(-9, DAY),
)
