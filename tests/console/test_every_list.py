"""Every command that all lists have, pressed in every list: it does something there, or says why not."""

import shutil
from pathlib import Path

import pytest

from industrack_tui.commands.lists import LIST_COMMANDS
from industrack_tui.lists.screen import ListScreen
from tests.console.seat import Seat, seated
from tests.console.test_keys_of_the_lists import WAYS


async def back_to(seat: Seat, shown: ListScreen) -> None:
    """Leave whatever was opened over the list."""
    for _ in range(6):
        if seat.app.screen is shown:
            return
        await seat.press("escape")
        if seat.app.screen is not shown and "Leave the form?" in seat.text:
            await seat.press("y")
    assert seat.app.screen is shown


@pytest.mark.parametrize("name", sorted(WAYS))
async def test_every_command_of_lists_in_each(founded_busy: Path, tmp_path: Path, name: str) -> None:
    url = str(shutil.copy(founded_busy, tmp_path / "busy.sqlite"))
    async with seated(url, (100, 30)) as seat:
        await seat.press(*WAYS[name])
        shown = seat.list
        for command in LIST_COMMANDS:
            for key in command.keys:
                before = (seat.text, shown.status.said, shown.query_now)
                await seat.press(key)
                reached = (seat.text, shown.status.said, shown.query_now)
                assert command.moves or reached != before or not shown.window.rows, (command.id, key)
                await back_to(seat, shown)
                if shown.query_now.find:
                    await seat.press("escape")
        assert shown.is_attached
