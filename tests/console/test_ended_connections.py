"""Who keeps the server ends a console's connections, one after another, while a form is filled in and saved: what is
typed is saved or stays, and one sentence says which."""

from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest

from industrack_tui.forms.job.form import JobForm
from tests.console.seat import Seat, seated
from tests.console.test_failing import fill
from tests.postgres import PostgresServer
from tests.standby import ask, running
from tests.store.small_company import rows

CHANGES = "SELECT count(*) FROM journal WHERE line LIKE '%Kestrel%'"


class Keeper:
    """Who keeps the server of a company: what they see of a console's connections, and do to them."""

    def __init__(self, server: PostgresServer, name: str) -> None:
        self.url = server.url(name)
        self._server, self._name = server, name
        self._holds = psycopg.connect(self.url.replace("+psycopg", ""))

    def connections(self) -> list[int]:
        """The console's, by their numbers, in the order in which they were made."""
        asked = "SELECT pid FROM pg_stat_activity WHERE datname = %s AND pid <> %s ORDER BY backend_start, pid"
        return [pid for (pid,) in ask(self._server, asked, self._name, self._holds.info.backend_pid)]

    def end(self, number: int) -> None:
        """End a connection, and see it go."""
        assert ask(self._server, "SELECT pg_terminate_backend(%s, 5000)", number) == [(True,)]

    def hold(self) -> None:
        """Have the lock that whoever writes waits for."""
        self._holds.execute("SELECT FROM ledger FOR UPDATE")

    def wait_for_writer(self) -> None:
        """Until somebody waits for that lock."""
        running(
            self._server,
            f"EXISTS (SELECT FROM pg_stat_activity WHERE datname = '{self._name}' AND wait_event_type = 'Lock')",
        )

    def shut(self, is_shut: bool) -> None:
        """Let nobody in any more but who keeps the server, or all again."""
        ask(self._server, f'ALTER DATABASE "{self._name}" ALLOW_CONNECTIONS {not is_shut}')

    def let_go(self) -> None:
        self._holds.rollback()

    def close(self) -> None:
        self._holds.close()


@pytest.fixture
def keeper(postgres_server: PostgresServer) -> Iterator[Keeper]:
    name = postgres_server.create_database(postgres_server.ensure_template("demo_company", fill))
    with closing(Keeper(postgres_server, name)) as made:
        yield made
    postgres_server.drop_database(name)


async def one_of(keeper: Keeper, seat: Seat, place: int) -> int:
    """One of the console's connections, as soon as it has so many: what was ended before is made anew in its time."""
    await seat.until(lambda: len(keeper.connections()) > place)
    return keeper.connections()[place]


async def test_whichever_is_ended_before_a_save_costs_nothing(keeper: Keeper) -> None:
    async with seated(keeper.url) as seat:
        await seat.press("w")
        for place in range(len(keeper.connections())):
            await seat.press("enter")
            await seat.into("description", f"Kestrel {place}")
            keeper.end(await one_of(keeper, seat, place))
            await seat.press("f2")
            assert seat.at_board, seat.prose
            assert f"to Kestrel {place}" in seat.prose
    assert rows(keeper.url, CHANGES) == [(place + 1,)]


async def test_whichever_is_ended_in_the_middle_of_a_save_costs_nothing(keeper: Keeper) -> None:
    async with seated(keeper.url) as seat:
        await seat.press("w")
        for place in range(len(keeper.connections())):
            await seat.press("enter")
            await seat.into("description", f"Kestrel {place}")
            keeper.hold()
            seat.at_once("f2")
            await seat.until(lambda: seat.top(JobForm).is_saving)
            keeper.wait_for_writer()
            keeper.end(await one_of(keeper, seat, place))
            keeper.let_go()
            await seat.settle()
            assert seat.at_board, seat.prose
    assert rows(keeper.url, CHANGES) == [(place + 1,)]


async def test_who_is_let_in_no_more_keeps_what_was_typed(keeper: Keeper) -> None:
    """All connections are ended, and no new one is to be had: the sentence stands in the form, and the text stays."""
    async with seated(keeper.url) as seat:
        await seat.press("w", "enter")
        await seat.into("description", "Kestrel")
        keeper.shut(True)
        for number in keeper.connections():
            keeper.end(number)
        await seat.press("f2")
        assert "Description Kestrel" in seat.prose
        assert "does not answer" in seat.prose
        assert seat.top(JobForm).is_dirty
        keeper.shut(False)
        await seat.press("f2")
        await seat.until(lambda: seat.at_board)
    assert rows(keeper.url, CHANGES) == [(1,)]
