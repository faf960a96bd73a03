"""Hearing a PostgreSQL server's words, and a bell beside them. Who is not woken waits for longer than a test may."""

from contextlib import closing

import psycopg
import pytest

from industrack_core.store.engine.file_watch import Bell
from industrack_core.store.engine.server_words import channels_heard
from industrack_core.store.engine.speaking import Driver
from tests.postgres import PostgresServer

LONG = 600.0


def hear_for_ever(listener: Driver, bell: Bell) -> None:
    while True:  # the server's farewell is read before the end of the line
        channels_heard(listener, bell, LONG)


def test_a_word_is_heard_however_it_came_and_a_bell_ends_the_waiting(postgres_server: PostgresServer) -> None:
    place = f"host={postgres_server.home} user=postgres dbname=postgres"
    with (
        closing(psycopg.connect(place, autocommit=True)) as listener,
        closing(psycopg.connect(place, autocommit=True)) as teller,
        Bell() as bell,
    ):
        listener.execute("LISTEN bell_test")
        bell.ring()
        assert channels_heard(listener, bell, LONG) == set()
        teller.execute("NOTIFY bell_test")
        assert channels_heard(listener, bell, LONG) == {"bell_test"}  # rung once, it was heard once
        teller.execute("NOTIFY bell_test")
        listener.execute("SELECT 1")  # the word comes with the answer
        assert channels_heard(listener, bell, LONG) == {"bell_test"}
        assert channels_heard(listener, None, 0.0) == set()
        teller.execute("SELECT pg_terminate_backend(%s)", (listener.info.backend_pid,))
        with pytest.raises(psycopg.OperationalError):
            hear_for_ever(listener, bell)
