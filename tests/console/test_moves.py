"""Moves on the board by key and mouse; what a move may cost."""

from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine
from textual.events import MouseScrollDown

from industrack_tui.dialogs.prompt import Prompt
from industrack_tui.widgets.timeline.axis import DAY_ZOOMS, zoomed
from industrack_tui.widgets.timeline.grid import Timeline
from tests.console.seat import TODAY, Seat, seated

FREE_ROW = 4


async def test_it_opens_on_today_now_with_the_queue_beside_the_board(demo: str) -> None:
    async with seated(demo) as seat:
        assert seat.schedule.day == TODAY
        assert seat.time == "Tue 10:30"
        assert seat.focused == "timeline"
        queue, timeline = seat.schedule.queue, seat.schedule.timeline
        assert queue.region.x == timeline.region.right
        assert queue.region.y == timeline.region.y
        assert len(list(seat.schedule.query("*"))) <= 15


async def test_narrow_terminals_have_the_queue_below(demo: str) -> None:
    async with seated(demo, size=(80, 24)) as seat:
        queue, timeline = seat.schedule.queue, seat.schedule.timeline
        assert queue.region.y == timeline.region.bottom
        assert (queue.size.width, queue.size.height) == (80, 5)
        assert "8 waiting" in seat.text


async def test_arrows_and_letters_move_by_a_slot_and_a_line(demo: str) -> None:
    async with seated(demo) as seat:
        for keys in ("right", "down", "left", "up"), ("l", "j", "h", "k"):
            seen = []
            for key in keys:
                await seat.press(key)
                seen.append((seat.time, seat.employee))
            assert seen == [
                ("Tue 10:45", "Adeyemi, Samuel"), ("Tue 10:45", "Byrne, Declan"),
                ("Tue 10:30", "Byrne, Declan"), ("Tue 10:30", "Adeyemi, Samuel"),
            ]  # fmt: skip


async def test_past_midnight_is_the_next_day_and_back(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("0", "z", "z", "end", "end")
        assert seat.time == "Tue 23:45"
        await seat.press("right")
        assert (seat.schedule.day, seat.time) == (TODAY + timedelta(days=1), "Wed 00:00")
        await seat.press("left")
        assert (seat.schedule.day, seat.time) == (TODAY, "Tue 23:45")
        await seat.press("L")
        assert seat.schedule.day == TODAY + timedelta(days=1)


async def test_past_the_last_hour_that_is_shown_is_the_next_days_first_and_back(demo: str) -> None:
    async with seated(demo) as seat:
        view = seat.schedule.timeline.view
        await seat.press("end", "end")
        last, day = seat.time, view.axis
        assert view.minute == day.snapped(day.end)
        await seat.press("right")
        assert seat.schedule.day == TODAY + timedelta(days=1)
        assert view.minute == view.axis.snapped(view.axis.start) > view.axis.start, "the night before is folded"
        await seat.press("left")
        assert (seat.schedule.day, seat.time) == (TODAY, last)


async def test_days_keep_the_time_of_day_and_t_comes_back(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("right_square_bracket", "right_square_bracket")
        assert seat.schedule.day == TODAY + timedelta(days=2)
        assert seat.time == "Thu 10:30"
        assert "Thu 26 Nov 2026" in seat.header
        await seat.press("left_square_bracket")
        assert seat.time == "Wed 10:30"
        await seat.press("down", "down", "t")
        assert (seat.schedule.day, seat.time) == (TODAY, "Tue 10:30")


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("tomorrow", TODAY + timedelta(days=1)), ("mon", date(2026, 11, 30)), ("24 dec", date(2026, 12, 24)),
        ("2026-12-01", date(2026, 12, 1)), ("+7d", TODAY + timedelta(days=7)),
    ],
)  # fmt: skip
async def test_go_to_a_date(demo: str, typed: str, day: date) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "d")
        await seat.write(typed)
        assert f"{day:%A} {day.day} {day:%B %Y}" in seat.text
        await seat.press("enter")
        assert seat.at_board
        assert seat.schedule.day == day


@pytest.mark.parametrize("typed", ["", "soon", "30 feb", "2101-01-01", "1999-12-31", "9" * 200, "[/valve]"])
async def test_a_date_that_is_none_stays_in_the_prompt_with_a_sentence(demo: str, typed: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "d")
        await seat.write(typed)
        await seat.press("enter")
        seat.top(Prompt)
        assert seat.app.screen.query_one("#meaning").render_line(0).text.strip()
        await seat.press("escape")
        assert seat.schedule.day == TODAY


async def test_the_ends_of_time_are_said(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "d")
        await seat.write("2100-12-31")
        await seat.press("enter", "right_square_bracket")
        assert "from 2000 to 2100" in seat.status
        assert seat.schedule.day == date(2100, 12, 31)
        await seat.press("end", "end", "right")
        assert seat.schedule.day == date(2100, 12, 31)


async def test_zoom_keeps_the_time_and_stops_at_both_ends(demo: str) -> None:
    async with seated(demo) as seat:
        seen = [seat.schedule.state.zoom]
        for _ in range(6):
            await seat.press("Z")
            seen.append(seat.schedule.state.zoom)
            assert seat.time == "Tue 10:30"
        assert seen[-1] == DAY_ZOOMS[-1]
        assert "as far as it goes" in seat.status
        rates = [seat.schedule.timeline.view.axis.rate]
        for _ in range(6):
            await seat.press("z")
            rates.append(seat.schedule.timeline.view.axis.rate)
            seen.append(seat.schedule.state.zoom)
        assert seen[-1] == DAY_ZOOMS[0]
        assert rates == sorted(rates)
        assert 0 in seen[6:], "the fit is a step among them"
        assert seat.time.startswith("Tue 10:")


async def test_the_queue_hides_and_shows_and_the_board_takes_its_room(demo: str) -> None:
    async with seated(demo) as seat:
        before = seat.schedule.timeline.size.width
        await seat.press("2")
        assert seat.focused == "queue"
        await seat.press("2")
        assert not seat.schedule.queue.display
        assert seat.focused == "timeline"
        await seat.until(lambda: seat.schedule.timeline.size.width == 120)
        await seat.press("tab")
        assert seat.focused == "timeline"
        await seat.press("2")
        await seat.until(lambda: seat.schedule.timeline.size.width == before)
        assert seat.focused == "queue"
        await seat.press("down", "down", "j", "k")
        assert seat.schedule.queue.index == 2
        await seat.press("escape")
        assert seat.focused == "timeline"


async def test_the_card_tells_of_what_the_focused_pane_is_on(demo: str) -> None:
    async with seated(demo) as seat:
        block = await seat.to_block()
        assert block.number in seat.lines[-5]
        await seat.press("tab", "down")
        entry = seat.schedule.queue.selected
        assert entry is not None
        assert entry.number in seat.lines[-5]
        await seat.press("tab")
        assert block.number in seat.lines[-5]


async def test_w_visits_every_job_of_the_day_once_and_capital_w_goes_back(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("0", "ctrl+home", "home", "home")
        seen = []
        while "No further job" not in seat.status:
            await seat.press("w")
            assert seat.block is not None
            seen.append((seat.employee, seat.block.job_id))
        view = seat.schedule.timeline.view
        every = [(row.employee_id, block.job_id) for row in view.rows.values() for block in row.blocks]
        assert len(set(seen)) == len(every)
        back = []
        while "No earlier job" not in seat.status:
            await seat.press("W")
            back.append((seat.employee, seat.block.job_id if seat.block else 0))
        assert set(back) | {seen[-1]} == set(seen)


async def test_click_selects_and_the_wheel_scrolls_without_the_cursor(demo: str) -> None:
    async with seated(demo, size=(90, 22)) as seat:
        timeline = seat.schedule.timeline
        await seat.pilot.click(timeline, offset=(timeline.name_width + 5, 3))
        await seat.settle()
        assert seat.employee == "Chen, Mei-Ling"
        place = seat.time
        await seat.pilot._post_mouse_events([MouseScrollDown], timeline, offset=(40, 5))
        await seat.settle()
        assert timeline.view.top.row > 0
        assert (seat.employee, seat.time) == ("Chen, Mei-Ling", place)
        queue = seat.schedule.queue
        await seat.pilot.click(queue, offset=(5, 2))
        assert queue.index == 1
        await seat.pilot.click(queue, offset=(5, 2), times=2)
        await seat.settle()
        assert queue.selected is not None
        assert f"Job {queue.selected.number}" in seat.text


async def test_a_step_draws_the_ruler_and_two_rows_at_most(demo: str, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []
    original = Timeline.render_line

    def counted(self: Timeline, y: int):  # type: ignore[no-untyped-def]
        drawn.append(y)
        return original(self, y)

    monkeypatch.setattr(Timeline, "render_line", counted)
    async with seated(demo) as seat:
        for key in ("right", "right", "left", "down", "up", "right"):
            drawn.clear()
            await seat.press(key)
            assert len(drawn) <= 1 + 2 * seat.schedule.timeline.view.tall, (key, drawn)


async def test_a_scroll_asks_the_database_twice_at_most(demo: str) -> None:
    statements: Counter[str] = Counter()

    def count(*arguments: object) -> None:
        statement = str(arguments[2])
        if statement.startswith("SELECT") and "revision" not in statement.lower()[:60]:
            statements[statement[:80]] += 1

    async with seated(demo, size=(80, 24)) as seat:
        event.listen(Engine, "before_cursor_execute", count)
        try:
            for key in ("pagedown", "pageup", "pagedown", "right"):
                statements.clear()
                await seat.press(key)
                assert statements.total() <= 2, statements
        finally:
            event.remove(Engine, "before_cursor_execute", count)


async def test_resizing_keeps_the_cursor(demo: str) -> None:
    async with seated(demo) as seat:
        for size in ((200, 50), (30, 8), (1, 1), (80, 24), (250, 70)):
            await seat.pilot.resize_terminal(*size)
            await seat.settle()
            assert (seat.time, seat.employee) == ("Tue 10:30", "Adeyemi, Samuel")
            assert all(len(line) <= size[0] for line in seat.lines)


async def test_keys_before_the_board_is_there_do_no_harm(demo: str) -> None:
    from industrack_tui.app import ConsoleApp
    from industrack_tui.settings import Settings
    from industrack_tui.start import Start
    from tests.console.seat import NOW

    app = ConsoleApp(Start(demo, False, False, None, Settings(theme="dark"), lambda: NOW, "ana"))
    async with app.run_test(size=(80, 24)) as pilot:
        seat = Seat(app, pilot, demo)
        for key in ("right", "x", "u", "enter", "p", "A", "escape", "z", "t", "2", "tab"):
            seat._send(key, key if len(key) == 1 else None)
        await seat.until(lambda: seat.schedule.office is not None)
        await seat.settle()
        assert app.is_running
    app.bridge.close()


async def test_a_zoom_that_became_as_wide_as_what_fits_is_left_by_a_step(demo: str) -> None:
    """The terminal was made wider, or another day has fewer hours: what was chosen is the fit now."""
    async with seated(demo, (120, 40)) as seat:
        state, view = seat.schedule.state, seat.schedule.timeline.view
        was_there = False
        for width in range(70, 230, 10):
            await seat.pilot.resize_terminal(width, 40)
            await seat.settle()
            state.choose_zoom(0)
            seat.schedule.show_period(view.minute)
            for minutes in (each for each in DAY_ZOOMS if zoomed(each) == view.axis.rate):
                state.choose_zoom(minutes)
                was_there = True
                await seat.press("z")
                assert view.axis.rate > zoomed(minutes)
                state.choose_zoom(minutes)
                await seat.press("Z")
                assert state.zoom > minutes or "as far as it goes" in seat.status
        assert was_there
        state.choose_zoom(240)  # of several days, before there was one
        await seat.press("Z", "z")
        assert view.axis.rate == zoomed(60)
