"""What keys in order know of Textual: when a pane of it rests. These names are Textual's own, and may change."""

import asyncio
import inspect

import pytest
from textual.app import App, ComposeResult, ScreenStackError
from textual.widget import Widget

from industrack_tui.terminal.awaiting import Awaiting
from industrack_tui.terminal.compat import rests


class Busy(Widget):
    """Works on a message until it is let go."""

    def on_mount(self) -> None:
        self.begun, self.go, self.after = asyncio.Event(), asyncio.Event(), 0

    async def work(self) -> None:
        self.begun.set()
        await self.go.wait()

    def count(self) -> None:
        self.after += 1


class Shown(App[None]):
    def compose(self) -> ComposeResult:
        yield Busy()


async def until_rests(pump: Widget | App[None]) -> None:
    """A turn of the event loop at a time; one that never rests ends by the test's own limit."""
    while not rests(pump):
        await asyncio.sleep(0)


async def test_a_pane_rests_when_it_has_done_all_that_came_to_it() -> None:
    async with Shown().run_test() as pilot:
        pane = pilot.app.query_one(Busy)
        await until_rests(pane)
        pane.call_later(pane.work)
        assert not rests(pane), "a message in its queue"
        await pane.begun.wait()
        assert not rests(pane), "a message that it works on"
        pane.call_next(pane.count)
        pane.go.set()
        assert not rests(pane), "a call that follows the message"
        await until_rests(pane)
        assert pane.after == 1


async def test_a_pane_that_is_not_there_yet_does_not_rest_and_one_that_is_gone_does() -> None:
    pane = Busy()
    assert not rests(pane)
    async with Shown().run_test() as pilot:
        await pilot.app.mount(pane)
        await until_rests(pane)
        await pane.remove()
        assert rests(pane)


def test_work_that_comes_when_the_console_ends_is_closed() -> None:
    class Ending(Awaiting):
        @property
        def stands(self) -> object:
            raise ScreenStackError

    async def work() -> None:
        raise AssertionError("nobody waits for it")

    late = work()
    with pytest.raises(ScreenStackError):
        Ending().bring(late)
    assert inspect.getcoroutinestate(late) == inspect.CORO_CLOSED
