"""A file to write ends in what is written; one that does not is told which endings there are, and nothing is read."""

from pathlib import Path

import pytest

from industrack_tui.dialogs.prompt import Prompt
from tests.console.seat import Seat, seated

PLACES = [
    (("g", "c", "X"), "customers", "neither .csv nor .xlsx"),
    (("g", "h", "u", "X"), "a report", "neither .csv, .xlsx nor .pdf"),
    (("g", "e", "m", "P", "p"), "an estimate", "neither .pdf nor .txt"),
    (("g", "o", "m", "P", "t"), "a purchase order", "neither .pdf nor .txt"),
    ((), "day sheets", "neither .pdf nor .txt"),
]


async def asked_where(seat: Seat, keys: tuple[str, ...]) -> Prompt:
    if keys:
        await seat.press(*keys)
    else:
        seat.schedule.run_chosen("print.day")
        await seat.settle()
        await seat.press("p")
    return seat.top(Prompt)


@pytest.mark.parametrize(("keys", "what", "told"), PLACES, ids=[each[1] for each in PLACES])
async def test_every_place_that_writes_a_file_says_which_endings_there_are(
    demo: str, tmp_path: Path, keys: tuple[str, ...], what: str, told: str
) -> None:
    async with seated(demo, (80, 24)) as seat:
        prompt = await asked_where(seat, keys)
        for name in ("x.doc", "x.odt", "x"):
            prompt.entry.text = str(tmp_path / name)
            await seat.press("enter")
            assert seat.top(Prompt) is prompt, f"{what} is written as {name}"
            assert f"{name} ends in {told}: name a file that does." in seat.prose
        ending = told.rpartition(".")[2].upper()
        prompt.entry.text = str(tmp_path / f"x.{ending}")
        await seat.settle()
        assert "name a file that does" not in seat.prose
        await seat.press("enter")
        await seat.until((tmp_path / f"x.{ending}").exists)
    assert [each.name for each in tmp_path.glob("x*")] == [f"x.{ending}"]
