"""Keys one after the other: each is delivered when what came before it is done, to whatever has the keys then.

Textual hands a key to the widget that has the focus when it is read, and runs its command later. Of keys that come
in one piece, as over a slow line or from a quick hand, those after `enter` would go to the board, as commands, and
not into the form which that `enter` opens. So a key waits while a pane still works on something, and while the screen
in front says that something is coming (`Awaiting`).
"""

import asyncio
from collections import deque
from collections.abc import Iterator
from contextvars import Context, copy_context
from typing import Any, Protocol, TypeGuard, runtime_checkable

from textual import events
from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump

from industrack_tui.terminal.compat import answered, rests
from industrack_tui.terminal.short_way import Drawn

Input = events.Key | events.Paste | events.MouseEvent
_LOOK_AGAIN = 0.1
"""Seconds after which waiting keys are looked at again, if nothing else made them be."""
_NOT_HELD = ("ctrl+q",)
_GIVES_UP = "escape"


@runtime_checkable
class SaysReady(Protocol):
    """A screen that knows whether a key would mean now what it means."""

    is_told: bool
    """Whether the person can see that something is awaited, so that esc means: no longer."""

    @property
    def is_opening(self) -> bool:
        """Whether it is to open something over whatever is in front."""

    def is_ready_for(self, event: events.Event) -> bool:
        """Whether what came before is there; when it turns so, the screen calls `look_at_keys`."""

    def give_up(self) -> None:
        """What is awaited is not wanted any more."""

    def say_dropped(self, count: int) -> None:
        """Say that so many keys were left out."""


_READY_TYPES: dict[type[object], bool] = {}


def _says_ready(screen: object) -> TypeGuard[SaysReady]:
    """Whether it is one that says so. Asked three times a key: what a protocol asks of each attribute is asked once of
    a class."""
    kind = type(screen)
    known = _READY_TYPES.get(kind)
    if known is None:
        known = _READY_TYPES[kind] = isinstance(screen, SaysReady)
    return known


class KeysInOrder(App[Any]):
    """An app that holds keys, pastes and clicks back until their turn. What comes alone is delivered at once."""

    _held: deque[Input]
    _looking = False
    _begins = False
    """Whether what the last key set going has not begun yet: what comes in one piece is read at once."""
    _watch: asyncio.TimerHandle | None = None
    _place: Context | None = None
    """The context in which the app works on what came to it."""

    def take(self, *read: Message) -> None:
        """Take what the terminal sent in one piece. To be called in the app's own thread.

        A key that comes alone, whose turn it is, and which a drawn pane answers, is answered here: a turn of the app's
        queue, with what the toolkit does before and after it, costs as much as drawing the answer.
        """
        if len(read) != 1 or not isinstance(read[0], events.Key) or not self._answers_now(read[0]):
            for message in read:
                self.post_message(message)

    def _answers_now(self, key: events.Key) -> bool:
        """Answer a key, if nothing came before it and a drawn pane knows it."""
        if self._place is None or not rests(self) or not self.screen_stack:
            return False
        if self._must_wait(key) or (key.key == _GIVES_UP and self._is_told):
            return False
        return self._place.run(self._is_answered, key)

    async def on_event(self, event: events.Event) -> None:
        if self._place is None:
            self._place = copy_context()
        typed = isinstance(event, events.Key | events.Paste | events.MouseEvent) and not event.is_forwarded
        if not typed or not self.screen_stack:
            await super().on_event(event)
        elif isinstance(event, events.Key) and event.key == _GIVES_UP and self._is_told:
            self._give_up()
        elif isinstance(event, events.Key | events.Paste | events.MouseEvent) and self._must_wait(event):
            self._hold(event)
        else:
            await self._deliver(event)

    async def _deliver(self, event: events.Event) -> None:
        """Hand a key, paste or click over: a key for a drawn pane is answered where it arrives, without a queue.

        Nothing is at work when a key is delivered, so nothing could come before it in the pane's queue either. What a
        pane does not answer goes Textual's way, as do the keys of the app itself.
        """
        if not (isinstance(event, events.Key) and self._is_answered(event)):
            await super().on_event(event)

    def _is_answered(self, key: events.Key) -> bool:
        """Have the drawn pane that has the keys answer this one; whether it did."""
        pane = self.focused
        if not isinstance(pane, Drawn) or not self.app_focus or key.key in _NOT_HELD:
            return False
        try:
            if not answered(pane, key):
                return False
            self._begins = True
            asyncio.get_running_loop().call_soon(setattr, self, "_begins", False)
        except Exception as error:  # as Textual does, where it is the pane's own turn
            self._handle_exception(error)
        return True

    def _must_wait(self, event: Input) -> bool:
        """Whether its turn has not come."""
        if isinstance(event, events.MouseMove):
            return bool(self.held)
        if isinstance(event, events.Key) and event.key in _NOT_HELD and self._is_told:
            return False
        return bool(self.held) or self._begins or not (self._is_quiet() and self._is_ready_for(event))

    @property
    def held(self) -> deque[Input]:
        """Keys, pastes and clicks that wait for their turn."""
        if not hasattr(self, "_held"):
            self._held = deque()
        return self._held

    @property
    def keys_are_done(self) -> bool:
        """Whether every key that came has done what it does."""
        return not self.held and (not self.screen_stack or (rests(self) and self._is_quiet()))

    def drop_keys(self) -> int:
        """Leave out what waits: it was typed for something that does not come. Answers how many keys and pastes."""
        dropped, pressed = list(self.held), False
        self.held.clear()
        for event in dropped:
            # a pane that holds the mouse must hear that the button is up again
            if isinstance(event, events.MouseUp) and not pressed:
                self.held.append(event)
            pressed = isinstance(event, events.MouseDown) or (pressed and not isinstance(event, events.MouseUp))
        self.look_at_keys()
        return sum(isinstance(event, events.Key | events.Paste) for event in dropped)

    def look_at_keys(self) -> None:
        """Deliver what waits, if its turn has come: to be called when a screen turns ready."""
        if self.held and not self._looking:
            self._looking = True
            # out of any pane's own turn: one that calls this is still at work
            asyncio.get_running_loop().call_soon(self._look)

    def _look(self) -> None:
        """Go behind what the first pane that is busy has to do; when none is, and the screen is ready, deliver."""
        self._looking = False
        if not self.held or not self.screen_stack:
            return
        busy = next((pump for pump in (self, *self.pumps()) if not rests(pump)), None)
        if busy is not None:
            self._looking = busy.call_later(self._passed)
        elif self._is_ready_for(self.held[0]):
            self._looking = self.call_later(self._deal)

    def _passed(self) -> None:
        self._looking = False
        self.look_at_keys()

    def _hold(self, event: Input) -> None:
        if isinstance(event, events.MouseMove) and self.held and isinstance(self.held[-1], events.MouseMove):
            self.held.pop()
        self.held.append(event)
        self.look_at_keys()
        self._look_again()

    def _look_again(self) -> None:
        """Whatever happens, a key is not forgotten."""
        if self._watch is None and self.held:
            self._watch = asyncio.get_running_loop().call_later(_LOOK_AGAIN, self._watched)

    def _watched(self) -> None:
        self._watch = None
        self._looking = False
        self.look_at_keys()
        self._look_again()

    async def _deal(self) -> None:
        """Deliver the first that waits, if nothing came in between."""
        self._looking = False
        if self.held and self.screen_stack and self._panes_rest and self._is_ready_for(self.held[0]):
            await self._deliver(self.held.popleft())
        self.look_at_keys()

    # -- whose turn it is ------------------------------------------------------------------------

    @property
    def _awaiting(self) -> Iterator[SaysReady]:
        """The screen in front, and those under it that are to open something over it."""
        for place, screen in enumerate(reversed(self.screen_stack)):
            if _says_ready(screen) and (place == 0 or screen.is_opening):
                yield screen

    @property
    def _is_told(self) -> bool:
        """Whether a person sees that something is awaited."""
        return any(screen.is_told for screen in self._awaiting)

    def _is_ready_for(self, event: Input) -> bool:
        """Whether nothing is awaited that this key must know of."""
        for screen in self._awaiting:  # noqa: SIM110 (a generator costs calls, and this is asked at every key)
            if not screen.is_ready_for(event):
                return False
        return True

    def _give_up(self) -> None:
        screen, count = next(screen for screen in self._awaiting if screen.is_told), self.drop_keys()
        screen.give_up()
        if count:
            screen.say_dropped(count)

    def _is_quiet(self) -> bool:
        """Whether nothing that came is still being worked on, this very turn of the app aside."""
        return not self.message_queue_size and self._panes_rest

    @property
    def _panes_rest(self) -> bool:
        """Whether every pane has done all that came to it, and the app what it was to do next."""
        # no generators: this is asked several times a key, of every pane
        return not self._next_callbacks and all(
            rests(screen) and all(map(rests, screen.walk_children())) for screen in self.screen_stack
        )

    def pumps(self) -> Iterator[MessagePump]:
        for screen in reversed(self.screen_stack):
            yield screen
            yield from screen.walk_children()
