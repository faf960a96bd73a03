"""Several consoles at once: nothing lost, nothing booked twice unasked, no lock in anybody's face."""

import multiprocessing
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from industrack_core.desk.desk import open_desk
from industrack_core.domain.acts import AddEmployee, AddJob, EditJob, JobDraft, NewCustomer
from industrack_core.domain.outcomes import Done, FindingKind, Refused, Stale
from tests.store.small_company import ANA, BEN, DISPATCHED, MORA, RUNNING, at, contents, desk_at, draft, rows

CONSOLES = 8
ROUNDS = 6


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


WRITER = """
import sys
from industrack_core.desk.desk import open_desk
from industrack_core.domain.acts import AddJob, JobDraft, NewCustomer
desk = open_desk(sys.argv[1], who="writer")
turn = 0
while True:
    turn += 1
    new = NewCustomer(name=f"Customer {turn}", address=f"{turn} St")
    outcome = desk.perform(AddJob(JobDraft(customer=new, description=str(turn))))
    print(outcome.revision, flush=True)
"""


@pytest.mark.parametrize("first_milliseconds", [0, 40])
def test_a_killed_writer_leaves_whole_acts(company_url: str, tmp_path: Path, first_milliseconds: int) -> None:
    script = tmp_path / "writer.py"
    script.write_text(WRITER)
    acknowledged = 1
    for turn in range(4):
        writer = subprocess.Popen([sys.executable, str(script), company_url], stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        acknowledged = int(writer.stdout.readline())
        # a moment inside an act, another one each time: acts take a few milliseconds
        deadline = time.perf_counter() + (first_milliseconds + turn * 7) / 1000
        while time.perf_counter() < deadline:
            acknowledged = int(writer.stdout.readline())
        writer.kill()
        acknowledged = max([acknowledged, *(int(line) for line in writer.stdout.read().splitlines() if line)])
        writer.wait()
        writer.stdout.close()
        with closing(desk_at(company_url)) as desk:
            revision = desk.revision()
            assert revision >= acknowledged
            assert isinstance(desk.perform(AddEmployee("Still", "Alive")), Done)
    assert_whole(company_url)


def assert_whole(url: str) -> None:
    """Every act of the writer made a customer, a location, a job, and a journal entry with these three."""
    acts = rows(url, "SELECT revision FROM journal WHERE act = 'AddJob' ORDER BY revision")
    changes = rows(url, "SELECT revision, count(*) FROM journal_change WHERE kind <> 'employee' GROUP BY revision")
    assert sorted(changes) == [(revision, 3) for (revision,) in acts]
    said = contents(url)
    assert len(said["customer"]) - 2 == len(said["location"]) - 3 == len(said["job"]) - 2 == len(acts)
    revisions = [revision for (revision,) in rows(url, "SELECT revision FROM journal ORDER BY revision")]
    assert revisions == list(range(1, len(revisions) + 1))
