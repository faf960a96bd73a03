"""The list of what was deleted, from the keys."""

from industrack_core.domain.records.job import Delivery
from industrack_tui.dialogs.page import Page
from tests.console.seat import Seat, seated
from tests.console.test_acts import to_job


def labels(seat: Seat) -> list[object]:
    """What the list shows."""
    return [row.values["label"] for row in seat.list.window.rows]


async def test_g_x_lists_what_was_deleted_and_r_brings_it_back(demo: str) -> None:
    async with seated(demo) as seat:
        await to_job(seat, Delivery.SAVED)
        block = seat.block
        assert block is not None
        await seat.press("delete", "y")
        assert not seat.on_block or seat.block != block
        await seat.press("g", "w")
        assert labels(seat) == [f"{block.number} {block.description}"]
        assert "Job" in seat.text
        await seat.press("enter")
        assert f"Deleted {block.number}" in " ".join(part for line in seat.top(Page).lines_shown for part, _ in line)
        await seat.press("escape", "R")
        assert seat.said.startswith(f"Restored job {block.number}")
        assert "u undoes" in seat.text
        assert labels(seat) == []
        await seat.press("u")
        assert labels(seat) == [f"{block.number} {block.description}"]
        await seat.press("U", "g", "b")
        assert seat.job(block.number).starts_at is not None


async def test_no_key_is_shown_for_adding_where_nothing_is_added_and_pressing_it_says_why(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "c")
        assert "a Add" in seat.lines[-1]
        await seat.press("g", "w")
        assert "a Add" not in seat.lines[-1]
        await seat.press("a")
        assert seat.said == "Add: what is deleted anywhere comes here by itself."


async def test_the_list_is_found_in_and_filtered(demo: str) -> None:
    async with seated(demo) as seat:
        await to_job(seat, Delivery.SAVED)
        assert seat.block is not None
        number = seat.block.number
        await seat.press("delete", "y", "g", "w", "right")
        assert len(labels(seat)) == 1
        await seat.press("right")
        assert labels(seat) == []
        await seat.press("left", "slash")
        await seat.write(number)
        await seat.press("enter")
        assert len(labels(seat)) == 1
