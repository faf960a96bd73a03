"""The dialog that looks through folders: its line for a name is typed in like every other."""

from pathlib import Path

import pytest
from textual import events
from textual.geometry import Offset

from industrack_tui.dialogs.pick_file import FileName, PickFile
from tests.console.seat import Seat, seated

WORDS = "old bill e\u0301\U0001f1e9\U0001f1ea.pdf"


async def opened(seat: Seat, folder: Path) -> FileName:
    """The dialog over the board, the hand in its line."""
    seat.app.push_screen(PickFile(folder, "Attach a file"))
    await seat.until(lambda: isinstance(seat.app.screen, PickFile) and seat.app.screen.query(FileName))
    await seat.settle()
    line = seat.app.screen.query_one(FileName)
    line.focus()
    await seat.settle()
    return line


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        (("alt+b", "alt+b", "backspace"), "old bille\u0301\U0001f1e9\U0001f1ea.pdf"),
        (("left", "left", "left", "left", "backspace", "backspace"), "old bill .pdf"),
        (("alt+backspace",), "old bill e\u0301\U0001f1e9\U0001f1ea."),
        (("ctrl+a", "alt+d"), " bill e\u0301\U0001f1e9\U0001f1ea.pdf"),
        (("ctrl+a", "ctrl+a", "x"), "x"),
        (("ctrl+a", "ctrl+a", "x", "alt+u"), WORDS),
        (("ctrl+u", "alt+u", "alt+U"), ""),
        (("shift+left", "shift+left", "ctrl+x", "home", "ctrl+v"), "df" + WORDS[:-2]),
    ],
)
async def test_keys_mean_there_what_they_mean_everywhere(
    demo: str, tmp_path: Path, keys: tuple[str, ...], text: str
) -> None:
    async with seated(demo) as seat:
        line = await opened(seat, tmp_path)
        await seat.paste(WORDS)
        assert line.value == WORDS
        await seat.press(*keys)
        assert line.value == text


async def test_the_cursor_and_the_mouse_are_in_the_line(demo: str, tmp_path: Path) -> None:
    async with seated(demo) as seat:
        line = await opened(seat, tmp_path)
        await seat.write("old bill")
        screen = seat.app.screen
        assert isinstance(screen, PickFile)
        cell = screen.typing_cell
        assert cell is not None
        await seat.press("left")
        assert screen.typing_cell == cell - Offset(1, 0)
        start = cell - Offset(len("old bill"), 0)
        await seat.pilot.click(offset=start + Offset(5, 0), times=2)
        await seat.settle()
        assert line.selected_text == "bill"
        for kind, column in ((events.MouseDown, 0), (events.MouseMove, 3), (events.MouseUp, 3)):
            await seat.pilot._post_mouse_events([kind], offset=start + Offset(column, 0), button=1)
        await seat.settle()
        assert line.selected_text == "old"
        await seat.pilot.click(offset=start + Offset(1, 0), times=3)
        await seat.settle()
        assert line.selected_text == "old bill"
        await seat.press("tab")
        assert screen.typing_cell is None


async def test_a_name_that_is_typed_is_chosen(demo: str, tmp_path: Path) -> None:
    (tmp_path / "bill.pdf").write_bytes(b"x")
    chosen: list[Path | None] = []
    async with seated(demo) as seat:
        seat.app.push_screen(PickFile(tmp_path, "Attach a file"), chosen.append)
        await seat.until(lambda: isinstance(seat.app.screen, PickFile) and seat.app.screen.query(FileName))
        await seat.settle()
        seat.app.screen.query_one(FileName).focus()
        await seat.settle()
        await seat.write("bill.pdf")
        await seat.press("enter")
        assert seat.at_board
    assert chosen == [tmp_path / "bill.pdf"]
