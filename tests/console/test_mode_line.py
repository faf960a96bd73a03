"""The mode line: what goes on has its name there, and only the keys that work in it are under it."""

from pathlib import Path

import pytest

from industrack_core.domain.outcomes import Done, Finding, FindingKind, Refused, Weight
from industrack_core.domain.records.job import Delivery
from industrack_tui.board import verdict
from industrack_tui.board.frame import footer_commands
from industrack_tui.commands.board import BY_ID
from industrack_tui.commands.command import Pane, use_keys
from industrack_tui.glyphs import ASCII, UNICODE
from industrack_tui.widgets.key_bar import KeyBar
from tests.console.seat import Seat, seated
from tests.console.test_acts import to_job


def badge(seat: Seat) -> str:
    return seat.lines[-2].split()[0]


async def press_key_bar(seat: Seat, label: str, bar: KeyBar | None = None) -> None:
    """A click on a key in the last line."""
    x = seat.lines[-1].index(label)
    await seat.pilot.click(offset=(x + 1, len(seat.lines) - 1))
    await seat.settle()


async def test_every_mode_has_its_name_and_its_keys(demo: str) -> None:
    async with seated(demo) as seat:
        assert badge(seat) == "BOARD"
        assert "Best slot" in seat.lines[-1]
        block = await seat.to_block()
        while block.status != "not_started":
            block = await seat.to_block()
        await seat.press("m")
        assert badge(seat) == "CARRY"
        assert "back where it was" in seat.lines[-1]
        assert "Help" not in seat.lines[-1]
        await seat.press("escape", "f")
        assert badge(seat) == "JUMP"
        assert seat.lines[-1].split() == ["a-z", "letters", "of", "a", "job", "esc", "back"]
        await seat.press("escape", "b")
        assert badge(seat) == "BEST"
        assert "next best" in seat.lines[-1]
        await seat.press("escape", "space")
        assert badge(seat) == "MARK"
        assert "Dispatch" in seat.lines[-1]
        assert "Find" not in seat.lines[-1]
        await seat.press("escape", "2")
        assert badge(seat) == "QUEUE"


async def test_find_is_named_too_and_what_takes_the_keys_afterwards(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("slash")
        assert seat.schedule.status.badge == ("FIND", "chip")
        assert "go there" in seat.lines[-1]
        await seat.press("escape")
        assert badge(seat) == "BOARD"


async def test_no_key_of_the_board_is_named_over_a_dialog(demo: str, tmp_path: Path) -> None:
    async with seated(demo, state=tmp_path / "state") as seat:
        assert "K all marks" in seat.lines[-2]
        await to_job(seat, Delivery.SAVED)
        await seat.press("D")
        assert "u undoes" in seat.lines[-2]
        for opens in ("slash", "g", "question_mark", "f", "m"):
            await seat.press(opens)
            assert "u undoes" not in seat.lines[-2], opens
            assert "Marks" not in seat.lines[-2], opens
            await seat.press("escape")
        await seat.press("t")
        assert "K all marks" in seat.lines[-2], "again nothing is said"
        for opens in ("slash", "g", "question_mark", "f"):
            await seat.press(opens)
            assert "Marks" not in seat.lines[-2], opens
            await seat.press("escape")


async def test_the_marks_are_explained_in_one_place(demo: str, tmp_path: Path) -> None:
    for size in ((120, 40), (200, 50), (80, 24)):
        async with seated(demo, size, state=tmp_path / f"{size}") as seat:
            assert seat.text.count("Marks ") == 1, seat.text
            await seat.press("v", "w")
            assert "Marks" in seat.lines[-2]


async def test_over_a_list_a_dialog_is_named_and_no_key_of_the_list_is_under_it(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "c")
        assert seat.list.spec.name == "customer"
        keys = seat.lines[-1]
        await seat.press("question_mark")
        assert badge(seat) == "HELP"
        assert seat.lines[-1] != keys
        await seat.press("escape")
        assert seat.lines[-1] == keys
        assert "HELP" not in seat.lines[-2]


async def test_the_keys_of_a_mode_can_be_clicked(demo: str) -> None:
    async with seated(demo) as seat:
        block = await seat.to_block()
        while block.status != "not_started":
            block = await seat.to_block()
        await press_key_bar(seat, "Move")
        assert badge(seat) == "CARRY"
        await press_key_bar(seat, "back where it was")
        assert badge(seat) == "BOARD"
        await press_key_bar(seat, "Best slot")
        await press_key_bar(seat, "next best")
        assert "2 of" in seat.status
        await press_key_bar(seat, "back")
        assert badge(seat) == "BOARD"


async def test_every_key_of_the_footer_does_by_a_click_what_it_does_when_pressed(demo: str) -> None:
    async with seated(demo, (250, 50)) as seat:
        block = await seat.to_block()
        while block.status != "not_started":
            block = await seat.to_block()
        for command in footer_commands(Pane.BOARD):
            said: list[tuple[int, str, str]] = []
            for how in ("click", "press"):
                await seat.press("2", "home", "1", "t")
                again = seat.schedule.timeline.view.find_job(block.job_id)
                assert again is not None
                seat.schedule.timeline.view.to_block(again)
                seat.schedule.after_move()
                seat.schedule.status.say("")
                done = seat.app.bridge.last_done
                assert f" {command.shown_key} {command.label}" in seat.lines[-1]
                if how == "click":
                    await press_key_bar(seat, f"{command.shown_key} {command.label}")
                else:
                    await seat.press(command.keys[0])
                top = type(seat.app.screen).__name__
                said.append((len(seat.app.screen_stack), top, type(seat.schedule.mode).__name__))
                while not seat.at_board or seat.schedule.mode is not None:
                    await seat.press("escape")
                if seat.app.bridge.last_done > done and command.id != "edit.undo":
                    await seat.press("u")
            assert said[0] == said[1], command.id


async def test_a_long_sentence_leaves_the_keys_of_a_mode_in_sight(demo: str) -> None:
    async with seated(demo, (80, 24)) as seat:
        await seat.to_block()
        await seat.press("f")
        seat.schedule.status.say("One thing after another happened, and every word of it matters to who reads. " * 2)
        await seat.settle()
        assert "letters of a job" in seat.lines[-1]
        assert "…" in seat.lines[-2]


ASKS, TELLS, STOPS = Weight.ASKS, Weight.TELLS, Weight.STOPS
OVERLAP = Finding(FindingKind.OVERLAP, ASKS, "Ana already has 7.")
HOURS = Finding(FindingKind.OFF_HOURS, TELLS, "Outside Ana's working hours.")
SKILL = Finding(FindingKind.SKILL, TELLS, "Nobody of the crew has the skill gas.")
AT_IT = Finding(FindingKind.UNDER_WAY, ASKS, "12 is Started: its crew is at it already.")
ANOTHER = Finding(FindingKind.UNDER_WAY, ASKS, "120 is Started: its crew is at it already.")
APPROVED = Finding(FindingKind.BILLED, STOPS, "12 is Approved: take the approval back first.")
STARTED = Finding(FindingKind.STARTED, STOPS, "It has begun.")


@pytest.mark.parametrize(
    ("outcome", "told", "role"),
    [
        (Done(1, "Moved."), "✓ free", "panel_good"),
        (Done(1, "Moved.", warnings=(HOURS, SKILL)), "✗ off hours   ✗ lacks gas   ✓ free", "panel_warning"),
        (Refused((OVERLAP,)), "✗ overlaps   enter asks", "panel_warning"),
        (Refused((OVERLAP, STARTED)), "✗ It has begun.   ✗ overlaps", "panel_error"),
        (Refused((AT_IT,)), "✗ Started   ✓ free   enter asks", "panel_warning"),
        (Refused((ANOTHER,)), f"✗ {ANOTHER.text}   ✓ free   enter asks", "panel_warning"),
        (Refused((APPROVED, OVERLAP)), "✗ Approved: take the approval back first.   ✗ overlaps", "panel_error"),
    ],
)
def test_refusals_come_first_then_what_is_fine(outcome: Done | Refused, told: str, role: str) -> None:
    assert verdict.parts(outcome, ["gas"], UNICODE, "12") == (told, role)
    assert verdict.parts(outcome, ["gas"], ASCII, "12")[0].isascii()


async def test_every_key_on_the_line_is_that_of_its_command(demo: str) -> None:
    async with seated(demo) as seat:
        use_keys({"board.open": ("X",), "job.best": ("B",)})
        try:
            await to_job(seat, Delivery.SAVED)
            modes = []
            for keys in (("m",), ("escape", "f"), ("escape", "B")):
                await seat.press(*keys)
                assert seat.schedule.mode is not None
                modes.append([*seat.schedule.mode.keys])
                for hint in modes[-1]:
                    assert not hint.command_id or BY_ID[hint.command_id].shown_key == hint.key
            assert ("X", "drop") in {(hint.key, hint.label) for hint in modes[0]}
            assert ("B", "next best") in {(hint.key, hint.label) for hint in modes[2]}
        finally:
            use_keys({})


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_over_every_dialog_the_line_names_it(demo: str, size: tuple[int, int]) -> None:
    """No key of the board works under a dialog: neither its name nor its keys are said there."""
    dialogs = {"A": "MENU", "question_mark": "HELP", "slash": "FIND", "ctrl+p": "COMMANDS", "E": "LIST", "e": "WHO"}
    async with seated(demo, size=size) as seat:
        await to_job(seat, Delivery.SAVED)
        for key, name in dialogs.items():
            await seat.press(key)
            assert badge(seat) == name, key
            assert "New in queue" not in seat.lines[-1]
            await seat.press("escape")
            assert badge(seat) == "BOARD"


def test_every_dialog_has_a_name_of_its_own() -> None:
    from industrack_tui.dialogs.dialog import Dialog, TypingDialog
    from industrack_tui.dialogs.narrowed_list import NarrowedList

    def kinds(of: type[Dialog[object]]) -> list[type[Dialog[object]]]:
        return [each for kind in of.__subclasses__() for each in (kind, *kinds(kind))]

    for kind in kinds(Dialog):
        assert kind in (TypingDialog, NarrowedList) or kind.mode_name != Dialog.mode_name, kind
