"""What comes from outside while the person reads what became of their own act: both can be read."""

import pytest

from industrack_tui.terminal.awaiting import WAITING
from tests.console.seat import Seat, seated


async def place_the_queued(seat: Seat) -> str:
    """Answers what is said of it."""
    await seat.to_cell(4, "13:00")
    await seat.press("p")
    assert "u undoes" in seat.text
    return seat.status


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_both_are_read_at_any_width(demo: str, size: tuple[int, int]) -> None:
    async with seated(demo, size) as seat:
        saved = await place_the_queued(seat)
        seat.schedule.status.hear("Connected again.", "panel_good")
        await seat.settle()
        assert f"Connected again. {saved[:80]}" in seat.prose
        assert "u undoes" in seat.text


async def test_what_is_counted_down_goes_on_beside_it(demo: str) -> None:
    async with seated(demo) as seat:
        status = seat.schedule.status
        status.say("Dispatched J-1.", "panel_good", " u takes it back: 9 s")
        said = status.said
        status.hear("Connected again.", "panel_good")
        assert status.said == said, "who counts down goes by it"
        status.say("Dispatched J-1.", "panel_good", " u takes it back: 8 s")
        await seat.settle()
        assert "Connected again. Dispatched J-1." in seat.text
        assert "8 s" in seat.text
        status.say("Dispatched J-2.", "panel_good")
        await seat.settle()
        assert "Connected again." not in seat.text


async def test_what_is_wrong_outside_stays_when_a_result_goes(demo: str) -> None:
    async with seated(demo) as seat:
        status = seat.schedule.status
        status.say("Dispatched J-1.", "panel_good", " u undoes")
        status.hear("The server does not answer.", "panel_error")
        status._passed()
        assert status.sentence == "The server does not answer."
        status.hear("Connected again.", "panel_good")
        assert status.sentence == "Connected again."
        status._passed()
        assert status.sentence == ""


async def test_a_hint_or_the_same_error_makes_way(demo: str) -> None:
    async with seated(demo) as seat:
        status = seat.schedule.status
        status.say("No further job.", "panel_muted")
        status.hear("The server does not answer. Trying again.", "panel_error")
        assert status.sentence == "The server does not answer. Trying again."
        seat.schedule.say_error("The server does not answer.")
        status.hear("Connected again.", "panel_good")
        await seat.settle()
        assert status.sentence == "Connected again."
        assert "not answer" not in seat.text


async def test_what_waited_leaves_what_was_heard_meanwhile(demo: str) -> None:
    async with seated(demo) as seat:
        status = seat.schedule.status
        status.say("Saved J-1.", "panel_good", " u undoes")
        status.show_waiting(WAITING)
        status.hear("Connected again.", "panel_good")
        status.show_waiting("")
        await seat.settle()
        assert "Connected again. Saved J-1." in seat.text
        assert "u undoes" in seat.text


async def test_what_was_heard_while_nothing_stood_but_that_it_waits_goes_by_itself(demo: str) -> None:
    async with seated(demo) as seat:
        status = seat.schedule.status
        status.show_waiting(WAITING)
        status.hear("Connected again.", "panel_good")
        assert f"Connected again. {WAITING[:20]}" in seat.prose
        status.show_waiting("")
        await seat.settle()
        assert "Connected again." in seat.text
        status._passed()
        await seat.settle()
        assert "Connected again." not in seat.text


async def test_a_database_that_came_back_while_a_key_waited_is_not_lost_any_more(demo: str) -> None:
    async with seated(demo) as seat:
        status = seat.schedule.status
        status.hear("The server does not answer. Trying again.", "panel_error")
        status.show_waiting(WAITING)
        status.hear("Connected again.", "panel_good")
        status.show_waiting("")
        await seat.settle()
        assert status.sentence == "Connected again."
        assert "not answer" not in seat.text


async def test_what_is_told_after_what_was_heard_stays_when_that_is_over(demo: str) -> None:
    async with seated(demo) as seat:
        status = seat.schedule.status
        status.hear("The server does not answer. Trying again.", "panel_error")
        status.add("2 keys typed for it left out.")
        await seat.settle()
        assert "Trying again. 2 keys typed for it left out." in seat.prose
        status.hear("Connected again.", "panel_good")
        await seat.settle()
        assert "Connected again. 2 keys typed for it left out." in seat.prose
        assert "not answer" not in seat.text
        status.say("Saved J-1.", "panel_good", " u undoes")
        status.hear("The server does not answer.", "panel_error")
        status.add("1 key typed for it left out.")
        await seat.settle()
        assert "The server does not answer. Saved J-1. 1 key typed for it left out." in seat.prose


async def test_a_form_says_again_what_it_said_before_it_waited(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("a")
        form = seat.form
        form.say("Not saved: 2 fields need a look.", "panel_error")
        form.say_waiting(WAITING)
        form.say_waiting(WAITING)
        form.say_waiting("")
        assert form.notice == ("Not saved: 2 fields need a look.", "panel_error")
        form.say_waiting(WAITING)
        form.say("Attached plan.txt.")
        form.say_waiting("")
        assert form.notice[0] == "Attached plan.txt."
