"""Rows of jobs are decided before the write lock is taken, and again where others changed what they were decided on."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from industrack_core.desk import ahead
from industrack_core.desk.desk import Desk
from industrack_core.desk.perform import decide
from industrack_core.desk.upkeep import check_database
from industrack_core.domain.acts.acts import (
    Act,
    AddEmployee,
    AddJob,
    CopyJob,
    DeleteJob,
    DispatchJob,
    EditJob,
    PlanJob,
    SaveRecord,
    SetStatus,
    Undo,
)
from industrack_core.domain.acts.imported import ImportedJob, ImportJobs
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.outcomes import Refused
from industrack_core.domain.records.customer import Customer
from industrack_core.domain.records.job import Job, WorkStatus
from industrack_core.store.writing import journal
from tests.desk.carries import YES
from tests.desk.office import done
from tests.store.small_company import ANA, BEN, NOW, at, desk_at, draft

Given = tuple[Job, Job]
"""A job of a row that was imported, and another one."""


def row(key: str, customer: str = "Ada Lamp", **said: Any) -> ImportedJob:
    usual: dict[str, Any] = {"employee": "Roe, Kim", "service_type": "Lamps", "starts_at": at("9:00"), "minutes": 30}
    return ImportedJob(key=key, customer=customer, **usual, **said)


def rows(*several: ImportedJob) -> ImportJobs:
    return ImportJobs(several, "jobs.csv", "batch")


def given(desk: Desk) -> Given:
    """Rows that were imported already, and a job of the office's own."""
    imported = done(desk.perform(rows(row("a", "Mora Hall", number="N-1")))).changed_id("job")
    other = done(desk.perform(AddJob(draft(), YES))).changed_id("job")
    found = [desk.job(each or 0) for each in (imported, other)]
    assert found[0] is not None
    assert found[1] is not None
    return found[0], found[1]


def ready_for(desk: Desk, act: ImportJobs) -> ahead.Ready:
    ready = ahead.prepared(desk._store, act, desk.who, desk.clock(), decide)
    assert isinstance(ready, ahead.ReadyImport)
    return ready


THE_PIECE = (row("a", "Mora Hall", number="N-1", note="new"), row("b", phone="212 555 0100"), row("c", number="N-3"))
BESIDE: dict[str, Callable[[Given], Act]] = {
    "a move": lambda jobs: PlanJob(jobs[1].id, 1, (BEN,), at("13:00"), 45, YES),
    "a dispatch, which takes ids": lambda jobs: DispatchJob(jobs[1].id, 1, YES),
    "a status": lambda jobs: SetStatus(jobs[1].id, 1, WorkStatus.COMPLETED, accepted=YES),
}
CONCERNS: dict[str, Callable[[Given], Act]] = {
    "its job moved": lambda jobs: PlanJob(jobs[0].id, 1, (ANA,), at("13:00"), 45, YES),
    "its job gone": lambda jobs: DeleteJob(jobs[0].id, 1),
    "another job, with a number": lambda jobs: CopyJob(jobs[1].id, 1, (BEN,), at("15:00"), 30, YES),
    "another job's number": lambda jobs: EditJob(jobs[1].id, 1, replace(draft_of(jobs[1]), number="N-3"), YES),
    "its customer": lambda _: SaveRecord(Customer(name="Ada Lamp", number="7")),
    "a namesake of its employee": lambda _: AddEmployee("Kim", "Roe"),
    "what was imported taken back": lambda _: Undo(),
}


def write(desk: Desk, ready: ahead.Ready) -> bool:
    """Write a piece as `perform` does, if it stands."""
    with desk._store.writing(ready.expect) as tx:
        plan = ready.standing(tx)
        if plan is None:
            return False
        changes = tx.write(plan.changes, "piece")
        journal.write(tx, act_id="piece", at=NOW, who=desk.who, act="ImportJobs", line=plan.line, changes=changes)
        return True


@pytest.mark.parametrize("theirs", BESIDE)
def test_what_others_do_beside_it_leaves_a_piece_as_decided(desk: Desk, company_url: str, theirs: str) -> None:
    jobs = given(desk)
    ready = ready_for(desk, rows(*THE_PIECE))
    with closing(desk_at(company_url, "noor")) as noor:
        done(noor.perform(BESIDE[theirs](jobs)))
    assert write(desk, ready)
    assert [found.sentence for found in check_database(company_url, lambda progress: None)] == []
    assert done(desk.perform(rows(*THE_PIECE))).line == "Nothing new to import."
    added = desk.job(done(desk.perform(AddJob(draft(starts_at=at("18:00")), YES))).changed_id("job") or 0)
    assert added is not None
    assert desk.job_numbered(added.number) == added.id


@pytest.mark.parametrize("theirs", CONCERNS)
def test_what_others_do_to_what_it_was_decided_on_has_it_decided_again(
    desk: Desk, company_url: str, theirs: str
) -> None:
    jobs = given(desk)
    ready = ready_for(desk, rows(*THE_PIECE))
    with closing(desk_at(company_url, "noor")) as noor:
        if theirs == "what was imported taken back":
            done(desk.perform(Undo()))
            done(desk.perform(Undo()))
        else:
            done(noor.perform(CONCERNS[theirs](jobs)))
    assert not write(desk, ready)
    outcome = desk.perform(rows(*THE_PIECE))
    assert isinstance(outcome, Refused) is (theirs in ("another job's number", "a namesake of its employee"))
    assert [found.sentence for found in check_database(company_url, lambda progress: None)] == []
