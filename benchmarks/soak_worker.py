"""One process of the soak: random acts on shared jobs, each acknowledged act written down before the next.

`python -m benchmarks.soak_worker URL LOG SEED ACTS`
"""

import json
import os
import random
import sys
import time
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TextIO

from industrack_core.desk.desk import Desk, open_desk
from industrack_core.domain.acts.acts import (
    Act,
    AddJob,
    DeleteJob,
    DispatchJob,
    EditJob,
    PlaceJob,
    Redo,
    UnassignJob,
    Undo,
)
from industrack_core.domain.acts.drafts import JobDraft
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.errors import DatabaseError
from industrack_core.domain.outcomes import Done, FindingKind, Outcome, Stale
from industrack_core.domain.records.job import Job, Priority, WorkStatus
from industrack_core.domain.records.job_parts import ItemKind, JobItem, JobTask

YES = frozenset(FindingKind)
DEEDS = "eeeeeeppppuuudzrsax"


class Worker:
    """Works on the jobs of the queue and the board as the database has them, like a hurried dispatcher.

    There are never to be fewer jobs than `fewest`, nor more than `most`; which there are is read anew after so many
    `seconds`.
    """

    fewest, most, seconds = 40, 60, 1.0

    def __init__(self, desk: Desk, log: TextIO, rng: random.Random) -> None:
        self.desk, self._log, self.rng = desk, log, rng
        office = desk.office()
        self.people = [employee.id for employee in office.employees]
        self.customers = [match.id for match in desk.find_customers("", 8)]
        self._items = [each.item.id for each in desk.find_items("", 8)]
        self._jobs: list[int] = []
        self._looked = 0.0

    def run(self, acts: int) -> None:
        """Do so many acts."""
        for _ in range(acts):
            act = self.act()
            began = time.perf_counter()
            said: dict[str, object]
            try:
                outcome = self.desk.perform(act)
            except DatabaseError as error:
                said = {"answer": "error", "text": str(error)}
            else:
                said = self.heard(outcome)
            self.write(said | {"act": type(act).__name__, "took": time.perf_counter() - began})

    def heard(self, outcome: Outcome) -> dict[str, object]:
        """What came of an act, as it is written down."""
        said: dict[str, object] = {"answer": type(outcome).__name__.lower()}
        if isinstance(outcome, Done):
            said |= {"revision": outcome.revision, "line": outcome.line, "wrote": bool(outcome.changes)}
        elif isinstance(outcome, Stale):
            self._looked = 0.0
        return said

    def write(self, said: dict[str, object]) -> None:
        """Write down what was acknowledged; it is there when this returns."""
        self._log.write(json.dumps(said) + "\n")
        self._log.flush()
        os.fsync(self._log.fileno())

    def job(self) -> Job | None:
        if time.monotonic() - self._looked > self.seconds or not self._jobs:
            self._jobs = [listed.job.id for listed in self.desk.jobs()]
            self._jobs += [entry.job_id for entry in self.desk.queue().entries]
            self._looked = time.monotonic()
        return self.desk.job(self.rng.choice(self._jobs)) if self._jobs else None

    def act(self) -> Act:
        rng, job = self.rng, self.job()
        deed = rng.choice(DEEDS)
        if deed == "s":
            return Undo()
        if deed == "r":
            return Redo(YES)
        if job is None or (deed == "a" and len(self._jobs) < self.most):
            draft = JobDraft(customer=rng.choice(self.customers), description="Soak", crew=(), items=self._lines())
            return AddJob(draft, YES)
        if deed == "p":
            starts_at = self.desk.clock().replace(second=0, microsecond=0) + timedelta(minutes=15 * rng.randint(0, 500))
            return PlaceJob(job.id, job.version, rng.choice(self.people), starts_at, YES)
        if deed == "u":
            return UnassignJob(job.id, job.version, YES)
        if deed == "d" and len(self._jobs) > self.fewest:
            return DeleteJob(job.id, job.version, accepted=YES)
        return DispatchJob(job.id, job.version, YES) if deed == "z" else self._edit(job)

    def _edit(self, job: Job) -> EditJob:
        rng, draft = self.rng, draft_of(job)
        changes = rng.choice(
            [
                {"description": f"Soak {rng.randint(0, 999)}"},
                {"priority": rng.choice(list(Priority))},
                {"items": self._lines()},
                {"tasks": (*draft.tasks[:3], JobTask(text=f"Task {rng.randint(0, 99)}"))},
                {"crew": tuple(rng.sample(self.people, 2))},
                {"status": rng.choice([WorkStatus.NOT_STARTED, WorkStatus.COMPLETED, WorkStatus.PAUSED])},
            ]
        )
        return EditJob(job.id, job.version, replace(draft, **changes), YES)  # type: ignore[arg-type]

    def _lines(self) -> tuple[JobItem, ...]:
        return tuple(
            JobItem(item_id=self.rng.choice(self._items), name="x", kind=ItemKind.PART, quantity=1000)
            for _ in range(self.rng.randint(0, 2))
            if self._items
        )


def main() -> None:
    """Open the database and work."""
    url, log, seed, acts = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    with closing(open_desk(url, who=f"worker {seed % 100}")) as desk, log.open("a", encoding="utf-8") as written:
        Worker(desk, written, random.Random(seed)).run(acts)


if __name__ == "__main__":
    main()
