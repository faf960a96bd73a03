"""The schema: migrations say what the tables say, all or nothing, and only what this program knows."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, event, inspect
from sqlalchemy.engine import Engine

from industrack_core.domain.errors import NotADatabase
from industrack_core.domain.upgrade import Upgrade
from industrack_core.store import migrating
from industrack_core.store.engine import schema_state
from industrack_core.store.engine.engine import database_place
from industrack_core.store.engine.schema import TABLES
from industrack_core.store.engine.schema_state import HEAD, REVISIONS, SchemaState
from industrack_core.store.store import open_store
from tests.store.small_company import plain_engine, rows, schema_only

METADATA = TABLES["job"].metadata


def test_migrations_and_tables_agree(database_url: str) -> None:
    schema_only(database_url)
    engine = plain_engine(database_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
        checks = {
            check["name"] for table in METADATA.tables for check in inspect(connection).get_check_constraints(table)
        }
    engine.dispose()
    assert {"ck_ledger_single", "ck_job_minutes", "ck_calendar_minutes", "ck_time_off_order"} <= checks


def test_a_database_says_what_it_is(database_url: str) -> None:
    if not database_url.startswith("sqlite"):
        assert schema_state.schema_state(database_place(database_url)) == (SchemaState.EMPTY, "")
    schema_only(database_url)
    assert schema_state.schema_state(database_place(database_url)) == (SchemaState.CURRENT, HEAD)
    assert REVISIONS[-1] == HEAD
    with closing(open_store(database_url)):
        assert rows(database_url, "SELECT version_num FROM alembic_version") == [(HEAD,)]


class Interrupted(Exception):
    """What the tests throw into a migration."""


@contextmanager
def interrupted_at(words: str) -> Iterator[None]:
    """Any statement with these words fails."""

    def interrupt(connection: Connection, cursor: object, statement: str, *rest: object) -> None:
        if words in statement:
            raise Interrupted

    event.listen(Engine, "before_cursor_execute", interrupt)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", interrupt)


@pytest.mark.parametrize("words", ["CREATE TABLE journal_change", "CREATE TABLE job_crew", "INSERT INTO numbering"])
def test_a_migration_happens_whole_or_not_at_all(database_url: str, words: str) -> None:
    with interrupted_at(words), pytest.raises(Interrupted):
        open_store(database_url, create=True)
    assert schema_state.schema_state(database_place(database_url)) == (SchemaState.EMPTY, "")
    schema_only(database_url)
    assert schema_state.schema_state(database_place(database_url)) == (SchemaState.CURRENT, HEAD)


def test_a_version_without_our_tables_is_foreign(postgres_url: str) -> None:
    rows(postgres_url, "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
    rows(postgres_url, "INSERT INTO alembic_version VALUES ('0001')")
    with pytest.raises(NotADatabase):
        open_store(postgres_url, create=True)


def test_a_company_of_the_first_schema_comes_along_whole(database_url: str) -> None:
    """What 0.1.0 wrote is there afterwards, column by column, and the new ones are empty."""
    place = database_place(database_url)
    with patched_head("0001"):
        open_first(database_url)
    rows(database_url, "INSERT INTO company VALUES (1, 1, 'Old', 'UTC', 'USD', 0, 1, 0)")
    rows(
        database_url, "INSERT INTO customer (id, version, number, name, tags) VALUES (2, 3, 'C1', 'Mora', '[\"VIP\"]')"
    )
    rows(
        database_url,
        "INSERT INTO job (id, version, number, customer_id, description, status, priority, minutes, crew, delivery,"
        " billing, overlap_accepted, in_queue) VALUES (3, 7, '1001', 2, 'Boiler', 'not_started', 'high', 90, '',"
        " 'saved', 'none', 0, 1)",
    )
    assert schema_state.schema_state(place) == (SchemaState.OLDER, "0001")
    with closing(open_store(database_url, upgrade=Upgrade(uncopied=True))):
        pass
    assert schema_state.schema_state(place) == (SchemaState.CURRENT, HEAD)
    assert rows(database_url, "SELECT id, version, number, description, minutes, items, tasks, series_id FROM job") == [
        (3, 7, "1001", "Boiler", 90, "[]", "[]", None)
    ]
    words = [("1001", 3), ("boiler", 3)]
    assert rows(database_url, "SELECT word, job_id FROM job_word ORDER BY word") == words
    assert rows(database_url, "SELECT name, version, attachments FROM customer") == [("Mora", 3, "[]")]
    assert rows(database_url, "SELECT name, country FROM company") == [("Old", "")]
    if place.path is not None:
        assert place.path.with_name(f"{place.path.name}.before-{HEAD}-from-0001").exists()


@contextmanager
def patched_head(revision: str) -> Iterator[None]:
    """Migrations go only so far."""
    from alembic import command

    with pytest.MonkeyPatch.context() as patch:
        original = command.upgrade
        patch.setattr(command, "upgrade", lambda config, wanted: original(config, revision))
        yield


def open_first(url: str) -> None:
    """Make the tables of the first schema, and nothing else."""
    engine = plain_engine(url)
    if url.startswith("sqlite"):
        from industrack_core.store.engine import sqlite_file

        path = database_place(url).path
        assert path is not None
        sqlite_file.create_file(path)
    with engine.connect() as connection, connection.begin():
        migrating._upgrade(connection, "", Upgrade())
    engine.dispose()
