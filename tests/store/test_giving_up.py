"""What nobody waits for any longer is cut off in the database, and the connection serves whoever comes next."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Event
from time import monotonic

import pytest
from sqlalchemy import Connection, select

from industrack_core.domain import enquiry as asking
from industrack_core.domain.enquiry import Enquiry
from industrack_core.domain.errors import DatabaseError, GivenUp
from industrack_core.domain.upgrade import Upgrade
from industrack_core.store.engine import schema
from industrack_core.store.engine.prepared import Prepared
from industrack_core.store.engine.speaking import driver_of, server_number
from industrack_core.store.opening import open_early
from industrack_core.store.store import Store
from tests.store.listening import PATIENCE
from tests.store.small_company import rows

COMPANY = Prepared(select(schema.company.c.id))
ENDLESS = (
    "WITH RECURSIVE step(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM step WHERE n < 60000000) SELECT count(*) FROM step"
)
"""It takes many seconds: who is not cut off fails by that, and does not hang."""


@pytest.fixture
def store(company_url: str) -> Iterator[Store]:
    """As a console has it, which reads a file without SQLAlchemy."""
    with closing(open_early(company_url, create=False, read_only=False, upgrade=None)) as opened:
        yield opened


def read_without_end(store: Store, begun: Event) -> None:
    with store.reading() as connection:
        driver_of(connection).execute("SELECT 1")
        begun.set()
        driver_of(connection).execute(ENDLESS).fetchall()


def test_a_read_that_is_given_up_is_cut_off_and_the_next_one_is_not(store: Store, company_url: str) -> None:
    enquiry, begun = Enquiry(), Event()
    with ThreadPoolExecutor(1) as threads:
        reading = threads.submit(enquiry.asked(read_without_end), store, begun)
        assert begun.wait(PATIENCE)
        assert enquiry.give_up()
        enquiry.cut_off()
        assert isinstance(reading.exception(), GivenUp)
        for _ in range(3):
            with store.reading() as connection:
                assert driver_of(connection).execute("SELECT count(*) FROM company").fetchall() == [(1,)]
    if company_url.startswith("postgresql"):
        busy = (
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'active'"
            " AND query LIKE 'WITH RECURSIVE step%'"
        )
        assert rows(company_url, busy) == [(0,)]


def test_it_is_cut_off_also_on_a_connection_that_was_had_anew(postgres_company: str) -> None:
    enquiry, begun = Enquiry(), Event()

    def read_anew(store: Store) -> None:
        with store.reading() as connection:
            before = server_number(connection)
            rows(postgres_company, f"SELECT pg_terminate_backend({before}, 5000)")
            COMPANY.rows(connection)
            assert server_number(connection) != before
            begun.set()
            driver_of(connection).execute(ENDLESS).fetchall()

    early = open_early(postgres_company, create=False, read_only=False, upgrade=None)
    with closing(early), ThreadPoolExecutor(1) as threads:
        reading = threads.submit(enquiry.asked(read_anew), early)
        assert begun.wait(PATIENCE)
        enquiry.give_up()
        enquiry.cut_off()
        failed = reading.exception()
        assert isinstance(failed, GivenUp)
        assert "user request" in str(failed.__context__)  # and not that it took too long


def test_what_was_given_up_before_it_began_reads_nothing(store: Store) -> None:
    enquiry, begun = Enquiry(), Event()
    assert not enquiry.give_up()
    with pytest.raises(GivenUp):
        enquiry.asked(read_without_end)(store, begun)
    assert not begun.is_set()


def test_it_is_cut_off_also_where_it_goes_on_to_another_statement_or_another_read(store: Store) -> None:
    enquiry, begun = Enquiry(), Event()

    def stubborn() -> None:
        for _ in range(3):  # as who takes a failed read for a slow one
            try:
                read_without_end(store, begun)
            except GivenUp:
                continue

    with ThreadPoolExecutor(1) as threads:
        reading = threads.submit(enquiry.asked(stubborn))
        assert begun.wait(PATIENCE)
        enquiry.give_up()
        enquiry.cut_off()
        assert reading.exception() is None
    assert not enquiry.give_up()


def test_what_fails_by_itself_says_so(store: Store) -> None:
    def wrong() -> None:
        with store.reading() as connection:
            driver_of(connection).execute("SELECT nothing FROM nowhere")

    with pytest.raises(DatabaseError) as failed:
        Enquiry().asked(wrong)()
    assert not isinstance(failed.value, GivenUp)


def test_what_is_read_in_many_short_statements_ends_before_the_next_one(store: Store) -> None:
    enquiry, read = Enquiry(), []

    def each_short() -> None:
        with store.reading() as connection:
            for number in range(3):
                read.append(COMPANY.rows(connection))
                if number == 1:
                    enquiry.give_up()

    with pytest.raises(GivenUp):
        enquiry.asked(each_short)()
    assert len(read) == 2
    with store.reading() as connection:
        assert COMPANY.rows(connection)


def test_what_is_asked_at_once_may_be_given_up_amid_its_questions(store: Store) -> None:
    enquiry = Enquiry()

    def asked(connection: Connection) -> None:
        COMPANY.ask(connection)
        enquiry.give_up()
        COMPANY.ask(connection)

    with pytest.raises(GivenUp):
        enquiry.asked(store.at_once)(asked)
    for _ in range(2):
        assert store.at_once(COMPANY.rows)


def test_a_reader_that_runs_no_statement_is_cut_off_ever_more_seldom() -> None:
    enquiry, begun, enough = Enquiry(), Event(), Event()
    cuts: list[float] = []

    def cut() -> None:
        cuts.append(monotonic())
        if len(cuts) == 4:
            enough.set()

    def count() -> None:
        with enquiry.cut_off_by(cut):
            begun.set()
            assert enough.wait(PATIENCE)

    with ThreadPoolExecutor(1) as threads:
        counting = threads.submit(enquiry.asked(count))
        assert begun.wait(PATIENCE)
        enquiry.give_up()
        enquiry.cut_off()
        counting.result()
    assert cuts[3] - cuts[0] >= 0.05 + 0.1 + 0.2


def test_who_cuts_off_ends_with_what_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """However long it would rest before it cuts off again."""
    for pause in ("_AGAIN", "_LATEST"):
        monkeypatch.setattr(asking, pause, 10 * PATIENCE)
    enquiry, begun, enough = Enquiry(), Event(), Event()

    def read() -> None:
        with enquiry.cut_off_by(enough.set):
            begun.set()
            assert enough.wait(PATIENCE)

    with ThreadPoolExecutor(2) as threads:
        reading = threads.submit(enquiry.asked(read))
        assert begun.wait(PATIENCE)
        enquiry.give_up()
        cutting = threads.submit(enquiry.cut_off)
        reading.exception(PATIENCE)
        cutting.result(PATIENCE)


def test_a_stop_that_comes_while_the_one_before_is_told_holds_up_nobody() -> None:
    """As with a second ctrl+c, which is heard in the same thread."""
    upgrade, told = Upgrade(), []

    def told_once_more() -> None:
        told.append("")
        if len(told) == 1:
            upgrade.stop()

    def stop() -> None:
        with upgrade.cut_off_by(told_once_more):
            upgrade.stop()

    with ThreadPoolExecutor(1) as threads:
        threads.submit(stop).result(PATIENCE)
    assert len(told) == 2
