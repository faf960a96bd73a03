"""`python -m benchmarks`: measure the console beside its floors and write benchmarks/results.md.

The lists are measured too: at the terminal (benchmarks/office_results.md) and in the store
(benchmarks/list_results.md).

Exit code 0 if every gate holds, 1 if one is missed.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import scenarios
from benchmarks.form_bench import form_rows
from benchmarks.list_bench import INTRODUCTION as OF_LISTS
from benchmarks.list_bench import TURNS, list_rows
from benchmarks.measure import key_cost, rest_cost, start_cost
from benchmarks.office_bench import INTRODUCTION as OF_OFFICE
from benchmarks.office_bench import office_rows
from benchmarks.read_bench import read_rows
from benchmarks.results import Row, write
from benchmarks.scenarios import SCENARIOS, SIZES, Scenario, Size
from benchmarks.store_bench import store_rows
from benchmarks.subjects import Subject, console, floor

RESULTS = Path(__file__).with_name("results.md")
LIST_RESULTS = Path(__file__).with_name("list_results.md")
OFFICE_RESULTS = Path(__file__).with_name("office_results.md")


def main() -> int:
    """Measure, write, judge."""
    chosen = _arguments()
    rows: list[Row] = []
    stages = {
        "output": _stage_rows, "form": _form_stage, "office": _office_stage, "lists": _list_stage, "": _whole_bench,
    }  # fmt: skip
    for row in stages[chosen.stage](chosen):
        rows.append(row)
        print(f"{row.quantity}: {row.measured:,.2f} {row.unit} ({row.verdict}) {row.context}", flush=True)
    return 0 if all(row.passed for row in rows) else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure the console.")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keys", type=int, default=40)
    parser.add_argument("--sizes", type=int, default=len(SIZES), help="how many of the companies, smallest first")
    parser.add_argument(
        "--stage", choices=["output", "form", "office", "lists"], default="", help="only one part of it"
    )
    return parser.parse_args()


def _whole_bench(chosen: argparse.Namespace) -> Iterator[Row]:
    rows = []
    for row in _console_rows(chosen):
        rows.append(row)
        yield row
    write(RESULTS, rows, f"{chosen.rounds} rounds of {chosen.keys} keys; medians of the rounds' ratios.")
    yield from _office_stage(chosen)
    yield from _list_stage(chosen)


def _office_stage(chosen: argparse.Namespace) -> Iterator[Row]:
    """The lists at the terminal, with results in a file of their own."""
    rows = []
    for row in office_rows(chosen.rounds, chosen.keys):
        rows.append(row)
        yield row
    write(OFFICE_RESULTS, rows, f"{chosen.rounds} rounds of {chosen.keys} keys.", OF_OFFICE)


def _form_stage(chosen: argparse.Namespace) -> Iterator[Row]:
    yield from form_rows(chosen.rounds, chosen.keys)


def _list_stage(chosen: argparse.Namespace) -> Iterator[Row]:
    """The lists, with results in a file of their own."""
    rows = []
    for row in list_rows():
        rows.append(row)
        yield row
    write(LIST_RESULTS, rows, f"{TURNS} turns of each case.", OF_LISTS)


def _stage_rows(chosen: argparse.Namespace) -> Iterator[Row]:
    for kind in ("cell", "full"):
        cost = key_cost(
            floor(kind, with_output_stage=True), floor(kind), [scenarios.RIGHT], (), chosen.rounds, chosen.keys
        )
        seen = f"{cost.p50:.1f} ms beside {cost.floor_p50:.1f} ms, {cost.frames:.1f} frames a key"
        yield Row(f"output stage under floor_{kind}", cost.ratio, 1.5, 1.0, context=seen)
        yield Row(f"output stage under floor_{kind}, bytes", cost.bytes, 33_000, 400, "B")


def _console_rows(chosen: argparse.Namespace) -> Iterator[Row]:
    sizes = SIZES[: chosen.sizes]
    with tempfile.TemporaryDirectory() as folder:
        subjects = [_subject(size, Path(folder)) for size in sizes]
        yield from _start_rows(subjects[0], chosen.rounds)
        steps: list[float] = []
        for size, subject in zip(sizes, subjects, strict=True):
            # the other views on the largest company only: a bench that takes an hour is not run
            for scenario in [each for each in SCENARIOS if each.at_every_size or size is sizes[-1]]:
                rows = list(_scenario_rows(size, subject, scenario, chosen))
                if scenario is SCENARIOS[0]:
                    steps.append(rows[0].measured)
                yield from rows
        if len(steps) > 1:
            gate, aim = scenarios.SAME_AT_ANY_SIZE
            yield Row("cursor step, largest company over smallest", steps[-1] / steps[0], gate, aim)
        yield from _rest_rows(sizes[-1], subjects[-1])
        yield from read_rows(_place(sizes[-1], Path(folder)), sizes[-1].label)
    yield from form_rows(chosen.rounds, chosen.keys)
    yield from store_rows()


def _place(size: Size, folder: Path) -> str:
    return f"sqlite:///{folder / f'{size.employees}-{size.jobs}.db'}"


def _subject(size: Size, folder: Path) -> Subject:
    from benchmarks.company import make_company

    url = _place(size, folder)
    return console(url, filled=make_company(url, size.employees, size.jobs))


def _start_rows(subject: Subject, rounds: int) -> Iterator[Row]:
    cost = start_cost(subject, floor("cell"), max(rounds, 5))
    gate, aim = scenarios.FIRST_PAINT
    seen = f"{cost.first:.0f} ms beside {cost.floor_ready:.0f} ms; board filled after {cost.ready:.0f} ms"
    yield Row("first paint / floor_start", cost.ratio, gate, aim, context=seen)
    yield Row("board filled / floor_start", cost.filled_ratio, *scenarios.FILLED, context=seen)


def _scenario_rows(size: Size, subject: Subject, scenario: Scenario, chosen: argparse.Namespace) -> Iterator[Row]:
    cost = key_cost(subject, floor(scenario.floor), scenario.keys, scenario.before, chosen.rounds, chosen.keys)
    name = f"{scenario.name}, {size.label}"
    seen = f"{cost.p50:.1f} ms beside {cost.floor_p50:.1f} ms, {cost.frames:.1f} frames a key"
    yield Row(f"{name} / floor_{scenario.floor}", cost.ratio, scenario.gate, scenario.aim, context=seen)
    used = f"{cost.cpu:.1f} ms beside {cost.floor_cpu:.1f} ms; settled after {cost.settled:.0f} ms"
    quantity = f"{name}, processor until settled / floor_{scenario.floor}"
    yield Row(quantity, cost.cpu_ratio, scenario.gate, scenario.aim, context=used)
    yield Row(f"{name}, bytes", cost.bytes, scenario.bytes_gate, scenario.bytes_aim, "B")
    if scenario is SCENARIOS[0]:
        gate, aim = scenarios.STEADINESS
        yield Row(f"{name}, p95 / p50", cost.steadiness, gate, aim)


def _rest_rows(size: Size, subject: Subject) -> Iterator[Row]:
    ours = rest_cost(subject, scenarios.IDLE_SECONDS)
    bare = rest_cost(floor("cell"), scenarios.IDLE_SECONDS)
    gate, aim = scenarios.MEMORY
    seen = f"{ours.memory / 2**20:.0f} MiB beside {bare.memory / 2**20:.0f} MiB"
    yield Row(f"peak memory, {size.label} / a bare app's", ours.memory / bare.memory, gate, aim, context=seen)
    gate, aim = scenarios.IDLE_CPU
    seen = f"{ours.cpu * 1e3:.1f} ms beside {bare.cpu * 1e3:.1f} ms in {scenarios.IDLE_SECONDS:.0f} s"
    yield Row("processor time at rest / a bare app's", ours.cpu / bare.cpu, gate, aim, context=seen)
    yield Row("bytes at rest", ours.bytes, *scenarios.IDLE_BYTES, "B")


if __name__ == "__main__":
    sys.exit(main())
