"""Processes that move jobs of their own, as dispatchers do, and tell what each act took: one after a line is heard."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from industrack_core.desk.desk import Desk, open_desk
from industrack_core.domain.acts.acts import AddJob, PlanJob, SaveRecord
from industrack_core.domain.acts.drafts import JobDraft, NewCustomer
from industrack_core.domain.errors import DatabaseError
from industrack_core.domain.outcomes import Done, FindingKind
from industrack_core.domain.records.office import Employee

START = datetime(2026, 11, 24, 13, tzinfo=UTC)
_STEP = timedelta(minutes=15)
_YES = frozenset(FindingKind)
Process = subprocess.Popen[str]


class Moved(NamedTuple):
    """The milliseconds of each act, of all movers, how many acts were not saved, and the milliseconds of the movers'
    own processors, which hold also where a machine has others to work for."""

    took: list[float]
    failed: int
    spent: float

    @property
    def an_act(self) -> float:
        """Milliseconds of a mover's processor for each act."""
        return self.spent / len(self.took)

    def part(self, share: float) -> float:
        """The milliseconds within which that share of the acts was answered."""
        return sorted(self.took)[int(share * (len(self.took) - 1))]


def own_job(desk: Desk, number: int) -> int:
    """A job that nobody else moves, of somebody who has no other."""
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


def move(url: str, job_id: int, is_over: Callable[[], bool]) -> int:
    """Be a mover: say `ready`, wait for a line, move the job until it is over, and tell what it took."""
    took, failed = list[float](), 0
    with closing(open_desk(url)) as desk:
        desk.get_ready()
        job = desk.job(job_id)
        assert job is not None
        version = job.version
        assert job.starts_at is not None
        turn = (job.starts_at - START) // _STEP  # on from where it was left: to where it is already nothing moves
        print("ready", flush=True)
        sys.stdin.readline()
        spent = time.process_time()
        while not is_over():
            turn += 1
            began = time.perf_counter()
            act = PlanJob(job.id, version, job.crew, START + turn % 40 * _STEP, job.minutes, _YES)
            try:
                saved = isinstance(desk.perform(act), Done)
            except DatabaseError:
                saved = False
            took.append(1000 * (time.perf_counter() - began))
            failed += not saved
            version += saved
        spent = 1000 * (time.process_time() - spent)
    print(json.dumps((took, failed, spent)))
    return 0


def started(*command: str) -> Process:
    """A process of a module of ours, which has said that it is ready."""
    process = subprocess.Popen(
        [sys.executable, "-m", *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def begin(processes: Iterable[Process]) -> None:
    """Let them all go."""
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()


def moved(processes: Iterable[Process], word: str | None = None) -> Moved:
    """What movers tell when they are over; a `word` ends those who wait for one."""
    told = [json.loads(each.communicate(word)[0]) for each in processes]
    took = [each for mine, _, _ in told for each in mine]
    return Moved(took, sum(failed for _, failed, _ in told), sum(spent for _, _, spent in told))
