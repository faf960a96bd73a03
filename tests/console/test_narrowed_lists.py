"""Lists that typing narrows: help, commands, people. One way to go through all of them, by keys and by the mouse."""

from typing import Any, TypeVar

import pytest
from textual.events import MouseScrollDown

from industrack_core.domain.records.job import Delivery
from industrack_tui.board.crew import TickList
from industrack_tui.dialogs.help_dialog import HelpDialog
from industrack_tui.dialogs.narrowed_list import NarrowedList
from industrack_tui.dialogs.palette import CommandPalette
from tests.console.seat import Seat, seated
from tests.console.test_acts import to_job

D = TypeVar("D", bound=NarrowedList[Any, Any])
LISTS = pytest.mark.parametrize(
    ("key", "kind", "word"),
    [("question_mark", HelpDialog, "date"), ("ctrl+p", CommandPalette, "date"), ("e", TickList, "a")],
)


async def opened(seat: Seat, key: str, kind: type[D]) -> D:
    await to_job(seat, Delivery.SAVED)
    await seat.press(key)
    return seat.top(kind)


def shown_at(seat: Seat, dialog: NarrowedList[Any, Any], index: int) -> tuple[int, int]:
    """The cell of the screen where one of the things is drawn."""
    region = dialog.query_one("#narrowed").region
    return region.x + 3, region.y + index - dialog._top


@LISTS
async def test_keys_and_wheel_go_through_it(demo: str, key: str, kind: type[NarrowedList[Any, Any]], word: str) -> None:
    async with seated(demo, (100, 30)) as seat:
        dialog = await opened(seat, key, kind)
        first = dialog.index
        await seat.press("down")
        second = dialog.index
        assert second > first
        await seat.press("pagedown", "pageup")
        assert dialog.index <= second
        await seat.press("ctrl+end")
        assert dialog.current is dialog.listed[-1]
        assert dialog.rests_on(dialog.listed[-1])
        await seat.press("ctrl+home")
        assert dialog.index == first
        await seat.pilot._post_mouse_events([MouseScrollDown], offset=shown_at(seat, dialog, first))
        await seat.settle()
        assert dialog.index > second


@LISTS
async def test_typing_narrows_it(demo: str, key: str, kind: type[NarrowedList[Any, Any]], word: str) -> None:
    async with seated(demo, (100, 30)) as seat:
        dialog = await opened(seat, key, kind)
        every = len(dialog.listed)
        await seat.write(word)
        assert len(dialog.listed) < every
        assert dialog.rests_on(dialog.listed[dialog.index])
        await seat.write("zqzq")
        assert not dialog.listed
        assert dialog.nothing in seat.text
        await seat.press("down", "enter")
        assert seat.top(kind) is dialog, "there is nothing to take"
        await seat.press("escape")
        assert seat.at_board


async def test_a_click_goes_there_takes_or_ticks(demo: str) -> None:
    async with seated(demo, (100, 30)) as seat:
        help_ = await opened(seat, "question_mark", HelpDialog)
        at = next(at for at, line in enumerate(help_.listed) if line.command and line.command.id == "app.palette")
        await seat.write("ctrl+p")
        at = next(at for at, line in enumerate(help_.listed) if line.command and line.command.id == "app.palette")
        cell = shown_at(seat, help_, at)
        if help_.index != at:
            await seat.pilot.click(offset=cell)
            await seat.settle()
            assert help_.index == at
        await seat.pilot.click(offset=shown_at(seat, help_, at))
        await seat.settle()
        palette = seat.top(CommandPalette)
        await seat.write("help")
        await seat.pilot.click(offset=shown_at(seat, palette, 0))
        await seat.settle()
        seat.top(HelpDialog)
        await seat.press("escape")
        crew = await opened(seat, "e", TickList)
        before = list(crew.ticked)
        await seat.pilot.click(offset=shown_at(seat, crew, 2))
        await seat.settle()
        assert crew.ticked == [*before, crew.listed[2].id]
        await seat.press("escape")
        assert seat.at_board
