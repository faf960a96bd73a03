"""A busy random board and random acts on it: what a carry says, and what it does."""

import random
from collections.abc import Iterator
from datetime import timedelta

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import AddJob, CopyJob, JobAct, PlanJob, SetStatus, UnassignJob
from industrack_core.domain.outcomes import Done, FindingKind
from industrack_core.domain.records.job import Job, WorkStatus
from tests.store.small_company import ANA, BEN, CHO, CLEANING, DEE, LINDQVIST, MORA, REPAIR, at, draft

YES = frozenset(FindingKind)
PEOPLE = (ANA, BEN)


def crowded(desk: Desk, rng: random.Random, count: int) -> list[int]:
    """Put jobs on the board, overlapping, with crews of none to two; answers their ids."""
    ids = []
    for number in range(count):
        start = at("0:00", rng.randrange(23, 28)) + timedelta(minutes=rng.randrange(0, 1440, 15))
        fields = draft(
            customer=rng.choice((LINDQVIST, MORA)), description=f"Job {number}",
            service_type_id=rng.choice((None, REPAIR, CLEANING)), starts_at=rng.choice((start, start, None)),
            minutes=rng.choice((15, 60, 200)), crew=rng.choice(((ANA,), (BEN,), (ANA, BEN), ())),
        )  # fmt: skip
        outcome = desk.perform(AddJob(fields, YES, dispatch=False))
        assert isinstance(outcome, Done)
        ids.append(outcome.changed_id("job") or 0)
    return ids


def random_act(job: Job, rng: random.Random) -> JobAct:
    """What a hand may do to a job on the board, sensible or not, and at times on an old version."""
    version = job.version - (rng.random() < 0.05)
    start = at("0:00", rng.randrange(22, 29)) + timedelta(minutes=rng.randrange(0, 1440, 5))
    crew = rng.choice(((ANA,), (BEN,), (BEN, ANA), (ANA, ANA), (CHO,), (DEE,), ()))
    accepted = rng.choice((YES, frozenset[FindingKind]()))
    minutes = rng.choice((job.minutes, 30, 600, 0, 50_000))
    kind = rng.random()
    if kind < 0.7:
        return PlanJob(job.id, version, crew, rng.choice((start, start, start, None)), minutes, accepted)
    if kind < 0.8:
        return CopyJob(job.id, version, crew, start, minutes, accepted)
    if kind < 0.9:
        return SetStatus(job.id, version, rng.choice(list(WorkStatus)), rng.choice(("", "no part")))
    return UnassignJob(job.id, version, accepted)


def random_acts(desk: Desk, ids: list[int], rng: random.Random, count: int) -> Iterator[JobAct]:
    """Acts on these jobs, each as it is at that moment."""
    for _ in range(count):
        job = desk.job(rng.choice(ids))
        assert job is not None
        yield random_act(job, rng)


def said(outcome: object) -> tuple[object, ...]:
    """What a person hears of an outcome."""
    if isinstance(outcome, Done):
        return "done", outcome.line, outcome.warnings
    return type(outcome).__name__, outcome


def check_verdicts(desk: Desk, rng: random.Random, jobs: int, count: int) -> int:
    """Judge and perform `count` acts; answers how many were done. Any difference is an AssertionError."""
    ids = crowded(desk, rng, jobs)
    done = 0
    for act in random_acts(desk, ids, rng, count):
        verdict = desk.judge(act)
        outcome = desk.perform(act)
        assert said(verdict) == said(outcome), act
        done += isinstance(outcome, Done)
    return done
