"""While a key that moves in time is held, what comes is read and drawn before it is there: and it shows the same."""

from contextlib import closing
from datetime import timedelta

import pytest
from textual.strip import Strip

from industrack_core.domain.acts.acts import AddEmployee, DeleteJob
from industrack_core.domain.board.board import Row
from industrack_core.domain.outcomes import Done
from industrack_tui.board import ahead, reading
from industrack_tui.widgets.timeline import drawn_rows
from industrack_tui.widgets.timeline.canvas import Canvas
from industrack_tui.widgets.timeline.runs import Runs
from tests.console.glass import OnGlass
from tests.console.seat import Seat, other_desk, seated
from tests.console.test_going_back import reads_of
from tests.console.test_short_way import same, widen

NEVER, ALWAYS = -1.0, 1e9
FINE = ("=", "0", "z", "z")
"""One line a row, all hours, and so fine that a day does not fit."""


def hold(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Within how many seconds of the last step one is of a held key."""
    monkeypatch.setattr("industrack_tui.board.ahead._HELD", seconds)


async def walked(seat: Seat, key: str) -> list[list[Strip]]:
    """What is shown after each press, until some presses into the next days; each edge as the terminal has it."""
    shown, day, after = list[list[Strip]](), seat.schedule.day, 3
    while after:
        left = seat.schedule.timeline.view.left
        await seat.press(key)
        shown.append(seat.app.screen._compositor.render_strips())
        if seat.schedule.timeline.view.left != left:
            await same(seat, f"{key} to {seat.time}")
        after -= seat.schedule.day != day
    return shown


@pytest.mark.parametrize(("before", "key"), [(FINE, "right"), (FINE, "left"), (("v", "2"), "right")])
async def test_what_was_made_ready_shows_as_what_was_not(
    demo: str, monkeypatch: pytest.MonkeyPatch, before: tuple[str, ...], key: str
) -> None:
    widen(demo)
    told = []
    for seconds in (ALWAYS, NEVER):
        hold(monkeypatch, seconds)
        async with seated(demo, (120, 40), app_type=OnGlass) as seat:
            await seat.press(*before)
            told.append(await walked(seat, key))
    assert told[0] == told[1]


async def test_a_step_over_an_edge_draws_no_row_and_reads_nothing(demo: str, monkeypatch: pytest.MonkeyPatch) -> None:
    hold(monkeypatch, ALWAYS)
    drawn = list[int]()

    def told(row: Row, canvas: Canvas, most_lanes: int) -> list[Runs]:
        drawn.append(row.employee_id)
        return lines_of(row, canvas, most_lanes)

    lines_of = drawn_rows.lines_of
    async with seated(demo, (120, 40)) as seat:
        await seat.press(*FINE)
        view, edges, days = seat.schedule.timeline.view, 0, 0
        await seat.press(*["right"] * 20)  # the first edge may be near
        monkeypatch.setattr(drawn_rows, "lines_of", told)
        with reads_of(seat, monkeypatch) as asked:
            while not days:
                left, day = view.left, seat.schedule.day
                asked.clear()
                await seat.press("right")
                edges += view.left != left
                if seat.schedule.day != day:
                    days += 1
                    assert "board" not in asked
                assert drawn == [], (view.left, left)
        assert edges > 2


async def test_a_key_that_is_not_held_makes_nothing_ready(demo: str, monkeypatch: pytest.MonkeyPatch) -> None:
    hold(monkeypatch, NEVER)
    async with seated(demo, (120, 40)) as seat:
        await seat.press(*FINE, *["right"] * 30)
        day = seat.schedule.day
        with reads_of(seat, monkeypatch) as asked:
            while seat.schedule.day == day:
                assert "board" not in asked
                await seat.press("right")
            assert "board" in asked


async def test_what_was_read_by_hours_that_changed_meanwhile_is_not_kept(demo: str) -> None:
    async with seated(demo) as seat:
        schedule, state, before = seat.schedule, seat.schedule.state, seat.schedule.session.known_office
        roster = schedule.timeline.view.roster
        with closing(other_desk(demo)) as desk:
            assert isinstance(desk.perform(AddEmployee("Mia", "Late")), Done)
        await seat.until(lambda: schedule.office is not before)
        await seat.settle()
        later = state.window_of(schedule.day + timedelta(days=1), before, schedule.calendar, roster)
        for read in (ahead._read, reading._load_rows):
            await read(schedule, before, later, [*roster])
            assert state.recalled.rows.at(later, schedule.known) is None
            await read(schedule, schedule.session.known_office, later, [*roster])
            assert state.recalled.rows.at(later, schedule.known) is not None
            state.forget()


async def test_what_somebody_did_meanwhile_is_shown_over_the_edge(demo: str, monkeypatch: pytest.MonkeyPatch) -> None:
    hold(monkeypatch, ALWAYS)
    async with seated(demo, (120, 40), app_type=OnGlass) as seat:
        await seat.press(*FINE)
        view = seat.schedule.timeline.view
        there = view.at_the_edge(1)
        assert there is not None
        while view.axis.stepped(view.minute, 2) != there.minute:
            await seat.press("right")
        shown = view.axis.minute(there.left), view.axis.minute(there.left + view.width)
        blocks = [each for row in (view.rows[one] for one in view.in_sight()) for each in row.blocks]
        unsent = (each for each in blocks if each.delivery == "saved" and each.status == "not_started")
        later = next(each for each in unsent if shown[0] < each.start and each.end < shown[1] - 60)
        revision = seat.schedule.known
        with closing(other_desk(demo)) as desk:
            assert isinstance(desk.perform(DeleteJob(later.job_id, later.version)), Done)
        await seat.until(lambda: seat.schedule.known > revision)
        await seat.settle()
        await seat.press("right", "right")
        assert view.left == there.left
        assert all(each.job_id != later.job_id for one in view.in_sight() for each in view.rows[one].blocks)
        await same(seat, "over the edge")
        shown_then = seat.lines[:-6]
        seat.schedule.timeline.restyle(seat.schedule.look)
        assert seat.lines[:-6] == shown_then
