"""`g y`: what one did, newest first, and one of it taken back, also one that others came after; `g Y`: anybody's."""

from contextlib import closing
from dataclasses import replace

from industrack_core.domain.acts.acts import AddEmployee, SaveRecord
from industrack_core.domain.outcomes import Done
from industrack_tui.dialogs.own_acts import OwnActs
from tests.console.seat import Seat, other_desk, seated
from tests.console.test_office_users import staffed


def hired(seat: Seat, *names: str, who: str = "ana") -> None:
    """People taken on at another console of that person."""
    with closing(other_desk(seat.url, who)) as desk:
        for name in names:
            assert isinstance(desk.perform(AddEmployee(name, "Lund")), Done)


async def test_an_older_act_is_chosen_and_taken_back(demo: str) -> None:
    async with seated(demo) as seat:
        hired(seat, "Eva", "Bo", "Ida")
        hired(seat, "Zoe", who="bo")
        await seat.press("g", "y")
        listed = [act.line for act in seat.top(OwnActs).listed]
        assert listed == [f"Added employee {name} Lund." for name in ("Ida", "Bo", "Eva")]
        assert "enter takes it back" in seat.text
        await seat.write("lund bo")
        assert [act.line for act in seat.top(OwnActs).listed] == ["Added employee Bo Lund."]
        await seat.press("enter")
        await seat.until(lambda: "Undid: Added employee Bo Lund." in seat.status)
        await seat.press("g", "y")
        assert [act.line for act in seat.top(OwnActs).listed] == [listed[0], listed[2]]
        await seat.press("escape", "U")
        await seat.until(lambda: "Redid: Added employee Bo Lund." in seat.status)


async def test_it_works_from_a_list_too_and_says_when_there_is_nothing(demo: str) -> None:
    async with seated(demo, (80, 24)) as seat:
        await seat.press("g", "y")
        assert seat.at_board
        assert seat.status == "There is nothing to undo."
        hired(seat, "Eva")
        await seat.press("g", "c", "g", "y", "enter")
        await seat.until(lambda: "Undid: Added employee Eva Lund." in seat.text)
        await seat.press("g", "y")
        assert "There is nothing to undo." in seat.text


async def test_what_another_built_on_is_refused_with_their_name(demo: str) -> None:
    async with seated(demo) as seat:
        with closing(other_desk(demo, "ana")) as desk:
            desk.perform(AddEmployee("Eva", "Lund"))
            eva = next(each for each in desk.office().employees if each.last_name == "Lund")
        with closing(other_desk(demo)) as desk:
            assert isinstance(desk.perform(SaveRecord(replace(eva, role="Apprentice"))), Done)
        await seat.press("g", "y", "enter")
        await seat.until(lambda: "bo built on it: " in seat.status)
        assert seat.at_board


async def test_a_console_that_only_reads_takes_nothing_back(demo: str) -> None:
    async with seated(demo, read_only=True) as seat:
        await seat.press("g", "y")
        assert "read-only: nothing can be taken back" in seat.status


async def test_an_admin_takes_back_what_another_did(demo: str) -> None:
    staffed(demo, ana="admin", bo="admin")
    async with seated(demo, (80, 24)) as seat:
        hired(seat, "Zoe", who="bo")
        hired(seat, "Eva")
        await seat.press("g", "Y")
        assert "What was done" in seat.text
        assert [(act.who, act.line) for act in seat.top(OwnActs).listed][:2] == [
            ("ana", "Added employee Eva Lund."), ("bo", "Added employee Zoe Lund."),
        ]  # fmt: skip
        assert "Ana: Added employee Eva Lund." in seat.text
        await seat.write("bo: zoe")
        assert "Bo: Added employee Zoe Lund." in seat.text
        await seat.press("enter")
        await seat.until(lambda: "Undid: Added employee Zoe Lund." in seat.status)
        await seat.press("U")
        await seat.until(lambda: "Redid: Added employee Zoe Lund." in seat.status)


async def test_who_may_not_take_back_what_others_did_is_told(demo: str) -> None:
    staffed(demo, ana="dispatcher")
    async with seated(demo) as seat:
        for where in ((), ("g", "c")):
            await seat.press(*where, "g", "Y")
            assert "All acts: your role (dispatcher) may not take back what others did." in seat.prose
