"""What a form's opening and leaving bring about is painted once, and what nobody sees is not painted."""

import pytest

from industrack_tui.forms.form_screen import FormScreen
from tests.console.seat import Seat, seated

WIDE = (200, 50)


class Counted:
    """How often something was painted since it was asked last."""

    def __init__(self, seat: Seat) -> None:
        self._count = 0
        seat.app.post_display_hook = self._painted  # type: ignore[method-assign]  # the toolkit has it for tests

    def _painted(self) -> None:
        self._count += 1

    @property
    def since(self) -> int:
        count, self._count = self._count, 0
        return count


@pytest.mark.parametrize("size", [WIDE, (80, 24)], ids=str)
async def test_a_job_form_opens_and_goes_in_a_frame_each(demo: str, size: tuple[int, int]) -> None:
    async with seated(demo, size) as seat:
        await seat.press("a", "escape")  # once: what it is made of is loaded
        frames = Counted(seat)
        for key in ("a", "escape", "a", "escape"):
            await seat.press(key)
            assert seat.at_board is (key == "escape")
            assert frames.since == 1, key


async def test_a_card_over_a_list_opens_and_goes_in_a_frame_each(demo: str) -> None:
    async with seated(demo, WIDE) as seat:
        await seat.press("g", "c", "a", "escape")
        frames = Counted(seat)
        await seat.press("a")
        assert isinstance(seat.app.screen, FormScreen)
        assert frames.since == 1
        await seat.press("escape")
        assert frames.since == 1


async def test_what_is_painted_at_last_is_what_stands_there(demo: str) -> None:
    async with seated(demo, WIDE) as seat:
        await seat.to_cell(3, "15:00")
        before = seat.text
        await seat.press("a")
        assert "Add Job" in seat.text
        await seat.press("escape")
        assert seat.text == before


async def test_a_list_under_a_card_is_not_painted_while_nobody_sees_it(demo: str) -> None:
    async with seated(demo, WIDE) as seat:
        await seat.press("g", "c")
        under = seat.list
        await seat.press("enter")
        frames = Counted(seat)
        under.refresh()
        await seat.settle()
        await seat.pilot.pause(0.05)
        assert frames.since == 0
        await seat.press("escape")
        assert "Customers" in seat.text


async def test_keys_in_one_piece_go_on_while_frames_are_held(demo: str) -> None:
    async with seated(demo, WIDE) as seat:
        seat.at_once("a", "K", "e", "s")
        await seat.settle()
        assert seat.form.text("customer") == "Kes"
        seat.at_once("escape", "escape", "y")
        await seat.settle()
        assert seat.at_board
