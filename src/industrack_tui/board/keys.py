"""Which keys the schedule can answer now, and what becomes of those typed for something that does not come."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from textual import events

from industrack_tui.commands.board import BY_ID, keys_of
from industrack_tui.commands.command import Pane
from industrack_tui.terminal.awaiting import Awaiting, Coming, dropped
from industrack_tui.terminal.key_order import KeysInOrder

if TYPE_CHECKING:
    from industrack_core.domain.records.office import Office
    from industrack_tui.board.modes import Mode, SavesPresses
    from industrack_tui.board.state import BoardState
    from industrack_tui.widgets.status_line import StatusLine


class AwaitsBoard(Awaiting):
    """The schedule's part in `Awaiting`."""

    if TYPE_CHECKING:
        state: BoardState
        status: StatusLine

        @property
        def office(self) -> Office | None: ...

        @property
        def mode(self) -> Mode | None: ...

        @property
        def pane(self) -> Pane: ...

    nudges: "SavesPresses | None" = None
    """The job that is being nudged, once one was."""

    rows_coming: "tuple[object, asyncio.Task[None]] | None" = None
    """Which rows were asked for last, and as of when; and the work that reads them."""
    held_step: object = None
    """The key that moves in time, once one was pressed: what comes is made ready while it is held (ahead.py)."""
    when_free: Callable[[], object] | None = None
    """What waits until nobody is at work on the board."""
    _loads: "set[asyncio.Task[None]] | None" = None

    @property
    def loads(self) -> "set[asyncio.Task[None]]":
        """Work of which not every key must know that is under way."""
        return self._loads or set()

    def bring_beside(self, work: Coroutine[Any, Any, None], coming: Coming = Coming.FILLS) -> "asyncio.Task[None]":
        """Run work of which not every key must know: rows that are read, a nudge that is saved."""
        task = self.bring(work, coming)
        self._loads = self.loads | {task}
        task.add_done_callback(self._loaded)
        return task

    def _loaded(self, task: "asyncio.Task[None]") -> None:
        self._loads = self.loads - {task}

    def is_ready_for(self, event: events.Event) -> bool:
        """Whether the board is there, and the rows that a key is about; moving in time goes on while they are read."""
        if self.office is None or self.comings - self.loads:
            return False
        if not self.is_coming:
            return True
        if not isinstance(event, events.Key):
            return False
        command = BY_ID.get(keys_of(self.pane).get(event.key, ""))
        adds_up = self.nudges is not None and self.nudges.is_saving and command is not None and command.adds_up
        return command is None or not command.is_about_jobs or adds_up

    @property
    def is_free(self) -> bool:
        """Whether nothing is open or in the hand, and no key waits."""
        waits = isinstance(self.app, KeysInOrder) and bool(self.app.held)
        return self.is_active and self.mode is None and not waits

    def come_back(self) -> None:
        """The board is in front again: what waited for that."""
        if self.when_free is not None and self.is_free:
            waited, self.when_free = self.when_free, None
            waited()

    @property
    def stands(self) -> object:
        return (self.app.screen, self.mode)

    @property
    def said_last(self) -> object:
        return self.status.said

    def give_up(self) -> None:
        if self.office is not None:
            super().give_up()

    def given_up(self) -> None:
        self.state.follow_job(None)
        self.status.say("Not waited for any longer.", "panel_warning")

    def say_waiting(self, sentence: str) -> None:
        if self.office is None and sentence:
            waits = "Opening the board: keys wait for it. esc leaves them out, ctrl+q leaves the console."
            sentence = waits if self.app.screen is self else ""  # a question in front takes them
        self.status.show_waiting(sentence)

    def say_dropped(self, count: int) -> None:
        self.status.add(dropped(count))
