"""Connections that nobody needs are given back to the server, and made anew when somebody does."""

from collections.abc import Callable
from contextlib import ExitStack, closing
from functools import partial
from threading import Event, Thread

import psycopg
import pytest

from industrack_core.store.engine import resting
from industrack_core.store.opening import open_early
from industrack_core.store.store import Store, open_store
from tests.postgres import PostgresServer
from tests.store.small_company import fill

COUNT = "SELECT count(*) FROM pg_stat_activity WHERE datname = '{}' AND application_name = 'industrack'"


class Watched:
    """A company on a server, and how many connections there are to it."""

    def __init__(self, server: PostgresServer, name: str) -> None:
        self.url, self._count = server.url(name), COUNT.format(name)
        self._server = psycopg.connect(server.url("postgres").replace("+psycopg", ""), autocommit=True)

    def count(self) -> int:
        return int(self._server.execute(self._count.encode()).fetchall()[0][0])

    def comes_to(self, count: int) -> None:
        """Wait until there are so many, for some seconds at most."""
        self._server.execute("SET statement_timeout = '20s'")
        self._server.execute(
            f"DO $$ BEGIN WHILE ({self._count}) <> {count} LOOP PERFORM pg_sleep(0.01);"
            " PERFORM pg_stat_clear_snapshot(); END LOOP; END $$".encode()
        )

    def close(self) -> None:
        self._server.close()


class Clock:
    """Stands, or goes on by so much between two looks at it."""

    now = passes = 0.0

    def __call__(self) -> float:
        self.now += self.passes
        return self.now


def read_at_once(store: Store, many: int) -> None:
    with ExitStack() as together:
        for _ in range(many):
            together.enter_context(store.reading())


@pytest.mark.parametrize("opened", [open_store, partial(open_early, create=False, read_only=False, upgrade=None)])
def test_readers_that_rest_are_closed(
    opened: Callable[[str], Store], postgres_server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resting, "monotonic", clock := Clock())
    name, stop = postgres_server.create_database(postgres_server.ensure_template("small_company", fill)), Event()
    with closing(Watched(postgres_server, name)) as watched, closing(opened(watched.url)) as store:
        read_at_once(store, 3)
        assert watched.count() == 3
        heard = store.feed(0, stop).listen()
        listens = Thread(target=lambda: list(heard))
        listens.start()
        try:
            watched.comes_to(4)
            clock.passes = resting.RESTS_SECONDS
            watched.comes_to(1)  # that which listens
            clock.passes = 0.0
            read_at_once(store, 2)
            assert watched.count() == 3
            with store.reading():
                clock.passes = resting.RESTS_SECONDS
                watched.comes_to(2)  # one that is needed stays
        finally:
            stop.set()
            listens.join()
    postgres_server.drop_database(name)


def test_what_is_read_beside_the_board_is_read_by_the_same_connections(postgres_server: PostgresServer) -> None:
    """Attached files, and what holds up saving: docs/office-server.md says how many connections a console takes."""
    name = postgres_server.create_database(postgres_server.ensure_template("small_company", fill))
    early = open_early(postgres_server.url(name), create=False, read_only=False, upgrade=None)
    with closing(Watched(postgres_server, name)) as watched, closing(early) as store:
        digest = store.contents.put(b"a plan of the house")
        assert store.contents.get(digest) == b"a plan of the house"
        assert store.contents.lacking([digest, "0" * 64]) == {"0" * 64}
        assert store.standby_wait() is None
        assert watched.count() == 2  # that which writes, and one that reads
    postgres_server.drop_database(name)
