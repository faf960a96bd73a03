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


async def ask_for(seat: Seat, text: str) -> None:
    """Those of a place, in the list of holidays."""
    await seat.press("T", "ctrl+u")
    await seat.write(text)
    await seat.press("enter")


async def test_those_of_a_country_are_taken_after_a_look(demo: str) -> None:
    async with seated(demo, (80, 24)) as seat:
        await seat.press("g", "s", "d")
        await ask_for(seat, "de-be 2027")
        assert "Holidays of DE-BE in 2027, on which nobody works:" in seat.prose
        assert "Sat 25 Dec Christmas Day" in seat.prose
        await seat.press("n")
        assert seat.rows == []
        await ask_for(seat, "de-be 2027")
        await seat.press("y")
        assert seat.said.startswith("Took ")
        assert "Christmas Day" in seat.rows
        await ask_for(seat, "DE-BE 2027")
        assert "Those of DE-BE for 2027 are there already." in seat.text
        await seat.press("g", "b", "u", "g", "s", "d")
        assert seat.rows == []


async def test_what_is_suggested_makes_room_for_what_is_typed(demo: str) -> None:
    async with seated(demo, (80, 24)) as seat:
        await seat.press("g", "s", "d", "T")
        assert "US 2027" in seat.text
        await seat.write("US-NY 2026")
        await seat.press("enter")
        assert "Holidays of US-NY in 2026" in seat.prose
        await seat.press("n", "T", "right")
        await seat.write("8")
        assert "US 20278" in seat.text
        await seat.press("escape", "T", "end", "enter")
        assert "Holidays of US in 2027" in seat.prose


async def test_a_place_of_which_nothing_is_known_is_said(demo: str) -> None:
    async with seated(demo, (80, 24)) as seat:
        await seat.press("g", "s", "d")
        await ask_for(seat, "Germany")
        assert "Write the country and the year" in seat.prose
        await seat.press("escape")
        await ask_for(seat, "DE-QQ 2027")
        assert "DE has no part QQ" in seat.text
        assert seat.rows == []
