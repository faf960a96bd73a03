"""How many connections of a server a console takes: what docs/office-server.md tells who keeps it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import make_url

from industrack_core.desk.desk import open_desk
from industrack_core.domain.errors import DatabaseUnavailable
from tests.console.seat import Seat, seated
from tests.console.test_failing import fill
from tests.postgres import PostgresServer

AT_REST, AT_WORK = 3, 5
BESIDE = 20
"""Of who keeps the server, of backups, of the gateway."""
DOCS = Path(__file__).parents[2] / "docs" / "office-server.md"


class Watched:
    """A company on a server, and how many connections there are to it."""

    def __init__(self, server: PostgresServer, name: str) -> None:
        self.url, self._name = server.url(name), name
        self._server = psycopg.connect(server.url("postgres").replace("+psycopg", ""), autocommit=True)
        self.most = 0

    def count(self) -> int:
        counted = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s"
        [(found,)] = self._server.execute(counted, [self._name]).fetchall()
        self.most = max(self.most, found)
        return int(found)

    def say(self, statement: str) -> None:
        self._server.execute(statement)

    def close(self) -> None:
        self._server.close()


@pytest.fixture
def watched(postgres_server: PostgresServer) -> Iterator[Watched]:
    name = postgres_server.create_database(postgres_server.ensure_template("demo_company", fill))
    with closing(Watched(postgres_server, name)) as company:
        yield company
    postgres_server.drop_database(name)


async def work(seat: Seat, watched: Watched) -> None:
    """A bit of everything that reads and writes."""
    for keys in (
        ("w", "i", "escape"),
        ("w", "m", "right", "enter"),
        ("w", "enter"),
        ("ctrl+end", "f2"),
        ("escape", "y"),
        ("slash", "r", "u", "enter", "escape"),
        ("g", "c", "slash", "a", "enter", "escape"),
        ("escape",),
        ("g", "h", "u"),
        ("escape",),
        ("v", "w"),
        ("v", "t"),
        ("E",),
        ("escape",),
        ("u",),
    ):
        await seat.press(*keys)
        watched.count()


async def test_a_console_takes_three_connections_at_rest_and_five_at_work(watched: Watched) -> None:
    async with seated(watched.url) as seat:
        assert watched.count() <= AT_REST
        await work(seat, watched)
        assert AT_REST < watched.most <= AT_WORK


def test_who_finds_no_connection_left_is_told_so(watched: Watched) -> None:
    login = f"full_{uuid4().hex[:8]}"
    watched.say(f"CREATE ROLE {login} LOGIN CONNECTION LIMIT 0")
    try:
        address = make_url(watched.url).set(username=login).render_as_string(hide_password=False)
        with pytest.raises(DatabaseUnavailable, match="has no connection left: leave a console"):
            open_desk(address)
    finally:
        watched.say(f"DROP ROLE {login}")


def test_the_keeper_is_told_as_many() -> None:
    told = " ".join(DOCS.read_text().split())
    assert f"takes up to {AT_REST} connections once it is open, and {AT_WORK} at work" in told
    assert f"max_connections = {AT_WORK} x consoles + {BESIDE}" in told
