"""`'`: what others changed since one looked, from place to place, counted in the header, also after a restart."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from industrack_core.desk.desk import open_desk
from industrack_core.domain.acts.acts import Act, AddJob, DeleteJob, PlaceJob, UnassignJob, Undo
from industrack_core.domain.acts.drafts import JobDraft
from industrack_core.domain.outcomes import Done, FindingKind
from industrack_core.domain.records.job import Job, WorkStatus
from industrack_core.store.reads import kept_log
from tests.console.seat import NOW, Seat, other_desk, seated
from tests.console.test_office_users import changed, staffed
from tests.desk.office import done

YES = frozenset(FindingKind)


def did(seat: Seat, *acts: Act, who: str = "bo") -> None:
    with closing(open_desk(seat.url, who=who, clock=lambda: NOW - timedelta(minutes=1))) as desk:
        for act in acts:
            assert isinstance(desk.perform(act), Done)


async def jobs_of(seat: Seat, count: int) -> list[Job]:
    """Jobs of the board, those under the next stops of the cursor."""
    found = []
    with closing(open_desk(seat.url, who="bo")) as desk:
        for _ in range(count):
            block = await seat.to_block()
            job = desk.job(block.job_id)
            assert job is not None
            found.append(job)
    return found


async def unbegun(seat: Seat) -> Job:
    """A job that nobody began."""
    with closing(open_desk(seat.url, who="bo")) as desk:
        while True:
            job = desk.job((await seat.to_block()).job_id)
            if job is not None and job.status is WorkStatus.NOT_STARTED:
                return job


def later(job: Job, who: int | None = None) -> PlaceJob:
    assert job.starts_at is not None
    return PlaceJob(job.id, job.version, who or job.crew[0], job.starts_at + timedelta(minutes=15), YES)


async def heard(seat: Seat, count: int) -> None:
    await seat.until(lambda: len(seat.schedule.session.unseen.acts) == count)
    await seat.settle()


async def test_one_goes_from_change_to_change(demo: str) -> None:
    async with seated(demo, (160, 40)) as seat:
        first, second = await jobs_of(seat, 2)
        third = await unbegun(seat)
        assert "'" not in seat.header
        did(seat, later(first), DeleteJob(second.id, second.version, accepted=YES), who="bo")
        did(seat, later(third), who="ana")
        did(seat, UnassignJob(third.id, third.version + 1, YES), who="cleo")
        await heard(seat, 3)
        assert " '3 " in seat.header
        await seat.press("apostrophe")
        assert (
            seat.status.startswith(f"1 of 3: bo, 10:36: Moved {first.number}") or "1 of 3: bo, 10:36: " in seat.status
        )
        assert seat.block is not None
        assert seat.block.job_id == first.id
        assert " '2 " in seat.header
        await seat.press("apostrophe")
        assert f"2 of 3: bo, 10:36: Deleted {second.number}" in seat.status
        await seat.press("apostrophe")
        assert "3 of 3: cleo, 10:36: " in seat.status
        assert seat.schedule.queue.selected is not None
        assert seat.schedule.queue.selected.job_id == third.id
        await seat.press("apostrophe")
        assert seat.status == "That was all since 10:37."
        assert "'" not in seat.header
        await seat.press("apostrophe")
        assert seat.status == "Others changed nothing since 10:37."


async def test_what_was_taken_back_since_is_no_change(demo: str) -> None:
    async with seated(demo, (160, 40)) as seat:
        first, second = await jobs_of(seat, 2)
        did(seat, later(first), Undo(YES), later(second))
        await heard(seat, 1)
        assert seat.schedule.session.unseen.acts[0].job_id == second.id


async def test_what_was_seen_is_known_at_the_next_start(demo: str, tmp_path: Path) -> None:
    async with seated(demo, state=tmp_path) as seat:
        first, second = await jobs_of(seat, 2)
        did(seat, later(first), later(second))
        await heard(seat, 2)
        await seat.press("apostrophe")
        assert "1 of 2" in seat.status
    async with seated(demo, state=tmp_path) as seat:
        [third] = await jobs_of(seat, 1)
        did(seat, later(third))
        await heard(seat, 2)
        await seat.press("apostrophe")
        assert "1 of 2" in seat.status
        assert seat.block is not None
        assert seat.block.job_id == second.id


async def test_nothing_is_counted_on_the_first_start(demo: str, tmp_path: Path) -> None:
    async with seated(demo) as seat:
        [first] = await jobs_of(seat, 1)
        did(seat, later(first))
    async with seated(demo, state=tmp_path) as seat:
        await seat.press("apostrophe")
        assert seat.status == "Others changed nothing since 10:37."


async def test_who_is_kept_looks_at_so_many_entries_and_is_told_how_far(
    demo: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each look goes on where the one before ended, also that of a start."""
    staffed(demo, ana="dispatcher")
    with closing(other_desk(demo, "mo")) as mo:
        calendars = mo.office().calendars
        default, own = (next(each for each in calendars if each.is_default is kept).id for kept in (True, False))
        changed(demo, "ana", calendar_ids=(own,))
        async with seated(demo, state=tmp_path):
            pass
        customer = mo.find_customers("a")[0].id
        for where in (*(default,) * 30, own, default):
            done(mo.perform(AddJob(JobDraft(customer=customer, description="In the queue", calendar_id=where))))
    monkeypatch.setattr(kept_log, "LOOKED", 4)
    async with seated(demo, (80, 24), state=tmp_path) as seat:
        said = list[str]()
        while not said or said[-1].startswith("Others"):
            await seat.press("apostrophe")
            said.append(seat.status)
        assert set(said[:-1]) == {"Others changed nothing that you see up to 10:37. ' looks further."}
        assert said[-1].startswith("1 of 1: mo, 10:37: Added ")
        assert 3 < len(said) < 9
        await seat.press("apostrophe")
        assert seat.status == "That was all since 10:37."
