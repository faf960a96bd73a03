"""The ground the other tests stand on."""

import os
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool
from textual.app import App, ComposeResult
from textual.widgets import Input

from tests.conftest import SNAPSHOTS, snapshot_directory
from tests.postgres import PostgresServer


def run(url: str, *statements: str) -> list[tuple[object, ...]]:
    """Rows of the last statement, all in one transaction on a connection of its own."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        for statement in statements:
            rows = connection.execute(text(statement))
        return [tuple(row) for row in rows] if rows.returns_rows else []


@pytest.mark.parametrize("turn", [1, 2])
def test_every_test_has_an_empty_database(database_url: str, turn: int) -> None:
    run(database_url, "CREATE TABLE visit (number INTEGER)", f"INSERT INTO visit SELECT {turn}")
    assert run(database_url, "SELECT number FROM visit") == [(turn,)]


def test_database_urls_name_both_engines(sqlite_url: str, postgres_url: str) -> None:
    assert sqlite_url.startswith("sqlite:///")
    assert run(postgres_url, "SHOW server_version_num")[0][0] >= "180000"  # type: ignore[operator]


def test_template_is_filled_once_and_copied(postgres_server: PostgresServer) -> None:
    filled = []

    def fill(url: str) -> None:
        filled.append(url)
        run(url, "CREATE TABLE visit (number INTEGER)", "INSERT INTO visit VALUES (7)")

    name = f"template_{os.getpid()}"
    for _ in range(2):
        postgres_server.ensure_template(name, fill)
    copy = postgres_server.create_database(name)
    assert run(postgres_server.url(copy), "SELECT number FROM visit") == [(7,)]
    assert len(filled) == 1
    postgres_server.drop_database(copy)
    postgres_server.drop_database(name)


def test_one_employee_cannot_be_booked_twice_without_extensions(postgres_url: str) -> None:
    """The programs of the test server bring no btree_gist; ranges of one number serve in its place."""
    run(postgres_url, "CREATE TABLE visit (who INTEGER, a BIGINT, b BIGINT, EXCLUDE USING gist "
        "(int4range(who, who, '[]') WITH &&, int8range(a, b) WITH &&))",
        "INSERT INTO visit VALUES (1, 0, 10), (2, 5, 15), (1, 10, 20)")  # fmt: skip
    with pytest.raises(Exception, match="conflicting key value violates exclusion constraint"):
        run(postgres_url, "INSERT INTO visit VALUES (1, 9, 11)")


class OneField(App[None]):
    def compose(self) -> ComposeResult:
        yield Input()


async def test_cursor_does_not_blink() -> None:
    app = OneField()
    async with app.run_test(size=(40, 5)):
        assert app.query_one(Input).cursor_blink is False


def test_snapshots_are_kept_at_the_top() -> None:
    class Location:
        basename = "test_board"

    assert Path(snapshot_directory(test_location=Location())) == SNAPSHOTS / "test_board"  # type: ignore[arg-type]
