"""How many acts a second several processes save, and how long each waits for the one lock.

Run as `python -m benchmarks.writers_bench`; writes benchmarks/writers_results.md. Each writer is a process of its own
that moves a job of its own, again as soon as the last act was answered: nobody pauses, so this is the most that the one
lock gives, and not what an office asks.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.movers import Moved, begin, move, moved, own_job, started
from benchmarks.results import Row
from benchmarks.store_bench import postgres_server
from industrack_core.desk.desk import open_desk

RESULTS = Path(__file__).with_name("writers_results.md")
WRITERS = (1, 2, 4, 8, 16, 32)
JUDGED = 8
SECONDS = 6.0
GATES = {"SQLite": (200.0, 1000.0, 500.0, 50.0), "PostgreSQL": (300.0, 1000.0, 100.0, 30.0)}
"""Acts a second at eight writers, gate and aim; the 99th percentile of their milliseconds, gate and aim."""


class Seen(NamedTuple):
    """What so many writers did in a run."""

    writers: int
    acts: Moved

    @property
    def a_second(self) -> float:
        return len(self.acts.took) / SECONDS


def main() -> int:
    """Measure both engines and write the figures; or be a writer."""
    if len(sys.argv) > 1:
        return _write_for_a_while(sys.argv[1], int(sys.argv[2]))
    return 0 if all(row.passed for row in writers_rows()) else 1


def writers_rows() -> list[Row]:
    """Measure both engines and write the file of their figures; answers what is judged of them."""
    seen, load = {}, os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        seen["SQLite"] = list(_runs(f"sqlite:///{folder}/office.db", "SQLite"))
    with postgres_server() as server:
        seen["PostgreSQL"] = list(_runs(server.url(server.create_database()), "PostgreSQL"))
    rows = [row for engine, runs in seen.items() for row in _rows(engine, runs)]
    _write(seen, rows, load)
    return rows


def _runs(url: str, engine: str) -> Iterator[Seen]:
    with closing(open_desk(url, create=True)) as desk:
        jobs = [own_job(desk, number) for number in range(max(WRITERS))]
    for writers in WRITERS:
        seen = _run(url, jobs[:writers])
        print(
            engine,
            writers,
            f"{seen.a_second:.0f}/s p50 {seen.acts.part(0.5):.1f} p99 {seen.acts.part(0.99):.1f}",
            flush=True,
        )
        yield seen


def _run(url: str, jobs: list[int]) -> Seen:
    writers = [started("benchmarks.writers_bench", url, str(job)) for job in jobs]
    begin(writers)
    return Seen(len(jobs), moved(writers))


def _write_for_a_while(url: str, job_id: int) -> int:
    """Move a job for SECONDS from the first act on."""
    until: list[float] = []

    def is_over() -> bool:
        if not until:
            until.append(time.monotonic() + SECONDS)
        return time.monotonic() >= until[0]

    return move(url, job_id, is_over)


def _rows(engine: str, runs: list[Seen]) -> Iterator[Row]:
    seen = next(each for each in runs if each.writers == JUDGED)
    least, most, slow, fast = GATES[engine]
    # a row's measure is what should be little: milliseconds of the lock for each act
    said = f"{seen.a_second:.0f} acts a second; gate {least:.0f}, aim {most:.0f}"
    a_piece = 1000 / seen.a_second
    yield Row(f"{engine}, {JUDGED} writers: ms between two acts", a_piece, 1000 / least, 1000 / most, context=said)
    acts = seen.acts
    yield Row(
        f"{engine}, {JUDGED} writers: p99 of an act", acts.part(0.99), slow, fast, "ms", f"p50 {acts.part(0.5):.1f} ms"
    )


def _write(seen: dict[str, list[Seen]], rows: list[Row], load: float) -> None:
    lines = [
        "# Writers", "",
        "Made by `make bench ARGS='--stage writers'`, and by `make bench` with the rest: processes that each move a",
        f"job of their own, without a pause, for {SECONDS:.0f} seconds. There is one write lock, so what they save",
        "together is what one can save, less what it costs to hand the lock on; each waits for as many others as there",
        "are. The server of the tests forces nothing to the disk; SQLite forces every act. Load before they began: "
        f"{load:.1f} on {os.cpu_count()} cores. The last column is a writer's own processor for each act: while it",
        "decides and writes, the lock is held, so that no more acts a second are to be had than fit in a second of it.",
        "",
        "| engine | writers | acts a second | p50 | p99 | worst | not saved | processor an act |",
        "|---|---|---|---|---|---|---|---|",
        *(
            f"| {engine} | {run.writers} | {run.a_second:,.0f} | {median(run.acts.took):.1f} ms"
            f" | {run.acts.part(0.99):.1f} ms | {max(run.acts.took):,.0f} ms | {run.acts.failed}"
            f" | {run.acts.an_act:.1f} ms |"
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
