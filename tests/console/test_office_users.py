"""Users and roles by keys: how they begin, how somebody is let in, and what a console says of what one may not."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from industrack_core.domain.acts.acts import SaveRecord
from industrack_core.domain.acts.founding import BeginRoles
from industrack_core.domain.records.listing import ListQuery
from industrack_core.domain.records.settings import BaseRole, OfficeRole, OfficeUser, UserState
from industrack_core.domain.rights import Right
from industrack_tui.board.admitting import Door
from industrack_tui.commands.board import COMMANDS
from industrack_tui.commands.command import Command
from industrack_tui.commands.lists import LIST_COMMANDS
from industrack_tui.commands.rows import ROW_COMMANDS
from industrack_tui.forms.job.form import JobForm
from tests.console.seat import Seat, other_desk, seated
from tests.console.test_upgrade import press
from tests.desk.every_act import roles_of
from tests.desk.office import done


def person_of(url: str, who: str) -> tuple[str, UserState | None]:
    """Role and state of a login, as its own console knows them."""
    with closing(other_desk(url, who)) as desk:
        person = desk.office().person
    assert person is not None
    return person.role, person.state


async def begun(seat: Seat) -> None:
    """In the list of users, roles begun."""
    await seat.press("g", "s", "u", "b", "y")
    await seat.until(lambda: seat.list.office.person)
    await seat.settle()


async def test_without_roles_a_user_is_refused(demo: str) -> None:
    async with seated(demo, (80, 24)) as seat:
        await seat.press("g", "s", "u")
        assert "Roles are off: everybody may do everything" in seat.text
        await seat.press("a", "f2")
        assert "Begin roles first" in " ".join(seat.text.split())


async def test_roles_begin_after_a_question_and_users_are_added(demo: str) -> None:
    async with seated(demo, (80, 24)) as seat:
        await seat.press("g", "s", "u", "b")
        assert "become an admin" in " ".join(seat.text.split())
        await seat.press("n")
        assert not seat.rows
        await seat.press("b", "y")
        assert "Began roles" in seat.text
        assert seat.app.session.desk.who in seat.rows
        await seat.until(lambda: seat.list.office.person)
        await seat.press("b")
        assert seat.said == "Begin roles: they were begun."
        await seat.press("a")
        await seat.into("name", "Kim Lee")
        await seat.into("login", "kim")
        await seat.field("role_id")
        await seat.write("viewer")
        await seat.press("enter")
        assert "They may look; see the log." in seat.text
        await seat.press("f2")
        assert "Kim Lee" in seat.rows
        assert person_of(demo, "kim") == ("viewer", UserState.ACTIVE)
        assert all(len(line) == 80 for line in seat.lines)


async def test_a_role_of_ones_own_is_ticked(demo: str) -> None:
    async with seated(demo) as seat:
        await begun(seat)
        await seat.press("g", "s", "m")
        assert {"viewer", "dispatcher", "admin"} <= set(seat.rows)
        await seat.press("a")
        await seat.into("name", "Planner")
        await seat.field("rights")
        await seat.write("plan")
        await seat.press("enter")
        assert "Who has this role may look; see the log; plan jobs." in " ".join(seat.text.split())
        await seat.press("f2")
        assert "Planner" in seat.rows
        assert "plan jobs" in seat.text


async def test_a_role_begins_like_another_and_one_tick_is_taken_away(demo: str) -> None:
    async with seated(demo, (80, 24)) as seat:
        await begun(seat)
        await seat.press("g", "s", "m", "a")
        await seat.into("name", "Helper")
        await seat.field("base")
        await seat.write("disp")
        await seat.press("enter")
        await seat.field("rights")
        await seat.write("delete jobs")
        await seat.press("enter", "f2")
        assert "Helper" in seat.rows
        assert "not delete jobs" in seat.text
        await seat.press("enter")
        assert "dispatcher" in seat.text
        assert "delete jobs" not in seat.prose.partition("Who has this role may")[2]
    with closing(other_desk(demo, "mo")) as desk:
        role = next(each for each in roles_of(desk) if each.name == "Helper")
    assert (role.base, role.rights) == (BaseRole.DISPATCHER, ("-job.delete",))


async def test_who_does_not_see_the_log_is_told_so_by_each_key_that_leads_there(demo: str) -> None:
    staffed(demo, ana="viewer")
    with closing(other_desk(demo, "mo")) as mo:
        done(mo.perform(SaveRecord(OfficeRole(name="clerk", rights=("-see.history",)))))
    changed(demo, "ana", role_id=role_id(demo, "clerk"))
    async with seated(demo) as ana:
        for keys, called in (
            (("g", "l"), "Log"),
            (("g", "w"), "Deleted"),
            (("at",), "As of"),
            (("apostrophe",), "Next change"),
        ):
            await ana.press(*keys)
            assert ana.status == f"{called}: your role (clerk) does not see the log."
            assert ana.at_board
        job = await ana.to_block()
        await ana.press("i")
        assert job.number in ana.text, "what is known of a job stands there without what became of it"


async def test_who_is_switched_off_can_change_nothing(demo: str) -> None:
    async with seated(demo) as seat:
        await begun(seat)
        await seat.press("a")
        await seat.into("name", "Bo")
        await seat.into("login", "bo")
        for field, typed in (("role_id", "dispatcher"), ("state", "switched")):
            await seat.field(field)
            await seat.write(typed)
            await seat.press("enter")
        await seat.press("f2")
        assert "switched off" in seat.text
    assert person_of(demo, "bo") == ("dispatcher", UserState.OFF)


# -- who is let in -----------------------------------------------------------------------------


def staffed(url: str, **roles: str) -> None:
    """Begin roles as Mo, an admin; Ana and others as told."""
    with closing(other_desk(url, "mo")) as desk:
        done(desk.perform(BeginRoles()))
        known = {each.name: each.id for each in roles_of(desk)}
        for login, role in roles.items():
            done(desk.perform(SaveRecord(OfficeUser(name=login.title(), login=login, role_id=known[role]))))


def changed(url: str, login: str, **changes: object) -> None:
    """Mo changes a user."""
    with closing(other_desk(url, "mo")) as desk:
        page = desk.list_page(ListQuery("office_user", "name"), limit=50).rows
        row = next(each for each in page if each.values["login"] == login)
        user: Any = desk.records("office_user", [row.id])[row.id]
        done(desk.perform(SaveRecord(replace(user, **changes))))


def role_id(url: str, name: str) -> int:
    with closing(other_desk(url, "mo")) as desk:
        return next(each.id for each in roles_of(desk) if each.name == name)


async def test_who_is_not_known_asks_waits_and_comes_in(demo: str) -> None:
    staffed(demo, ana="admin")
    async with seated(demo, (80, 24), opened=False, who="kim") as kim:
        await kim.until(lambda: isinstance(kim.app.screen, Door) and not kim.app.screen.is_unseen)
        assert "kim is not known in this office. mo or Ana lets you in." in kim.text
        await press(kim, "enter")
        await kim.until(lambda: "kim asks to be let in" in kim.text)
        assert kim.schedule.office is None
        async with seated(demo, (120, 40)) as ana:
            assert "kim asks to be let in" in ana.lines[0]
            await ana.press("g", "s", "u", "right", "enter")
            await ana.field("role_id")
            await ana.write("viewer")
            await ana.press("enter", "f2")
        assert person_of(demo, "kim") == ("viewer", UserState.ACTIVE)
        await kim.until(lambda: kim.schedule.office is not None)
        await kim.settle()
        await kim.press("a")
        assert "New in queue: your role (viewer) may not add jobs." in kim.text


async def test_who_is_switched_off_meanwhile_is_shown_out_and_finds_what_they_typed(demo: str, tmp_path: Path) -> None:
    staffed(demo, ana="dispatcher", bo="admin")
    changed(demo, "mo", name="Mo Ruiz")
    async with seated(demo, drafts=tmp_path) as ana:
        await ana.press("a")
        await ana.into("description", "Half a sentence")
        changed(demo, "ana", state=UserState.OFF)
        await ana.until(lambda: ana.app.return_code == 1)
        [told] = ana.app._exit_renderables
    assert str(told) == "industrack: You were switched off by Mo Ruiz at 10:37; your draft is kept."
    changed(demo, "ana", note="back on Monday")
    with closing(other_desk(demo, "ana")) as desk:
        said = "You were switched off by Mo Ruiz at 10:37: ask an admin to let you in again."
        assert (person := desk.office().person) is not None
        assert person.may_not(()) == said
    changed(demo, "ana", state=UserState.ACTIVE)
    async with seated(demo, drafts=tmp_path) as ana:
        await ana.press("enter")
        await ana.settle()
        assert "Half a sentence" in ana.prose


async def test_who_only_looked_when_roles_begin_waits_in_place_and_comes_back(demo: str, tmp_path: Path) -> None:
    async with seated(demo, (80, 24), who="kim", drafts=tmp_path) as kim:
        await kim.press("a")
        await kim.into("description", "Half a sentence")
        staffed(demo, ana="dispatcher")
        await kim.until(lambda: isinstance(kim.app.screen, Door) and not kim.app.screen.is_unseen)
        assert "kim is not known in this office. mo lets you in." in kim.text
        assert "Half a sentence" not in kim.text
        assert any("Half a sentence" in each.read_text() for each in tmp_path.glob("*.json"))
        await press(kim, "enter")
        await kim.until(lambda: "kim asks to be let in" in kim.text)
        changed(demo, "ana", note="heard by nobody outside")
        changed(demo, "kim", state=UserState.ACTIVE, role_id=role_id(demo, "dispatcher"))
        await kim.until(lambda: not isinstance(kim.app.screen, Door))
        await kim.settle()
        assert "Half a sentence" in kim.prose
        assert kim.schedule.status.sentence == "You were let in: dispatcher."
        await kim.press("escape", "y", "a")
        assert isinstance(kim.app.screen, JobForm)


async def test_who_waits_in_place_may_leave_with_what_they_typed(demo: str, tmp_path: Path) -> None:
    async with seated(demo, who="kim", drafts=tmp_path) as kim:
        await kim.press("a")
        await kim.into("description", "Half a sentence")
        staffed(demo)
        await kim.until(lambda: isinstance(kim.app.screen, Door) and not kim.app.screen.is_unseen)
        await press(kim, "escape")
        await kim.until(lambda: kim.app.return_code == 1)
        [told] = kim.app._exit_renderables
    assert str(told).startswith("industrack: kim is not known in this office:")
    assert str(told).endswith("; your draft is kept.")


async def test_a_viewer_sees_dimmed_what_they_may_not_and_why(demo: str) -> None:
    staffed(demo, ana="viewer")
    async with seated(demo) as ana:
        await ana.press("w", "m")
        assert "Move: your role (viewer) may not plan jobs." in ana.text
        await ana.press("g", "c", "a")
        assert ana.said == "Add: your role (viewer) may not change customers."
        await ana.press("X")
        assert ana.said == "Export: your role (viewer) may not export."
        await ana.press("g", "s", "g", "delete")
        assert ana.said == "Delete: your role (viewer) may not change settings."
        await ana.press("g", "o", "s")
        assert ana.said == "Next status: your role (viewer) may not change purchase orders."


@pytest.mark.parametrize("commands", [COMMANDS, LIST_COMMANDS, *ROW_COMMANDS.values()])
def test_the_rights_of_commands_are_rights(commands: tuple[Command, ...]) -> None:
    assert {each.right for each in commands} <= {"", *Right}


async def test_who_may_open_some_calendars_is_shown_those(demo: str) -> None:
    staffed(demo, ana="dispatcher")
    with closing(other_desk(demo, "mo")) as desk:
        office = desk.office()
        own = next(each for each in office.calendars if not each.is_default)
    changed(demo, "ana", calendar_ids=(own.id,))
    async with seated(demo) as ana:
        assert ana.schedule.calendar.name == own.name
        assert set(ana.schedule.timeline.view.roster) == {each.id for each in office.pool(own)}
        await ana.press("c")
        assert "Default calendar" not in ana.text


async def test_a_gateway_opens_no_calendars(demo: str) -> None:
    async with seated(demo) as seat:
        await begun(seat)
        with closing(other_desk(demo, seat.app.session.desk.who)) as desk:
            done(
                desk.perform(
                    SaveRecord(OfficeUser(name="Phones", login="phones", is_gateway=True, state=UserState.ACTIVE))
                )
            )
        await seat.until(lambda: "Phones" in seat.text)
        row = next(line for line in seat.lines if "Phones" in line)
        assert "gateway of phones" in row
        assert row.rstrip(" │").endswith("of no person")
        assert any(line.rstrip(" │").endswith(" all") for line in seat.lines)
