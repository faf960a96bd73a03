"""A console whose office is closed, because it goes on elsewhere: it says so by itself, and nothing typed is lost."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from industrack_core.desk.desk import login_name
from industrack_core.desk.moving import Move
from industrack_core.domain.acts.acts import SaveRecord
from industrack_core.domain.acts.founding import BeginRoles
from industrack_core.domain.records.listing import ListQuery
from industrack_core.domain.records.settings import OfficeUser
from industrack_core.domain.upgrade import Upgrade
from industrack_tui.dialogs.menu import Menu
from industrack_tui.drafts import left_behind
from tests.console.seat import NOW, Seat, other_desk, seated
from tests.desk.office import done


def moved(url: str, target: Path, spools: Path) -> Move:
    """The company, on its way to another place and there."""
    move = Move(url, str(target), spools)
    move.go(at=NOW, leave=Upgrade(), live=False, resume=False)
    move.finish()
    return move


async def typing(seat: Seat) -> None:
    await seat.press("a")
    await seat.into("description", "Boiler hums")


async def typing_at_a_move(seat: Seat, url: str, target: Path) -> None:
    """A form that is half filled when the office goes to another place."""
    await typing(seat)
    moved(url, target, target.with_name("spools"))
    await seat.until(lambda: seat.app.session.closed)
    await seat.settle()


async def test_it_is_said_by_itself_and_what_is_typed_goes_along(demo: str, tmp_path: Path) -> None:
    target, drafts = tmp_path / "new.db", tmp_path / "drafts"
    async with seated(demo, drafts=drafts) as seat:
        await typing_at_a_move(seat, demo, target)
        said = f"The office is moving to {target}; it goes on there."
        assert f"{said} What you typed is kept, and offered where the office goes on." in seat.form.notice[0]
        assert "Boiler hums" in seat.text
        await seat.field("description")
        await seat.press("escape")
        assert "Nothing is saved here. What you typed is kept" in seat.prose
        await seat.press("y")
        assert "closed" in seat.header
    for _ in range(2):  # also after a console that was lost at the new place
        async with seated(target, drafts=drafts) as seat:
            assert "A form was left half filled" in seat.text
            seat.top(Menu)
            await seat.press("o")
            assert "Boiler hums" in seat.text
            assert "closed" not in seat.header
            await seat.into("description", "Boiler hums at night")
            seat.form.keep_typing()


async def test_what_somebody_else_left_is_not_offered_where_it_goes_on(demo: str, tmp_path: Path) -> None:
    target, drafts = tmp_path / "new.db", tmp_path / "drafts"
    async with seated(demo, drafts=drafts) as seat:
        await typing_at_a_move(seat, demo, target)
        seat.form.keep_typing()
        company = seat.app.session.known_office.company.key
    (kept,) = drafts.glob("*.json")
    assert not list(left_behind(drafts, str(target), "nora", company))
    assert not list(left_behind(drafts, str(target), "ana", "another company"))
    async with seated(target, drafts=drafts, who="nora") as seat:
        assert "left half filled" not in seat.text
    # as the first consoles named what they kept: not where it is offered elsewhere, so only where it was left
    kept.rename(drafts / f"{kept.name.partition('-')[0]}-{'0' * 12}.json")
    assert not list(left_behind(drafts, str(target), "nora", company))


async def test_it_is_offered_to_the_same_person_by_another_login(demo: str, tmp_path: Path) -> None:
    """As from a machine's user to a login of a server: who they are says the name in *Users*."""
    target, drafts = tmp_path / "new.db", tmp_path / "drafts"
    with closing(other_desk(demo, "kim")) as desk:
        done(desk.perform(BeginRoles()))
        (row,) = desk.list_page(ListQuery("office_user", "name", find="kim")).rows
        user = desk.records("office_user", [row.id])[row.id]
        assert isinstance(user, OfficeUser)
        done(desk.perform(SaveRecord(replace(user, name="Kim Lee"))))
        for name, login in (("Kim Lee", "kim_lee"), ("Nora", "nora"), ("Mover", login_name())):
            done(desk.perform(SaveRecord(OfficeUser(name=name, login=login, role_id=user.role_id, state=user.state))))
    async with seated(demo, drafts=drafts, who="kim") as seat:
        await typing_at_a_move(seat, demo, target)
        seat.form.keep_typing()
    for who, is_offered in (("nora", False), ("kim_lee", True)):
        async with seated(target, drafts=drafts, who=who) as seat:
            assert ("left half filled" in seat.text) is is_offered, who
            await seat.press("l")
    # of two others of that name nobody knows which one they are
    with closing(other_desk(str(target), "kim")) as desk:
        namesake = OfficeUser(name="kim lee", login="kim2", role_id=user.role_id, state=user.state)
        done(desk.perform(SaveRecord(namesake)))
    for who, is_offered in (("kim_lee", False), ("kim2", False), ("kim", True)):
        async with seated(target, drafts=drafts, who=who) as seat:
            assert ("left half filled" in seat.text) is is_offered, who
            await seat.press("l")


async def test_what_would_change_something_is_dimmed(demo: str, tmp_path: Path) -> None:
    async with seated(demo) as seat:
        said = moved(demo, tmp_path / "new.db", tmp_path / "spools").sentence
        await seat.until(lambda: seat.app.session.closed)
        await seat.settle()
        assert seat.status == f"{said} Nothing is saved here any more."
        assert "closed" in seat.header
        await seat.press("w", "s")
        assert seat.status == f"Next status: {said[0].lower()}{said[1:]}"
        await seat.press("g", "c", "a")
        assert seat.said == f"Add: {said[0].lower()}{said[1:]}"
        assert "closed" in seat.lines[0]


async def test_what_was_left_in_an_office_that_was_not_closed_stays_there(demo: str, tmp_path: Path) -> None:
    drafts, other = tmp_path / "drafts", tmp_path / "copy.db"
    Move(demo, str(other), tmp_path / "spools").go(at=NOW, leave=Upgrade(), live=True, resume=False)
    async with seated(demo, drafts=drafts) as seat:
        await typing(seat)
        seat.form.keep_typing()
    assert list(drafts.glob("*.json"))
    async with seated(other, drafts=drafts) as seat:
        assert "left half filled" not in seat.text
    async with seated(demo, drafts=drafts) as seat:
        assert "left half filled" in seat.text


async def test_an_office_that_is_open_again_says_so(demo: str, tmp_path: Path) -> None:
    async with seated(demo) as seat:
        move = moved(demo, tmp_path / "new.db", tmp_path / "spools")
        await seat.until(lambda: seat.app.session.closed)
        move.give_up()
        await seat.until(lambda: not seat.app.session.closed)
        await seat.settle()
        assert seat.status == "The office goes on here again."
        await seat.press("w", "s")
        assert "goes on there" not in seat.status
