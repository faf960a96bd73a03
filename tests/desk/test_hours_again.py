"""The hours of jobs, made of those that were known and of what acts changed, are those that are read whole."""

import random
from datetime import date, timedelta

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import AddJob, PlanJob
from industrack_core.domain.board.board import HoursKnown, JobHours
from industrack_core.domain.time.span import day_span
from industrack_core.store.reads import hours_again
from industrack_core.store.reads.block_reads import read_hours
from tests.desk.carries import crowded, random_act
from tests.desk.office import YES, done
from tests.store.small_company import ANA, BEN, ZONE, at, draft

PEOPLE = (ANA, BEN)
SPANS = (day_span(date(2026, 11, 24), ZONE), day_span(date(2026, 11, 22), ZONE, 7))


def whole(desk: Desk, people: tuple[int, ...] = PEOPLE) -> list[HoursKnown]:
    """The hours of each of the spans, read whole."""
    boards = [desk.board(desk.office(), span, people, people) for span in SPANS]
    return [HoursKnown(people, board.hours or (), board.revision) for board in boards]


def again(desk: Desk, known: list[HoursKnown], job_id: int) -> list[HoursKnown]:
    """The same, of what was known, after news of a job that stood in no row that is loaded."""
    found = []
    for span, each in zip(SPANS, known, strict=True):
        board, _ = desk.rows_of_jobs(desk.office(), span, {job_id}, (), each.roster, each)
        assert board.hours is not None
        found.append(HoursKnown(each.roster, board.hours, board.revision))
    return found


@pytest.mark.parametrize("seed", range(2))
def test_random_acts_leave_the_hours_that_are_read_whole(desk: Desk, seed: int) -> None:
    rng = random.Random(seed)
    ids = crowded(desk, rng, 15)
    both, hers = whole(desk), whole(desk, (ANA,))
    for turn in range(40):
        job = desk.job(rng.choice(ids))
        assert job is not None
        desk.perform(random_act(job, rng))
        if turn % 4 == 0:
            both, hers = again(desk, both, job.id), again(desk, hers, job.id)
            assert (both, hers) == (whole(desk), whole(desk, (ANA,)))


def test_a_move_among_others_does_not_read_all(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    reads: list[int] = []

    def counted(*asked: object) -> tuple[JobHours, ...]:
        reads.append(1)
        return read_hours(*asked)  # type: ignore[arg-type]

    monkeypatch.setattr(hours_again, "read_hours", counted)

    def added(hour: str, who: int) -> int:
        return (
            done(desk.perform(AddJob(draft(starts_at=at(hour), minutes=60, crew=(who,)), YES))).changed_id("job") or 0
        )

    first, second = added("13:00", ANA), added("13:00", BEN)
    known = whole(desk)

    def moved(job_id: int, minutes: int) -> None:
        nonlocal known
        job = desk.job(job_id)
        assert job is not None
        assert job.starts_at is not None
        start = job.starts_at + timedelta(minutes=minutes)
        done(desk.perform(PlanJob(job.id, job.version, job.crew, start, job.minutes, YES)))
        known = again(desk, known, job_id)
        assert known == whole(desk)

    moved(first, 15)
    moved(first, -15)
    moved(first, 120)
    assert len(reads) == 2, "of the way back: it ended last in its hour, and alone"
    moved(second, 60)
    assert len(reads) == 4, "it was the only one of its hour"
