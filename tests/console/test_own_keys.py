"""What a person set for good at the console: keys of their own, and what a block says first."""

from industrack_core.domain.board.block_first import BlockFirst
from industrack_core.domain.records.job import Delivery
from industrack_tui.dialogs.help_dialog import HelpDialog
from industrack_tui.dialogs.palette import CommandPalette
from industrack_tui.dialogs.record_list import RecordList
from industrack_tui.lists.screen import ListScreen
from industrack_tui.settings import OwnKeys
from tests.console.seat import seated
from tests.console.test_acts import to_job

OWN = OwnKeys(
    keys={
        "app.palette": ("P",), "board.hint": (), "edit.undo": ("J",), "job.status": ("D",), "go.menu": ("K",),
        "customer.work": ("B",),
    }
)  # fmt: skip


async def test_own_keys_run_their_commands_and_the_usual_ones_do_nothing(demo: str) -> None:
    async with seated(demo, keys=OWN) as seat:
        await seat.press("P")
        seat.top(CommandPalette)
        await seat.press("escape", "ctrl+p")
        assert seat.at_board
        await to_job(seat, Delivery.SAVED)
        await seat.press("f")
        assert seat.schedule.mode is None
        await seat.press("x")
        assert "J undoes" in seat.text
        await seat.press("u")
        assert "Undid" not in seat.status
        await seat.press("J")
        assert "Undid" in seat.status
        await seat.press("K", "c")
        seat.top(ListScreen)
        await seat.press("B")
        seat.top(RecordList)


async def test_footer_palette_and_help_say_own_keys_and_who_took_one(demo: str) -> None:
    async with seated(demo, (200, 60), keys=OWN) as seat:
        assert " J Undo" in seat.text
        await seat.press("question_mark")
        lines = ["".join(part for part, _ in line) for line in seat.top(HelpDialog).lines_shown]
        assert any("no key: D, job.status took it" in line for line in lines)
        assert "   P              All commands: find a command by name" in lines


async def test_what_is_wrong_with_keys_is_said_once_the_board_is_open(demo: str) -> None:
    keys = OwnKeys(keys={"board.hnt": ("f",), "job.carry": ("ctrl+m",)}, places={"board.hnt": "config.toml, line 4"})
    async with seated(demo, (160, 40), keys=keys) as seat:
        told = "config.toml, line 4: there is no command board.hnt; the nearest is board.hint."
        assert seat.status == f"{told} And 1 more: industrack keys prints them."
    async with seated(demo) as seat:
        assert seat.status == ""
        await seat.press("ctrl+p")
        seat.top(CommandPalette)


async def test_what_a_block_says_first_is_the_persons_choice(demo: str) -> None:
    shown = {}
    for first in BlockFirst:
        async with seated(demo, (200, 50), first=first) as seat:
            shown[first] = seat.text
    assert len(set(shown.values())) == len(BlockFirst)


async def test_where_function_keys_are_taken_the_menu_leads_to_the_parts_of_every_form(demo: str) -> None:
    async with seated(demo, (120, 40), keys=OwnKeys("byobu")) as seat:
        await seat.press("g", "p", "enter")
        form = seat.record
        parts = form.hand.sheet.sections
        assert not any(f"f{number}" in "".join(text for text, _ in form.head(100)[0]) for number in range(4, 10))
        assert "ctrl+g parts" in seat.text
        await seat.press("f5")
        assert form.hand.sheet.section_of(form.hand.focus) == parts[0], "byobu has that key"
        await seat.press("ctrl+g", "down", "enter")
        assert form.hand.sheet.section_of(form.hand.focus) == parts[1]
        await seat.press("f1")
        assert f"to {parts[1].label}" in seat.text
        assert " f5 " not in seat.text
        await seat.press("escape", "escape", "g", "b")
        await to_job(seat, Delivery.SAVED)
        await seat.press("enter", "f5")
        assert seat.focused == "description"
        await seat.press("ctrl+g", "l")
        assert seat.focused == "location"


async def test_an_own_key_for_a_part_leads_to_the_part_that_stands_there_in_other_forms(demo: str) -> None:
    keys = OwnKeys(keys={"form.location": ("ctrl+l",), "form.parts": ("ctrl+r",)})
    async with seated(demo, (120, 40), keys=keys) as seat:
        await seat.press("g", "p", "enter")
        form = seat.record
        assert " ctrl+l " in "".join(text for text, _ in form.head(100)[0])
        await seat.press("ctrl+l")
        assert form.hand.sheet.section_of(form.hand.focus) == form.hand.sheet.sections[1]
        await seat.press("ctrl+r", "enter")
        assert form.hand.sheet.section_of(form.hand.focus) == form.hand.sheet.sections[0]
