"""Every state of a job is told by its marks alone, for whoever sees no color: on one line, on two and on three."""

import pytest

from industrack_core.domain.board.board import Block
from industrack_tui.glyphs import ASCII, UNICODE, Glyphs
from industrack_tui.themes import ANSI, Look
from industrack_tui.widgets.timeline.block_paint import block_lines
from tests.widgets import boards

NOW = 600


def job(start: int, end: int, **changes: object) -> Block:
    given: dict[str, object] = {"delivery": "dispatched", "customer": "", "description": "", "number": ""}
    return boards.block(1, NOW + start, NOW + end, **(given | changes))  # type: ignore[arg-type]


STATES: dict[str, tuple[Block, bool]] = {
    "saved": (job(120, 180, delivery="saved"), False),
    "sent": (job(120, 180), False),
    "on the way": (job(10, 70, status="on_travel"), False),
    "working": (job(-10, 50, status="started"), False),
    "paused": (job(-10, 50, status="paused"), False),
    "done": (job(-60, 0, status="completed"), False),
    "invoiced": (job(-60, 0, status="completed", billing="invoiced"), False),
    "late": (job(-40, 60), False),
    "over time": (job(-90, -30, status="started"), False),
    "declined": (job(120, 180, status="declined"), False),
    "overlaps": (job(120, 180), True),
    "not sent": (job(30, 90, delivery="saved"), False),
    "changed": (job(30, 90, delivery="changed"), False),
}


def marks(block: Block, twice: bool, glyphs: Glyphs, tall: int, width: int, *, mono: bool) -> tuple[str, ...]:
    """The first and the last cell of each of its lines: no word is in it."""
    look = Look(ANSI, mono=mono)
    canvas = boards.canvas(width=96, glyphs=glyphs, now=NOW)._replace(look=look, tall=tall)
    first = canvas.axis.column(block.start)
    lines = block_lines(block, canvas, first, first + width, {block.job_id} if twice else ())
    texts = [boards.text_of(line) for line in lines]
    return tuple(text[0] + (text[-1] if width > 1 else "") for text in texts)


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII], ids=["unicode", "ascii"])
@pytest.mark.parametrize("tall", [1, 2, 3])
@pytest.mark.parametrize("width", [1, 2, 8])
@pytest.mark.parametrize("mono", [False, True])
def test_no_two_states_look_alike(glyphs: Glyphs, tall: int, width: int, *, mono: bool) -> None:
    seen: dict[tuple[str, ...], str] = {}
    for name, (block, twice) in STATES.items():
        shown = marks(block, twice, glyphs, tall, width, mono=mono)
        assert shown not in seen, (name, seen.get(shown), shown)
        seen[shown] = name


@pytest.mark.parametrize("tall", [2, 3])
def test_high_priority_has_a_mark_beside_the_alarm(tall: int) -> None:
    calm, late = job(120, 180, priority="high"), job(-40, 60, priority="high")
    assert UNICODE.high in "".join(marks(calm, False, UNICODE, tall, 8, mono=True))
    said = "".join(marks(late, False, UNICODE, 3, 8, mono=True))
    assert UNICODE.high in said
    assert "!" in said
