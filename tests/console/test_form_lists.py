"""A list that hangs under a form's field: page keys and the wheel page it, wherever the field is."""

import pytest
from textual import events

from tests.console.seat import Seat, seated


def wheel(seat: Seat, down: bool) -> None:
    kind = events.MouseScrollDown if down else events.MouseScrollUp
    x, y = 30, 12
    seat.form.pane.post_message(kind(seat.form.pane, x, y, 0, 0, 0, False, False, False, x, y))


async def on_items(seat: Seat) -> None:
    """Into the items of a job, the list of items open."""
    await seat.to_block()
    await seat.press("enter", "f8", "down")
    assert seat.form.hand.picks.is_open


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 12)])
async def test_page_keys_page_the_list(demo: str, size: tuple[int, int]) -> None:
    async with seated(demo, size) as seat:
        await on_items(seat)
        top = seat.form.pane.top
        await seat.press("pagedown")
        assert seat.form.hand.picks.index > 1
        await seat.press("pagedown", "pagedown", "pagedown", "pagedown")
        assert seat.form.hand.picks.index == len(seat.form.hand.picks.offered) - 1
        await seat.press(*["pageup"] * 6)
        assert seat.form.hand.picks.index == 0
        assert seat.form.pane.top == top


async def test_the_case_that_ended_the_console(demo: str) -> None:
    async with seated(demo, (80, 24)) as seat:
        await seat.to_block()
        await seat.press("enter", "f8", "4", "pageup")
        await seat.press("escape", "pageup", "pagedown")
        assert seat.app.is_running


async def test_the_wheel_pages_the_list(demo: str) -> None:
    async with seated(demo, (80, 24)) as seat:
        await on_items(seat)
        wheel(seat, down=True)
        await seat.settle()
        assert seat.form.hand.picks.index == 3
        wheel(seat, down=False)
        await seat.settle()
        assert seat.form.hand.picks.index == 0
        await seat.press("escape")
        wheel(seat, down=True)
        await seat.settle()
        assert not seat.form.hand.picks.is_open


async def test_a_smaller_screen_under_an_open_list(demo: str) -> None:
    async with seated(demo, (120, 40)) as seat:
        await on_items(seat)
        for width, height in ((80, 24), (40, 8), (30, 5), (120, 40)):
            await seat.pilot.resize_terminal(width, height)
            await seat.settle()
            await seat.press("pagedown", "pageup")
        assert seat.form.hand.picks.is_open
