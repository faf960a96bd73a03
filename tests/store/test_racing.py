"""Several servers of which one is silent: who asks for a connection has it from another one at once."""

import os
import select
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from industrack_core.domain.errors import DatabaseForbidden, DatabaseMissing, DatabaseUnavailable
from industrack_core.store.engine import primary, racing
from industrack_core.store.engine.engine import database_place, postgres_engine
from industrack_core.store.engine.speaking import driver_of
from industrack_core.store.store import Store, open_store
from tests.desk.cut_wire import CutWire
from tests.postgres import PostgresServer
from tests.store.listening import PATIENCE

LONG = 60
"""Seconds for which a server is waited for here."""
SOON = LONG / 2
"""Asking a silent server alone takes longer, whatever else the machine has to do."""


class Silent:
    """Takes whoever comes, and never answers."""

    def __init__(self, host: str) -> None:
        self._socket = socket.create_server((host, 0))
        self._socket.settimeout(0)
        self._taken: list[socket.socket] = []
        self.port = self._socket.getsockname()[1]

    def close(self) -> None:
        for each in (self._socket, *self._taken):
            each.close()

    def came(self) -> list[socket.socket]:
        """Who came since it was asked last."""
        found = []
        while True:
            try:
                found.append(self._socket.accept()[0])
            except BlockingIOError:
                self._taken += found
                return found


@pytest.fixture
def silent() -> Iterator[Silent]:
    with closing(Silent("127.0.0.2")) as made:
        yield made


@contextmanager
def opened(url: str) -> Iterator[tuple[Store, float]]:
    """A store, and how many seconds it took to open it."""
    since = time.monotonic()
    with closing(open_store(url)) as store:
        yield store, time.monotonic() - since


def beside(silent: Silent, server: PostgresServer, database: str) -> str:
    """URL of a silent server, and one that answers."""
    return f"postgresql://postgres@/{database}?host=127.0.0.2,{server.home}&port={silent.port},5432"


def test_a_silent_server_holds_up_nobody_and_is_asked_no_more(
    silent: Silent, postgres_server: PostgresServer, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(primary, "_TIMEOUT_SECONDS", LONG)
    with opened(beside(silent, postgres_server, database)) as (store, seconds):
        assert seconds < SOON
        assert silent.came()
        monkeypatch.setattr(racing, "HEAD_START", PATIENCE)
        with store.reading() as one, store.reading() as another:
            assert driver_of(one) is not driver_of(another)
        with store.writing():
            pass
        assert silent.came() == []


def test_what_was_begun_with_others_is_closed_and_nothing_is_left_behind(
    silent: Silent, postgres_server: PostgresServer, database: str
) -> None:
    url = database_place(beside(silent, postgres_server, database)).url
    engine = postgres_engine(url, writes=False)
    handles, threads = _handles(), threading.active_count()
    with engine.connect() as connection:
        assert len(_handles() - handles) == 1  # its own
        found = connection.exec_driver_sql("SELECT count(*) FROM pg_stat_activity WHERE datname = %s", (database,))
        assert found.scalar() == 1
    engine.dispose()
    assert _handles() <= handles
    assert threading.active_count() <= threads
    [one] = silent.came()
    one.settimeout(PATIENCE)
    while one.recv(4096):  # what was said to it comes first
        pass


def _handles() -> set[str]:
    """What this process has open that is a socket."""
    found = set()
    for name in os.listdir("/proc/self/fd"):
        try:
            target = os.readlink(f"/proc/self/fd/{name}")
        except FileNotFoundError:
            continue
        if target.startswith("socket:"):
            found.add(target)
    return found


def test_where_the_last_good_one_falls_silent_the_other_is_asked(
    postgres_server: PostgresServer, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(primary, "_TIMEOUT_SECONDS", LONG)
    with CutWire(postgres_server.home) as one, CutWire(postgres_server.home) as other:
        ports = [wire.url("").partition("127.0.0.1:")[2].partition("/")[0] for wire in (one, other)]
        url = f"postgresql://postgres@127.0.0.1:{ports[0]},127.0.0.1:{ports[1]}/{database}?sslmode=disable"
        with opened(url) as (store, _):
            one.is_silent = True
            store.close()  # as when a connection is lost
            since = time.monotonic()
            with store.reading():
                assert time.monotonic() - since < SOON


@pytest.mark.parametrize("head_start", [0.0, PATIENCE])
def test_one_that_refuses_is_not_waited_for(
    postgres_server: PostgresServer, database: str, monkeypatch: pytest.MonkeyPatch, head_start: float
) -> None:
    monkeypatch.setattr(racing, "HEAD_START", head_start)
    monkeypatch.setattr(primary, "_TIMEOUT_SECONDS", LONG)
    hosts = f"/nowhere,127.0.0.2,{postgres_server.home}"
    with opened(f"postgresql://postgres@/{database}?host={hosts}&port=5432,1,5432") as (_, seconds):
        assert seconds < SOON


def test_all_that_are_silent_are_waited_for_at_the_same_time(silent: Silent, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(primary, "_TIMEOUT_SECONDS", 3)
    url = f"postgresql://postgres@/office?host=127.0.0.2,127.0.0.2,127.0.0.2&port={silent.port}"
    since = time.monotonic()
    with pytest.raises(DatabaseUnavailable, match="does not answer"), opened(url):
        pass
    assert 3 <= time.monotonic() - since < 3 * 3
    assert len(silent.came()) == 3


def test_each_server_is_asked_at_its_own_address(
    silent: Silent, postgres_server: PostgresServer, database: str
) -> None:
    """Whichever of them comes first by then: names that nobody could look up."""
    with CutWire(postgres_server.home) as wire:
        port = wire.url("").partition("127.0.0.1:")[2].partition("/")[0]
        url = (
            f"postgresql://postgres@/{database}?host=a.invalid,b.invalid&hostaddr=127.0.0.2,127.0.0.1"
            f"&port={silent.port},{port}&sslmode=disable"
        )
        with opened(url) as (store, _), store.reading() as one, store.reading() as another:
            assert driver_of(one).info.port == driver_of(another).info.port == int(port)


@pytest.mark.parametrize(
    ("login", "name", "kind"), [("nobody_here", None, DatabaseForbidden), ("postgres", "missing", DatabaseMissing)]
)
def test_why_none_of_them_lets_one_in_is_said(
    postgres_server: PostgresServer, database: str, login: str, name: str | None, kind: type[Exception]
) -> None:
    url = f"postgresql://{login}@/{name or database}?host=/nowhere,{postgres_server.home}"
    with pytest.raises(kind), opened(url):
        pass


def test_a_name_that_nobody_knows_holds_up_nobody(postgres_server: PostgresServer, database: str) -> None:
    with opened(f"postgresql://postgres@/{database}?host=nowhere.invalid,{postgres_server.home}") as (_, seconds):
        assert seconds < PATIENCE


def test_who_is_heard_is_waited_for_and_no_other_one_is_asked(
    postgres_server: PostgresServer, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long way to it is no reason to go to another one, which may take writes as well by then."""
    monkeypatch.setattr(racing, "HEAD_START", 0.5)
    monkeypatch.setattr(primary, "_TIMEOUT_SECONDS", 1.0)
    heard: list[float] = []

    def clock() -> float:
        """Time goes on once it was heard: until then it may take as long as it takes."""
        return time.monotonic() - heard[0] if heard else 0.0

    def stepped(runner: racing._Runner) -> bool:
        if runner.awaits == select.POLLIN and not heard:
            heard.append(time.monotonic())
        return step(runner)

    step = racing._Runner.step
    monkeypatch.setattr(racing._Runner, "step", stepped)
    monkeypatch.setattr(racing, "monotonic", clock)
    with closing(socket.create_server(("127.0.0.3", 0))) as slow:
        taken: list[socket.socket] = []

        def say_one_word() -> None:
            taken.append(slow.accept()[0])
            taken[0].sendall(b"N")  # it does not encrypt

        threading.Thread(target=say_one_word, daemon=True).start()
        hosts = f"127.0.0.3,{postgres_server.home}"
        url = f"postgresql://postgres@/{database}?host={hosts}&port={slow.getsockname()[1]},5432"
        engine = postgres_engine(database_place(url).url, writes=False)
        with engine.connect():
            assert clock() >= 1.0
        engine.dispose()
        taken[0].close()


@pytest.mark.parametrize(("seconds", "other"), [(2 * racing.HEAD_START, "127.0.0.2"), (LONG, "/nowhere")])
def test_a_console_that_stood_still_looks_first_at_what_came_meanwhile(
    silent: Silent, postgres_server: PostgresServer, database: str, monkeypatch: pytest.MonkeyPatch,
    seconds: float, other: str,
) -> None:  # fmt: skip
    """A suspended process, or a busy machine: no other server is asked for that, and none is said not to answer."""
    now = 0.0

    def stepped(runner: racing._Runner) -> bool:
        nonlocal now
        arrived = step(runner)
        if runner.awaits == select.POLLIN and not now:
            watched = select.poll()
            watched.register(runner.pgconn.socket, select.POLLIN)
            assert watched.poll(PATIENCE * 1000)
            now += seconds
        return arrived

    step = racing._Runner.step
    monkeypatch.setattr(racing._Runner, "step", stepped)
    monkeypatch.setattr(racing, "monotonic", lambda: now)
    with CutWire(postgres_server.home) as wire:
        port = wire.url("").partition("127.0.0.1:")[2].partition("/")[0]
        hosts, ports = f"127.0.0.1,{other}", f"{port},{silent.port}"
        url = f"postgresql://postgres@/{database}?host={hosts}&port={ports}&sslmode=disable"
        engine = postgres_engine(database_place(url).url, writes=False)
        with engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT 1").scalar() == 1
        engine.dispose()
    assert now == seconds
    assert silent.came() == []


def test_a_silent_name_server_takes_no_time_from_who_answers(
    postgres_server: PostgresServer, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 0.0

    def found_late(*_: object, **__: object) -> None:
        nonlocal now
        now += LONG
        raise socket.gaierror

    monkeypatch.setattr(racing, "HEAD_START", 0.0)
    monkeypatch.setattr(racing, "monotonic", lambda: now)
    monkeypatch.setattr(racing._Runner, "can_go_on", lambda _: False)  # it has not answered yet
    monkeypatch.setattr(socket, "getaddrinfo", found_late)
    url = f"postgresql://postgres@/{database}?host={postgres_server.home},nowhere.invalid"
    engine = postgres_engine(database_place(url).url, writes=False)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1
    engine.dispose()
