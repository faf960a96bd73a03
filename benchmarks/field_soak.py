"""`make soak-field`: 200 phones in a bad network, the gateway killed ten times; then everything is counted.

Writes benchmarks/field_soak.md. Exit code 0 if every report is in effect once and nothing is lost, else 1.
"""

import argparse
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.field_storm import REPORTS, Storm, expected_notes, token_of
from industrack_core.desk.desk import Desk, open_desk
from industrack_core.desk.field.field_desk import FieldDesk
from industrack_core.domain.acts.acts import AddJob, DispatchJob, PlanJob, SaveRecord
from industrack_core.domain.acts.drafts import JobDraft, NewCustomer
from industrack_core.domain.acts.field_acts import OfferPairing
from industrack_core.domain.field.codes import new_code, secret_hash
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.office import Employee
from tests import postgres
from tests.store.small_company import rows

RESULTS = Path(__file__).with_name("field_soak.md")
IDLE_SECONDS, PATIENCE = 12.0, 480.0
_TOLD = 12
"""Faults of an engine that are written down; all are counted."""


class Result(NamedTuple):
    """One engine's storm. Times of the console's acts are in milliseconds."""

    engine: str
    seconds: float
    asked: int
    lost: int
    again: int
    kills: int
    memory: float
    idle: tuple[float, float]
    busy: tuple[float, float, float]
    faults: list[str]


def main() -> int:
    """Storm both engines, print and write the figures."""
    chosen = _arguments()
    if chosen.office:
        return _work_in_the_office(chosen.office)
    results = []
    with tempfile.TemporaryDirectory() as folder:
        results.append(_storm("SQLite", f"sqlite:///{folder}/soak.sqlite", Path(folder), chosen))
        end = postgres.begin_run()
        try:
            server = postgres.shared_server()
            results.append(_storm("PostgreSQL", server.url(server.create_database()), Path(folder), chosen))
        finally:
            end()
    _write(results, chosen)
    return 1 if any(result.faults for result in results) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phones", type=int, default=200)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--office", default="", help=argparse.SUPPRESS)
    return parser.parse_args()


# -- the company ---------------------------------------------------------------------------------


def _done(outcome: object) -> Done:
    assert isinstance(outcome, Done), outcome
    return outcome


def _found(url: str, phones: int) -> None:
    """A company with an employee, a job that was sent, and a phone for each; and one job of the office's own."""
    starts = datetime.now(UTC).replace(second=0, microsecond=0)
    with closing(open_desk(url, create=True, clock=lambda: datetime.now(UTC) - timedelta(minutes=5))) as desk:
        field = FieldDesk(desk)
        for number in range(phones + 1):
            saved = _done(desk.perform(SaveRecord(Employee(first_name=f"No {number}", last_name="Storm"))))
            employee = int(saved.changed_id("employee") or 0)
            draft = JobDraft(
                customer=NewCustomer(name="Hall & Co"), description=f"Job {number}", starts_at=starts, minutes=60,
                crew=(employee,),
            )  # fmt: skip
            job = int(_done(desk.perform(AddJob(draft))).changed_id("job") or 0)
            if number < phones:
                _done(desk.perform(DispatchJob(job, _job(desk, job).version)))
                code = secret_hash(new_code())
                _done(desk.perform(OfferPairing(employee, code, round(time.time()) + 600)))
                assert field.pair(code, secret_hash(token_of(number)), f"phone {number}")


def _work_in_the_office(url: str) -> int:
    """A dispatcher who moves a job again and again, until standard input ends; tells what each act took."""
    took: list[tuple[float, float]] = []
    os.set_blocking(0, False)
    with closing(open_desk(url)) as desk:
        job = rows(url, "SELECT max(id) FROM job")[0][0]
        while not _has_ended():
            took.append((time.time(), _move(desk, int(str(job)))))
            time.sleep(0.25)
    print(json.dumps(took))
    return 0


def _has_ended() -> bool:
    try:
        return os.read(0, 1) == b""
    except BlockingIOError:
        return False


def _job(desk: Desk, job_id: int) -> Job:
    job = desk.job(job_id)
    assert job is not None
    return job


def _move(desk: Desk, job_id: int) -> float:
    job = _job(desk, job_id)
    assert job.starts_at is not None
    began = time.perf_counter()
    _done(desk.perform(PlanJob(job.id, job.version, job.crew, job.starts_at + timedelta(minutes=15), job.minutes)))
    return 1000 * (time.perf_counter() - began)


# -- the storm -----------------------------------------------------------------------------------


def _storm(engine: str, url: str, folder: Path, chosen: argparse.Namespace) -> Result:
    print(f"{engine}: founding a company of {chosen.phones} ...", flush=True)
    _found(url, chosen.phones)
    command = [sys.executable, "-m", "benchmarks.field_soak", "--office", url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as office:
        gateway = Killed(url, folder)
        time.sleep(IDLE_SECONDS)
        storm, began = Storm(gateway.port, chosen.phones, chosen.seed), time.time()
        storm.start()
        gateway.kill_while(storm.left, chosen.kills, random.Random(chosen.seed))
        ended = time.time()
        told, _ = office.communicate()
    gateway.process.terminate()
    gateway.process.wait()
    acts = json.loads(told)
    idle = [took for at, took in acts[3:] if at < began]
    busy = [took for at, took in acts if began <= at <= ended]
    left = [f"{storm.left()} phones are not done after {PATIENCE:.0f} s"] if storm.left() else []
    result = Result(
        engine, ended - began, sum(each.asked for each in storm.wires), sum(each.lost for each in storm.wires),
        sum(each.again for each in storm.wires), gateway.kills, gateway.memory, (statistics.median(idle), _p95(idle)),
        (statistics.median(busy), _p95(busy), max(busy)), [*storm.trouble, *left, *_faults(url, chosen.phones)],
    )  # fmt: skip
    print(result, flush=True)
    return result


class Killed:
    """A gateway that is killed now and then, and started again where it was."""

    def __init__(self, url: str, folder: Path) -> None:
        self._url, self._log = url, folder / "gateway.log"
        self.port, self.kills, self.memory = _free_port(), 0, 0.0
        self.process = self._start()

    def kill_while(self, busy: Callable[[], int], kills: int, rng: random.Random) -> None:
        """Kill it that often while there is somebody busy; wait until nobody is."""
        ends, due = time.time() + PATIENCE, time.time() + 2
        while busy() and time.time() < ends:
            time.sleep(0.2)
            self.memory = max(self.memory, _memory(self.process.pid))
            if self.kills < kills and time.time() > due:
                self.process.kill()
                self.process.wait()
                self.process, self.kills, due = self._start(), self.kills + 1, time.time() + rng.uniform(1, 4)

    def _start(self) -> "subprocess.Popen[bytes]":
        serve = ("--db", self._url, "field", "serve", "--port", str(self.port))
        with self._log.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "industrack_tui", *serve], stdout=subprocess.PIPE, stderr=log
            )
        assert process.stdout is not None
        assert process.stdout.readline().startswith(b"The field gateway is at"), self._log.read_text()
        return process


def _p95(took: list[float]) -> float:
    return sorted(took)[int(0.95 * (len(took) - 1))]


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _memory(pid: int) -> float:
    """Resident megabytes of a process; 0 where it has just ended."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except (OSError, IndexError):
        return 0.0


# -- what came of it -----------------------------------------------------------------------------


def _faults(url: str, phones: int) -> list[str]:
    """What is not as it must be."""
    wanted: dict[str, Any] = {
        "SELECT count(*) FROM field_report": phones * REPORTS,
        "SELECT count(*) FROM (SELECT DISTINCT device_id, seq FROM field_report) AS one": phones * REPORTS,
        "SELECT count(*) FROM field_report WHERE verdict <> 'applied'": 0,
        "SELECT count(*) FROM visit WHERE status = 'completed'": phones,
        "SELECT count(*) FROM job WHERE status = 'completed'": phones,
        "SELECT count(*) FROM time_entry WHERE kind = 'shift' AND ends_at IS NOT NULL": phones,
        "SELECT count(*) FROM time_entry WHERE ends_at IS NULL": 0,
    }
    found = [
        f"{statement}: {have}, not {want}"
        for statement, want in wanted.items()
        if (have := rows(url, statement)[0][0]) != want
    ]
    notes = [str(text) for (text,) in rows(url, "SELECT text FROM field_note")]
    if len(notes) != len(set(notes)) or set(notes) != expected_notes(phones):
        found.append(f"{len(notes)} notes, {len(set(notes))} different ones, {len(expected_notes(phones))} were typed")
    checked = subprocess.run(
        [sys.executable, "-m", "industrack_tui", "--db", url, "check"], capture_output=True, text=True, check=False
    )
    if checked.returncode:
        found.append(f"industrack check: {checked.stdout.strip()[:300]} {checked.stderr.strip()[:300]}")
    return found


def _write(results: list[Result], chosen: argparse.Namespace) -> None:
    lines = [
        "# Phones in a storm", "",
        f"`make soak-field`: {chosen.phones} phones with {REPORTS} reports each; 20 % of the answers are lost, 10 %",
        "of the requests come twice and 10 % once more later, half of the clocks are up to a day off, and the gateway",
        "is killed while all of them send. Meanwhile a dispatcher moves a job four times a second.", "",
        "| | " + " | ".join(result.engine for result in results) + " |", "|---|" + "---|" * len(results),
        *(f"| {name} | " + " | ".join(told(result) for result in results) + " |" for name, told in _ROWS), "",
    ]  # fmt: skip
    for result in results:
        lines += [f"- {result.engine}: {fault}" for fault in result.faults[:_TOLD]]
    RESULTS.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


_ROWS: tuple[tuple[str, Callable[[Result], str]], ...] = (
    ("until all was in effect, seconds", lambda each: f"{each.seconds:.0f}"),
    ("requests; answers lost; sent again", lambda each: f"{each.asked:,}; {each.lost:,}; {each.again:,}"),
    ("gateway killed", lambda each: str(each.kills)),
    ("gateway's memory, MB at most", lambda each: f"{each.memory:.0f}"),
    ("console's acts before, p50 and p95 ms", lambda each: "{:.0f}, {:.0f}".format(*each.idle)),
    ("console's acts meanwhile, p50, p95, most ms", lambda each: "{:.0f}, {:.0f}, {:.0f}".format(*each.busy)),
    ("faults", lambda each: str(len(each.faults))),
)  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
