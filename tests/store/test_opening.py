"""A file opens by its driver alone, and is the same office as by the whole store; what is wrong with it is said."""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Thread
from types import FunctionType

import pytest
from sqlalchemy import create_engine

from industrack_core.desk.desk import Desk, open_desk
from industrack_core.desk.health import describe
from industrack_core.desk.keeping import restore_backup
from industrack_core.desk.values.given_file import read_file
from industrack_core.desk.values.new_file import new_private_file
from industrack_core.domain.acts.acts import AddEmployee
from industrack_core.domain.errors import (
    AttachmentError,
    DatabaseMissing,
    DatabaseNewer,
    DatabaseUnavailable,
    NotADatabase,
    UsageError,
)
from industrack_core.domain.keeping import BackupDamaged
from industrack_core.domain.outcomes import Done
from industrack_core.domain.time.span import day_span
from industrack_core.domain.upgrade import Upgrade
from industrack_core.exchange.imports.csv_file import opened
from industrack_core.exchange.imports.import_report import ImportFailed
from industrack_core.exchange.imports.job_map import JobMap
from industrack_core.exchange.imports.map_file import read_map
from industrack_core.store.early_server import EarlyServer
from industrack_core.store.early_store import EarlyStore
from industrack_core.store.engine import sqlite_file
from industrack_core.store.engine.as_text import AsText
from industrack_core.store.engine.engine import database_place
from industrack_core.store.engine.server_address import plain_address, server_arguments
from industrack_core.store.engine.texts import server_texts
from industrack_core.store.opening import open_early
from industrack_core.store.store import Store, open_store
from tests import office_door
from tests.office_door import is_open_office
from tests.store.small_company import NOW, desk_at, rows
from tests.store.test_here import listening
from tools.make_texts import statements, texts

_OPENED = """
import sys
from datetime import UTC, datetime
from industrack_core.desk.desk import open_desk
from industrack_core.domain.time.span import day_span
desk = open_desk(sys.argv[1])
office = desk.office()
ids = office.row_ids(office.default_calendar)
desk.board(office, day_span(desk.clock().date(), office.zone), ids, ids)
desk.queue()
print(*sys.modules)
desk.close()
"""
_HEARD = """
import sys
from contextlib import closing
from threading import Event
from industrack_core.desk.desk import open_desk
from industrack_core.domain.acts.news import Changes, Here
stop, told = Event(), set()
with closing(open_desk(sys.argv[1])) as desk:
    desk.say_where("job", 1)
    for news in desk.changes(desk.revision() - 1, stop, present=True):
        told.add(type(news).__name__)
        if isinstance(news, Changes):
            office = desk.office()
            desk.kept_to(), desk.queue()
            print(len(office.employees))
        if {"Changes", "Here"} <= told:
            stop.set()
print(*sys.modules)
"""
_LEFT = """
import sqlite3, sys
office = sqlite3.connect(sys.argv[1])
office.execute("SELECT count(*) FROM journal").fetchone()
office.close()
"""


def is_early(store: object) -> bool:
    """Whether a store is a file that was opened by its driver alone."""
    return isinstance(store, EarlyStore)


def is_read_quickly(store: object) -> bool:
    """Whether a store is a server of which no more was asked than its driver alone answers."""
    return isinstance(store, EarlyServer) and store.made is None


def early_store(url: str, *, read_only: bool = False) -> Store:
    """What a desk opens."""
    return open_early(url, create=False, read_only=read_only, upgrade=None)


def test_a_board_opens_without_sqlalchemy(sqlite_company: str) -> None:
    asked = [sys.executable, "-c", _OPENED, sqlite_company]
    told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split()
    assert [name for name in told if name.startswith(("sqlalchemy", "industrack_core.store.engine.tables"))] == []


def test_a_server_opens_without_sqlalchemy_too(postgres_company: str) -> None:
    asked = [sys.executable, "-c", _OPENED, postgres_company]
    told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split()
    assert [name for name in told if name.startswith(("sqlalchemy", "industrack_core.store.engine.tables"))] == []


def test_what_others_do_and_who_is_here_is_heard_without_sqlalchemy(company_url: str) -> None:
    with closing(desk_at(company_url)) as other:
        assert isinstance(other.perform(AddEmployee("Eva", "Lund")), Done)
        with listening(other):
            asked = [sys.executable, "-c", _HEARD, company_url]
            told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split()
    assert [name for name in told if name.startswith(("sqlalchemy", "industrack_core.store.engine.tables"))] == []


def test_what_is_read_early_is_what_the_whole_store_reads(company_url: str) -> None:
    with closing(desk_at(company_url)) as early, closing(open_store(company_url)) as whole:
        plain = Desk(whole, early.who, early.clock)
        office = early.office()
        assert is_early(early.store)
        assert office == plain.office()
        ids, day = office.row_ids(office.default_calendar), day_span(NOW.date(), office.zone)
        assert early.board(office, day, ids, ids) == plain.board(office, day, ids, ids)
        assert early.queue() == plain.queue()


def test_texts_are_those_of_the_statements_at_any_length(sqlite_company: str) -> None:
    """The same text, values and places as SQLAlchemy makes when it is asked for lists of that length."""
    kept = texts().statements
    with closing(open_store(sqlite_company)) as store, store.reading() as connection:
        for where, statement in statements():
            for size in (1, 2, 64):
                sizes = dict.fromkeys(statement.lists, size)
                assert kept[where].of_sizes(sizes) == statement._made(connection.dialect, sizes), where


def test_texts_of_servers_are_those_of_the_statements(postgres_company: str) -> None:
    kept = server_texts()
    with closing(open_store(postgres_company)) as store, store.reading() as connection:
        for where, statement in statements():
            assert kept[where].compiled() == statement._made(connection.dialect, dict.fromkeys(statement.lists, 1)), (
                where
            )


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://db/office", "postgresql://mika@db:5433/office", "postgres://mika:secret@db.local/office",
        "postgresql+psycopg://mika@/office?host=/run/postgresql", "postgresql://:5433/office?host=/run/pg-17",
    ],
)  # fmt: skip
def test_a_plain_address_of_a_server_is_what_it_is_with_sqlalchemy(url: str) -> None:
    address, place = plain_address(url), database_place(url)
    assert address is not None
    assert address.label == place.label
    ours = {
        name: str(value) for name, value in address.connecting().items() if name not in server_arguments(writes=False)
    }
    theirs = create_engine(place.url).dialect.create_connect_args(place.url)[1]
    del theirs["context"]
    assert ours == {name: str(value) for name, value in theirs.items()}


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://a,b/office", "postgresql:///office", "postgresql://db/office?sslmode=require", "office.db",
        "postgresql://m%40x@db/office", "postgresql://db/office?host=/run/pg", "postgresql://db/", "mysql://db/office",
        "postgresql://db/office?service=x", "postgresql://[::1]/office",
    ],
)  # fmt: skip
def test_an_address_that_says_more_is_read_with_care(url: str) -> None:
    assert plain_address(url) is None


def test_a_server_is_its_whole_store_once_more_is_asked(postgres_company: str) -> None:
    with closing(desk_at(postgres_company)) as desk:
        early = desk.revision(), desk.office()
        assert is_read_quickly(desk.store)
        done = desk.perform(AddEmployee("Eva", "Lund"))
        assert isinstance(done, Done)
        assert not is_read_quickly(desk.store)
        assert desk.place == database_place(postgres_company).label
        assert desk.revision() == early[0] + 1
        assert len(desk.office().employees) == len(early[1].employees) + 1


def test_what_is_wrong_with_a_server_is_said_as_ever(postgres_company: str) -> None:
    rows(postgres_company, "ALTER TABLE tag RENAME COLUMN name TO title")
    with pytest.raises(NotADatabase, match=r"lacks tag\.name"):
        open_desk(postgres_company)
    with pytest.raises(DatabaseMissing):
        open_desk(postgres_company.replace("/test_", "/gone_"))
    with pytest.raises(DatabaseUnavailable, match="does not answer"):
        open_desk("postgresql://mika@127.0.0.1:1/office")


def test_a_connection_that_was_cut_before_more_is_asked_is_had_anew(postgres_company: str) -> None:
    with closing(desk_at(postgres_company)) as desk:
        known = desk.queue()
        rows(postgres_company, "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
             " WHERE pid <> pg_backend_pid() AND datname = current_database()")  # fmt: skip
        assert desk.queue() == known


def test_a_statement_that_is_no_text_is_built(sqlite_company: str) -> None:
    plainly = AsText("reads.history_reads:_ZONE")
    with closing(early_store(sqlite_company)) as store, store.reading() as connection:
        sql, _ = plainly.sql(connection)
        assert sql.startswith("SELECT")


@pytest.mark.parametrize("url", ["sqlite:///{}", "{}"])
def test_a_path_and_a_url_open_early(sqlite_company: str, url: str) -> None:
    path = database_place(sqlite_company).label
    with closing(early_store(url.format(path))) as store:
        assert is_early(store)
        assert store.place.label == path


def test_a_name_that_has_to_be_read_with_care_is_the_same_file(sqlite_company: str) -> None:
    path = Path(database_place(sqlite_company).label)
    odd = path.with_name("a 100% b.db")
    path.rename(odd)
    with closing(
        open_early(f"sqlite:///{path.with_name('a%20100%25%20b.db')}", create=False, read_only=True, upgrade=None)
    ) as store:
        assert store.place.label == str(odd)
        assert not is_early(store)


def test_what_is_not_as_it_should_be_is_said_as_ever(sqlite_company: str) -> None:
    rows(sqlite_company, "ALTER TABLE tag RENAME COLUMN name TO title")
    with pytest.raises(NotADatabase, match=r"lacks tag\.name"):
        open_desk(sqlite_company)
    rows(sqlite_company, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(DatabaseNewer):
        open_desk(sqlite_company)


def test_a_file_that_was_replaced_after_it_was_opened_takes_nothing(sqlite_company: str) -> None:
    with closing(early_store(sqlite_company)) as store:
        path = Path(database_place(sqlite_company).label)
        other = path.with_name("other.db")
        other.write_bytes(path.read_bytes())
        os.replace(other, path)
        with pytest.raises(NotADatabase, match="was replaced"), store.writing():
            pass


def test_whoever_asks_first_makes_the_rest_once(sqlite_company: str) -> None:
    with closing(early_store(sqlite_company)) as store:
        found: list[object] = []
        threads = [Thread(target=lambda: found.append(store.contents)) for _ in range(4)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert len({id(each) for each in found}) == 1


def test_a_file_that_may_not_be_written_to_is_read(sqlite_company: str) -> None:
    with closing(early_store(sqlite_company, read_only=True)) as store:
        assert store.read_only
        assert is_early(store)


@pytest.mark.parametrize("end", ["", ".turn"])
def test_who_leaves_takes_nothing_from_under_an_early_store(sqlite_company: str, end: str) -> None:
    """The last one who leaves takes the log beside the file along: who is still there has a lock that says so."""
    path = Path(sqlite_company.removeprefix("sqlite:///"))
    log = path.with_name(path.name + "-wal")
    with closing(desk_at(sqlite_company)) as desk:
        desk.queue()
        desk.get_ready()
        with pytest.raises(OSError, match="a company's database"), new_private_file(Path(f"{path}{end}"), replace=True):
            pass
        before = log.stat().st_ino
        leave(path)
        assert log.stat().st_ino == before


def leave(path: Path) -> None:
    """Another process comes, looks, and leaves as the last one, as far as it can see."""
    subprocess.run([sys.executable, "-c", _LEFT, str(path)], check=True)


def open_again(path: Path) -> None:
    """As the day of `demo --live` does, in a thread beside the console."""
    open_desk(str(path)).close()
    open_store(str(path), read_only=True).close()


def name_it(path: Path) -> None:
    """A person gives the office's file, a part of it, or a link to one, where a file of theirs is asked for."""
    link = path.with_name("link.csv")
    link.symlink_to(f"{path}-shm")
    for each in (path, Path(f"{path}-wal"), Path(f"{path}-shm"), link):
        with pytest.raises(AttachmentError, match="a company's database"):
            read_file(each)
        with pytest.raises(ImportFailed, match="a company's database"), opened(each):
            pass
        with pytest.raises(UsageError, match="a company's database"):
            read_map(str(each), JobMap)


def look_at_it(path: Path) -> None:
    describe(str(path))
    with pytest.raises(BackupDamaged, match="is no backup"):
        restore_backup(path, str(path.with_name("other.db")), at=NOW, leave=Upgrade())


@pytest.mark.parametrize("do", [open_again, name_it, look_at_it], ids=lambda each: each.__name__)
def test_what_a_process_does_beside_its_office_lets_go_of_no_lock(
    sqlite_company: str, do: Callable[[Path], None]
) -> None:
    path = Path(sqlite_company.removeprefix("sqlite:///"))
    log = path.with_name(path.name + "-wal")
    with closing(desk_at(sqlite_company)) as desk:
        desk.queue()
        desk.get_ready()
        before = log.stat().st_ino
        do(path)
        leave(path)
        assert log.stat().st_ino == before


def test_the_guard_of_the_run_hears_who_opens_an_office(sqlite_company: str) -> None:
    path = Path(sqlite_company.removeprefix("sqlite:///"))
    assert not is_open_office(str(path)), "nobody looked at it yet"
    with closing(desk_at(sqlite_company)):
        assert is_open_office(str(path))
        assert is_open_office(f"{path}-shm")
        assert not is_open_office(f"{path}.turn")
        for each in (path, path.with_name(path.name + "-wal")):
            with pytest.raises(AssertionError, match=r"opens .*company\.db"):
                beside_the_door(each)


def beside_the_door(path: Path) -> bytes:
    """As code of ours would open it that does not go by the door."""

    def read() -> bytes:
        return path.read_bytes()

    ours = read.__code__.replace(co_filename=f"{office_door.SRC}/somewhere.py")
    return bytes(FunctionType(ours, globals(), "read", None, read.__closure__)())


def test_an_office_that_is_gone_is_let_go_of(sqlite_company: str, tmp_path: Path) -> None:
    path = Path(sqlite_company.removeprefix("sqlite:///"))
    open_desk(sqlite_company).close()
    assert is_open_office(str(path))
    before = len(sqlite_file.KEPT)
    path.unlink()
    (tmp_path / "other").write_bytes(b"")
    sqlite_file.first_bytes(tmp_path / "other")
    assert len(sqlite_file.KEPT) < before
