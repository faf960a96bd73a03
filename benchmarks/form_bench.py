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
from benchmarks.pty_driver import Repaint, Session
from benchmarks.results import Row
from benchmarks.scenarios import Size
from benchmarks.subjects import console, floor

SIZE = Size(2_000, 500_000)
CUSTOMERS = 100_000
OPENING, TYPING, SAVING = (6.0, 2.5), (3.0, 1.5), (10.0, 6.0)
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
                yield _row(step, pair[0], pair[1], rounds, max(5, presses // 3))


def _pressed(session: Session, step: Step) -> Repaint:
    for key in step.before:
        session.press(key)
    measured = session.press(step.key, silence=0.15)
    for key in step.after:
        # an escape alone waits for what may follow it
        session.press(key, silence=0.2)
    return measured


def _row(step: Step, session: Session, bare: Session, rounds: int, presses: int) -> Row:
    ratios, ours, floors, sizes = [], [], [], []
    _pressed(session, step)
    for _ in range(rounds):
        pairs = [(_pressed(session, step), bare.press(b"\x1b[C")) for _ in range(presses)]
        one = statistics.median(mine.last for mine, _ in pairs)
        other = statistics.median(theirs.last for _, theirs in pairs)
        ratios.append(one / other)
        ours.append(one)
        floors.append(other)
        sizes.append(statistics.median(len(mine.written) for mine, _ in pairs))
    seen = (
        f"{statistics.median(ours) * 1e3:.1f} ms beside {statistics.median(floors) * 1e3:.1f} ms,"
        f" {statistics.median(sizes):,.0f} B; 100,000 customers, 500,000 jobs"
    )
    return Row(f"{step.name} / floor_full", statistics.median(ratios), *step.bounds, context=seen)
