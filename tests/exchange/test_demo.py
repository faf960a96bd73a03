"""The demo company: the same for the same moment, alive at any hour, and what the issue promises is in it."""

from collections import Counter
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count, pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from industrack_core.domain.acts.acts import AddJob, SaveRecord
from industrack_core.domain.acts.drafts import JobDraft, NewCustomer
from industrack_core.domain.acts.limits import too_long
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.customer import Customer, Equipment, Location
from industrack_core.domain.records.estimate import Estimate, EstimateStatus, job_items
from industrack_core.domain.records.job import Billing, Delivery, Job, Priority, WorkStatus
from industrack_core.domain.records.office import Employee, EmployeeState, Group, JobColor, ServiceType
from industrack_core.domain.records.purchase import OrderStatus, PurchaseOrder, received_status
from industrack_core.domain.records.settings import HoldReason, Tag
from industrack_core.domain.time.span import day_span
from industrack_core.exchange.demo.demo import MOST_RECORDS, demo_company
from tests.exchange.offices import NOW, demo_desk

ZONE = ZoneInfo("America/New_York")
MOMENTS = [
    datetime(2026, 11, 24, 15, 30, tzinfo=UTC),
    datetime(2026, 11, 22, 4, 59, tzinfo=UTC),  # a minute to midnight on a Saturday
    datetime(2026, 11, 22, 5, 0, tzinfo=UTC),  # Sunday begins
    datetime(2026, 3, 8, 7, 30, tzinfo=UTC),  # half an hour after the clocks went forward
    datetime(2026, 11, 1, 6, 30, tzinfo=UTC),  # in the hour that comes twice
    datetime(2026, 12, 31, 22, 0, tzinfo=UTC),
]


def jobs_at(now: datetime, seed: int = 1) -> list[Job]:
    records = demo_company(lambda size: 1, now, seed).records
    return [record for record in records if isinstance(record, Job)]


def test_same_seed_and_moment_give_the_same_company() -> None:
    assert demo_company(lambda size: 1, NOW) == demo_company(lambda size: 1, NOW)
    assert demo_company(lambda size: 1, NOW) != demo_company(lambda size: 1, NOW, seed=2)


def test_no_name_stands_twice_in_a_list_of_the_settings() -> None:
    listed = (Tag, JobColor, ServiceType, HoldReason, Group)
    named = [record for record in demo_company(lambda size: 1, NOW).records if isinstance(record, listed)]
    names = Counter((type(record), record.name.casefold()) for record in named)
    assert [each for each, many in names.items() if many > 1] == []


def test_size_and_variety() -> None:
    records = demo_company(lambda size: 1, NOW).records
    kinds = Counter(type(record).__name__ for record in records)
    people = [record for record in records if isinstance(record, Employee)]
    assert len(records) <= MOST_RECORDS
    assert sum(person.state is EmployeeState.ACTIVE for person in people) >= 14
    assert any(person.state is EmployeeState.INACTIVE for person in people)
    assert all(len({shift.weekday for shift in person.hours}) < 7 for person in people)
    assert kinds["Group"] == 4
    assert kinds["Calendar"] == 3
    assert kinds["Customer"] == 60
    assert kinds["TimeOff"] >= 3
    states = Counter(record.status for record in records if isinstance(record, Estimate))
    assert sum(states.values()) == 14
    assert set(states) == set(EstimateStatus)
    assert {record.status for record in records if isinstance(record, PurchaseOrder)} == set(OrderStatus)
    assert kinds["JobTemplate"] >= 4
    assert kinds["TaskTemplate"] >= 4
    assert kinds["FormAnswer"] >= 10
    billed = Counter(record.billing for record in records if isinstance(record, Job))
    assert min(billed[each] for each in Billing) >= 10
    assert {record.supervisor_id is None for record in records if isinstance(record, Group)} == {False}


@pytest.mark.parametrize("now", MOMENTS)
def test_estimates_add_up_and_those_that_were_converted_have_their_job(now: datetime) -> None:
    records = demo_company(lambda size: 1, now).records
    estimates = [record for record in records if isinstance(record, Estimate)]
    assert [each.total for each in estimates] == [each.sums.total for each in estimates]
    assert any(each.discount_rate or each.discount_amount for each in estimates)
    assert any(line.discount.of(line.full) for each in estimates for line in each.lines)
    assert sum(each.tax_rate > 0 for each in estimates) >= 8
    assert [each.number for each in estimates] == [f"E{1001 + place}" for place in range(14)]
    assert [each.made_on for each in estimates] == sorted(each.made_on for each in estimates)
    jobs = {record.estimate_id: record for record in records if isinstance(record, Job) and record.estimate_id}
    assert set(jobs) == {each.id for each in estimates if each.status.is_converted}
    for estimate in estimates:
        job = jobs.get(estimate.id)
        if job is not None:
            assert (job.customer_id, job.location_id, job.description) == (
                estimate.customer_id, estimate.location_id, estimate.description,
            )  # fmt: skip
            assert [replace(each, id=0) for each in job.items] == list(job_items(estimate))
            assert (job.billing is Billing.INVOICED) == (estimate.status is EstimateStatus.INVOICED)


def test_stock_runs_short_and_orders_say_what_they_come_to(tmp_path: Path) -> None:
    with closing(demo_desk(str(tmp_path / "demo.sqlite"))) as desk:
        stocked = [each for each in desk.find_items("", 100) if each.item.kind.is_stocked]
        short = [each.item.name for each in stocked if each.stock.available < each.item.reorder_point]
        assert 5 <= len(short) < len(stocked) / 2
        assert min(each.stock.on_hand for each in stocked) >= 0
    for order in demo_company(lambda size: 1, NOW).records:
        if isinstance(order, PurchaseOrder):
            assert order.total == order.lines_total > 0
            if order.status not in (OrderStatus.OPEN, OrderStatus.VOID, OrderStatus.BILLED):
                assert order.status is received_status(order.lines)


def test_customers_have_places_and_notes() -> None:
    records = demo_company(lambda size: 1, NOW).records
    customers = [record for record in records if isinstance(record, Customer)]
    places = Counter(record.customer_id for record in records if isinstance(record, Location))
    notes = [record for record in records if isinstance(record, Location) and record.site_note]
    assert sum(number > 1 for number in places.values()) >= 15
    assert {customer.id for customer in customers} == set(places)
    assert len(notes) >= 10
    assert sum(bool(customer.attachments) for customer in customers) >= 5
    machines = [record for record in records if isinstance(record, Equipment)]
    assert sum(bool(machine.service_note) for machine in machines) >= 20
    assert all(customer.phone.startswith("555-01") for customer in customers)


@pytest.mark.parametrize("now", MOMENTS)
def test_every_status_at_every_hour(now: datetime) -> None:
    jobs = jobs_at(now)
    assert {job.status for job in jobs} == set(WorkStatus)
    assert {job.delivery for job in jobs} == set(Delivery)
    queue = [job for job in jobs if job.in_queue]
    assert len(queue) == 8
    assert any(job.priority is Priority.HIGH for job in queue)
    assert {job.lacks for job in queue} == {"no time", "no crew", "no time no crew"}
    late = [job for job in jobs if not job.in_queue and job.status is WorkStatus.NOT_STARTED and job.starts_at
            and job.starts_at <= now]  # fmt: skip
    assert len(late) == 1
    assert sum(job.overlap_accepted for job in jobs) == 1


@pytest.mark.parametrize("now", MOMENTS)
def test_statuses_fit_the_moment(now: datetime) -> None:
    for job in jobs_at(now):
        span = job.span
        if job.in_queue or span is None:
            continue
        if job.status is WorkStatus.COMPLETED:
            assert span.ends_at <= now + timedelta(minutes=5)
        elif job.status in (WorkStatus.STARTED, WorkStatus.PAUSED):
            assert span.starts_at <= now
        elif job.status is WorkStatus.DECLINED:
            assert span.starts_at > now


@pytest.mark.parametrize("now", MOMENTS)
def test_only_one_pair_overlaps(now: datetime) -> None:
    by_employee: dict[int, list[Job]] = {}
    for job in jobs_at(now):
        if not job.in_queue:
            for employee_id in job.crew:
                by_employee.setdefault(employee_id, []).append(job)
    touching = []
    for jobs in by_employee.values():
        jobs.sort(key=lambda job: (job.starts_at or NOW, job.id))
        touching += [(one, other) for one, other in pairwise(jobs) if one.span and other.span
                     and one.span.overlaps(other.span)]  # fmt: skip
    assert touching
    assert all(one.overlap_accepted or other.overlap_accepted for one, other in touching)


def test_today_is_busy_also_on_a_sunday() -> None:
    now = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
    today = day_span(now.astimezone(ZONE).date(), ZONE)
    mine = Counter(member for job in jobs_at(now) if job.span and job.span.overlaps(today) for member in job.crew)
    assert sum(number >= 3 for number in mine.values()) >= 12


def test_three_weeks_and_a_night() -> None:
    jobs = [job for job in jobs_at(NOW) if job.starts_at]
    days = {job.starts_at.astimezone(ZONE).date() for job in jobs if job.starts_at}
    today = NOW.astimezone(ZONE).date()
    assert {today + timedelta(days=offset) for offset in range(-7, 14)} <= days
    assert any(job.starts_at and job.ends_at and job.starts_at.astimezone(ZONE).day != job.ends_at.astimezone(ZONE).day
               for job in jobs)  # fmt: skip
    assert {len(job.crew) for job in jobs if not job.in_queue} == {1, 2, 3}


def test_no_text_is_too_long_and_no_number_comes_twice() -> None:
    records = demo_company(lambda size: 1, NOW).records
    assert [finding for record in records for finding in too_long(record)] == []
    numbers = [job.number for job in jobs_at(NOW)]
    assert numbers == [str(number) for number, _ in zip(count(1001), numbers, strict=False)]


def test_numbers_go_on_after_the_demo(database_url: str) -> None:
    with closing(demo_desk(database_url)) as desk:
        last = 1000 + len(jobs_at(NOW))
        done = desk.perform(AddJob(JobDraft(customer=NewCustomer(name="Newcomer"))))
        assert isinstance(done, Done)
        job = desk.job(done.changed_id("job") or 0)
        assert job is not None
        assert job.number == str(last + 1)
        assert desk.find_customers("newcomer")[0].number == "C1061"
        customer = desk.find_customers("newcomer")[0].id
        made = desk.perform(SaveRecord(Estimate(customer_id=customer, made_on=NOW.date())))
        assert isinstance(made, Done)
        assert "E1015" in made.line
        made = desk.perform(SaveRecord(PurchaseOrder(vendor="Voltline")))
        assert isinstance(made, Done)
        assert "PO1010" in made.line
