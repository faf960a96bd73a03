"""What opening or leaving a form, a dialog or a list brings about is painted once; what nobody sees is not painted."""

import asyncio

import pytest

from industrack_tui.dialogs.question import Question, are_you_sure
from industrack_tui.forms.form_screen import FormScreen
from industrack_tui.terminal import one_frame
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


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A frame waits for what is read for it however busy the machine is."""
    monkeypatch.setattr(one_frame, "_MOST", 20.0)
    monkeypatch.setattr(one_frame, "_WAIT_FOR_READING", 20.0)


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("size", [WIDE, (80, 24)], ids=str)
async def test_a_job_form_opens_and_goes_in_a_frame_each(demo: str, size: tuple[int, int]) -> None:
    async with seated(demo, size) as seat:
        await seat.press("a", "escape")  # once: what it is made of is loaded
        frames = Counted(seat)
        for key in ("a", "escape", "a", "escape"):
            await seat.press(key)
            assert seat.at_board is (key == "escape")
            assert frames.since == 1, key


@pytest.mark.usefixtures("patient")
async def test_a_card_over_a_list_opens_and_goes_in_a_frame_each(demo: str) -> None:
    async with seated(demo, WIDE) as seat:
        await seat.press("g", "c", "a", "escape")
        frames = Counted(seat)
        await seat.press("a")
        assert isinstance(seat.app.screen, FormScreen)
        assert frames.since == 1
        await seat.press("escape")
        assert frames.since == 1


DIALOGS = {
    "A": "Menu", "question_mark": "HelpDialog", "slash": "FindDialog", "E": "ExceptionList", "at": "Prompt",
    "delete": "Question", "ctrl+p": "CommandPalette", "K": "Page",
}  # fmt: skip


@pytest.mark.usefixtures("patient")
async def test_a_dialog_opens_and_goes_in_a_frame_each(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("w")
        for key, dialog in DIALOGS.items():
            frames = Counted(seat)
            await seat.press(key)
            assert type(seat.app.screen).__name__ == dialog, key
            assert frames.since == 1, key
            await seat.press("escape")
            assert seat.at_board
            assert frames.since == 1, f"{key}, left"


@pytest.mark.usefixtures("patient")
async def test_a_dialog_over_another_and_one_after_another_are_a_frame_each(demo: str) -> None:
    async with seated(demo) as seat:
        frames = Counted(seat)
        for key in ("g", "s", "n", "escape"):
            await seat.press(key)
            assert frames.since == 1, key
        assert seat.at_board


@pytest.mark.usefixtures("patient")
async def test_a_list_goes_in_a_frame_and_opens_in_one_and_its_count(demo: str) -> None:
    async with seated(demo) as seat:
        for letter in "ceio":
            await seat.press("g")
            frames = Counted(seat)
            await seat.press(letter)
            assert seat.rows
            assert frames.since in (1, 2), letter
            await seat.press("escape")
            assert seat.at_board
            assert frames.since == 1, f"{letter}, left"


@pytest.mark.usefixtures("patient")
async def test_from_one_list_to_another_the_board_is_not_painted_between(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "c", "g")
        frames = Counted(seat)
        await seat.press("e")
        assert seat.list.spec.name == "estimate"
        assert frames.since in (1, 2)


@pytest.mark.usefixtures("patient")
async def test_keys_typed_while_a_question_is_held_back_are_no_answer_to_it(demo: str) -> None:
    async with seated(demo) as seat:
        answers, goes_on = list[bool | None](), asyncio.Event()
        seat.schedule.call_later(goes_on.wait)  # the board has much to do just then
        one_frame.hold_frames(seat.schedule.app)
        are_you_sure(seat.schedule.session, ["The job is late."], "save it", answers.append)
        question = seat.top(Question)
        await seat.until(lambda: seat.app.once_painted or not question.is_unseen)
        seat.at_once("y")
        goes_on.set()
        await seat.settle()
        assert answers == []
        assert seat.app.screen is question
        await seat.press("y")
        assert answers == [True]


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
