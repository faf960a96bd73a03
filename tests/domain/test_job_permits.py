"""What may be done to a job in which state, as a table of values."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from industrack_core.domain.acts.job_permits import PERMITS, Deed, deeds_of, permit_findings
from industrack_core.domain.outcomes import FindingKind, Weight
from industrack_core.domain.records.job import Billing, Delivery, Job, WorkStatus
from industrack_core.domain.records.job_parts import ItemKind, JobItem

NINE = datetime(2026, 11, 24, 9, tzinfo=UTC)
ASKS, STOPS = Weight.ASKS, Weight.STOPS
PART = JobItem(id=1, kind=ItemKind.PART, name="Filter")
SENT, CHANGED = Delivery.DISPATCHED, Delivery.CHANGED


def job(**changes: Any) -> Job:
    return Job(**{"id": 7, "number": "1303", "customer_id": 1, "starts_at": NINE, "crew": (1,), **changes})


@pytest.mark.parametrize(
    ("standing", "deeds", "said"),
    [
        ({}, tuple(Deed), []),
        ({"status": WorkStatus.DECLINED}, tuple(Deed), []),
        ({"status": WorkStatus.DECLINED, "delivery": SENT}, (Deed.CREW, Deed.DISPATCH, Deed.MOVE), []),
        ({"status": WorkStatus.COMPLETED}, (Deed.STATUS, Deed.ITEMS), []),
        ({"status": WorkStatus.COMPLETED}, (Deed.MOVE,), [(ASKS, "its work is done already")]),
        ({"status": WorkStatus.COMPLETED}, (Deed.CREW,), [(ASKS, "its work is done already")]),
        ({"status": WorkStatus.COMPLETED}, (Deed.DISPATCH,), [(ASKS, "dispatching sends it to the crew once more")]),
        ({"status": WorkStatus.COMPLETED}, (Deed.DELETE,), [(ASKS, "what was done is deleted with it")]),
        (
            {"status": WorkStatus.COMPLETED, "delivery": SENT}, (Deed.DELETE,),
            [(ASKS, "what was done is deleted with it"), (ASKS, "it will be recalled")],
        ),
        ({"status": WorkStatus.COMPLETED, "delivery": SENT}, (Deed.UNASSIGN,), [(STOPS, "cannot go back to")]),
        ({"status": WorkStatus.COMPLETED}, (Deed.MOVE, Deed.CREW), [(ASKS, "its work is done already")]),
        ({"status": WorkStatus.STARTED}, (Deed.MOVE, Deed.CREW), [(ASKS, "1303 is Started: its crew is at it")]),
        ({"status": WorkStatus.ON_TRAVEL}, (Deed.MOVE,), [(ASKS, "1303 is On Travel: its crew is at it already")]),
        ({"status": WorkStatus.PAUSED}, (Deed.CREW,), [(ASKS, "1303 is Paused: its crew is at it already")]),
        ({"status": WorkStatus.PAUSED}, (Deed.STATUS, Deed.ITEMS, Deed.DISPATCH), []),
        ({"status": WorkStatus.STARTED}, (Deed.DELETE,), [(STOPS, "a job that is under way cannot be deleted")]),
        ({"status": WorkStatus.STARTED, "delivery": SENT}, (Deed.DELETE,), [(STOPS, "under way cannot be deleted")]),
        ({"delivery": SENT}, (Deed.MOVE, Deed.CREW, Deed.STATUS, Deed.ITEMS, Deed.DISPATCH), []),
        ({"delivery": SENT}, (Deed.UNASSIGN,), [(ASKS, "it will be recalled from the crew")]),
        ({"delivery": CHANGED}, (Deed.DELETE,), [(ASKS, "it will be recalled from the crew")]),
    ],
)  # fmt: skip
def test_what_goes_asks_and_is_refused(
    standing: dict[str, Any], deeds: tuple[Deed, ...], said: list[tuple[Weight, str]]
) -> None:
    found = permit_findings(job(**standing), deeds)
    assert [finding.weight for finding in found] == [weight for weight, _ in said]
    assert all(words in finding.text for finding, (_, words) in zip(found, said, strict=True))


@pytest.mark.parametrize("deed", Deed)
@pytest.mark.parametrize(
    ("billing", "words"),
    [
        (Billing.APPROVED, "1303 is Approved: take the approval back first."),
        (Billing.INVOICED, "1303 is Invoiced: take that back first, and then the approval."),
    ],
)
def test_what_is_approved_or_invoiced_is_refused_with_no_other_question(
    deed: Deed, billing: Billing, words: str
) -> None:
    (finding,) = permit_findings(job(status=WorkStatus.COMPLETED, billing=billing, delivery=SENT), (deed,))
    assert (finding.weight, finding.kind, finding.text) == (STOPS, FindingKind.BILLED, words)


@pytest.mark.parametrize(
    ("changes", "deeds"),
    [
        ({"note": "x", "description": "y", "number": "8"}, set()),
        ({"starts_at": NINE + timedelta(minutes=15)}, {Deed.MOVE}),
        ({"minutes": 75}, {Deed.MOVE}),
        ({"crew": (2,)}, {Deed.CREW}),
        ({"crew": (1, 2), "minutes": 90}, {Deed.CREW, Deed.MOVE}),
        ({"crew": ()}, {Deed.UNASSIGN}),
        ({"starts_at": None, "minutes": 30}, {Deed.UNASSIGN}),
        ({"status": WorkStatus.STARTED}, {Deed.STATUS}),
        ({"items": (PART,)}, {Deed.ITEMS}),
    ],
)
def test_which_deeds_a_change_comes_to(changes: dict[str, Any], deeds: set[Deed]) -> None:
    assert deeds_of(job(), replace(job(), **changes)) == deeds


def test_the_order_of_a_crew_is_no_change_and_nothing_is_taken_from_a_job_of_the_queue() -> None:
    assert not deeds_of(job(crew=(1, 2)), job(crew=(2, 1)))
    assert deeds_of(job(crew=()), job(crew=(1,))) == {Deed.CREW}
    assert deeds_of(job(crew=(1,), starts_at=None), job(crew=(), starts_at=None)) == {Deed.UNASSIGN}


def test_every_state_of_the_table_is_one_of_a_job() -> None:
    assert all(isinstance(state, Billing | WorkStatus | Delivery) for state in PERMITS)
