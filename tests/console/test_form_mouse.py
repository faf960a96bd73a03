"""Clicks around a form: each key under it and each part above it does what its key does."""

import pytest

from industrack_tui.commands.command import use_keys
from industrack_tui.dialogs.help_dialog import HelpDialog
from industrack_tui.dialogs.menu import Menu
from industrack_tui.forms.parts import parts_by_key
from tests.console.seat import Seat, seated

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)], ids=["80x24", "120x40", "200x50"])


async def opened(seat: Seat) -> None:
    await seat.to_free_cell()
    await seat.press("enter")


async def click_on(seat: Seat, said: str, line: int) -> None:
    """A click on the first cell of a text in a line of the screen."""
    await seat.pilot.click(offset=(seat.lines[line].index(said), line))
    await seat.settle()


def foot(seat: Seat) -> int:
    return next(at for at, line in reversed([*enumerate(seat.lines)]) if " tab next" in line)


@SIZES
async def test_keys_under_a_form_can_be_clicked(demo: str, size: tuple[int, int]) -> None:
    async with seated(demo, size=size) as seat:
        await opened(seat)
        await click_on(seat, "f1 keys", foot(seat))
        seat.top(HelpDialog)
        await seat.press("escape")
        await click_on(seat, "parts", foot(seat))
        seat.top(Menu)
        await seat.press("escape")
        before = seat.focused
        await click_on(seat, "tab next", foot(seat))
        clicked = seat.focused
        await seat.press("shift+tab")
        assert seat.focused == before
        await seat.press("tab")
        assert seat.focused == clicked != before
        await click_on(seat, "save", foot(seat))
        assert "A job needs a customer." in seat.prose
        await click_on(seat, "esc cancel", foot(seat))
        assert seat.at_board or "Leave the form?" in seat.text


@SIZES
async def test_parts_above_a_form_can_be_clicked(demo: str, size: tuple[int, int]) -> None:
    async with seated(demo, size=size) as seat:
        await opened(seat)
        for key, (part, *_) in parts_by_key(seat.form.hand.sheet.sections).items():
            line = next(at for at, text in enumerate(seat.lines) if " f4 Customer" in text)
            await click_on(seat, part.label, line)
            clicked = seat.focused
            await seat.press("f4", key)
            assert seat.focused == clicked, key


async def test_parts_are_called_by_the_keys_of_now(demo: str) -> None:
    async with seated(demo, size=(140, 40)) as seat:
        use_keys({"form.customer": (), "form.crew": ("ctrl+y",)})
        try:
            await opened(seat)
            line = next(text for text in seat.lines if "Customer" in text and "Crew" in text)
            assert "f4" not in line
            assert "f9" not in line
            assert "ctrl+y Crew" in line
        finally:
            use_keys({})
