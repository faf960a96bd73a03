"""Holidays from the keys: typed in, shaded on the board, in the week and in the month, told of a job."""

from industrack_core.domain.records.job import Delivery
from tests.console.seat import Seat, seated
from tests.console.test_acts import to_job


async def add_today(seat: Seat) -> None:
    """Today is a holiday from now on."""
    await seat.press("g", "s", "d", "a")
    await seat.into("name", "Founders' Day")
    await seat.press("f2")


async def test_one_is_typed_in_and_shaded_in_every_view(demo: str) -> None:
    async with seated(demo, (120, 30)) as seat:
        await add_today(seat)
        assert seat.rows == ["Founders' Day"]
        assert "2026-11-24" in seat.text
        assert "nobody works then" in seat.text
        await seat.press("g", "b", "v", "w")
        assert "Founders' D" in seat.text
        await seat.press("v", "m")
        assert "nobody works" in seat.text
        await seat.press("v", "t")
        assert "// Founders' Day //" in seat.text
        await seat.press("u")
        await seat.press("g", "s", "d")
        assert seat.rows == []


async def test_it_is_told_of_a_job_then(demo: str) -> None:
    async with seated(demo, (120, 30)) as seat:
        await add_today(seat)
        await seat.press("g", "b")
        await to_job(seat, Delivery.SAVED)
        await seat.press("m", "right")
        await seat.press("enter")
        if "Tue 24 Nov" not in seat.prose:
            await seat.press("y")  # what else speaks against it
        assert "Tue 24 Nov is Founders' Day." in seat.prose
