"""A task that looks again and again: when it is woken, and after a rest. Messages, commands and streams wait so."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from industrack_core.domain.errors import DatabaseError

_log = logging.getLogger(__name__)


class Watch:
    """Calls `look`, which answers the seconds until the next time; no error of one look ends the others."""

    def __init__(self, look: Callable[[], Awaitable[float]], about: str, after_error: float) -> None:
        """`about` is what is said in the log when the database is away, `after_error` the seconds it rests then."""
        self._look, self._about, self._after_error = look, about, after_error
        self._woken = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to look; within the loop."""
        self._task = asyncio.create_task(self._run())

    def wake(self) -> None:
        """Look again at once."""
        self._woken.set()

    async def stop(self) -> None:
        """Look no more; what a look is at is given up."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        while True:
            self._woken.clear()
            rest = await self._rest_after_look()
            with suppress(TimeoutError):
                async with asyncio.timeout(rest):
                    await self._woken.wait()

    async def _rest_after_look(self) -> float:
        try:
            return await self._look()
        except DatabaseError as error:
            _log.warning("%s: %s", self._about, error)
        except Exception:  # one that nobody expected must not end what is looked for all day
            _log.exception(self._about)
        return self._after_error
