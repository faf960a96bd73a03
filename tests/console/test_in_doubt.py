"""The server is lost while something is saved: nobody is told a guess, and then what became of it."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import text

from industrack_core.desk import doubt
from industrack_core.domain.time.span import clock_text
from industrack_core.domain.time.zones import company_zone
from industrack_tui import bridge
from industrack_tui.dialogs.question import Question
from industrack_tui.forms.job.form import JobForm
from tests.console.seat import NOW, Seat, seated
from tests.console.test_heard_beside import place_the_queued
from tests.console.test_office_users import staffed
from tests.desk.cut_wire import CutWire, Moment
from tests.exchange.offices import demo_desk
from tests.postgres import PostgresServer
from tests.store.small_company import plain_engine, rows


def fill(url: str) -> None:
    demo_desk(url, NOW).close()


@pytest.fixture
def database(postgres_server: PostgresServer) -> Iterator[str]:
    name = postgres_server.create_database(postgres_server.ensure_template("demo_company", fill))
    yield name
    postgres_server.drop_database(name)


@asynccontextmanager
async def cut_while_saving(
    server: PostgresServer, database: str, moment: Moment
) -> AsyncIterator[tuple[Seat, CutWire]]:
    """A console whose form was just saved as the server went away."""
    with CutWire(server.home) as wire:
        async with seated(wire.url(database)) as seat:
            await seat.press("w", "enter")
            await seat.into("description", "Doubtful")
            form = seat.top(JobForm)
            wire.cut_at_next_commit(moment, stays=True)
            seat.at_once("f2")
            await seat.until(lambda: "Not known yet" in seat.prose and form.is_told)
            yield seat, wire


async def leave_the_form(seat: Seat) -> None:
    """Wait no longer, then leave it."""
    seat.at_once("escape")
    await seat.until(lambda: "Not waited for any longer." in seat.prose)
    seat.at_once("escape")
    await seat.until(lambda: seat.at_board)


def saved(server: PostgresServer, database: str) -> object:
    return rows(server.url(database), "SELECT count(*) FROM job WHERE description = 'Doubtful'")


@pytest.mark.parametrize(
    ("moment", "became"),
    [(Moment.AFTER_SENDING, "It was saved."), (Moment.BEFORE, "It was not saved, but is now.")],
)
async def test_the_form_stays_until_it_is_known(
    postgres_server: PostgresServer, database: str, moment: Moment, became: str
) -> None:
    async with cut_while_saving(postgres_server, database, moment) as (seat, wire):
        assert isinstance(seat.app.screen, JobForm)
        assert "was saved: the server is away since" in seat.prose
        assert "I ask as soon as it is back." in seat.prose
        seat.at_once("X", "X")  # keys wait
        wire.mend()
        await seat.until(lambda: seat.at_board and became in seat.prose)
    assert saved(postgres_server, database) == [(1,)]


async def test_who_leaves_the_form_meanwhile_is_told_on_the_board(
    postgres_server: PostgresServer, database: str
) -> None:
    async with cut_while_saving(postgres_server, database, Moment.AFTER_SENDING) as (seat, wire):
        await leave_the_form(seat)
        wire.mend()
        await seat.until(lambda: "It was saved." in seat.prose)
    assert saved(postgres_server, database) == [(1,)]


async def test_who_leaves_the_console_is_asked_and_told_the_acts_id(
    postgres_server: PostgresServer, database: str
) -> None:
    async with cut_while_saving(postgres_server, database, Moment.AFTER_SENDING) as (seat, _):
        await leave_the_form(seat)
        seat.at_once("q")
        await seat.until(lambda: "leave without knowing" in seat.text and not seat.top(Question).is_unseen)
        seat.at_once("y")
        await seat.until(lambda: not seat.app.is_running)
        assert seat.app.return_code == 3


async def test_it_stays_in_doubt_as_long_as_nobody_can_be_asked(
    postgres_server: PostgresServer, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where roles are, and the console has heard that the database is lost: who sits here cannot be read then."""
    monkeypatch.setattr(doubt, "PATIENCE", 1.0)
    monkeypatch.setattr(bridge, "_ASKS_AGAIN", 0.2)
    staffed(postgres_server.url(database), ana="dispatcher", postgres="dispatcher")
    asked: list[str] = []
    perform_or_doubt = doubt.perform_or_doubt

    def counted(*given: Any, **named: Any) -> Any:
        asked.append("")
        return perform_or_doubt(*given, **named)

    monkeypatch.setattr(doubt, "perform_or_doubt", counted)
    async with cut_while_saving(postgres_server, database, Moment.AFTER_SENDING) as (seat, wire):
        rows(
            postgres_server.url("postgres"),
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name", name=database,
        )  # fmt: skip
        await seat.until(lambda: seat.app.session.lost_since)
        before = len(asked)
        await seat.until(lambda: len(asked) > before + 3)
        assert "Not known yet" in seat.prose
        await leave_the_form(seat)
        seat.at_once("q")
        await seat.until(lambda: "leave without knowing" in seat.text and not seat.top(Question).is_unseen)
        seat.at_once("escape")
        wire.mend()
        await seat.until(lambda: "It was saved." in seat.prose)
    assert saved(postgres_server, database) == [(1,)]


@pytest.mark.parametrize(("clock24", "text"), [(True, "14:05:07"), (False, "2:05:07pm")])
def test_seconds_are_read_as_the_company_reads_its_clock(clock24: bool, text: str) -> None:
    zone = company_zone("Europe/Berlin", clock24=clock24)
    assert clock_text(datetime(2026, 11, 24, 14, 5, 7, tzinfo=zone), seconds=True) == text


async def test_while_tables_are_locked_it_is_said_that_the_office_waits(
    postgres_server: PostgresServer, database: str
) -> None:
    """As who keeps the server locks them by VACUUM FULL; the console goes on by itself."""
    url = postgres_server.url(database)
    keeper = plain_engine(url)
    async with seated(url) as seat:
        with keeper.connect() as connection, connection.begin():
            connection.execute(text("LOCK TABLE job"))
            rows(url, "NOTIFY industrack")
            await seat.until(lambda: "The office waits: its tables are locked" in seat.prose)
            assert "stale since" in seat.header
        await seat.until(lambda: seat.status == "The office goes on.")
        await seat.settle()
        assert "stale" not in seat.header
    keeper.dispose()


async def test_a_database_that_is_lost_and_found_leaves_what_was_saved_and_how_to_undo_it(
    postgres_server: PostgresServer, database: str
) -> None:
    url = postgres_server.url(database)
    keeper = plain_engine(url)
    async with seated(url) as seat:
        saved = await place_the_queued(seat)
        with keeper.connect() as connection, connection.begin():
            connection.execute(text("LOCK TABLE job"))
            rows(url, "NOTIFY industrack")
            await seat.until(lambda: "The office waits: its tables are locked" in seat.prose)
            assert saved[:40] in seat.prose
        await seat.until(lambda: "The office goes on." in seat.prose)
        await seat.settle()
        assert "The office waits" not in seat.prose
        assert f"The office goes on. {saved}" in seat.prose
        assert "u undoes" in seat.text
        await seat.press("u")
        assert seat.status.startswith("Undid"), seat.status
        assert "goes on" not in seat.prose
    keeper.dispose()
