"""Two versions of the program on one database: whoever does not know its schema any more does not write."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from queue import Empty
from threading import Event

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from industrack_core.desk.desk import Desk, open_desk
from industrack_core.domain.acts.acts import AddEmployee, AddJob, UnassignJob
from industrack_core.domain.acts.news import Blocked, Changes, Found, Lost, Outdated
from industrack_core.domain.errors import DatabaseNewer
from industrack_core.domain.outcomes import Done, FindingKind
from industrack_core.domain.upgrade import Upgrade
from industrack_core.store import feed, locked_tables
from industrack_core.store.engine import server_address
from industrack_core.store.engine.engine import database_place
from industrack_core.store.engine.schema_state import HEAD
from industrack_core.store.engine.server_address import server_arguments
from industrack_core.store.engine.texts import Values
from industrack_core.store.locked_tables import TABLES_LOCKED
from industrack_core.store.store import Store
from tests.store import small_company
from tests.store.listening import PATIENCE, heard
from tests.store.old_office import office_of_0_3
from tests.store.small_company import DAY, DISPATCHED, NOW, desk_at, draft, plain_engine, rows

ANOTHER = "UPDATE alembic_version SET version_num = '9999'"
SENTENCE = (
    "Nothing can be saved here any more, because another version of the program has changed the database:"
    " leave, and start that version."
)


WAITING = "SELECT 1 FROM pg_locks WHERE NOT granted"


def contents(url: str) -> list[tuple[object, ...]]:
    return rows(url, "SELECT revision, next_record_id FROM ledger") + rows(url, "SELECT id, version FROM employee")


def test_an_open_desk_stops_writing_and_goes_on_reading(company_url: str, desk: Desk) -> None:
    before = contents(company_url)
    rows(company_url, ANOTHER)
    for act in (AddEmployee("Eva", "Lund"), AddJob(draft())):
        with pytest.raises(DatabaseNewer) as raised:
            desk.perform(act)
        assert str(raised.value) == SENTENCE
    with pytest.raises(DatabaseNewer):
        desk.reserve_ids(1)
    assert contents(company_url) == before
    office = desk.office()
    assert len(desk.board(office, DAY, [each.id for each in office.employees]).rows) == 4
    assert isinstance(desk.judge(UnassignJob(DISPATCHED, 1, accepted=frozenset(FindingKind))), Done)
    rows(company_url, "UPDATE alembic_version SET version_num = :known", known=HEAD)  # from a copy, for example
    assert isinstance(desk.perform(AddEmployee("Eva", "Lund")), Done)


def test_so_it_does_where_a_column_that_it_looks_up_first_is_gone(company_url: str, desk: Desk) -> None:
    rows(company_url, ANOTHER)
    rows(company_url, "ALTER TABLE company RENAME COLUMN clock24 TO clock")
    with pytest.raises(DatabaseNewer) as raised:
        desk.perform(AddEmployee("Eva", "Lund"))
    assert str(raised.value) == SENTENCE


def test_an_attachment_is_not_kept_either(postgres_url: str) -> None:
    small_company.fill(postgres_url)
    with closing(desk_at(postgres_url)) as desk:
        rows(postgres_url, ANOTHER)
        with pytest.raises(DatabaseNewer):
            desk._store.contents.put(b"a picture")
    assert rows(postgres_url, "SELECT count(*) FROM attachment_content") == [(0,)]


def test_who_waits_for_the_lock_sees_the_number_that_comes_with_it(company_url: str, desk: Desk) -> None:
    """The other version holds the lock, changes the schema, and lets go: what waited meanwhile is not saved."""
    engine = plain_engine(company_url)
    with ThreadPoolExecutor(1) as pool, engine.connect() as other:
        with other.begin():
            if not company_url.startswith("sqlite"):
                other.execute(text("SELECT revision FROM ledger FOR UPDATE"))
            other.execute(text(ANOTHER))
            act = pool.submit(desk.perform, AddEmployee("Eva", "Lund"))
            while not company_url.startswith("sqlite") and not rows(company_url, WAITING):
                assert not act.done()
        with pytest.raises(DatabaseNewer):
            act.result(timeout=10)
    engine.dispose()
    assert rows(company_url, "SELECT count(*) FROM employee WHERE last_name = 'Lund'") == [(0,)]


def test_who_waits_for_the_lock_waits_for_a_row_that_no_act_writes(postgres_url: str) -> None:
    """For one that is written they would lose their place with each act: all wake, and go on to its new version."""
    small_company.fill(postgres_url)
    engine = plain_engine(postgres_url)
    with closing(desk_at(postgres_url)) as desk, ThreadPoolExecutor(1) as pool, engine.connect() as other:
        with other.begin():
            other.execute(text("SELECT FROM alembic_version FOR UPDATE"))
            act = pool.submit(desk.perform, AddEmployee("Eva", "Lund"))
            while not rows(postgres_url, WAITING):
                assert not act.done()
            other.execute(text("SELECT FROM ledger FOR UPDATE NOWAIT"))
        assert isinstance(act.result(timeout=10), Done)
    engine.dispose()


def test_an_open_desk_hears_of_it_and_goes_on_hearing(company_url: str, desk: Desk) -> None:
    stop = Event()
    news = desk.changes(desk.revision(), stop)
    with closing(desk_at(company_url, who="bo")) as other:
        other.perform(AddEmployee("Eva", "Lund"))
        assert next(news).who == "bo"  # type: ignore[union-attr]
        rows(company_url, ANOTHER)
        if not company_url.startswith("sqlite"):
            rows(company_url, "NOTIFY industrack")
        assert next(news) == Outdated(SENTENCE)
    with closing(desk_at_schema(company_url, "9999")) as newer:
        newer.perform(AddEmployee("Finn", "Holm"))
        assert next(news).who == "newer"  # type: ignore[union-attr]
    stop.set()
    list(news)  # to its end, where it gives its connection back


def test_so_it_hears_where_a_column_that_the_feed_looks_up_is_gone(company_url: str, desk: Desk) -> None:
    """Said once, as of any other schema; not that the database is damaged, and lost and found again and again."""
    stop, server = Event(), not company_url.startswith("sqlite")
    news = desk.changes(desk.revision(), stop)
    with closing(desk_at(company_url, who="bo")) as other:
        other.perform(AddEmployee("Eva", "Lund"))
        assert next(news).who == "bo"  # type: ignore[union-attr]
    rows(company_url, "ALTER TABLE job RENAME COLUMN in_queue TO waiting")
    rows(company_url, ANOTHER)
    if server:
        rows(company_url, "NOTIFY industrack")
    assert next(news) == Outdated(SENTENCE)
    with closing(desk_at_schema(company_url, "9999")) as newer:
        for name in ("Finn", "Greta"):
            newer.perform(AddEmployee(name, "Holm"))
            item = next(news)
            assert isinstance(item, Changes)
            assert (item.who, item.line, item.records) == ("newer", f"Added employee {name} Holm.", None)
    stop.set()
    assert list(news) == []


def test_a_column_that_is_gone_of_a_schema_that_is_known_is_lost_once(company_url: str, desk: Desk) -> None:
    """Found again when it can be read, and not before."""
    rows(company_url, "ALTER TABLE job RENAME COLUMN in_queue TO waiting")
    with heard(desk) as news:
        assert isinstance(news.get(timeout=PATIENCE), Lost)
        with pytest.raises(Empty):
            news.get(timeout=0.6)
        rows(company_url, "ALTER TABLE job RENAME COLUMN waiting TO in_queue")
        assert isinstance(news.get(timeout=PATIENCE), Found)
    assert news.empty()


def test_while_tables_are_locked_it_is_said_that_the_office_waits(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For as long as they are, once, and then that it goes on: no database is lost, and who is here stays known."""
    small_company.fill(postgres_url)
    monkeypatch.setattr(server_address, "HEARING_MILLISECONDS", 50)
    monkeypatch.setattr(feed, "RETRY_SECONDS", 0.05)
    server = plain_engine(postgres_url)
    with closing(desk_at(postgres_url)) as desk, server.connect() as migration, heard(desk) as news:
        for turn in range(2):
            with migration.begin():
                migration.execute(text("LOCK TABLE job"))
                rows(postgres_url, "NOTIFY industrack")
                assert news.get(timeout=PATIENCE) == Blocked(TABLES_LOCKED)
                with pytest.raises(Empty):
                    news.get(timeout=0.5)
            assert news.get(timeout=PATIENCE) == Found("The office goes on.")
            assert isinstance(desk.perform(AddEmployee("Eva", f"Lund {turn}")), Done)
            assert isinstance(news.get(timeout=PATIENCE), Changes)
    assert news.empty()
    server.dispose()


def test_a_server_that_only_takes_long_locks_no_tables(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A while without a word, and then it is lost. Only what listens has little time: all else may take its own."""

    def said(*, writes: bool, patient: bool = False, hears: bool = False) -> Values:
        usual = server_arguments(writes=writes, patient=patient, hears=hears)
        return {**usual, "options": f"{usual['options']} -c statement_timeout=200"} if hears else usual

    small_company.fill(postgres_url)
    for module in ("engine", "server_address"):
        monkeypatch.setattr(f"industrack_core.store.engine.{module}.server_arguments", said)
    monkeypatch.setattr(feed, "RETRY_SECONDS", 0.05)
    server = plain_engine(postgres_url)
    with closing(desk_at(postgres_url)) as desk, server.connect() as migration, heard(desk) as news:
        with migration.begin():
            migration.execute(text("LOCK TABLE job"))
            rows(postgres_url, "NOTIFY industrack")
            with pytest.raises(Empty):
                news.get(timeout=1.0)
        assert isinstance(desk.perform(AddEmployee("Eva", "Lund")), Done)
        assert isinstance(news.get(timeout=PATIENCE), Changes)
        monkeypatch.setattr(locked_tables, "BUSY_SECONDS", 0.0)
        with migration.begin():
            migration.execute(text("LOCK TABLE job"))
            rows(postgres_url, "NOTIFY industrack")
            assert news.get(timeout=PATIENCE) == Lost(
                "The database took too long to answer; nothing was saved. Try again."
            )
        assert news.get(timeout=PATIENCE) == Found()
    server.dispose()


def test_it_is_known_within_seconds_that_tables_are_locked() -> None:
    assert feed.POSTGRES_POLL_SECONDS + server_address.HEARING_MILLISECONDS / 1000 <= 4


def desk_at_schema(url: str, number: str) -> Desk:
    """A desk of a program that knows another schema."""
    return Desk(Store(database_place(url), read_only=False, known_schema=number), "newer", lambda: NOW)


# -- an office of before, and the programs on both sides ---------------------------------------


OLD_COUNTER = "UPDATE ledger SET next_id = next_id + 1"
"""What every writing transaction of 0.4 and before begins with; it does not look at the schema's number."""


def test_a_console_of_before_that_is_still_open_writes_nothing_after_an_upgrade(database_url: str) -> None:
    office_of_0_3(database_url)
    engine = plain_engine(database_url)
    with engine.connect() as old:  # open before and after, as its console is
        with old.begin():
            old.execute(text(OLD_COUNTER))
        open_desk(database_url, upgrade=Upgrade(uncopied=True)).close()
        before = contents(database_url)
        with pytest.raises(DBAPIError, match="next_id"), old.begin():
            old.execute(text(OLD_COUNTER))
        with old.begin():
            assert old.execute(text("SELECT count(*) FROM job")).scalar() == 3  # the board goes on
    engine.dispose()
    assert contents(database_url) == before


@pytest.mark.parametrize("read_only", [False, True])
def test_an_older_program_that_comes_later_does_not_open_it(company_url: str, desk: Desk, read_only: bool) -> None:
    rows(company_url, ANOTHER)
    with closing(desk_at_schema(company_url, "9999")) as newer:
        before = contents(company_url)
        for upgrade in (None, Upgrade(uncopied=True)):
            with pytest.raises(DatabaseNewer, match=r"newer version of the program.*update the program. Nothing was"):
                open_desk(company_url, create=not read_only, read_only=read_only, upgrade=upgrade)
        assert contents(company_url) == before
        assert isinstance(newer.perform(AddEmployee("Finn", "Holm")), Done)
