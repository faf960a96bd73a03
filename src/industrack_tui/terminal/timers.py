"""Timers that fire once, however late: Textual leaves one out whose time is past when its task is begun.

On a busy machine that is one of some milliseconds, such as the one after which a screen of another size is drawn; the
app, which waits for it, is then blind to further sizes.
"""

from typing import Any

from textual.timer import Timer


class SureTimer(Timer):
    """As Textual's; but only what repeats leaves out what it is late for."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._skip = self._skip and self._repeat != 0
