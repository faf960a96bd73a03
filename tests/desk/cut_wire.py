"""A wire to a PostgreSQL server that can be cut at a chosen moment of a commit."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from queue import Queue
from types import TracebackType
from typing import Any

import pytest

from industrack_core.store.engine.server import ServerConnection

_COMMIT = b"COMMIT\x00"
_CANCEL = b"\x04\xd2\x16\x2e"
"""With this, after its length, a driver asks for a statement to be cancelled, over a connection of its own."""
_BEGINS = b"\x00\x03"
"""With this, after its length, it begins."""


class Moment(Enum):
    """Where the wire is cut: before the server hears of the commit, before it answers, or before its answer arrives."""

    BEFORE = "before"
    AFTER_SENDING = "after sending"
    AFTER_ANSWER = "after answer"


class CutWire:
    """Listens on a port of this machine and passes everything on to the server whose socket is in `home`."""

    def __init__(self, home: Path) -> None:
        self._server = str(home / ".s.PGSQL.5432")
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._moment: Moment | None = None
        self._threads: list[threading.Thread] = []
        self._ends: list[socket.socket] = []
        self._last_answer: socket.socket | None = None
        self._stays = False
        self.has_cut = False
        self.is_down = False
        """While this holds, nobody is let through."""
        self.cancels: Queue[bytes] = Queue()
        """What asked for a statement to be cancelled."""
        self.lets_cancels = threading.Event()
        """While this is not set, those are on their way."""
        self.lets_cancels.set()
        self.drops_options = False
        """While this holds, a server does not hear with which settings a connection is to begin."""
        self.is_older = False
        """While this holds, the server does not say by itself that a connection is for reading alone: before 14."""
        self.swallows = b"\x00none"
        """What is said with these words does not arrive."""
        self.is_silent = False
        """While this holds, nothing that anybody says arrives, and nobody is told."""

    def url(self, database: str) -> str:
        """URL of a database behind the wire."""
        port = self._listener.getsockname()[1]
        return f"postgresql+psycopg://postgres@127.0.0.1:{port}/{database}?sslmode=disable&gssencmode=disable"

    def cut_at_next_commit(self, moment: Moment, *, stays: bool = False) -> None:
        """Cut the connection over which the next commit goes; later ones are left alone, or refused if it `stays`."""
        self._moment, self._stays = moment, stays

    def mend(self) -> None:
        """Let everybody through again."""
        self.is_down = False

    def __enter__(self) -> "CutWire":
        self._start(self._accept)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.lets_cancels.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for end in self._ends:
            _cut(end)
        for thread in self._threads:
            thread.join(10)
        for end in self._ends:
            end.close()

    def _start(self, run: object, *arguments: object) -> None:
        thread = threading.Thread(target=run, args=arguments, daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                console, _ = self._listener.accept()
            except OSError:
                return
            if self.is_down:
                console.close()
                continue
            server = socket.socket(socket.AF_UNIX)
            server.connect(self._server)
            self._ends += [console, server]
            self._start(self._to_server, console, server)
            self._start(self._to_console, server, console)

    def _to_server(self, console: socket.socket, server: socket.socket) -> None:
        while said := _received(console):
            if said[4:8] == _CANCEL:
                self.cancels.put(said)
                self.lets_cancels.wait()
            if said[4:6] == _BEGINS and self.drops_options:
                said = _without_options(said)
            moment = None
            if _COMMIT in said:
                moment, self._moment = self._moment, None
            if moment is Moment.AFTER_ANSWER:
                self._last_answer = server
            if moment in (Moment.BEFORE, Moment.AFTER_SENDING):
                self.has_cut, self.is_down = True, self._stays
                _cut(console)  # before the server hears: its answer may be on the way at once
            if moment is not Moment.BEFORE and not self.is_silent and self.swallows not in said:
                _send(server, said)
        _cut(server)

    def _to_console(self, server: socket.socket, console: socket.socket) -> None:
        while said := _received(server):
            if self._last_answer is server:
                self.has_cut, self.is_down = True, self._stays
                break
            _send(
                console, said.replace(b"transaction_read_only\0", b"transaction_read_ever\0") if self.is_older else said
            )
        _cut(console)


@contextmanager
def impatient() -> Iterator[None]:
    """Meanwhile an answer is waited for a second: what came before it had its usual time."""
    wait = ServerConnection.wait

    def hurried(connection: ServerConnection, *given: Any, **named: Any) -> Any:
        connection.patience = min(connection.patience, 1.0)
        return wait(connection, *given, **named)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(ServerConnection, "wait", hurried)
        yield


def _without_options(said: bytes) -> bytes:
    """What a connection begins with, but for its settings."""
    words = said[8:-2].split(b"\x00")
    kept = [each for pair in zip(words[::2], words[1::2], strict=True) if pair[0] != b"options" for each in pair]
    rest = said[4:8] + b"".join(each + b"\x00" for each in kept) + b"\x00"
    return (len(rest) + 4).to_bytes(4, "big") + rest


def _received(end: socket.socket) -> bytes:
    try:
        return end.recv(65536)
    except OSError:
        return b""


def _send(end: socket.socket, said: bytes) -> None:
    try:
        end.sendall(said)
    except OSError:
        return


def _cut(end: socket.socket) -> None:
    try:
        end.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
