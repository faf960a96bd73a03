"""Several acts as one are judged by how all ends, a look-over is a read, and one act may be a whole day."""

import random
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from industrack_core.desk import ahead
from industrack_core.desk.desk import Desk
from industrack_core.desk.perform import decide
from industrack_core.domain.acts.acts import (
    AddEmployee,
    AddJob,
    CopyJob,
    DeleteJob,
    DispatchJob,
    JobAct,
    PlanJob,
    SetBilling,
    SetStatus,
    Together,
    UnassignJob,
    Undo,
)
from industrack_core.domain.acts.founding import LoadRecords
from industrack_core.domain.outcomes import Done, FindingKind, Refused, Stale
from industrack_core.domain.records.job import Billing, Delivery, Job, WorkStatus
from industrack_core.domain.records.outbox import OutboxEntry
from tests.desk.carries import YES
from tests.desk.office import done
from tests.store.small_company import ANA, BEN, MORA, MORA_HOME, RUNNING, at, contents, desk_at, draft


def added(desk: Desk, **changes: object) -> Job:
    return fresh(desk, done(desk.perform(AddJob(draft(**changes), YES))).changed_id("job") or 0)


def fresh(desk: Desk, job_id: int) -> Job:
    job = desk.job(job_id)
    assert job is not None
    return job


def moved(job: Job, crew: tuple[int, ...], start: str | None = None, minutes: int = 0) -> PlanJob:
    return PlanJob(job.id, job.version, crew, at(start) if start else job.starts_at, minutes or job.minutes)


def test_two_people_exchange_their_jobs(desk: Desk, company_url: str) -> None:
    anas, bens = added(desk, crew=(ANA,)), added(desk, crew=(BEN,))
    before = contents(company_url)
    acts = (moved(anas, (BEN,)), moved(bens, (ANA,)))
    assert [(trial.would_do, trial.accepted) for trial in desk.rehearse(acts)] == [(True, frozenset())] * 2
    outcome = done(desk.perform(Together(acts)))
    assert FindingKind.OVERLAP not in {finding.kind for finding in outcome.warnings}
    assert (fresh(desk, anas.id).crew, fresh(desk, bens.id).crew) == ((BEN,), (ANA,))
    assert not fresh(desk, anas.id).overlap_accepted
    assert not fresh(desk, bens.id).overlap_accepted
    done(desk.perform(Undo()))
    assert contents(company_url) == before


def test_a_chain_of_jobs_moves_up_in_any_order(desk: Desk) -> None:
    jobs = [added(desk, starts_at=at(f"{hour}:00"), minutes=60) for hour in (9, 10, 11, 12)]
    for seed in range(6):
        jobs = [fresh(desk, job.id) for job in jobs]
        by = timedelta(hours=1 if seed % 2 == 0 else -1)
        acts = [PlanJob(job.id, job.version, job.crew, job.starts_at + by, 60) for job in jobs if job.starts_at]
        random.Random(seed).shuffle(acts)
        done(desk.perform(Together(tuple(acts))))
        assert not any(fresh(desk, job.id).overlap_accepted for job in jobs)


def test_what_overlaps_at_the_end_asks_once_and_names_it(desk: Desk) -> None:
    first, second = added(desk), added(desk, crew=(BEN,))
    acts = (moved(first, (ANA,), "13:00"), moved(second, (ANA,), "13:30"))
    trials = desk.rehearse(acts)
    assert [trial.accepted for trial in trials] == [frozenset(), {FindingKind.OVERLAP}]
    refused = desk.perform(Together(acts))
    assert isinstance(refused, Refused)
    assert "1001 Furnace 13:00-14:30" in refused.sentence
    accepted = tuple(replace(act, accepted=trial.accepted) for act, trial in zip(acts, trials, strict=True))
    done(desk.perform(Together(accepted)))
    assert fresh(desk, second.id).overlap_accepted


def test_a_job_whose_act_cannot_be_done_stays_in_the_way(desk: Desk) -> None:
    paid, other = added(desk), added(desk, crew=(BEN,))
    done(desk.perform(SetStatus(paid.id, 1, WorkStatus.COMPLETED)))
    done(desk.perform(SetBilling(paid.id, 2, Billing.APPROVED)))
    acts = (moved(other, (ANA,)), moved(fresh(desk, paid.id), (BEN,)))
    trials = desk.rehearse(acts)
    assert [trial.would_do for trial in trials] == [True, False]
    assert trials[0].accepted == {FindingKind.OVERLAP}


@pytest.mark.parametrize("kind", ["unassign", "delete", "decline", "nothing"])
def test_what_goes_away_in_the_same_act_is_in_nobodys_way(desk: Desk, kind: str) -> None:
    here, comes = added(desk), added(desk, crew=(BEN,))
    acts: dict[str, JobAct] = {
        "unassign": UnassignJob(here.id, 1), "delete": DeleteJob(here.id, 1),
        "decline": SetStatus(here.id, 1, WorkStatus.DECLINED, "no time"), "nothing": moved(here, (ANA,)),
    }  # fmt: skip
    outcome = desk.perform(Together((moved(comes, (ANA,)), acts[kind])))
    assert isinstance(outcome, Refused if kind == "nothing" else Done), outcome


def overlaps(jobs: list[Job]) -> bool:
    for employee_id in (ANA, BEN):
        spans = sorted((job.starts_at, job.ends_at) for job in jobs if employee_id in job.crew and job.starts_at)
        if any(end > start for (_, end), (start, _) in pairwise(spans)):  # type: ignore[operator]
            return True
    return False


def test_random_lists_are_done_unasked_just_where_nothing_overlaps_at_the_end(sqlite_company: str) -> None:
    rng = random.Random(11)
    with closing(desk_at(sqlite_company)) as desk:
        slots = [(person, f"{hour}:00") for person in (ANA, BEN) for hour in (8, 9, 10, 11, 12, 13)]
        jobs = [added(desk, crew=(person,), starts_at=at(start), minutes=60) for person, start in slots[::2]]
        agreed = 0
        for _ in range(120):
            jobs = [fresh(desk, job.id) for job in jobs]
            some = rng.sample(jobs, rng.randrange(2, len(jobs) + 1))
            places = rng.sample(slots, len(some)) if rng.random() < 0.7 else [rng.choice(slots) for _ in some]
            acts = tuple(moved(job, (person,), start) for job, (person, start) in zip(some, places, strict=True))
            end = {job.id: job for job in jobs}
            end |= {act.job_id: replace(end[act.job_id], crew=act.crew, starts_at=act.starts_at) for act in acts}
            asked = any(FindingKind.OVERLAP in trial.accepted for trial in desk.rehearse(acts))
            outcome = desk.perform(Together(acts))
            assert isinstance(outcome, Refused) == asked == overlaps(list(end.values())), acts
            agreed += not asked
        assert 20 < agreed < 100
        assert not any(fresh(desk, job.id).overlap_accepted for job in jobs)


def test_a_look_over_is_a_read(desk: Desk, company_url: str) -> None:
    """It holds no lock: a colleague's act goes through while one is under way, and it sees none of it."""
    jobs = [added(desk, starts_at=at("9:00", 24 + day)) for day in range(3)]
    acts = tuple(PlanJob(job.id, 1, (BEN,), job.starts_at, 90) for job in jobs)
    before = contents(company_url)
    with closing(desk_at(company_url, "noor")) as other, other._store.writing() as tx:
        trials = desk.rehearse(acts)
        assert tx.revision
    assert [trial.would_do for trial in trials] == [True] * 3
    assert contents(company_url) == before
    done(desk.perform(AddEmployee("Eva", "Lund")))


def test_judging_names_the_number_that_the_act_takes(desk: Desk) -> None:
    job = added(desk)
    added(desk, number="1003", crew=(), starts_at=None)
    copies = tuple(
        CopyJob(each.id, 1, (BEN,), at(start), 60) for each, start in ((job, "13:00"), (fresh(desk, RUNNING), "14:00"))
    )
    said = [trial.sentence for trial in desk.rehearse(copies)]
    assert [line.split(":")[0] for line in said] == ["Copied 1001 to 1002 Furnace", "Copied 12 to 1004 Leak"]
    assert [done(desk.judge(copies[0])).line, done(desk.judge(copies[1])).line] == [
        said[0],
        said[1].replace("1004", "1002"),
    ]
    outcome = done(desk.perform(Together(copies)))
    made = sorted(fresh(desk, change.id).number for change in outcome.changes if change.kind == "job")
    assert made == ["1002", "1004"]


def test_a_day_of_jobs_is_dispatched_as_one_act_with_one_undo(sqlite_company: str) -> None:
    with closing(desk_at(sqlite_company)) as desk:
        first = desk.reserve_ids(1500)
        jobs = [
            Job(
                id=first + each, number=f"D{each}", customer_id=MORA, location_id=MORA_HOME, description="Visit",
                starts_at=at("0:00") + timedelta(minutes=each % 1400), minutes=10, crew=(ANA if each % 2 else BEN,),
            )
            for each in range(1500)
        ]  # fmt: skip
        done(desk.perform(LoadRecords(tuple(jobs), "Many.")))
        before = contents(sqlite_company)
        acts = tuple(DispatchJob(job.id, 1) for job in jobs)
        assert all(trial.would_do for trial in desk.rehearse(acts))
        outcome = done(desk.perform(Together(acts)))
        assert outcome.line.startswith("1500 jobs: Dispatched D0")
        moves = tuple(PlanJob(job.id, 2, (ANA,), job.starts_at, 10) for job in jobs)
        assert "are too many at once: 1,000 at most" in str(desk.perform(Together(moves)))
        assert fresh(desk, jobs[-1].id).delivery is Delivery.DISPATCHED
        done(desk.perform(Undo()))
        assert contents(sqlite_company) == before


def test_what_was_decided_ahead_of_the_lock_holds_until_something_it_read_changes(desk: Desk, company_url: str) -> None:
    jobs = [added(desk, starts_at=at("0:00") + timedelta(minutes=30 * each), minutes=30) for each in range(ahead.LARGE)]
    act = Together(tuple(DispatchJob(job.id, 1) for job in jobs))
    before = contents(company_url)
    with closing(desk_at(company_url, "noor")) as noor:
        for theirs, holds in ((AddEmployee("Eva", "Lund"), True), (moved(jobs[7], (BEN,)), False)):
            ready = ahead.prepared(desk._store, act, desk.who, desk.clock(), decide)
            assert isinstance(ready, ahead.Ready)
            done(noor.perform(theirs))
            with desk._store.writing() as tx:
                plan = ready.standing(tx)
            assert (plan is not None) is holds
            if plan is not None:
                ids = [after.id for _, after in plan.changes if isinstance(after, OutboxEntry)]
                assert len(set(ids)) == len(jobs)
                assert min(ids) > noor.office().employees[-1].id
            done(noor.perform(Undo()))
    stale = desk.perform(act)
    assert isinstance(stale, Stale), "noor's undo raised the version of one of them"
    acts = tuple(DispatchJob(job.id, fresh(desk, job.id).version) for job in jobs)
    done(desk.perform(Together(acts)))
    done(desk.perform(Undo()))
    assert contents(company_url) == before
