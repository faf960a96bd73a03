"""What goes wrong under an act: it is saved once or not at all, and the person is told which."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from psycopg import OperationalError
from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine

from industrack_core.desk.desk import Desk
from industrack_core.desk.upkeep import check_database
from industrack_core.domain.acts.acts import AddEmployee, AddJob
from industrack_core.domain.errors import DatabaseBusy, DatabaseFull, DatabaseUnavailable
from industrack_core.domain.outcomes import Done, Unsure
from industrack_core.exchange.imports.customer_import import import_customers, open_customers
from industrack_core.store.engine import reaching, sqlite_file
from industrack_core.store.engine.faults import translate
from industrack_core.store.engine.speaking import driver_of, server_number
from industrack_core.store.store import Store, open_store
from tests.desk.cut_wire import CutWire, Moment, impatient
from tests.desk.office import YES, done
from tests.postgres import PostgresServer
from tests.store import small_company
from tests.store.small_company import contents, desk_at, draft, plain_engine, rows


@pytest.mark.parametrize("moment", [Moment.AFTER_ANSWER, Moment.AFTER_SENDING])
def test_a_commit_whose_answer_was_lost_is_found_in_the_journal(
    postgres_server: PostgresServer, database: str, moment: Moment
) -> None:
    with CutWire(postgres_server.home) as wire, closing(desk_at(wire.url(database))) as desk:
        desk.revision()
        wire.cut_at_next_commit(moment)
        outcome = desk.perform(AddJob(draft()))
        assert wire.has_cut
        assert isinstance(outcome, Done)
        assert outcome.revision == desk.revision()
        assert outcome.line.startswith("Added 1001")
        assert isinstance(desk.perform(AddEmployee("Still", "Alive")), Done)
    url = postgres_server.url(database)
    assert rows(url, "SELECT count(*) FROM job WHERE number LIKE '10%'") == [(1,)]
    assert rows(url, "SELECT count(*) FROM journal WHERE act = 'AddJob'") == [(1,)]


@pytest.mark.parametrize("moment", list(Moment))
def test_an_act_in_doubt_is_done_once_however_often_it_is_tried(
    postgres_server: PostgresServer, database: str, moment: Moment
) -> None:
    """The server is away when the journal would be asked: nobody knows. The same act with the same id is done once."""
    url = postgres_server.url(database)
    with CutWire(postgres_server.home) as wire, closing(desk_at(wire.url(database))) as desk:
        desk.revision()
        wire.cut_at_next_commit(moment, stays=True)
        desk.leaving.set()  # nobody waits for the answer
        outcome = desk.perform(AddJob(draft()))
        assert isinstance(outcome, Unsure)
        assert outcome.act_id in outcome.sentence
        wire.mend()
        again = desk.perform(AddJob(draft()), outcome.act_id)
        assert isinstance(again, Done)
        assert again.found is (moment is not Moment.BEFORE)
        assert again.line.startswith("Added 1001")
        assert again.changed_id("job") is not None
        assert isinstance(desk.perform(AddJob(draft(), YES)), Done)
        assert desk.perform(AddJob(draft()), outcome.act_id) == replace(again, found=True, warnings=())
    assert rows(url, "SELECT number FROM job WHERE number LIKE '10%' ORDER BY number") == [("1001",), ("1002",)]


def test_a_commit_that_never_arrived_is_sent_again(postgres_server: PostgresServer, database: str) -> None:
    url = postgres_server.url(database)
    with CutWire(postgres_server.home) as wire, closing(desk_at(wire.url(database))) as desk:
        wire.cut_at_next_commit(Moment.BEFORE)
        outcome = desk.perform(AddJob(draft()))
        assert wire.has_cut
        assert isinstance(outcome, Done)
        assert not outcome.found
    assert rows(url, "SELECT number FROM job WHERE number LIKE '10%'") == [("1001",)]


def test_who_waits_for_an_act_in_doubt_is_told_once_and_then_what_became_of_it(
    postgres_server: PostgresServer, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Unsure] = []
    with CutWire(postgres_server.home) as wire, closing(desk_at(wire.url(database))) as desk:
        desk.revision()
        wire.cut_at_next_commit(Moment.AFTER_SENDING, stays=True)
        monkeypatch.setattr(desk.leaving, "wait", lambda _: wire.mend())
        outcome = desk.perform(AddJob(draft()), doubted=told.append)
    assert isinstance(outcome, Done)
    assert outcome.found
    assert [unsure.label for unsure in told] == ["1001"]
    assert told[0].why.endswith("does not answer.")


def test_a_connection_that_breaks_before_the_commit_leaves_no_doubt_for_long(
    postgres_server: PostgresServer, database: str
) -> None:
    """Whatever statement was under way: the act is asked for, and done."""
    ended: list[object] = []

    def end(connection: Connection, *_: object) -> None:
        if not ended:
            ended.append(connection)
            with plain_engine(url).begin() as other:
                pid = driver_of(connection).info.backend_pid
                other.exec_driver_sql(f"SELECT pg_terminate_backend({pid})")

    url = postgres_server.url(database)
    with closing(desk_at(url)) as desk:
        event.listen(desk.store._writer, "begin", end)
        outcome = desk.perform(AddJob(draft()))
    assert ended
    assert isinstance(outcome, Done)
    assert rows(url, "SELECT number FROM job WHERE number LIKE '10%'") == [("1001",)]


@pytest.mark.parametrize("by_driver", [True, False])
def test_a_server_that_takes_what_is_said_and_never_answers_is_given_up(
    postgres_server: PostgresServer, database: str, monkeypatch: pytest.MonkeyPatch, by_driver: bool
) -> None:
    """A server whose processes were stopped, or a machine that hangs: no limit of the server's own helps there."""
    monkeypatch.setattr(reaching, "GREETING", 0.5)
    with ExitStack() as until:
        wire = until.enter_context(CutWire(postgres_server.home))
        url = wire.url(database).partition("?")[0] if by_driver else wire.url(database)
        desk = until.enter_context(closing(desk_at(url)))
        desk.perform(AddJob(draft()))
        desk.office()
        with impatient():
            wire.is_silent = True
            started = time.monotonic()
            with pytest.raises(DatabaseUnavailable, match="does not answer"):
                desk.perform(AddJob(draft()))
            with pytest.raises(DatabaseUnavailable, match="does not answer"):
                desk.office()
            assert time.monotonic() - started < 30
        wire.is_silent = False
        assert desk.office().company.name == "Small Company"
        assert isinstance(desk.perform(AddEmployee("Heard", "Again")), Done)


@pytest.mark.parametrize("loses", ["reading", "writing"])
def test_where_one_connection_is_lost_none_of_the_others_is_relied_on(
    postgres_server: PostgresServer, database: str, loses: str
) -> None:
    """Neither that which writes nor that which reads by the driver alone: each would be waited for by itself."""
    with CutWire(postgres_server.home) as wire, closing(desk_at(wire.url(database).partition("?")[0])) as desk:
        before = _numbers(desk.store)
        wire.is_silent = True
        with impatient(), pytest.raises(DatabaseUnavailable), getattr(desk.store, loses)() as used:
            driver_of(getattr(used, "connection", used)).execute("SELECT 1").fetchall()
        wire.is_silent = False
        assert before.isdisjoint(_numbers(desk.store))


def _numbers(store: Store) -> set[int]:
    """By which numbers a server knows the connections that read and write."""
    with store.writing() as tx, store.reading() as connection:
        return {server_number(tx.connection), server_number(connection)}


def ask_of_the_stopped(store: Store) -> None:
    """Ask the server's process something after it was stopped."""
    with store.reading() as connection:
        (pid,) = connection.exec_driver_sql("SELECT pg_backend_pid()").one()
        os.kill(pid, signal.SIGSTOP)
        try:
            with impatient():
                connection.exec_driver_sql("SELECT 1")
        finally:
            os.kill(pid, signal.SIGCONT)


def test_a_statement_that_is_never_answered_is_given_up(postgres_server: PostgresServer, database: str) -> None:
    store = open_store(postgres_server.url(database))
    with closing(store), pytest.raises(DatabaseUnavailable):
        ask_of_the_stopped(store)


def fill_up(desk: Desk) -> None:
    for number in range(400):
        desk.perform(AddEmployee("Very " * 30, f"Many {number}"))


def test_a_full_disk_is_said_and_gets_over(tmp_path: Path) -> None:
    writers: list[Any] = []

    def limit(driver: Any, record: object) -> None:
        if not driver.execute("PRAGMA query_only").fetchone()[0]:
            writers.append(driver)
            pages = driver.execute("PRAGMA page_count").fetchone()[0]
            driver.execute(f"PRAGMA max_page_count={pages + 20}")

    url = small_company.copy_of_file(tmp_path)
    event.listen(Engine, "connect", limit)
    try:
        with closing(desk_at(url)) as desk:
            with pytest.raises(DatabaseFull, match=r"^There is no space left on the disk; nothing was saved\.$"):
                fill_up(desk)
            saved = desk.revision()
            with pytest.raises(DatabaseFull):
                fill_up(desk)
            assert desk.revision() == saved
            assert len(desk.office().employees) == saved + 3
            for driver in writers:
                driver.execute("PRAGMA max_page_count=1000000")
            assert isinstance(desk.perform(AddEmployee("Room", "Again")), Done)
    finally:
        event.remove(Engine, "connect", limit)
    assert rows(url, "PRAGMA integrity_check") == [("ok",)]


def test_a_full_server_is_said_by_acts_and_imports_and_gets_over(postgres_company: str, tmp_path: Path) -> None:
    file = tmp_path / "many.csv"
    file.write_text("name\n" + "".join(f"Customer {number}\n" for number in range(400)))
    with closing(desk_at(postgres_company)) as desk:
        saved = desk.revision()
        with full_up_to(postgres_company, "employee", 0):
            with pytest.raises(DatabaseFull, match=r"^The database server has no space left; nothing was saved\.$"):
                desk.perform(AddEmployee("No", "Room"))
            assert desk.revision() == saved
            assert len(desk.office().employees) == 4
        done(desk.perform(AddEmployee("Room", "Again")))
        before = _customers(postgres_company)
        with (
            full_up_to(postgres_company, "customer", before + 120),
            pytest.raises(
                DatabaseFull, match=r"no space left; nothing more was saved. Of the file ([0-9]+) rows came in"
            ),
            open_customers(file) as customers,
        ):
            import_customers(desk, customers)
        assert 0 < _customers(postgres_company) - before <= 120
    assert list(check_database(postgres_company, lambda progress: None)) == []


def _customers(url: str) -> int:
    return int(str(rows(url, "SELECT count(*) FROM customer")[0][0]))


@contextmanager
def full_up_to(url: str, table: str, most: int) -> Iterator[None]:
    """A table has room for so many rows, and then its server says what it does of a full disk."""
    for statement in (
        "CREATE FUNCTION full_() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"  # noqa: S608
        f" IF (SELECT count(*) FROM {table}) > {most} THEN RAISE EXCEPTION 'could not extend file'"
        " USING ERRCODE = '53100'; END IF; RETURN NULL; END $$",
        f"CREATE TRIGGER full_ AFTER INSERT ON {table} FOR EACH STATEMENT EXECUTE FUNCTION full_()",
    ):
        rows(url, statement)
    yield
    rows(url, "DROP FUNCTION full_ CASCADE")


@pytest.mark.parametrize("said", ["could not write init file", 'could not extend file "x": No space left on device'])
def test_a_server_that_lets_nobody_in_for_want_of_room_says_so(said: str) -> None:
    """What is read first writes a file, too."""
    told = translate(OperationalError(f'connection to server on socket "/x" failed: FATAL:  {said}'), "p", broken=True)
    assert type(told) is DatabaseFull
    assert str(told) == "The database server at p has no space left, and lets nobody in."


HOLDER = """
import sys
from industrack_core.store.store import open_store
with open_store(sys.argv[1]).writing():
    print("held", flush=True)
    sys.stdin.read()
"""


def test_who_waits_too_long_for_another_is_told(company_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sqlite_file.BUSY_MILLISECONDS == 5000
    monkeypatch.setattr(sqlite_file, "BUSY_MILLISECONDS", 300)
    before = contents(company_url)
    command = [sys.executable, "-c", HOLDER, company_url]
    with closing(desk_at(company_url)) as desk:
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
            assert holder.stdout is not None
            assert holder.stdout.readline() == b"held\n"
            started = time.monotonic()
            with pytest.raises(DatabaseBusy, match=r"^Somebody else is writing to the database; nothing was saved\."):
                desk.perform(AddJob(draft()))
            assert 0.25 < time.monotonic() - started < 30
            assert desk.office().company.name == "Small Company"
            holder.communicate()
        assert contents(company_url) == before
        assert isinstance(desk.perform(AddJob(draft())), Done)
