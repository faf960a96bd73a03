"""A company to which all sorts of things are done, and what its board shows at moments in between."""

import random
from dataclasses import replace
from datetime import datetime, timedelta

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import (
    Act,
    AddEmployee,
    AddJob,
    DeleteJob,
    DeleteRecord,
    DispatchJob,
    EditJob,
    PlaceJob,
    Redo,
    RestoreRecord,
    SaveRecord,
    SetStatus,
    Snooze,
    UnassignJob,
    Undo,
)
from industrack_core.domain.acts.drafts import JobDraft, NewCustomer
from industrack_core.domain.acts.imported import ImportedJob, ImportJobs
from industrack_core.domain.board.board import BoardPicture
from industrack_core.domain.board.day_now import LiveAsked
from industrack_core.domain.outcomes import FindingKind
from industrack_core.domain.records.customer import Customer
from industrack_core.domain.records.job import Job, WorkStatus
from industrack_core.domain.records.listing import ListQuery
from industrack_core.domain.records.office import Employee, TimeOff
from industrack_core.domain.time.span import Span, day_span
from tests.store.small_company import (
    ANA,
    BEN,
    CHO,
    LINDQVIST,
    MORA,
    NOW,
    TODAY,
    ZONE,
    at,
    draft,
)

YES = frozenset(FindingKind)
WINDOWS = (day_span(TODAY, ZONE), Span(at("0:00", 21), at("0:00", 28)))
Picture = tuple[object, ...]


class Clock:
    """A clock that somebody moves on."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def picture(desk: Desk) -> Picture:
    """Everything the schedule shows of some days, the queue, and what is in the forms of all these jobs."""
    office = desk.office()
    people = [each.id for each in office.employees]
    boards = [in_order(desk.board(office, window, people, people)) for window in WINDOWS]
    live = [desk.live_day(LiveAsked(people, window)) for window in WINDOWS]
    queue = desk.queue()
    jobs = sorted({block.job_id for row in boards[1].rows for block in row.blocks} | {e.job_id for e in queue.entries})
    return (
        office, boards, queue, desk.all_blocks(WINDOWS[1]),
        [(each.rows, each.quiet, each.rest) for each in live],
        [desk.day_now(window, people).planned.minutes for window in WINDOWS],
        desk.days(office, TODAY, 3), [desk.job(each) for each in jobs],
    )  # fmt: skip


def in_order(board: BoardPicture) -> BoardPicture:
    """Time off is read in no order."""
    rows = (replace(each, shades=tuple(sorted(each.shades, key=repr))) for each in board.rows)
    return replace(board, rows=tuple(rows))


def some_draft(dice: random.Random) -> JobDraft:
    return draft(
        customer=dice.choice([LINDQVIST, MORA, NewCustomer(name=dice.choice(["Acme", "Ørsted"]), address="1 Elm")]),
        description=dice.choice(["", "Furnace", "Filter"]),
        starts_at=dice.choice([None, *(some_time(dice) for _ in range(3))]),
        minutes=dice.choice([15, 60, 600, 3000]), crew=dice.choice([(), (ANA,), (BEN, ANA), (CHO,)]),
    )  # fmt: skip


def some_time(dice: random.Random) -> datetime:
    return at(f"{dice.randrange(23)}:30", dice.choice([23, 24, 25]))


def rows_of(dice: random.Random) -> tuple[ImportedJob, ...]:
    return tuple(
        ImportedJob(
            key=dice.choice("abcd"), customer=dice.choice(["Acme", "Mora"]), location="9 Mill Rd",
            employee=dice.choice(["", "Ana Ruiz"]), starts_at=some_time(dice), minutes=20,
        )
        for _ in range(dice.randrange(1, 4))
    )  # fmt: skip


def on_a_job(job: Job, dice: random.Random) -> Act:
    acts: list[Act] = [
        EditJob(job.id, job.version, some_draft(dice), YES),
        PlaceJob(job.id, job.version, dice.choice([ANA, BEN]), some_time(dice), YES),
        PlaceJob(job.id, job.version, dice.choice([ANA, BEN]), some_time(dice), YES),
        UnassignJob(job.id, job.version, YES),
        DeleteJob(job.id, job.version, accepted=YES),
        DispatchJob(job.id, job.version, YES),
        SetStatus(job.id, job.version, dice.choice(list(WorkStatus)), "late", YES),
        Snooze(job.id, "late", job.starts_at or NOW, None),
    ]
    return dice.choice(acts)


def on_a_record(desk: Desk, dice: random.Random) -> Act:
    person = desk.records("employee", [dice.choice([ANA, BEN, CHO])])
    whose = next(each for each in person.values() if isinstance(each, Employee))
    customers = [each for each in desk.records("customer", [LINDQVIST, MORA]).values() if isinstance(each, Customer)]
    deleted = desk.list_page(ListQuery("deletion", "at", True)).rows
    off = TimeOff(employee_id=ANA, starts_at=some_time(dice), ends_at=at("0:00", 27), reason="away")
    acts: list[Act] = [
        SaveRecord(replace(whose, last_name=dice.choice(["Ruiz", "Lee", "Park"]))),
        SaveRecord(replace(dice.choice(customers), name=dice.choice(["Mora", "Moralez"]))),
        SaveRecord(off),
        AddEmployee("", dice.choice(["Kim", "Bo"])),
        *[RestoreRecord(-each.id, YES) for each in deleted[:2]],
        *[DeleteRecord("time_off", each.id, each.version, YES) for each in _off(desk)],
    ]
    return dice.choice(acts)


def _off(desk: Desk) -> list[TimeOff]:
    rows = desk.list_page(ListQuery("time_off", "starts_at", False)).rows
    found = desk.records("time_off", [row.id for row in rows])
    return [each for each in found.values() if isinstance(each, TimeOff)]


def some_act(desk: Desk, dice: random.Random, step: int) -> Act | None:
    if dice.random() < 0.3:
        acts: list[Act] = [Undo(YES), Undo(YES), Redo(YES), ImportJobs(rows_of(dice), "f.csv", str(step // 3))]
        return dice.choice(acts)
    if dice.random() < 0.3:
        return AddJob(some_draft(dice), YES)
    if dice.random() < 0.2:
        return on_a_record(desk, dice)
    jobs = [listed.job for listed in desk.jobs()] + [
        job for entry in desk.queue().entries if (job := desk.job(entry.job_id)) is not None
    ]
    return on_a_job(dice.choice(jobs), dice) if jobs else None


def record(desk: Desk, clock: Clock, dice: random.Random, acts: int, every: int = 3) -> dict[datetime, Picture]:
    """Do random acts, several in a second now and then; what is shown at one moment of `every` so many, after all that
    was done then."""
    recorded: dict[datetime, Picture] = {}
    for step in range(acts):
        act = some_act(desk, dice, step)
        clock.now += timedelta(seconds=dice.choice([0, 1, 40, 900]))
        if act is not None:
            desk.perform(act)
        if not dice.randrange(every) or clock.now in recorded:
            recorded[clock.now] = picture(desk)
    return recorded
