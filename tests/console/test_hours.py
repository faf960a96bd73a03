"""The axis of the board: the days that are asked for on the width there is, closed hours folded."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from industrack_core.domain.acts.acts import AddJob, SaveRecord
from industrack_core.domain.acts.drafts import JobDraft
from industrack_core.domain.board.board import Block
from industrack_core.domain.outcomes import Done
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import day_span
from tests.console.seat import NOW, TODAY, Seat, other_desk, seated

SIZES = [(80, 24), (120, 40), (200, 50), (250, 70)]


def days_on_axis(seat: Seat) -> list[date]:
    """The days of which some hours are on the axis."""
    office, axis = seat.schedule.office, seat.schedule.timeline.view.axis
    assert office is not None
    found = []
    for piece in axis.pieces:
        for minute in () if piece.is_fold else range(piece.first, piece.last, 60):
            day = datetime.fromtimestamp(minute * 60, office.zone).date()
            if day not in found:
                found.append(day)
    return found


def add(url: str, employee_id: int, start: datetime, minutes: int) -> str:
    """Somebody else adds a job; its number."""
    with closing(other_desk(url)) as desk:
        customer = next(iter(desk.jobs())).job.customer_id
        draft = JobDraft(customer=customer, location_id=None, description="At night", starts_at=start,
                         minutes=minutes, crew=(employee_id,))  # fmt: skip
        outcome = desk.perform(AddJob(draft))
        assert isinstance(outcome, Done), outcome
        return next(each.job.number for each in desk.jobs() if each.job.description == "At night")


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_v_and_a_number_shows_so_many_days(demo: str, size: tuple[int, int]) -> None:
    async with seated(demo, size) as seat:
        view = seat.schedule.timeline.view
        for days in range(2, 15):
            await seat.press("v", "n")
            await seat.write(str(days))
            await seat.press("enter")
            assert days_on_axis(seat) == [TODAY + timedelta(days=each) for each in range(days)]
            assert view.axis.columns <= view.width, days
            assert view.left == 0
        await seat.press("v", "t")
        assert days_on_axis(seat) == [TODAY]


async def test_a_day_fills_the_width_and_is_whole(demo: str) -> None:
    for size in SIZES[1:]:
        async with seated(demo, size) as seat:
            view = seat.schedule.timeline.view
            assert view.width - view.axis.hour < view.axis.columns <= view.width


async def test_0_shows_all_hours_and_folds_them_again(demo: str) -> None:
    async with seated(demo) as seat:
        view = seat.schedule.timeline.view
        folded, place = view.axis, seat.time
        await seat.press("0")
        assert [piece.is_fold for piece in view.axis.pieces] == [False]
        assert view.axis.columns <= view.width
        assert seat.time == place
        await seat.press("0")
        assert (view.axis, seat.time) == (folded, place)


async def test_a_night_job_unfolds_its_hours_wherever_it_comes_from(demo: str) -> None:
    async with seated(demo) as seat:
        office = seat.schedule.office
        assert office is not None
        view, last = seat.schedule.timeline.view, seat.schedule.timeline.view.roster[-1]
        tomorrow = TODAY + timedelta(days=1)
        begins = minute_of(day_span(tomorrow, office.zone).starts_at) + 3 * 60
        await seat.press("]")
        assert view.axis.is_folded(begins, begins + 30)
        number = add(demo, last, datetime.fromtimestamp(begins * 60, UTC), 30)
        seat.schedule.reload()
        await seat.settle()
        assert not view.axis.is_folded(begins, begins + 30)
        await seat.press("t", "/")
        await seat.write(number)
        await seat.press("enter")
        assert seat.block is not None
        assert seat.block.number == number
        assert seat.time == "Wed 03:00"


async def test_the_board_stands_on_what_was_left_after_another_view(demo: str) -> None:
    async with seated(demo) as seat:
        block = await seat.to_block()
        axis, left, place = seat.schedule.timeline.view.axis, seat.schedule.timeline.view.left, seat.time
        for keys in (("v", "w"), ("v", "d"), ("v", "3"), ("v", "m")):
            await seat.press(*keys, "v", "t")
            view = seat.schedule.timeline.view
            assert (view.axis, view.left, seat.time) == (axis, left, place), keys
            assert seat.block is not None
            assert seat.block.job_id == block.job_id


async def test_a_day_chosen_in_a_week_is_the_day_of_the_timeline(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("v", "7", "end", "right", "right", "end", "right")
        day = seat.time
        await seat.press("v", "t")
        assert seat.time.split()[0] == day.split()[0]


async def test_the_hour_that_one_goes_to_is_shown_at_night_too(demo: str) -> None:
    async with seated(demo, now=NOW.replace(hour=8)) as seat:  # 3 in the morning in New York
        view = seat.schedule.timeline.view
        assert view.axis.is_folded(seat.schedule.now, seat.schedule.now + 1)
        assert not view.axis.piece(view.minute).is_fold
        await seat.press("t")
        assert seat.time == "Tue 03:00"
        assert not view.axis.is_folded(seat.schedule.now, seat.schedule.now + 1)


async def test_nobody_with_hours_and_nobody_at_all(demo: str, empty: str) -> None:
    with closing(other_desk(demo)) as desk:
        for person in desk.office().employees:
            assert isinstance(desk.perform(SaveRecord(replace(person, hours=()))), Done)
    async with seated(demo) as seat:
        assert len(days_on_axis(seat)) == 1
        await seat.press("right_square_bracket", "v", "7", "v", "t")
        assert len(days_on_axis(seat)) == 1
    async with seated(empty, (40, 10)) as seat:
        assert days_on_axis(seat) == [TODAY]
        await seat.press("right", "end", "z", "Z", "0", "0", "v", "f")
        assert len(days_on_axis(seat)) == 14


async def test_a_board_of_40_by_10_works(demo: str) -> None:
    async with seated(demo, (40, 10)) as seat:
        for key in ("w", "w", "right", "L", "end", "home", "z", "Z", "0", "]", "t", "m", "right", "escape"):
            await seat.press(key)
            assert not seat.schedule.timeline.view.axis.piece(seat.schedule.timeline.view.minute).is_fold


async def test_a_click_on_what_needs_an_eye_goes_to_the_job(demo: str) -> None:
    async with seated(demo, (200, 50)) as seat:
        timeline = seat.schedule.timeline
        await seat.until(lambda: timeline.below.told)
        place, block = next(iter(timeline.below.told.items()))
        assert isinstance(block, Block)
        line = 1 + len(timeline.view.lines()) + place
        assert block.customer in seat.text
        await seat.pilot.click(timeline, offset=(40, line))
        await seat.settle()
        assert seat.block is not None
        assert seat.block.job_id == block.job_id


async def test_where_there_is_nothing_to_scroll_it_is_said(demo: str) -> None:
    async with seated(demo, (200, 50)) as seat:
        await seat.press("ctrl+right")
        assert "All hours are in sight: z shows fewer minutes in a column." in seat.text
        await seat.press("z", "z", *["ctrl+left"] * 24)
        assert "The board begins here: [ goes back." in seat.text
        await seat.press(*["ctrl+right"] * 24)
        assert "The board ends here: ] goes on." in seat.text
