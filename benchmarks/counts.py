"""`python -m benchmarks.counts`: what keys come to, counted: calls of ours, and statements. Writes no file.

Counts hold between machines and under load, so two builds are compared by them; the tree in which this is run is the
one that is counted. Each walk is of a demo company of its own and is done several times: the smallest is told, since
what polls while a key is answered adds to it.
"""

import asyncio
import json
import os
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

from sqlalchemy import event
from sqlalchemy.engine import Engine

from tests.console.seat import NOW, Seat, seated
from tests.exchange.offices import demo_desk

TURNS = 4
_THREADS = ("MainThread", "reader", "writer", "finder")
"""Not the feed's, which polls, nor the one that loads what a first act needs."""
CELL = ("to a free cell",)
WALKS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "an arrow on the board": ((), ("right",)),
    "a row down": ((), ("down",)),
    "the next day": ((), ("right_square_bracket",)),
    "enter in a free cell": (CELL, ("enter",)),
    "a letter in the customer field": ((*CELL, "enter"), ("p",)),
    "f2 in a new job": ((*CELL, "enter", *"prosp", "enter", *"Filter"), ("f2",)),
    "enter on a job": (("w",), ("enter",)),
    "f2 in a changed job": (("w", "enter", "f6", "end", "x"), ("f2",)),
    "p: place a queued job": (CELL, ("p",)),
    "x: to the queue": ((*CELL, "p"), ("x",)),
    "u: undo": ((*CELL, "p"), ("u",)),
    "U: redo": ((*CELL, "p", "u"), ("U",)),
    "D: dispatch": ((*CELL, "p"), ("D",)),
    "shift+right: a slot later": ((*CELL, "p"), ("shift+right",)),
    "m, right, enter: carry": ((*CELL, "p"), ("m", "right", "enter")),
    "delete, y": ((*CELL, "p"), ("delete", "y")),
    "g c: a list": ((), ("g", "c")),
    "a row down in a list": (("g", "c"), ("down",)),
    "a list's last page": (("g", "c"), ("end",)),
    "a letter to find in a list": (("g", "c", "slash"), ("a",)),
    "enter on a row": (("g", "c"), ("enter",)),
    "f2 in a changed customer": (("g", "c", "enter", "x"), ("f2",)),
}
"""Keys before, and those that are counted."""


class Count(NamedTuple):
    """What keys came to: calls of functions of ours, and statements that read or write."""

    calls: int
    statements: int


class Counter:
    """Counts while it is on, in every thread but the feed's."""

    def __init__(self) -> None:
        self.on = False
        self.calls = self.statements = 0
        self._is_ours: dict[Any, bool] = {}

    def profile(self, frame: FrameType, what: str, arg: object) -> None:
        """As `sys.setprofile` calls it."""
        if self.on and what == "call":
            code = frame.f_code
            ours = self._is_ours.get(code)
            if ours is None:
                ours = self._is_ours[code] = f"{os.sep}src{os.sep}industrack_" in code.co_filename
            if ours and threading.current_thread().name.partition("_")[0] in _THREADS:
                self.calls += 1

    def sent(self, statement: str) -> None:
        """As SQLite's trace calls it."""
        if self.on and statement.lstrip().partition(" ")[0] in ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH"):
            self.statements += 1


def listen(counter: Counter) -> None:
    """Hear of statements and calls from now on."""
    event.listen(Engine, "connect", lambda driver, record: driver.set_trace_callback(counter.sent))
    threading.setprofile(counter.profile)
    sys.setprofile(counter.profile)


async def walked(counter: Counter, before: Sequence[str], keys: Sequence[str]) -> Count:
    """What keys come to in a fresh demo company, once everything has been done before, so that all is loaded."""
    with tempfile.TemporaryDirectory() as folder:
        place = str(Path(folder, "demo.db"))
        demo_desk(place, NOW).close()
        async with seated(place) as seat:
            await _press(seat, before)
            counter.calls = counter.statements = 0
            counter.on = True
            await _press(seat, keys)
            counter.on = False
            return Count(counter.calls, counter.statements)


async def _press(seat: Seat, keys: Sequence[str]) -> None:
    for key in keys:
        if key in CELL:
            await seat.to_cell(4, "13:00")
        else:
            await seat.press(key)
        await seat.settle()


def main() -> int:
    """Print the counts as JSON, the smallest of some turns."""
    counter = Counter()
    listen(counter)
    chosen = sys.argv[1:] or list(WALKS)
    for name in chosen:
        counts = [asyncio.run(walked(counter, *WALKS[name])) for _ in range(TURNS + 1)][1:]
        smallest = Count(min(each.calls for each in counts), min(each.statements for each in counts))
        print(json.dumps({"walk": name, **smallest._asdict()}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
