"""The server under the gateway: where it listens, how long it waits for a request, how many may ask at once."""

import asyncio
import logging
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from types import FrameType

import h11
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.errors import UsageError
from industrack_core.domain.loopback import is_loopback
from industrack_field.errors import Wrong, a_while, answer_of

MOST_CONNECTIONS = 300
MOST_HEADER = 16 * 1024
"""Bytes of a request's line and headers."""
PATIENCE = 20
"""Seconds in which a request's headers must have come, and in which a connection may rest between two requests."""
_ENDING = 3
"""Seconds that requests have to end in when the gateway is stopped: nothing is lost if they do not."""


@dataclass(frozen=True)
class Reached:
    """Where the gateway is reached. Port 0: any that is free."""

    host: str = "127.0.0.1"
    port: int = 8460
    certificate: Path | None = None
    key: Path | None = None
    behind_proxy: bool = False

    def check(self) -> None:
        """Raises UsageError for a place at which a page could not work, or would be read by others."""
        if not 0 <= self.port < 65536:
            raise UsageError("--port takes 0 to 65535.")
        if (self.certificate is None) != (self.key is None):
            raise UsageError("A certificate and its key belong together: give both --certfile and --keyfile.")
        if not is_loopback(self.host) and not self.behind_proxy and self.certificate is None:
            told = "A phone's page works over TLS alone"
            raise UsageError(
                f"{told}: give --certfile and --keyfile, or put a server with TLS before it and say --behind-proxy."
            )
        for file in (self.certificate, self.key):
            if file is not None and not file.is_file():
                raise UsageError(f"There is no file {file}.")

    def address(self, port: int) -> str:
        """Where it is, as one types it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.certificate else 'http'}://{host}:{port}/"


class PatientProtocol(H11Protocol):
    """A connection that ends if no whole request comes in time, and that is told so where there are too many."""

    _alarm: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS:
            self.app = _too_many
        self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        self._forget()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        self._expect()
        super().on_response_complete()

    def send_400_response(self, msg: str) -> None:
        body = b'{"error":"bad_request","text":"This is no request that the gateway understands."}'
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            headers = [(b"content-type", b"application/json"), (b"connection", b"close")]
            for event in (h11.Response(status_code=400, headers=headers), h11.Data(data=body), h11.EndOfMessage()):
                self.transport.write(self.conn.send(event))
        self.transport.close()

    def _expect(self) -> None:
        self._forget()
        self._alarm = self.loop.call_later(PATIENCE, self._end)

    def _forget(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()

    def _end(self) -> None:
        running: RequestResponseCycle | None = self.cycle
        if running is None or running.response_complete:
            self.transport.close()


async def _too_many(scope: Scope, receive: Receive, send: Send) -> None:
    told = Wrong(503, "busy", "Too many phones ask at once: it is tried again in a few seconds.", retry=a_while())
    await answer_of(told)(scope, receive, send)


class _Server(uvicorn.Server):
    """A server that lets streams end when it is told to, and that knows whether it was interrupted."""

    def __init__(self, config: uvicorn.Config, ending: Callable[[], None]) -> None:
        super().__init__(config)
        self._ending = ending
        self.interrupted = False

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.interrupted = self.interrupted or sig == signal.SIGINT
        super().handle_exit(sig, frame)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._ending()
        await super().shutdown(sockets)


def run_server(app: ASGIApp, place: Reached, ending: Callable[[], None]) -> int:
    """Serve until it is interrupted; answers the exit code. `ending` is called in the loop before connections are
    ended. Raises UsageError for a place that cannot be used."""
    listening = _listen(place)
    server = _Server(_settings(app, place), ending)
    _log_plainly()
    # from here on: an interrupt while the loop is being made would leave half of one behind
    signal.signal(signal.SIGINT, server.handle_exit)
    address = place.address(listening.getsockname()[1])
    print(f"The field gateway is at {address} until ctrl+c ends it.", flush=True)
    sys.setswitchinterval(0.0005)  # who holds the write lock must not wait long for the interpreter: others wait for it
    server.run([listening])
    return 130 if server.interrupted else 0


@contextmanager
def serve_beside(app: ASGIApp, place: Reached, ending: Callable[[], None]) -> Iterator[int]:
    """Serve in a thread of its own while this holds; answers the port. Raises UsageError as `run_server`."""
    listening = _listen(place)
    server = _Server(_settings(app, place), ending)
    _log_plainly(logging.WARNING)
    thread = Thread(target=server.run, args=([listening],), name="field gateway", daemon=True)
    thread.start()
    try:
        yield int(listening.getsockname()[1])
    finally:
        server.should_exit = True
        thread.join(_ENDING + 5)


def _listen(place: Reached) -> socket.socket:
    """The socket, so that a port that is taken is told before anything else begins."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            place.host.strip("[]"), place.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        return _bound(socket.socket(family, kind, protocol), address)
    except OSError as error:
        raise UsageError(f"Port {place.port} of {place.host} cannot be used: {error.strerror}.") from error


def _bound(listening: socket.socket, address: tuple[object, ...]) -> socket.socket:
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(512)
    except OSError:
        listening.close()
        raise
    return listening


def _settings(app: ASGIApp, place: Reached) -> uvicorn.Config:
    try:
        config = uvicorn.Config(
            app, http=PatientProtocol, ws="none", loop="asyncio", lifespan="on", interface="asgi3",
            log_config=None, access_log=False, server_header=False, date_header=True,
            proxy_headers=place.behind_proxy, forwarded_allow_ips="127.0.0.1",
            h11_max_incomplete_event_size=MOST_HEADER, timeout_keep_alive=PATIENCE,
            timeout_graceful_shutdown=_ENDING,
            ssl_certfile=place.certificate, ssl_keyfile=place.key,
        )  # fmt: skip
        config.load()
    except OSError as error:  # of the ssl module's too
        raise UsageError(f"The certificate cannot be used: {error.strerror or error}.") from error
    return config


def _log_plainly(level: int = logging.INFO) -> None:
    """What the server under it warns of goes to standard error, a line each; a stream that is gone is no reason to
    stop."""
    logging.raiseExceptions = False
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%Y-%m-%d %H:%M:%S"))
    for name, least in (("uvicorn.error", logging.ERROR), ("industrack_field", level)):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(least)
