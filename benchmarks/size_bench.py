"""`python -m benchmarks.size_bench [--kept FOLDER] [JOBS ...]`: so many jobs beside 100,000, every row by turns.

Without a number 1,000,000 jobs; writes benchmarks/size_results.md. Two consoles of one build, one on each company,
and a bare app: each key is pressed on one, on the other and on the floor, and only then the next. Judged is processor
time until settled. Reads over a whole office are taken by turns as well, in one process. Making 1,000,000 jobs takes
up to half an hour, 5,000,000 hours and 10 GB of disk: they can be kept, as JOBS.db in a folder, where the next run
finds them.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

from benchmarks.company import NOW, made_company, make_company
from benchmarks.pairs import Walk, pressed, ratio, walks
from benchmarks.pty_driver import Repaint
from benchmarks.read_bench import reads_of
from benchmarks.results import Row, write
from benchmarks.scenarios import LARGER
from benchmarks.subjects import Subject, console, floor
from industrack_core.desk.desk import open_desk

RESULTS = Path(__file__).with_name("size_results.md")
EMPLOYEES, SMALL, LARGE = 2_000, 100_000, 1_000_000
ROUNDS, KEYS, TURNS = 2, 10, 15
INTRODUCTION = """# Larger companies

Made by `python -m benchmarks.size_bench`: 2,000 employees with as many jobs as a row says, beside the same company with
100,000 jobs; every key of the bench on both consoles and a bare app by turns, then reads over the whole office by
turns. Ratios of processor time, of keys until the screen is settled. {protocol}
"""


def main() -> int:
    """Measure, write, judge."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.size_bench")
    parser.add_argument("jobs", type=int, nargs="*", default=[LARGE])
    parser.add_argument("--kept", type=Path, help="where the companies are kept")
    given, load, rows = parser.parse_args(), os.getloadavg()[0], []
    for row in size_rows(given.jobs, given.kept):
        print(f"{row.quantity}: {row.measured:.2f} ({row.verdict}) {row.context}", flush=True)
        rows.append(row)
    said = f"{ROUNDS} rounds of {KEYS} keys; {os.cpu_count()} cores, load before the run {load:.1f}."
    write(RESULTS, rows, said, INTRODUCTION)
    return 0 if all(row.passed for row in rows) else 1


def size_rows(larger: list[int], kept: Path | None) -> Iterator[Row]:
    """Rows of results for each of the larger companies."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = kept or Path(temporary)
        small = _made(folder, SMALL)
        for jobs in larger:
            large = _made(folder, jobs)
            yield from _key_rows(jobs, large[1], small[1])
            yield from _read_rows(jobs, large[0], small[0])


def _made(folder: Path, jobs: int) -> tuple[str, Subject]:
    file = folder / f"{jobs}.db"
    url = f"sqlite:///{file}"
    return url, console(url, made_company(url) if file.exists() else make_company(url, EMPLOYEES, jobs))


def _key_rows(jobs: int, large: Subject, small: Subject) -> Iterator[Row]:
    for walk in walks():
        told = pressed(walk, [large, small, floor(walk.floor)], ROUNDS, KEYS)
        used, other = ([statistics.median(each.cpu for each in presses) for presses in rounds] for rounds in told[:2])
        yield Row(_named(walk.name, jobs), ratio(used, other), *LARGER, context=_seen(walk, told))


def _named(what: str, jobs: int) -> str:
    return f"{what}, {jobs:,} jobs / {SMALL:,}"


def _seen(walk: Walk, told: list[list[list[Repaint]]]) -> str:
    large, small, bare = (
        statistics.median(each.cpu for presses in rounds for each in presses) * 1e3 for rounds in told
    )
    return f"{large:.1f} ms beside {small:.1f} ms; floor_{walk.floor} {bare:.1f} ms"


def _read_rows(jobs: int, large: str, small: str) -> Iterator[Row]:
    with ExitStack() as stack:
        desks = [stack.enter_context(closing(open_desk(url, clock=lambda: NOW))) for url in (large, small)]
        for one, other in zip(*(reads_of(desk) for desk in desks), strict=True):
            took: tuple[list[float], list[float]] = ([], [])
            for turn in range(TURNS + 1):
                for side, read in enumerate((one, other)):
                    started = time.process_time()
                    read.read()
                    if turn:
                        took[side].append((time.process_time() - started) * 1e3)
            mine, theirs = (statistics.median(each) for each in took)
            said = f"{mine:.2f} ms beside {theirs:.2f} ms; gate of its milliseconds {one.gate:g}"
            yield Row(f"reading: {_named(one.name, jobs)}", mine / theirs, *LARGER, context=said)


if __name__ == "__main__":
    sys.exit(main())
