"""`make soak-office`: an office of many, killed at random, whose servers fail and take over; then all is checked.

Writes benchmarks/office_soak.md. Exit code 0 if all holds that must, else 1. A short one, of two minutes:
`SOAK_ACTS=3000 SOAK_KILLS=12 SOAK_FAILOVERS=3 SOAK_RESTARTS=2 SOAK_PROCESSES=8 make soak-office`.
"""

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from benchmarks.office_soak_check import faults
from benchmarks.office_soak_page import Result, line_of, page_of
from benchmarks.office_soak_people import Person
from benchmarks.soak import found_company
from benchmarks.soak_check import Rows, connect, records
from benchmarks.soak_check import faults as faults_of_records
from industrack_core.desk.desk import open_desk
from industrack_core.domain.acts.acts import SaveRecord
from industrack_core.domain.acts.founding import BeginRoles
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.settings import OfficeUser
from tests import postgres
from tests.standby import Pair, pair_of_servers

RESULTS = Path(__file__).with_name("office_soak.md")
JOBS = 200
ROLES = ("admin", "dispatcher", "dispatcher", "viewer", "swing", "dispatcher", "dispatcher", "swing")
"""Who sits at one process after the other; a swing's role is changed while they work."""
PATIENCE = 60.0
"""Seconds after a promotion for which it is waited until everybody goes on."""


class Chosen(NamedTuple):
    """How much, in all runs together."""

    acts: int
    kills: int
    failovers: int
    restarts: int
    processes: tuple[int, ...]


class Office:
    """What is worked on: an SQLite file, of which no server can fail, or the first of a pair of servers."""

    def __init__(self, engine: str, url: str, pair: Pair | None = None) -> None:
        self.engine, self.url, self._pair = engine, url, pair
        self.failovers = self.restarts = 0

    @property
    def pair(self) -> Pair:
        assert self._pair is not None
        return self._pair

    @property
    def fails(self) -> bool:
        """Whether it has a server that can."""
        return self._pair is not None

    @property
    def looked_at(self) -> str:
        """Where it is to be checked: at the first of two servers."""
        return self._pair.first_url() if self._pair else self.url

    def fail_over(self, wait: Callable[[float], None]) -> None:
        """Kill the primary, promote the other, with the name taken out; `wait` since then (seconds since 1970) while
        people go on. In the end both servers are there again."""
        self.pair.first.kill()
        time.sleep(0.5)
        self.pair.promote()
        wait(time.time())
        self._pair = self.pair.rejoined()
        self.failovers += 1

    def restart(self) -> None:
        """Stop the primary, by turns as one does and as it falls, and start it again."""
        self.pair.first.stop("immediate" if self.restarts % 2 else "fast")
        self.pair.first.start()
        self.restarts += 1


def main() -> int:
    """Soak both engines, print and write the figures."""
    chosen, results, load = _chosen(), list[Result](), os.getloadavg()[0]
    end = postgres.begin_run()
    try:
        for processes in chosen.processes:
            for engine in ("SQLite", "PostgreSQL"):
                with _office(engine) as (office, folder):
                    results.append(soak(office, folder, processes, chosen))
                print(line_of(results[-1]), *results[-1].faults, sep="\n", flush=True)
                RESULTS.write_text(page_of(results, load), encoding="utf-8")
    finally:
        end()
    return 1 if any(result.faults for result in results) else 0


def _chosen() -> Chosen:
    def number(name: str, otherwise: int) -> int:
        return int(os.environ.get(f"SOAK_{name}", otherwise))

    processes = tuple(map(int, os.environ.get("SOAK_PROCESSES", "8,50").split(",")))
    return Chosen(
        number("ACTS", 100_000), number("KILLS", 200), number("FAILOVERS", 20), number("RESTARTS", 8), processes
    )


@contextmanager
def _office(engine: str) -> Iterator[tuple[Office, Path]]:
    """A new one, and a folder for what people write down."""
    with tempfile.TemporaryDirectory() as name:
        if engine == "SQLite":
            yield Office(engine, f"sqlite:///{name}/office.db"), Path(name)
            return
        with pair_of_servers("max_connections = 400") as pair:
            office = Office(engine, pair.url(), pair)
            try:
                yield office, Path(name)
            finally:
                assert {office.pair.first, office.pair.second} == {pair.first, pair.second}


def soak(office: Office, folder: Path, processes: int, chosen: Chosen) -> Result:
    runs = len(chosen.processes)
    each = chosen.acts // (2 * runs) // processes
    whos = [f"{ROLES[number % len(ROLES)]}-{number}" for number in range(processes)]
    founded, since = _begin(office.looked_at, whos)
    people = [Person(office.url, who, folder / f"{who}.log", each) for who in whos]
    began, back = time.perf_counter(), list[float]()
    troubles = _troubles(
        chosen.kills // (2 * runs),
        chosen.failovers // runs if office.fails else 0,
        chosen.restarts // runs if office.fails else 0,
    )
    _work(office, people, troubles, back)
    seconds = time.perf_counter() - began
    wrong = [f"{person.who} ended with {person.code}" for person in people if person.code]
    wrong += faults(office.looked_at, {each.who: each.said for each in people}, founded, since, fails=office.fails)
    wrong += faults_of_records(office.looked_at, founded, (), since)
    said = [one for person in people for one in person.said if "answer" in one]
    kills = sum(person.kills for person in people)
    return Result(
        office.engine, processes, said, kills, office.restarts, office.failovers, seconds, back,
        list(dict.fromkeys(wrong)),
    )  # fmt: skip


def _begin(url: str, whos: list[str]) -> tuple[Rows, int]:
    """An office with roles begun, in which these people work: how it is, after which act."""
    found_company(url, JOBS)
    with closing(open_desk(url, who="founder")) as desk:
        assert isinstance(desk.perform(BeginRoles()), Done)
        person = desk.office().person
        roles = {role.name: role.id for role in person.roles} if person else {}
        for who in whos:
            role = who.split("-")[0].replace("swing", "dispatcher")
            assert isinstance(desk.perform(SaveRecord(OfficeUser(name=who, login=who, role_id=roles[role]))), Done)
        since = desk.revision()
    with connect(url) as connection:
        return records(connection), since


def _troubles(kills: int, failovers: int, restarts: int) -> list[tuple[float, str]]:
    """What goes wrong, each after a share of the acts, from the last to the first."""
    counts = (("kill", kills), ("fail over", failovers), ("restart", restarts))
    found = [((number + 0.5) / count * 0.95, what) for what, count in counts for number in range(count)]
    return sorted(found, reverse=True)


def _work(office: Office, people: list[Person], troubles: list[tuple[float, str]], back: list[float]) -> None:
    """Have all of it go wrong while they work: nobody comes to an end before, however fast they are."""
    rng, wanted = random.Random(1), sum(person.acts for person in people)
    for person in people:
        person.begin()

    def wait(since: float) -> None:
        back.extend(_back(people, since))

    while working := [person for person in people if person.works]:
        done = sum(person.read() for person in people)
        if not troubles:
            for person in people:
                person.let_end()
        if not troubles or (done / wanted < troubles[-1][0] and not all(person.waits for person in working)):
            time.sleep(0.05)
            continue
        what = troubles.pop()[1]
        if what == "fail over":
            office.fail_over(wait)
        elif what == "restart":
            office.restart()
        else:
            time.sleep(rng.uniform(0.0, 0.05))
            rng.choice([person for person in working if not person.waits] or working).kill()
    for person in people:
        person.read()


def _back(people: list[Person], since: float) -> Iterator[float]:
    """Of each the seconds from a moment to their first answer after it that is not that the server is away."""
    waiting = list(people)
    while waiting and time.time() < since + PATIENCE:
        for person in list(waiting):
            person.read()
            answers = (one["at"] for one in reversed(person.said) if one.get("answer", "error") != "error")
            last = next(answers, 0.0)
            if last > since:
                yield person.first_after(since) - since
            if last > since or person.waits or not person.works:
                waiting.remove(person)
        time.sleep(0.02)
    yield from (PATIENCE for _ in waiting)


if __name__ == "__main__":
    sys.exit(main())
