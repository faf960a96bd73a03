"""How many acts a second several processes save, and how long each waits for the one lock.

Run as `python -m benchmarks.writers_bench`; writes benchmarks/writers_results.md. Each writer is a process of its own
that moves a job of its own, again as soon as the last act was answered: nobody pauses, so this is the most that the one
lock gives, and not what an office asks.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.results import Row
from benchmarks.store_bench import postgres_server
from industrack_core.desk.desk import Desk, open_desk
from industrack_core.domain.acts.acts import AddJob, PlanJob, SaveRecord
from industrack_core.domain.acts.drafts import JobDraft, NewCustomer
from industrack_core.domain.errors import DatabaseError
from industrack_core.domain.outcomes import Done, FindingKind
from industrack_core.domain.records.office import Employee

RESULTS = Path(__file__).with_name("writers_results.md")
WRITERS = (1, 2, 4, 8, 16, 32)
JUDGED = 8
SECONDS = 6.0
GATES = {"SQLite": (200.0, 1000.0, 500.0, 50.0), "PostgreSQL": (300.0, 1000.0, 100.0, 30.0)}
"""Acts a second at eight writers, gate and aim; the 99th percentile of their milliseconds, gate and aim."""
YES = frozenset(FindingKind)
START = datetime(2026, 11, 24, 13, tzinfo=UTC)


class Seen(NamedTuple):
    """What so many writers did in a run: milliseconds of each act, and how many acts were not saved."""

    writers: int
    took: list[float]
    failed: int

    @property
    def a_second(self) -> float:
        return len(self.took) / SECONDS

    def part(self, share: float) -> float:
        """The milliseconds within which that share of the acts was answered."""
        return sorted(self.took)[int(share * (len(self.took) - 1))]


def main() -> int:
    """Measure both engines and write the figures; or be a writer."""
    if len(sys.argv) > 1:
        return _write_for_a_while(sys.argv[1], int(sys.argv[2]))
    seen, load = {}, os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        seen["SQLite"] = list(_runs(f"sqlite:///{folder}/office.db", "SQLite"))
    with postgres_server() as server:
        seen["PostgreSQL"] = list(_runs(server.url(server.create_database()), "PostgreSQL"))
    rows = [row for engine, runs in seen.items() for row in _rows(engine, runs)]
    _write(seen, rows, load)
    return 0 if all(row.passed for row in rows) else 1


def _runs(url: str, engine: str) -> Iterator[Seen]:
    with closing(open_desk(url, create=True)) as desk:
        jobs = [own_job(desk, number) for number in range(max(WRITERS))]
    for writers in WRITERS:
        seen = _run(url, jobs[:writers])
        print(engine, writers, f"{seen.a_second:.0f}/s p50 {seen.part(0.5):.1f} p99 {seen.part(0.99):.1f}", flush=True)
        yield seen


def own_job(desk: Desk, number: int) -> int:
    employee = _made(desk, SaveRecord(Employee(first_name=f"No {number}", last_name="Writer")), "employee")
    draft = JobDraft(
        customer=NewCustomer(name="Hall & Co"),
        description=f"Job {number}",
        starts_at=START,
        minutes=60,
        crew=(employee,),
    )
    return _made(desk, AddJob(draft), "job")


def _made(desk: Desk, act: SaveRecord | AddJob, kind: str) -> int:
    outcome = desk.perform(act)
    assert isinstance(outcome, Done), outcome
    return int(outcome.changed_id(kind) or 0)


def _run(url: str, jobs: list[int]) -> Seen:
    command = [sys.executable, "-m", "benchmarks.writers_bench", url]
    writers = [
        subprocess.Popen([*command, str(job)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for job in jobs
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    told = [json.loads(writer.communicate()[0]) for writer in writers]
    return Seen(len(jobs), [each for took, _ in told for each in took], sum(failed for _, failed in told))


def _write_for_a_while(url: str, job_id: int) -> int:
    """Move a job for SECONDS once a line is heard; tells what each act took, and how many were not saved."""
    took, failed = [], 0
    with closing(open_desk(url)) as desk:
        desk.get_ready()
        job = desk.job(job_id)
        assert job is not None
        version, turn = job.version, 0
        print("ready", flush=True)
        sys.stdin.readline()
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            turn += 1
            began = time.perf_counter()
            act = PlanJob(job.id, version, job.crew, START + timedelta(minutes=15 * (turn % 40)), job.minutes, YES)
            try:
                saved = isinstance(desk.perform(act), Done)
            except DatabaseError:
                saved = False
            took.append(1000 * (time.perf_counter() - began))
            failed += not saved
            version += saved
    print(json.dumps((took, failed)))
    return 0


def _rows(engine: str, runs: list[Seen]) -> Iterator[Row]:
    seen = next(each for each in runs if each.writers == JUDGED)
    least, most, slow, fast = GATES[engine]
    # a row's measure is what should be little: milliseconds of the lock for each act
    said = f"{seen.a_second:.0f} acts a second; gate {least:.0f}, aim {most:.0f}"
    a_piece = 1000 / seen.a_second
    yield Row(f"{engine}, {JUDGED} writers: ms between two acts", a_piece, 1000 / least, 1000 / most, context=said)
    yield Row(
        f"{engine}, {JUDGED} writers: p99 of an act", seen.part(0.99), slow, fast, "ms", f"p50 {seen.part(0.5):.1f} ms"
    )


def _write(seen: dict[str, list[Seen]], rows: list[Row], load: float) -> None:
    lines = [
        "# Writers", "",
        "`python -m benchmarks.writers_bench`: processes that each move a job of their own, without a pause, for",
        f"{SECONDS:.0f} seconds. There is one write lock, so what they save together is what one can save, less what",
        "it costs to hand the lock on; each waits for as many others as there are. The server of the tests forces",
        "nothing to the disk; SQLite forces every act. Load of the machine when it began: "
        f"{load:.1f} on {os.cpu_count()} cores.", "",
        "| engine | writers | acts a second | p50 | p99 | worst | not saved |", "|---|---|---|---|---|---|---|",
        *(
            f"| {engine} | {run.writers} | {run.a_second:,.0f} | {median(run.took):.1f} ms | {run.part(0.99):.1f} ms"
            f" | {max(run.took):,.0f} ms | {run.failed} |"
            for engine, runs in seen.items()
            for run in runs
        ),
        "", "| quantity | measured | gate | aim | verdict | seen |", "|---|---|---|---|---|---|",
        *(
            f"| {row.quantity} | {row.measured:.2f} | {row.gate:.2f} | {row.aim:.2f} | {row.verdict} | {row.context} |"
            for row in rows
        ),
    ]  # fmt: skip
    RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
