"""Keys one after the other: each is delivered when what the one before it did is done.

Textual hands a key to the widget that has the focus when it is read, and runs its command later. Of keys that
come in one piece, as over a slow line or from a quick hand, those after `enter` would go to the board, as
commands, and not into the form which that `enter` opens.
"""

import asyncio
from collections import deque
from typing import Any

from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widgets import Input

from industrack_tui.widgets.lines import DrawnWidget

_PATIENCE = 0.5
_LONGEST_OPENING = 10.0
_TRIPS = 2  # a field's command is a message to its form, which comes back as a focus on another field
_ROUNDS = 3  # a key changes the text, that is a message, and what the field makes of it is another


Typed = events.Key | events.Paste


class KeysInOrder(App[Any]):
    """An app that holds a key back until its turn. A key that comes alone is delivered at once.

    A screen that still loads what it is about, or what it is to open, says so by a task in its attribute `coming`.
    """

    _held: deque[Typed]
    _turn: object | None = None

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
        elif self._turn is not None or self.held:
            self.held.append(event)
        else:
            await self._deliver(event)

    @property
    def held(self) -> deque[Typed]:
        """Keys and pastes that wait for their turn."""
        if not hasattr(self, "_held"):
            self._held = deque()
        return self._held

    @property
    def keys_are_done(self) -> bool:
        """Whether every key that came has done what it does."""
        return self._turn is None and not self.held

    async def _deliver(self, event: Typed) -> None:
        if not self.screen_stack:
            return
        # whoever would answer may be gone by then: the next key must not wait for ever
        turn = self._turn = object()
        self._watch(turn, _LONGEST_OPENING)
        screen, target = self.screen, self.focused or self.screen
        await super().on_event(event)
        way: list[MessagePump] = [target, *target.ancestors]
        if isinstance(target, DrawnWidget):
            way = [target]  # a drawn pane answers its keys itself: none goes further up
        elif isinstance(target, Input):
            way = [*[target] * _ROUNDS, *way] * _TRIPS
        self._follow(deque(way), screen, turn)

    def _follow(self, way: deque[MessagePump], screen: Screen[Any], turn: object) -> None:
        """Go the way that the key bubbles, behind it; then through a screen which it opened."""
        if turn is not self._turn:
            return
        while way:
            if way.popleft().call_later(self._follow, way, screen, turn):
                return
        if not self.screen_stack or self.screen is screen:
            coming = self._coming
            if coming is not None:
                # it may have opened a screen of its own, which the keys after it are for
                coming.add_done_callback(lambda _: self._follow(deque(), screen, turn))
            else:
                self._turn_over()
        else:
            self._follow(deque([self.screen, self]), self.screen, turn)

    @property
    def _coming(self) -> "asyncio.Task[None] | None":
        """What the screen in front still loads."""
        coming = getattr(self.screen, "coming", None) if self.screen_stack else None
        return coming if isinstance(coming, asyncio.Task) and not coming.done() else None

    def _watch(self, turn: object, patience: float) -> None:
        """Give a key up that nobody answers; one that opens a screen may take as long as a busy machine needs."""

        def look() -> None:
            opening = bool(self.screen_stack) and (not self.screen.is_mounted or self._coming is not None)
            if turn is self._turn and opening and patience > 0:
                self._watch(turn, patience - _PATIENCE)
            elif turn is self._turn:
                self._turn_over()

        asyncio.get_running_loop().call_later(_PATIENCE, look)

    def _turn_over(self) -> None:
        self._turn = None
        if self.held:
            self.call_next(self._deliver_next)

    async def _deliver_next(self) -> None:
        if self.held and self._turn is None:
            await self._deliver(self.held.popleft())
