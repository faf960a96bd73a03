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
NAMES = ("office_a", "office_b")


@dataclass(frozen=True)
class Pair:
    """Two servers: `first` begins as the primary, `second` follows it."""

    first: PostgresServer
    second: PostgresServer

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
def pair_of_servers() -> Iterator[Pair]:
    """Two servers with the empty database `office`; stopped and gone afterwards, whatever became of them."""
    name = uuid4().hex[:8]
    pair = Pair(another_server(f"{name}a"), another_server(f"{name}b"))
    first, second = pair.first, pair.second
    first.initialize("wal_level = replica", "synchronous_commit = on", "cluster_name = 'office_a'")
    try:
        first.start()
        ask(first, f"CREATE DATABASE {DATABASE}")
        second.follow(first, NAMES[1])
        second.start()
        ask(first, "ALTER SYSTEM SET synchronous_standby_names = 'office_b'")
        ask(first, "SELECT pg_reload_conf()")
        running(first, "EXISTS (SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync')")
        yield pair
    finally:
        for server in (second, first):
            if server.is_running():
                server.signal(signal.SIGCONT)
                server.stop("immediate")
            shutil.rmtree(server.home)
