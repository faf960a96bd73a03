"""Connections that nobody needs: those of fifty consoles are many, and a server has room for so many only."""

from collections.abc import Callable
from time import monotonic

RESTS_SECONDS = 60.0
"""So long more connections lie there than are needed at once before they are closed."""


class Resting:
    """Of connections that are used again, those that were not needed at once for a minute are closed.

    All that lie there then go together, as none of them says since when: what is needed next is made anew, once.
    `counted` says how many are in use, and how many are not; `let_go` closes those, and what is out as it comes back.
    """

    def __init__(self, counted: Callable[[], tuple[int, int]], let_go: Callable[[], object]) -> None:
        self._counted, self._let_go = counted, let_go
        self._most, self._since = 0, monotonic()

    def taken(self) -> None:
        """Say that one was taken."""
        self._most = max(self._most, self._counted()[0])

    def look(self) -> None:
        """Close what nobody needed, where it is time: to be called again and again, from one thread."""
        if monotonic() - self._since < RESTS_SECONDS:
            return
        out, lying = self._counted()
        if lying and out + lying > self._most:
            self._let_go()
            out = 0
        self._most, self._since = out, monotonic()
