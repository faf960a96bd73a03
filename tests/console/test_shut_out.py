"""Consoles of who is switched off at a server that refuses by itself: the group goes with the act, and with it all that
the login could read."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from industrack_core.desk.dating import utc_now
from industrack_core.desk.desk import open_desk
from industrack_core.desk.granting import grant_login, revoke_login
from industrack_core.domain.acts.acts import SaveRecord
from industrack_core.domain.records.listing import ListQuery
from industrack_core.domain.records.settings import UserState
from tests.console.seat import Seat, seated
from tests.desk.guarded import GuardedOffice, guarded
from tests.desk.office import done
from tests.postgres import PostgresServer
from tests.standby import ask

SWITCHED_OFF = "industrack: You were switched off: an admin, or who keeps the server, lets you in again"


@pytest.fixture(scope="module")
def office(postgres_server: PostgresServer) -> Iterator[GuardedOffice]:
    with guarded(postgres_server) as made:
        yield made


@pytest.fixture
def kim(office: GuardedOffice) -> Iterator[str]:
    """A dispatcher's login of the test's own."""
    login = f"kim_{office.end}"
    grant_login(office.owners, login, "dispatcher", utc_now)
    yield login
    ask(office.server, f'DROP ROLE IF EXISTS "{login}"')


@asynccontextmanager
async def shown_out(office: GuardedOffice, login: str, **options: Any) -> AsyncIterator[tuple[Seat, list[str]]]:
    """Kim at the board; left by the console alone, with what it says once it is gone."""
    told: list[str] = []
    async with seated(office.url(login), now=utc_now(), who=login, **options) as seat:
        yield seat, told
        await seat.until(lambda: seat.app.return_code == 1)
        told.extend(str(each) for each in seat.app._exit_renderables)


def changed(office: GuardedOffice, login: str, **changes: object) -> None:
    """The owner changes a user, as an admin does at Settings, Users."""
    with closing(open_desk(office.owners, who="boss", clock=utc_now)) as desk:
        page = desk.list_page(ListQuery("office_user", "name"), limit=50).rows
        row = next(each for each in page if each.values["login"] == login)
        user: Any = desk.records("office_user", [row.id])[row.id]
        done(desk.perform(SaveRecord(replace(user, **changes))))


async def test_at_the_board_who_is_revoked_is_shown_out(office: GuardedOffice, kim: str) -> None:
    async with shown_out(office, kim) as (_, told):
        revoke_login(office.owners, kim, utc_now)
    assert told == [f"{SWITCHED_OFF}."]


async def test_in_a_form_what_they_typed_is_there_when_they_are_let_in_again(
    office: GuardedOffice, kim: str, tmp_path: Path
) -> None:
    async with shown_out(office, kim, drafts=tmp_path) as (seat, told):
        await seat.press("a")
        await seat.into("description", "Half a sentence")
        changed(office, kim, state=UserState.OFF)
    assert told == [f"{SWITCHED_OFF}; your draft is kept."]
    grant_login(office.owners, kim, "dispatcher", utc_now)
    async with seated(office.url(kim), now=utc_now(), who=kim, drafts=tmp_path) as seat:
        await seat.press("enter")
        assert "Half a sentence" in seat.prose


@pytest.mark.parametrize("how", ["DROP ROLE {0}", "ALTER ROLE {0} NOLOGIN"])
async def test_whose_login_goes_is_shown_out_with_the_connection(office: GuardedOffice, kim: str, how: str) -> None:
    async with shown_out(office, kim) as (_, told):
        ask(office.server, how.format(f'"{kim}"'))
        cut = (
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename IS DISTINCT FROM %s"
        )
        ask(office.server, cut, office.database, "postgres")
    assert [each.partition(" for ")[0] for each in told] == ["industrack: The database server refuses the login"]


async def test_who_only_may_not_read_one_table_stays(office: GuardedOffice, kim: str) -> None:
    async with seated(office.url(kim), now=utc_now(), who=kim) as seat:
        ask(office.server, f'REVOKE ALL ON journal FROM "{office.database}_viewer"', database=office.database)
        try:
            changed(office, kim, note="New here")
            await seat.until(lambda: "The database refuses this user's access" in seat.text)
        finally:
            ask(office.server, f'GRANT SELECT ON journal TO "{office.database}_viewer"', database=office.database)
        await seat.until(lambda: "Connected again." in seat.text)
        assert seat.app.return_code is None
