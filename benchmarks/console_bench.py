"""The console at a terminal beside its floors: start, keys, a held key, rest; companies of every size, both engines."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks import scenarios
from benchmarks.company import make_company
from benchmarks.form_bench import form_rows
from benchmarks.held_bench import held_rows
from benchmarks.measure import key_cost, rest_cost, start_cost
from benchmarks.read_bench import read_rows
from benchmarks.results import Row
from benchmarks.scenarios import SCENARIOS, SIZES, Scenario, Size
from benchmarks.store_bench import postgres_server, store_rows
from benchmarks.subjects import Subject, console, floor


class Effort(NamedTuple):
    """How much is pressed: rounds, keys of a round, and how many of the companies, smallest first."""

    rounds: int
    keys: int
    sizes: int


def console_rows(effort: Effort) -> Iterator[Row]:
    """All rows of benchmarks/results.md."""
    sizes = SIZES[: effort.sizes]
    with tempfile.TemporaryDirectory() as folder:
        places = [f"sqlite:///{Path(folder) / f'{size.employees}-{size.jobs}.db'}" for size in sizes]
        yield from _rows_on_sqlite(sizes, places, effort)
    with postgres_server() as server:
        yield from _rows_on_postgres(sizes[-1], server.url(server.create_database()), effort)
    yield from form_rows(effort.rounds, effort.keys)
    yield from store_rows()


def _rows_on_sqlite(sizes: tuple[Size, ...], places: list[str], effort: Effort) -> Iterator[Row]:
    subjects = [_subject(size, place) for size, place in zip(sizes, places, strict=True)]
    yield from start_rows(subjects[0], effort.rounds, sizes[0].label)
    if len(sizes) > 1:
        yield from start_rows(subjects[-1], effort.rounds, sizes[-1].label)
    steps: list[float] = []
    for size, subject in zip(sizes, subjects, strict=True):
        # the other views on the largest company only: a bench that takes an hour is not run
        for scenario in [each for each in SCENARIOS if each.at_every_size or size is sizes[-1]]:
            rows = list(scenario_rows(size.label, subject, scenario, effort))
            if scenario is SCENARIOS[0]:
                steps.append(rows[0].measured)
            yield from rows
    if len(steps) > 1:
        yield Row("cursor step, largest company over smallest", steps[-1] / steps[0], *scenarios.SAME_AT_ANY_SIZE)
    yield from held_rows(subjects[-1], sizes[-1], sizes[-1].label)
    yield from _rest_rows(sizes[-1].label, subjects[-1])
    yield from read_rows(places[-1], sizes[-1].label)


def _rows_on_postgres(size: Size, url: str, effort: Effort) -> Iterator[Row]:
    """The same keys, start, memory and rest when the records are on a server: the lines drawn are the same."""
    subject, label = _subject(size, url), f"{size.label}, PostgreSQL"
    yield from start_rows(subject, effort.rounds, label)
    for scenario in SCENARIOS:
        yield from scenario_rows(label, subject, scenario, effort)
    yield from held_rows(subject, size, label)
    yield from _rest_rows(label, subject)
    yield from read_rows(url, label)


def _subject(size: Size, url: str) -> Subject:
    return console(url, filled=make_company(url, size.employees, size.jobs))


def start_rows(subject: Subject, rounds: int, label: str) -> Iterator[Row]:
    """To the first frame and to the filled board, over a bare app's start."""
    cost = start_cost(subject, floor("cell"), max(rounds, 5))
    seen = f"{cost.first:.0f} ms beside {cost.floor_ready:.0f} ms; board filled after {cost.ready:.0f} ms"
    yield Row(f"first paint, {label} / floor_start", cost.ratio, *scenarios.FIRST_PAINT, context=seen)
    yield Row(f"board filled, {label} / floor_start", cost.filled_ratio, *scenarios.FILLED, context=seen)


def scenario_rows(label: str, subject: Subject, scenario: Scenario, effort: Effort) -> Iterator[Row]:
    """By the clock, by processor time until settled, in bytes; the first scenario also how evenly."""
    cost = key_cost(subject, floor(scenario.floor), scenario.keys, scenario.before, effort.rounds, effort.keys)
    name = f"{scenario.name}, {label}"
    seen = f"{cost.p50:.1f} ms beside {cost.floor_p50:.1f} ms, {cost.frames:.1f} frames a key"
    yield Row(f"{name} / floor_{scenario.floor}", cost.ratio, scenario.gate, scenario.aim, context=seen)
    used = f"{cost.cpu:.1f} ms beside {cost.floor_cpu:.1f} ms; settled after {cost.settled:.0f} ms"
    quantity = f"{name}, processor until settled / floor_{scenario.floor}"
    yield Row(quantity, cost.cpu_ratio, scenario.gate, scenario.aim, context=used)
    yield Row(f"{name}, bytes", cost.bytes, scenario.bytes_gate, scenario.bytes_aim, "B")
    if scenario is SCENARIOS[0]:
        yield Row(f"{name}, p95 / p50", cost.steadiness, *scenarios.STEADINESS)


def _rest_rows(label: str, subject: Subject) -> Iterator[Row]:
    ours = rest_cost(subject, scenarios.IDLE_SECONDS)
    bare = rest_cost(floor("cell"), scenarios.IDLE_SECONDS)
    seen = f"{ours.memory / 2**20:.0f} MiB beside {bare.memory / 2**20:.0f} MiB"
    yield Row(f"peak memory, {label} / a bare app's", ours.memory / bare.memory, *scenarios.MEMORY, context=seen)
    seen = f"{ours.cpu * 1e3:.1f} ms beside {bare.cpu * 1e3:.1f} ms in {scenarios.IDLE_SECONDS:.0f} s"
    yield Row(f"processor time at rest, {label} / a bare app's", ours.cpu / bare.cpu, *scenarios.IDLE_CPU, context=seen)
    yield Row(f"bytes at rest, {label}", ours.bytes, *scenarios.IDLE_BYTES, "B")
