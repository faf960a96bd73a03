"""Several consoles at once: nothing lost, nothing booked twice unasked, no lock in anybody's face."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace

import pytest

from industrack_core.desk.desk import open_desk
from industrack_core.domain.acts.acts import AddEmployee, AddJob, EditJob
from industrack_core.domain.acts.drafts import JobDraft, NewCustomer
from industrack_core.domain.outcomes import Done, FindingKind, Refused, Stale
from tests.desk.office import wait_long_for_others
from tests.store.small_company import ANA, BEN, DISPATCHED, MORA, RUNNING, at, contents, desk_at, draft, rows

CONSOLES = 8
ROUNDS = 6


@pytest.fixture(autouse=True)
def waits_long(monkeypatch: pytest.MonkeyPatch) -> None:
    wait_long_for_others(monkeypatch)


def counted(count: int) -> JobDraft:
    return draft(
        customer=MORA, description="Boiler", starts_at=at("8:00", 25), minutes=60, crew=(BEN,), note=str(count)
    )


def count_up(url: str, who: str, rounds: int) -> tuple[int, int]:
    """Read a number in a job's note, write the next: how many went in, and how many were told to look again."""
    saved = stale = 0
    with closing(desk_at(url, who)) as desk:
        while saved < rounds:
            job = desk.job(DISPATCHED)
            assert job is not None
            outcome = desk.perform(EditJob(job.id, job.version, counted(int(job.note or 0) + 1)))
            if isinstance(outcome, Done):
                saved += 1
            else:
                assert isinstance(outcome, Stale), outcome
                stale += 1
    return saved, stale


def test_nobody_overwrites_anybody(company_url: str) -> None:
    with ThreadPoolExecutor(CONSOLES) as threads:
        tallies = list(threads.map(lambda number: count_up(company_url, f"p{number}", ROUNDS), range(CONSOLES)))
    with closing(desk_at(company_url)) as desk:
        job = desk.job(DISPATCHED)
    assert job is not None
    assert int(job.note) == CONSOLES * ROUNDS == sum(saved for saved, _ in tallies)
    assert job.version == 1 + CONSOLES * ROUNDS
    assert rows(company_url, "SELECT count(*) FROM journal WHERE act = 'EditJob'") == [(CONSOLES * ROUNDS,)]


def test_nobody_overwrites_anybody_from_another_process(company_url: str) -> None:
    spawning = multiprocessing.get_context("spawn")
    with spawning.Pool(2) as pool:
        tallies = pool.starmap(count_up, [(company_url, f"p{number}", ROUNDS) for number in range(2)])
    assert [saved for saved, _ in tallies] == [ROUNDS, ROUNDS]
    assert rows(company_url, "SELECT note FROM job WHERE id = :id", id=DISPATCHED) == [(str(2 * ROUNDS),)]


def test_one_of_many_gets_the_slot_unasked(company_url: str) -> None:
    def book(number: int) -> object:
        with closing(desk_at(company_url, f"p{number}")) as desk:
            return desk.perform(AddJob(draft(description=str(number))))

    with ThreadPoolExecutor(CONSOLES) as threads:
        outcomes = list(threads.map(book, range(CONSOLES)))
    assert sum(isinstance(outcome, Done) for outcome in outcomes) == 1
    for outcome in outcomes:
        if not isinstance(outcome, Done):
            assert isinstance(outcome, Refused)
            assert [finding.kind for finding in outcome.findings] == [FindingKind.OVERLAP]
    assert rows(company_url, "SELECT count(*) FROM job_crew WHERE employee_id = :id", id=ANA) == [(1,)]


def test_numbers_and_ids_are_handed_out_once(company_url: str) -> None:
    def add(number: int) -> list[Done]:
        with closing(desk_at(company_url, f"p{number}")) as desk:
            waiting = draft(customer=NewCustomer(name=f"New {number}"), crew=(), starts_at=None)
            done = [desk.perform(AddJob(replace(waiting, description=str(turn)))) for turn in range(ROUNDS)]
            return [outcome for outcome in done if isinstance(outcome, Done)]

    with ThreadPoolExecutor(CONSOLES) as threads:
        done = [outcome for outcomes in threads.map(add, range(CONSOLES)) for outcome in outcomes]
    assert len({outcome.revision for outcome in done}) == CONSOLES * ROUNDS
    assert len({outcome.changed_id("job") for outcome in done}) == CONSOLES * ROUNDS
    numbers = sorted(
        int(str(number)) for (number,) in rows(company_url, "SELECT number FROM job WHERE id > :id", id=RUNNING)
    )
    assert numbers == list(range(1001, 1001 + CONSOLES * ROUNDS))


def test_consoles_that_found_at_once_found_one_company(database_url: str) -> None:
    def found(number: int) -> str:
        with closing(open_desk(database_url, create=True, who=f"p{number}")) as desk:
            return desk.office().company.name

    with ThreadPoolExecutor(CONSOLES) as threads:
        assert list(threads.map(found, range(CONSOLES))) == ["My company"] * CONSOLES
    assert rows(database_url, "SELECT count(*) FROM company") == [(1,)]


WRITERS = """
import os, sys
from industrack_core.desk.desk import open_desk
from industrack_core.domain.acts.acts import AddJob
from industrack_core.domain.acts.drafts import JobDraft, NewCustomer

def write():
    desk = open_desk(sys.argv[1], who="writer")
    turn = 0
    while True:
        turn += 1
        new = NewCustomer(name=f"Customer {turn}", address=f"{turn} St")
        outcome = desk.perform(AddJob(JobDraft(customer=new, description=str(turn))))
        os.write(1, b"%d\\n" % outcome.revision)

for line in sys.stdin:
    writer = os.fork()
    if not writer:
        write()
    os.write(1, b"writer %d\\n" % writer)
    os.waitpid(writer, 0)
    os.write(1, b"ended\\n")
"""
KILLS = {"sqlite": 25, "postgresql": 12}  # a connection to a server takes longer than the act


def test_a_killed_writer_leaves_whole_acts(company_url: str) -> None:
    command = [sys.executable, "-c", WRITERS, company_url]
    with (
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writers,
        closing(desk_at(company_url)) as desk,
    ):
        for turn in range(KILLS[company_url.partition(":")[0].partition("+")[0]]):
            # a moment inside an act, another one each time: an act takes a few milliseconds
            acknowledged = killed_after(writers, acts=1 + turn % 3, seconds=turn % 7 / 2000)
            assert desk.revision() >= acknowledged > turn
            assert isinstance(desk.perform(AddEmployee("Still", "Alive")), Done)
        writers.communicate()
    assert_whole(company_url)


def killed_after(writers: subprocess.Popen[str], acts: int, seconds: float) -> int:
    """Start a writer, kill it that long after so many acts, and answer the last revision it acknowledged."""
    assert writers.stdin is not None
    assert writers.stdout is not None
    writers.stdin.write("go\n")
    writers.stdin.flush()
    said = [writers.stdout.readline()]
    while len(said) <= acts or not any(line.startswith("writer") for line in said):
        said.append(writers.stdout.readline())
    deadline = time.perf_counter() + seconds
    while time.perf_counter() < deadline:
        pass
    writer = next(int(line.split()[1]) for line in said if line.startswith("writer"))
    os.kill(writer, signal.SIGKILL)
    said += iter(writers.stdout.readline, "ended\n")
    return max(int(line) for line in said if not line.startswith("writer"))


def assert_whole(url: str) -> None:
    """Every act of the writer made a customer, a location, a job, and a journal entry with these three."""
    acts = rows(url, "SELECT revision FROM journal WHERE act = 'AddJob' ORDER BY revision")
    changes = rows(url, "SELECT revision, count(*) FROM journal_change WHERE kind <> 'employee' GROUP BY revision")
    assert sorted(changes) == [(revision, 3) for (revision,) in acts]
    said = contents(url)
    assert len(said["customer"]) - 2 == len(said["location"]) - 3 == len(said["job"]) - 2 == len(acts)
    revisions = [revision for (revision,) in rows(url, "SELECT revision FROM journal ORDER BY revision")]
    assert revisions == list(range(1, len(revisions) + 1))
