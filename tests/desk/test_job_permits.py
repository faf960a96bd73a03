"""Work that is done, sent or paid for: every act asks the one table, `judge` and `perform` alike."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import (
    AddJob,
    DeleteJob,
    DispatchJob,
    EditJob,
    JobAct,
    PlaceJob,
    PlanJob,
    Redo,
    SetBilling,
    SetStatus,
    Together,
    UnassignJob,
    Undo,
)
from industrack_core.domain.acts.drafts import Scope
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.outcomes import FindingKind, Outcome, Refused, Weight
from industrack_core.domain.records.job import Billing, Job, WorkStatus
from industrack_core.domain.records.job_parts import ItemKind, JobItem
from tests.desk.carries import YES
from tests.desk.office import done
from tests.store.small_company import ANA, BEN, NOW, RUNNING, at, contents, desk_at, draft


def refused(outcome: Outcome) -> Refused:
    assert isinstance(outcome, Refused), outcome
    return outcome


def job_in(desk: Desk, status: WorkStatus, billing: Billing = Billing.NONE, **changes: object) -> Job:
    job_id = done(desk.perform(AddJob(draft(**changes)))).changed_id("job") or 0
    if status is not WorkStatus.NOT_STARTED:
        done(desk.perform(SetStatus(job_id, 1, status, "why")))
    for step in (Billing.APPROVED, Billing.INVOICED):
        if billing is step or billing is Billing.INVOICED:
            done(desk.perform(SetBilling(job_id, fresh(desk, job_id).version, step)))
    return fresh(desk, job_id)


def fresh(desk: Desk, job_id: int) -> Job:
    job = desk.job(job_id)
    assert job is not None
    return job


def edited(job: Job, **changes: object) -> EditJob:
    return EditJob(job.id, job.version, replace(draft_of(job), **changes))  # type: ignore[arg-type]


ACTS: dict[str, Callable[[Job], JobAct | EditJob]] = {
    "move": lambda job: PlanJob(job.id, job.version, job.crew, at("13:00"), job.minutes),
    "length": lambda job: PlanJob(job.id, job.version, job.crew, job.starts_at, job.minutes + 15),
    "crew": lambda job: PlanJob(job.id, job.version, (BEN,), job.starts_at, job.minutes),
    "place": lambda job: PlaceJob(job.id, job.version, BEN, at("13:00")),
    "dispatch": lambda job: DispatchJob(job.id, job.version),
    "delete": lambda job: DeleteJob(job.id, job.version),
    "unassign": lambda job: UnassignJob(job.id, job.version),
    "off the crew": lambda job: PlanJob(job.id, job.version, (), job.starts_at, job.minutes),
    "status": lambda job: SetStatus(job.id, job.version, WorkStatus.NOT_STARTED),
    "form time": lambda job: edited(job, minutes=30),
    "form crew": lambda job: edited(job, crew=(BEN,)),
    "form no crew": lambda job: edited(job, crew=()),
    "form status": lambda job: edited(job, status=WorkStatus.STARTED),
    "form items": lambda job: edited(job, items=(JobItem(name="Filter", kind=ItemKind.PART, one_off=True),)),
    "form dispatch": lambda job: replace(edited(job), dispatch=True),
}


@pytest.mark.parametrize("name", ACTS)
def test_what_is_approved_or_invoiced_stays_as_it_is(desk: Desk, company_url: str, name: str) -> None:
    for billing, words in ((Billing.APPROVED, "take the approval back first"), (Billing.INVOICED, "take that back")):
        job = job_in(
            desk, WorkStatus.COMPLETED, billing, starts_at=at("9:00", 24 if billing is Billing.APPROVED else 25)
        )
        before = contents(company_url)
        act = replace(ACTS[name](job), accepted=YES) if name != "status" else ACTS[name](job)
        for outcome in (desk.judge(act), desk.perform(act)):  # type: ignore[arg-type]
            (finding,) = refused(outcome).findings
            assert (finding.weight, finding.kind) == (Weight.STOPS, FindingKind.BILLED)
            assert words in finding.text
        assert contents(company_url) == before


ASKED = {"move", "length", "crew", "place", "dispatch", "delete", "form time", "form crew", "form dispatch"}
STOPPED = {"unassign", "off the crew", "form no crew"}


@pytest.mark.parametrize("name", ACTS)
def test_a_completed_job_asks_the_right_question(desk: Desk, name: str) -> None:
    job = job_in(desk, WorkStatus.COMPLETED)
    act = ACTS[name](job)
    outcome = desk.judge(act)  # type: ignore[arg-type]
    if name in ASKED:
        assert [finding.kind for finding in refused(outcome).findings] == [FindingKind.COMPLETED]
        assert refused(outcome).asks_only
        assert refused(outcome).sentence.startswith("1001 is Completed: ")
        done(desk.perform(replace(act, accepted=frozenset({FindingKind.COMPLETED}))))
    elif name in STOPPED:
        assert refused(outcome).sentence == "1001 is Completed: it cannot go back to the queue."
    else:
        done(desk.perform(act))


def test_work_under_way_is_not_deleted_and_moves_after_a_question(desk: Desk) -> None:
    job = fresh(desk, RUNNING)
    assert refused(desk.perform(DeleteJob(job.id, 1, accepted=YES))).findings[0].kind is FindingKind.STARTED
    for act in (PlanJob(job.id, 1, (BEN,), at("9:00", 23), 120), edited(job, crew=(ANA,))):
        asked = refused(desk.judge(act))  # type: ignore[arg-type]
        assert asked.asks_only
        assert asked.sentence == "12 is Started: its crew is at it already."
    done(desk.perform(edited(job, note="Ring twice")))


def test_details_of_an_invoiced_job_go(desk: Desk) -> None:
    job = job_in(desk, WorkStatus.COMPLETED, Billing.INVOICED)
    done(desk.perform(edited(job, note="Paid in cash", description="Furnace, back room")))


def test_a_form_says_it_at_the_field_before_it_is_saved(desk: Desk) -> None:
    job = job_in(desk, WorkStatus.COMPLETED, Billing.APPROVED)
    later = replace(draft_of(job), starts_at=at("14:00"))
    assert [(each.field, each.kind) for each in desk.check_entry(later, job.id)] == [("start", FindingKind.BILLED)]
    other = job_in(desk, WorkStatus.COMPLETED, starts_at=at("9:00", 25))
    hints = desk.look(replace(draft_of(other), crew=(BEN,)), other.id)
    assert [(each.field, each.kind) for each in hints] == [("crew", FindingKind.COMPLETED)]


def test_a_series_leaves_an_approved_job_alone(desk: Desk) -> None:
    done(desk.perform(AddJob(draft(recurrence="FREQ=DAILY;COUNT=3"), YES)))
    ids = [each.job.id for each in desk.jobs() if each.job.description == "Furnace"]
    first, second = fresh(desk, ids[0]), fresh(desk, ids[1])
    done(desk.perform(SetStatus(second.id, second.version, WorkStatus.COMPLETED)))
    done(desk.perform(SetBilling(second.id, second.version + 1, Billing.APPROVED)))
    act = replace(edited(first, minutes=30), scope=Scope.ALL, accepted=YES)
    done(desk.perform(act))
    assert fresh(desk, second.id).minutes == 90
    approved = fresh(desk, second.id)
    act = replace(edited(approved, minutes=30), scope=Scope.ALL, accepted=YES)
    assert refused(desk.perform(act)).findings[0].kind is FindingKind.BILLED


def test_several_at_once_say_which_are_refused(desk: Desk, company_url: str) -> None:
    paid = job_in(desk, WorkStatus.COMPLETED, Billing.APPROVED)
    open_ = job_in(desk, WorkStatus.NOT_STARTED, starts_at=at("13:00"))
    acts = (ACTS["dispatch"](paid), ACTS["dispatch"](open_))
    trials = desk.rehearse(acts)  # type: ignore[arg-type]
    assert [trial.would_do for trial in trials] == [False, True]
    assert "take the approval back first" in trials[0].sentence
    before = contents(company_url)
    refused(desk.perform(Together(acts)))  # type: ignore[arg-type]
    assert contents(company_url) == before


def test_an_overlap_that_was_accepted_is_not_asked_again(desk: Desk) -> None:
    job_in(desk, WorkStatus.NOT_STARTED)
    refused(desk.perform(AddJob(draft(description="Second"))))
    second = done(desk.perform(AddJob(draft(description="Second"), YES))).changed_id("job") or 0
    longer = done(desk.perform(PlanJob(second, 1, (ANA,), at("9:00"), 105)))
    assert [finding.kind for finding in longer.warnings] == [FindingKind.OVERLAP]
    assert fresh(desk, second).overlap_accepted
    job_in(desk, WorkStatus.NOT_STARTED, starts_at=at("11:00"), description="Third")
    asked = refused(desk.perform(PlanJob(second, 2, (ANA,), at("9:00"), 180)))
    assert "1003 Third" in asked.sentence
    assert "1001" not in asked.sentence
    first = next(each.job for each in desk.jobs() if each.job.number == "1001")
    done(desk.perform(PlanJob(first.id, 1, (ANA,), at("9:00"), 75)))


@pytest.mark.parametrize(("seconds", "asks"), [(0, False), (10, False), (11, True), (3600, True)])
def test_undo_of_a_dispatch_asks_once_it_may_have_left(company_url: str, seconds: int, asks: bool) -> None:
    now = NOW
    with closing(desk_at(company_url, clock=lambda: now)) as desk:
        job = job_in(desk, WorkStatus.NOT_STARTED)
        done(desk.perform(DispatchJob(job.id, job.version)))
        now = NOW + timedelta(seconds=seconds)
        outcome = desk.perform(Undo())
        if asks:
            assert refused(outcome).asks_only
            assert refused(outcome).sentence == (
                "1001 was dispatched a while ago: undo takes it back from its crew's phones."
            )
            outcome = desk.perform(Undo(frozenset({FindingKind.RECALL})))
        assert done(outcome).line.startswith("Undid: Dispatched 1001")
        now = NOW + timedelta(hours=2)
        done(desk.perform(Redo()))
        done(desk.perform(Undo()))


def test_undo_of_what_sent_nothing_never_asks(company_url: str) -> None:
    now = NOW
    with closing(desk_at(company_url, clock=lambda: now)) as desk:
        job = job_in(desk, WorkStatus.NOT_STARTED)
        done(desk.perform(DispatchJob(job.id, job.version)))
        done(desk.perform(PlanJob(job.id, job.version + 1, (BEN,), at("13:00"), 90)))
        now = NOW + timedelta(hours=1)
        done(desk.perform(Undo()))
        refused(desk.perform(Undo()))


def test_a_yes_to_undo_is_for_the_act_that_was_asked_about(company_url: str) -> None:
    now = NOW
    with closing(desk_at(company_url, clock=lambda: now)) as desk:
        job, other = job_in(desk, WorkStatus.NOT_STARTED), job_in(desk, WorkStatus.NOT_STARTED, crew=(BEN,))
        done(desk.perform(DispatchJob(job.id, job.version)))
        now = NOW + timedelta(hours=1)
        asked = refused(desk.perform(Undo()))
        done(desk.perform(SetStatus(other.id, other.version, WorkStatus.STARTED)))
        yes = Undo(frozenset({FindingKind.RECALL}), asked.revision)
        assert refused(desk.perform(yes)).sentence.startswith("Nothing was undone: your last act is another one now. ")
        assert fresh(desk, other.id).status is WorkStatus.STARTED
        done(desk.perform(Undo()))
        assert done(desk.perform(yes)).line.startswith("Undid: Dispatched")
