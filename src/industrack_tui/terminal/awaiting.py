"""What keys wait for: work that opens something, fills it or saves it. The screen that began it says so."""

import asyncio
from collections.abc import Coroutine, Set
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from textual import events

from industrack_tui.terminal.key_order import KeysInOrder
from industrack_tui.terminal.tasks import Tasks, within

if TYPE_CHECKING:
    from textual.screen import Screen

    _Base = Screen[Any]
else:
    _Base = object

_PATIENCE = 0.4
"""Seconds after which a person is told that something is awaited."""
WAITING = "Waiting for the database. Keys wait too; esc gives it up."
PASTE_WAITS = "A paste has not ended and takes all keys: esc ends it."
WAITINGS = frozenset({WAITING, PASTE_WAITS})
"""What goes as soon as it is not so any more."""


class Coming(Enum):
    """What becomes of work that keys wait for."""

    OPENS = auto()
    """It opens something, or says why not: then the keys were typed for nothing, and are left out."""
    FILLS = auto()
    """It shows something where it is."""
    SAVES = auto()
    """It writes: it goes on when nobody wants to wait for it any longer."""


class Awaiting(_Base):
    """A screen that is not ready for keys while something is coming; mixed in before the screen's own base.

    The screen has its `tasks`, and says sentences by `say_waiting` and `say_dropped`.
    """

    tasks: Tasks
    is_told = False
    _comings: "dict[asyncio.Task[None], Coming] | None" = None
    _patience: asyncio.TimerHandle | None = None
    _said_before: object = None

    def bring(self, work: Coroutine[Any, Any, None], coming: Coming = Coming.OPENS) -> "asyncio.Task[None]":
        """Run work of which the next key must know what came of it: it waits for that.

        Work that fails takes the keys along that were typed for what it would have brought.
        """
        try:
            before, said = self.stands, self.said_last
            task = self.tasks.spawn(work)
        except BaseException:
            work.close()  # the console is ending: nobody waits for it any more
            raise
        if self._comings is None:
            self._comings = {}
        self._comings[task] = coming
        if self._patience is None:
            self._said_before = said
            self._patience = asyncio.get_running_loop().call_later(_PATIENCE, self._tell, context=within(self))
        task.add_done_callback(lambda _: self._has_come(task, before, said), context=within(self))
        return task

    @property
    def comings(self) -> "Set[asyncio.Task[None]]":
        """What is on its way."""
        return self._comings.keys() if self._comings else frozenset()

    @property
    def is_coming(self) -> bool:
        """Whether something is on its way for which keys wait."""
        return bool(self._comings)

    @property
    def is_opening(self) -> bool:
        """Whether something is to be opened over whatever is in front."""
        return Coming.OPENS in (self._comings or {}).values()

    @property
    def stands(self) -> object:
        """What has the keys: it differs when something was opened."""
        return self.app.screen

    @property
    def said_last(self) -> object:
        """What this screen said: it differs when something was said since."""
        return None

    def is_ready_for(self, event: events.Event) -> bool:
        """Whether this key, paste or click need not wait."""
        return not self.is_coming

    def refuse(self) -> None:
        """What was asked for does not come, and why is said: keys that were typed for it are left out."""
        app = self.app
        count = app.drop_keys() if isinstance(app, KeysInOrder) else 0
        if count:
            self.say_dropped(count)

    def give_up(self) -> None:
        """Do not wait any longer: what is read is let go, what is written goes on."""
        comings, self._comings = self._comings or {}, {}
        for task, coming in comings.items():
            if coming is not Coming.SAVES:
                task.cancel()
        self._settled()
        self.given_up()

    def given_up(self) -> None:
        """What follows when somebody does not want to wait any longer."""

    def say_waiting(self, sentence: str) -> None:
        """Say what is awaited; empty when it is there, and nothing else was said meanwhile."""

    def say_dropped(self, count: int) -> None:
        """Say that so many keys were left out, after what was said."""

    def _has_come(self, task: "asyncio.Task[None]", before: object, said: object) -> None:
        coming = (self._comings or {}).pop(task, None)
        if coming is None or not self.is_running or not self.app.screen_stack:
            return  # nobody waits for it any more
        nothing_opened = coming is Coming.OPENS and self.stands == before and self.said_last != said
        if nothing_opened or (not task.cancelled() and task.exception() is not None):
            self.refuse()
        if not self.is_coming:
            self._settled()
        app = self.app
        if isinstance(app, KeysInOrder):
            app.look_at_keys()

    def _settled(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None
        if self.is_told:
            self.is_told = False
            self.say_waiting("")

    def _tell(self) -> None:
        self._patience = None
        if self.is_coming and self.is_attached:
            self.is_told = True
            if self.said_last == self._said_before:  # else it says more than this: why it takes so long
                self.say_waiting(WAITING)


def dropped(count: int) -> str:
    """What is said of keys that were left out."""
    return f"{count} {'key' if count == 1 else 'keys'} typed for it left out."
