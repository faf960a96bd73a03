"""Somebody between a phone and the gateway: counts what goes to the phone, and may change it."""

import http.client
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

_CONDITIONS = {"accept-encoding", "if-none-match"}
"""Who changes answers gets whole ones."""
_OF_ONE_LINK = {"connection", "transfer-encoding", "content-length", "date", "server"}


@dataclass
class Relay:
    """At `port`, as if it were the gateway. `passed`: each answer's path, status and bytes of its body as sent.
    `change` is given a path and a body that is not packed, and answers the body that the phone gets."""

    gateway_port: int
    port: int = 0
    passed: list[tuple[str, int, int]] = field(default_factory=list)
    change: Callable[[str, bytes], bytes] | None = None


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "_Server"

    def do_GET(self) -> None:
        self._pass_on()

    def do_POST(self) -> None:
        self._pass_on()

    def do_PUT(self) -> None:
        self._pass_on()

    def do_HEAD(self) -> None:
        self._pass_on()

    def log_message(self, *_: object) -> None:
        """Says nothing."""

    def _pass_on(self) -> None:
        """A gateway that is away, or a phone, ends the connection, as it would without anybody between them."""
        said = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        left_out = {"connection"} | (_CONDITIONS if self.server.relay.change else set())
        headers = {name: value for name, value in self.headers.items() if name.lower() not in left_out}
        self.close_connection = True
        with (
            closing(http.client.HTTPConnection("127.0.0.1", self.server.relay.gateway_port)) as link,
            suppress(OSError),
        ):
            link.request(self.command, self.path, said, headers)
            self._answer(link.getresponse())

    def _answer(self, answer: http.client.HTTPResponse) -> None:
        relay = self.server.relay
        streams = answer.headers.get_content_type() == "text/event-stream"
        body = b"" if streams else answer.read()
        body = relay.change(self.path, body) if relay.change else body
        relay.passed.append((self.path, answer.status, len(body)))
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            if name.lower() not in _OF_ONE_LINK:
                self.send_header(name, value)
        self.send_header("Connection", "close")
        if not streams:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        while streams and (part := answer.read1(4096)):
            self.wfile.write(part)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, relay: Relay) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.relay = relay
        relay.port = self.server_port


@contextmanager
def relay_to(gateway_port: int) -> Iterator[Relay]:
    """A relay that runs until the end of the block."""
    with _Server(Relay(gateway_port)) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server.relay
        finally:
            server.shutdown()
            thread.join()
