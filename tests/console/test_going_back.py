"""Who goes back to a time that was read reads nothing; what anybody did meanwhile is read."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.board.board import Row
from industrack_tui.board.heard_jobs import read_heard_jobs
from industrack_tui.widgets.timeline.canvas import Canvas
from industrack_tui.widgets.timeline.paint import lines_of_row
from industrack_tui.widgets.timeline.runs import Runs
from tests.console.seat import Seat, seated

READS = (
    "board", "day_starts", "blocks_beside", "days", "day_now", "live_day", "job", "records", "job_file", "reports_of",
)  # fmt: skip


@contextmanager
def reads_of(seat: Seat, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The names of the reads of the desk that are asked meanwhile."""
    asked: list[str] = []

    def told(name: str) -> Any:
        read = getattr(Desk, name)

        def tells(desk: Desk, *args: Any, **kwargs: Any) -> Any:
            asked.append(name)
            return read(desk, *args, **kwargs)

        return tells

    with monkeypatch.context() as patched:
        for name in READS:
            patched.setattr(Desk, name, told(name))
        yield asked


@pytest.mark.parametrize("view", [(), ("v", "3"), ("v", "d"), ("v", "w"), ("v", "m")])
async def test_going_back_reads_nothing_and_shows_the_same(
    demo: str, view: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with seated(demo, (120, 40)) as seat:
        await seat.press(*view, "right_square_bracket", "left_square_bracket")
        shown = seat.lines
        with reads_of(seat, monkeypatch) as asked:
            await seat.press("right_square_bracket")
            there = seat.lines
            await seat.press("left_square_bracket")
            assert seat.lines == shown
            assert asked == []
            await seat.press("right_square_bracket")
            assert seat.lines == there
        seat.schedule.state.forget()
        await seat.press("left_square_bracket")
        assert seat.lines == shown, "as it is read anew"


async def test_what_a_job_is_made_of_is_read_once(demo: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with seated(demo, (160, 50)) as seat:
        await seat.press("w")
        shown = seat.lines
        with reads_of(seat, monkeypatch) as asked:
            await seat.press("w")
            assert "job" in asked
            there = seat.lines
            asked.clear()
            await seat.press("W")
            assert seat.lines == shown
            await seat.press("w")
            assert seat.lines == there
            assert asked == []
            seat.schedule.state.forget()
            await seat.press("W")
            assert "job" in asked
        assert seat.lines == shown


async def test_what_was_done_meanwhile_is_read(demo: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with seated(demo, (120, 40)) as seat:
        await seat.press("right_square_bracket", "left_square_bracket")
        await seat.to_cell(4, "13:00")
        await seat.press("p")
        with reads_of(seat, monkeypatch) as asked:
            await seat.press("right_square_bracket")
        assert {"board", "day_now"} <= set(asked)
        await seat.press("left_square_bracket", "u", "right_square_bracket")
        with reads_of(seat, monkeypatch) as asked:
            await seat.press("left_square_bracket")
        assert "live_day" not in asked
        assert "board" not in asked


async def test_an_hour_later_what_may_need_an_eye_is_read_again(demo: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with seated(demo, (120, 40)) as seat:
        schedule = seat.schedule
        known = schedule.state.watched
        assert known is not None
        for minutes, reads in ((59, []), (61, ["live_day"])):
            monkeypatch.setattr(type(seat.schedule.session), "now", _later(seat, minutes))
            with reads_of(seat, monkeypatch) as asked:
                schedule.tick()
                await seat.settle()
            assert asked == reads
            monkeypatch.undo()


def _later(seat: Seat, minutes: int) -> property:
    now = seat.schedule.session.now
    return property(lambda _: now + timedelta(minutes=minutes))


async def test_blocks_are_drawn_once_until_a_minute_or_a_job_changes(
    demo: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with seated(demo, (120, 40)) as seat:
        timeline, rows = seat.schedule.timeline, list[Row]()

        def drawn(row: Row, canvas: Canvas) -> list[Runs]:
            rows.append(row)
            return lines_of_row(row, canvas)

        monkeypatch.setattr("industrack_tui.widgets.timeline.paint.lines_of_row", drawn)
        await seat.press("right_square_bracket", "left_square_bracket")
        assert rows
        shown, there = seat.lines, len(rows)
        await seat.press("right_square_bracket", "left_square_bracket")
        assert (len(rows), seat.lines) == (there, shown)
        timeline.show_now(timeline.now + 61)
        await seat.press("right_square_bracket")
        assert len(rows) > there, "the line of the minute stands elsewhere"
        await seat.press("left_square_bracket")
        assert seat.lines == shown, "as of the minute of the session again"
        await seat.to_cell(4, "13:00")
        there = len(rows)
        await seat.press("p")
        assert there < len(rows) <= there + 3, "the row of the job, and nobody else's"


async def test_a_period_that_is_shown_as_a_minute_begins_shows_that_minute(demo: str) -> None:
    async with seated(demo) as seat:
        schedule = seat.schedule
        schedule.timeline.show_now(schedule.now - 7)
        await seat.settle()
        assert "10:30" in seat.lines[2]
        schedule.show_period()
        await seat.settle()
        assert "10:37" in seat.lines[2]


async def test_news_of_what_was_read_with_all_in_sight_reads_nothing(
    demo: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They may be heard while it is read: what was read of other times stands."""
    async with seated(demo, (120, 40)) as seat:
        state, block = seat.schedule.state, seat.block
        recalled, job = state.recalled, block.job_id if block is not None else 1
        state.unread.hear_of(frozenset({job}), state.revision, "kim")
        with reads_of(seat, monkeypatch) as asked:
            await read_heard_jobs(seat.schedule)
        assert asked == []
        assert not state.unread.jobs
        assert state.recalled is recalled
