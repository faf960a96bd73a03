"""`python -m benchmarks.pairs TREE`: this build and the one of another checkout, key by key by turns. Writes no file.

TREE is a checkout with an environment of its own in `.venv`. The other build makes the company, so that both open the
same records; this one opens a copy, brought up to date. Each key is pressed on one, on the other and on the floor, and
only then the next: what the machine does meanwhile meets all three. Printed are medians over the rounds of this build's
processor time until settled, and of the clock to the end of the answer, over the other's; and over the floor's.
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from benchmarks.measure import REST
from benchmarks.pty_driver import Repaint
from benchmarks.scenarios import ONE_LINE, SCENARIOS, SIZES, Size
from benchmarks.subjects import Subject, console, floor

_PATIENCE = 60.0
_WARM_UP = 4
_MAKE = (
    "import sys; from benchmarks.company import make_company; print(make_company(sys.argv[1], *map(int, sys.argv[2:])))"
)


class Walk(NamedTuple):
    """Keys after others, against a floor. `is_onward`: every press shows what this session has not shown yet."""

    name: str
    keys: tuple[bytes, ...]
    floor: str
    before: tuple[bytes, ...]
    is_onward: bool = False


ONWARD = (
    Walk("onward: a day", (b"]",) * 5, "full", ONE_LINE, True),
    Walk("onward: 7 days", (b"[",), "full", (b"v", b"7"), True),
    Walk("onward: a day of the day view", (b"]",) * 5, "full", (b"v", b"d"), True),
    Walk("onward: a week", (b"[",), "full", (b"v", b"w"), True),
    Walk("onward: a month", (b"[",), "full", (b"v", b"m"), True),
)
"""What is seen for the first time; the keys of the other scenarios go to and fro, so they show again what was seen."""


def main() -> None:
    """Measure and print, a line a scenario."""
    chosen = _arguments()
    size = SIZES[chosen.size]
    with tempfile.TemporaryDirectory() as folder:
        pair = _subjects(chosen.tree, size, Path(folder))
        print(f"{size.label}; processor until settled")
        print(
            "| keys | this / other | this / floor | other / floor | clock: this / other | clock: this / floor | bytes |"
        )
        for walk in walks():
            if chosen.only and not any(each in walk.name for each in chosen.only):
                continue
            print(_line(walk, pressed(walk, [*pair, floor(walk.floor)], chosen.rounds, chosen.keys)), flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pairs", description="This build beside another.")
    parser.add_argument("tree", type=Path, help="the other checkout")
    parser.add_argument("only", nargs="*", help="parts of the names of scenarios; without: all")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keys", type=int, default=12)
    parser.add_argument("--size", type=int, default=1, help=f"which company: 0 to {len(SIZES) - 1}")
    return parser.parse_args()


def walks() -> Iterator[Walk]:
    """All that is pressed: the scenarios of the bench, then what is seen for the first time."""
    for each in SCENARIOS:
        yield Walk(each.name, each.keys, each.floor, each.before)
    yield from ONWARD


def _subjects(tree: Path, size: Size, folder: Path) -> tuple[Subject, Subject]:
    theirs, ours = folder / "theirs.db", folder / "ours.db"
    made = subprocess.run(
        [tree / ".venv/bin/python", "-c", _MAKE, f"sqlite:///{theirs}", str(size.employees), str(size.jobs)],
        cwd=tree, check=True, capture_output=True, text=True,
    )  # fmt: skip
    filled = made.stdout.strip()
    shutil.copy(theirs, ours)
    command = Path(sys.executable).with_name("industrack")
    subprocess.run([command, "--db", f"sqlite:///{ours}", "upgrade", "--yes"], check=True, capture_output=True)
    other = console(f"sqlite:///{theirs}", filled)
    return console(f"sqlite:///{ours}", filled), replace(
        other, command=[str(tree / ".venv/bin/industrack"), *other.command[1:]]
    )


def pressed(walk: Walk, subjects: Sequence[Subject], rounds: int, presses: int) -> list[list[list[Repaint]]]:
    """The repaints of each subject, a list a round."""
    told: list[list[list[Repaint]]] = [[] for _ in subjects]
    warm, keys = (0, walk.keys) if walk.is_onward else (_WARM_UP, walk.keys * (_WARM_UP + presses))
    for _ in range(rounds):
        with ExitStack() as stack:
            sessions = [stack.enter_context(each.start()) for each in subjects]
            for session, subject in zip(sessions, subjects, strict=True):
                session.wait_until(subject.ready, _PATIENCE)
                session.settle()
            for session in sessions[:-1]:
                for key in walk.before:
                    session.send(key)
                    session.settle()
            for each in told:
                each.append([])
            for turn, key in enumerate(keys[: warm + presses]):
                for each, session in zip(told, sessions, strict=True):
                    repaint = session.press(b"\x1b[C" if session is sessions[-1] else key, rest=REST)
                    if turn >= warm:
                        each[-1].append(repaint)
    return told


def _line(walk: Walk, told: Sequence[list[list[Repaint]]]) -> str:
    used = [[statistics.median(each.cpu for each in presses) for presses in rounds] for rounds in told]
    clock = [[statistics.median(each.last for each in presses) for presses in rounds] for rounds in told]
    size = [statistics.median(len(each.written) for presses in rounds for each in presses) for rounds in told]
    ours, theirs, floors = used
    return (
        f"| {walk.name} | {ratio(ours, theirs):.2f} | {ratio(ours, floors):.2f} | {ratio(theirs, floors):.2f} "
        f"| {ratio(clock[0], clock[1]):.2f} | {ratio(clock[0], clock[2]):.2f} | {size[0]:,.0f} B, {size[1]:,.0f} B |"
    )


def ratio(one: Sequence[float], other: Sequence[float]) -> float:
    """The median of the rounds' ratios."""
    return statistics.median(each / beside for each, beside in zip(one, other, strict=True))


if __name__ == "__main__":
    main()
