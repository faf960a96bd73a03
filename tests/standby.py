"""A second PostgreSQL server that follows the first, which waits for it with every commit."""

import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import psycopg

from tests.postgres import PostgresServer, another_server

DATABASE = "office"
_SOON = "wal_retrieve_retry_interval = '1s'"
"""The standby asks for a primary that was started anew after a second, as docs/office-server.md says."""


@dataclass(frozen=True)
class Pair:
    """Two servers: `first` begins as the primary, `second` follows it."""

    first: PostgresServer
    second: PostgresServer
    names: tuple[str, str] = ("office_a", "office_b")
    """What each is called by the other."""

    def url(self) -> str:
        """URL of the database at whichever is the primary."""
        return f"postgresql://postgres@/{DATABASE}?host={self.first.home},{self.second.home}"

    def first_url(self) -> str:
        return self.first.url(DATABASE)

    def promote(self) -> None:
        """Let the second be the primary, which waits for nobody."""
        ask(self.second, "SELECT pg_promote()")
        ask(self.second, "ALTER SYSTEM SET synchronous_standby_names = ''")
        ask(self.second, "SELECT pg_reload_conf()")

    def rejoined(self) -> "Pair":
        """The two by turns: the first, which was lost, follows the second, which waits for it again."""
        shutil.rmtree(self.first.data)
        self.first.follow(self.second, self.names[0])
        self.first.start()
        swapped = Pair(self.second, self.first, (self.names[1], self.names[0]))
        swapped.wait_for_second()
        return swapped

    def wait_for_second(self) -> None:
        """From now on the first waits for the second with every commit."""
        running(self.first, "EXISTS (SELECT 1 FROM pg_stat_replication WHERE state = 'streaming')")
        ask(self.first, f"ALTER SYSTEM SET synchronous_standby_names = '{self.names[1]}'")
        ask(self.first, "SELECT pg_reload_conf()")
        running(self.first, "EXISTS (SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync')")


def ask(server: PostgresServer, statement: str, *values: object, database: str = "postgres") -> list[tuple[Any, ...]]:
    """What a superuser is answered."""
    with psycopg.connect(host=str(server.home), user="postgres", dbname=database, autocommit=True) as connection:
        found = connection.execute(statement.encode(), values)
        return found.fetchall() if found.description else []


def running(server: PostgresServer, statement: str) -> None:
    """Ask until it is so."""
    with psycopg.connect(host=str(server.home), user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute(
            f"DO $$ BEGIN WHILE NOT ({statement}) LOOP PERFORM pg_sleep(0.01);"
            " PERFORM pg_stat_clear_snapshot(); END LOOP; END $$".encode()
        )


@contextmanager
def pair_of_servers(*settings: str) -> Iterator[Pair]:
    """Two servers with the empty database `office`, and settings of one's own; stopped and gone afterwards, whatever
    became of them."""
    name = uuid4().hex[:8]
    pair = Pair(another_server(f"{name}a"), another_server(f"{name}b"))
    first, second = pair.first, pair.second
    first.initialize("wal_level = replica", "synchronous_commit = on", "cluster_name = 'office_a'", _SOON, *settings)
    try:
        first.start()
        ask(first, f"CREATE DATABASE {DATABASE}")
        second.follow(first, pair.names[1])
        second.start()
        pair.wait_for_second()
        yield pair
    finally:
        for server in (second, first):
            if server.is_running():
                server.signal(signal.SIGCONT)
                server.stop("immediate")
            shutil.rmtree(server.home)
