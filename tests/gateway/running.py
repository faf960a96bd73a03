"""The real gateway in a process of its own, and somebody who asks it over the loopback."""

import http.client
import json
import os
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.terminal.shell import COMMAND, NOW


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Gateway:
    """A running gateway; `now` is its clock (empty: the machine's). Its port is its own also while it is not there."""

    def __init__(self, url: str, home: Path, now: str = NOW) -> None:
        self._url, self._home, self._now = url, home, now
        self._held = socket.socket()  # which does not listen: nobody is given the port, and whoever asks for it has it
        self._held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._held.bind(("127.0.0.1", 0))
        self.port: int = self._held.getsockname()[1]
        self._process: subprocess.Popen[str] | None = None

    def start(self, *options: str) -> str:
        """Start it; answers what it said."""
        environ = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
        environ |= {"HOME": str(self._home), "LANG": "C.UTF-8"} | ({"INDUSTRACK_NOW": self._now} if self._now else {})
        with (self._home / "gateway.log").open("a") as log:
            self._process = subprocess.Popen(
                [COMMAND, "--db", self._url, "field", "serve", "--port", str(self.port), *options],
                stdout=subprocess.PIPE, stderr=log, text=True, env=environ,
            )  # fmt: skip
        assert self._process.stdout is not None
        said = self._process.stdout.readline()
        assert said, self.log()
        return said

    def log(self) -> str:
        """What it wrote to standard error so far."""
        return (self._home / "gateway.log").read_text(encoding="utf-8")

    def kill(self) -> None:
        """End it as when the power goes."""
        assert self._process is not None
        self._process.kill()
        self._close()

    def stop(self) -> int:
        """End it as ctrl+c does; answers its exit code."""
        assert self._process is not None
        self._process.send_signal(signal.SIGINT)
        return self._close()

    def _close(self) -> int:
        assert self._process is not None
        assert self._process.stdout is not None
        code = self._process.wait(20)
        self._process.stdout.close()
        self._process = None
        return code

    def ask(
        self, method: str, path: str, body: object = None, *, token: str = "", headers: Mapping[str, str] | None = None
    ) -> Answer:
        """One request on a connection of its own. A body that is no bytes is sent as JSON."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        content = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        sent = dict(headers or {}) | ({"Authorization": f"Bearer {token}"} if token else {})
        try:
            connection.request(method, path, content, sent)
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    def close(self) -> None:
        if self._process is not None:
            self.kill()
        self._held.close()


def until_too_often(ask: Callable[[], int], most: int = 300) -> list[int]:
    """Ask until one is told to wait; the statuses of the answers before that."""
    statuses: list[int] = []
    while (status := ask()) != 429:
        statuses.append(status)
        assert len(statuses) < most, "nobody is told to wait"
    return statuses


@contextmanager
def gateway_at(url: str, home: Path, *options: str, now: str = NOW) -> Iterator[Gateway]:
    """A gateway that runs on a database while this holds."""
    gateway = Gateway(url, home, now)
    try:
        gateway.start(*options)
        yield gateway
    finally:
        gateway.close()
