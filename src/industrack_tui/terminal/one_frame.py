"""What the opening or leaving of a form, a dialog or a list brings about, as one frame.

It is mounted, laid out and filled, what lies under it makes room and is laid out anew, rows are read again: each
a frame of the toolkit's own, of the whole screen, and a tick of a timer before it. While the app is held nothing is
painted; what is due is laid out at once, and when every pane has done what came to it, all is painted as it stands
then. It waits for what is read no longer than a move of the cursor waits for rows.
"""

import asyncio
from collections.abc import Callable, Iterator

from textual.app import App
from textual.message_pump import MessagePump
from textual.screen import Screen

from industrack_tui.terminal.awaiting import Awaiting
from industrack_tui.terminal.compat import forget_dirty, is_due, lay_out_now, rests
from industrack_tui.terminal.key_order import KeysInOrder
from industrack_tui.terminal.short_way import ShortWay
from industrack_tui.terminal.tasks import within

_MOST = 0.5
"""Seconds after which what stands there by then is painted, whatever the panes still do."""
_WAIT_FOR_READING = 0.06
"""Seconds that the frame waits for what is read for it."""
_SOON = 0.002
"""Seconds after which a pane that takes no calls is looked at again: it is not mounted yet, or is closing."""


def hold_frames(app: App[object]) -> None:
    """Paint once what is being opened or left; to be called as it begins. Where frames are held already, no more."""
    if isinstance(app, ShortWay) and isinstance(app, KeysInOrder) and not app.is_held:
        _Hold(app, app.pumps)


def when_seen(app: App[object], call: Callable[[], object]) -> None:
    """Call it once what is held back is painted; at once where nothing is."""
    if isinstance(app, ShortWay) and app.is_held:
        app.once_painted = (*app.once_painted, call)
    else:
        call()


class _Hold:
    """From now on until all is done, or the patience is at its end. `panes` are those that may have something to do."""

    def __init__(self, app: ShortWay, panes: Callable[[], Iterator[MessagePump]]) -> None:
        self._app, self._panes = app, panes
        self._context = within(app)
        self._loop = asyncio.get_running_loop()
        self._reads_until = self._loop.time() + _WAIT_FOR_READING
        self._end = self._loop.call_later(_MOST, self._paint, context=self._context)
        app.is_held = True
        self._look_soon()

    def _look_soon(self, *_: object) -> None:
        """Out of any pane's own turn: one that calls this is still at work."""
        self._loop.call_soon(self._look, context=self._context)

    def _look(self) -> None:
        """Go behind what a pane has to do, or what is read for the screen in front; lay out what is due; else paint."""
        if self._end.cancelled():
            return
        app = self._app
        if not app.screen_stack:
            self._paint()
        elif (busy := next((each for each in (app, *self._panes()) if not rests(each)), None)) is not None:
            if not busy.call_later(self._look_soon):
                self._loop.call_later(_SOON, self._look_soon)
        elif (due := next(filter(is_due, app.screen_stack[-2:]), None)) is not None:
            self._lay_out(due)
            self._look_soon()
        elif (coming := self._coming) is not None and (left := self._reads_until - self._loop.time()) > 0:
            self._reads_until = 0.0
            self._loop.call_later(left, self._look, context=self._context)
            coming.add_done_callback(self._look_soon)
        else:
            self._paint()

    @property
    def _coming(self) -> "asyncio.Task[None] | None":
        """What is read for the screen in front."""
        front = self._app.screen
        return next(iter(front.comings), None) if isinstance(front, Awaiting) else None

    def _paint(self) -> None:
        app = self._app
        if not app.is_held:
            return
        self._end.cancel()
        app.is_held = False
        if not app.screen_stack or not app.is_running:
            return
        for under in app.screen_stack[:-1]:
            forget_dirty(under)
        app.screen.refresh()
        self._lay_out(app.screen)
        waiting, app.once_painted = app.once_painted, ()
        for call in waiting:
            call()

    def _lay_out(self, screen: Screen[object]) -> None:
        try:
            lay_out_now(screen)
        except Exception as error:  # as Textual does, where a tick of its timer lays out
            self._app._handle_exception(error)
