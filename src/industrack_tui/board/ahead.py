"""What is made ready while a key that moves in time is held: what comes into sight next is drawn, and the next days are
read, before the cursor is there. Else each step over an edge comes as late as a whole screen takes.

A little is done behind each step, where the terminal has its frame already; a single step has nothing of it.
"""

import asyncio
import gc
from datetime import timedelta
from typing import TYPE_CHECKING

from industrack_core.domain.time.span import FIRST_YEAR, LAST_YEAR, Span
from industrack_tui.board.schedule import Schedule
from industrack_tui.widgets.timeline.ahead import Ahead
from industrack_tui.widgets.timeline.cursor import View

if TYPE_CHECKING:
    from industrack_core.domain.records.office import Office
    from industrack_tui.widgets.timeline.canvas import Canvas

_HELD = 0.12
"""Seconds within which the next step comes of a key that is held."""
_ROWS = 4
"""So many rows are drawn behind a step."""
_STEPS = 32
"""So many steps before the end of what is shown the days behind it are read."""
_YOUNG, _OLDER = 300, 6
"""Garbage is looked for behind a step from so many young values on, of 700, and once so many of 10 looks found none."""


def went_on(screen: Schedule, by: int) -> None:
    """The cursor went `by` steps: where it goes on so, make ready what comes."""
    if not isinstance(screen.held_step, HeldStep):
        screen.held_step = HeldStep(screen)
    screen.held_step.stepped(by)


class HeldStep:
    """A key that moves in time, pressed again and again."""

    def __init__(self, screen: Schedule) -> None:
        self._screen = screen
        self._by, self._at = 0, 0.0
        self._stands: tuple[object, ...] = ()
        self._canvas: Canvas | None = None
        self._edge: Ahead | None = None
        self._days: Ahead | None = None
        self._asked: tuple[object, ...] = ()

    def stepped(self, by: int) -> None:
        """A step was made."""
        loop = asyncio.get_running_loop()
        now, is_held = loop.time(), by == self._by and loop.time() - self._at < _HELD
        self._by, self._at = by, now
        if is_held:
            loop.call_soon(self._make_ready)  # behind the frame

    def _make_ready(self) -> None:
        screen = self._screen
        if not screen.is_running or not screen.in_timeline or screen.office is None or screen.loads:
            return
        timeline, view, canvas = screen.timeline, screen.timeline.view, screen.timeline.canvas
        stands = self._by, view.top, view.shape
        if stands != self._stands or canvas is not self._canvas:
            self._stands, self._canvas = stands, canvas
            there = view.at_the_edge(self._by)
            self._edge, self._days = Ahead(timeline, there) if there is not None else None, None
        if self._days is None and (then := self._next_days(screen.office)) is not None:
            self._days = Ahead(timeline, then)
        coming = next((each for each in (self._edge, self._days) if each is not None and not each.is_drawn), None)
        if coming is not None:
            coming.draw(_ROWS)
        _tidy()

    def _next_days(self, office: "Office") -> View | None:
        """What is shown once the cursor leaves the days that are; None while that is far, or not read."""
        screen, view, state = self._screen, self._screen.timeline.view, self._screen.state
        is_on = self._by > 0
        day = screen.day + timedelta(days=state.days if is_on else -state.days)
        is_far = view.axis.stepped(view.minute, _STEPS if is_on else -_STEPS) is not None
        if is_far or state.filter.hides or not FIRST_YEAR <= day.year <= LAST_YEAR:
            return None
        window, people, roster = state.window_of(day, office, screen.calendar, view.roster), view.around(), view.roster
        kept = state.recalled.rows.at(window, screen.known)
        if kept is None or kept.hours is None or kept.roster != roster or not kept.rows.keys() >= set(people):
            self._ask(office, window, people)
            return None
        axis = state.axis_of(day, kept.hours, view.width, office, screen.calendar, roster)
        minute = view.axis.end if is_on else view.axis.start - 1
        return view.at_a_day(axis, minute, [kept.rows[each] for each in people])

    def _ask(self, office: "Office", window: Span, people: list[int]) -> None:
        """Have the rows of a time read, once."""
        screen, roster = self._screen, self._screen.timeline.view.roster
        asked = window, people, roster, screen.known
        if asked != self._asked:
            self._asked = asked
            screen.spawn(_read(screen, office, window, people), quietly=True)


async def _read(screen: Schedule, office: "Office", window: Span, people: list[int]) -> None:
    recalled, roster = screen.state.recalled, screen.timeline.view.roster
    board = await screen.bridge.ask(lambda desk: desk.board(office, window, people, roster))
    if screen.office is office:  # else hours may be others by now than those that were read by
        recalled.keep_rows(board, roster)


def _tidy() -> None:
    """Look for garbage here, where nobody waits for it, and not while a step is drawn."""
    young, older, _ = gc.get_count()
    if gc.isenabled() and young > _YOUNG:
        gc.collect(1 if older >= _OLDER else 0)
