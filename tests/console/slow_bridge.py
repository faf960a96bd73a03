"""A bridge whose answers come in the order that a test chooses: the database has answered, the console waits."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple, TypeVar

from industrack_core.desk.desk import Desk
from industrack_tui.bridge import Bridge

T = TypeVar("T")


class Answer(NamedTuple):
    """An answer that is kept back: the name of what was asked, and what lets it go."""

    asked: str
    go: asyncio.Event


class SlowBridge(Bridge):
    """Keeps back the answers of the desk's methods in `slow`; `_open_desk` is the opening of the database.

    What is asked by a function of the caller's own goes by the bridge's method: `ask` or `seek`.
    """

    slow: frozenset[str] = frozenset()

    def __init__(self, open_desk: Any, log: Any = None) -> None:
        super().__init__(open_desk, log)
        self.kept: list[Answer] = []

    async def _run(self, threads: ThreadPoolExecutor, call: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return await self._kept(getattr(call, "__name__", ""), await super()._run(threads, call, *args, **kwargs))

    async def ask(self, call: Callable[[Desk], T]) -> T:
        return await self._kept("ask", await super().ask(call))

    async def seek(self, call: Callable[[Desk], T]) -> T:
        return await self._kept("seek", await super().seek(call))

    async def _kept(self, name: str, answered: T) -> T:
        if name in self.slow:
            kept = Answer(name, asyncio.Event())
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
