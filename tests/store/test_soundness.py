"""What the program relies on in a database, looked at when it is opened; and words that fit what is wrong with one."""

import random
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest

from industrack_core.desk.desk import Desk, open_desk
from industrack_core.domain import errors
from industrack_core.domain.acts.acts import AddEmployee, AddJob, Undo
from industrack_core.domain.errors import IndustrackError
from industrack_core.domain.outcomes import Done
from industrack_core.domain.time.span import day_span
from tests.console.seat import NOW, TODAY
from tests.exchange.offices import demo_desk
from tests.postgres import PostgresServer
from tests.store.small_company import desk_at, draft, rows


def said(url: str, kind: type[IndustrackError], **how: bool) -> str:
    with pytest.raises(kind) as raised:
        open_desk(url, **how)  # type: ignore[arg-type]
    return str(raised.value)


@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII"])
def test_an_encoding_that_cannot_hold_every_letter_is_refused_and_named(
    postgres_server: PostgresServer, encoding: str
) -> None:
    name = postgres_server.create_database(options=f"ENCODING '{encoding}' LOCALE_PROVIDER libc LOCALE 'C'")
    try:
        for create in (False, True):
            text = said(postgres_server.url(name), errors.NotADatabase, create=create)
            assert f"encoded in {encoding}" in text
            assert "ENCODING 'UTF8'" in text
    finally:
        postgres_server.drop_database(name)


def test_the_environment_does_not_choose_what_letters_are_sent(
    company_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGCLIENTENCODING", "LATIN1")
    with closing(desk_at(company_url)) as desk:
        assert isinstance(desk.perform(AddEmployee("Łucja", "Дом")), Done)
        assert any(each.first_name == "Łucja" for each in desk.office().employees)


def test_a_column_that_must_be_filled_is_named(company_url: str) -> None:
    if company_url.startswith("postgresql"):
        rows(company_url, "ALTER TABLE job ADD COLUMN added TEXT")
        rows(company_url, "UPDATE job SET added = ''")
        rows(company_url, "ALTER TABLE job ALTER COLUMN added SET NOT NULL")
    else:
        # SQLite takes such a column only while a table is empty, or made anew
        rows(company_url, "ALTER TABLE outbox ADD COLUMN added TEXT NOT NULL")
    text = said(company_url, errors.NotADatabase)
    assert ".added: give it a default, or take it out again." in text


def test_a_column_that_fills_itself_is_no_matter(company_url: str) -> None:
    rows(company_url, "ALTER TABLE job ADD COLUMN added TEXT NOT NULL DEFAULT 'x'")
    rows(company_url, "ALTER TABLE job ADD COLUMN more TEXT")
    with closing(desk_at(company_url)) as desk:
        assert isinstance(desk.perform(AddJob(draft())), Done)
        assert isinstance(desk.perform(Undo()), Done)


def test_a_column_that_is_missing_is_named(company_url: str) -> None:
    rows(company_url, "ALTER TABLE job DROP COLUMN note")
    assert "lacks job.note: another program changed it." in said(company_url, errors.NotADatabase)


def test_a_rule_that_is_not_ours_is_not_an_undo(company_url: str) -> None:
    rows(company_url, "CREATE UNIQUE INDEX theirs ON employee (last_name)")
    with closing(desk_at(company_url)) as desk:
        assert isinstance(desk.perform(AddEmployee("One", "Same")), Done)
        with pytest.raises(errors.DatabaseChanged, match="a rule that this program does not know"):
            desk.perform(AddEmployee("Two", "Same"))


def test_what_is_dropped_under_a_console_is_no_silence_of_a_server(company_url: str) -> None:
    with closing(desk_at(company_url)) as desk:
        desk.office()
        rows(company_url, "ALTER TABLE job_color RENAME COLUMN name TO called")
        with pytest.raises(errors.DatabaseError) as raised:
            desk.office()
        assert "does not answer" not in str(raised.value)


def use(desk: Desk) -> None:
    """A walk over what a console reads and writes."""
    office = desk.office()
    people = [each.id for each in office.employees]
    desk.board(office, day_span(TODAY, office.zone), people)
    desk.exceptions(office, people)
    desk.queue()
    list(desk.jobs())
    desk.find_customers("ru")
    desk.perform(AddEmployee("A", "B"))
    desk.perform(Undo())


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("whole") / "demo.db"
    demo_desk(str(path), NOW).close()
    return path.read_bytes()


@pytest.mark.parametrize("seed", range(30))
def test_a_damaged_file_is_called_one_wherever_the_damage_is(whole: bytes, tmp_path: Path, seed: int) -> None:
    rng, content = random.Random(seed), bytearray(whole)
    if seed % 3 == 0:
        for _ in range(rng.randrange(1, 60)):
            content[rng.randrange(100, len(content))] = rng.randrange(256)
    elif seed % 3 == 1:
        at = rng.randrange(1, len(content) // 4096) * 4096
        content[at : at + 4096] = rng.randbytes(4096)
    else:
        content = content[: rng.randrange(4096, len(content))]
    path = tmp_path / "damaged.db"
    path.write_bytes(content)
    told = ""
    try:
        with closing(open_desk(str(path), who="ana", clock=lambda: NOW)) as desk:
            use(desk)
    except IndustrackError as error:
        told = str(error)
    assert "server" not in told


@pytest.mark.parametrize("suffix", ["-wal", "-shm"])
def test_a_part_of_the_database_that_is_deleted_stops_the_writing(sqlite_company: str, suffix: str) -> None:
    path = Path(sqlite_company.removeprefix("sqlite:///"))
    with closing(desk_at(sqlite_company)) as desk:
        news = desk.changes(desk.revision(), stop := Event())
        assert isinstance(desk.perform(AddEmployee("One", "More")), Done)
        next(news)
        path.with_name(path.name + suffix).unlink()
        with pytest.raises(errors.NotADatabase, match=f"{suffix}, a part of the database, was deleted"):
            desk.perform(AddEmployee("Too", "Late"))
        stop.set()
