"""`python -m benchmarks.size_bench [--kept FOLDER] [JOBS ...]`: so many jobs beside 100,000, every row by turns.

Without a number 1,000,000 jobs; writes benchmarks/size_results.md. Two consoles of one build, one on each company,
and a bare app: each key is pressed on one, on the other and on the floor, and only then the next. Judged is processor
time until settled. Reads over a whole office are taken by turns as well, in one process.

What is compared shows the same on both. Of 2,000 people with four jobs a day 100,000 are twelve days and a half: rows
that show more than these (seven days, weeks, months, what is gone on to, and reads) are of two companies in which each
works on one of ten days, so that 100,000 jobs fill four months, and 1,000,000 three years and a half. Around today both
are filled alike: what is added is what is not in sight. How long reads take of a full month is said of the dense
companies, in milliseconds.

Making 1,000,000 jobs takes up to half an hour, 5,000,000 hours and 10 GB of disk: they can be kept, as JOBS.db and
JOBS-apart.db in a folder, where the next run finds them. A company that is not kept there is made.
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
from benchmarks.read_bench import Read, reads_of
from benchmarks.results import Row, write
from benchmarks.scenarios import LARGER
from benchmarks.subjects import Subject, console, floor
from industrack_core.desk.desk import open_desk

RESULTS = Path(__file__).with_name("size_results.md")
EMPLOYEES, SMALL, LARGE = 2_000, 100_000, 1_000_000
APART = 10
"""Each works on one of so many days where more is shown than 100,000 jobs fill otherwise."""
ROUNDS, KEYS, TURNS = 2, 10, 15
ONWARD_ROUNDS = 6
"""Of walks that press a key or a few in a session, as only what was not seen yet counts."""
_WIDE = ("7 days", "week", "month", "onward")
INTRODUCTION = """# Larger companies

Made by `python -m benchmarks.size_bench`: 2,000 employees with as many jobs as a row says, beside the same company with
100,000 jobs; every key of the bench on both consoles and a bare app by turns, then reads over the whole office by
turns. Ratios of processor time, of keys until the screen is settled. Both show the same: 100,000 jobs are twelve days
and a half of four jobs for everybody, so rows that show more (*apart*) are of companies where each works on one of ten
days. Before, a month full of jobs stood beside one without any. Milliseconds (*dense*) are of reads where everybody has
four jobs a day. {protocol}
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
        for jobs in larger:
            for apart, are_wide in ((1, False), (APART, True)):
                large, small = (_made(folder, each, apart) for each in (jobs, SMALL))
                yield from _key_rows(jobs, large[1], small[1], are_wide)
                yield from _read_rows(jobs, large[0], small[0], are_wide)


def _made(folder: Path, jobs: int, apart: int) -> tuple[str, Subject]:
    file = folder / f"{jobs}{'-apart' if apart > 1 else ''}.db"
    url = f"sqlite:///{file}"
    is_there = file.exists()
    return url, console(url, made_company(url) if is_there else make_company(url, EMPLOYEES, jobs, apart=apart))


def _key_rows(jobs: int, large: Subject, small: Subject, are_wide: bool) -> Iterator[Row]:
    for walk in walks():
        if walk.name.startswith(_WIDE) is are_wide:
            rounds = ONWARD_ROUNDS if walk.is_onward else ROUNDS
            told = pressed(walk, [large, small, floor(walk.floor)], rounds, KEYS)
            used, other = ([statistics.median(each.cpu for each in presses) for presses in one] for one in told[:2])
            yield Row(_named(walk.name, jobs, are_wide), ratio(used, other), *LARGER, context=_seen(walk, told))


def _named(what: str, jobs: int, is_apart: bool) -> str:
    return f"{what}, {jobs:,} jobs / {SMALL:,}{', apart' if is_apart else ''}"


def _seen(walk: Walk, told: list[list[list[Repaint]]]) -> str:
    large, small, bare = (
        statistics.median(each.cpu for presses in rounds for each in presses) * 1e3 for rounds in told
    )
    return f"{large:.1f} ms beside {small:.1f} ms; floor_{walk.floor} {bare:.1f} ms"


def _read_rows(jobs: int, large: str, small: str, are_apart: bool) -> Iterator[Row]:
    """By their ratio where both show the same, else by their own milliseconds."""
    with ExitStack() as stack:
        desks = [stack.enter_context(closing(open_desk(url, clock=lambda: NOW))) for url in (large, small)]
        for one, other in zip(*(reads_of(desk) for desk in desks), strict=True):
            mine, theirs = _by_turns(one, other)
            if are_apart:
                said = f"{mine:.2f} ms beside {theirs:.2f} ms"
                yield Row(f"reading: {_named(one.name, jobs, True)}", mine / theirs, *LARGER, context=said)
                continue
            for count, took in ((jobs, mine), (SMALL, theirs)):
                yield Row(
                    f"reading: {one.name}, {count:,} jobs, dense", took, one.gate, one.aim, "ms", f"{took:.2f} ms"
                )


def _by_turns(one: Read, other: Read) -> tuple[float, float]:
    """Milliseconds of the processor that two reads take, medians."""
    took: tuple[list[float], list[float]] = ([], [])
    for turn in range(TURNS + 1):
        for side, read in enumerate((one, other)):
            started = time.process_time()
            read.read()
            if turn:
                took[side].append((time.process_time() - started) * 1e3)
    return statistics.median(took[0]), statistics.median(took[1])


if __name__ == "__main__":
    sys.exit(main())
