"""What the card says a job is made of: as it is by now, whoever changed the customer or filled a form."""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from industrack_core.desk.desk import Desk, open_desk
from industrack_core.domain.acts.acts import AnswerForm, EditJob, SaveRecord
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.customer import Customer
from industrack_core.domain.records.job import Job
from tests.console.seat import NOW, Seat, other_desk, seated
from tests.console.slow_bridge import SlowBridge, slow
from tests.console.test_going_back import reads_of
from tests.console.test_heard_jobs import up_to
from tests.console.test_looking_back import look_back
from tests.desk.office import YES, done


def contacted(seat: Seat, desk: Desk, contact: str) -> int:
    """Somebody else has another contact for the customer under the cursor; the act's revision."""
    assert seat.block is not None
    job = desk.job(seat.block.job_id)
    assert job is not None
    customer = desk.records(Kind.CUSTOMER, [job.customer_id])[job.customer_id]
    assert isinstance(customer, Customer)
    return done(desk.perform(SaveRecord(replace(customer, contact=contact)))).revision


def noted(desk: Desk, job: Job) -> int:
    """Somebody else writes something to a job; the act's revision."""
    return done(desk.perform(EditJob(job.id, job.version, replace(draft_of(job), note="Ring twice"), YES))).revision


async def with_a_form(seat: Seat, desk: Desk) -> Job:
    """The cursor onto a job that has one form, which is not filled."""
    for _ in range(40):
        job = desk.job((await seat.to_block()).job_id)
        if job is not None and len(job.forms) == 1 and not desk.reported_on([job.id])[0]:
            return job
    raise AssertionError("no job has one")


async def test_it_follows_what_others_do_to_the_customer(demo: str) -> None:
    async with seated(demo, (160, 45)) as seat:
        await seat.to_block()
        with closing(other_desk(demo)) as desk:
            await up_to(seat, contacted(seat, desk, "Zaphod Zett"))
        assert "Contact Zaphod Zett" in seat.prose


async def test_it_follows_a_form_that_others_fill(demo: str) -> None:
    async with seated(demo, (160, 45)) as seat:
        with closing(other_desk(demo)) as desk:
            job = await with_a_form(seat, desk)
            assert "0 of 1 forms filled" in seat.prose
            answers = AnswerForm(job.id, job.forms[0].form_id, ("Cleaned", "yes", "", ""))
            await up_to(seat, done(desk.perform(answers)).revision)
        assert "1 of 1 forms filled" in seat.prose


async def test_what_was_read_before_others_saved_and_comes_after_it_is_read_again(demo: str) -> None:
    async with seated(demo, (160, 45), bridge=slow()) as seat:
        bridge = seat.schedule.bridge
        assert isinstance(bridge, SlowBridge)
        bridge.slow = frozenset({"job"})
        seat.at_once("w")
        await seat.until(lambda: bridge.kept)
        recalled = seat.schedule.state.recalled
        with closing(other_desk(demo)) as desk:
            revision = contacted(seat, desk, "Zaphod Zett")
        await seat.until(lambda: seat.schedule.state.recalled is not recalled)
        bridge.let_go()
        await up_to(seat, revision)
        assert "Contact Zaphod Zett" in seat.prose


async def test_it_is_of_then_on_the_board_as_it_was(demo: str) -> None:
    async with seated(demo, (160, 45), now=NOW + timedelta(minutes=30)) as seat:
        await seat.to_block()
        before = seat.prose
        with closing(open_desk(demo, who="bo", clock=lambda: NOW + timedelta(minutes=20))) as desk:
            await up_to(seat, contacted(seat, desk, "Zaphod Zett"))
        await look_back(seat)
        assert "Zaphod" not in seat.prose
        assert f"Contact {before.partition('Contact ')[2].split()[0]}" in seat.prose
        await seat.press("escape")
        assert "Contact Zaphod Zett" in seat.prose


async def test_of_what_is_done_to_other_jobs_it_is_not_read_again(demo: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with seated(demo, (160, 45)) as seat:
        block = await seat.to_block()
        with closing(other_desk(demo)) as desk:
            here = desk.job(block.job_id)
            other = next(each.job for each in desk.jobs() if each.job.starts_at and each.job.id != block.job_id)
            assert here is not None
            with reads_of(seat, monkeypatch) as asked:
                await up_to(seat, noted(desk, other))
                assert "job" not in asked
                await up_to(seat, noted(desk, here))
                assert asked.count("job") == 1
