"""What the header says is read once, and then as acts change it: the same as if it were read whole."""

import random
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import (
    AddJob,
    DeleteJob,
    DispatchJob,
    EditJob,
    RestoreRecord,
    SaveRecord,
    SetStatus,
    Snooze,
    Undo,
)
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.board.alarms import ExceptionKind
from industrack_core.domain.board.day_now import DayKnown, DayNow, LiveAsked
from industrack_core.domain.board.exceptions import GOOD_FOR
from industrack_core.domain.field.entries import EntryKind
from industrack_core.domain.field.records import TimeEntry
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.customer import Customer
from industrack_core.domain.records.job import Job, WorkStatus
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import day_span
from tests.desk.carries import crowded, random_act
from tests.desk.office import YES, current, done
from tests.exchange.offices import NOW, demo_desk
from tests.round_trips import wire
from tests.store.small_company import ANA, BEN, LINDQVIST, ZONE, at, desk_at, draft, fill

PEOPLE = (ANA, BEN)
DAY = day_span(date(2026, 11, 24), ZONE)
SPANS = (DAY, day_span(date(2026, 11, 22), ZONE, 7))
ENDS = minute_of(day_span(date(2026, 11, 23), ZONE).ends_at)


def agree(desk: Desk, known: DayNow, people: tuple[int, ...] = PEOPLE) -> DayNow:
    """What is made of what was known, which says what the whole does; answers it, to go on from."""
    live = known.live
    assert live is not None
    assert live.window is not None
    asked = LiveAsked(people, live.window, live.today_ends)
    whole, made = (desk.day_now(DAY, people, asked, each) for each in (None, DayKnown(known.planned, live)))
    assert made.planned == whole.planned
    assert made.live is not None
    assert whole.live is not None
    assert (made.live.quiet, made.live.phones, made.live.revision) == (
        whole.live.quiet, whole.live.phones, whole.live.revision,
    )  # fmt: skip
    for later in (0, 1, 29, GOOD_FOR):
        minute = minute_of(desk.clock()) + later
        assert made.live.alarms(minute)[0] == whole.live.alarms(minute)[0]
        assert sorted(made.live.alarms(minute)[1]) == sorted(whole.live.alarms(minute)[1])
    return made


def read_all(desk: Desk, people: tuple[int, ...] = PEOPLE) -> list[DayNow]:
    """All there is to be known of each of the spans."""
    return [desk.day_now(DAY, people, LiveAsked(people, span, ENDS)) for span in SPANS]


def other_act(desk: Desk, job: Job, rng: random.Random) -> object:
    """Something that a hand on the board does not do."""
    version, kind = job.version, rng.randrange(7)
    if kind == 0:
        return desk.perform(DeleteJob(job.id, version, accepted=YES))
    if kind == 1:
        return desk.perform(DispatchJob(job.id, version, accepted=YES))
    if kind == 2:
        return desk.perform(Undo(accepted=YES))
    if kind == 3 and job.starts_at is not None:
        return desk.perform(Snooze(job.id, rng.choice([*ExceptionKind]), job.starts_at, None))
    if kind == 4:
        begins = desk.clock() - timedelta(minutes=rng.randrange(90))
        return desk.perform(SaveRecord(TimeEntry(employee_id=ANA, job_id=job.id, kind=EntryKind.JOB, starts_at=begins)))
    if kind == 5:
        mora = current(desk, Customer(id=LINDQVIST, name="?"))
        return desk.perform(SaveRecord(replace(mora, name=f"Lindqvist {rng.random()}")))
    return desk.perform(AddJob(draft(starts_at=at("12:00"), minutes=60, crew=(BEN,)), YES))


@pytest.mark.parametrize("seed", range(3))
def test_random_acts_leave_what_is_read_whole(desk: Desk, seed: int) -> None:
    rng = random.Random(seed)
    ids = crowded(desk, rng, 12)
    known, did = read_all(desk), 0
    for turn in range(60):
        job = desk.job(rng.choice(ids))
        if job is None:
            did += isinstance(desk.perform(RestoreRecord(rng.choice(ids), YES)), Done)
            continue
        outcome = desk.perform(random_act(job, rng)) if rng.random() < 0.6 else other_act(desk, job, rng)
        if isinstance(outcome, Done):
            did += 1
            ids += [new for new in (outcome.changed_id("job"),) if new is not None and new not in ids]
        if turn % 3 == 0:  # news of several acts at once
            known = [agree(desk, each) for each in known]
    assert did > 20
    [agree(desk, each) for each in known]


def test_a_company_at_work_is_told_of_alike(tmp_path: Path) -> None:
    with closing(demo_desk(str(tmp_path / "demo.db"))) as desk:
        office = desk.office()
        people = tuple(office.row_ids(office.default_calendar))
        day = day_span(NOW.date(), office.zone)
        known = desk.day_now(DAY, people, LiveAsked(people, day, minute_of(day.ends_at)))
        rng, jobs = random.Random(7), [each.job for each in desk.jobs()]
        for chosen in rng.sample(jobs, 25):
            job = desk.job(chosen.id)
            assert job is not None
            desk.perform(SetStatus(job.id, job.version, rng.choice(list(WorkStatus)), "late"))
            known = agree(desk, known, people)


def test_of_a_save_only_the_rows_of_its_job_are_read(tmp_path: Path, postgres_url: str) -> None:
    fill(postgres_url)
    with closing(desk_at(postgres_url)) as desk:
        job_id = done(desk.perform(AddJob(draft(starts_at=at("12:00"), crew=(ANA,)), YES))).changed_id("job") or 0
        asked = LiveAsked(PEOPLE, DAY, ENDS)
        known = desk.day_now(DAY, PEOPLE, asked)
        assert known.live is not None
        with wire(tmp_path / "wire") as listening:
            again = desk.day_now(DAY, PEOPLE, asked, DayKnown(*known))
            assert again.live is not None
            assert again.live.rows is known.live.rows
            assert listening.waits() <= 2, "nothing happened"
            job = desk.job(job_id)
            assert job is not None
            done(desk.perform(EditJob(job.id, job.version, replace(draft_of(job), minutes=120), YES)))
            desk.day_now(DAY, PEOPLE, asked, DayKnown(*known))  # what is asked for the first time is planned
            listening.waits()
            moved = desk.day_now(DAY, PEOPLE, asked, DayKnown(*known))
            assert listening.waits() <= 4
        assert moved.planned.minutes == known.planned.minutes + 30
        assert moved.live is not None
        assert moved.live.rows.get(BEN) is known.live.rows.get(BEN)


def test_what_cannot_be_told_since_is_read_whole(desk: Desk) -> None:
    """Of another time, of other people, an hour later, of a revision that there is not."""
    (known, _) = read_all(desk)
    assert known.live is not None
    job = desk.perform(AddJob(draft(starts_at=at("12:00"), crew=(ANA,)), YES))
    for planned, live in (
        (known.planned._replace(revision=known.planned.revision + 9), replace(known.live, revision=99)),
        (known.planned._replace(revision=0), replace(known.live, revision=0)),
        (known.planned._replace(people=(ANA,)), replace(known.live, people=frozenset((ANA,)))),
        (known.planned._replace(window=SPANS[1]), replace(known.live, good_until=known.live.good_until - 61)),
    ):
        found = desk.day_now(DAY, PEOPLE, LiveAsked(PEOPLE, DAY, ENDS), DayKnown(planned, live))
        assert found == desk.day_now(DAY, PEOPLE, LiveAsked(PEOPLE, DAY, ENDS))
        assert found.planned.minutes == known.planned.minutes + 90
    assert isinstance(job, Done)
