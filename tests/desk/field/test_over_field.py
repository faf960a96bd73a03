"""Nobody in the office is refused a save because a technician pressed a button, and no save undoes what one said."""

from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import (
    Act,
    CopyJob,
    DeleteJob,
    DispatchJob,
    EditJob,
    PlaceJob,
    PlanJob,
    SaveRecord,
    SetBilling,
    SetStatus,
    Together,
    UnassignJob,
)
from industrack_core.domain.acts.drafts import JobDraft
from industrack_core.domain.acts.field_acts import RecallJob, SignOutDevice
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.field.records import Device, DeviceState
from industrack_core.domain.outcomes import Done, FindingKind, Stale
from industrack_core.domain.records.customer import Location
from industrack_core.domain.records.job import Billing, Job, Priority, WorkStatus
from industrack_core.domain.records.job_parts import ItemKind, JobItem, JobTask
from tests.desk.field.reported import added, changed
from tests.desk.office import done
from tests.store.small_company import ANA, BEN, DISPATCHED, MILL_ROAD, at, desk_at, draft

TASKS = (JobTask(id=0, text="Isolate"), JobTask(id=0, text="Sign"))
ITEMS = (JobItem(id=0, kind=ItemKind.PART, name="Filter", quantity=2000),)
STARTED, DECLINED, DONE = WorkStatus.STARTED, WorkStatus.DECLINED, WorkStatus.COMPLETED


@pytest.fixture
def job(desk: Desk) -> Job:
    """A job of Ana's with two tasks and an item, changed since it was dispatched."""
    accepted = frozenset(FindingKind)
    held = draft(crew=(ANA,), tasks=TASKS, items=ITEMS)
    done(desk.perform(EditJob(DISPATCHED, 1, held, accepted, dispatch=True)))
    saved = desk.job(DISPATCHED)
    assert saved is not None
    done(desk.perform(EditJob(saved.id, saved.version, replace(draft_of(saved), note="Ring"), accepted)))
    return now(desk, saved)


def now(desk: Desk, job: Job) -> Job:
    found = desk.job(job.id)
    assert found is not None
    return found


def acts_on(job: Job) -> dict[str, Act]:
    every = frozenset(FindingKind)
    return {
        "plan": PlanJob(job.id, job.version, (BEN,), at("11:00"), 30, every),
        "place": PlaceJob(job.id, job.version, BEN, at("11:00"), every),
        "unassign": UnassignJob(job.id, job.version, every),
        "dispatch": DispatchJob(job.id, job.version, every),
        "recall": RecallJob(job.id, job.version, every),
        "status": SetStatus(job.id, job.version, WorkStatus.PAUSED, "waiting", every),
        "billing": SetBilling(job.id, job.version, Billing.APPROVED, every),
        "copy": CopyJob(job.id, job.version, (BEN,), at("11:00"), 30, every),
        "delete": DeleteJob(job.id, job.version, accepted=every),
        "edit": EditJob(job.id, job.version, replace(draft_of(job), note="Gate code 4711"), every),
    }


# of each act what it comes to after a tick, after Started, after Declined (with a reason): it goes on, or it is Stale
COMES_TO = {
    "plan": ("goes", "goes", "goes"),
    "place": ("goes", "goes", "goes"),
    "unassign": ("goes", "refused", "stale"),
    "dispatch": ("goes", "goes", "stale"),
    "recall": ("goes", "goes", "goes"),
    "status": ("goes", "stale", "stale"),
    "billing": ("refused", "refused", "refused"),
    "copy": ("goes", "goes", "goes"),
    "delete": ("stale", "stale", "stale"),
    "edit": ("goes", "goes", "goes"),
}


def report(url: str, job: Job, which: int) -> dict[str, Any]:
    columns: dict[str, Any] = (
        {"tasks": (replace(job.tasks[0], done=True), *job.tasks[1:])},
        {"status": STARTED},
        {"status": DECLINED, "status_reason": "ill"},
    )[which]
    changed(url, Job, job.id, **columns)
    return columns


@pytest.mark.parametrize("together", [False, True])
@pytest.mark.parametrize("which", range(3))
@pytest.mark.parametrize("name", COMES_TO)
def test_every_act_over_what_a_technician_said(
    desk: Desk, company_url: str, job: Job, name: str, which: int, together: bool
) -> None:
    act, expected = acts_on(job)[name], COMES_TO[name][which]
    columns = report(company_url, job, which)
    if together:
        if isinstance(act, EditJob):
            return
        act = Together((act,))  # type: ignore[arg-type]
    outcome = desk.perform(act)
    assert type(outcome).__name__ == {"goes": "Done", "stale": "Stale", "refused": "Refused"}[expected], outcome
    after = desk.job(job.id)
    assert after is not None
    kept = {key: value for key, value in columns.items() if not (name == "status" and key.startswith("status"))}
    assert all(getattr(after, key) == value for key, value in kept.items()), "what the technician said stands"


@pytest.mark.parametrize("name", [name for name in COMES_TO if name not in ("edit", "copy")])
def test_an_office_act_in_between_is_stale_as_before(desk: Desk, company_url: str, job: Job, name: str) -> None:
    act = acts_on(job)[name]
    report(company_url, job, 0)
    with closing(desk_at(company_url, "noa")) as other:
        done(other.perform(EditJob(job.id, now(desk, job).version, replace(draft_of(now(desk, job)), note="by Noa"))))
    report(company_url, now(desk, job), 1)
    outcome = desk.perform(act)
    assert isinstance(outcome, Stale)
    assert now(desk, job).note == "by Noa"


def test_a_form_that_holds_an_older_status_does_not_set_it_back(desk: Desk, company_url: str, job: Job) -> None:
    held = replace(draft_of(job), description="Boiler, again")
    changed(company_url, Job, job.id, status=STARTED)
    changed(company_url, Job, job.id, status=DONE)
    done(desk.perform(EditJob(job.id, job.version, held)))
    assert (now(desk, job).status, now(desk, job).description) == (DONE, "Boiler, again")


def test_a_form_and_a_technician_at_the_same_lists(desk: Desk, company_url: str, job: Job) -> None:
    (first, second), (item,) = job.tasks, job.items
    held = replace(
        draft_of(job),
        tasks=(first, replace(second, text="Sign the sheet"), JobTask(id=0, text="Sweep")),
        items=(replace(item, price=1250),),
        priority=Priority.HIGH,
    )
    theirs = JobItem(id=9_000, kind=ItemKind.PART, name="Seal", quantity=1000)
    changed(company_url, Job, job.id, tasks=(replace(first, done=True), second), items=(item, theirs))
    done(desk.perform(EditJob(job.id, job.version, held)))
    after = now(desk, job)
    assert [(task.text, task.done) for task in after.tasks] == [
        ("Isolate", True), ("Sign the sheet", False), ("Sweep", False),
    ]  # fmt: skip
    assert [(each.name, each.price) for each in after.items] == [("Filter", 1250), ("Seal", theirs.price)]
    assert after.priority is Priority.HIGH


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ({"status": DONE}, {"status": STARTED}),
        ({"status": WorkStatus.PAUSED, "status_reason": "waiting"}, {"status_reason": "no part"}),
        ({"status": DONE}, {"status_reason": "no part"}),
        ({"tasks": "first untick"}, {"tasks": "first"}),
        ({"tasks": "without first"}, {"tasks": "first"}),
    ],
)
def test_a_clash_is_stale_as_between_two_people(
    desk: Desk, company_url: str, job: Job, mine: dict[str, Any], theirs: dict[str, Any]
) -> None:
    first, second = job.tasks
    lists = {
        "first": (replace(first, done=True), second),
        "first untick": (replace(first, done=True, text="Isolate it"), second),
        "without first": (second,),
    }
    held: JobDraft = replace(draft_of(job), **{key: lists.get(value, value) for key, value in mine.items()})
    said = {key: lists.get(value, value) for key, value in theirs.items()}
    changed(company_url, Job, job.id, **said)
    outcome = desk.perform(EditJob(job.id, job.version, held))
    if mine == {"tasks": "first untick"}:
        assert isinstance(outcome, Done), "both ticked it"
        assert now(desk, job).tasks[0] == replace(first, done=True, text="Isolate it")
        return
    assert isinstance(outcome, Stale)
    assert outcome.who == "Ana Ruiz (phone)"
    assert all(getattr(now(desk, job), key) == value for key, value in said.items())


def test_a_form_that_dispatches_does_not_wipe_a_decline_out(desk: Desk, company_url: str, job: Job) -> None:
    changed(company_url, Job, job.id, status=DECLINED, status_reason="ill")
    held = replace(draft_of(job), note="x")
    assert isinstance(desk.perform(EditJob(job.id, job.version, held, frozenset(FindingKind), dispatch=True)), Stale)
    done(desk.perform(EditJob(job.id, job.version, held, frozenset(FindingKind))))
    assert now(desk, job).status is DECLINED


@pytest.mark.parametrize(
    ("before", "since"),
    [({}, {"status": STARTED}), ({"status": DECLINED, "status_reason": "ill"}, {"tasks": ()}), ({}, {"tasks": ()})],
)
def test_a_form_that_dispatches_goes_over_what_is_no_decline_of_since(
    desk: Desk, company_url: str, job: Job, before: dict[str, Any], since: dict[str, Any]
) -> None:
    if before:
        changed(company_url, Job, job.id, **before)
    seen = now(desk, job)
    columns = {**since, "tasks": (replace(job.tasks[0], done=True), job.tasks[1])} if "tasks" in since else since
    changed(company_url, Job, job.id, **columns)
    held = replace(draft_of(seen), note="x")
    done(desk.perform(EditJob(job.id, seen.version, held, frozenset(FindingKind), dispatch=True)))


def test_a_record_that_clashes_is_stale(desk: Desk, company_url: str) -> None:
    place = desk.records("location", [MILL_ROAD])[MILL_ROAD]
    assert isinstance(place, Location)
    changed(company_url, Location, MILL_ROAD, site_note="Dog")
    assert isinstance(desk.perform(SaveRecord(replace(place, site_note="Cat"))), Stale)


def test_two_columns_of_a_location(desk: Desk, company_url: str) -> None:
    place = desk.records("location", [MILL_ROAD])[MILL_ROAD]
    assert isinstance(place, Location)
    changed(company_url, Location, MILL_ROAD, site_note="Dog in the yard")
    done(desk.perform(SaveRecord(replace(place, name="Old mill"))))
    after = desk.records("location", [MILL_ROAD])[MILL_ROAD]
    assert isinstance(after, Location)
    assert (after.name, after.site_note) == ("Old mill", "Dog in the yard")
    assert isinstance(desk.perform(SaveRecord(replace(place, site_note="No dog"))), Stale)


def test_what_an_act_would_come_to_says_the_same(desk: Desk, company_url: str, job: Job) -> None:
    act = acts_on(job)["plan"]
    report(company_url, job, 1)
    assert isinstance(act, PlanJob)
    assert isinstance(desk.judge(act), Done)
    (trial,) = desk.rehearse([act])
    assert trial.would_do


def test_a_version_that_never_was_is_stale(desk: Desk, company_url: str, job: Job) -> None:
    report(company_url, job, 0)
    for version in (0, job.version + 1_000):
        assert isinstance(desk.perform(PlanJob(job.id, version, (BEN,), at("11:00"), 30)), Stale)


@pytest.mark.parametrize(("said", "kind"), [({"next_hash": "ab" * 32}, Done), ({"state": DeviceState.LEAVING}, Stale)])
def test_a_phone_is_signed_out_though_it_changed_its_token(
    desk: Desk, company_url: str, said: dict[str, Any], kind: type
) -> None:
    device_id = added(company_url, Device(employee_id=ANA, token_hash="cd" * 32, paired_at=at("8:00")))
    changed(company_url, Device, device_id, act="FieldSync", **said)
    assert isinstance(desk.perform(SignOutDevice(device_id, 1)), kind)
