"""What painting the board costs, counted in calls of Python functions for each line that is drawn.

Before rows were tall and the day fitted the width, a cursor step painted 127 calls a line at 80x24 and 162 at every
larger size, a page 178, 192, 207 and 226. A page of low rows costs more than it did: every block is put into words.
"""

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from tests.console.seat import seated


def calls_of(work: Callable[[], object]) -> int:
    """How many Python functions are called."""
    count = 0

    def profile(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(
    ("size", "step", "page"),
    [((80, 24), 127, 178), ((120, 40), 162, 192), ((200, 50), 162, 207), ((250, 70), 162, 226)], ids=str,
)  # fmt: skip
async def test_a_step_and_a_page_cost_little_more_than_with_low_rows(
    demo: str, size: tuple[int, int], step: int, page: int
) -> None:
    async with seated(demo, size) as seat:
        timeline = seat.schedule.timeline
        drawn = len(timeline.view.lines()) + 1

        def draw_all() -> None:
            timeline.restyle(timeline.look)
            for y in range(drawn):
                timeline.render_line(y)

        draw_all()
        most = 1.2 if timeline.view.tall > 1 else 1.6
        assert calls_of(draw_all) <= most * page * drawn
        calls = lines = 0
        for by in (1, 1, 1, 1, -1, -1, -1, -1) * 3:
            before = timeline._lines_of_cursor()

            def move(by: int = by, before: set[int] = before) -> int:
                timeline.view.move_steps(by)
                timeline.update_cursor()
                dirty = before | timeline._lines_of_cursor()
                for y in dirty:
                    timeline.render_line(y)
                return len(dirty)

            calls += calls_of(move)
            lines += len(before | timeline._lines_of_cursor())
        assert calls <= 1.1 * step * lines, calls / lines
