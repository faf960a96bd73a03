"""Threads in which the desk is asked: one that writes, in the order in which it is asked, and four that read."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
READERS = 4
REST, MOST_REST = 0.25, 0.05
"""How long the writer rests beside how long it took, and seconds at most: what phones said while nobody listened may
take a minute, and who types beside it should not notice."""


class Threads:
    """Runs blocking calls of the desk's, so that the event loop only reads requests and answers them."""

    def __init__(self) -> None:
        self._writer = ThreadPoolExecutor(1, "field writer")
        self._readers = ThreadPoolExecutor(READERS, "field reader")
        self._rested = 0.0

    async def read(self, call: Callable[[], T]) -> T:
        """What the call answers; it may run beside others."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, call)

    async def write(self, call: Callable[[], T]) -> T:
        """What the call answers, when all that was asked before is done."""
        return await asyncio.get_running_loop().run_in_executor(self._writer, self._rested_call, call)

    def _rested_call(self, call: Callable[[], T]) -> T:
        time.sleep(max(0.0, self._rested - time.monotonic()))
        began = time.monotonic()
        try:
            return call()
        finally:
            ended = time.monotonic()
            self._rested = ended + min(REST * (ended - began), MOST_REST)

    def close(self) -> None:
        """Let what runs end; nothing more is begun."""
        for threads in (self._writer, self._readers):
            threads.shutdown(wait=True, cancel_futures=True)
