"""How long dispatchers wait for an act while somebody imports many jobs, and how much longer the import takes.

Run as `python -m benchmarks.beside_import [JOBS]`; writes benchmarks/beside_import.md. Eight dispatchers, each a
process that moves a job of its own and pauses for a fifth of a second; beside them a process that imports a CSV file,
in pieces of 500 rows and in pieces by time. The same import alone, for comparison.
"""

import csv
import json
import os
import select
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.movers import START, Moved, begin, move, moved, own_job, started
from benchmarks.results import Row, write
from benchmarks.store_bench import postgres_server
from industrack_core.desk.desk import open_desk
from industrack_core.exchange.imports import import_run
from industrack_core.exchange.imports.job_import import import_jobs, open_jobs
from industrack_core.exchange.imports.job_map_check import load_job_map
from industrack_core.exchange.imports.pace import Pace

RESULTS = Path(__file__).with_name("beside_import.md")
JOBS, DISPATCHERS, PAUSE = 100_000, 8, 0.2
P99, WORST, SLOWER = (250.0, 100.0), (500.0, 250.0), (15.0, 5.0)
MAP = """
name = "beside"
zone = "UTC"
key = { prefix = "b-", columns = ["Id"] }
fields = { customer = "Customer", employee = "Who", description = "What" }
start = { columns = ["When"], formats = ["%Y-%m-%d %H:%M"] }
"""
INTRODUCTION = """# Beside an import

Made by `python -m benchmarks.beside_import`: {protocol}
*Slower* is the import beside the dispatchers against the same one in pieces of 500 rows beside them.
"""


class Seen(NamedTuple):
    """One import: its seconds, and the acts beside it."""

    seconds: float
    acts: Moved


class Fixed(Pace):
    """Pieces of as many rows as there may be."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.rows = most

    def held(self, rows: int, seconds: float) -> None:
        """They stay as they are."""


def main() -> int:
    """Measure both engines and write the figures; or be an importer, or a dispatcher."""
    if sys.argv[1:2] == ["import"]:
        return _import(*sys.argv[2:5])
    if sys.argv[1:2] == ["dispatch"]:
        return _dispatch(sys.argv[2], int(sys.argv[3]))
    jobs = int(sys.argv[1]) if sys.argv[1:] else JOBS
    load, rows = os.getloadavg()[0], []
    with tempfile.TemporaryDirectory() as folder, postgres_server() as server:
        file = _file(Path(folder), jobs)
        rows += _measured("SQLite", lambda name: f"sqlite:///{folder}/{name}.db", file)
        rows += _measured("PostgreSQL", lambda name: server.url(server.create_database()), file)
    protocol = f"{jobs:,} jobs, {DISPATCHERS} dispatchers. Load when it began: {load:.1f} on {os.cpu_count()} cores."
    write(RESULTS, rows, protocol, INTRODUCTION)
    return 0 if all(row.passed for row in rows) else 1


def _measured(engine: str, url: Callable[[str], str], file: Path) -> Iterator[Row]:
    seen = {}
    for way, writers in (("alone", 0), ("fixed", DISPATCHERS), ("paced", DISPATCHERS)):
        seen[way] = _run(url(way), file, writers, "fixed" if way == "fixed" else "paced")
        print(engine, way, _told(seen[way]), flush=True)
    paced, fixed = seen["paced"], seen["fixed"]
    said = f"before: {_told(fixed)}; now: {_told(paced)}; alone {seen['alone'].seconds:.1f} s"
    yield Row(f"{engine}: p99 of an act beside an import", paced.acts.part(0.99), *P99, "ms", said)
    yield Row(f"{engine}: the longest", max(paced.acts.took), *WORST, "ms", f"{paced.acts.failed} not saved")
    yield Row(f"{engine}: the import, slower", 100 * (paced.seconds / fixed.seconds - 1), *SLOWER, "%")


def _told(run: Seen) -> str:
    said, took = f"{run.seconds:.1f} s", run.acts.took
    if took:
        said += f", {len(took):,} acts p50 {median(took):.0f} p95 {run.acts.part(0.95):.0f} max {max(took):.0f} ms"
    return said


def _file(folder: Path, jobs: int) -> Path:
    (folder / "map.toml").write_text(MAP)
    path = folder / "jobs.csv"
    with path.open("w", newline="") as out:
        lines = csv.writer(out)
        lines.writerow(("Id", "Customer", "Who", "What", "When"))
        for number in range(jobs):
            at = START + timedelta(days=1 + number // 400, minutes=15 * (number % 32))
            lines.writerow(
                (number, f"Customer {number % 4000}", f"Tech {number % 40}", f"Fix {number}", f"{at:%Y-%m-%d %H:%M}")
            )
    return path


def _run(url: str, file: Path, writers: int, way: str) -> Seen:
    with closing(open_desk(url, create=True)) as desk:
        jobs = [own_job(desk, number) for number in range(writers)]
    me = "benchmarks.beside_import"
    dispatchers = [started(me, "dispatch", url, str(job)) for job in jobs]
    importer = started(me, "import", url, str(file), way)
    begin((*dispatchers, importer))
    assert importer.stdout is not None
    seconds = json.loads(importer.stdout.readline())
    seen = Seen(seconds, moved(dispatchers, "stop\n"))
    importer.communicate()
    return seen


def _import(url: str, file: str, way: str) -> int:
    if way == "fixed":
        import_run.Pace = Fixed
    with closing(open_desk(url)) as desk:
        desk.get_ready()
        print("ready", flush=True)
        sys.stdin.readline()
        began = time.perf_counter()
        with open_jobs(Path(file), load_job_map(str(Path(file).with_name("map.toml")))) as jobs:
            report = import_jobs(desk, jobs)
        print(json.dumps(time.perf_counter() - began), flush=True)
        assert not report.bad_count, report.bad[:3]
    return 0


def _dispatch(url: str, job_id: int) -> int:
    """Move a job, with a pause after each act, until something is said."""
    return move(url, job_id, lambda: bool(select.select([sys.stdin], [], [], PAUSE)[0]))


if __name__ == "__main__":
    sys.exit(main())
