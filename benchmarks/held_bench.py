"""A key held down at a keyboard's rate: whether each press has its frame, and how evenly the answers come.

A frame is counted for a press if it ended before the next press was sent; the first byte is the first that came after
the press. Both are of the clock.
"""

import time
from collections.abc import Iterable, Iterator
from itertools import cycle, islice
from statistics import median
from typing import NamedTuple

from benchmarks.pty_driver import SYNC_END, ProgramEnded, Session
from benchmarks.results import Row
from benchmarks.scenarios import DOWN, FINER, HELD_AT, HELD_EVENLY, HELD_FRAMES, HELD_SECONDS, ONE_LINE, RIGHT, UP, Size
from benchmarks.subjects import Subject

_PATIENCE = 60.0


class Press(NamedTuple):
    """A press of a held key: seconds to the first byte after it, and whether a frame ended before the next press."""

    first: float
    has_frame: bool


def held_rows(subject: Subject, size: Size, label: str) -> Iterator[Row]:
    """Rows of results: the arrow keys held, each in a session of its own; from the last employee up again."""
    rows = size.employees - 1
    walks = (("down the rows", [DOWN] * rows + [UP] * rows, ONE_LINE), ("along the day", [RIGHT], FINER))
    for name, keys, before in walks:
        with subject.start() as session:
            session.wait_until(subject.ready, _PATIENCE)
            session.settle()
            for each in before:
                session.send(each)
                session.settle()
            presses = held(session, islice(cycle(keys), int(HELD_AT * HELD_SECONDS)))
        yield from _judged(f"held {name}, {label}", presses)


def held(session: Session, keys: Iterable[bytes]) -> list[Press]:
    """Send one key after the other at the rate of a held key, and say what came of each press."""
    begun, presses = time.perf_counter(), []
    for number, key in enumerate(keys, 1):
        session.send(key)
        presses.append(_until(session, begun + number / HELD_AT))
    return presses


def _until(session: Session, deadline: float) -> Press:
    sent = time.perf_counter()
    first, written = 0.0, b""
    while (left := deadline - time.perf_counter()) > 0:
        chunk = session.read(left)
        if chunk is None:
            raise ProgramEnded("the program ended while a key was held")
        if chunk and not first:
            first = time.perf_counter() - sent
        written = written[-len(SYNC_END) :] + chunk
    # nothing came before the next press: it waited at least so long
    return Press(first or time.perf_counter() - sent, SYNC_END in written)


def _judged(name: str, presses: list[Press]) -> Iterator[Row]:
    times = sorted(each.first for each in presses)
    middle, late = median(times), times[round(0.95 * (len(times) - 1))]
    framed = sum(each.has_frame for each in presses)
    without = 100 * (1 - framed / len(presses))
    seen = f"{framed} of {len(presses)} presses at {HELD_AT:g} a second"
    yield Row(f"{name}: presses without a frame of their own", without, *HELD_FRAMES, "%", seen)
    seen = f"first byte after {middle * 1e3:.1f} ms, p95 {late * 1e3:.1f} ms"
    yield Row(f"{name}: first byte, p95 / p50", late / middle, *HELD_EVENLY, context=seen)
