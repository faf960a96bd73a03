"""What is only sent to a PostgreSQL server: what was wrong with it is told as if it had been waited for."""

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import psycopg
import pytest
from sqlalchemy import Connection, exc, text

from industrack_core.domain.errors import (
    DatabaseBusy,
    DatabaseChanged,
    DatabaseError,
    DatabaseForbidden,
    DatabaseUnavailable,
)
from industrack_core.domain.records.office import Employee, JobColor
from industrack_core.store.engine import prepared, schema, server
from industrack_core.store.engine.prepared import Prepared, Rows
from industrack_core.store.engine.speaking import Driver, driver_of, server_number
from industrack_core.store.engine.statements import count_of, deletion, insertion, rows_by, update_of
from industrack_core.store.engine.texts import Values
from industrack_core.store.opening import open_early
from industrack_core.store.store import Store, open_store
from industrack_core.store.writing.rules import ReferenceInUse
from industrack_core.store.writing.transaction import Transaction
from tests.postgres import PostgresServer
from tests.standby import running
from tests.store.small_company import ANA, BLUE, LINDQVIST, RED
from tests.store.test_cut_connections import put_out

COLORS = schema.job_color
COUNT = count_of(COLORS)
WAITS = Prepared(text("SELECT pg_advisory_xact_lock_shared(4711)"))
BROKEN = Prepared(text("SELECT 1 / 0"))


@pytest.fixture(params=["early", "whole"])
def store(request: pytest.FixtureRequest, postgres_server: PostgresServer, database: str) -> Iterator[Store]:
    """Read by its driver alone, or by all that it can do."""
    url = postgres_server.url(database)
    opened = (
        open_early(url, create=False, read_only=False, upgrade=None) if request.param == "early" else open_store(url)
    )
    with closing(opened):
        yield opened


def color(number: int, name: str = "New") -> dict[str, object]:
    return {"id": number, "version": 1, "name": name, "hue": "red", "retired": 0}


def test_what_is_asked_again_is_planned_once_up_to_what_is_planned_for_its_values(store: Store) -> None:
    for _ in range(2):
        with store.reading(again=True) as connection:
            driver = driver_of(connection)
            assert told_mode(driver) == "force_generic_plan"
            driver.execute("SELECT 1", prepare=False)
            assert told_mode(driver) == "auto"
        with store.reading(again=True) as connection:
            driver_of(connection).execute("SELECT 1", prepare=False)
            assert told_mode(driver_of(connection)) == "auto"
        with store.reading() as connection:
            assert told_mode(driver_of(connection)) == "auto"


def told_mode(driver: Driver) -> str:
    return str(driver.execute("SHOW plan_cache_mode").fetchone()[0])


def names(store: Store) -> list[str]:
    with store.reading() as connection:
        return [row[2] for row in rows_by(COLORS, "id").rows(connection, values=list(range(200)))]


Work = Callable[[Transaction], None]


def write(store: Store, *works: Work) -> None:
    """Do this in one transaction, and commit it."""
    with store.writing() as tx:
        for work in works:
            work(tx)
        tx.keep()


def adds(*numbers: int, name: str = "New") -> Work:
    return lambda tx: insertion(COLORS).run_many(tx.connection, [color(each, name) for each in numbers])


def break_a_rule(tx: Transaction) -> None:
    insertion(COLORS).run_many(tx.connection, [color(RED)])


def test_a_broken_rule_is_told_at_the_commit(store: Store) -> None:
    before = names(store)
    with pytest.raises(DatabaseChanged, match="refuses it by a rule"):
        write(store, adds(101), break_a_rule)
    assert names(store) == before


def test_a_broken_rule_is_told_by_the_next_answer(store: Store) -> None:
    def reads(tx: Transaction) -> None:
        with pytest.raises(exc.IntegrityError):
            tx.get(Employee, ANA)

    before = names(store)
    with pytest.raises(DatabaseError):  # who goes on after it can commit nothing
        write(store, adds(101), break_a_rule, reads)
    assert names(store) == before


def test_a_reference_is_told_as_one(store: Store) -> None:
    with pytest.raises(ReferenceInUse):
        write(store, lambda tx: deletion(schema.customer, "id").run(tx.connection, values=[LINDQVIST]))


def test_a_row_in_another_version_stops_the_commit(store: Store) -> None:
    change = update_of(COLORS, frozenset({"name"}))
    before = names(store)
    with pytest.raises(RuntimeError, match="changed under the write lock"):
        write(store, lambda tx: change.run(tx.connection, key=RED, seen=7, new_name="late"), adds(101))
    assert names(store) == before


def test_an_attempt_that_breaks_a_rule_leaves_the_rest(store: Store) -> None:
    with store.writing() as tx:
        adds(101, name="Kept")(tx)
        for _ in range(8):  # more often than until the driver has the statements prepared

            def wrong() -> None:
                adds(102, name="Gone")(tx)
                break_a_rule(tx)
                adds(103, name="Gone")(tx)

            assert isinstance(tx.attempt(wrong), exc.IntegrityError)
            assert tx.attempt(lambda: None) is None
            assert tx.get(JobColor, RED) is not None
        assert tx.attempt(lambda: adds(104, name="Late")(tx)) is None
        tx.keep()
    assert [name for name in names(store) if name in ("Kept", "Gone", "Late")] == ["Kept", "Late"]


def test_statements_go_on_after_something_was_wrong_with_them(store: Store) -> None:
    for number in range(12):
        with pytest.raises(DatabaseChanged):
            write(store, break_a_rule, adds(101))
        write(store, adds(110 + number))
    assert len([name for name in names(store) if name == "New"]) == 12


def test_a_statement_that_takes_too_long_is_told_as_ever(store: Store) -> None:
    hurry, slow = Prepared(text("SET LOCAL statement_timeout = 50")), Prepared(text("SELECT pg_sleep(5)"))
    with pytest.raises(DatabaseBusy, match="took too long"):
        write(store, lambda tx: hurry.run(tx.connection), lambda tx: slow.run(tx.connection))
    write(store, adds(101))


def test_a_connection_that_is_cut_before_the_commit_saves_nothing(
    store: Store, postgres_server: PostgresServer, database: str, caplog: pytest.LogCaptureFixture
) -> None:
    before = names(store)
    with pytest.raises(DatabaseUnavailable, match="does not answer"):
        write(store, adds(101), lambda _: put_out(postgres_server, database))
    assert names(store) == before
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_a_connection_that_was_cut_while_nobody_used_it_is_not_used(
    store: Store, postgres_server: PostgresServer, database: str
) -> None:
    before = names(store)
    write(store, adds(101))
    for _ in range(3):
        put_out(postgres_server, database)
        assert len(names(store)) == len(before) + 1
        put_out(postgres_server, database)
        with store.writing() as tx:
            assert tx.get(JobColor, BLUE) is not None


def test_who_stops_under_the_lock_loses_it(store: Store, postgres_server: PostgresServer, database: str) -> None:
    """A console that was suspended, or a machine that went away: the others do not wait for it without end."""
    hurry = Prepared(text("SELECT set_config('idle_in_transaction_session_timeout', '100', true)"))
    with closing(open_store(postgres_server.url(database))) as other:

        def stops(tx: Transaction) -> None:
            assert hurry.one(tx.connection) == ("100ms",)  # the last word in time: what came later might be late
            write(other, adds(102, name="Other"))

        with pytest.raises(DatabaseUnavailable, match="does not answer"):
            write(store, adds(101), stops, adds(103))
    assert names(store)[-1] == "Other"


def test_a_long_text_is_sent_before_its_answer_is_waited_for(store: Store) -> None:
    long = "long " * 1_000_000
    with store.writing() as tx:
        assert tx.attempt(lambda: adds(101, name=long)(tx)) is None
        adds(102, name=long)(tx)
        assert len(tx.find(JobColor, "id", [101, 102])) == 2
        tx.keep()
    assert names(store)[-2:] == [long, long]


def test_of_much_that_is_said_so_much_is_said_before_one_listens(
    postgres_server: PostgresServer, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each may take its time, and all their answers together must come while they are waited for."""
    unheard: list[int] = []

    def listen(connection: server.ServerConnection) -> None:
        unheard.append(connection._unheard)
        hear(connection)

    def write_many(store: Store, *works: Work) -> None:
        unheard.clear()
        write(store, *works)
        assert max(unheard) <= 10
        assert sum(unheard) >= 100

    hear = server.ServerConnection.hear
    monkeypatch.setattr(server.ServerConnection, "hear", listen)
    monkeypatch.setattr(server, "_MOST_UNHEARD", 10)
    monkeypatch.setattr(prepared, "_WORTH_A_STREAM", 10)
    slow = Prepared(text("SELECT CAST(:number AS INTEGER)"))
    many: list[Values] = [{"number": number} for number in range(100)]

    def one_by_one(tx: Transaction) -> None:
        for each in many:
            slow.run(tx.connection, **each)

    with closing(open_store(postgres_server.url(database))) as store:
        write_many(store, one_by_one, adds(101))
        write_many(store, lambda tx: slow.run_many(tx.connection, many), adds(102))
        write_many(store, adds(*range(110, 130)), lambda tx: slow.run_many(tx.connection, many))
        assert names(store).count("New") == 22


def test_what_was_wrong_before_a_commit_is_told_though_nobody_heeded_it(store: Store) -> None:
    """A server takes such a transaction back, and calls that no error."""

    def work(connection: Connection) -> None:
        insertion(COLORS).run_many(connection, [color(101)])
        with pytest.raises(exc.IntegrityError):
            insertion(COLORS).run_many(connection, [color(RED)])

    with pytest.raises(DatabaseError):
        store.write_beside(work)
    assert "New" not in names(store)


def test_many_rows_and_plain_statements_go_between(store: Store) -> None:
    def counts(tx: Transaction) -> None:
        assert plainly(tx.connection, "SELECT count(*) FROM job_color WHERE id > 100") == 301

    write(store, adds(101), adds(*range(1000, 1300)), counts, adds(102))
    assert store.at_once(COUNT.one) == (2 + 302,)


def plainly(connection: Connection, statement: str) -> object:
    return connection.execute(text(statement)).scalar()


def test_a_connection_that_cannot_be_set_right_is_not_used_again(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    with store.writing() as tx:
        adds(101)(tx)
        driver_of(tx.connection).pgconn.send_query_params(b"SELECT 1", [])  # of which the driver does not know
    write(store, adds(102, name="Later"))
    assert names(store)[-1] == "Later"
    assert [record for record in caplog.records if "reset" in record.message] == []


def test_nothing_is_kept_of_what_wrote_no_act(store: Store) -> None:
    def fails(_: Transaction) -> None:
        raise ZeroDivisionError

    before = names(store)
    with store.writing() as tx:
        adds(101)(tx)
    with pytest.raises(ZeroDivisionError):
        write(store, adds(101), fails)
    assert names(store) == before


def test_readers_see_one_state_and_may_not_write(store: Store) -> None:
    with store.reading() as connection:
        before = rows_by(COLORS, "id").rows(connection, values=[RED, 101])
        write(store, adds(101))
        assert rows_by(COLORS, "id").rows(connection, values=[RED, 101]) == before
    with pytest.raises(DatabaseForbidden, match="read-only"), store.reading() as connection:
        insertion(COLORS).run_many(connection, [color(102)])


def test_what_is_out_while_all_connections_are_dropped_is_closed_when_it_comes_back(store: Store) -> None:
    with store.reading() as connection:
        assert driver_of(connection).closed is False
        out = driver_of(connection)
        with pytest.raises(DatabaseUnavailable), store.reading():
            raise DatabaseUnavailable("The server is away.")
    assert out.closed
    assert "New" not in names(store)


def test_what_is_asked_at_once_is_of_one_state(store: Store, postgres_server: PostgresServer, database: str) -> None:
    """Somebody adds a color while what stands between two questions is waited for."""

    def work(connection: Connection) -> list[Rows]:
        asked = [each.ask(connection) for each in (COUNT, WAITS, COUNT)]
        return [each.rows() for each in asked]

    url = postgres_server.url(database).replace("+psycopg", "")
    with psycopg.connect(url, autocommit=True) as holder, ThreadPoolExecutor(1) as other:
        holder.execute("SELECT pg_advisory_lock(4711)")
        reading = other.submit(store.at_once, work)
        waits = f"{holder.info.backend_pid} = ANY(pg_blocking_pids(pid))"  # for this one, and for no other test's
        running(postgres_server, f"EXISTS (SELECT FROM pg_stat_activity WHERE {waits})")
        write(store, adds(101))
        holder.execute("SELECT pg_advisory_unlock(4711)")
        first, _, last = reading.result()
    assert first == last == [(2,)]
    assert store.at_once(COUNT.one) == (3,)


def test_nothing_is_asked_after_something_was_read(store: Store) -> None:
    with pytest.raises(RuntimeError, match="asked before"):
        store.at_once(lambda connection: (COUNT.one(connection), COUNT.one(connection)))
    assert store.at_once(COUNT.one) == (2,)


def test_a_connection_that_was_cut_while_it_lay_is_had_anew(
    store: Store, postgres_server: PostgresServer, database: str
) -> None:
    with store.reading() as connection:
        rows_by(COLORS, "id").rows(connection, values=[RED])
        number = server_number(connection)
    with psycopg.connect(postgres_server.url("postgres").replace("+psycopg", ""), autocommit=True) as administration:
        administration.execute("SELECT pg_terminate_backend(%s, 10000)", [number])
    assert store.at_once(COUNT.one) == (2,)


def test_what_is_wrong_with_what_is_asked_at_once_is_told(store: Store) -> None:
    with pytest.raises(DatabaseError):
        store.at_once(lambda connection: (COUNT.ask(connection), BROKEN.ask(connection))[0].rows())
    assert store.at_once(COUNT.one) == (2,)
