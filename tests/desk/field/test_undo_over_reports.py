"""Undo beside phones: what a technician reported stays, and what a phone fetched is recalled and not forgotten."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import (
    AddJob,
    DeleteJob,
    DispatchJob,
    EditJob,
    PlanJob,
    Redo,
    SetStatus,
    UnassignJob,
    Undo,
)
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.field.records import FieldReport
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import FindingKind
from industrack_core.domain.records.job import Delivery, Job, WorkStatus
from industrack_core.domain.records.job_parts import JobTask
from industrack_core.domain.records.outbox import OutboxEntry
from tests.desk.field.reported import added, changed
from tests.desk.office import done, refused
from tests.store.small_company import ANA, BEN, at, desk_at, draft, rows

EVERY = frozenset(FindingKind)
TASKS = (JobTask(id=0, text="Isolate"), JobTask(id=0, text="Sign"))


def job_of(desk: Desk, job_id: int) -> Job:
    found = desk.job(job_id)
    assert found is not None
    return found


@pytest.fixture
def job(desk: Desk) -> Job:
    """A job of Ana's with two tasks, saved."""
    return job_of(desk, done(desk.perform(AddJob(draft(tasks=TASKS), EVERY))).changed_id("job") or 0)


def entries(url: str, job_id: int) -> list[tuple[object, ...]]:
    return rows(url, "SELECT errand, sent_s, employee_id FROM outbox WHERE job_id = :job ORDER BY id", job=job_id)


def last_entry(url: str, job_id: int) -> int:
    ((found,),) = rows(url, "SELECT max(id) FROM outbox WHERE job_id = :job", job=job_id)
    assert isinstance(found, int)
    return found


def fetched(url: str, job_ids: Sequence[int]) -> None:
    """The phones of the crews have fetched what waits."""
    for job_id in job_ids:
        changed(url, OutboxEntry, last_entry(url, job_id), act="FieldSync", sent_s=1_800_000_000)


def on_the_phone(url: str, job_id: int) -> tuple[object, ...]:
    """Which entry a crew's phones should have, and how far it got."""
    (found,) = rows(url, "SELECT entry_id, receipt FROM job_crew WHERE job_id = :job", job=job_id)
    return found


def test_a_status_that_was_reported_since_does_not_go_back_though_it_is_the_same_again(
    desk: Desk, company_url: str, job: Job
) -> None:
    done(desk.perform(SetStatus(job.id, job.version, WorkStatus.STARTED, accepted=EVERY)))
    for status in (WorkStatus.PAUSED, WorkStatus.STARTED):
        changed(company_url, Job, job.id, status=status)
    assert " built on it: " in refused(desk.perform(Undo()))
    assert job_of(desk, job.id).status is WorkStatus.STARTED


def test_a_status_that_was_reported_stays_whatever_the_office_did_since(desk: Desk, company_url: str, job: Job) -> None:
    done(desk.perform(SetStatus(job.id, job.version, WorkStatus.STARTED, accepted=EVERY)))
    for status in (WorkStatus.PAUSED, WorkStatus.STARTED):
        changed(company_url, Job, job.id, status=status)
    with closing(desk_at(company_url, "noa")) as noa:
        done(noa.perform(PlanJob(job.id, job_of(noa, job.id).version, (BEN,), at("11:00"), 30, EVERY)))
        done(noa.perform(PlanJob(job.id, job_of(noa, job.id).version, job.crew, job.starts_at, job.minutes, EVERY)))
    assert " built on it: " in refused(desk.perform(Undo()))


def test_a_status_that_the_office_said_again_after_a_report_stays(desk: Desk, company_url: str, job: Job) -> None:
    done(desk.perform(SetStatus(job.id, job.version, WorkStatus.STARTED, accepted=EVERY)))
    changed(company_url, Job, job.id, status=WorkStatus.PAUSED)
    with closing(desk_at(company_url, "noa")) as noa:
        done(noa.perform(SetStatus(job.id, job_of(noa, job.id).version, WorkStatus.STARTED, accepted=EVERY)))
    assert " built on it: " in refused(desk.perform(Undo()))


def test_a_move_goes_back_and_what_was_reported_stays(desk: Desk, company_url: str, job: Job) -> None:
    done(desk.perform(PlanJob(job.id, job.version, (BEN,), at("11:00"), 30, EVERY)))
    changed(company_url, Job, job.id, status=WorkStatus.STARTED, tasks=(replace(job.tasks[0], done=True), job.tasks[1]))
    done(desk.perform(Undo()))
    back = job_of(desk, job.id)
    assert (back.crew, back.starts_at, back.minutes) == (job.crew, job.starts_at, job.minutes)
    assert (back.status, back.tasks[0].done) == (WorkStatus.STARTED, True)
    done(desk.perform(Redo(EVERY)))
    again = job_of(desk, job.id)
    assert (again.crew, again.status, again.tasks[0].done) == ((BEN,), WorkStatus.STARTED, True)


def test_reports_between_and_after_several_acts(desk: Desk, company_url: str, job: Job) -> None:
    done(desk.perform(PlanJob(job.id, job.version, (BEN,), at("11:00"), 30, EVERY)))
    changed(company_url, Job, job.id, tasks=(replace(job.tasks[0], done=True), job.tasks[1]))
    held = job_of(desk, job.id)
    words = (held.tasks[0], replace(held.tasks[1], text="Sign the sheet"))
    done(desk.perform(EditJob(job.id, held.version, replace(draft_of(held), tasks=words), EVERY)))
    after = job_of(desk, job.id)
    changed(company_url, Job, job.id, tasks=(after.tasks[0], replace(after.tasks[1], done=True)))
    done(desk.perform(Undo()))
    assert job_of(desk, job.id).tasks == tuple(replace(task, done=True) for task in job.tasks)
    done(desk.perform(Undo()))
    back = job_of(desk, job.id)
    assert (back.crew, back.tasks) == (job.crew, tuple(replace(task, done=True) for task in job.tasks))
    done(desk.perform(Redo(EVERY)))
    done(desk.perform(Redo(EVERY)))
    assert [task.text for task in job_of(desk, job.id).tasks] == ["Isolate", "Sign the sheet"]


def test_what_a_technician_changed_as_well_is_not_taken_back(desk: Desk, company_url: str, job: Job) -> None:
    done(desk.perform(SetStatus(job.id, job.version, WorkStatus.STARTED)))
    changed(company_url, Job, job.id, status=WorkStatus.PAUSED, status_reason="no part")
    assert (
        refused(desk.perform(Undo())) == "Ana Ruiz (phone) built on it: A report. What phones report is not taken back."
    )
    assert job_of(desk, job.id).status is WorkStatus.PAUSED


def test_a_persons_act_on_it_stands_in_the_way_as_before(desk: Desk, company_url: str, job: Job) -> None:
    done(desk.perform(PlanJob(job.id, job.version, (BEN,), at("11:00"), 30, EVERY)))
    changed(company_url, Job, job.id, status=WorkStatus.STARTED)
    with closing(desk_at(company_url, "noa")) as noa:
        held = job_of(noa, job.id)
        done(noa.perform(EditJob(job.id, held.version, replace(draft_of(held), note="Ring"), EVERY)))
        assert refused(desk.perform(Undo())).startswith("noa built on it: ")
        done(noa.perform(Undo()))
        done(desk.perform(Undo()))
    back = job_of(desk, job.id)
    assert (back.crew, back.status, back.note) == (job.crew, WorkStatus.STARTED, "")


def test_what_no_phone_has_goes_without_a_trace(desk: Desk, company_url: str, job: Job) -> None:
    done(desk.perform(DispatchJob(job.id, job.version, EVERY)))
    line = done(desk.perform(Undo())).line
    assert "phone" not in line
    assert entries(company_url, job.id) == []
    assert on_the_phone(company_url, job.id) == (None, 0)


def test_what_a_phone_fetched_is_recalled(desk: Desk, company_url: str, job: Job) -> None:
    done(desk.perform(DispatchJob(job.id, job.version, EVERY)))
    entry = last_entry(company_url, job.id)
    fetched(company_url, [job.id])
    assert "undo takes it back from its crew's phones" in refused(desk.perform(Undo()))
    for _ in range(2):
        assert done(desk.perform(Undo(EVERY))).line.endswith(" Ana Ruiz's phone had it: recalled.")
        assert entries(company_url, job.id) == [("dispatch", 1_800_000_000, ANA), ("recall", 0, ANA)]
        assert on_the_phone(company_url, job.id) == (None, 0)
        assert job_of(desk, job.id).delivery is Delivery.SAVED
        done(desk.perform(Redo(EVERY)))
        assert entries(company_url, job.id) == [("dispatch", 1_800_000_000, ANA)]
        assert on_the_phone(company_url, job.id) == (entry, 2)
        assert job_of(desk, job.id).delivery is Delivery.DISPATCHED


def test_what_was_sent_before_goes_out_again(desk: Desk, company_url: str, job: Job) -> None:
    done(desk.perform(DispatchJob(job.id, job.version, EVERY)))
    fetched(company_url, [job.id])
    held = job_of(desk, job.id)
    done(desk.perform(EditJob(job.id, held.version, replace(draft_of(held), note="Ring twice"), EVERY, dispatch=True)))
    fetched(company_url, [job.id])
    assert done(desk.perform(Undo(EVERY))).line.endswith(
        " Ana Ruiz's phone had it: what was sent before goes out again."
    )
    assert [errand for errand, _, _ in entries(company_url, job.id)] == ["dispatch"] * 3
    payloads = rows(company_url, "SELECT payload FROM outbox WHERE job_id = :job ORDER BY id", job=job.id)
    assert payloads[0] == payloads[2] != payloads[1]
    assert on_the_phone(company_url, job.id) == (last_entry(company_url, job.id), 1)


def test_a_new_job_that_a_phone_has_goes_and_is_recalled(desk: Desk, company_url: str) -> None:
    job_id = done(desk.perform(AddJob(draft(crew=(ANA, BEN)), EVERY, dispatch=True))).changed_id("job") or 0
    for (entry,) in rows(company_url, "SELECT id FROM outbox WHERE job_id = :job", job=job_id):
        assert isinstance(entry, int)
        changed(company_url, OutboxEntry, entry, act="FieldSync", sent_s=1_800_000_000)
    assert done(desk.perform(Undo(EVERY))).line.endswith(" 2 phones had it: recalled.")
    assert desk.job(job_id) is None
    assert sorted(str(errand) for errand, _, _ in entries(company_url, job_id)) == ["dispatch"] * 2 + ["recall"] * 2
    done(desk.perform(Redo(EVERY)))
    assert job_of(desk, job_id).delivery is Delivery.DISPATCHED


def test_a_new_job_on_which_a_technician_reported_stays(desk: Desk, company_url: str) -> None:
    job_id = done(desk.perform(AddJob(draft(), EVERY, dispatch=True))).changed_id("job") or 0
    report = FieldReport(device_id=1, seq=1, employee_id=ANA, job_id=job_id, at_s=1, said_s=1, received_s=1)
    added(company_url, report)
    assert refused(desk.perform(Undo(EVERY))).endswith("What phones report is not taken back.")
    assert desk.job(job_id) is not None


def test_a_job_comes_back_with_what_was_reported_before_it_went(desk: Desk, company_url: str, job: Job) -> None:
    done(desk.perform(DispatchJob(job.id, job.version, EVERY)))
    fetched(company_url, [job.id])
    changed(company_url, Job, job.id, tasks=(replace(job.tasks[0], done=True), job.tasks[1]))
    done(desk.perform(DeleteJob(job.id, job_of(desk, job.id).version, accepted=EVERY)))
    done(desk.perform(Undo(EVERY)))
    assert job_of(desk, job.id).tasks[0].done
    assert entries(company_url, job.id) == [("dispatch", 1_800_000_000, ANA)]
    assert on_the_phone(company_url, job.id) == (last_entry(company_url, job.id), 2)


def test_an_unassigned_job_that_was_recalled_comes_back_to_the_phone(desk: Desk, company_url: str, job: Job) -> None:
    done(desk.perform(DispatchJob(job.id, job.version, EVERY)))
    entry = last_entry(company_url, job.id)
    fetched(company_url, [job.id])
    done(desk.perform(UnassignJob(job.id, job_of(desk, job.id).version, EVERY)))
    changed(company_url, OutboxEntry, last_entry(company_url, job.id), act="FieldSync", sent_s=1_800_000_060)
    line = done(desk.perform(Undo(EVERY))).line
    assert line.endswith(" Ana Ruiz's phone had it: what was sent before goes out again.")
    assert [errand for errand, _, _ in entries(company_url, job.id)] == ["dispatch", "recall", "dispatch"]
    assert on_the_phone(company_url, job.id) == (last_entry(company_url, job.id), 1)
    assert entry != last_entry(company_url, job.id)


def test_nobody_undoes_for_a_phone(desk: Desk, company_url: str, job: Job) -> None:
    changed(company_url, Job, job.id, status=WorkStatus.STARTED)
    with closing(desk_at(company_url, "Ana Ruiz (phone)")) as phone:
        assert refused(phone.perform(Undo())) == "There is nothing to undo."
    assert job_of(desk, job.id).status is WorkStatus.STARTED
    assert desk.last_touch(Kind.JOB, job.id) is not None
