"""The keystroke budgets: how many keys a task takes, a modifier counting as one (console.md 3)."""

from contextlib import closing

import pytest

from industrack_core.domain.acts.acts import PlanJob
from industrack_core.domain.acts.drafts import NewCustomer
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.outcomes import Done, FindingKind
from industrack_core.domain.records.job import Delivery, WorkStatus
from industrack_core.domain.time.minute import instant_of, minute_of
from industrack_tui.dialogs.question import Question
from tests.console.seat import Seat, other_desk, seated
from tests.console.test_board import to_waiting_job

FREE_ROW = 4
YES = frozenset(FindingKind)


class Counted:
    """Presses keys and counts them; what is typed as data does not count."""

    def __init__(self, seat: Seat) -> None:
        self.seat, self.keys = seat, 0

    async def press(self, *keys: str) -> None:
        for key in keys:
            self.keys += 1 + key.count("shift+")
            await self.seat.press(key)

    async def data(self, text: str) -> None:
        await self.seat.write(text)


async def test_create_a_job_at_a_cell(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.to_cell(FREE_ROW, "13:00")
        hand = Counted(seat)
        await hand.press("enter")
        await hand.data("Kestrel")
        await hand.press("enter", "f2")
        assert seat.at_board
        assert seat.block is not None
        assert hand.keys <= 3


async def test_assign_a_queued_job_to_the_cell(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.to_cell(FREE_ROW, "13:00")
        entry, hand = seat.schedule.queue.selected, Counted(seat)
        assert entry is not None
        await hand.press("p")
        assert seat.job(entry.number).crew
        assert hand.keys <= 1


@pytest.mark.parametrize("from_anywhere", [False, True])
async def test_assign_a_queued_job_to_the_best_technician_and_time(demo: str, from_anywhere: bool) -> None:
    async with seated(demo) as seat:
        entry, hand = seat.schedule.queue.selected, Counted(seat)
        assert entry is not None
        if not from_anywhere:
            await seat.press("2")
        else:
            await hand.press("2")
        await hand.press("b", "enter")
        assert seat.job(entry.number).crew
        assert hand.keys <= (4 if from_anywhere else 2)


async def test_assign_to_a_named_technician(demo: str) -> None:
    async with seated(demo) as seat:
        block = await to_waiting_job(seat)
        office, hand = seat.schedule.office, Counted(seat)
        assert office is not None
        other = next(each for each in office.pool(office.default_calendar) if each.id != block.employee_id)
        await hand.press("e", *other.last_name[:2].lower(), "enter")
        if not isinstance(seat.app.screen, Question):
            assert hand.keys <= 4
            job = seat.job(block.number)
            assert job.crew != block.crew_ids
            assert len(job.crew) == 1


@pytest.mark.parametrize("key", ["shift+right", "shift+left", ">", "<"])
async def test_move_lengthen_and_shorten_by_a_slot(demo: str, key: str) -> None:
    async with seated(demo) as seat:
        await seat.press("]", "]", "]", "]", "]", "]")
        block = await to_waiting_job(seat)
        hand = Counted(seat)
        await hand.press(key)
        assert hand.keys <= 2
        if seat.at_board:
            job = seat.job(block.number)
            assert job.starts_at is not None
            assert (minute_of(job.starts_at), job.minutes) != (block.start, block.end - block.start)


async def test_reassign_to_the_next_row(demo: str) -> None:
    async with seated(demo) as seat:
        block = await to_waiting_job(seat)
        with closing(other_desk(demo)) as desk:
            # where nobody has anything
            start = instant_of(block.start + 60 * 24 * 60)
            plan = PlanJob(block.job_id, block.version, block.crew_ids, start, 60, YES)
            assert isinstance(desk.perform(plan), Done)
        await seat.settle()
        await seat.press("slash")
        await seat.write(block.number)
        await seat.settle()
        await seat.press("enter")
        assert seat.block is not None
        hand = Counted(seat)
        await hand.press("shift+down")
        assert seat.job(block.number).crew != block.crew_ids
        assert hand.keys <= 2


async def test_find_the_next_free_slot_and_book_it(demo: str) -> None:
    async with seated(demo) as seat:
        block = await to_waiting_job(seat)
        hand = Counted(seat)
        await hand.press("b", "enter")
        if isinstance(seat.app.screen, Question):  # a recall asks, which is not a key of the booking
            await seat.press("y")
        job = seat.job(block.number)
        assert job.starts_at is not None
        assert hand.keys <= 2


async def test_dispatch_and_the_next_status(demo: str) -> None:
    async with seated(demo) as seat:
        block = await to_waiting_job(seat)
        hand = Counted(seat)
        await hand.press("s")
        assert seat.job(block.number).status is WorkStatus.STARTED
        assert hand.keys == 1
        while True:
            block = await to_waiting_job(seat)
            if block.delivery != "dispatched":
                break
        await hand.press("D")
        assert seat.job(block.number).delivery is Delivery.DISPATCHED
        assert hand.keys == 2
        await hand.press("u")
        assert seat.job(block.number).delivery is not Delivery.DISPATCHED
        assert hand.keys == 3, "undo is one key"


async def test_any_visible_job_is_under_the_cursor_after_three_keys(demo: str) -> None:
    async with seated(demo) as seat:
        for place in (0, 7, 20, -1):
            hand = Counted(seat)
            await hand.press("f")
            (employee, job), label = list(seat.schedule.timeline.hints.items())[place]
            await hand.press(*label)
            assert seat.block is not None
            assert (seat.block.employee_id, seat.block.job_id) == (employee, job)
            assert hand.keys <= 3


async def test_take_the_latest_version_with_ones_own_edits(demo: str) -> None:
    from dataclasses import replace

    from industrack_core.domain.acts.acts import EditJob

    async with seated(demo) as seat:
        block = await to_waiting_job(seat)
        await seat.press("enter")
        await seat.into("description", "Mine")
        with closing(other_desk(demo)) as desk:
            job = desk.job(block.job_id)
            assert job is not None
            theirs = replace(draft_of(job), note="Theirs")
            assert not isinstance(theirs.customer, NewCustomer)
            assert isinstance(desk.perform(EditJob(job.id, job.version, theirs)), Done)
        await seat.press("f2")
        hand = Counted(seat)
        await hand.press("r")
        assert hand.keys == 1
        await seat.press("f2")
        saved = seat.job(block.number)
        assert (saved.description, saved.note) == ("Mine", "Theirs")


@pytest.mark.parametrize("from_anywhere", [False, True])
async def test_convert_an_estimate(demo: str, from_anywhere: bool) -> None:
    async with seated(demo) as seat:
        hand = Counted(seat)
        if not from_anywhere:
            await seat.press("g", "e", "down")
            await hand.press("c")
        else:
            await hand.press("g", "e", "down", "c")
        assert hand.keys <= (4 if from_anywhere else 1)
        estimate_id = seat.form.model.record.estimate_id
        assert estimate_id is not None
        await seat.press("f2")
        while isinstance(seat.app.screen, Question):
            await seat.press("enter")
        with closing(other_desk(demo)) as desk:
            assert len(desk.estimate_jobs(estimate_id)) == 1


async def test_move_to_a_typed_time(demo: str) -> None:
    async with seated(demo) as seat:
        block = await to_waiting_job(seat)
        hand = Counted(seat)
        await hand.press("m", "equals_sign")
        assert hand.keys <= 2
        await seat.write("nonsense")
        await seat.press("enter")
        assert seat.app.screen.query_one("#meaning").render_line(0).text.strip()
        await seat.press("ctrl+u")
        await seat.write("17:20")
        await seat.press("enter")
        ghost = seat.schedule.timeline.ghost
        assert ghost is not None
        assert (ghost.end - ghost.start, ghost.job_id) == (block.end - block.start, block.job_id)
        await seat.press("enter")
        if isinstance(seat.app.screen, Question):
            await seat.press("y")
        assert seat.job(block.number).starts_at == instant_of(ghost.start)
        assert f"{instant_of(ghost.start).astimezone(seat.schedule.timeline.zone):%H:%M}" == "17:20"
