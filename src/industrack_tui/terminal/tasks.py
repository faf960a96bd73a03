"""Work beside the event loop's own: held on to while it runs, and heard when it fails.

This is the one place where an error of the program's own tree is said: on the screen that asked, or, when that was left
meanwhile, on the one in front.
"""

import asyncio
from collections.abc import Coroutine
from contextvars import Context, copy_context
from typing import Any, Protocol, runtime_checkable

from textual._context import active_app, active_message_pump
from textual.message_pump import MessagePump
from textual.screen import Screen

from industrack_core.domain.errors import IndustrackError


@runtime_checkable
class SaysErrors(Protocol):
    """A screen with a line for what went wrong outside anybody's doing."""

    def say_error(self, sentence: str) -> None:
        """Say it there."""


class Tasks:
    """The tasks of one screen."""

    def __init__(self, owner: Screen[Any]) -> None:
        self._owner = owner
        self._running: set[asyncio.Task[None]] = set()

    def spawn(self, work: Coroutine[Any, Any, None], *, quietly: bool = False) -> "asyncio.Task[None]":
        """Start work; the event loop itself would only hold it weakly.

        `quietly` is for what nobody asked for and is tried again soon: a known error in it is not said.
        """
        context = within(self._owner)
        task = asyncio.create_task(work, context=context)
        self._running.add(task)
        task.add_done_callback(lambda _: self._ended(task, quietly), context=context)
        return task

    @property
    def is_idle(self) -> bool:
        """Whether nothing is under way."""
        return not self._running

    def _ended(self, task: "asyncio.Task[None]", quietly: bool) -> None:
        self._running.discard(task)
        error = None if task.cancelled() else task.exception()
        app = self._owner.app
        if not app.is_running or not app.screen_stack:
            return  # what outlives the console has nobody to tell
        if isinstance(error, IndustrackError):
            if not quietly:
                say_error(self._owner, str(error))
        elif isinstance(error, Exception):
            try:
                raise error
            except Exception:  # the toolkit tells the one that is being handled
                app._handle_exception(error)


def say_error(owner: Screen[Any], sentence: str) -> None:
    """Say what went wrong where the person is: on the owner's screen while it is open, else on the one in front."""
    stack = owner.app.screen_stack
    for screen in (*([owner] if owner in stack else ()), *reversed(stack)):
        if isinstance(screen, SaysErrors):
            screen.say_error(sentence)
            return


def within(pump: MessagePump) -> Context:
    """The present context as one in which the app is the active one.

    What a thread or a signal calls runs in none, and a timer that is made there ends the console when it is closed.
    """
    context = copy_context()
    if active_app not in context:
        context.run(active_app.set, pump.app)
        context.run(active_message_pump.set, pump)
    return context
