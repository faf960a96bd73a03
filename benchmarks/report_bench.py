"""`python -m benchmarks.report_bench COMPANY`: every report, and the board as of moments, of a company of any size.

COMPANY is an SQLite file that `benchmarks.company` made (`python -m benchmarks.report_bench --make JOBS COMPANY` makes
it first, in some minutes or, of 1,000,000 jobs, half an hour). It is copied, years of work are laid into the copy
(`benchmarks.worked_company`), and that is read. Processor time, each report by each of its groupings, the median of
some turns after a first one. Writes benchmarks/report_results.md.
"""

import argparse
import os
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from typing import TypeVar

from benchmarks.company import NOW, make_company
from benchmarks.results import Row, write
from benchmarks.worked_company import lay_years_into
from industrack_core.desk.desk import Desk, open_desk
from industrack_core.desk.past import past_desk
from industrack_core.desk.reports.reporting import make_report
from industrack_core.domain.reports.period import Period
from industrack_core.domain.reports.report import ReportQuery
from industrack_core.domain.reports.report_names import GROUPINGS
from industrack_core.domain.time.span import Span, day_span, local_day

T = TypeVar("T")
RESULTS = Path(__file__).with_name("report_results.md")
TURNS = 3
WEEKS = ((13, 200.0, 100.0), (52, 3000.0, 1000.0))
"""Weeks, and what a report of them may take, in milliseconds: at most, and hoped for."""
AGO = ((timedelta(hours=1), 50.0), (timedelta(days=1), 50.0), (timedelta(days=30), 500.0), (timedelta(days=364), 500.0))
"""How long ago a moment is, and what the board of then may take, in milliseconds."""
SHOWN = 40
"""Rows of the board that a console reads at once."""
INTRODUCTION = """# Reports, and the board as of a moment

Made by `python -m benchmarks.report_bench`: a company of {jobs:,} jobs, some 800 a day, of 2,000 people; 9 of 10
completed ones with reported times, an estimate for every tenth job, and a log of {acts:,} entries, in which each job is
moved once over the last year, in no order. Processor time in milliseconds, since nothing of it waits for anybody; the
median of {turns} turns after a first one; of a report its slowest grouping is judged. {{protocol}}
"""


def main() -> int:
    """Measure, write, judge."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.report_bench")
    parser.add_argument("company", type=Path)
    parser.add_argument("--make", type=int, default=0, metavar="JOBS", help="make the company first")
    parser.add_argument("--laid", action="store_true", help="the years are in it already: read it as it is")
    given, load, rows = parser.parse_args(), os.getloadavg()[0], list[Row]()
    if given.make:
        make_company(f"sqlite:///{given.company}", 2_000, given.make)
    with tempfile.TemporaryDirectory() as folder:
        file = given.company
        if not given.laid:
            file = Path(shutil.copy(given.company, folder))
            lay_years_into(file)
        with closing(sqlite3.connect(file)) as counted:
            jobs, acts = counted.execute("SELECT (SELECT count(*) FROM job), (SELECT count(*) FROM journal)").fetchone()
        with closing(open_desk(f"sqlite:///{file}", clock=lambda: NOW)) as desk:
            for row in (*report_rows(desk), *past_rows(desk)):
                print(f"{row.quantity}: {row.measured:.1f} ms ({row.verdict}) {row.context}", flush=True)
                rows.append(row)
    said = f"{os.cpu_count()} cores, load before the run {load:.1f}, after it {os.getloadavg()[0]:.1f}."
    write(RESULTS, rows, said, INTRODUCTION.format(jobs=jobs, acts=acts, turns=TURNS))
    return 0 if all(row.passed for row in rows) else 1


def report_rows(desk: Desk) -> Iterator[Row]:
    """Of each report its slowest grouping, of so many weeks of which this one is the last."""
    office = desk.office()
    today = local_day(NOW, office.zone)
    ends = today + timedelta(days=6 - today.weekday())
    for weeks, gate, aim in WEEKS:
        period = Period(ends - timedelta(days=7 * weeks - 1), ends)
        for name, groupings in GROUPINGS.items():
            took = {
                by: _took(lambda q: make_report(desk, office, q), ReportQuery(name, period, by)) for by in groupings
            }
            seen = ", ".join(f"by {by.label} {each:.0f}" for by, each in took.items())
            yield Row(f"{name}, {weeks} weeks", max(took.values()), gate, aim, "ms", seen)


def past_rows(desk: Desk) -> Iterator[Row]:
    """Opening the past and reading a day of 40 people and the queue, of today and of the day of the moment; beside it
    the same with the hours of all, by which a console's first rows are laid out. The office of now is known, as there.
    """
    now = desk.office()
    for ago, gate in AGO:
        moment = NOW - ago
        for called, day in (("today", NOW), ("the day of then", moment)):
            window = day_span(local_day(day, now.zone), now.zone)

            def look(at: datetime, window: Span = window, *, hours: bool = False) -> None:
                with closing(past_desk(desk, at)) as past:
                    office = past.office(now)
                    everybody = office.row_ids(office.default_calendar)
                    past.board(office, window, everybody[:SHOWN], everybody if hours else None)
                    past.queue()

            seen = f"with the hours of all {_took(partial(look, hours=True), moment):.0f}"
            yield Row(f"the board of {called} as of {ago} ago", _took(look, moment), gate, gate / 2, "ms", seen)


def _took(read: Callable[[T], object], given: T) -> float:
    times = []
    for _ in range(TURNS + 1):
        started = time.process_time()
        read(given)
        times.append((time.process_time() - started) * 1e3)
    return median(times[1:])


if __name__ == "__main__":
    sys.exit(main())
