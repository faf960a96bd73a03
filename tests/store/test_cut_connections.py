"""A server that puts its users out: each is told in one sentence, and nothing of the toolkit's is written anywhere."""

import logging
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from queue import Queue

import psycopg
import pytest

from industrack_core.domain.acts.acts import AddJob
from industrack_core.domain.acts.news import Changes, Found, Lost, News
from industrack_core.domain.errors import DatabaseUnavailable, ServerFull
from industrack_core.domain.records.office import Company
from industrack_core.store.engine.faults import translated
from industrack_core.store.engine.speaking import server_number
from industrack_core.store.keeping.backup_file import opened_backup
from industrack_core.store.store import Store, open_store
from tests.postgres import PostgresServer
from tests.store.listening import PATIENCE, heard
from tests.store.small_company import COMPANY, desk_at, draft, rows


def put_out(server: PostgresServer, database: str) -> None:
    """End all connections to a database."""
    with psycopg.connect(server.url("postgres").replace("+psycopg", ""), autocommit=True) as administration:
        administration.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [database])


def test_who_listens_is_told_once(
    postgres_server: PostgresServer, database: str, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(desk_at(postgres_server.url(database))) as desk, heard(desk) as news:
        desk.perform(AddJob(draft(crew=())))
        assert isinstance(_next(news), Changes)  # so it listens
        put_out(postgres_server, database)
        lost, found = _next(news), _next(news)
    assert isinstance(lost, Lost)
    assert lost.sentence.startswith("The database server at ")
    assert lost.sentence.endswith(" does not answer.")
    assert isinstance(found, Found)
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


def _next(news: "Queue[News]") -> News:
    return news.get(timeout=PATIENCE)


@pytest.mark.parametrize("writes", [True, False])
def test_who_reads_or_writes_is_told_and_goes_on(
    postgres_server: PostgresServer, database: str, caplog: pytest.LogCaptureFixture, writes: bool
) -> None:
    with closing(open_store(postgres_server.url(database))) as store:
        with pytest.raises(DatabaseUnavailable):
            _cut_between(store, postgres_server, database, writes=writes)
        with store.writing() as tx:
            assert tx.get(Company, COMPANY) is not None
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


def _cut_between(store: Store, server: PostgresServer, database: str, *, writes: bool) -> None:
    if writes:
        with store.writing() as tx:
            put_out(server, database)
            tx.get(Company, COMPANY)
    else:
        with store.reading() as connection:
            connection.exec_driver_sql("SELECT 1")
            put_out(server, database)
            connection.exec_driver_sql("SELECT 1")


@pytest.fixture
def held_to_two(postgres_server: PostgresServer, database: str) -> Iterator[str]:
    """URL of a company for a login that the server lets have two connections."""
    login = f"held_{database[-8:]}"
    rows(postgres_server.url("postgres"), f"CREATE ROLE {login} LOGIN CONNECTION LIMIT 2 IN ROLE pg_read_all_data")
    yield postgres_server.url(database).replace("postgres@", f"{login}@")
    rows(postgres_server.url("postgres"), f"DROP ROLE {login}")


def test_who_is_given_no_further_connection_goes_on_with_those_they_have(held_to_two: str) -> None:
    """Others would have taken them by now."""
    with closing(open_store(held_to_two)) as store:
        with store.reading() as one, store.reading() as other:
            numbers = {server_number(one), server_number(other)}
            with pytest.raises(ServerFull, match="has no connection left"), store.reading():
                pass
        with store.reading() as one:
            assert server_number(one) in numbers


def test_what_a_server_says_while_a_backup_is_written_is_not_said_of_the_file(tmp_path: Path) -> None:
    (file := tmp_path / "office.industrack").touch()
    with pytest.raises(DatabaseUnavailable, match="The database server at the office does not answer"):
        _lose_server(file)


def _lose_server(file: Path) -> None:
    with translated("the office"), opened_backup(file, writes=True):
        psycopg.connect(host="/nowhere")
