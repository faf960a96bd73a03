"""One console among the others: what it says of itself, and whom it sees. Used by the thread that listens alone."""

import time
from collections.abc import Callable
from math import inf
from typing import Protocol

from industrack_core.domain.presence import Whereabouts

SAID_EACH = 1.0
"""Seconds between two things that a console says of itself."""
_LOOKS_TOLD, _LOOKS = 0.25, 0.5
"""Seconds between two looks: where a word came, and as long as somebody is seen who may be gone without one."""
_LOOKS_EACH = 0.03
"""Of many it is looked more seldom, by so much for each: all look at all."""


class HereWay(Protocol):
    """How presence is said and seen on an engine. `tells`: whether a word comes when somebody says something."""

    tells: bool

    def say(self, presence: Whereabouts) -> None:
        """Say where one is."""

    def look(self) -> list[Whereabouts]:
        """Who else is here."""

    def leave(self) -> None:
        """Say that one is gone."""


class Crowd:
    """Says what `mine` answers whenever that is another than before, once a second at most; looks when there may be
    something new to see."""

    def __init__(self, way: HereWay, mine: Callable[[], Whereabouts]) -> None:
        self._way, self._mine = way, mine
        self._said: Whereabouts | None = None
        self._says_at = self._looks_at = 0.0
        self._is_told = True
        self._seen: tuple[Whereabouts, ...] = ()

    def step(self, *, told: bool) -> tuple[Whereabouts, ...] | None:
        """Say and look what is due; the other consoles where they are not as before, else None. `told`: a word came."""
        now, mine = time.monotonic(), self._mine()
        if mine != self._said and now >= self._says_at:
            self._way.say(mine)
            self._said, self._says_at = mine, now + SAID_EACH
        if told and not self._is_told:
            self._is_told, self._looks_at = True, min(self._looks_at, now + _LOOKS_TOLD)
        if now < self._looks_at or not (self._is_told or self._seen or not self._way.tells):
            return None
        return self._look(now)

    def _look(self, now: float) -> tuple[Whereabouts, ...] | None:
        self._is_told, self._looks_at = False, now + max(_LOOKS, _LOOKS_EACH * len(self._seen))
        others = sorted(self._way.look(), key=lambda each: each.session)
        if (seen := tuple(others)) == self._seen:
            return None
        self._seen = seen
        return seen

    def due_in(self) -> float:
        """Seconds until there is something to say or to look at, if no word comes and one stays where one is."""
        due = [self._says_at] if self._mine() != self._said else []
        if self._is_told or self._seen or not self._way.tells:
            due.append(self._looks_at)
        return max(0.0, min(due, default=inf) - time.monotonic())

    def leave(self) -> None:
        """Not here any more."""
        self._way.leave()
