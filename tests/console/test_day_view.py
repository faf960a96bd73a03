"""A day of many jobs: what is in sight is read, and shown as if all of it had been."""

from contextlib import closing
from datetime import timedelta

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import PlaceJob
from industrack_core.domain.acts.founding import LoadRecords
from industrack_core.domain.outcomes import FindingKind
from industrack_core.domain.records.job import Delivery, Job, Priority, WorkStatus
from tests.console.seat import NOW, TODAY, Seat, other_desk, seated

JOBS = 260


@pytest.fixture
def full_day(demo: str) -> str:
    """The demo with a day of hundreds of jobs: some with two people, late, declined, one over the other."""
    with closing(other_desk(demo)) as desk:
        _load(desk)
    return demo


def _load(desk: Desk) -> None:
    some, people = next(iter(desk.jobs())).job, [each.id for each in desk.office().employees[:6]]
    first = desk.reserve_ids(JOBS)
    states = (WorkStatus.NOT_STARTED, WorkStatus.STARTED, WorkStatus.DECLINED, WorkStatus.COMPLETED)
    jobs = [
        Job(
            id=first + at, number=f"D{at}", customer_id=some.customer_id, location_id=some.location_id,
            description=f"Round {at}", starts_at=NOW - timedelta(hours=9) + timedelta(minutes=at * 4),
            crew=tuple(people[(at + each) % 6] for each in range(1 + at % 2)), status=states[at % 4],
            delivery=tuple(Delivery)[at % 3], priority=tuple(Priority)[at % 3], minutes=30 + at % 50,
        )
        for at in range(JOBS)
    ]  # fmt: skip
    desk.perform(LoadRecords(tuple(jobs), "A full day."))


def as_if_all_were_read(seat: Seat) -> str:
    """What the screen shows once every job of the day is known."""
    period = seat.schedule.period
    scene = period.scene
    assert scene is not None
    with closing(other_desk(seat.url)) as desk:
        blocks = desk.all_blocks(scene.window)
    kept = (scene.read, scene.blocks)
    period.show_blocks([each.job_id for each in blocks], blocks, replace=True)
    shown = seat.text
    period.show_blocks(*kept, replace=True)
    return shown


async def test_pages_of_a_day_show_what_they_would_if_all_of_it_was_read(full_day: str) -> None:
    async with seated(full_day, size=(150, 40)) as seat:
        await seat.press("v", "d")
        scene = seat.schedule.period.scene
        assert scene is not None
        assert len(scene.starts) > JOBS
        assert len(scene.read) < 100, "what is far from the cursor is not read"
        for key in ("pagedown", "pagedown", "down", "end", "home", "pageup", "w", "W", "pagedown"):
            await seat.press(key)
            assert seat.text == as_if_all_were_read(seat)
            assert seat.schedule.period.missing_jobs() == []


async def test_the_cursor_and_what_is_in_sight_stay_when_others_change_the_day(full_day: str) -> None:
    async with seated(full_day, size=(150, 40)) as seat:
        await seat.press("v", "d", "end", "pageup", "pageup")
        while seat.schedule.block is None or seat.schedule.block.status != "not_started":
            await seat.press("W")
        held = seat.schedule.block
        scene = seat.schedule.period.scene
        assert scene is not None
        with closing(other_desk(full_day)) as desk:
            jobs = {each.job.id: each.job for each in desk.jobs()}
            one, yes = jobs[held.job_id], frozenset(FindingKind)
            early = min((job for job in jobs.values() if job.number.startswith("D")), key=lambda job: job.id)
            for job in (early, one):
                moved = desk.perform(PlaceJob(job.id, job.version, job.crew[0], NOW + timedelta(hours=1), yes))
            revision = moved.revision  # type: ignore[union-attr]
        await seat.until(lambda: seat.schedule.state.revision >= revision)
        await seat.settle()
        now = seat.schedule.block
        assert now is not None
        assert (now.job_id, now.version) == (held.job_id, held.version + 1)
        assert seat.text == as_if_all_were_read(seat)


async def test_a_day_that_was_read_is_shown_again_without_a_word_to_the_database(full_day: str) -> None:
    async with seated(full_day, size=(150, 40)) as seat:
        await seat.press("v", "d", "pagedown", "right_square_bracket", "left_square_bracket")
        assert seat.schedule.day == TODAY
        assert seat.text == as_if_all_were_read(seat)


async def test_the_cursor_stays_on_a_day_without_jobs_when_it_is_read_again(demo: str) -> None:
    async with seated(demo, size=(150, 40)) as seat:
        await seat.press("v", "d", *("left_square_bracket",) * 8)
        scene = seat.schedule.period.scene
        assert scene is not None
        assert not scene.starts
        await seat.press("up", "up")
        shown = seat.text
        seat.schedule.reload()
        await seat.settle()
        assert seat.text == shown
