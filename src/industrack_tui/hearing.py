"""Hearing what anybody does: the feed waits in a thread of its own, and tells the event loop."""

import asyncio
import traceback
from collections.abc import Callable
from contextvars import copy_context
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from industrack_tui.bridge import Bridge
from industrack_tui.log import note, note_start

if TYPE_CHECKING:
    from industrack_core.domain.acts.news import Changes, News
    from industrack_core.domain.board.places import RowsWanted


def listen(
    bridge: Bridge, revision: int, heard: "Callable[[News], None]", wants: "Callable[[Changes], RowsWanted | None]",
    log: Path | None = None,
) -> None:  # fmt: skip
    """Call `heard` on the event loop for every piece of news after `revision`, until the bridge is closed, with the
    rows that it `wants`, which is asked in the thread that listens: where that fails it wants none, and reads them by
    itself. The `log` is told first that the console runs."""
    loop = asyncio.get_running_loop()

    def wanted(changes: "Changes") -> "RowsWanted | None":
        try:
            return wants(changes)
        except Exception as error:  # the board goes on beside this thread
            note(log, f"failed: rows for news:\n{''.join(traceback.format_exception(error))}")
            return None

    def run() -> None:
        note_start(log, bridge.desk.place, bridge.desk.who)
        for news in bridge.desk.changes(revision, bridge.closing, present=True, wants=wanted):
            if bridge.closing.is_set() or loop.is_closed():
                return
            loop.call_soon_threadsafe(heard, news)

    # what is heard is shown in the app's context: a timer made in none ends the console when it is closed
    bridge.hears = Thread(target=copy_context().run, args=(run,), name="feed", daemon=True)
    bridge.hears.start()
