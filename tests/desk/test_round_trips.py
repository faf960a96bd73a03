"""How often an act, a report and a read wait for a PostgreSQL server: the way there and back is most of their cost.

At most: what is answered already when it is wanted is not waited for.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import (
    AddJob,
    CopyJob,
    DispatchJob,
    EditJob,
    PlanJob,
    SaveRecord,
    SetStatus,
    Together,
)
from industrack_core.domain.acts.drafts import NewCustomer
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.board.places import job_places
from industrack_core.domain.records.customer import Customer
from industrack_core.domain.records.job import WorkStatus
from industrack_core.domain.records.office import Employee
from industrack_core.domain.time.span import Span
from tests.desk.office import YES, current, done
from tests.desk.phones import Phone, dispatched, field_of, hashed, job_now
from tests.postgres import PostgresServer
from tests.round_trips import Wire, wire
from tests.store import small_company
from tests.store.small_company import ANA, BEN, at, desk_at, draft


@pytest.fixture
def url(postgres_server: PostgresServer) -> Iterator[str]:
    """A fresh small company on the server."""
    name = postgres_server.create_database(postgres_server.ensure_template("small_company", small_company.fill))
    yield postgres_server.url(name)
    postgres_server.drop_database(name)


@pytest.fixture
def listening(tmp_path: Path) -> Iterator[Wire]:
    with wire(tmp_path / "wire") as found:
        yield found


@contextmanager
def connected(url: str) -> Iterator[Desk]:
    """A desk that has connected, with a job."""
    with closing(desk_at(url)) as desk:
        done(desk.perform(AddJob(draft(), YES)))
        desk.revision()
        yield desk


def test_an_act_waits_for_the_lock_with_what_it_looks_up_and_for_the_commit(url: str, listening: Wire) -> None:
    with connected(url) as desk:
        job = job_now(desk, int(done(desk.perform(AddJob(draft(starts_at=at("14:00")), YES))).changed_id("job") or 0))
        assert job.starts_at is not None
        listening.waits()
        done(desk.perform(PlanJob(job.id, job.version, job.crew, job.starts_at + timedelta(minutes=15), 60)))
        assert listening.waits() <= 2
        done(desk.perform(PlanJob(job.id, job.version + 1, (BEN,), job.starts_at, 60)))
        assert listening.waits() <= 3  # who had it, and visits of another crew
        done(desk.perform(SetStatus(job.id, job.version + 2, WorkStatus.STARTED)))
        assert listening.waits() <= 2
        done(desk.perform(DispatchJob(job.id, job.version + 3)))
        assert listening.waits() <= 3  # what it tells of
        done(desk.perform(CopyJob(job.id, job.version + 4, (ANA,), job.starts_at, 60, YES)))
        assert listening.waits() <= 2
        new = draft(crew=(ANA,), location_id=job.location_id)
        done(desk.perform(AddJob(new, YES)))
        assert listening.waits() <= 2
        done(desk.perform(AddJob(replace(new, customer=NewCustomer(name="Zed"), location_id=None), YES)))
        assert listening.waits() <= 2
        job = job_now(desk, job.id)
        listening.waits()
        done(desk.perform(EditJob(job.id, job.version, replace(draft_of(job), description="Boiler"), YES)))
        assert listening.waits() <= 2


def test_several_acts_as_one_wait_no_longer_than_one(url: str, listening: Wire) -> None:
    with connected(url) as desk:
        added = [desk.perform(AddJob(draft(starts_at=at(f"{hour}:00"), minutes=30), YES)) for hour in range(8, 18)]
        jobs = [job_now(desk, int(done(each).changed_id("job") or 0)) for each in added]
        listening.waits()
        later = [PlanJob(each.id, each.version, (BEN,), at(f"{hour}:30"), 20) for hour, each in enumerate(jobs, 8)]
        done(desk.perform(Together(tuple(replace(each, accepted=YES) for each in later))))
        assert listening.waits() <= 3  # whom they are about
        sent = [DispatchJob(each.id, each.version + 1) for each in jobs]
        done(desk.perform(Together(tuple(sent))))
        assert listening.waits() <= 3


def test_a_record_of_the_office_waits_for_the_lock_and_for_the_commit(url: str, listening: Wire) -> None:
    with connected(url) as desk:
        listening.waits()
        number = done(desk.perform(SaveRecord(Customer(name="Zed", phone="555 0100")))).changed_id("customer")
        assert listening.waits() <= 2
        saved = current(desk, Customer(id=int(number or 0), name="Zed"))
        listening.waits()
        done(desk.perform(SaveRecord(replace(saved, name="Zoe"))))
        assert listening.waits() <= 3  # its words are made of its places as well
        done(desk.perform(SaveRecord(Employee(first_name="Eva", last_name="Lund"))))
        assert listening.waits() <= 2


def test_what_one_reads_is_waited_for_once_and_no_connection_in_use_is_greeted(url: str, listening: Wire) -> None:
    with connected(url) as desk:
        listening.waits()
        desk.revision()
        assert listening.waits() == 1
        assert desk.records("employee", [ANA])
        said = [line for line in listening.lines() if line.startswith("F\t")]
        assert not [line for line in said if line.endswith(('";"', '"SELECT 1"'))]
        assert [line.split("\t")[2].strip() for line in said].count("Parse") == 2  # BEGIN and the statement
        assert [line.split("\t")[2].strip() for line in said if "Query" in line or "Sync" in line] == ["Sync", "Query"]


def test_a_board_and_the_queue_are_waited_for_once(url: str, listening: Wire) -> None:
    with connected(url) as desk:
        office, day = desk.office(), Span(at("0:00"), at("0:00") + timedelta(days=1))
        people = office.row_ids(office.default_calendar)
        listening.waits()
        board = desk.board(office, day, people, people)
        assert listening.waits() == 1
        assert desk.queue().total == 0
        assert listening.waits() == 1
        job = next(block.job_id for row in board.rows for block in row.blocks)
        before = job_places([job], board.rows)
        picture, _ = desk.rows_of_jobs(office, day, [job], before, people)
        assert listening.waits() == 1
        stood = {employee_id for _, employee_id, *_ in before}
        assert picture.rows == tuple(row for row in board.rows if row.employee_id in stood)


def test_all_of_an_office_is_waited_for_once_behind_who_sits_there(url: str, listening: Wire) -> None:
    with connected(url) as desk, closing(desk_at(url)) as other:
        listening.waits()
        office = desk.office()
        assert listening.waits() == 3  # who, all the rest, and the end
        assert desk.is_founded()
        assert listening.waits() == 1
        done(other.perform(SaveRecord(replace(office.employees_by_id[ANA], last_name="Zimmer"))))
        listening.waits()
        again = desk.office(office)
        assert listening.waits() <= 7  # what is new, and which records; of employees those, and then the order
        assert again == desk.office()
        assert again.employees_by_id[ANA].last_name == "Zimmer"


def test_a_longer_job_than_was_known_of_is_asked_for_again(url: str) -> None:
    with closing(desk_at(url)) as desk, closing(desk_at(url)) as other:
        office, tomorrow = desk.office(), Span(at("0:00") + timedelta(days=2), at("0:00") + timedelta(days=3))
        assert [row.lanes for row in desk.board(office, tomorrow, [ANA]).rows] == [()]
        long = done(other.perform(AddJob(draft(crew=(ANA,), minutes=3 * 24 * 60), YES))).changed_id("job")
        assert [block.job_id for row in desk.board(office, tomorrow, [ANA]).rows for block in row.blocks] == [long]


def test_a_report_waits_for_what_it_looks_up_and_that_it_is_written(url: str, listening: Wire) -> None:
    with field_of(url) as (field, office, clock):
        job = dispatched(office, clock)
        phone = Phone(field, clock)
        phone.sync()
        phone.say("step", job.id, step="start_travel")
        clock.later(minutes=5)
        listening.waits()
        assert field.caller(hashed(phone.token)) is not None
        assert listening.waits() == 1
        assert phone.say("step", job.id, step="start_job") == "applied"
        assert listening.waits() <= 6
        for text in "abcdef":
            phone.report("note", job.id, id=text, text=text)
        phone.send(*phone.sent[-6:])
        assert listening.waits() <= 4 + 2 * 6
