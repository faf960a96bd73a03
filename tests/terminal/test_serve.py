"""`industrack serve`: a page, and behind it a console in a terminal of its own for each visitor."""

import asyncio
import json
import os
import signal
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pyte
import pytest

from tests.terminal.shell import COMMAND, NOW, Shell, failed


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


@pytest.fixture
def server(shell: Shell, tmp_path: Path, unused_tcp_port: int) -> Iterator[str]:
    """The address of a running server, whose visitors' homes are under tmp_path."""
    visitors = tmp_path / "visitors"
    visitors.mkdir()
    command = [COMMAND, "serve", "--port", str(unused_tcp_port)]
    with subprocess.Popen(
        command, env=shell.environ | {"TMPDIR": str(visitors), "INDUSTRACK_NOW": NOW}, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert (
            process.stdout.readline() == f"The demo is at http://127.0.0.1:{unused_tcp_port}/ until ctrl+c ends it.\n"
        )
        yield f"http://127.0.0.1:{unused_tcp_port}"
        process.send_signal(signal.SIGINT)
        assert process.wait(20) in (0, 130)
    assert list(visitors.iterdir()) == []


class Browser:
    """What a page does with its terminal."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, columns: int, lines: int) -> None:
        self.socket = socket
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self.screen)

    async def until(self, text: str, patience: float = 60) -> None:
        """Take what comes until a text is on the screen; `""`: until the talk is over."""
        async with asyncio.timeout(patience):
            while not text or text not in "\n".join(self.screen.display):
                message = await self.socket.receive()
                if message.type is not aiohttp.WSMsgType.BINARY:
                    assert not text, f"ended before {text!r} was shown"
                    return
                self._stream.feed(message.data)

    async def type(self, keys: str) -> None:
        await self.socket.send_str(json.dumps(["stdin", keys]))


@asynccontextmanager
async def visiting(address: str, columns: int = 120, lines: int = 40) -> AsyncIterator[Browser]:
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{address}/ws?width={columns}&height={lines}") as socket,
    ):
        yield Browser(socket, columns, lines)


async def test_each_visitor_has_a_console_with_a_company_of_its_own(server: str, tmp_path: Path) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{server}/") as page:
            text = await page.text()
            assert page.status == 200
            assert f'data-session-websocket-url="ws{server.removeprefix("http")}/ws"' in text
            assert "googleapis" not in text
        async with session.get(f"{server}/static/js/textual.js") as script:
            assert script.status == 200
    async with visiting(server) as first, visiting(server, 80, 24) as second:
        await first.until("live")
        await second.until("live")
        assert len(list(tmp_path.glob("visitors/industrack-demo-*/**/demo.sqlite"))) == 2
        await first.type("?")
        await first.until("open the job here")
        await second.socket.send_str(json.dumps(["resize", {"width": 100, "height": 30}]))
        second.screen.resize(30, 100)
        await first.type("\x11")
        await first.until("")
        await second.until("Schedule")


async def test_other_sites_reach_nothing(server: str) -> None:
    async with aiohttp.ClientSession() as session:
        for headers in ({"Host": "evil.example"}, {"Host": '"><script>'}, {"X-Forwarded-Host": "evil.example"}):
            async with session.get(f"{server}/", headers=headers) as page:
                assert "evil" not in await page.text()
                assert page.status in (200, 400, 403)
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(f"{server}/ws", headers={"Origin": "http://evil.example"})


@pytest.mark.parametrize(
    "nonsense", ["", "{}", "[]", '["stdin"]', '["resize", {"width": "x"}]', '["resize", 5]', "\x00"]
)
async def test_nonsense_from_a_page_ends_only_its_own_talk(server: str, nonsense: str) -> None:
    async with visiting(server) as visitor:
        await visitor.socket.send_str(nonsense)
        await visitor.until("", 60)
    async with aiohttp.ClientSession() as session, session.get(f"{server}/") as page:
        assert page.status == 200


def test_what_cannot_be_served_is_one_sentence(shell: Shell, unused_tcp_port: int) -> None:
    assert "put a server with TLS and a password before it" in failed(shell.run("serve", "--host", "0.0.0.0"), 2)
    assert "--port takes 1 to 65535." in failed(shell.run("serve", "--port", "0"), 2)
    assert "--speed takes 1 to 60." in failed(shell.run("serve", "--live", "--speed", "99"), 2)
    with subprocess.Popen(
        [COMMAND, "serve", "--port", str(unused_tcp_port)], env=shell.environ, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        assert "cannot be used" in failed(shell.run("serve", "--port", str(unused_tcp_port)), 2)
        os.kill(other.pid, signal.SIGTERM)
        other.wait(20)
