"""The command palette: how it looks in a poor font."""

import pytest

from industrack_tui.app import ConsoleApp
from industrack_tui.dialogs.palette import CommandPalette
from industrack_tui.settings import Glyphs, Settings
from industrack_tui.start import Start
from tests.console.seat import NOW, Seat


@pytest.mark.parametrize("glyphs", ["ascii", "unicode"])
async def test_palette_keeps_to_the_glyphs(demo: str, glyphs: Glyphs) -> None:
    settings = Settings(theme="dark", glyphs=glyphs)
    app = ConsoleApp(Start(demo, False, False, None, settings, lambda: NOW, "ana"))
    async with app.run_test(size=(80, 24)) as pilot:
        seat = Seat(app, pilot, demo)
        await seat.until(lambda: seat.schedule.office is not None)
        await seat.settle()
        await seat.press("ctrl+p")
        await seat.until(lambda: "open the job here" in seat.text)
        assert isinstance(app.screen, CommandPalette)
        assert (not seat.text.isascii()) == (glyphs == "unicode")
        await seat.write("qqq")
        await seat.until(lambda: "No command of that name" in seat.text)
        assert seat.text.isascii() or glyphs == "unicode"
        await seat.press("escape")
        assert seat.at_board
    app.bridge.close()
