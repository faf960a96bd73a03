"""`make soak`: many processes on few jobs, killed at random moments, on both engines; then everything is checked.

Writes benchmarks/soak.md. Exit code 0 if nothing is lost and nobody was shown an error, else 1.
"""

import argparse
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from benchmarks.soak_check import acknowledged, connect, faults, records
from industrack_core.desk.desk import open_desk
from industrack_core.domain.acts.acts import AddJob
from industrack_core.domain.acts.drafts import JobDraft
from industrack_core.exchange.demo.demo import demo_company
from tests import postgres

RESULTS = Path(__file__).with_name("soak.md")


class Result(NamedTuple):
    """One engine's soak."""

    engine: str
    done: int
    stale: int
    refused: int
    kills: int
    a_second: float
    p50: float
    p99: float
    worst: float
    faults: list[str]


def main() -> int:
    """Soak both engines, print and write the figures."""
    chosen = _arguments()
    results = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "soak.sqlite")
        results.append(_soak("SQLite", f"sqlite:///{path}", Path(folder, "sqlite"), chosen))
        end = postgres.begin_run()
        try:
            server = postgres.shared_server()
            name = server.create_database()
            results.append(_soak("PostgreSQL", server.url(name), Path(folder, "postgres"), chosen))
        finally:
            end()
    _write(results, chosen)
    return 1 if any(result.faults for result in results) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description="Many processes on few jobs.")
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--acts", type=int, default=5000, help="acts in all")
    parser.add_argument("--jobs", type=int, default=50)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def found_company(url: str, jobs: int) -> None:
    """The demo company's office and inventory with so many jobs in the queue, and none else."""

    def founding(desk):  # type: ignore[no-untyped-def]
        whole = demo_company(desk.reserve_ids, desk.clock())
        kept = tuple(each for each in whole.records if type(each).__name__ not in ("Job", "PurchaseOrder"))
        return whole.__class__(kept, whole.line)

    with closing(open_desk(url, create=True, who="founder", founding_act=founding)) as desk:
        customers = [match.id for match in desk.find_customers("", 8)]
        for number in range(jobs):
            desk.perform(AddJob(JobDraft(customer=customers[number % len(customers)], description=f"Job {number}")))


def _soak(engine: str, url: str, folder: Path, chosen: argparse.Namespace) -> Result:
    folder.mkdir()
    found_company(url, chosen.jobs)
    with connect(url) as connection:
        founded = records(connection)
        # the jobs above are in the journal; the replay begins before them
        founded = {key: row for key, row in founded.items() if key[0] != "job"}
    logs = [folder / f"worker-{number}.log" for number in range(chosen.processes)]
    began = time.perf_counter()
    kills, broken = _run(url, logs, chosen, lambda: faults(url, founded, logs))
    seconds = time.perf_counter() - began
    said = acknowledged(logs)
    answers = [each["answer"] for each in said]
    took = sorted(each["took"] * 1000 for each in said) or [0.0]
    wrong = [*broken, *faults(url, founded, logs)]
    return Result(
        engine, answers.count("done"), answers.count("stale"), answers.count("refused"), kills, len(said) / seconds,
        statistics.median(took), took[int(len(took) * 0.99)], took[-1], list(dict.fromkeys(wrong))[:10],
    )  # fmt: skip


def _run(
    url: str, logs: list[Path], chosen: argparse.Namespace, check: Callable[[], list[str]]
) -> tuple[int, list[str]]:
    """Let the workers work; kill and replace one at a time, and look at the database after each."""
    rng = random.Random(chosen.seed)
    each = chosen.acts // chosen.processes
    workers = [_begin(url, log, chosen.seed * 100 + number, each) for number, log in enumerate(logs)]
    kills, found, seed = 0, list[str](), chosen.seed * 100_000
    while any(worker.poll() is None for worker in workers):
        place = rng.randrange(len(workers))
        if kills < chosen.kills and workers[place].poll() is None:
            time.sleep(rng.uniform(0.02, 0.25))
            workers[place].send_signal(signal.SIGKILL)
            workers[place].wait()
            kills, seed = kills + 1, seed + 100
            found += _opens(url)
            left = max(0, each - len(acknowledged([logs[place]])))
            workers[place] = _begin(url, logs[place], seed + place, left)
        else:
            time.sleep(0.05)
    found += [f"a worker ended with {worker.returncode}" for worker in workers if worker.returncode]
    return kills, found


def _begin(url: str, log: Path, seed: int, acts: int) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "benchmarks.soak_worker", url, str(log), str(seed), str(acts)]
    return subprocess.Popen(command)


def _opens(url: str) -> list[str]:
    """Whether the database opens and reads after a kill."""
    try:
        with closing(open_desk(url, who="checker")) as desk:
            desk.queue()
    except Exception as error:
        return [f"after a kill the database did not open: {error}"]
    return []


def _write(results: list[Result], chosen: argparse.Namespace) -> None:
    lines = [
        "# Soak",
        "",
        f"Made by `make soak`: {chosen.processes} processes, {chosen.acts:,} random acts on {chosen.jobs} jobs, with",
        f"`kill -9` of a random process {chosen.kills} times. After each kill the database is opened; at the end every",
        "acknowledged act is looked up, the journal is replayed from the founding and compared with the records,",
        "and the indexes (crews, stock) are recounted. Errors shown to a person count as faults.",
        "",
        "| engine | done | stale | refused | kills | acts a second | p50 | p99 | worst | faults |",
        "|---|---|---|---|---|---|---|---|---|---|",
        *(
            f"| {each.engine} | {each.done:,} | {each.stale:,} | {each.refused:,} | {each.kills} | {each.a_second:.0f}"
            f" | {each.p50:.1f} ms | {each.p99:.1f} ms | {each.worst:.0f} ms | {len(each.faults)} |"
            for each in results
        ),
        "",
        *(f"- {each.engine}: {fault}" for each in results for fault in each.faults),
    ]
    text = "\n".join(lines).rstrip() + "\n"
    print(text)
    RESULTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
