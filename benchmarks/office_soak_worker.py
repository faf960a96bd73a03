"""One process of `make soak-office`: somebody of the office, who writes down what they begin and what they are told.

`python -m benchmarks.office_soak_worker URL LOG WHO LIFE ACTS`; LIFE is another number for each process of theirs. With
the last of their acts they wait for the end of their standard input.
"""

import random
import sys
import time
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TextIO

from benchmarks.soak_worker import YES, Worker
from industrack_core.desk.desk import Desk, open_desk
from industrack_core.domain.acts.acts import Act, PlanJob, SaveRecord, SetBilling, SetStatus
from industrack_core.domain.acts.imported import ImportedJob, ImportJobs
from industrack_core.domain.errors import DatabaseBusy, DatabaseError, DatabaseUnavailable
from industrack_core.domain.outcomes import Done, Outcome, Unsure
from industrack_core.domain.records.customer import Customer
from industrack_core.domain.records.job import Billing, WorkStatus
from industrack_core.domain.records.listing import ListQuery
from industrack_core.domain.records.office import TimeOff
from industrack_core.domain.records.settings import Holiday, OfficeUser, UserState

SWINGS = "swing"
"""So begins the login of whoever's role is changed by admins while they work."""
WAIT = 0.2
"""Seconds after which somebody asks again who was told that the server is away."""


class OfficeWorker(Worker):
    """Somebody who tries everything, whatever their role lets them. An act that no answer came to is asked for until
    one comes, as a console does."""

    fewest, most, seconds = 160, 240, 10.0

    def __init__(self, desk: Desk, log: TextIO, rng: random.Random, life: int) -> None:
        super().__init__(desk, log, rng)
        self._life, self._number = life, 0
        self._deeds = (
            self._place,
            self._status,
            self._bill,
            self._name,
            self._off,
            self._holiday,
            self._rows,
            self._swing,
        )

    def run(self, acts: int) -> None:
        """Do so many acts; those that were told not to be saved because the server is away do not count."""
        answered = 0
        while answered < acts:
            if answered == acts - 1:
                sys.stdin.read()
            try:
                act = self.act()
            except DatabaseError as error:
                self._away(error, 0.0, "")
                continue
            self._number += 1
            began = time.perf_counter()
            self.write({"life": self._life, "number": self._number, "begins": type(act).__name__})
            try:
                said = self._asked(act)
            except DatabaseError as error:
                self._away(error, began, type(act).__name__)
                continue
            self._told(said, began, type(act).__name__)
            answered += 1

    def _asked(self, act: Act) -> dict[str, object]:
        """What came of it, once it is known."""
        doubts: list[Unsure] = []
        outcome = self.desk.perform(act, doubted=doubts.append)
        while isinstance(outcome, Unsure):
            time.sleep(WAIT)
            outcome = self.desk.perform(act, outcome.act_id)
        return self.heard(outcome) | ({"doubted": True} if doubts else {})

    def heard(self, outcome: Outcome) -> dict[str, object]:
        said = super().heard(outcome)
        if isinstance(outcome, Done):
            return said | {"found": outcome.found}
        return said | {"text": outcome.sentence}

    def _away(self, error: DatabaseError, began: float, act: str) -> None:
        self._told({"answer": "error", "error": type(error).__name__, "text": str(error)}, began, act)
        time.sleep(WAIT)

    def _told(self, said: dict[str, object], began: float, act: str) -> None:
        took = time.perf_counter() - began if began else 0.0
        self.write(said | {"life": self._life, "number": self._number, "act": act, "at": time.time(), "took": took})

    # -- what they try ---------------------------------------------------------------------------

    def act(self) -> Act:
        act = self.rng.choice(self._deeds)() if self.rng.random() < 0.35 else None
        return act or super().act()

    def _place(self) -> Act | None:
        job = self.job()
        if job is None or job.starts_at is None:
            return None
        crew = tuple(self.rng.sample(self.people, self.rng.randint(1, 2)))
        starts_at = job.starts_at + timedelta(minutes=15 * self.rng.randint(-8, 8))
        return PlanJob(job.id, job.version, crew, starts_at, self.rng.choice((30, 60, 90)), YES)

    def _status(self) -> Act | None:
        job = self.job()
        return job and SetStatus(job.id, job.version, self.rng.choice(list(WorkStatus)), "soak", YES)

    def _bill(self) -> Act | None:
        job = self.job()
        return job and SetBilling(job.id, job.version, self.rng.choice(list(Billing)), YES)

    def _name(self) -> Act | None:
        found = self.desk.records("customer", [self.rng.choice(self.customers)])
        customer = next((each for each in found.values() if isinstance(each, Customer)), None)
        return customer and SaveRecord(replace(customer, email=f"soak{self.rng.randint(0, 999)}@example.com"), YES)

    def _off(self) -> Act:
        starts_at = self._today() + timedelta(days=self.rng.randint(0, 30))
        return SaveRecord(TimeOff(employee_id=self.rng.choice(self.people), starts_at=starts_at,
                                  ends_at=starts_at + timedelta(hours=1), reason="soak"), YES)  # fmt: skip

    def _holiday(self) -> Act:
        day = (self._today() + timedelta(days=self.rng.randint(0, 9999))).date()
        return SaveRecord(Holiday(day=day, name=f"Day {self.rng.randint(0, 9999)}", closed=False), YES)

    def _today(self) -> datetime:
        return self.desk.clock().replace(hour=12, minute=0, second=0, microsecond=0)

    def _rows(self) -> Act:
        rows = tuple(
            ImportedJob(key=f"soak-{self.rng.randint(0, 19)}", customer="Soak & Co", employee="Soak, Sam",
                        description=f"Row {self.rng.randint(0, 99)}", starts_at=self._today())
            for _ in range(self.rng.randint(1, 3))
        )  # fmt: skip
        return ImportJobs(rows, "soak.csv", f"{self._life}-{self._number}")

    def _swing(self) -> Act | None:
        """Another role, or another state, for somebody who works meanwhile."""
        person = self.desk.office().person
        rows = self.desk.list_page(ListQuery("office_user", "name", find=SWINGS)).rows
        users = self.desk.records("office_user", [each.id for each in rows])
        swinging = [each for each in users.values() if isinstance(each, OfficeUser)]
        if person is None or not swinging:
            return None
        user, role = self.rng.choice(swinging), self.rng.choice(person.roles[:2])
        state = self.rng.choice((UserState.ACTIVE, UserState.ACTIVE, UserState.OFF))
        return SaveRecord(replace(user, role_id=role.id, state=state), YES)


def main() -> None:
    """Open the database, as soon as it can be had, and work."""
    url, log, who, life, acts = sys.argv[1], Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
    with log.open("a", encoding="utf-8") as written:
        while True:
            try:
                with closing(open_desk(url, who=who)) as desk:
                    worker = OfficeWorker(desk, written, random.Random(life), life)
                    worker.run(acts)
                    return
            except (DatabaseBusy, DatabaseUnavailable):
                time.sleep(WAIT)


if __name__ == "__main__":
    main()
