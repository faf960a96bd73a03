"""A list whose rows are counted up: how long that takes is said, and keys go on meanwhile."""

import asyncio
from collections.abc import Coroutine
from time import monotonic

from textual import events

from industrack_tui.lists.screen import ListScreen
from industrack_tui.terminal.awaiting import WAITING, Coming
from industrack_tui.terminal.tasks import within


class MadeList(ListScreen):
    """A list that makes its rows by work that may take long, and for which nobody needs to wait."""

    _making: asyncio.Task[None] | None = None
    _since = 0.0

    def make(self, work: Coroutine[object, object, None]) -> None:
        """Do this, and nothing that was begun before any more; what was made before stays in sight meanwhile."""
        self._forget()
        self._since = monotonic()
        self._making = self.bring(work, Coming.FILLS)

    def _forget(self) -> None:
        if self._making is not None:
            self._making.cancel()

    def on_unmount(self) -> None:
        """Nobody waits for it any longer."""
        self._forget()

    @property
    def _is_told_of(self) -> bool:
        """Whether a report is being made, and nothing else is awaited, and that is seen."""
        return self.is_told and self.comings == {self._making}

    def is_ready_for(self, event: events.Event) -> bool:
        """Keys wait for a report that is there in a moment, and not for one that takes long."""
        return super().is_ready_for(event) or self._is_told_of

    def say_waiting(self, sentence: str) -> None:
        """How long the report is being made."""
        if not sentence or not self._is_told_of:
            super().say_waiting(sentence)
            return
        seconds = int(monotonic() - self._since)
        super().say_waiting(f"Making the report ... {seconds} s. esc gives it up, other keys go on.")
        asyncio.get_running_loop().call_later(1.0, self._still_making, self._making, context=within(self))

    def _still_making(self, making: "asyncio.Task[None] | None") -> None:
        if making is self._making and self._is_told_of and self.is_attached:
            self.say_waiting(WAITING)
