"""The database is away while a phone syncs: it is told to wait, nothing was acknowledged, and nothing is lost."""

from pathlib import Path

import psycopg

from tests.gateway.company import dispatch, pair_at_desk
from tests.gateway.running import gateway_at
from tests.postgres import PostgresServer
from tests.store import small_company
from tests.store.small_company import ANA

NOTE = {"key": "0123456789abcdef", "text": "Valve was seized", "gone": False}


def let_in(server: PostgresServer, database: str, allowed: bool) -> None:
    """Whether anybody is let into a database; who is in it is put out."""
    with psycopg.connect(server.url("postgres").replace("+psycopg", ""), autocommit=True) as administration:
        administration.execute(f"ALTER DATABASE {database} WITH ALLOW_CONNECTIONS {allowed}")
        administration.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [database])


def test_a_phone_waits_for_the_database_and_its_report_counts_once(
    postgres_server: PostgresServer, tmp_path: Path
) -> None:
    template = postgres_server.ensure_template("small_company", small_company.fill)
    database = postgres_server.create_database(template)
    url = postgres_server.url(database)
    dispatch(url, ANA)
    with gateway_at(url, tmp_path, now="") as gateway:
        ana = pair_at_desk(url, gateway, ANA, "phone")
        (document,) = ana.sync().json["jobs"]
        note = ana.report("note", NOTE, document)
        let_in(postgres_server, database, False)
        for _ in range(3):
            answer = ana.sync(note)
            assert (answer.status, answer.json["error"]) == (503, "database")
            assert 5 <= int(answer.headers["Retry-After"]) <= 15
        let_in(postgres_server, database, True)
        assert [ana.sync(note).json["last"] for _ in range(2)] == [1, 1]
        assert "Traceback" not in gateway.log()
    assert small_company.rows(url, "SELECT text FROM field_note") == [(NOTE["text"],)]
