"""The first number after an import of 40,000 numbered jobs: its own statements, the first act of a process, later ones.

Run as `python -m benchmarks.number_bench`; writes `number_results.md`. Each round is a process of its own, which opens
the office as a console does, has a form look at the new job, and saves it; the same in an office of 1,000.
"""

import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from uuid import uuid4

from benchmarks.results import Row, write
from benchmarks.store_bench import postgres_server
from industrack_core.desk.desk import Desk, open_desk
from industrack_core.domain.acts.acts import AddEmployee, AddJob
from industrack_core.domain.acts.drafts import JobDraft
from industrack_core.domain.acts.imported import ImportedJob, ImportJobs
from industrack_core.domain.outcomes import Done
from industrack_core.domain.time.span import day_span

NUMBERED, FEW = 40_000, 1_000
ROUNDS, LATER, GATE, AIM = 7, 9, 20, 10
WHEN = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
INTRODUCTION = """# The first number after an import

Made by `python -m benchmarks.number_bench`: 40,000 numbered jobs were imported, nothing was analyzed since. Each round
is a process of its own, which opens the office as a console does, looks at a new job as its form does, and saves it.
*processor* is this process's own time, *clock* waits for the server and the disk, too.
{protocol}
"""
Spent = dict[str, tuple[float, float]]


def make_office(url: str, jobs: int) -> None:
    """An office whose jobs came in by an import, each with its number."""
    with closing(open_desk(url, create=True)) as desk:
        _done(desk, AddEmployee("Ana", "Ruiz"))
        batch = uuid4().hex
        for first in range(1001, 1001 + jobs, 1000):
            part = range(first, first + 1000)
            rows = tuple(
                ImportedJob(key=str(each), customer=f"Customer {each % 4000}", number=str(each)) for each in part
            )
            _done(desk, ImportJobs(rows=rows, source="file", batch=batch))


def _done(desk: Desk, act: AddJob | AddEmployee | ImportJobs) -> None:
    outcome = desk.perform(act)
    assert isinstance(outcome, Done), outcome


def spent(call: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of processor, and of the clock."""
    clock, processor = time.perf_counter(), time.process_time()
    call()
    return (time.process_time() - processor) * 1e3, (time.perf_counter() - clock) * 1e3


def one_round(url: str) -> Spent:
    """What one process needs, which has just opened the office."""
    with closing(open_desk(url)) as desk:
        office = desk.office()
        people = [each.id for each in office.employees]
        desk.board(office, day_span(WHEN.date(), office.zone), people)
        desk.queue()
        draft = JobDraft(customer=desk.find_customers("")[0].id, description="Furnace")
        asked = spent(lambda: desk.next_number("job"))
        desk.get_ready()
        desk.look(draft)
        desk.check_entry(draft)
        gc.freeze()
        first = spent(lambda: _done(desk, AddJob(draft)))
        later = [spent(lambda: _done(desk, AddJob(draft))) for _ in range(LATER)]
        again = [spent(lambda: desk.next_number("job")) for _ in range(LATER)]
    return {
        "the number, asked for the first time": asked,
        "the number, asked for again": _medians(again),
        "the first act, a new job": first,
        "later ones": _medians(later),
    }


def _medians(every: list[tuple[float, float]]) -> tuple[float, float]:
    processor, clock = zip(*every, strict=True)
    return median(processor), median(clock)


def rounds(url: str) -> dict[str, tuple[float, float]]:
    """Medians over the rounds, by what was done."""
    command = [sys.executable, "-m", "benchmarks.number_bench", url]
    each = [json.loads(subprocess.run(command, check=True, capture_output=True).stdout) for _ in range(ROUNDS)]
    return {what: _medians([one[what] for one in each]) for what in each[0]}


def rows_of(engine: str, many: str, few: str) -> Iterator[Row]:
    """Figures of one engine: an office of 40,000 numbered jobs, beside one of 1,000."""
    make_office(many, NUMBERED)
    make_office(few, FEW)
    found, beside = rounds(many), rounds(few)
    for what, (processor, clock) in found.items():
        context = f"clock {clock:.1f} ms; after 1,000: {beside[what][0]:.1f} and {beside[what][1]:.1f} ms"
        yield Row(f"{engine}: {what}, processor", processor, GATE, AIM, "", context)


def main() -> None:
    """Measure one process, or all and write the page."""
    if len(sys.argv) > 1:
        print(json.dumps(one_round(sys.argv[1])))
        return
    with tempfile.TemporaryDirectory() as directory, postgres_server() as server:
        rows = list(rows_of("SQLite", f"{directory}/many.db", f"{directory}/few.db"))
        rows += rows_of("PostgreSQL", *(server.url(server.create_database()) for _ in range(2)))
    load = f"{ROUNDS} rounds, medians, in milliseconds; load of the machine at the end {os.getloadavg()[0]:.1f}."
    write(Path(__file__).with_name("number_results.md"), rows, load, INTRODUCTION)


if __name__ == "__main__":
    main()
