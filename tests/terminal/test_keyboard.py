"""Keys are read in the event loop, without a thread; what time makes of them is looked for only while there is some."""

import asyncio
import os
import pty
from contextvars import ContextVar

import pytest

from industrack_tui.terminal import keyboard
from industrack_tui.terminal.driver import ConsoleParser
from industrack_tui.terminal.keyboard import Keyboard

OURS: ContextVar[str] = ContextVar("OURS", default="outside")


def test_it_takes_what_is_sent_while_it_reads_and_tells_when_the_terminal_is_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def use() -> None:
        gone = asyncio.Event()
        monkeypatch.setattr(keyboard, "hang_up", gone.set)
        outside, inside = pty.openpty()
        came: asyncio.Queue[tuple[bytes, str]] = asyncio.Queue()
        keys = Keyboard(asyncio.get_running_loop(), inside, lambda read: came.put_nowait((read, OURS.get())))
        OURS.set("of the app")
        keys.begin()
        keys.begin()
        os.write(outside, b"ab\n")
        assert await came.get() == (b"ab\n", "outside")
        keys.end()
        keys.end()
        os.write(outside, b"c\n")
        await asyncio.sleep(0)
        assert came.empty()
        keys.begin()
        assert (await came.get())[0] == b"c\n"
        assert os.get_blocking(inside)  # of what others share nothing is changed
        os.close(outside)
        await gone.wait()
        os.close(inside)

    asyncio.run(asyncio.wait_for(use(), 30))


def looks_after(parser: ConsoleParser) -> float | None:
    return parser.patience


def test_it_looks_often_only_while_time_makes_something_of_what_came() -> None:
    now = [100.0]
    parser = ConsoleParser(clock=lambda: now[0])
    assert looks_after(parser) is None
    assert len(list(parser.feed("a\x1b[C"))) == 2
    assert looks_after(parser) is None  # a key that is whole stays what it is
    assert list(parser.feed("\x1b[")) == []
    assert looks_after(parser) == 0.1
    assert len(list(parser.feed("C"))) == 1
    assert looks_after(parser) is None
    assert list(parser.feed("\x1b[200~never ended")) == []
    assert looks_after(parser) == 0.1
    now[0] += 5.1
    assert [type(each).__name__ for each in parser.tick()]  # the paste is taken for whole
    assert looks_after(parser) is None
