"""A bridge whose answers come when a test wants them: the database has answered, the console waits.

What is asked of one thread comes back in the order asked, as of every bridge: what is kept back keeps what was asked
after it.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

from industrack_core.desk.desk import Desk
from industrack_tui.bridge import Bridge


class Answer(NamedTuple):
    """An answer that is kept back: the name of what was asked, what lets it go, and whether whoever asked has it."""

    asked: str
    go: asyncio.Event
    came: asyncio.Event


class Heard:
    """A desk that notes which of its methods are called."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.names: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        self.names.add(name)
        return getattr(self._desk, name)


class SlowBridge(Bridge):
    """Keeps back the answers of the desk's methods in `slow`; `_open_desk` is the opening of the database."""

    slow: frozenset[str] = frozenset()

    def __init__(self, open_desk: Any, log: Any = None) -> None:
        super().__init__(open_desk, log)
        self.kept: list[Answer] = []
        self._under_way: dict[ThreadPoolExecutor, list[asyncio.Event]] = {}

    async def _run(self, threads: ThreadPoolExecutor, call: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """What is asked goes by the methods of the desk that answered it."""
        given = [Heard(each) if isinstance(each, Desk) else each for each in args]
        under_way, mine = self._under_way.setdefault(threads, []), asyncio.Event()
        earlier = [] if threads is self._beside else list(under_way)
        under_way.append(mine)
        try:
            answered = await self._answered(mine, threads, call, *given, **kwargs)
            for each in earlier:
                await each.wait()
        finally:
            mine.set()
            under_way.remove(mine)
        return answered

    async def _answered(
        self, came: asyncio.Event, threads: ThreadPoolExecutor, call: Callable[..., Any], *given: Any, **kwargs: Any
    ) -> Any:
        desks = [each for each in given if isinstance(each, Heard)]
        answered = await super()._run(threads, call, *given, **kwargs)
        names = {getattr(call, "__name__", "")}.union(*(desk.names for desk in desks))
        for name in sorted(names & self.slow):
            kept = Answer(name, asyncio.Event(), came)
            self.kept.append(kept)
            await kept.go.wait()
        return answered

    def let_go(self, name: str = "") -> None:
        """Let the kept answers of a method through, or all, and keep none of it any longer."""
        self.slow = self.slow - {name} if name else frozenset()
        going = [each for each in self.kept if not name or each.asked == name]
        self.kept = [each for each in self.kept if each not in going]
        for each in going:
            each.go.set()


def slow(*names: str) -> type[SlowBridge]:
    """A bridge that keeps back the answers of these methods from the start."""
    return type("Slow", (SlowBridge,), {"slow": frozenset(names)})
