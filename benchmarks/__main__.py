"""`python -m benchmarks`: measure the console beside its floors, the lists, the writers and what others save.

Each stage writes a file of its own in benchmarks/. Exit code 0 if every gate holds, 1 if one is missed.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks import remote_bench, scenarios
from benchmarks.console_bench import Effort, console_rows
from benchmarks.form_bench import form_rows
from benchmarks.list_bench import INTRODUCTION as OF_LISTS
from benchmarks.list_bench import TURNS, list_rows
from benchmarks.measure import key_cost
from benchmarks.office_bench import INTRODUCTION as OF_OFFICE
from benchmarks.office_bench import office_rows
from benchmarks.results import INTRODUCTION, Row, write
from benchmarks.scenarios import SIZES
from benchmarks.subjects import floor
from benchmarks.writers_bench import writers_rows

_HERE = Path(__file__).parent


class Stage(NamedTuple):
    """A part of the bench: its rows, and the file they are written to (none: written by itself, or only printed)."""

    rows: Callable[[Effort], Iterable[Row]]
    file: str = ""
    protocol: Callable[[Effort], str] = lambda effort: f"{effort.rounds} rounds of {effort.keys} keys."
    introduction: str = INTRODUCTION


def _output_rows(effort: Effort) -> Iterator[Row]:
    for kind in ("cell", "full"):
        staged = floor(kind, with_output_stage=True)
        cost = key_cost(staged, floor(kind), [scenarios.RIGHT], (), effort.rounds, effort.keys)
        seen = f"{cost.p50:.1f} ms beside {cost.floor_p50:.1f} ms, {cost.frames:.1f} frames a key"
        yield Row(f"output stage under floor_{kind}", cost.ratio, 1.5, 1.0, context=seen)
        yield Row(f"output stage under floor_{kind}, bytes", cost.bytes, 33_000, 400, "B")


def _of_keys(effort: Effort) -> str:
    machine = remote_bench.protocol(os.getloadavg()[0])
    return f"{effort.rounds} rounds of {effort.keys} keys; medians of the rounds' ratios. {machine}"


WHOLE = ("console", "office", "lists", "writers", "remote")
STAGES = {
    "console": Stage(console_rows, "results.md", _of_keys),
    "office": Stage(
        lambda effort: office_rows(effort.rounds, effort.keys), "office_results.md", introduction=OF_OFFICE
    ),
    "lists": Stage(lambda _: list_rows(), "list_results.md", lambda _: f"{TURNS} turns of each case.", OF_LISTS),
    "writers": Stage(lambda _: writers_rows()),
    "remote": Stage(
        lambda _: remote_bench.remote_rows(), "remote_results.md",
        lambda _: remote_bench.protocol(os.getloadavg()[0]), remote_bench.INTRODUCTION,
    ),
    "form": Stage(lambda effort: form_rows(effort.rounds, effort.keys)),
    "output": Stage(_output_rows),
}  # fmt: skip
"""The parts that may be asked for; without a choice those of WHOLE, one after the other."""


def main() -> int:
    """Measure, write, judge."""
    chosen = _arguments()
    effort = Effort(chosen.rounds, chosen.keys, chosen.sizes)
    passed = [_measured(STAGES[name], effort) for name in ([chosen.stage] if chosen.stage else WHOLE)]
    return 0 if all(passed) else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure the console.")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keys", type=int, default=40)
    parser.add_argument("--sizes", type=int, default=len(SIZES), help="how many of the companies, smallest first")
    parser.add_argument("--stage", choices=list(STAGES), default="", help="only one part of it")
    return parser.parse_args()


def _measured(stage: Stage, effort: Effort) -> bool:
    protocol, rows = stage.protocol(effort), []
    for row in stage.rows(effort):
        print(f"{row.quantity}: {row.measured:,.2f} {row.unit} ({row.verdict}) {row.context}", flush=True)
        rows.append(row)
    if stage.file:
        write(_HERE / stage.file, rows, protocol, stage.introduction)
    return all(row.passed for row in rows)


if __name__ == "__main__":
    sys.exit(main())
