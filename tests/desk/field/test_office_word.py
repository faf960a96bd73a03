"""What the office says of a job's work, and what its technicians say: each follows from the other."""

from dataclasses import replace

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import (
    Act,
    AddJob,
    DeleteJob,
    DispatchJob,
    EditJob,
    PlanJob,
    Redo,
    SetStatus,
    Together,
    Undo,
)
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.field.records import Visit
from industrack_core.domain.outcomes import FindingKind
from industrack_core.domain.records.job import Job, WorkStatus
from industrack_core.domain.records.job_parts import ItemKind, JobItem
from industrack_core.domain.records.office import Employee, EmployeeState
from tests.desk.field.reported import added, changed
from tests.desk.office import done
from tests.store.small_company import ANA, BEN, CHO, at, draft, rows

EVERY = frozenset(FindingKind)
STARTED, DONE, DECLINED, PAUSED = (
    WorkStatus.STARTED, WorkStatus.COMPLETED, WorkStatus.DECLINED, WorkStatus.PAUSED,
)  # fmt: skip
FRESH = WorkStatus.NOT_STARTED


@pytest.fixture
def job(desk: Desk) -> Job:
    """A job of Ana's and Ben's."""
    found = desk.job(done(desk.perform(AddJob(draft(crew=(ANA, BEN)), EVERY))).changed_id("job") or 0)
    assert found is not None
    return found


def visited(url: str, job: Job, status: WorkStatus, *visits: tuple[int, WorkStatus]) -> None:
    """The technicians stand so, and the job with them."""
    for employee_id, said in visits:
        added(url, Visit(job_id=job.id, employee_id=employee_id, status=said, arrived=True, since_at=at("9:00")))
    if status is not job.status:
        changed(url, Job, job.id, status=status)


def visits(url: str, job: Job) -> dict[int, tuple[object, ...]]:
    found = rows(url, "SELECT employee_id, status, reason, arrived FROM visit WHERE job_id = :job", job=job.id)
    return {int(str(employee_id)): tuple(rest) for employee_id, *rest in found}


def crew_statuses(url: str, job: Job) -> dict[object, object]:
    return dict(rows(url, "SELECT employee_id, status FROM job_crew WHERE job_id = :job", job=job.id))  # type: ignore[arg-type]


def now(desk: Desk, job: Job) -> Job:
    found = desk.job(job.id)
    assert found is not None
    return found


@pytest.mark.parametrize("how", ["status", "form", "together"])
def test_all_visits_of_the_crew_take_the_offices_word(desk: Desk, company_url: str, job: Job, how: str) -> None:
    visited(company_url, job, STARTED, (ANA, STARTED))
    held = now(desk, job)
    acts: dict[str, Act] = {
        "status": SetStatus(job.id, held.version, PAUSED, "no part"),
        "form": EditJob(job.id, held.version, replace(draft_of(held), status=PAUSED, status_reason="no part"), EVERY),
    }
    acts["together"] = Together((acts["status"],))  # type: ignore[arg-type]
    done(desk.perform(acts[how]))
    assert visits(company_url, job) == {ANA: ("paused", "no part", 1), BEN: ("paused", "no part", 0)}
    assert crew_statuses(company_url, job) == {ANA: "paused", BEN: "paused"}
    done(desk.perform(Undo()))
    assert visits(company_url, job) == {ANA: ("started", "", 1)}
    assert crew_statuses(company_url, job) == {ANA: "started", BEN: ""}
    done(desk.perform(Redo(EVERY)))
    assert visits(company_url, job)[BEN] == ("paused", "no part", 0)


def test_a_job_that_nobody_reported_on_has_no_visits(desk: Desk, company_url: str, job: Job) -> None:
    done(desk.perform(SetStatus(job.id, job.version, STARTED)))
    assert visits(company_url, job) == {}


def test_a_job_that_is_deleted_takes_its_visits_along(desk: Desk, company_url: str, job: Job) -> None:
    visited(company_url, job, FRESH, (ANA, FRESH))
    done(desk.perform(DeleteJob(job.id, now(desk, job).version, accepted=EVERY)))
    assert desk.job(job.id) is None


def test_dispatching_a_declined_job_asks_everybody_anew(desk: Desk, company_url: str, job: Job) -> None:
    visited(company_url, job, DECLINED, (ANA, DECLINED), (BEN, DECLINED))
    done(desk.perform(DispatchJob(job.id, now(desk, job).version, EVERY)))
    assert now(desk, job).status is FRESH
    assert [status for status, _, _ in visits(company_url, job).values()] == ["not_started", "not_started"]


@pytest.mark.parametrize(
    ("status", "stood", "crew", "comes_to"),
    [
        (STARTED, ((ANA, DONE), (BEN, FRESH)), (ANA,), DONE),
        (STARTED, ((ANA, STARTED), (BEN, FRESH)), (BEN,), FRESH),
        (STARTED, ((ANA, STARTED), (BEN, FRESH)), (ANA, CHO), STARTED),
        (STARTED, ((ANA, STARTED), (BEN, FRESH)), (CHO,), FRESH),
        (PAUSED, ((ANA, PAUSED), (BEN, DECLINED)), (BEN,), PAUSED),
        (DONE, ((ANA, DONE), (BEN, DONE)), (ANA, CHO), DONE),
        (DECLINED, ((ANA, DECLINED), (BEN, DECLINED)), (CHO,), DECLINED),
    ],
)
def test_a_changed_crew_and_the_status(
    desk: Desk,
    company_url: str,
    job: Job,
    status: WorkStatus,
    stood: tuple[tuple[int, WorkStatus], ...],
    crew: tuple[int, ...],
    comes_to: WorkStatus,
) -> None:
    changed(company_url, Employee, CHO, state=EmployeeState.ACTIVE)
    visited(company_url, job, status, *stood)
    held = now(desk, job)
    done(desk.perform(PlanJob(job.id, held.version, crew, held.starts_at, held.minutes, EVERY)))
    assert now(desk, job).status is comes_to
    assert visits(company_url, job) == {who: (said.value, "", 1) for who, said in stood}
    done(desk.perform(Undo()))
    assert (now(desk, job).status, now(desk, job).crew) == (status, (ANA, BEN))


def test_a_line_that_came_in_the_field_keeps_its_quantity_of_nothing(desk: Desk, company_url: str, job: Job) -> None:
    line = JobItem(id=9_000, kind=ItemKind.PART, name="Seal", quantity=0, one_off=True, used=2000, by=ANA)
    held = draft_of(job)
    changed(company_url, Job, job.id, items=(line,))
    done(desk.perform(EditJob(job.id, job.version, replace(held, note="Ring"), EVERY)))
    assert now(desk, job).items == (line,)
    assert now(desk, job).note == "Ring"
