"""Whatever stands where the database should be: the right error, one sentence, nothing touched, no password told."""

import os
import shutil
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from industrack_core.desk.desk import open_desk
from industrack_core.domain import errors
from industrack_core.domain.errors import IndustrackError
from industrack_core.store.engine.engine import database_place
from industrack_core.store.engine.sqlite_file import sqlite_module
from tests.postgres import PostgresServer
from tests.store import small_company
from tests.store.small_company import rows

CANARY = "Canary7Secret"


def sentence_of(url: str, kind: type[IndustrackError], **how: bool) -> str:
    """The sentence with which opening fails, as an error of exactly this kind."""
    with pytest.raises(kind) as raised:
        open_desk(url, **how)  # type: ignore[arg-type]
    assert type(raised.value) is kind
    text = str(raised.value)
    assert text
    assert "\n" not in text
    assert CANARY not in text
    return text


def foreign_file(path: Path) -> None:
    with closing(sqlite_module().connect(str(path))) as connection:
        connection.execute("CREATE TABLE visit (number INTEGER)")


def newer_file(path: Path) -> None:
    small_company.fill(str(path))
    rows(f"sqlite:///{path}", "UPDATE alembic_version SET version_num = '9999'")


def damaged_file(path: Path) -> None:
    small_company.fill(str(path))
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))


FILES = {
    "directory": (Path.mkdir, errors.NotADatabase, "is a directory, not a database file."),
    "empty": (Path.touch, errors.NotADatabase, "is not a database: it is empty."),
    "text": (
        lambda path: path.write_text("hello\n" * 50),
        errors.NotADatabase,
        "is not a database: it is a file of another kind.",
    ),
    "fifo": (os.mkfifo, errors.NotADatabase, "is not a regular file."),
    "foreign": (foreign_file, errors.NotADatabase, "is a database of another program."),
    "newer": (newer_file, errors.DatabaseNewer, "update the program. Nothing was changed."),
    "damaged": (damaged_file, errors.NotADatabase, "is damaged: restore it from a backup."),
    "loop": (lambda path: path.symlink_to(path), errors.NotADatabase, "Too many levels of symbolic links."),
}


@pytest.mark.parametrize("create", [False, True])
@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_database_of_ours(tmp_path: Path, name: str, create: bool) -> None:
    make, kind, ending = FILES[name]
    path = tmp_path / "office.db"
    make(path)  # type: ignore[operator]
    before = path.read_bytes() if path.is_file() else b""
    assert sentence_of(str(path), kind, create=create).endswith(ending)
    assert sentence_of(f"sqlite:///{path}", kind, read_only=True).endswith(ending)
    assert (path.read_bytes() if path.is_file() else b"") == before


def test_a_missing_file_is_made_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "er" / "office.db"
    assert sentence_of(str(path), errors.DatabaseMissing) == f"There is no database at {path}."
    assert not path.parent.exists()
    open_desk(str(path), create=True).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert {entry.name for entry in path.parent.iterdir()} == {"office.db", "office.db.door", "office.db.turn"}
    assert rows(str(path), "PRAGMA journal_mode") == [("wal",)]


def test_the_files_beside_it_are_private_too(tmp_path: Path) -> None:
    path = tmp_path / "office.db"
    with closing(open_desk(str(path), create=True)) as desk:
        desk.office()
        modes = {entry.name: stat.S_IMODE(entry.stat().st_mode) for entry in tmp_path.iterdir()}
    assert modes == dict.fromkeys(
        ("office.db", "office.db-wal", "office.db-shm", "office.db.door", "office.db.turn"), 0o600
    )


def test_a_file_as_a_directory(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for create in (False, True):
        assert "cannot be reached: Not a directory." in sentence_of(
            str(tmp_path / "file" / "office.db"), errors.DatabaseForbidden, create=create
        )


UNPRIVILEGED = """
import os, sys
from industrack_core.desk.desk import open_desk
from industrack_core.domain.errors import IndustrackError
import industrack_core.store.store, pysqlite3
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
for path, how in (("forbidden.db", {}), ("written-by-others.db", {}), ("written-by-others.db", {"read_only": True}),
                  ("closed/office.db", {}), ("closed/office.db", {"create": True})):
    try:
        open_desk(os.path.join(sys.argv[1], path), **how).close()
        print("opened")
    except IndustrackError as error:
        print(type(error).__name__, str(error).replace(sys.argv[1], ""))
"""


def test_files_of_others() -> None:
    """Run as somebody who may not read them, since root may read everything."""
    import tempfile

    with tempfile.TemporaryDirectory(dir="/tmp") as home:
        directory = Path(home)
        directory.chmod(0o755)
        small_company.fill(str(directory / "forbidden.db"))
        shutil.copyfile(directory / "forbidden.db", directory / "written-by-others.db")
        (directory / "forbidden.db").chmod(0)
        (directory / "written-by-others.db").chmod(0o444)
        (directory / "closed").mkdir(mode=0)
        said = subprocess.run([sys.executable, "-c", UNPRIVILEGED, home], capture_output=True, text=True, check=False)
        (directory / "closed").chmod(0o700)
    assert said.stderr == ""
    lines = said.stdout.splitlines()
    assert lines[0].startswith("DatabaseForbidden /forbidden.db may not be read by this user: it is ")
    assert lines[3:] == ["DatabaseForbidden /closed/office.db cannot be reached: Permission denied."] * 2
    assert all(line.startswith(("DatabaseForbidden ", "opened")) for line in lines[1:3])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "needs a URL or a file path"),
        ("a\x00b", "needs a URL or a file path"),
        ("sqlite://", "needs a file"),
        ("sqlite:///:memory:", "needs a file"),
        (f"mysql://u:{CANARY}@h/d", "mysql databases are not supported"),
        (f"postgresql://u:{CANARY}@h:port/d", "cannot be read"),
        (f"postgresql://u:{CANARY}@a..b/d", "cannot be read"),
        (f"postgresql://u:{CANARY}@{'a' * 64}/d", "cannot be read"),
        (f"postgresql://u:{CANARY}@a,b..c/d", "cannot be read"),
        (f"postgresql://u:{CANARY}@/d?host=a..b", "cannot be read"),
        (f"://{CANARY}", "cannot be read"),
        (f"postgres ql://u:{CANARY}@h/d", "cannot be read"),
    ],
)
def test_places_that_make_no_sense(text: str, words: str) -> None:
    assert words in sentence_of(text, errors.UsageError)


def test_no_label_tells_a_password() -> None:
    for url in (
        f"postgresql://u:{CANARY}@h/d",
        f"postgresql+psycopg://u@h/d?password={CANARY}&sslpassword={CANARY}",
        f"postgres://u:{CANARY}@/d?host=/tmp&options={CANARY}",
    ):
        assert CANARY not in database_place(url).label
    assert database_place(f"postgresql://u:{CANARY}@h:5433/d?host=/x").label == "postgresql://u:***@h:5433/d?host=%2Fx"


def test_servers_that_do_not_answer(tmp_path: Path) -> None:
    for url in (
        f"postgresql://u:{CANARY}@127.0.0.1:1/d",
        f"postgresql://u:{CANARY}@/d?host={tmp_path}/password",
        f"postgresql://u:{CANARY}@no-such-host.invalid/d",
    ):
        assert sentence_of(url, errors.DatabaseUnavailable).endswith("does not answer.")


@pytest.mark.parametrize("hosts", ["127.0.0.1:1", "127.0.0.1:1,127.0.0.2:1"])
def test_an_address_that_says_what_the_driver_does_not_know(hosts: str) -> None:
    told = sentence_of(f"postgresql://u:{CANARY}@{hosts}/d?sslmode=silly", errors.DatabaseForbidden)
    assert told.endswith('cannot be used: invalid sslmode value: "silly".')


def test_databases_and_people_the_server_does_not_know(postgres_server: PostgresServer) -> None:
    home = postgres_server.home
    text = sentence_of(f"postgresql://postgres:{CANARY}@/absent?host={home}", errors.DatabaseMissing)
    assert text.endswith("create it on the server first.")
    text = sentence_of(f"postgresql://nobody:{CANARY}@/absent?host={home}", errors.LoginShutOut)
    assert "refuses the login" in text


def test_a_wrong_password(postgres_server: PostgresServer) -> None:
    rules = postgres_server.data / "pg_hba.conf"
    kept = rules.read_text()
    url = postgres_server.url("postgres")
    rows(url, f"CREATE ROLE guarded LOGIN PASSWORD '{CANARY}right'")
    rules.write_text("local all guarded scram-sha-256\n" + kept)
    try:
        rows(url, "SELECT pg_reload_conf()")
        for password in (f":{CANARY}", ""):
            login = f"postgresql://guarded{password}@/postgres?host={postgres_server.home}"
            assert "refuses the login" in sentence_of(login, errors.DatabaseForbidden)
    finally:
        rules.write_text(kept)
        rows(url, "SELECT pg_reload_conf()")
        rows(url, "DROP ROLE guarded")


def test_a_postgres_database_of_another_program(postgres_url: str) -> None:
    assert "is empty" in sentence_of(postgres_url, errors.DatabaseMissing)
    rows(postgres_url, "CREATE TABLE visit (number INTEGER)")
    for create in (False, True):
        assert sentence_of(postgres_url, errors.NotADatabase, create=create).endswith("database of another program.")
    assert rows(postgres_url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'") == [("visit",)]


def test_a_postgres_database_of_a_newer_program(postgres_url: str) -> None:
    small_company.fill(postgres_url)
    rows(postgres_url, "UPDATE alembic_version SET version_num = '9999'")
    assert "schema 9999" in sentence_of(postgres_url, errors.DatabaseNewer, create=True)


def test_a_read_only_desk_reads(company_url: str) -> None:
    with closing(open_desk(company_url, read_only=True)) as desk:
        assert desk.read_only
        assert desk.office().company.name == "Small Company"
        with pytest.raises(errors.DatabaseForbidden):
            desk.reserve_ids(1)


def test_a_read_only_desk_needs_a_company(database_url: str) -> None:
    with pytest.raises((errors.DatabaseMissing, errors.DatabaseForbidden)):
        open_desk(database_url, create=True, read_only=True)
    if database_url.startswith("sqlite"):
        assert not Path(database_url.removeprefix("sqlite:///")).exists()
    else:
        assert rows(database_url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'") == []
