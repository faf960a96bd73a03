"""The demo in a browser: every visitor has a console in a pseudo-terminal, a home and a demo database of its own.

The page with its terminal, and the talk with it, are textual-serve's. Its way of running an app is not used: it has the
app write packets in place of a terminal's codes, while the console is given a terminal here as anywhere, so that what
is drawn, its keys and its ends are the same.
"""

import asyncio
import fcntl
import html
import os
import re
import signal
import struct
import sys
import termios
from collections.abc import Callable, Sequence
from contextlib import suppress
from string import Template
from tempfile import TemporaryDirectory

from aiohttp import WSMsgType, web
from textual_serve.server import Server

from industrack_core.domain.errors import UsageError
from industrack_tui.cli.guarding import INTERRUPTED, say

MOST_VISITORS = 12
"""Consoles at once: each takes some 70 MB."""
_FULL = b"The demo has as many visitors as it can have: try again in a few minutes.\r\n"
_PATIENCE = 6.0
"""Seconds in which a console that is told to end may do so."""
_HOST = re.compile(r"[A-Za-z0-9.\-_\[\]:]{1,255}")
_KEPT = ("PATH", "LANG", "LC_ALL", "INDUSTRACK_NOW", "TMPDIR")
_PAGE = Template("""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>IndusTrack</title>
<link rel="stylesheet" href="$base/static/css/xterm.css">
<script src="$base/static/js/textual.js"></script>
<style>
@font-face { font-family: "Roboto Mono"; src: url("$base/static/fonts/RobotoMono-VariableFont_wght.ttf"); }
body { margin: 0; background: #11151c; color: #e6ebf2; font-family: sans-serif; }
#ended { display: none; position: absolute; inset: 0; z-index: 10; align-items: center; justify-content: center;
  background: #11151ccc; }
body.-closed #ended { display: flex; }
#ended a { color: #7cc4ff; margin-left: .5em; }
.textual-terminal { width: 100vw; height: 100vh; }
</style></head>
<body><div id="ended"><p>This console has ended.<a href="$base/">Open another one</a></p></div>
<div id="terminal" class="textual-terminal" data-session-websocket-url="$socket/ws" data-font-size="$size"></div>
</body></html>
""")


class Visitor:
    """A console in a pseudo-terminal, and what it reads and writes."""

    def __init__(self, options: Sequence[str]) -> None:
        self._options = options
        self._home = TemporaryDirectory(prefix="industrack-demo-")
        self._process: asyncio.subprocess.Process | None = None
        self._master = -1
        self._ended = False

    async def start(self, columns: int, lines: int) -> None:
        """Start the console."""
        self._master, slave = os.openpty()
        self.resize(columns, lines)
        environ = {name: os.environ[name] for name in _KEPT if name in os.environ}
        environ |= {"HOME": self._home.name, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        environ.setdefault("LANG", "C.UTF-8")
        try:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "industrack_tui", "demo", *self._options, stdin=slave, stdout=slave, stderr=slave,
                env=environ, cwd=self._home.name, start_new_session=True, preexec_fn=_take_terminal,
            )  # fmt: skip
        finally:
            os.close(slave)
        os.set_blocking(self._master, False)

    def resize(self, columns: int, lines: int) -> None:
        """Another size of the browser's window, within what a terminal may have."""
        size = struct.pack("HHHH", min(max(lines, 5), 300), min(max(columns, 20), 600), 0, 0)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, size)

    async def read(self) -> bytes:
        """What the console writes; empty once it has ended."""
        loop = asyncio.get_running_loop()
        while not self._ended:
            try:
                return os.read(self._master, 65536)
            except BlockingIOError:
                await self._once(loop.add_reader, loop.remove_reader)
            except OSError:
                break  # nobody has the other end any more
        return b""

    async def write(self, data: bytes) -> None:
        """Keys for the console, all of them: a paste may be more than it takes at once."""
        loop = asyncio.get_running_loop()
        while data and not self._ended:
            try:
                data = data[os.write(self._master, data) :]
            except BlockingIOError:
                await self._once(loop.add_writer, loop.remove_writer)
            except OSError:
                break

    async def _once(self, watch: Callable[..., None], forget: Callable[[int], bool]) -> None:
        ready = asyncio.Event()
        watch(self._master, ready.set)
        try:
            await ready.wait()
        finally:
            forget(self._master)

    async def stop(self) -> None:
        """The console ends as when its terminal goes away; its home goes with it."""
        if self._ended:
            return
        self._ended = True
        process = self._process
        if process is not None and process.returncode is None:
            with suppress(ProcessLookupError):
                process.send_signal(signal.SIGHUP)
            try:
                await asyncio.wait_for(process.wait(), _PATIENCE)
            except TimeoutError:
                process.kill()
                await process.wait()
        if self._master >= 0:
            os.close(self._master)
        self._home.cleanup()


def _take_terminal() -> None:
    """In the child: its standard input is its terminal, so that it hears of new sizes."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class BrowserDemo(Server):
    """The server of the page and its terminals. `options` are those of `industrack demo`."""

    def __init__(self, host: str, port: int, options: Sequence[str], *, behind_proxy: bool) -> None:
        super().__init__("industrack demo", host=host, port=port, title="IndusTrack")
        self._options, self._behind_proxy = options, behind_proxy
        self._visitors: set[Visitor] = set()

    def run(self) -> int:
        """Serve until it is interrupted. Raises UsageError where the port is taken."""
        try:
            web.run_app(self._make_app(), host=self.host, port=self.port, print=self._tell, access_log=None)
        except OSError as error:
            raise UsageError(f"Port {self.port} of {self.host} cannot be used: {error.strerror}.") from error
        except KeyboardInterrupt:
            return INTERRUPTED
        return 0

    async def on_startup(self, app: web.Application) -> None:
        """Nothing is said yet: the port may be taken."""

    def _tell(self, _: object) -> None:
        """Where it is, once it is there."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        say(f"The demo is at http://{host}:{self.port}/ until ctrl+c ends it.", flush=True)
        if self._behind_proxy:
            say("Its consoles reach the files that you reach: serve it as a user that owns nothing.", flush=True)

    async def on_shutdown(self, app: web.Application) -> None:
        """The consoles end with the server."""
        await asyncio.gather(*(visitor.stop() for visitor in list(self._visitors)))

    def _address(self, request: web.Request) -> str:
        """Where the page is, as its visitor sees it. A name that is not ours is refused: another site may have had it
        resolved to this machine."""
        scheme, host = request.scheme, request.host
        if self._behind_proxy:
            scheme = request.headers.get("X-Forwarded-Proto", scheme)
            host = request.headers.get("X-Forwarded-Host", host)
        if scheme not in ("http", "https") or not _HOST.fullmatch(host):
            raise web.HTTPBadRequest(text="There is nothing here.")
        if not self._behind_proxy and host not in self._own_names():
            raise web.HTTPForbidden(text="This demo goes by another name.")
        return f"{scheme}://{host}"

    def _own_names(self) -> set[str]:
        names = {"localhost", "127.0.0.1", "[::1]", self.host, f"[{self.host}]"}
        return {f"{name}:{self.port}" for name in names} | (names if self.port in (80, 443) else set())

    async def handle_index(self, request: web.Request) -> web.Response:
        """The page."""
        base = html.escape(self._address(request))
        size = re.sub(r"\D", "", request.query.get("fontsize", ""))[:2] or "16"
        page = _PAGE.substitute(base=base, socket=base.replace("http", "ws", 1), size=size)
        return web.Response(text=page, content_type="text/html", headers={"Cache-Control": "no-store"})

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """A visitor's terminal, from its first byte to its last."""
        if request.headers.get("Origin") not in (None, self._address(request)):
            raise web.HTTPForbidden(text="Only the demo's own page opens its terminals.")
        socket = web.WebSocketResponse(heartbeat=15, max_msg_size=1 << 20)
        await socket.prepare(request)
        if len(self._visitors) >= MOST_VISITORS:
            await socket.send_bytes(_FULL)
            await socket.close()
            return socket
        visitor = Visitor(self._options)
        self._visitors.add(visitor)
        try:
            await visitor.start(_number(request.query.get("width"), 80), _number(request.query.get("height"), 24))
            writing = asyncio.create_task(_show(visitor, socket))
            try:
                await _obey(visitor, socket)
            finally:
                writing.cancel()
        finally:
            await asyncio.shield(visitor.stop())
            self._visitors.discard(visitor)
        return socket


async def _show(visitor: Visitor, socket: web.WebSocketResponse) -> None:
    """What the console writes goes to the page; when it ends, the page is told so."""
    while data := await visitor.read():
        await socket.send_bytes(data)
    await socket.close()


async def _obey(visitor: Visitor, socket: web.WebSocketResponse) -> None:
    """What the page says: keys, sizes; what cannot be read ends the talk."""
    async for message in socket:
        if message.type is not WSMsgType.TEXT:
            continue
        try:
            kind, *rest = message.json()
            if kind == "stdin":
                await visitor.write(str(rest[0]).encode("utf-8", "replace"))
            elif kind == "resize":
                visitor.resize(int(rest[0]["width"]), int(rest[0]["height"]))
            elif kind == "ping":
                await socket.send_json(["pong", rest[0]])
        except (ValueError, TypeError, LookupError):
            await socket.close()


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else otherwise
