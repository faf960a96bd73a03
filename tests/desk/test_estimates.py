"""An estimate becomes one job, whoever asks for it and however often; what becomes of it follows from the job."""

import threading
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import (
    Act,
    CopyJob,
    DeleteJob,
    DeleteRecord,
    EditJob,
    Redo,
    SaveRecord,
    SetBilling,
    SetStatus,
    Together,
    Undo,
)
from industrack_core.domain.acts.drafts import Scope
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.outcomes import Done, FindingKind, Outcome, Refused, Stale
from industrack_core.domain.records.estimate import Discount, Estimate, EstimateLine, EstimateStatus, copied
from industrack_core.domain.records.job import Billing, Job, WorkStatus
from industrack_core.domain.records.job_parts import Attachment, AttachmentKind
from tests.desk.office import (
    LINES,
    YES,
    conversion,
    converted,
    current,
    done,
    estimate,
    fields_refused,
    refused,
    wait_long_for_others,
)
from tests.store.small_company import ANA, BEN, LINDQVIST, MILL_ROAD, MORA, OAK_STREET, at, contents, desk_at, rows

WON = EstimateStatus.WON


def standing(desk: Desk, estimate_id: int) -> str:
    (found,) = desk.records("estimate", [estimate_id]).values()
    return found.status.value  # type: ignore[union-attr]


def jobs_of(url: str, estimate_id: int) -> list[object]:
    return [row[0] for row in rows(url, "SELECT id FROM job WHERE estimate_id = :it ORDER BY id", it=estimate_id)]


def fresh(desk: Desk, job: Job) -> Job:
    found = desk.job(job.id)
    assert found is not None
    return found


# -- conversion --------------------------------------------------------------------------------


def test_a_won_estimate_becomes_a_job_with_all_it_says(desk: Desk) -> None:
    link = Attachment(kind=AttachmentKind.LINK, name="Plan", url="https://example.org/plan")
    made_of = estimate(desk, location_id=MILL_ROAD, note="Bring the long ladder", attachments=(link,))
    assert (made_of.number, made_of.total, made_of.status) == ("E1001", 150_248, WON)
    outcome = done(desk.perform(conversion(made_of)))
    job = desk.job(outcome.changed_id("job") or 0)
    assert job is not None
    assert (job.estimate_id, job.location_id, job.note) == (made_of.id, MILL_ROAD, "Bring the long ladder")
    assert [each.url for each in job.attachments] == [link.url]
    assert sum(each.total for each in job.items) == sum(line.total for line in made_of.lines)
    assert standing(desk, made_of.id) == "scheduled"
    assert outcome.line == (
        f"Converted estimate E1001 to {job.number} New boiler: Ana Ruiz, Tue 24 Nov 09:00-10:30."
    )  # fmt: skip
    assert desk.history("estimate", made_of.id)[0].line == outcome.line


def test_without_time_or_crew_it_goes_to_the_queue(desk: Desk) -> None:
    made_of = estimate(desk)
    job = converted(desk, made_of, crew=(), starts_at=None)
    assert job.id in {entry.job_id for entry in desk.queue().entries}
    assert standing(desk, made_of.id) == "scheduled"


def test_a_conversion_of_what_was_changed_meanwhile_is_stale(desk: Desk, company_url: str) -> None:
    made_of = estimate(desk)
    with closing(desk_at(company_url, "bo")) as other:
        done(other.perform(SaveRecord(replace(made_of, lines=LINES[:1]))))
    before = contents(company_url)
    outcome = desk.perform(conversion(made_of))
    assert isinstance(outcome, Stale)
    assert (outcome.label, outcome.who, outcome.version) == ("Estimate E1001", "bo", 2)
    assert contents(company_url) == before


@pytest.mark.parametrize("status", [EstimateStatus.DRAFT, EstimateStatus.PENDING, EstimateStatus.LOST])
def test_what_is_not_won_asks_and_becomes_a_job(desk: Desk, company_url: str, status: EstimateStatus) -> None:
    made_of = estimate(desk, status=status)
    before = contents(company_url)
    asked = desk.perform(conversion(made_of))
    assert isinstance(asked, Refused)
    assert [finding.kind for finding in asked.findings] == [FindingKind.NOT_WON]
    assert asked.asks_only
    assert asked.sentence == f"Estimate E1001 is {status.label}, not Won. It becomes Won, and a job."
    assert contents(company_url) == before
    job_id = done(
        desk.perform(replace(conversion(made_of), accepted=frozenset({FindingKind.NOT_WON})))
    ).changed_id("job") or 0  # fmt: skip
    assert standing(desk, made_of.id) == "scheduled"
    done(desk.perform(DeleteJob(job_id, 1)))
    assert standing(desk, made_of.id) == "won"


def test_a_second_conversion_says_who_and_which_job(desk: Desk, company_url: str) -> None:
    made_of = estimate(desk)
    with closing(desk_at(company_url, "bo")) as other:
        job = converted(other, made_of)
    says = f"Estimate E1001 was converted already by bo: it is job {job.number}."
    assert refused(desk.perform(conversion(made_of))) == says
    assert refused(desk.perform(replace(conversion(made_of), accepted=YES))) == says
    done(desk.perform(SetStatus(job.id, 1, WorkStatus.COMPLETED)))
    done(desk.perform(SetBilling(job.id, 2, Billing.APPROVED)))
    done(desk.perform(SetBilling(job.id, 3, Billing.INVOICED)))
    assert refused(desk.perform(conversion(made_of))) == says, "who converted it, not who touched it last"
    assert jobs_of(company_url, made_of.id) == [job.id]


def test_an_estimate_that_is_gone_cannot_be_converted(desk: Desk) -> None:
    made_of = estimate(desk)
    done(desk.perform(DeleteRecord("estimate", made_of.id, 1)))
    outcome = desk.perform(conversion(made_of))
    assert isinstance(outcome, Stale)
    assert outcome.gone
    assert outcome.sentence.startswith("The estimate was deleted by mika meanwhile")


# -- back and forth ----------------------------------------------------------------------------


def test_deletion_undo_and_redo_carry_the_estimate_along(desk: Desk, company_url: str) -> None:
    made_of = estimate(desk, status=EstimateStatus.PENDING)
    start = contents(company_url)
    job_id = done(desk.perform(replace(conversion(made_of), accepted=YES))).changed_id("job") or 0
    there = contents(company_url)
    gone = done(desk.perform(DeleteJob(job_id, 1)))
    assert "Estimate E1001 is Won again." in gone.line
    without = contents(company_url)
    assert standing(desk, made_of.id) == "won"
    done(desk.perform(Undo()))
    assert contents(company_url) == there
    done(desk.perform(Undo()))
    assert contents(company_url) == start, "Pending again, as it was before the conversion"
    done(desk.perform(Redo(YES)))
    assert contents(company_url) == there
    done(desk.perform(Redo(YES)))
    assert contents(company_url) == without


def test_a_deleted_job_does_not_come_back_to_an_estimate_that_is_another_job(desk: Desk, company_url: str) -> None:
    made_of = estimate(desk)
    job = converted(desk, made_of)
    done(desk.perform(DeleteJob(job.id, 1)))
    with closing(desk_at(company_url, "bo")) as other:
        again = converted(other, current(desk, made_of))
    assert "bo built on it" in refused(desk.perform(Undo()))
    assert jobs_of(company_url, made_of.id) == [again.id]


def test_billing_carries_the_estimate_along(desk: Desk) -> None:
    made_of = estimate(desk)
    job = converted(desk, made_of)
    done(desk.perform(SetStatus(job.id, 1, WorkStatus.COMPLETED)))
    done(desk.perform(SetBilling(job.id, 2, Billing.APPROVED)))
    assert standing(desk, made_of.id) == "scheduled"
    done(desk.perform(SetBilling(job.id, 3, Billing.INVOICED)))
    assert standing(desk, made_of.id) == "invoiced"
    done(desk.perform(SetBilling(job.id, 4, Billing.APPROVED)))
    assert standing(desk, made_of.id) == "scheduled"
    done(desk.perform(Undo()))
    assert standing(desk, made_of.id) == "invoiced"


def test_the_job_of_an_invoiced_estimate_takes_it_back_to_won(desk: Desk) -> None:
    made_of = estimate(desk)
    job = converted(desk, made_of)
    done(desk.perform(SetStatus(job.id, 1, WorkStatus.COMPLETED)))
    done(desk.perform(SetBilling(job.id, 2, Billing.APPROVED)))
    done(desk.perform(SetBilling(job.id, 3, Billing.INVOICED)))
    done(desk.perform(SetBilling(job.id, 4, Billing.APPROVED)))
    done(desk.perform(SetBilling(job.id, 5, Billing.NONE)))
    done(desk.perform(DeleteJob(job.id, 6, accepted=YES)))
    assert standing(desk, made_of.id) == "won"
    done(desk.perform(Undo()))
    assert standing(desk, made_of.id) == "scheduled"


def test_an_invoiced_job_stays_completed_in_the_form_too(desk: Desk) -> None:
    job = converted(desk, estimate(desk))
    done(desk.perform(SetStatus(job.id, 1, WorkStatus.COMPLETED)))
    done(desk.perform(SetBilling(job.id, 2, Billing.APPROVED)))
    job = fresh(desk, job)
    edit = EditJob(job.id, job.version, replace(draft_of(job), status=WorkStatus.NOT_STARTED), YES)
    assert refused(desk.perform(edit)) == f"{job.number} is Approved: take the approval back first."
    done(desk.perform(EditJob(job.id, job.version, replace(draft_of(job), note="Paid in cash"), YES)))


# -- several jobs of one estimate --------------------------------------------------------------


def series_of(desk: Desk, company_url: str) -> tuple[int, list[Job]]:
    made_of = estimate(desk)
    converted(desk, made_of, recurrence="FREQ=DAILY;COUNT=3", crew=(BEN,))
    jobs = [desk.job(int(str(each))) for each in jobs_of(company_url, made_of.id)]
    return made_of.id, [job for job in jobs if job is not None]


def test_a_series_lets_its_estimate_go_with_the_last_job(desk: Desk, company_url: str) -> None:
    estimate_id, jobs = series_of(desk, company_url)
    assert len(jobs) == 3
    for job in jobs[:2]:
        done(desk.perform(DeleteJob(job.id, 1)))
        assert standing(desk, estimate_id) == "scheduled"
    done(desk.perform(DeleteJob(jobs[2].id, 1)))
    assert standing(desk, estimate_id) == "won"


def test_a_series_that_goes_at_once_lets_its_estimate_go(desk: Desk, company_url: str) -> None:
    estimate_id, jobs = series_of(desk, company_url)
    done(desk.perform(DeleteJob(jobs[0].id, 1, Scope.ALL)))
    assert standing(desk, estimate_id) == "won"
    done(desk.perform(Undo()))
    assert standing(desk, estimate_id) == "scheduled"


def test_several_deletions_together_let_the_estimate_go_once(desk: Desk, company_url: str) -> None:
    estimate_id, jobs = series_of(desk, company_url)
    before = contents(company_url)
    done(desk.perform(Together(tuple(DeleteJob(job.id, 1) for job in jobs))))
    assert standing(desk, estimate_id) == "won"
    done(desk.perform(Undo()))
    assert contents(company_url) == before


def test_an_estimate_is_invoiced_while_any_of_its_jobs_is(desk: Desk, company_url: str) -> None:
    estimate_id, jobs = series_of(desk, company_url)
    both = jobs[:2]
    for version, step in ((1, WorkStatus.COMPLETED), (2, Billing.APPROVED), (3, Billing.INVOICED)):
        acts: list[SetStatus | SetBilling] = [
            SetStatus(job.id, version, step) if isinstance(step, WorkStatus) else SetBilling(job.id, version, step)
            for job in both
        ]
        done(desk.perform(Together(tuple(acts))))
    assert standing(desk, estimate_id) == "invoiced"
    done(desk.perform(SetBilling(both[0].id, 4, Billing.APPROVED)))
    assert standing(desk, estimate_id) == "invoiced", "the other one still is"
    assert refused(desk.perform(DeleteJob(both[1].id, 4, accepted=YES))).startswith("1002 is Invoiced")
    done(desk.perform(SetBilling(both[1].id, 4, Billing.APPROVED)))
    assert standing(desk, estimate_id) == "scheduled", "none is invoiced any more"


def test_a_copy_is_nobodys_estimate(desk: Desk, company_url: str) -> None:
    made_of = estimate(desk)
    job = converted(desk, made_of)
    copy = done(desk.perform(CopyJob(job.id, 1, (BEN,), at("12:00"), 60)))
    found = desk.job(copy.changed_id("job") or 0)
    assert found is not None
    assert found.estimate_id is None
    assert jobs_of(company_url, made_of.id) == [job.id]
    assert found.items != ()


# -- the estimate itself -----------------------------------------------------------------------


def test_a_converted_estimate_stands_as_it_was_offered(desk: Desk) -> None:
    made_of = estimate(desk)
    job = converted(desk, made_of)
    now = current(desk, made_of)
    says = "Estimate E1001 is a job by now: it stands as it was offered."
    for change in ({"lines": ()}, {"status": EstimateStatus.LOST}, {"note": "x"}, {"status": WON}):
        assert refused(desk.perform(SaveRecord(replace(now, **change)))) == says
    gone = refused(desk.perform(DeleteRecord("estimate", now.id, now.version)))
    assert gone == f"Estimate E1001 is job {job.number}: it stays."


@pytest.mark.parametrize("status", [EstimateStatus.SCHEDULED, EstimateStatus.INVOICED])
def test_what_follows_from_a_job_is_not_set_by_hand(desk: Desk, status: EstimateStatus) -> None:
    made_of = estimate(desk)
    assert fields_refused(desk.perform(SaveRecord(replace(made_of, status=status)))) == ["status"]
    assert fields_refused(desk.perform(SaveRecord(replace(made_of, id=0, number="", status=status)))) == ["status"]


def test_won_lost_draft_and_pending_are_set_and_taken_back(desk: Desk) -> None:
    made_of = estimate(desk)
    for status in (EstimateStatus.LOST, EstimateStatus.DRAFT, EstimateStatus.PENDING, WON):
        done(desk.perform(SaveRecord(replace(current(desk, made_of), status=status))))
        assert standing(desk, made_of.id) == status.value
    done(desk.perform(Undo()))
    assert standing(desk, made_of.id) == "pending"


def test_a_copy_of_an_estimate_is_a_draft_with_a_number_of_its_own(desk: Desk) -> None:
    made_of = estimate(desk)
    converted(desk, made_of)
    outcome = done(desk.perform(SaveRecord(copied(current(desk, made_of), date(2026, 11, 24)))))
    copy = current(desk, made_of, outcome.changes[0].id)
    assert (copy.number, copy.status, copy.made_on) == ("E1002", EstimateStatus.DRAFT, date(2026, 11, 24))
    assert (copy.total, copy.description, copy.tax_rate) == (made_of.total, made_of.description, made_of.tax_rate)
    assert not {line.id for line in copy.lines} & {line.id for line in made_of.lines}
    assert standing(desk, made_of.id) == "scheduled"


def test_lines_keep_their_ids_and_the_total_is_reckoned_anew(desk: Desk) -> None:
    made_of = estimate(desk)
    more = replace(made_of, lines=(*made_of.lines, EstimateLine(text="Travel", price=5000)), total=1)
    done(desk.perform(SaveRecord(more)))
    now = current(desk, made_of)
    assert [line.id for line in now.lines[:2]] == [line.id for line in made_of.lines]
    assert len({line.id for line in now.lines}) == 3
    assert now.total == now.sums.total == 155_691


def test_without_a_place_it_is_for_the_main_location(desk: Desk) -> None:
    assert estimate(desk).location_id == OAK_STREET
    assert estimate(desk, location_id=MILL_ROAD).location_id == MILL_ROAD


BAD: list[tuple[dict[str, object], str]] = [
    ({"customer_id": 999}, "customer_id"),
    ({"customer_id": MORA, "location_id": MILL_ROAD}, "location_id"),
    ({"location_id": 999}, "location_id"),
    ({"lines": (EstimateLine(text=" "),)}, "lines.0.text"),
    ({"lines": (EstimateLine(text="x", quantity=0),)}, "lines.0.quantity"),
    ({"lines": (EstimateLine(text="x", quantity=-1),)}, "lines.0.quantity"),
    ({"lines": (EstimateLine(text="x", price=-1),)}, "lines.0.price"),
    ({"lines": (EstimateLine(text="x", quantity=10**9, price=10**12),)}, "lines"),
    ({"lines": (EstimateLine(text="x", price=100, discount=Discount(rate=100_001)),)}, "lines.0.discount"),
    ({"lines": (EstimateLine(text="x", price=100, discount=Discount(amount=101)),)}, "lines.0.discount"),
    ({"lines": (EstimateLine(text="x"),) * 201}, "lines"),
    ({"lines": (EstimateLine(text="x", price=10**12),) * 2}, "lines"),
    ({"lines": (EstimateLine(text="x", item_id=999),)}, "lines.0"),
    ({"discount_rate": 100_001}, "discount"),
    ({"discount_amount": 10**11}, "discount"),
    ({"tax_rate": -1}, "tax_rate"),
    ({"tax_rate": 100_001}, "tax_rate"),
    ({"attachments": (Attachment(name="f", digest="0" * 64, size=5),)}, "attachments.0"),
    ({"attachments": (Attachment(kind=AttachmentKind.TOOL, name="Saw", quantity=0),)}, "attachments.0.quantity"),
    ({"number": "E1001"}, "number"),
    ({"note": "x" * 4001}, "note"),
    ({"description": "x" * 201}, "description"),
]


def test_what_cannot_be_is_refused_at_its_field(desk: Desk, company_url: str) -> None:
    made_of = estimate(desk)
    before = contents(company_url)
    for changes, field in BAD:
        wrong: Any = {"id": 0, "version": 0, "number": "", **changes}
        outcome = desk.perform(SaveRecord(replace(made_of, **wrong)))
        assert fields_refused(outcome) == [field], changes
    assert contents(company_url) == before


# -- the header --------------------------------------------------------------------------------


def recounted(url: str) -> dict[str, tuple[int, int]]:
    found = rows(url, "SELECT status, count(*), sum(total) FROM estimate GROUP BY status")
    return {str(status): (int(str(count)), int(str(total))) for status, count, total in found}


def test_the_sums_of_the_header_are_those_of_the_rows(desk: Desk, company_url: str) -> None:
    ids = [estimate(desk, status=status, discount_amount=status.value.count("o")).id for status in (
        EstimateStatus.DRAFT, EstimateStatus.PENDING, WON, WON, EstimateStatus.LOST)]  # fmt: skip
    job = converted(desk, current(desk, estimate(desk), ids[2]))
    steps: list[Act] = [
        DeleteRecord("estimate", ids[0], 1), SetStatus(job.id, 1, WorkStatus.COMPLETED),
        SetBilling(job.id, 2, Billing.APPROVED), SetBilling(job.id, 3, Billing.INVOICED),
        SetBilling(job.id, 4, Billing.APPROVED), SetBilling(job.id, 5, Billing.NONE),
        DeleteJob(job.id, 6, accepted=YES),
        Undo(), Undo(), Redo(), Undo(),
    ]  # fmt: skip
    for step in steps:
        done(desk.perform(step))
        kept = {each.status.value: (each.count, each.total) for each in desk.estimate_sums() if each.count}
        assert kept == recounted(company_url), step
        assert all((each.count, each.total) == (0, 0) for each in desk.estimate_sums() if each.status.value not in kept)


# -- twenty at once ----------------------------------------------------------------------------


def at_once(url: str, made_of: Estimate, count: int) -> dict[str, Outcome]:
    """What each of so many people hears who convert the estimate at the same moment, each at a console of their own."""
    ready = threading.Barrier(count)
    outcomes: dict[str, Outcome] = {}

    def convert(place: int) -> None:
        with closing(desk_at(url, f"person {place}")) as desk:
            act = conversion(made_of, crew=(ANA,) if place % 2 else (), description=f"By {place}")
            ready.wait(60)
            outcomes[desk.who] = desk.perform(replace(act, accepted=YES if place % 3 else frozenset()))

    threads = [threading.Thread(target=convert, args=(place,)) for place in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return outcomes


def test_twenty_consoles_convert_it_at_the_same_moment(company_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    wait_long_for_others(monkeypatch)
    with closing(desk_at(company_url, "founder")) as desk:
        made_of = estimate(desk)
        outcomes = at_once(company_url, made_of, 20)
        (winner,) = [who for who, outcome in outcomes.items() if isinstance(outcome, Done)]
        job = desk.job(done(outcomes[winner]).changed_id("job") or 0)
        assert job is not None
        says = f"Estimate E1001 was converted already by {winner}: it is job {job.number}."
        assert [refused(outcome) for who, outcome in outcomes.items() if who != winner] == [says] * 19
        assert jobs_of(company_url, made_of.id) == [job.id]
        assert standing(desk, made_of.id) == "scheduled"


def test_a_read_only_desk_converts_nothing(company_url: str, desk: Desk) -> None:
    from industrack_core.desk.desk import open_desk

    made_of = estimate(desk)
    with closing(open_desk(company_url, read_only=True, who="guest")) as guest:
        outcome = guest.perform(conversion(made_of))
        assert isinstance(outcome, Refused)
        assert [finding.kind for finding in outcome.findings] == [FindingKind.PERMISSION]
    assert standing(desk, made_of.id) == "won"
    assert made_of.customer_id == LINDQVIST
