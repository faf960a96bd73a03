"""What is asked for with the write lock is answered as things are once it is held, not as they were before."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import text

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import (
    Act,
    AddJob,
    CopyJob,
    JobAct,
    PlaceJob,
    PlanJob,
    SaveRecord,
    SetStatus,
    Together,
)
from industrack_core.domain.field.records import FieldSettings
from industrack_core.domain.outcomes import Done, FindingKind, Outcome, Refused, Stale
from industrack_core.domain.records.customer import Customer
from industrack_core.domain.records.job import Job, WorkStatus
from industrack_core.domain.records.office import Company, EmployeeState
from industrack_core.domain.records.settings import Holiday
from industrack_core.domain.time.span import Span
from industrack_core.store.store import open_store
from tests.desk.office import YES, done, refused
from tests.desk.phones import job_now
from tests.desk.test_two_versions import WAITING
from tests.store import small_company
from tests.store.small_company import ANA, BEN, RUNNING, at, desk_at, draft, plain_engine, rows

_DAYS = 24 * 60


def _behind(url: str, first: Callable[[Desk], Act], second: Callable[[Desk], Act]) -> tuple[Outcome, Outcome]:
    """What two acts come to that both waited for the lock, with all that they ask for sent before."""
    engine = plain_engine(url)
    with closing(desk_at(url)) as one, closing(desk_at(url)) as other, ThreadPoolExecutor(2) as pool:
        acts = [(one, first(one)), (other, second(other))]
        for desk in (one, other):
            done(desk.perform(AddJob(draft(starts_at=at("20:00"), minutes=15), YES)))  # so that it knows the longest
        with engine.connect() as holds, holds.begin():
            holds.execute(text("SELECT FROM alembic_version FOR UPDATE"))
            found = []
            for desk, act in acts:
                found.append(pool.submit(desk.perform, act))
                while len(rows(url, WAITING)) < len(found):
                    assert not found[-1].done()
        engine.dispose()
        outcomes = [each.result(timeout=10) for each in found]
    done(outcomes[0])
    return outcomes[0], outcomes[1]


@pytest.fixture
def job(postgres_url: str) -> Job:
    """A job of Ben's at three, in a fresh small company on a server."""
    small_company.fill(postgres_url)
    with closing(desk_at(postgres_url)) as desk:
        added = done(desk.perform(AddJob(draft(starts_at=at("15:00"), crew=(BEN,), minutes=60), YES)))
        return job_now(desk, int(added.changed_id("job") or 0))


@pytest.fixture(params=["one", "of several"])
def to_ana(request: pytest.FixtureRequest, job: Job) -> Act:
    """Ben's job for Ana at four, by itself or with others."""
    move = PlanJob(job.id, job.version, (ANA,), at("16:00"), 60)
    return move if request.param == "one" else Together((move, SetStatus(RUNNING, 1, WorkStatus.PAUSED)))


def _kinds(outcome: Outcome) -> set[FindingKind]:
    assert isinstance(outcome, Refused), outcome
    return {each.kind for each in outcome.findings}


def test_a_job_that_came_there_meanwhile_is_in_the_way(postgres_url: str, to_ana: Act) -> None:
    busy = AddJob(draft(starts_at=at("16:30"), minutes=60), YES)
    _, outcome = _behind(postgres_url, lambda _: busy, lambda _: to_ana)
    assert FindingKind.OVERLAP in _kinds(outcome)


def test_so_is_one_longer_than_any_that_was_known(postgres_url: str, to_ana: Act) -> None:
    long = AddJob(draft(starts_at=at("7:00").replace(day=10), minutes=20 * _DAYS), YES)
    _, outcome = _behind(postgres_url, lambda _: long, lambda _: to_ana)
    assert FindingKind.OVERLAP in _kinds(outcome)


def test_somebody_who_left_meanwhile_gets_nothing(postgres_url: str, to_ana: Act) -> None:
    def leaves(desk: Desk) -> Act:
        return SaveRecord(replace(desk.office().employees_by_id[ANA], state=EmployeeState.INACTIVE), YES)

    _, outcome = _behind(postgres_url, leaves, lambda _: to_ana)
    assert isinstance(outcome, Refused)
    assert "is not active any more." in outcome.sentence


def test_a_job_that_was_moved_meanwhile_is_not_moved_again(postgres_url: str, job: Job, to_ana: Act) -> None:
    status = SetStatus(job.id, job.version, WorkStatus.STARTED)
    _, outcome = _behind(postgres_url, lambda _: status, lambda _: to_ana)
    assert isinstance(outcome, Stale)


def test_two_new_jobs_have_two_numbers(postgres_url: str, job: Job) -> None:
    new = AddJob(draft(), YES)
    both = _behind(postgres_url, lambda _: new, lambda _: new)
    with closing(desk_at(postgres_url)) as desk:
        ids = [int(outcome.changed_id("job") or 0) for outcome in both if isinstance(outcome, Done)]
        first, second = (int(job_now(desk, each).number) for each in ids)
        assert second == first + 1
        day = Span(at("0:00"), at("0:00").replace(day=25))
        [row] = desk.board(desk.office(), day, [ANA]).rows
        assert set(ids) <= {block.job_id for block in row.blocks}


@pytest.mark.parametrize(
    "starts_at",
    [
        at("9:00").replace(tzinfo=None),
        datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-2))),
        datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=2))),
        datetime(9999, 12, 31, 23, 59, tzinfo=UTC),
    ],
)
def test_a_time_that_no_rule_takes_is_told_after_what_went_before(desk: Desk, starts_at: datetime) -> None:
    assert isinstance(desk.perform(PlanJob(1_000_000, 1, (ANA,), starts_at, 60)), Stale)
    outcome = desk.perform(AddJob(draft(customer=None, starts_at=starts_at.replace(tzinfo=UTC))))
    assert isinstance(outcome, Refused)
    assert "A job needs a customer." in [each.text for each in outcome.findings]


@pytest.mark.parametrize("number", ["A\x001", "\ud800A1", " A1\u200b"])
def test_a_typed_number_is_looked_for_as_it_will_be_saved(desk: Desk, number: str) -> None:
    added = done(desk.perform(AddJob(draft(starts_at=None, crew=(), number=number))))
    assert job_now(desk, int(added.changed_id("job") or 0)).number == "A1"
    made = SaveRecord(Customer(name="Zed", number=number))
    done(desk.perform(made))
    assert "A1" in refused(desk.perform(made))


@pytest.mark.parametrize("year", [1, 9999])
def test_a_year_that_is_not_reckoned_with_is_refused_in_words(desk: Desk, year: int) -> None:
    job = job_now(desk, RUNNING)
    then = datetime(year, 6, 1, 12, tzinfo=UTC)
    acts: list[JobAct] = [
        PlanJob(job.id, job.version, job.crew, then, 60, YES),
        PlanJob(job.id, job.version, (BEN, ANA), then, 60, YES),
        PlaceJob(job.id, job.version, BEN, then, YES),
        CopyJob(job.id, job.version, job.crew, then, 60, YES),
    ]
    for act in (*acts, Together(tuple(acts[:1]))):
        assert f"The year {year} is outside" in refused(desk.perform(act))


def test_what_was_written_is_read_as_it_is_by_then(company_url: str) -> None:
    day = Span(at("0:00"), at("12:00"))
    with closing(open_store(company_url)) as store, store.writing() as tx:
        [company] = tx.everything(Company)
        assert (tx.home()[0], tx.field_window(), tx.holidays(day)) == ("", 10, [])
        settings = FieldSettings(id=tx.new_id(), window_s=15)
        holiday = Holiday(id=tx.new_id(), day=at("0:00").date(), name="Inventory")
        tx.write([(company, replace(company, country="DE")), (None, settings), (None, holiday)], "act")
        assert (tx.home()[0], tx.field_window()) == ("DE", 15)
        assert [each.name for each in tx.holidays(day)] == ["Inventory"]
