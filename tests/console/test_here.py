"""Who else is here, as the console shows it: in the header, on the card, in a form's title, at the field, in the list
of users."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from threading import Event, Thread

from industrack_core.desk.desk import Desk, open_desk
from industrack_core.domain.acts.acts import SaveRecord
from industrack_core.domain.acts.founding import BeginRoles
from industrack_core.domain.kinds import Kind
from industrack_core.domain.presence import people_apart
from industrack_core.domain.records.settings import OfficeUser, UserState
from tests.console.seat import NOW, Seat, other_desk, seated
from tests.desk.every_act import roles_of
from tests.desk.office import done


@asynccontextmanager
async def beside(seat: Seat, *logins: str) -> AsyncIterator[list[Desk]]:
    """Others who sit at consoles of their own, seen by this one."""
    stop = Event()
    desks = [other_desk(seat.url, each) for each in logins]
    threads = [Thread(target=_listen, args=(desk, stop)) for desk in desks]
    for each in threads:
        each.start()
    try:
        await seat.until(lambda: {each.login for each in seat.app.session.here} >= set(logins))
        await seat.settle()
        yield desks
    finally:
        stop.set()
        for each in threads:
            each.join(10)
        for desk in desks:
            desk.close()


def _listen(desk: Desk, stop: Event) -> None:
    for _ in desk.changes(desk.revision(), stop, present=True):
        pass


async def test_the_header_says_who_else_is_here(demo: str) -> None:
    async with seated(demo, (120, 40)) as seat:
        assert " ana " in seat.header
        async with beside(seat, "ben", "cleo"):
            assert " ana +2 " in seat.header
        await seat.until(lambda: "+2" not in seat.header)
        assert " ana " in seat.header
    async with seated(demo, (160, 40)) as seat, beside(seat, "ben"):
        assert " ana ben " in seat.header
        async with beside(seat, "cleo", "dee"):
            assert " ana ben +2 " in seat.header
            await seat.press("g", "c")
            assert " ana ben +2 " in seat.lines[0]


async def test_ones_own_second_console_is_oneself(demo: str) -> None:
    async with seated(demo, (160, 40)) as seat, beside(seat, "ana"):
        assert " ana " in seat.header
        assert "+1" not in seat.header


async def test_a_job_that_is_open_elsewhere_says_so_on_its_card_and_in_its_form(demo: str) -> None:
    async with seated(demo, (120, 40)) as seat, beside(seat, "ben") as (ben,):
        block = await seat.to_block()
        ben.say_where(Kind.JOB, block.job_id)
        await seat.until(lambda: "ben has it open since 10:37" in seat.text)
        await seat.press("enter")
        assert "ben has it open since 10:37, saved" in seat.text
        assert seat.form.stands_at == (Kind.JOB, block.job_id)
        ben.say_where(Kind.JOB, block.job_id, "description")
        await seat.until(lambda: "ben is typing here" in seat.text)
        await seat.field("description")
        await seat.write("x")
        ben.say_where()
        await seat.until(lambda: "ben" not in seat.text.split("\n", 1)[1])


async def test_what_one_has_open_and_types_in_is_said(demo: str) -> None:
    async with seated(demo, (120, 40)) as seat, beside(seat, "ben") as (ben,):
        block = await seat.to_block()

        def said() -> tuple[str, int, str]:
            (mine,) = people_apart(ben.here(), "ben")
            return mine.kind, mine.id, mine.field

        assert said() == ("", 0, "")
        await seat.press("enter")
        await seat.until(lambda: said() == (Kind.JOB, block.job_id, ""))
        await seat.field("description")
        await seat.write("x")
        await seat.until(lambda: said() == (Kind.JOB, block.job_id, "description"))
        await seat.press("escape", "y")
        assert seat.at_board
        await seat.until(lambda: said() == ("", 0, ""))
        await seat.press("a")
        assert said() == ("", 0, ""), "a new job is nobody else's yet"


async def test_users_who_are_here_are_told_so_by_their_names(demo: str) -> None:
    with closing(open_desk(demo, who="ana", clock=lambda: NOW)) as desk:
        users = [OfficeUser(name=name, login=login, role_id=0) for name, login in (("Ben Lee", "ben"), ("Kim", "kim"))]
        done(desk.perform(BeginRoles()))
        role = next(each for each in roles_of(desk) if each.name == "dispatcher")
        for each in users:
            done(desk.perform(SaveRecord(replace(each, role_id=role.id, state=UserState.ACTIVE))))
    async with seated(demo, (160, 40)) as seat, beside(seat, "ben"):
        assert " ana Ben " in seat.header
        await seat.press("g", "s", "u")
        here = {row.values["login"]: row.values["here"] for row in seat.list.window.rows}
        assert {login for login, said in here.items() if said} == {"ana", "ben"}
        assert sum("here now" in line for line in seat.lines) == 2
