"""The right button, and `.`: the menu of what is under it, on board, queue, in the other views and in lists."""

import pytest

from industrack_tui.board.carrying import Carry
from industrack_tui.board.crew import TickList
from industrack_tui.commands.board import BY_ID
from industrack_tui.commands.lists import commands_of
from industrack_tui.dialogs.menu import Menu
from industrack_tui.widgets.timeline.grid import RULER_LINES
from tests.console.seat import Seat, seated

RIGHT = 3


async def right_click(seat: Seat, pane: str, x: int, y: int) -> None:
    await seat.pilot.click(pane, offset=(x, y), button=RIGHT)
    await seat.settle()


def menu_of(seat: Seat) -> dict[str, str]:
    """The commands of the open menu with their letters."""
    return {choice.id: choice.letter for choice in seat.top(Menu).choices}


async def to_job_and_away(seat: Seat) -> tuple[str, int, int]:
    """Answers a job's number and a cell of it in the timeline, and takes the cursor elsewhere."""
    block, timeline = await seat.to_block(), seat.schedule.timeline
    view = timeline.view
    x = timeline.name_width + view.axis.column(block.start) - view.left
    y = RULER_LINES + view._offset()
    await seat.press("down", "down", "tab")
    return block.number, x, y


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_on_the_board_it_opens_the_menu_of_the_job_under_it(demo: str, size: tuple[int, int]) -> None:
    async with seated(demo, size=size) as seat:
        number, x, y = await to_job_and_away(seat)
        await right_click(seat, "#timeline", x, y)
        assert seat.block is not None
        assert seat.block.number == number
        choices = menu_of(seat)
        assert number in seat.top(Menu).heading
        for command_id in ("board.open", "job.carry", "job.best", "job.crew", "job.unassign", "job.delete"):
            assert command_id in choices
        assert "job.later" not in choices, "nudges are keys"
        assert len(set(choices.values())) == len(choices)
        for command_id, letter in choices.items():
            own = BY_ID[command_id].keys
            assert not own or len(own[0]) > 1 or letter == own[0], "each has the letter of its key"
        await seat.press("e")
        seat.top(TickList)
        await seat.press("escape")
        await right_click(seat, "#timeline", x, y)
        await seat.press("m")
        assert isinstance(seat.schedule.mode, Carry)
        await right_click(seat, "#timeline", x + 5, y)
        assert seat.at_board, "with a job in the hand there is no menu"
        assert isinstance(seat.schedule.mode, Carry)


async def test_in_free_time_it_opens_what_can_be_done_there(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.to_cell(4, "13:00")
        await seat.to_free_cell()
        await seat.press("full_stop")
        assert set(menu_of(seat)) == {"board.open", "queue.place", "board.why"}
        assert seat.top(Menu).heading == "Free time"


async def test_on_the_queue_it_is_about_the_job_under_it_as_its_key_is(demo: str) -> None:
    async with seated(demo) as seat:
        await right_click(seat, "#queue", 5, 3)
        assert seat.schedule.queue.index == 1
        selected = seat.schedule.queue.selected
        assert selected is not None
        assert selected.number in seat.top(Menu).heading
        choices = menu_of(seat)
        assert {"queue.open", "queue.delete", "job.carry", "job.best"} <= set(choices)
        assert not any(BY_ID[each].pane == "board" for each in choices)
        await seat.press("escape", "full_stop")
        assert menu_of(seat) == choices


@pytest.mark.parametrize(("view", "x", "y"), [("d", 20, 10), ("w", 60, 3), ("m", 60, 12)])
async def test_in_day_week_and_month_it_is_about_what_is_under_it(demo: str, view: str, x: int, y: int) -> None:
    async with seated(demo, size=(160, 50)) as seat:
        await seat.press("v", view)
        await right_click(seat, "#period", x, y)
        menu, job = seat.top(Menu), seat.schedule.subject
        assert menu.heading.startswith(f"Job {job.number}" if job is not None else "Free time")
        assert menu.choices[0].id == "board.open"


async def test_in_a_list_it_goes_to_the_row_and_opens_its_menu(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "c")
        listed = seat.list
        rows = listed.window.rows
        await right_click(seat, "#rows", 5, 4)
        assert listed.window.index == 4
        by_right = menu_of(seat)
        assert "customer.job" in by_right
        assert str(rows[4].values["name"]) in seat.top(Menu).heading
        await seat.press("escape", "full_stop")
        assert menu_of(seat) == by_right
        await seat.press("escape")
        await right_click(seat, "#rows", 5, 4)
        assert menu_of(seat) == by_right, "on the row where the cursor is, too: it opens no record"
        assert set(by_right) <= {command.id for command in commands_of("customer")}
        await seat.press("escape", "slash", *"zzzz", "enter")
        await right_click(seat, "#rows", 5, 4)
        assert not isinstance(seat.app.screen, Menu), "there is no row"
