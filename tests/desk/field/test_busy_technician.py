"""A form that stays open beside a busy technician: never refused where nothing clashes, and nothing overwritten."""

from dataclasses import replace
from random import Random
from typing import Any

from industrack_core.domain.acts.acts import EditJob, PlanJob
from industrack_core.domain.acts.drafts import JobDraft
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.outcomes import Done, FindingKind, Stale
from industrack_core.domain.records.job import Job, Priority, WorkStatus
from industrack_core.domain.records.job_parts import JobTask
from tests.field.histories import Faults, History
from tests.field.soaking import rounds
from tests.store.small_company import ANA, BEN

EVERY = frozenset(FindingKind)
EDITS = rounds(5)
REPORTS = 20
FIELD_SAYS = ("status", "status_reason")


def typed(chance: Random, job: Job, edit: int) -> JobDraft:
    """What a dispatcher changes in the form that shows this job: some of everything that is the office's."""
    held = draft_of(job)
    several: list[JobDraft] = [
        replace(held, description=f"Boiler {edit}"),
        replace(held, note=f"Gate code {edit}", priority=chance.choice([*Priority])),
        replace(held, minutes=30 + edit, crew=(ANA, BEN)),
        replace(held, tasks=(*held.tasks[:1], *(replace(each, text=f"Task {edit}") for each in held.tasks[1:2]),
                             *held.tasks[2:], JobTask(id=0, text=f"New {edit}"))[:50]),
        replace(held, items=tuple(replace(each, price=each.price + 5) for each in held.items)),
    ]  # fmt: skip
    return chance.choice(several)


def test_an_open_form_beside_a_busy_technician(sqlite_company: str) -> None:
    chance = Random(7)
    history = History(sqlite_company, chance, Faults(wire=False))
    history.begin()
    job_id = history.jobs[0]
    for edit in range(EDITS):
        seen = job_now(history, job_id)
        held = typed(chance, seen, edit)
        for _ in range(REPORTS):
            history.report(job_id)
        before = job_now(history, job_id)
        assert before.version > seen.version, "the technician changed the job"
        outcome = history.field_desk.desk.perform(EditJob(job_id, seen.version, held, EVERY))
        assert isinstance(outcome, Done), outcome
        after = job_now(history, job_id)
        assert {name: getattr(after, name) for name in FIELD_SAYS} == {
            name: getattr(before, name) for name in FIELD_SAYS
        }
        assert ticks(after).items() >= ticks(before).items()
        assert used(after).items() >= used(before).items()
        assert office_says(after, held) == office_says_typed(held)
    history.close()


def test_a_carried_block_beside_a_busy_technician(sqlite_company: str) -> None:
    history = History(sqlite_company, Random(8), Faults(wire=False))
    history.begin()
    job_id = history.jobs[0]
    seen = job_now(history, job_id)
    for _ in range(REPORTS):
        history.report(job_id)
    outcome = history.field_desk.desk.perform(PlanJob(job_id, seen.version, (BEN,), seen.starts_at, 30, EVERY))
    assert isinstance(outcome, Done), outcome
    history.close()


def test_a_status_that_both_set_is_as_between_two_people(sqlite_company: str) -> None:
    history = History(sqlite_company, Random(9), Faults(wire=False))
    history.begin()
    job_id = history.jobs[0]
    seen = job_now(history, job_id)
    history.phones[0].say("step", int(history.now.timestamp()), job_id, step="start_job", reason="")
    history.end()
    held = replace(draft_of(seen), status=WorkStatus.COMPLETED)
    outcome = history.field_desk.desk.perform(EditJob(job_id, seen.version, held, EVERY))
    assert isinstance(outcome, Stale)
    assert outcome.who == "Ana Ruiz (phone)"
    assert job_now(history, job_id).status is WorkStatus.STARTED
    history.close()


def job_now(history: History, job_id: int) -> Job:
    found = history.field_desk.desk.job(job_id)
    assert found is not None
    return found


def field_says(job: Job) -> list[object]:
    return [getattr(job, name) for name in FIELD_SAYS]


def ticks(job: Job) -> dict[int, bool]:
    return {task.id: task.done for task in job.tasks}


def used(job: Job) -> dict[int, int | None]:
    return {item.id: item.used for item in job.items}


def office_says(job: Job, held: JobDraft) -> dict[str, Any]:
    """What the form held, of the job as it is."""
    texts = [task.text for task in job.tasks]
    return {
        "description": job.description, "note": job.note, "priority": job.priority, "minutes": job.minutes,
        "crew": set(job.crew), "tasks": texts,
        "prices": {item.id: item.price for item in job.items if item.id in {each.id for each in held.items}},
    }  # fmt: skip


def office_says_typed(held: JobDraft) -> dict[str, Any]:
    return {
        "description": held.description, "note": held.note, "priority": held.priority, "minutes": held.minutes,
        "crew": set(held.crew), "tasks": [task.text for task in held.tasks],
        "prices": {item.id: item.price for item in held.items},
    }  # fmt: skip
