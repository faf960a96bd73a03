"""Who is here: what one console says of itself, the others see, and whoever is gone is gone; on both engines."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread

import psycopg
import pytest

from industrack_core.desk.desk import Desk, open_desk
from industrack_core.domain.acts.news import Found, Here, Lost, News
from industrack_core.domain.presence import Whereabouts, people_apart
from industrack_core.store import feed
from industrack_core.store.engine import file_watch
from industrack_core.store.here import crowd, folder, server
from industrack_core.store.here.words import NAME_BYTES, connection_name, content_of, read_content, read_name
from tests.desk.guarded import guarded
from tests.postgres import PostgresServer
from tests.standby import ask
from tests.store.small_company import FOUNDED, NOW, desk_at

PATIENCE = 60.0
SINCE = datetime(2026, 11, 24, 9, 38, tzinfo=UTC)


class Listener:
    """What one console hears, from a thread of its own."""

    def __init__(self, desk: Desk) -> None:
        self.news: list[News] = []
        self.stop = Event()
        self.thread = Thread(target=self._listen, args=(desk, desk.revision()))
        self.thread.start()

    def _listen(self, desk: Desk, revision: int) -> None:
        for each in desk.changes(revision, self.stop, present=True):
            self.news.append(each)

    @property
    def people(self) -> tuple[Whereabouts, ...]:
        return next((each.people for each in reversed(self.news) if isinstance(each, Here)), ())

    @property
    def logins(self) -> list[str]:
        return [each.login for each in people_apart(self.people, "")]


@contextmanager
def listening(desk: Desk) -> Iterator[Listener]:
    listener = Listener(desk)
    try:
        yield listener
    finally:
        listener.stop.set()
        desk.wake()
        listener.thread.join(PATIENCE)
        assert not listener.thread.is_alive()


def until(holds: Callable[[], object]) -> float:
    """Seconds until it holds."""
    began = time.monotonic()
    while not holds():
        assert time.monotonic() - began < PATIENCE, "it never came true"
        Event().wait(0.005)
    return time.monotonic() - began


@pytest.fixture
def ben(company_url: str) -> Iterator[Desk]:
    with closing(desk_at(company_url, "ben")) as desk:
        yield desk


# -- seen by each other ------------------------------------------------------------------------


def test_one_sees_who_else_is_here_and_what_they_have_open(desk: Desk, ben: Desk) -> None:
    with listening(desk) as mika:
        with listening(ben) as other:
            until(lambda: mika.logins == ["ben"] and other.logins == ["mika"])
            ben.say_where("job", FOUNDED, "description")
            until(lambda: mika.people[0].field == "description")
            assert mika.people[0].has_open("job", FOUNDED)
            assert mika.people[0].since == NOW
            assert {each.login for each in desk.here()} == {"mika", "ben"}
            ben.say_where()
            until(lambda: not mika.people[0].kind)
        until(lambda: mika.people == ())
    assert desk.here() == ()


def test_who_only_reads_what_is_done_is_not_here(desk: Desk, ben: Desk) -> None:
    stop = Event()
    with listening(ben) as other:
        quiet = Thread(target=lambda: list(desk.changes(desk.revision(), stop)))
        quiet.start()
        until(lambda: [each.login for each in desk.here()] == ["ben"])
        stop.set()
        quiet.join(PATIENCE)
        assert other.people == ()


def test_what_a_console_says_and_its_end_wait_for_nothing(sqlite_company: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not for when it is time to look at a file of which nobody tells anything."""
    monkeypatch.setattr(feed, "_REST_SECONDS", 60.0)
    with closing(desk_at(sqlite_company)) as desk, closing(desk_at(sqlite_company, "ben")) as ben:
        with listening(desk) as mika, listening(ben):
            until(lambda: mika.logins == ["ben"])
            ben.say_where("job", 7)
            until(lambda: mika.people[0].id == 7)
        desk.wake()  # nobody listens any more


def test_it_is_said_once_a_second_at_most(desk: Desk, ben: Desk) -> None:
    with listening(desk) as mika, listening(ben):
        until(lambda: mika.logins == ["ben"])
        began = time.monotonic()
        for number in range(1, 401):
            ben.say_where("job", number)
            Event().wait(0.003)
        until(lambda: mika.people[0].id == 400)
        told = len({each.people[0].id for each in mika.news if isinstance(each, Here) and each.people})
        assert told <= 3 + (time.monotonic() - began)


def test_one_persons_second_console_is_told_apart_and_counts_as_them(desk: Desk, company_url: str) -> None:
    with closing(desk_at(company_url, "mika")) as second, listening(desk) as mika, listening(second):
        until(lambda: len(mika.people) == 1)
        assert people_apart(mika.people, "mika") == ()
        assert len({each.session for each in desk.here()}) == 2


_CONSOLE = """
import sys
from threading import Event
from industrack_core.desk.desk import open_desk
desk = open_desk(sys.argv[1], who="cleo")
desk.say_where("job", 20)
for news in desk.changes(desk.revision(), Event(), present=True):
    print(news, flush=True)
"""


def test_who_was_killed_is_gone(desk: Desk, company_url: str) -> None:
    with listening(desk) as mika:
        console = subprocess.Popen([sys.executable, "-c", _CONSOLE, company_url], stdout=subprocess.DEVNULL)
        try:
            until(lambda: mika.logins == ["cleo"])
            console.send_signal(signal.SIGKILL)
            console.wait()
            until(lambda: mika.people == ())
        finally:
            console.kill()
            console.wait()
    if desk.place.startswith("/"):
        assert os.listdir(f"{desk.place}.here") == []


def test_many_see_each_other(desk: Desk, company_url: str) -> None:
    with ExitStack() as stack:
        first = stack.enter_context(listening(desk))
        for number in range(8):
            other = stack.enter_context(closing(desk_at(company_url, f"user{number}")))
            stack.enter_context(listening(other))
        until(lambda: len(first.people) == 8)


# -- what others say ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("login", "field"),
    [("ana", "description"), ("first.last@company.com", "customer"), ("Zoë Ångström", "näme"), ("a" * 64, "x" * 64)],
)
def test_what_is_said_is_understood(login: str, field: str) -> None:
    said = Whereabouts(login, "0a1b2c", SINCE, "job", 1042, field)
    assert read_content(content_of(said), "0a1b2c") == said
    name = connection_name(said)
    assert len(name) <= NAME_BYTES
    assert name.isascii()
    heard = read_name(name, "7f3", login, is_believed=True)
    assert heard is not None
    assert (heard.login, heard.session, heard.since) == (login, "7f3", SINCE)
    assert (heard.kind, heard.id) == ("job", 1042)
    assert field.startswith(heard.field)


@pytest.mark.parametrize(
    "name",
    [
        "industrack", "industrack/", "industrack/000000/1//ana", "industrack/00000g/1/:0/ana/",
        "other/000000/1/:0/ana/",
        "industrack/000000/zzzzzzz/:0/ana/", "industrack/000000/1/:0/%20/", "industrack/000000/0/:0/ana/",
    ],
)  # fmt: skip
def test_nonsense_is_nobody(name: str) -> None:
    assert read_name(name, "7f3", "postgres", is_believed=True) is None


def test_what_no_record_is_is_left_out_and_texts_are_cleaned() -> None:
    heard = read_name("industrack/000000/10/nonsense:5/ana/x", "7f3", "p", is_believed=True)
    assert heard == Whereabouts("ana", "7f3", datetime.fromtimestamp(2160, UTC))
    heard = read_name("industrack/000000/10/job:5/a%1b[31mna/f%0a%07x", "7f3", "p", is_believed=True)
    assert heard is not None
    assert not any(ord(each) < 32 for each in heard.login + heard.field)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"[]", b"null", b'{"login":"ana"}', b'{"login":1,"since":5}', b'{"login":"","since":5}',
        b'{"login":"ana","since":-5}', b'{"login":"ana","since":99999999999999999999}', b"[" * 1000, b"\xff\xfe" * 400,
    ],
)  # fmt: skip
def test_a_file_that_says_nothing_is_nobody(content: bytes) -> None:
    assert read_content(content, "000000") is None


def test_what_else_lies_in_the_folder_is_left_alone(sqlite_company: str, tmp_path: Path) -> None:
    with closing(desk_at(sqlite_company, "ben")) as desk:
        here = folder.folder_of(Path(desk.place))
        with listening(desk):
            until(lambda: len(desk.here()) == 1)
            secret = tmp_path / "secret"
            secret.write_text("{}")
            (here / "aaaaaa.json").symlink_to(secret)
            os.mkfifo(here / "bbbbbb.json")
            (here / "cccccc.json").mkdir()
            (here / "notes.txt").write_text("mine")
            (here / "dddddd.json").write_bytes(b"\0" * 5000)
            assert len(desk.here()) == 1
            assert secret.exists()
            left = {each for each in os.listdir(here) if len(each.partition(".")[0]) == 6}
            assert left >= {"aaaaaa.json", "bbbbbb.json", "cccccc.json"}
            assert "dddddd.json" not in left, "nobody holds it"
        assert sorted(os.listdir(here)) == ["aaaaaa.json", "bbbbbb.json", "cccccc.json", "notes.txt"]


def test_where_no_folder_can_be_made_others_are_heard_all_the_same(sqlite_company: str) -> None:
    with closing(desk_at(sqlite_company, "ben")) as desk:
        folder.folder_of(Path(desk.place)).write_text("in the way")
        with listening(desk):
            assert desk.here() == ()


def test_without_word_from_the_system_it_is_looked_at(sqlite_company: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_watch, "CDLL", lambda *_, **__: object())
    with (
        closing(desk_at(sqlite_company)) as desk,
        closing(desk_at(sqlite_company, "ben")) as ben,
        listening(desk) as mika,
    ):
        with listening(ben):
            until(lambda: mika.logins == ["ben"])
        until(lambda: mika.people == ())


def test_names_that_anybody_gives_a_connection_are_no_more_than_names(postgres_url: str) -> None:
    open_desk(postgres_url, create=True, who="mika").close()
    with (
        closing(open_desk(postgres_url, who="mika")) as desk,
        listening(desk) as mika,
        psycopg.connect(postgres_url.replace("postgresql+psycopg", "postgresql"), autocommit=True) as connection,
    ):
        connection.execute("SET application_name = 'industrack/ffffff/1/job:1/%1b[2Jeve/x'")
        connection.execute(f"NOTIFY {server.HERE}")
        until(lambda: len(mika.people) == 1)
        assert mika.people[0].login.isprintable()
        connection.execute("SET application_name = 'industrack/'';--'")
        until(lambda: mika.people == ())


def test_nobody_with_a_login_of_their_own_is_here_as_somebody_else(postgres_server: PostgresServer) -> None:
    """Whatever name a connection gives itself; nor does anybody vanish by taking another's place."""
    with guarded(postgres_server) as office:
        kim, eve = office.logins["dispatcher"], office.logins["viewer"]
        stranger = f"stranger_{office.end}"
        ask(postgres_server, f'CREATE ROLE "{stranger}" LOGIN')
        try:
            with (
                closing(office.desk("dispatcher")) as desk,
                listening(desk) as mine,
                psycopg.connect(office.url("viewer"), autocommit=True) as hers,
                psycopg.connect(office.url(stranger), autocommit=True) as nobodys,
            ):
                until(lambda: [each.login for each in desk.here()] == [kim])
                [(said,)] = ask(postgres_server, "SELECT application_name FROM pg_stat_activity WHERE usename = %s"
                                                 " AND application_name LIKE 'industrack/%%'", kim)  # fmt: skip
                for connection in (hers, nobodys):
                    connection.execute("SELECT set_config('application_name', %s, false)", (said,))
                    connection.execute(f"NOTIFY {server.HERE}")
                until(lambda: [each.login for each in mine.people] == [eve])
                assert sorted(each.login for each in desk.here()) == sorted((kim, eve))
                assert len({each.session for each in desk.here()}) == 2
                admin = office.logins["admin"]
                hers.execute(f"SET application_name = 'industrack/000000/10/job:{FOUNDED}/{admin}/'")
                hers.execute(f"NOTIFY {server.HERE}")
                until(lambda: mine.people[0].has_open("job", FOUNDED))
                assert [each.login for each in mine.people] == [eve]
        finally:
            ask(postgres_server, f'DROP ROLE "{stranger}"')


def test_after_a_cut_one_is_here_again(postgres_url: str) -> None:
    open_desk(postgres_url, create=True, who="mika").close()
    with (
        closing(open_desk(postgres_url, who="mika")) as desk,
        closing(open_desk(postgres_url, who="ben")) as ben,
        listening(desk) as mika,
        listening(ben) as other,
        psycopg.connect(postgres_url.replace("postgresql+psycopg", "postgresql"), autocommit=True) as connection,
    ):
        until(lambda: mika.logins == ["ben"])
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name LIKE '%/ben/' AND datname = current_database()"
        )
        until(lambda: any(isinstance(each, Found) for each in other.news))
        assert any(isinstance(each, Lost) for each in other.news)
        until(lambda: len(desk.here()) == 2 and mika.logins == ["ben"])


def test_it_is_known_within_a_second_that_somebody_was_killed() -> None:
    """By a look, as nobody tells of it; a test with a clock would measure the machine."""
    assert crowd._LOOKS <= 0.5


def test_of_many_it_is_looked_more_seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    class Many:
        tells, looks = True, 0

        def say(self, presence: Whereabouts) -> None: ...

        def look(self) -> list[Whereabouts]:
            self.looks += 1
            return [Whereabouts("a", f"{each:06x}", SINCE) for each in range(50)]

        def leave(self) -> None: ...

    now, way = [100.0], Many()
    monkeypatch.setattr("industrack_core.store.here.crowd.time.monotonic", lambda: now[0])
    seen = crowd.Crowd(way, lambda: Whereabouts("me", "ffffff", SINCE))
    for _ in range(60):
        seen.step(told=False)
        now[0] += 0.25
    assert way.looks in (11, 12)
