"""Several servers are asked beside each other for a connection, so that one of them that is silent holds up nobody.

The first of them has a head start, and no other one is asked while it is heard: as a rule none is asked at all. Who is
the primary and answers first has won, and what was begun with the others is closed. One thread does it: the driver's
library says what it waits for.
"""

import select
import socket
from collections.abc import Iterator, Sequence
from contextlib import closing
from time import monotonic
from typing import TypeVar

from psycopg import Connection, OperationalError
from psycopg.adapt import AdaptersMap
from psycopg.conninfo import make_conninfo
from psycopg.pq import ConnStatus, PGconn, PollingStatus

from industrack_core.store.engine.prepared import Row
from industrack_core.store.engine.speaking import Driver
from industrack_core.store.engine.texts import Values
from industrack_core.store.engine.timelines import require_newest

HEAD_START = 0.25
"""Seconds in which the first one is to say anything, or the others are asked as well; none, once it has refused."""
_OF_EACH = ("host", "port", "hostaddr")
_OF_THE_DRIVER = ("autocommit", "context", "cursor_factory")
_AWAITS = {PollingStatus.READING: select.POLLIN, PollingStatus.WRITING: select.POLLOUT}
C = TypeVar("C", bound="Connection[Row]")


def connected(kind: type[C], given: Values) -> C:
    """A connection as `kind.connect` makes one of the same arguments, which name several servers.

    Each is waited for as long as `connect_timeout` says, and one whose place another took is none of them. Raises
    OperationalError with what each of them said.
    """
    said = {name: value for name, value in given.items() if name not in _OF_THE_DRIVER}
    with closing(_Race(_each_of(said), float(given["connect_timeout"]))) as race:
        while True:
            host, pgconn = race.won()
            made = _made(kind, pgconn, given)
            try:
                require_newest(made, said)
            except OperationalError as error:
                race.lost(host, error)
            else:
                return made


def _made(kind: type[C], pgconn: Driver, given: Values) -> C:
    """A connection as the driver makes it of its library's."""
    pgconn.nonblocking = 1
    made: Driver = kind(pgconn)
    if "context" in given:
        made._adapters = AdaptersMap(
            given["context"].adapters
        )  # as the driver's own `connect` does: there is no other way
    made.cursor_factory = given.get("cursor_factory", made.cursor_factory)
    made.autocommit = bool(given.get("autocommit"))
    found: C = made
    return found


def _each_of(said: Values) -> list[Values]:
    """What is said to each of the servers, in their order."""
    lists = {name: str(said[name]).split(",") for name in _OF_EACH if said.get(name)}
    many = len(lists["host"])
    return [{**said, **{name: told[at % len(told)] for name, told in lists.items()}} for at in range(many)]


def _addresses(said: Values) -> Iterator[Values]:
    """The same for each address of the server's name. Raises OSError or UnicodeError where nobody knows it."""
    if not said["host"] or said["host"].startswith("/") or said.get("hostaddr"):
        yield said
        return
    found = socket.getaddrinfo(said["host"], said.get("port"), proto=socket.IPPROTO_TCP, type=socket.SOCK_STREAM)
    for *_, address in found:
        yield {**said, "hostaddr": address[0]}


class _Runner:
    """A connection on its way to one server."""

    def __init__(self, said: Values, seconds: float) -> None:
        self.name = said["host"]
        self.until, self._more = monotonic() + seconds, seconds
        self.pgconn: Driver = PGconn.connect_start(make_conninfo("", **said).encode())
        if self.pgconn.status == ConnStatus.BAD:
            raise OperationalError(self.pgconn.get_error_message("utf-8"))
        self.awaits = select.POLLOUT
        self.is_heard = False
        """Whether the server has said anything: then it is on its way, though the way be long."""

    def step(self) -> bool:
        """Go on; whether it is there. Raises OperationalError where that is of no use."""
        if (now := monotonic()) >= self.until:
            self._give_more(now)
        self.is_heard |= self.awaits == select.POLLIN
        status = self.pgconn.connect_poll()
        if status == PollingStatus.FAILED:
            raise OperationalError(self.pgconn.get_error_message("utf-8"))
        self.awaits = _AWAITS.get(PollingStatus(status), 0)
        return bool(status == PollingStatus.OK)

    def can_go_on(self) -> bool:
        """Whether anything came that was not looked at yet."""
        watched = select.poll()
        watched.register(self.pgconn.socket, self.awaits)
        return bool(watched.poll(0))

    def _give_more(self, now: float) -> None:
        """A console that stood still itself gives a server that answered meanwhile its time again, once. Raises
        OperationalError where it has had it, or nothing came."""
        more, self._more = self._more, 0.0
        if not more or not self.can_go_on():
            raise OperationalError("connection timeout expired")
        self.until = now + more


class _Race:
    """Connections on their way to several servers, of which one is wanted."""

    def __init__(self, said: Sequence[Values], seconds: float) -> None:
        self._waiting, self._seconds = [list(said[:1]), list(said[1:])], seconds
        self._running: list[_Runner] = []
        self._failures: list[str] = []
        self._alone_until = monotonic() + HEAD_START

    def won(self) -> tuple[str, Driver]:
        """The next that is there, and where. Raises OperationalError with what was wrong with each."""
        while self._running or self._waiting:
            self._start()
            for runner in self._ready():
                if self._arrived(runner):
                    self._running.remove(runner)
                    return runner.name, runner.pgconn
        raise OperationalError("\n".join(self._failures))

    def lost(self, host: str, error: Exception) -> None:
        """Say what was wrong with one that was there."""
        self._failures.append(f"{host}: {error}")

    def close(self) -> None:
        """Let go of all that are on their way."""
        for runner in self._running:
            runner.pgconn.finish()

    @property
    def _are_held_back(self) -> bool:
        """Whether the others wait for what becomes of the first: it is heard, or has its head start yet. What it said
        while the console stood still counts."""
        return bool(self._running) and (
            monotonic() < self._alone_until or any(each.is_heard or each.can_go_on() for each in self._running)
        )

    def _start(self) -> None:
        """Send off who is to run by now: the first, and after its head start, or once it is out, all others."""
        while self._waiting and not self._are_held_back:
            for said in self._waiting.pop(0):
                since, before = monotonic(), tuple(self._running)
                try:
                    for each in _addresses(said):
                        self._running.append(_Runner(each, self._seconds))
                except (OSError, UnicodeError, OperationalError) as error:
                    self._failures.append(f"{said['host']}: {error}")
                for runner in before:  # a name server may be silent meanwhile: that is not their time
                    runner.until += monotonic() - since

    def _ready(self) -> list[_Runner]:
        """Who can go on, or has run for too long, once there is one or the others are to start."""
        watched = select.poll()
        for runner in self._running:
            watched.register(runner.pgconn.socket, runner.awaits)
        moments = [runner.until for runner in self._running]
        if self._waiting and monotonic() < self._alone_until:
            moments.append(self._alone_until)
        able = {handle for handle, _ in watched.poll(max(0.0, min(moments) - monotonic()) * 1000)} if moments else set()
        now = monotonic()
        return [each for each in self._running if each.pgconn.socket in able or now >= each.until]

    def _arrived(self, runner: _Runner) -> bool:
        try:
            return runner.step()
        except OperationalError as error:
            self._failures.append(f"{runner.name}: {error}")
            self._running.remove(runner)
            runner.pgconn.finish()
            return False
