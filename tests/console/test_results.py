"""What is said of a finished act: what is unusual first, then who does what when, and how to take it back."""

from industrack_core.domain.records.job import Delivery, WorkStatus
from tests.console.seat import seated
from tests.console.test_acts import to_job


async def test_that_the_crew_was_told_otherwise_is_said_first(demo: str) -> None:
    async with seated(demo) as seat:
        await to_job(seat, Delivery.DISPATCHED)
        block = seat.block
        assert block is not None
        await seat.press("greater_than_sign")
        if not seat.at_board:
            await seat.press("enter")
        assert seat.job(block.number).delivery is Delivery.CHANGED
        told, what = seat.status.split("dispatch it again.")
        assert told.endswith("Its crew was told it otherwise: ")
        assert block.number in what
        assert " u undoes" in seat.text
        assert seat.schedule.status.is_result


async def test_an_overlap_said_yes_to_is_said_first(demo: str) -> None:
    async with seated(demo) as seat:
        await to_job(seat, Delivery.SAVED)
        first = seat.block
        assert first is not None
        elsewhere = [each for each in seat.jobs() if each.starts_at and not set(each.crew) & set(first.crew_ids)]
        other = next(each for each in elsewhere if each.crew and each.status is WorkStatus.NOT_STARTED)
        await seat.press("m")
        view = seat.schedule.timeline.view
        view.to_employee(other.crew[0])
        assert other.starts_at is not None
        view.to_minute(int(other.starts_at.timestamp()) // 60)
        seat.schedule.after_move()
        await seat.settle()
        await seat.press("enter")
        assert not seat.at_board
        await seat.press("enter")
        assert seat.status.startswith("It overlaps.")


async def test_what_is_refused_is_no_result(demo: str) -> None:
    async with seated(demo) as seat:
        await to_job(seat, Delivery.SAVED)
        await seat.press(*["less_than_sign"] * 60)
        assert "shorter" in seat.status
        assert not seat.schedule.status.is_result
