"""What was asked before an act was done is asked before it is done again."""

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import (
    AddJob,
    DeleteJob,
    DeleteRecord,
    EditJob,
    PlanJob,
    Redo,
    SaveRecord,
    Together,
    Undo,
)
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import FindingKind, Refused
from industrack_core.domain.records.settings import Tag
from tests.desk.office import YES, done
from tests.store.small_company import ANA, DISPATCHED, at, contents, draft


def asked(desk: Desk, act: Redo) -> Refused:
    outcome = desk.perform(act)
    assert isinstance(outcome, Refused), outcome
    assert outcome.asks_only
    return outcome


def added(desk: Desk, hour: str) -> int:
    """A job of Ana's for an hour."""
    fields = draft(starts_at=at(hour), minutes=60, crew=(ANA,), description="Furnace")
    return done(desk.perform(AddJob(fields))).changed_id("job") or 0


def test_what_is_deleted_again_is_said_first(desk: Desk, company_url: str) -> None:
    job_id = added(desk, "09:00")
    there = contents(company_url)
    done(desk.perform(DeleteJob(job_id, 1)))
    done(desk.perform(Undo()))
    question = asked(desk, Redo())
    assert [finding.text for finding in question.findings] == ["Job 1001 is deleted again."]
    assert contents(company_url) == there
    assert done(desk.perform(Redo(frozenset({FindingKind.DELETION}), question.revision))).line.startswith(
        "Redid: Deleted 1001"
    )
    assert desk.job(job_id) is None


def test_a_job_that_is_with_its_crew_is_recalled_only_after_a_question(desk: Desk) -> None:
    done(desk.perform(DeleteJob(DISPATCHED, 1, accepted=YES)))
    done(desk.perform(Undo(YES)))
    kinds = [finding.kind for finding in asked(desk, Redo()).findings]
    assert kinds == [FindingKind.DELETION, FindingKind.RECALL]


def test_a_record_that_leaves_the_pickers_is_deleted_too(desk: Desk) -> None:
    made = done(desk.perform(SaveRecord(Tag(name="VIP")))).changed_id("tag") or 0
    done(desk.perform(DeleteRecord(Kind.TAG, made, 1)))
    done(desk.perform(Undo()))
    assert asked(desk, Redo()).sentence == "Tag VIP is deleted again."


def test_what_is_made_or_changed_once_more_is_not_asked_about(desk: Desk) -> None:
    job_id = added(desk, "09:00")
    done(desk.perform(EditJob(job_id, 1, draft(starts_at=at("09:00"), minutes=60, crew=(ANA,), description="Boiler"))))
    done(desk.perform(Undo()))
    done(desk.perform(Undo()))
    done(desk.perform(Redo()))
    done(desk.perform(Redo()))


def test_a_move_onto_another_job_asks_again(desk: Desk) -> None:
    first, _ = added(desk, "09:00"), added(desk, "10:00")
    done(desk.perform(PlanJob(first, 1, (ANA,), at("10:00"), 60, accepted=YES)))
    done(desk.perform(Undo()))
    assert [finding.kind for finding in asked(desk, Redo()).findings] == [FindingKind.OVERLAP]
    done(desk.perform(Redo(YES)))


def test_jobs_that_went_together_are_in_nobodys_way(desk: Desk) -> None:
    ids = [added(desk, f"{hour:02}:00") for hour in (9, 10, 11)]
    done(desk.perform(Together(tuple(PlanJob(each, 1, (ANA,), at(f"{10 + n}:00"), 60) for n, each in enumerate(ids)))))
    done(desk.perform(Undo()))
    assert done(desk.perform(Redo())).line.startswith("Redid: 3 jobs: ")


def test_several_that_go_are_one_sentence(desk: Desk) -> None:
    ids = [added(desk, f"{hour:02}:00") for hour in (9, 10, 11)]
    done(desk.perform(Together(tuple(DeleteJob(each, 1) for each in ids))))
    done(desk.perform(Undo()))
    assert asked(desk, Redo()).sentence.endswith("is deleted again. And 2 more.")


@pytest.mark.parametrize("again", [True, False])
def test_a_yes_is_for_what_was_asked_about(desk: Desk, again: bool) -> None:
    job_id = added(desk, "09:00")
    done(desk.perform(DeleteJob(job_id, 1)))
    done(desk.perform(Undo()))
    question = asked(desk, Redo())
    if again:
        done(desk.perform(Undo()))
        outcome = desk.perform(Redo(YES, question.revision))
        assert isinstance(outcome, Refused)
        assert outcome.sentence.startswith("Nothing was done again: what you took back last is something else now.")
    else:
        done(desk.perform(Redo(YES, question.revision)))
