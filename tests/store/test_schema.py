"""The schema: migrations say what the tables say, all or nothing, and only what this program knows."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, event, inspect
from sqlalchemy.engine import Engine

from industrack_core.domain.errors import NotADatabase
from industrack_core.store import schema_state
from industrack_core.store.engine import place_of
from industrack_core.store.schema import metadata
from industrack_core.store.schema_state import HEAD, REVISIONS, SchemaState
from industrack_core.store.store import open_store
from tests.store.small_company import plain_engine, rows, schema_only


def test_migrations_and_tables_agree(database_url: str) -> None:
    schema_only(database_url)
    engine = plain_engine(database_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        checks = {
            check["name"] for table in metadata.tables for check in inspect(connection).get_check_constraints(table)
        }
    engine.dispose()
    assert {"ck_ledger_single", "ck_job_minutes", "ck_calendar_minutes", "ck_time_off_order"} <= checks


def test_a_database_says_what_it_is(database_url: str) -> None:
    if not database_url.startswith("sqlite"):
        assert schema_state.schema_state(place_of(database_url)) == (SchemaState.EMPTY, "")
    schema_only(database_url)
    assert schema_state.schema_state(place_of(database_url)) == (SchemaState.CURRENT, HEAD)
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
    assert schema_state.schema_state(place_of(database_url)) == (SchemaState.EMPTY, "")
    schema_only(database_url)
    assert schema_state.schema_state(place_of(database_url)) == (SchemaState.CURRENT, HEAD)


def test_a_version_without_our_tables_is_foreign(postgres_url: str) -> None:
    rows(postgres_url, "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
    rows(postgres_url, "INSERT INTO alembic_version VALUES ('0001')")
    with pytest.raises(NotADatabase):
        open_store(postgres_url, create=True)
