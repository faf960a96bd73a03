"""The lists of a large office at the terminal: opening one, a row on, a page on, a letter of what is looked for.

Once with 1,000 records of each kind and once with 100,000; keys are pressed by turns with a floor, as everywhere.
"""

import statistics
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import NamedTuple

from benchmarks.big_office import COMMON, RARE, big_office
from benchmarks.company import NOW
from benchmarks.measure import REST, key_cost
from benchmarks.pty_driver import Session
from benchmarks.results import Row
from benchmarks.scenarios import DOWN, PAGE_DOWN, PAGE_UP, UP
from benchmarks.subjects import Subject, console, floor
from industrack_core.desk.desk import open_desk

INTRODUCTION = """# Lists at the terminal

Made by `make bench ARGS='--stage office'`, and by `make bench` with the rest: the installed command in a terminal of
200x50, in an office with 1,000 and with 100,000 customers, estimates, items, orders and completed jobs. {protocol} Keys
are pressed by turns with a bare Textual app (*floor*) in the same run; medians of the rounds' ratios. Ratios hold
between machines; the milliseconds are of the machine that ran it.
"""
SIZES = (1_000, 100_000)
OPENING, TYPING, STEP, PAGE, GROWTH = (6.0, 2.5), (3.0, 1.5), (1.25, 0.85), (1.8, 1.2), (1.5, 1.1)
ESCAPE = b"\x1b"
_READY = "Welcome"
"""What the board of an office without employees says."""


class ListKey(NamedTuple):
    """A list that is opened by `g` and a letter, keys pressed in turn in it, and the floor they are measured by."""

    name: str
    letter: bytes
    keys: tuple[bytes, ...]
    floor: str
    bounds: tuple[float, float]
    bytes_bounds: tuple[int, int]


KEYS = (
    ListKey("estimates: a row on", b"e", (DOWN, UP), "cell", STEP, (1_400, 400)),
    ListKey("estimates: a page on", b"e", (PAGE_DOWN, PAGE_DOWN, PAGE_UP), "full", PAGE, (33_000, 14_000)),
    ListKey("customers: a page on", b"c", (PAGE_DOWN, PAGE_DOWN, PAGE_UP), "full", PAGE, (33_000, 14_000)),
    ListKey("inventory: the other way round", b"i", (b"O",), "full", TYPING, (33_000, 14_000)),
)


def office_rows(rounds: int, presses: int) -> Iterator[Row]:
    """Rows of results. Makes the offices first, which takes a minute or two."""
    with tempfile.TemporaryDirectory() as folder:
        subjects = [_subject(each, Path(folder)) for each in SIZES]
        for listed in KEYS:
            costs = []
            for size, subject in zip(SIZES, subjects, strict=True):
                before = (b"g", listed.letter, DOWN)
                cost = key_cost(subject, floor(listed.floor), listed.keys, before, rounds, presses)
                costs.append(cost.p50)
                seen = f"{cost.p50:.1f} ms beside {cost.floor_p50:.1f} ms; {size:,} records"
                yield Row(f"{listed.name} / floor_{listed.floor}", cost.ratio, *listed.bounds, context=seen)
                used = f"{cost.cpu:.1f} ms beside {cost.floor_cpu:.1f} ms; {size:,} records"
                quantity = f"{listed.name}, processor until settled / floor_{listed.floor}"
                yield Row(quantity, cost.cpu_ratio, *listed.bounds, context=used)
                if size == SIZES[-1]:
                    yield Row(f"{listed.name}, bytes", cost.bytes, *listed.bytes_bounds, "B", seen)
            yield Row(f"{listed.name}, 100,000 over 1,000 records", costs[-1] / costs[0], *GROWTH)
        yield from _steps(subjects[-1], rounds, max(5, presses // 3))


def _subject(each: int, folder: Path) -> Subject:
    url = f"sqlite:///{folder / f'office-{each}.db'}"
    parts = None

    def founding(desk):  # type: ignore[no-untyped-def]
        nonlocal parts
        parts = big_office(desk.reserve_ids, NOW, each)
        return next(parts)

    with closing(open_desk(url, create=True, clock=lambda: NOW, founding_act=founding)) as desk:
        for part in parts or ():
            desk.perform(part)
    return console(url, filled=_READY)


def _steps(subject: Subject, rounds: int, presses: int) -> Iterator[Row]:
    """What is pressed once and taken back: opening a list, each letter of a word to find."""
    bare = floor("full")
    with ExitStack() as stack:
        pair = [stack.enter_context(each.start()) for each in (subject, bare)]
        for session, each in zip(pair, (subject, bare), strict=True):
            session.wait_until(each.ready, 120)
            session.settle()
        ours, theirs = pair
        yield _step_row("opening Estimates", OPENING, ours, theirs, (b"g",), b"e", (ESCAPE,), rounds * presses)
        for word in (COMMON, RARE):
            for place in (1, 3, len(word)):
                before = (b"g", b"c", b"/", *(letter.encode() for letter in word[: place - 1]))
                name = f"customers: typed to `{word[:place]}`"
                key = word[place - 1].encode()
                yield _step_row(name, TYPING, ours, theirs, before, key, (ESCAPE, ESCAPE), rounds * presses)


def _step_row(
    name: str, bounds: tuple[float, float], ours: Session, bare: Session, before: tuple[bytes, ...], key: bytes,
    after: tuple[bytes, ...], times: int,
) -> Row:  # fmt: skip
    mine, floors, used = [], [], []
    for turn in range(times + 1):
        for each in before:
            ours.press(each)
        pressed = ours.press(key, silence=0.15, rest=REST)
        for each in after:
            # an escape alone waits for what may follow it
            ours.press(each, silence=0.2)
        other = bare.press(b"\x1b[C")
        if turn:
            mine.append(pressed.last)
            floors.append(other.last)
            used.append(pressed.cpu / other.cpu)
    one, other_one = statistics.median(mine), statistics.median(floors)
    times = statistics.median(used)
    seen = f"{one * 1e3:.1f} ms beside {other_one * 1e3:.1f} ms, processor until settled {times:.1f} times"
    return Row(f"{name} / floor_full", one / other_one, *bounds, context=f"{seen}; 100,000 records")
