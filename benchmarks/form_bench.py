"""The job form in a large company: opening it, each answer while typing a customer, and saving.

The company has 100,000 customers and 500,000 jobs. Keys are pressed by turns with a floor, as everywhere, and on both
right behind another key: a floor of 5 ms that had rested for seconds took 8 to 11, by what else the machine did, and a
form of 40 ms hardly more. Opening stands beside a second floor, a form of the toolkit's own.
"""

import statistics
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from benchmarks.company import make_company
from benchmarks.measure import REST
from benchmarks.pty_driver import Repaint, Session
from benchmarks.results import Row
from benchmarks.scenarios import Size
from benchmarks.subjects import console, floor

SIZE = Size(2_000, 500_000)
CUSTOMERS = 100_000
OPENING, TYPING, SAVING = (6.0, 2.5), (3.0, 1.5), (10.0, 6.0)
THEIRS = (1.0, 0.5)
"""Bounds beside a form of the toolkit's own, of as many fields."""
_FLOOR_TURNS = 3
"""So often the floor repaints its screen in each turn."""
_SILENCE = 0.1
"""Seconds that end an answer: the header's hours follow a save 0.15 s behind its board, and are no part of it."""
ESCAPE, F2, ENTER = b"\x1b", b"\x1bOQ", b"\r"
UP, DOWN, RIGHT = b"\x1b[A", b"\x1b[B", b"\x1b[C"
LETTERS = (b"l", b"i", b"n", b"d", b"q")


class Step(NamedTuple):
    """What is pressed before, the key that is measured, and what is pressed after to stand as before; `theirs` is the
    same on the floor's own form, where it has it."""

    name: str
    before: Sequence[bytes]
    key: bytes
    after: Sequence[bytes]
    bounds: tuple[float, float]
    theirs: "Step | None" = None


class Turn(NamedTuple):
    """Seconds of a turn, of the clock and of processor time: ours, the floor's screen, and its form (0 without one)."""

    size: int
    clock: tuple[float, float, float]
    cpu: tuple[float, float, float]


_OPENED = Step("", (RIGHT,), b"a", (F2,), THEIRS)
STEPS = (
    Step("opening Add Job", (DOWN,), b"a", (ESCAPE, UP), OPENING, _OPENED),
    *(
        Step(f"customer typed to `{b''.join(LETTERS[: place + 1]).decode()}`", (b"a", *LETTERS[:place]), letter,
             (ESCAPE, ESCAPE, b"y"), TYPING)
        for place, letter in enumerate(LETTERS)
    ),
    Step("a typing error, `lnidq`", (b"a", b"l", b"n", b"i", b"d"), b"q", (ESCAPE, ESCAPE, b"y"), TYPING),
    Step("saving a new job", (b"a", *LETTERS, ENTER, b"x"), F2, (), SAVING),
)  # fmt: skip


def form_rows(rounds: int, presses: int) -> Iterator[Row]:
    """Rows of results. Makes the company first, which takes a minute or two."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder, 'form.db')}"
        subjects = (console(url, filled=make_company(url, SIZE.employees, SIZE.jobs, CUSTOMERS)), floor("form"))
        with ExitStack() as stack:
            pair = [stack.enter_context(each.start()) for each in subjects]
            for session, each in zip(pair, subjects, strict=True):
                session.wait_until(each.ready, 120)
                session.settle()
            for step in STEPS:
                yield from _rows(step, pair[0], pair[1], rounds, max(5, presses // 3))


def _pressed(session: Session, step: Step) -> Repaint:
    for key in step.before:
        session.press(key)
    measured = session.press(step.key, silence=_SILENCE, rest=REST)
    for key in step.after:
        # an escape alone waits for what may follow it
        session.press(key, silence=0.2)
    return measured


def _turn(step: Step, session: Session, bare: Session) -> Turn:
    """One turn of each: ours, the floor's screen some times behind a first one that wakes it, the floor's form."""
    mine = _pressed(session, step)
    bare.press(RIGHT)
    full = [bare.press(RIGHT) for _ in range(_FLOOR_TURNS)]
    theirs = _pressed(bare, step.theirs) if step.theirs is not None else None
    screen, screen_cpu = (statistics.median(each) for each in zip(*[(one.last, one.cpu) for one in full], strict=True))
    form, form_cpu = (theirs.last, theirs.cpu) if theirs is not None else (0.0, 0.0)
    return Turn(len(mine.written), (mine.last, screen, form), (mine.cpu, screen_cpu, form_cpu))


def _rows(step: Step, session: Session, bare: Session, rounds: int, presses: int) -> Iterator[Row]:
    _turn(step, session, bare)
    turns = [[_turn(step, session, bare) for _ in range(presses)] for _ in range(rounds)]
    size = statistics.median(turn.size for each in turns for turn in each)
    about = f"{size:,.0f} B; 100,000 customers, 500,000 jobs"
    floors = [("floor_full", 1, step.bounds)]
    floors += [("a form of the toolkit's", 2, step.theirs.bounds)] if step.theirs is not None else []
    for name, place, bounds in floors:
        clock = [_medians([(turn.clock[0], turn.clock[place]) for turn in each]) for each in turns]
        yield _row(f"{step.name} / {name}", clock, bounds, about)
        used = [_medians([(turn.cpu[0], turn.cpu[place]) for turn in each]) for each in turns]
        yield _row(f"{step.name}, processor until settled / {name}", used, bounds, about)


def _medians(pairs: Sequence[tuple[float, float]]) -> tuple[float, float]:
    ours, theirs = zip(*pairs, strict=True)
    return statistics.median(ours), statistics.median(theirs)


def _row(quantity: str, rounds: Sequence[tuple[float, float]], bounds: tuple[float, float], about: str) -> Row:
    ours, theirs = _medians(rounds)
    ratio = statistics.median(one / other for one, other in rounds)
    return Row(quantity, ratio, *bounds, context=f"{ours * 1e3:.1f} ms beside {theirs * 1e3:.1f} ms, {about}")
