"""A server that is slow to hear what it is to cut off: by then somebody else may read on that connection."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from threading import Event

import psycopg
import pytest

from industrack_core.domain.enquiry import Enquiry
from industrack_core.domain.errors import GivenUp
from industrack_core.store.engine import speaking
from industrack_core.store.engine.speaking import driver_of
from industrack_core.store.opening import open_early
from industrack_core.store.store import Store, open_store
from tests.desk.cut_wire import CutWire
from tests.postgres import PostgresServer
from tests.store.listening import PATIENCE

LOCK = 1018
NUMBER, WAITS = "SELECT pg_backend_pid()", f"SELECT pg_advisory_xact_lock_shared({LOCK})"


@pytest.fixture
def wire(postgres_server: PostgresServer) -> Iterator[CutWire]:
    with CutWire(postgres_server.home) as made:
        made.lets_cancels.clear()
        yield made


@pytest.fixture(params=["early", "whole"])
def store(request: pytest.FixtureRequest, wire: CutWire, database: str) -> Iterator[Store]:
    """Behind the wire; by its driver alone, or with all that it can do."""
    url = wire.url(database).partition("?")[0]
    opened = (
        open_early(url, create=False, read_only=False, upgrade=None) if request.param == "early" else open_store(url)
    )
    with closing(opened):
        yield opened


def number_of(store: Store) -> int:
    """By which number the server knows the connection that is used."""
    with store.reading() as connection:
        return int(driver_of(connection).execute(NUMBER).fetchone()[0])


@pytest.fixture
def keeper(postgres_server: PostgresServer, database: str) -> "Iterator[psycopg.Connection]":
    """Who holds what is waited for."""
    with psycopg.connect(postgres_server.url(database).replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f"SELECT pg_advisory_lock({LOCK})")
        yield connection


def test_what_may_be_cut_off_late_is_given_to_nobody_else(
    store: Store, wire: CutWire, keeper: "psycopg.Connection", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speaking, "_CUTS_OFF", 0.1)
    enquiry, begun, before = Enquiry(), Event(), number_of(store)

    def read() -> None:
        with store.reading() as connection:
            assert driver_of(connection).execute(NUMBER).fetchone() == (before,)
            begun.set()
            driver_of(connection).execute(WAITS)

    with ThreadPoolExecutor(2) as threads:
        reading = threads.submit(enquiry.asked(read))
        assert begun.wait(PATIENCE)
        enquiry.give_up()
        cutting = threads.submit(enquiry.cut_off)
        for _ in range(2):  # by the second the first was waited for
            wire.cancels.get(timeout=PATIENCE)
        keeper.execute(f"SELECT pg_advisory_unlock({LOCK})")
        with suppress(GivenUp):
            reading.result(PATIENCE)
        cutting.result(PATIENCE)
    assert number_of(store) != before


def test_one_that_was_cut_off_in_time_is_used_again(
    store: Store, wire: CutWire, keeper: "psycopg.Connection", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speaking, "_CUTS_OFF", PATIENCE)
    wire.lets_cancels.set()
    enquiry, begun, before = Enquiry(), Event(), number_of(store)

    def read() -> None:
        with store.reading() as connection:
            begun.set()
            driver_of(connection).execute(WAITS)

    with ThreadPoolExecutor(1) as threads:
        reading = threads.submit(enquiry.asked(read))
        assert begun.wait(PATIENCE)
        enquiry.give_up()
        enquiry.cut_off()
        assert isinstance(reading.exception(PATIENCE), GivenUp)
    assert number_of(store) == before
