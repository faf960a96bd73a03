"""Short words for what the tests of the office's records say again and again."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import AddJob, EditJob, SaveRecord
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.outcomes import Done, FindingKind, Refused
from industrack_core.domain.records.estimate import Discount, Estimate, EstimateLine, EstimateStatus, job_items
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.job_parts import ItemKind
from industrack_core.store.engine import server_address, sqlite_file
from tests.store.small_company import LINDQVIST, draft

YES = frozenset(FindingKind)


def done(outcome: object) -> Done:
    """The outcome, which must be that it was done."""
    assert isinstance(outcome, Done), getattr(outcome, "sentence", outcome)
    return outcome


def written(desk: Desk, job_id: int, word: str) -> int:
    """A word that this desk writes into a job, whatever it warns of; the act's revision."""
    job = desk.job(job_id)
    assert job is not None
    return done(desk.perform(EditJob(job.id, job.version, replace(draft_of(job), description=word), YES))).revision


def refused(outcome: object) -> str:
    """The sentence of a refusal."""
    assert isinstance(outcome, Refused), outcome
    assert outcome.sentence.strip()
    return outcome.sentence


def fields_refused(outcome: object) -> list[str]:
    """The fields at which a refusal has its findings."""
    assert isinstance(outcome, Refused), outcome
    assert all(finding.text.strip() for finding in outcome.findings)
    return [finding.field for finding in outcome.findings]


def saved(desk: Desk, record: Any, **options: Any) -> Any:
    """The record as it is after it was saved."""
    outcome = done(desk.perform(SaveRecord(record, **options)))
    return current(desk, record, outcome.changes[0].id)


def current(desk: Desk, record: Any, record_id: int = 0) -> Any:
    """A record as it is now; None when it is gone."""
    kind = {"Group": "employee_group"}.get(type(record).__name__, snake(type(record).__name__))
    return desk.records(kind, [record_id or record.id]).get(record_id or record.id)


def snake(name: str) -> str:
    """`JobColor` as `job_color`."""
    return "".join(f"_{char.lower()}" if char.isupper() else char for char in name).removeprefix("_")


LINES = (
    EstimateLine(text="Boiler", kind=ItemKind.EQUIPMENT, quantity=1000, price=120_000),
    EstimateLine(text="Mounting", quantity=2500, price=8000, discount=Discount(rate=10_000)),
)


def estimate(desk: Desk, **changes: Any) -> Estimate:
    """A won estimate for Lindqvist, saved."""
    usual: dict[str, Any] = {
        "customer_id": LINDQVIST, "description": "New boiler", "status": EstimateStatus.WON,
        "made_on": date(2026, 11, 20), "lines": LINES, "tax_rate": 8875,
    }  # fmt: skip
    found: Estimate = saved(desk, Estimate(**{**usual, **changes}))
    return found


def conversion(made_of: Estimate, **changes: Any) -> AddJob:
    """The act that makes a job of an estimate, as the form would."""
    usual: dict[str, Any] = {
        "customer": made_of.customer_id, "location_id": made_of.location_id, "description": made_of.description,
        "items": job_items(made_of), "note": made_of.note, "attachments": made_of.attachments,
        "estimate_id": made_of.id, "estimate_version": made_of.version,
    }  # fmt: skip
    return AddJob(draft(**{**usual, **changes}))


def converted(desk: Desk, made_of: Estimate, **changes: Any) -> Job:
    """The job that a conversion made."""
    job = desk.job(done(desk.perform(conversion(made_of, **changes))).changed_id("job") or 0)
    assert job is not None
    return job


def statuses(desk: Desk, ids: Iterable[int]) -> list[str]:
    """How these estimates stand, in words."""
    found = desk.records("estimate", list(ids))
    return [found[each].status.value for each in ids]  # type: ignore[union-attr]


def wait_long_for_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many who save at once on a slow machine the last one waits for longer than a person would."""
    monkeypatch.setattr(sqlite_file, "BUSY_MILLISECONDS", 60_000)
    monkeypatch.setattr(server_address, "STATEMENT_MILLISECONDS", 60_000)
