"""What views over a whole office cost to read, beside what is in sight: a month, what needs an eye, where a job fits.

Run as `python -m benchmarks.read_bench DATABASE` on a company that `benchmarks.company` made, of any size; the largest
of `make bench` is measured with the rest. Processor time, since nothing of it waits for anybody.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from statistics import median
from typing import NamedTuple

from benchmarks.company import NOW
from benchmarks.results import Row
from industrack_core.desk.desk import Desk, open_desk
from industrack_core.domain.time.span import day_span, local_day

TURNS = 9
FIRST_JOBS = 5
"""As many jobs of each day as a month shows in a terminal of 50 lines."""


def spent(read: Callable[[], object]) -> float:
    """Milliseconds of the processor, the median of some turns after a first one."""
    seconds = []
    for _ in range(TURNS + 1):
        started = time.process_time()
        read()
        seconds.append(time.process_time() - started)
    return median(seconds[1:]) * 1e3


class Read(NamedTuple):
    """A read and its bounds in milliseconds."""

    name: str
    gate: float
    aim: float
    read: Callable[[], object]


def reads_of(desk: Desk) -> tuple[Read, ...]:
    """What is read of the desk's company."""
    office = desk.office()
    calendar = office.default_calendar
    today = local_day(NOW, office.zone)
    first = today.replace(day=1) - timedelta(days=today.replace(day=1).weekday())
    people = list(office.row_ids(calendar))
    board = desk.board(office, day_span(today, office.zone), people[:50])
    job = next(block.job_id for row in board.rows for block in row.blocks if block.end - block.start == 60)
    return (
        Read("month", 5, 1, lambda: desk.days(office, first, 42, FIRST_JOBS)),
        Read("month, without its first jobs", 5, 1, lambda: desk.days(office, first, 42, 0)),
        Read("month of an eighth of the people", 5, 1, lambda: desk.days(
            office, first, 42, FIRST_JOBS, people[::8])),
        Read("the header's planned hours", 5, 1, lambda: desk.day_now(day_span(today, office.zone), people)),
        Read("what needs an eye, the list", 60, 20, lambda: desk.exceptions(office, people)),
        Read("best slots of a job", 60, 20, lambda: desk.best_slots(office, job, calendar)),
        Read("finding jobs by `lind`", 60, 20, lambda: desk.find_jobs(office, "lind")),
    )  # fmt: skip


def read_rows(url: str, label: str) -> Iterator[Row]:
    """Rows of results, of the company at `url`."""
    with closing(open_desk(url, clock=lambda: NOW)) as desk:
        for each in reads_of(desk):
            seen = f"processor; load of the machine {os.getloadavg()[0]:.1f}"
            yield Row(f"reading: {each.name}, {label}", spent(each.read), each.gate, each.aim, "ms", seen)


def main() -> None:
    """Print the figures of a database."""
    for row in read_rows(sys.argv[1], "of this database"):
        print(f"{row.quantity:<70} {row.measured:8.2f} {row.unit:<3} {row.verdict:<12} {row.context}", flush=True)


if __name__ == "__main__":
    main()
