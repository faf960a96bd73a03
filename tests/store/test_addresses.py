"""Addresses of several servers, as libpq takes them: which servers they name, and how they are shown."""

from pathlib import Path

import pytest

from industrack_core.domain.errors import UsageError
from industrack_core.store.engine.addresses import servers_of
from industrack_core.store.engine.engine import database_place
from industrack_core.store.engine.primary import Server


@pytest.mark.parametrize(
    ("text", "servers"),
    [
        ("postgresql://a/office", [("a", "")]),
        ("postgresql://a:5433/office", [("a", "5433")]),
        ("postgresql://a,b/office", [("a", ""), ("b", "")]),
        ("postgresql://a:5432,b:5433/office", [("a", "5432"), ("b", "5433")]),
        ("postgresql://a:5432,b/office", [("a", "5432"), ("b", "")]),
        ("postgresql://u:p%40w@a,b:6/office?sslmode=require", [("a", ""), ("b", "6")]),
        ("postgresql://[::1]:5432,[fe80::1]/office", [("::1", "5432"), ("fe80::1", "")]),
        ("postgresql:///office?host=a:1&host=b:2", [("a", "1"), ("b", "2")]),
        ("postgresql:///office?host=/x,/y", [("/x", ""), ("/y", "")]),
        ("postgresql:///office?host=/x,/y&port=1,2", [("/x", "1"), ("/y", "2")]),
        ("postgresql:///office?host=a,b&port=7", [("a", "7"), ("b", "7")]),
        ("postgresql://a,b/office?port=7", [("a", "7"), ("b", "7")]),
        ("postgresql+psycopg://a,b/office?target_session_attrs=read-write", [("a", ""), ("b", "")]),
    ],
)
def test_servers_of_an_address(text: str, servers: list[tuple[str, str]]) -> None:
    assert servers_of(database_place(text).url) == tuple(Server(*each) for each in servers)


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://a:port,b/office", "postgresql://a,,b/office", "postgresql://a:0,b/office",
        "postgresql://a:99999,b/office", "postgresql://,/office", "postgresql:///office?host=a:x&host=b",
        "postgresql:///office?host=a,b,c&port=1,2",
    ],
)  # fmt: skip
def test_an_address_that_cannot_be_read_says_how_to_write_one(text: str) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        database_place(text)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("postgresql://u:secret@a:5432,b/office", "postgresql://u@a:5432,b/office"),
        ("postgresql:///office?host=a:1&host=b:2&password=secret", "postgresql://a:1,b:2/office"),
    ],
)
def test_several_servers_are_shown_as_they_are_written_and_without_a_password(text: str, label: str) -> None:
    assert database_place(text).label == label


def test_the_servers_of_a_service_are_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "services"
    file.write_text("[office]\nhost=a,b\nport=5432,5433\n")
    monkeypatch.setenv("PGSERVICEFILE", str(file))
    url = database_place("postgresql:///office?service=office").url
    assert servers_of(url) == (Server("a", "5432"), Server("b", "5433"))


def test_the_servers_of_the_environment_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGHOST", "a,b")
    assert [each.host for each in servers_of(database_place("postgresql:///office").url)] == ["a", "b"]
