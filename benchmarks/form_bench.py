"""The job form in a large company: opening it, each answer while typing a customer, and saving.

The company has 100,000 customers and 500,000 jobs. Keys are pressed by turns with a floor, as everywhere.
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
_SILENCE = 0.1
"""Seconds that end an answer: the header's hours follow a save 0.15 s behind its board, and are no part of it."""
ESCAPE, F2, ENTER = b"\x1b", b"\x1bOQ", b"\r"
LETTERS = (b"l", b"i", b"n", b"d", b"q")


class Step(NamedTuple):
    """What is pressed before, the key that is measured, and what is pressed after to stand as before."""

    name: str
    before: Sequence[bytes]
    key: bytes
    after: Sequence[bytes]
    bounds: tuple[float, float]


STEPS = (
    Step("opening Add Job", (), b"a", (ESCAPE,), OPENING),
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
        subjects = (console(url, filled=make_company(url, SIZE.employees, SIZE.jobs, CUSTOMERS)), floor("full"))
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


def _rows(step: Step, session: Session, bare: Session, rounds: int, presses: int) -> Iterator[Row]:
    _pressed(session, step)
    turns = [[(_pressed(session, step), bare.press(b"\x1b[C")) for _ in range(presses)] for _ in range(rounds)]
    size = statistics.median(len(mine.written) for pairs in turns for mine, _ in pairs)
    about = f"{size:,.0f} B; 100,000 customers, 500,000 jobs"
    clock = [_medians([(mine.last, theirs.last) for mine, theirs in pairs]) for pairs in turns]
    yield _row(f"{step.name} / floor_full", clock, step.bounds, about)
    used = [_medians([(mine.cpu, theirs.cpu) for mine, theirs in pairs]) for pairs in turns]
    yield _row(f"{step.name}, processor until settled / floor_full", used, step.bounds, about)


def _medians(pairs: Sequence[tuple[float, float]]) -> tuple[float, float]:
    ours, theirs = zip(*pairs, strict=True)
    return statistics.median(ours), statistics.median(theirs)


def _row(quantity: str, rounds: Sequence[tuple[float, float]], bounds: tuple[float, float], about: str) -> Row:
    ours, theirs = _medians(rounds)
    ratio = statistics.median(one / other for one, other in rounds)
    return Row(quantity, ratio, *bounds, context=f"{ours * 1e3:.1f} ms beside {theirs * 1e3:.1f} ms, {about}")
