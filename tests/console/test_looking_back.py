"""`@`: the board as it was, which nothing can change; again, what became of it; esc, and one is where one was."""

from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from industrack_core.desk.desk import open_desk
from industrack_core.domain.acts.acts import Act, DeleteJob, EditJob, PlaceJob
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.outcomes import Done, FindingKind
from industrack_core.domain.records.job import Job
from tests.console.seat import NOW, Seat, seated
from tests.console.slow_bridge import SlowBridge, slow
from tests.console.test_board import drag

YES = frozenset(FindingKind)
LATER = NOW + timedelta(minutes=30)


def job_here(seat: Seat) -> Job:
    assert seat.block is not None
    with closing(open_desk(seat.url, who="bo")) as desk:
        job = desk.job(seat.block.job_id)
    assert job is not None
    return job


def did(seat: Seat, act: Act, when: datetime = NOW + timedelta(minutes=20)) -> None:
    """Somebody else did it at that time."""
    with closing(open_desk(seat.url, who="bo", clock=lambda: when)) as desk:
        assert isinstance(desk.perform(act), Done)


async def look_back(seat: Seat, typed: str = "10:40") -> None:
    await seat.press("at")
    await seat.write(typed)
    await seat.press("enter")
    await seat.until(lambda: seat.schedule.session.past is not None)
    await seat.settle()


def moved(job: Job) -> PlaceJob:
    assert job.starts_at is not None
    return PlaceJob(job.id, job.version, job.crew[0], job.starts_at + timedelta(hours=1), YES)


async def test_the_board_is_shown_as_it_was_and_then_as_it_is(demo: str) -> None:
    async with seated(demo, (160, 40), now=LATER) as seat:
        await seat.to_block()
        was = job_here(seat)
        did(seat, EditJob(was.id, was.version, replace(draft_of(was), description="Another thing"), YES))
        await seat.until(lambda: "Another thing" in seat.text)
        await look_back(seat)
        assert "AS OF Tue 24 Nov 10:40" in seat.header
        assert "AS OF Tue 24 Nov 10:40" in seat.text.splitlines()[-2]
        assert "Another thing" not in seat.text
        assert seat.block is not None
        assert (seat.block.job_id, seat.block.description) == (was.id, was.description)
        await seat.press("escape")
        await seat.settle()
        assert "AS OF" not in seat.text
        assert seat.block is not None
        assert seat.block.description == "Another thing"


async def test_what_would_change_something_says_why_not(demo: str) -> None:
    async with seated(demo, now=LATER) as seat:
        await seat.to_block()
        before = job_here(seat)
        await look_back(seat)
        for key, label in (
            ("m", "Move"),
            ("x", "To queue"),
            ("s", "Next status"),
            ("u", "Undo"),
            ("a", "New in queue"),
        ):
            await seat.press(key)
            assert f"{label}: nothing can be changed in the past." in seat.text
            assert seat.at_board
        for key, label in (("g", "Go to"), ("A", "Actions"), ("full_stop", "Menu")):
            await seat.press(key)
            assert f"{label}: esc goes back to now first." in seat.text
            assert seat.at_board
        assert job_here(seat) == before


async def test_what_became_of_the_board_is_laid_over_it(demo: str) -> None:
    async with seated(demo, (140, 40), now=LATER) as seat:
        await seat.to_block()
        first = job_here(seat)
        await seat.press("w")
        second = job_here(seat)
        did(seat, moved(first))
        did(seat, DeleteJob(second.id, second.version, accepted=YES))
        await look_back(seat)
        await seat.press("at")
        assert seat.status == "From then to now: 1 moved, 1 gone."
        assert [ghost.job_id for ghost in seat.schedule.timeline.echoes] == [first.id]
        await seat.press("apostrophe")
        assert seat.status.startswith(f"1 of 2: {first.number}")
        assert " moved from " in seat.status
        assert seat.block is not None
        assert seat.block.job_id == first.id
        await seat.press("apostrophe")
        assert seat.status.startswith(f"2 of 2: {second.number}")
        assert " is gone: " in seat.status
        await seat.press("at")
        assert seat.schedule.timeline.echoes == ()
        await seat.press("at", "escape")
        assert seat.schedule.timeline.echoes == ()
        assert seat.schedule.session.past is None


async def test_one_is_back_where_one_was(demo: str) -> None:
    async with seated(demo, now=LATER) as seat:
        await seat.to_block()
        await seat.press("w")
        here, day, zoom = seat.block, seat.schedule.day, seat.schedule.state.zoom
        await look_back(seat)
        await seat.press("right_square_bracket", "down", "z", "v", "w")
        assert seat.schedule.day != day
        await seat.press("escape")
        await seat.settle()
        assert (seat.block, seat.schedule.day, seat.schedule.state.zoom) == (here, day, zoom)
        assert seat.schedule.in_timeline


async def test_news_of_others_waits_while_one_looks_back(demo: str) -> None:
    async with seated(demo, now=LATER) as seat:
        await seat.to_block()
        was = job_here(seat)
        await look_back(seat)
        did(seat, EditJob(was.id, was.version, replace(draft_of(was), description="Another thing"), YES))
        await seat.settle()
        assert seat.block is not None
        assert seat.block.version == was.version
        await seat.press("escape")
        await seat.until(lambda: seat.block is not None and seat.block.version == was.version + 1)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("never", "never"), ("11:30", "Tue 24 Nov 11:30 is still to come."),
    ],
)  # fmt: skip
async def test_what_is_no_moment_that_was_is_not_taken(demo: str, typed: str, said: str) -> None:
    async with seated(demo, now=LATER) as seat:
        await seat.press("at")
        await seat.write(typed)
        await seat.press("enter")
        assert said in seat.text
        assert "As of when?" in seat.text
        await seat.press("escape")
        assert seat.at_board
        assert seat.schedule.session.past is None


async def test_before_the_log_begins_there_is_no_board(demo: str) -> None:
    async with seated(demo, now=LATER) as seat:
        await seat.press("at")
        await seat.write("1 jan 2020 9:00")
        await seat.press("enter")
        await seat.until(lambda: "there is no board of before" in seat.status)
        assert seat.schedule.session.past is None
        await seat.press("apostrophe")
        assert seat.status == "Others changed nothing since 11:07."


async def test_what_was_read_of_the_past_is_not_kept_for_now(demo: str) -> None:
    """Hours of a day that were asked for in the past, and answered when one was back at now."""
    async with seated(demo, (140, 40), now=LATER, bridge=slow()) as seat:
        bridge = seat.schedule.bridge
        assert isinstance(bridge, SlowBridge)
        await seat.to_block()
        job = job_here(seat)
        assert job.starts_at is not None
        did(seat, PlaceJob(job.id, job.version, job.crew[0], job.starts_at + timedelta(days=1), YES))
        await look_back(seat)
        bridge.slow = frozenset({"day_now"})
        seat.at_once("right_square_bracket")
        await seat.until(lambda: bool(bridge.kept))
        then = seat.schedule.day
        seat.at_once("escape")
        await seat.until(lambda: seat.schedule.session.past is None)
        bridge.let_go()
        await seat.settle()
        await seat.press("right_square_bracket")
        assert seat.schedule.day == then
        shown = seat.header
        seat.schedule.reload()
        await seat.settle()
        assert shown == seat.header


async def test_a_job_of_the_past_is_not_dragged_and_why_is_said(demo: str) -> None:
    async with seated(demo, (200, 50), now=LATER) as seat:
        await seat.to_block()
        await look_back(seat)
        block, timeline = seat.block, seat.schedule.timeline
        assert block is not None
        line = 1 + timeline.view.lines().index(timeline.view.line)
        grabbed = timeline.name_width + timeline.view.axis.column(block.start) - timeline.view.left + 1
        await drag(seat, timeline, (grabbed, line), (grabbed + 9, line))
        assert seat.status == "Move: nothing can be changed in the past."
        assert seat.schedule.mode is None
