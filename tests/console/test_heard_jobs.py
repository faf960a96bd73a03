"""What others do to a few jobs: only their rows are read again, and the screen shows what it would if all were."""

import asyncio
import random
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from industrack_core.desk.desk import Desk, open_desk
from industrack_core.domain.acts.acts import Act, AddEmployee, DeleteJob, EditJob, PlaceJob, PlanJob, UnassignJob, Undo
from industrack_core.domain.acts.drafts import JobDraft
from industrack_core.domain.acts.news import Changes
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.errors import DatabaseUnavailable
from industrack_core.domain.outcomes import Done, FindingKind
from industrack_core.domain.records.job import Job
from industrack_core.domain.time.minute import instant_of, minute_of
from industrack_tui.board import heard_jobs
from industrack_tui.board.heard_jobs import few_jobs
from tests.console.seat import NOW, Seat, seated
from tests.console.slow_bridge import SlowBridge, slow

YES = frozenset(FindingKind)


def as_if_all_were_read(seat: Seat) -> tuple[object, object]:
    """Rows in sight and queue, as the database has them."""
    view, office, window = seat.schedule.timeline.view, seat.schedule.office, seat.schedule.state.window
    assert office is not None
    assert window is not None
    with closing(open_desk(seat.url, who="bo", clock=lambda: NOW)) as desk:
        rows = {row.employee_id: row for row in desk.board(office, window, view.in_sight()).rows}
        order, calendar_id = seat.schedule.preferences.queue_order, seat.schedule.queue_calendar
        return rows, desk.queue(calendar_id=calendar_id, order=order).entries


def as_shown(seat: Seat) -> tuple[object, object]:
    view = seat.schedule.timeline.view
    return {each: view.rows[each] for each in view.in_sight()}, seat.schedule.queue.queue.entries


async def up_to(seat: Seat, revision: int) -> None:
    await seat.until(lambda: seat.schedule.state.revision >= revision)
    await seat.settle()


def one_act(desk: Desk, rng: random.Random, jobs: list[Job]) -> Act:
    """Something that somebody does to one of these jobs."""
    job = rng.choice(jobs)
    crew = rng.choice(jobs).crew or (1,)
    start = NOW + timedelta(minutes=15 * rng.randrange(-12, 24))
    acts: list[Act] = [
        PlaceJob(job.id, job.version, crew[0], start, YES),
        PlanJob(job.id, job.version, tuple(dict.fromkeys((*crew, *job.crew))), start, 45, YES),
        UnassignJob(job.id, job.version, YES),
        EditJob(job.id, job.version, _told(job, rng), YES),
        DeleteJob(job.id, job.version, accepted=YES),
        Undo(),
    ]
    return rng.choices(acts, (5, 4, 2, 4, 1, 2))[0]


def _told(job: Job, rng: random.Random) -> JobDraft:
    return replace(draft_of(job), description=f"Word {rng.randrange(1000)}")


@pytest.mark.parametrize("seed", range(3))
async def test_rows_and_queue_are_what_they_would_be_if_all_were_read(demo: str, seed: int) -> None:
    rng = random.Random(seed)
    async with seated(demo, (160, 45)) as seat:
        with closing(open_desk(demo, who="bo", clock=lambda: NOW)) as desk:
            for _ in range(12):
                jobs = [each.job for each in desk.jobs() if each.job.starts_at is None or _is_near(each.job)]
                done = [desk.perform(one_act(desk, rng, jobs)) for _ in range(rng.choice((1, 1, 3)))]
                revision = max((each.revision for each in done if isinstance(each, Done)), default=0)
                await seat.press(rng.choice(("down", "up", "w", "right")))
                await up_to(seat, revision)
                assert as_shown(seat) == as_if_all_were_read(seat)


def _is_near(job: Job) -> bool:
    return job.starts_at is not None and abs(job.starts_at - NOW) < timedelta(hours=8)


def _is_far_ahead(job: Job) -> bool:
    return job.starts_at is not None and job.starts_at > NOW + timedelta(days=3)


async def placed(seat: Seat, desk: Desk) -> Job:
    job = desk.job((await seat.to_block()).job_id)
    assert job is not None
    assert job.starts_at is not None
    return job


def bridge_of(seat: Seat) -> SlowBridge:
    bridge = seat.schedule.bridge
    assert isinstance(bridge, SlowBridge)
    return bridge


async def test_only_rows_of_the_job_are_read(demo: str) -> None:
    async with seated(demo, (160, 45), bridge=slow()) as seat:
        with closing(open_desk(demo, who="bo", clock=lambda: NOW)) as desk:
            job = await placed(seat, desk)
            bridge_of(seat).slow = frozenset({"board", "queue"})
            done = desk.perform(EditJob(job.id, job.version, _told(job, random.Random(1)), YES))
            assert isinstance(done, Done)
            await up_to(seat, done.revision)
            assert bridge_of(seat).kept == []
            assert as_shown(seat) == as_if_all_were_read(seat)


@pytest.mark.parametrize("seed", range(2))
async def test_jobs_of_all_days_come_and_go_and_the_axis_follows(demo: str, seed: int) -> None:
    """Most of them are out of sight before and after, and are passed over."""
    rng = random.Random(seed)
    async with seated(demo, (160, 45)) as seat:
        with closing(open_desk(demo, who="bo", clock=lambda: NOW)) as desk:
            for _ in range(10):
                done = desk.perform(one_act(desk, rng, [each.job for each in desk.jobs()]))
                await up_to(seat, done.revision if isinstance(done, Done) else 0)
                assert as_shown(seat) == as_if_all_were_read(seat)
        axis = seat.schedule.timeline.view.axis
        seat.schedule.reload()
        await seat.settle()
        assert seat.schedule.timeline.view.axis == axis


async def test_of_a_job_out_of_sight_nothing_is_read(demo: str) -> None:
    async with seated(demo, (160, 45), bridge=slow()) as seat:
        with closing(open_desk(demo, who="bo", clock=lambda: NOW)) as desk:
            far = next(each.job for each in desk.jobs() if each.job.crew and _is_far_ahead(each.job))
            await seat.settle()
            bridge_of(seat).slow = frozenset({"rows_of_jobs", "board", "queue"})
            done = desk.perform(EditJob(far.id, far.version, _told(far, random.Random(1)), YES))
            assert isinstance(done, Done)
            await up_to(seat, done.revision)
            assert bridge_of(seat).kept == []
            moved = desk.perform(PlaceJob(far.id, far.version + 1, far.crew[0], NOW, YES))
            assert isinstance(moved, Done)
            await seat.until(lambda: bridge_of(seat).kept)
            bridge_of(seat).let_go()
            await up_to(seat, moved.revision)
            assert as_shown(seat) == as_if_all_were_read(seat)


async def test_what_phones_received_meanwhile_may_be_of_another_job(demo: str) -> None:
    """Several acts that are heard of at once: an edit of one job, and the receipt of another."""
    records = {"job": frozenset({5}), "outbox": frozenset({7})}
    async with seated(demo) as seat:
        one = Changes(9, "bo", "Dispatched 5.", NOW, ("a",), records)
        assert few_jobs(seat.schedule, one) == {5}
        assert not few_jobs(seat.schedule, replace(one, act_ids=("a", "b")))
        assert few_jobs(seat.schedule, replace(one, act_ids=("a", "b"), records={"job": frozenset({5, 6})})) == {5, 6}


async def planned(desk: Desk, job: Job, minutes: int, *, version: int = 0, later: int = 0) -> int:
    """Another desk plans a job that has a time and a crew; the act's revision."""
    assert job.starts_at is not None
    start = instant_of(minute_of(job.starts_at) + later)
    done = desk.perform(PlanJob(job.id, version or job.version, job.crew, start, minutes, YES))
    assert isinstance(done, Done)
    return done.revision


async def test_a_job_that_is_changed_again_while_it_is_read_is_read_again(demo: str) -> None:
    async with seated(demo, (160, 45), bridge=slow()) as seat:
        with closing(open_desk(demo, who="bo", clock=lambda: NOW)) as desk:
            job, bridge = await placed(seat, desk), bridge_of(seat)
            bridge.slow = frozenset({"rows_of_jobs"})
            await planned(desk, job, 30)
            await seat.until(lambda: bridge.kept)
            revision = await planned(desk, job, 75, version=job.version + 1)
            await seat.until(lambda: seat.schedule.state.unread.revision == revision)
            bridge.let_go()
            await up_to(seat, revision)
            assert as_shown(seat) == as_if_all_were_read(seat)
            block = seat.schedule.timeline.view.find_job(job.id)
            assert block is not None
            assert block.end - block.start == 75


async def test_what_could_not_be_read_is_read_with_the_next_news(demo: str) -> None:
    async with seated(demo, (160, 45)) as seat:
        with closing(open_desk(demo, who="bo", clock=lambda: NOW)) as desk:
            job, ask = await placed(seat, desk), seat.schedule.bridge.ask

            async def fails(_: object) -> None:
                raise DatabaseUnavailable("The database does not answer.")

            seat.schedule.bridge.ask = fails  # type: ignore[assignment,method-assign]
            await planned(desk, job, 75)
            await seat.until(lambda: seat.schedule.state.unread.is_left_over)
            seat.schedule.bridge.ask = ask  # type: ignore[method-assign]
            other = next(each.job for each in desk.jobs() if each.job.id != job.id and each.job.starts_at is not None)
            done = desk.perform(EditJob(other.id, other.version, _told(other, random.Random(2)), YES))
            assert isinstance(done, Done)
            await up_to(seat, done.revision)
            assert as_shown(seat) == as_if_all_were_read(seat)


async def test_where_all_could_not_be_read_no_job_out_of_sight_is_passed_over(
    demo: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor are the rows of a few jobs read alone: what came before is to be seen, too."""
    async with seated(demo, (160, 45)) as seat:
        with closing(open_desk(demo, who="bo", clock=lambda: NOW)) as desk:
            far = next(each.job for each in desk.jobs() if each.job.crew and _is_far_ahead(each.job))
            job, ask, failed = await placed(seat, desk), seat.schedule.bridge.ask, asyncio.Event()

            async def fails(_: object) -> None:
                failed.set()
                raise DatabaseUnavailable("The database does not answer.")

            monkeypatch.setattr(heard_jobs, "_MOST", 0)  # of whatever act all is read
            seat.schedule.bridge.ask = fails  # type: ignore[assignment,method-assign]
            await planned(desk, job, 75)
            await seat.until(failed.is_set)
            await seat.settle()
            seat.schedule.bridge.ask = ask  # type: ignore[method-assign]
            monkeypatch.undo()
            done = desk.perform(EditJob(far.id, far.version, _told(far, random.Random(1)), YES))
            assert isinstance(done, Done)
            await up_to(seat, done.revision)
            assert as_shown(seat) == as_if_all_were_read(seat)


async def test_an_office_that_could_not_be_read_is_read_with_the_next_news(demo: str) -> None:
    async with seated(demo, (160, 45)) as seat:
        with closing(open_desk(demo, who="bo", clock=lambda: NOW)) as desk:
            job, ask, failed = await placed(seat, desk), seat.schedule.bridge.ask, asyncio.Event()

            async def fails(_: object) -> None:
                failed.set()
                raise DatabaseUnavailable("The database does not answer.")

            seat.schedule.bridge.ask = fails  # type: ignore[assignment,method-assign]
            desk.perform(AddEmployee("Eva", "Lund"))
            await seat.until(failed.is_set)
            await seat.settle()
            seat.schedule.bridge.ask = ask  # type: ignore[method-assign]
            await up_to(seat, await planned(desk, job, 75))
            office = seat.schedule.office
            assert office is not None
            assert any(each.last_name == "Lund" for each in office.employees)


async def test_rows_are_as_new_as_they_were_read_whatever_the_queue_is(demo: str) -> None:
    """Else the news of what came between would be passed over, as of something that is shown."""
    async with seated(demo, (160, 45), bridge=slow()) as seat:
        with closing(open_desk(demo, who="bo", clock=lambda: NOW)) as desk:
            job, bridge = await placed(seat, desk), bridge_of(seat)
            before = desk.revision()
            bridge.slow = frozenset({"board"})
            seat.schedule.reload()
            await seat.until(lambda: bridge.kept)  # the rows are read, the queue is not
            bridge.closing.set()  # the news come late
            revision = await planned(desk, job, 75, later=15)
            bridge.let_go()
            await seat.settle()
            assert seat.schedule.queue.queue.revision == revision
            assert seat.schedule.state.revision == before


async def test_the_axis_follows_a_job_to_another_hour(demo: str) -> None:
    async with seated(demo, (160, 45)) as seat:
        with closing(open_desk(demo, who="bo", clock=lambda: NOW)) as desk:
            job, axis = await placed(seat, desk), seat.schedule.timeline.view.axis
            assert job.starts_at is not None
            nine = minute_of(job.starts_at.astimezone(ZoneInfo("America/New_York")).replace(hour=21, minute=0))
            await up_to(seat, await planned(desk, job, 60, later=nine - minute_of(job.starts_at)))
            shown = seat.schedule.timeline.view.axis
            assert shown != axis
            seat.schedule.reload()
            await seat.settle()
            assert seat.schedule.timeline.view.axis == shown


async def test_rows_that_were_read_before_the_act_and_come_after_it_are_read_again(demo: str) -> None:
    async with seated(demo, (160, 45), bridge=slow()) as seat:
        with closing(open_desk(demo, who="bo", clock=lambda: NOW)) as desk:
            bridge, view, office = bridge_of(seat), seat.schedule.timeline.view, seat.schedule.office
            assert office is not None
            bridge.slow = frozenset({"board", "rows_of_jobs"})
            seat.at_once("right_square_bracket")
            await seat.until(lambda: bridge.kept)  # the rows of tomorrow are read, and not there yet
            assert view.rows == {}
            assert seat.schedule.state.window is not None
            rows = desk.board(office, seat.schedule.state.window, view.in_sight()).rows
            jobs = [desk.job(block.job_id) for row in rows for block in row.blocks]
            job = next(each for each in jobs if each is not None and len(each.crew) == 1)
            other = next(row.employee_id for row in rows if row.employee_id not in job.crew)
            assert job.starts_at is not None
            done = desk.perform(PlaceJob(job.id, job.version, other, job.starts_at, YES))
            assert isinstance(done, Done)
            await seat.until(lambda: len(bridge.kept) == 2)
            bridge.kept[0].go.set()
            await seat.until(lambda: view.rows)
            bridge.let_go()
            await up_to(seat, done.revision)
            assert as_shown(seat) == as_if_all_were_read(seat)


async def test_whose_change_flashes_is_told_by_each_of_them(demo: str) -> None:
    """One's own at another console do not, those of others do, however close they are."""
    async with seated(demo, (160, 45), bridge=slow()) as seat:
        own = open_desk(demo, who="ana", clock=lambda: NOW)
        with closing(own), closing(open_desk(demo, who="bo", clock=lambda: NOW)) as desk:
            job, bridge = await placed(seat, desk), bridge_of(seat)
            bridge.slow = frozenset({"rows_of_jobs"})
            await planned(own, job, 30)
            await seat.until(lambda: bridge.kept)
            revision = await planned(desk, job, 75, version=job.version + 1)
            await seat.until(lambda: seat.schedule.state.unread.revision == revision)
            bridge.let_go()
            await up_to(seat, revision)
            assert seat.schedule.timeline.flashing == {*job.crew}
