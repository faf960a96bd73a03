"""Users and roles by keys: how they begin, how somebody is let in, and what a console says of what one may not."""

from contextlib import closing

from industrack_core.domain.records.settings import UserState
from tests.console.seat import Seat, other_desk, seated


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
        assert "They may look." in seat.text
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
        assert "Who has this role may look; plan jobs." in " ".join(seat.text.split())
        await seat.press("f2")
        assert "Planner" in seat.rows
        assert "plan jobs" in seat.text


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
