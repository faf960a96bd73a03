"""The hours of jobs, made of those that were known and of what acts changed, are those that are read whole."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import AddJob, PlanJob, SaveRecord
from industrack_core.domain.board.board import HoursKnown, JobHours
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import Span, day_span
from industrack_core.store.reads import block_reads, hours_again
from industrack_core.store.reads.block_reads import read_hours
from tests.desk.carries import crowded, random_act
from tests.desk.office import YES, done
from tests.store.small_company import ANA, BEN, ZONE, at, draft

PEOPLE = (ANA, BEN)
SPANS = (day_span(date(2026, 11, 24), ZONE), day_span(date(2026, 11, 22), ZONE, 7))


def whole(desk: Desk, people: tuple[int, ...] = PEOPLE, spans: Sequence[Span] = SPANS) -> list[HoursKnown]:
    """The hours of each of the spans, read whole."""
    boards = [desk.board(desk.office(), span, people, people) for span in spans]
    return [HoursKnown(people, board.hours or (), board.revision) for board in boards]


def again(desk: Desk, known: list[HoursKnown], job_id: int, spans: Sequence[Span] = SPANS) -> list[HoursKnown]:
    """The same, of what was known, after news of a job that stood in no row that is loaded."""
    found = []
    for span, each in zip(spans, known, strict=True):
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


def test_the_hours_of_many_are_those_of_each(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever else has jobs then, and whatever waits: by when all jobs begin, as by each one's own."""
    rng = random.Random(5)
    ids = crowded(desk, rng, 15)

    def hours(people: Sequence[int], many_from: int) -> list[object]:
        monkeypatch.setattr(block_reads, "MANY_FROM", many_from)
        with desk.store.reading() as connection:
            return [read_hours(connection, people, span) for span in SPANS]

    for _ in range(20):
        job = desk.job(rng.choice(ids))
        assert job is not None
        desk.perform(random_act(job, rng))
        for people in ((ANA,), (BEN,), PEOPLE):
            assert hours(people, 1) == hours(people, 256)
    assert any(hours(PEOPLE, 1))


def test_the_hours_of_many_are_read_from_the_starts(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with desk.store.reading() as connection:
        on_file = connection.dialect.name == "sqlite"
    done(desk.perform(AddJob(draft(starts_at=at("13:00"), minutes=60, crew=(ANA,)), YES)))
    monkeypatch.setattr(block_reads, "MANY_FROM", 1)
    monkeypatch.setattr(block_reads, "_HOURS", None if on_file else block_reads._HOURS)
    assert any(each.hours for each in whole(desk))


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


@pytest.mark.parametrize("zone", ["Asia/Kolkata", "Australia/Adelaide", "Asia/Kathmandu", "America/New_York"])
@pytest.mark.parametrize("inside", [5, -10], ids=["begins", "ends"])
def test_of_an_hour_at_the_edge_of_a_day_only_what_is_inside_counts(desk: Desk, zone: str, inside: int) -> None:
    """Days of a zone that is half an hour off begin and end within an hour of UTC, in which other days have jobs."""
    done(desk.perform(SaveRecord(replace(desk.office().company, zone=zone))))
    day = day_span(date(2026, 11, 25), ZoneInfo(zone))
    edge = day.starts_at if inside > 0 else day.ends_at
    ids = []
    for offset, who in ((inside, ANA), (-inside, BEN)):
        starts_at, ends_at = edge + timedelta(minutes=offset), edge + timedelta(minutes=90)
        minutes = (ends_at - starts_at) // timedelta(minutes=1)
        added = desk.perform(AddJob(draft(starts_at=starts_at, minutes=minutes, crew=(who,)), YES))
        ids.append(done(added).changed_id("job") or 0)
    known = whole(desk, spans=(day,))
    job = desk.job(ids[0])
    assert job is not None
    assert any(each.end == 90 + minute_of(edge) for each in known[0].hours)
    noon = day.starts_at + timedelta(hours=12)
    done(desk.perform(PlanJob(job.id, job.version, job.crew, noon, 30, YES)))
    assert again(desk, known, job.id, (day,)) == whole(desk, spans=(day,))
