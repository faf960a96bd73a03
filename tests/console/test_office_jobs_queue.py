"""The jobs queue by keys: approve, invoice, take back, one or several of a customer, and what comes of the estimate."""

from contextlib import closing
from dataclasses import replace

import pytest

from industrack_core.domain.acts.acts import SetStatus
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.estimate import EstimateStatus
from industrack_core.domain.records.job import Billing, Job, WorkStatus
from industrack_core.domain.records.listing import ListQuery
from industrack_tui.dialogs.menu import Menu
from industrack_tui.dialogs.prompt import Prompt
from industrack_tui.forms.job.form import JobForm
from tests.console.seat import Seat, other_desk, seated
from tests.console.test_office_estimates import estimates, of_status


def job(url: str, number: str) -> Job:
    with closing(other_desk(url)) as desk:
        row = desk.list_page(ListQuery("job", "number", find=number), limit=1).rows[0]
        found = desk.job(row.id)
    assert found is not None
    return found


def of_one_customer(url: str) -> list[str]:
    """Numbers of completed jobs to approve of the customer who has most of them."""
    with closing(other_desk(url)) as desk:
        rows = desk.list_page(ListQuery("job", "customer", filter="to approve"), limit=500).rows
    by_customer: dict[object, list[str]] = {}
    for row in rows:
        by_customer.setdefault(row.values["customer"], []).append(str(row.values["number"]))
    return max(by_customer.values(), key=len)


async def on_job(seat: Seat, number: str) -> None:
    """The jobs queue, the cursor on a number."""
    await seat.press("g", "j", "slash")
    await seat.write(number)
    await seat.press("enter")
    assert seat.row == number


async def test_approved_then_invoiced_and_back_step_by_step(demo: str) -> None:
    number = of_one_customer(demo)[0]
    async with seated(demo) as seat:
        await on_job(seat, number)
        await seat.press("i")
        assert "not approved yet" in seat.said
        await seat.press("A")
        assert job(demo, number).billing is Billing.APPROVED
        assert seat.rows == [], "it is no more to be approved"
        await seat.press("right")
        assert seat.row == number
        await seat.press("i")
        assert job(demo, number).billing is Billing.INVOICED
        await seat.press("right")
        assert seat.row == number
        await seat.press("A")
        assert "is invoiced" in seat.said
        await seat.press("b", "left", "b")
        assert job(demo, number).billing is Billing.NONE
        await seat.press("u")
        assert job(demo, number).billing is Billing.APPROVED


async def test_all_of_a_customer_are_approved_as_one_act_with_one_undo(demo: str) -> None:
    numbers = of_one_customer(demo)
    assert len(numbers) > 1
    async with seated(demo) as seat:
        await on_job(seat, numbers[0])
        await seat.press("escape", "asterisk")
        assert f"{len(numbers)} marked" in seat.text
        await seat.press("A")
        assert [job(demo, number).billing for number in numbers] == [Billing.APPROVED] * len(numbers)
        assert seat.list.marks == {}
        await seat.press("u")
        assert [job(demo, number).billing for number in numbers] == [Billing.NONE] * len(numbers)


async def test_one_that_was_changed_meanwhile_stops_all_of_them(demo: str) -> None:
    numbers = of_one_customer(demo)
    async with seated(demo) as seat:
        await on_job(seat, numbers[0])
        await seat.press("escape", "asterisk")
        seat.list.marks = {each: replace(row, version=row.version + 7) for each, row in seat.list.marks.items()}
        await seat.press("A")
        assert "meanwhile" in seat.said
        assert [job(demo, number).billing for number in numbers] == [Billing.NONE] * len(numbers)


async def test_the_estimate_of_an_invoiced_job_is_invoiced(demo: str) -> None:
    scheduled = of_status(demo, EstimateStatus.SCHEDULED)
    with closing(other_desk(demo)) as desk:
        [(job_id, number)] = desk.estimate_jobs(scheduled.id)
        found = desk.job(job_id)
        assert found is not None
        if found.status is not WorkStatus.COMPLETED:
            assert isinstance(desk.perform(SetStatus(job_id, found.version, WorkStatus.COMPLETED)), Done)
    async with seated(demo) as seat:
        await on_job(seat, number)
        await seat.press("A", "right", "i")
        assert estimates(demo)[scheduled.number].status is EstimateStatus.INVOICED
        await seat.press("right", "b")
        assert estimates(demo)[scheduled.number].status is EstimateStatus.SCHEDULED


async def test_enter_opens_the_job(demo: str) -> None:
    number = of_one_customer(demo)[0]
    async with seated(demo, size=(80, 24)) as seat:
        await on_job(seat, number)
        await seat.press("enter")
        opened = seat.top(JobForm).model.job
        assert opened is not None
        assert opened.number == number


async def test_nothing_is_added_or_deleted_here(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "j", "a")
        assert "come here once they are completed" in seat.said
        await seat.press("delete")
        assert "nothing is deleted here" in seat.said


@pytest.mark.parametrize(("key", "title"), [("t", "Job template"), ("T", "Task template")])
async def test_templates_are_made_of_a_job(demo: str, key: str, title: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "j")
        while True:
            found = job(demo, seat.row)
            if found.tasks:
                break
            await seat.press("down")
        await seat.press("full_stop")
        assert any(choice.label == title for choice in seat.top(Menu).choices)
        await seat.press(key)
        assert seat.top(Prompt).heading.startswith(title)
        await seat.press("enter")
        assert "Added" in seat.said
        with closing(other_desk(demo)) as desk:
            office = desk.office()
        names = office.job_templates if key == "t" else office.task_templates
        assert found.description in [each.name for each in names]
