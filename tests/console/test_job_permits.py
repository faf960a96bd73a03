"""Work that is done, sent or paid for, from the keys: what the hand is told before enter, and which question comes."""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from industrack_core.desk.desk import open_desk
from industrack_core.domain.acts.acts import DispatchJob, EditJob, SetBilling, SetStatus
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.board.board import Block
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.job import Billing, Delivery, WorkStatus
from industrack_tui.dialogs.menu import Menu
from industrack_tui.dialogs.prompt import Prompt
from industrack_tui.dialogs.question import Question
from tests.console.seat import NOW, Seat, other_desk, seated
from tests.console.test_acts import to_job
from tests.desk.carries import YES


async def made(seat: Seat, demo: str, *steps: WorkStatus | Billing) -> Block:
    """The job under the cursor, after somebody else set these one after the other; the board shows it."""
    await to_job(seat, Delivery.SAVED)
    block = seat.block
    assert block is not None
    revision = 0
    with closing(other_desk(demo)) as desk:
        for step in steps:
            job = desk.job(block.job_id)
            assert job is not None
            act = (
                SetStatus(job.id, job.version, step)
                if isinstance(step, WorkStatus)
                else SetBilling(job.id, job.version, step)
            )
            outcome = desk.perform(act)
            assert isinstance(outcome, Done), outcome
            revision = outcome.revision
    await seat.until(lambda: seat.schedule.state.revision >= revision)
    await seat.settle()
    assert seat.block is not None
    assert seat.block.job_id == block.job_id
    return seat.block


async def test_a_completed_job_in_the_hand_is_told_before_enter(demo: str) -> None:
    async with seated(demo) as seat:
        block = await made(seat, demo, WorkStatus.COMPLETED)
        await seat.press("m", "right")
        assert seat.status.startswith(f"{block.number} → ")
        assert seat.status.endswith("✗ Completed   ✓ free   enter asks")
        await seat.press("enter")
        assert "is Completed" in " ".join(" ".join(seat.top(Question).sentences).split())
        await seat.press("n")
        assert seat.status == "Nothing was changed."


@pytest.mark.parametrize(
    ("key", "deed"),
    [
        ("greater_than_sign", "make it longer anyway"), ("less_than_sign", "make it shorter anyway"),
        ("shift+right", "move it anyway"), ("shift+down", "give it away anyway"),
    ],
)  # fmt: skip
async def test_a_question_names_what_yes_does(demo: str, key: str, deed: str) -> None:
    async with seated(demo) as seat:
        await made(seat, demo, WorkStatus.COMPLETED)
        await seat.press(key)
        assert seat.top(Question).deed == deed


@pytest.mark.parametrize("keys", [("m", "right", "enter"), (">",), ("D",), ("delete",), ("s",)])
async def test_an_approved_job_stays_by_every_key(demo: str, keys: tuple[str, ...]) -> None:
    async with seated(demo) as seat:
        block = await made(seat, demo, WorkStatus.COMPLETED, Billing.APPROVED)
        before = seat.job(block.number)
        await seat.press(*keys)
        if keys != ("s",):
            assert "take the approval back first" in seat.status
        assert seat.job(block.number) == before


async def dispatched_a_while_ago(seat: Seat, demo: str, block: Block) -> None:
    """By the same person, at another console."""
    with closing(open_desk(demo, who="ana", clock=lambda: NOW - timedelta(minutes=5))) as other:
        assert isinstance(other.perform(DispatchJob(block.job_id, block.version)), Done)
    await seat.settle()


async def test_u_asks_before_it_takes_a_job_from_the_phones(demo: str) -> None:
    async with seated(demo) as seat:
        await to_job(seat, Delivery.SAVED)
        block = seat.block
        assert block is not None
        await dispatched_a_while_ago(seat, demo, block)
        await seat.press("u")
        assert "phones" in " ".join(seat.top(Question).sentences)
        await seat.press("n")
        assert seat.job(block.number).delivery is Delivery.DISPATCHED
        await seat.press("g", "c", "u")
        assert "phones" in " ".join(seat.top(Question).sentences)
        await seat.press("enter")
        assert seat.job(block.number).delivery is Delivery.SAVED
        assert "Undid: Dispatched" in seat.text


@pytest.mark.parametrize("way", [(), ("g", "c")], ids=["board", "list"])
async def test_a_yes_to_u_is_for_what_was_asked_about(demo: str, way: tuple[str, ...]) -> None:
    async with seated(demo) as seat:
        await to_job(seat, Delivery.SAVED)
        block = seat.block
        assert block is not None
        await dispatched_a_while_ago(seat, demo, block)
        await seat.press(*way, "u")
        job = seat.job(block.number)
        with closing(other_desk(demo, "ana")) as other:
            assert isinstance(other.perform(SetStatus(job.id, job.version, WorkStatus.STARTED)), Done)
        await seat.press("enter")
        assert "another one now" in seat.text
        assert seat.job(block.number).status is WorkStatus.STARTED


async def test_a_reason_is_picked_from_the_settings_or_typed(demo: str) -> None:
    async with seated(demo) as seat:
        await to_job(seat, Delivery.SAVED)
        block = seat.block
        assert block is not None
        await seat.press("S", "p")
        menu = seat.top(Menu)
        assert menu.heading == "Paused: why?"
        first = menu.choices[0].label
        await seat.press("1")
        assert (seat.job(block.number).status, seat.job(block.number).status_reason) == (WorkStatus.PAUSED, first)
        await seat.press("S", "d", "o")
        seat.top(Prompt)
        await seat.write("dog in the yard")
        await seat.press("enter")
        assert seat.job(block.number).status_reason == "dog in the yard"


async def test_of_a_series_it_is_said_first_that_a_job_stays_then_asked_which_go(demo: str) -> None:
    async with seated(demo) as seat:
        block = await made(seat, demo)
        with closing(other_desk(demo)) as desk:
            job = desk.job(block.job_id)
            assert job is not None
            weekly = replace(draft_of(job), recurrence="FREQ=WEEKLY;COUNT=3")
            made_so = desk.perform(EditJob(job.id, job.version, weekly, YES))
            assert isinstance(made_so, Done), made_so
        await seat.until(lambda: seat.schedule.state.revision >= made_so.revision)
        await seat.settle()
        await seat.press("delete")
        assert seat.top(Menu).heading == "Delete which jobs?"
        await seat.press("escape")
        with closing(other_desk(demo)) as desk:
            job = desk.job(block.job_id)
            assert job is not None
            started = desk.perform(SetStatus(job.id, job.version, WorkStatus.STARTED))
            assert isinstance(started, Done), started
        await seat.until(lambda: seat.schedule.state.revision >= started.revision)
        await seat.settle()
        await seat.press("delete")
        assert seat.at_board
        assert "is Started" in seat.status
