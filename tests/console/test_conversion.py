"""An estimate becomes a job in the job form: everything carried over, once, whatever others do meanwhile."""

from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import AddJob, DeleteRecord, SaveRecord
from industrack_core.domain.acts.new_job import estimate_draft
from industrack_core.domain.outcomes import Done, FindingKind
from industrack_core.domain.records.estimate import Discount, Estimate, EstimateLine, EstimateStatus
from industrack_core.domain.records.job import Delivery, Job
from industrack_core.domain.records.job_parts import Attachment, AttachmentKind
from industrack_tui.dialogs.menu import Menu
from industrack_tui.dialogs.page import Page
from industrack_tui.dialogs.question import Question
from industrack_tui.forms.job.open_form import open_job_form
from tests.console.seat import Seat, other_desk, seated


def made(url: str, status: EstimateStatus = EstimateStatus.WON) -> Estimate:
    """An estimate for Giovanni Russo, with something of everything."""
    with closing(other_desk(url)) as desk:
        filter_item = desk.find_items("filter 16")[0].item
        customer = desk.find_customers("russo")[0].id
        card = desk.customer(customer)
        assert card is not None
        estimate = Estimate(
            customer_id=customer, location_id=card.locations[-1].id, description="Two filters and a visit",
            status=status, made_on=date(2026, 11, 20), note="Ring twice",
            lines=(
                EstimateLine(item_id=filter_item.id, kind=filter_item.kind, text=filter_item.name, quantity=2000,
                             price=2050, discount=Discount(rate=10_000)),
                EstimateLine(text="Visit", price=9000),
            ),
            attachments=(Attachment(kind=AttachmentKind.LINK, name="plan", url="https://example.com/plan"),),
        )  # fmt: skip
        done = desk.perform(SaveRecord(estimate))
        assert isinstance(done, Done), done
        return saved(desk, done.changed_id("estimate") or 0)


def saved(desk: Desk, estimate_id: int) -> Estimate:
    estimate = desk.estimate(estimate_id)
    assert estimate is not None
    return estimate


def now(seat: Seat, estimate: Estimate) -> EstimateStatus:
    """The estimate's status as somebody else sees it."""
    with closing(other_desk(seat.url)) as desk:
        return saved(desk, estimate.id).status


def change(url: str, estimate: Estimate, **changes: Any) -> None:
    """Somebody else saves the estimate."""
    with closing(other_desk(url)) as desk:
        outcome = desk.perform(SaveRecord(replace(saved(desk, estimate.id), **changes)))
        assert isinstance(outcome, Done), outcome


async def convert(seat: Seat, estimate: Estimate, closed: list[Done] | None = None) -> None:
    """Convert to Job: Add Job with everything of the estimate."""
    told = [] if closed is None else closed
    begun, origin = estimate_draft(estimate), f"estimate {estimate.number}"
    open_job_form(seat.app.session, None, begun=begun, origin=origin, closed=told.append)
    await seat.settle()


def job_of(seat: Seat, estimate: Estimate) -> Job:
    with closing(other_desk(seat.url)) as desk:
        found = [job for line in desk.customer_work(estimate.customer_id) if line.kind == "job" and
                 (job := desk.job(line.id)) is not None and job.estimate_id == estimate.id]  # fmt: skip
    assert len(found) == 1
    return found[0]


async def test_everything_is_carried_over(demo: str) -> None:
    estimate = made(demo)
    async with seated(demo) as seat:
        await convert(seat, estimate)
        assert f"New job, from estimate {estimate.number}" in seat.text
        assert "not saved yet" in seat.text
        assert seat.form.text("customer") == "Giovanni Russo"
        assert seat.form.text("description") == "Two filters and a visit"
        assert seat.form.text("note") == "Ring twice"
        assert seat.form.text("duration") == "1h"
        assert seat.focused == "start"
        assert "left" in seat.text
        model = seat.form.model
        assert model.location is not None
        assert model.location.id == estimate.location_id
        assert [(item.name, item.quantity, item.price) for item in model.record.items] == [
            ("Air filter 16x25", 2000, 1845), ("Visit", 1000, 9000),
        ]  # fmt: skip


async def test_it_is_saved_to_the_queue_and_undone(demo: str) -> None:
    estimate, closed = made(demo), list[Done]()
    async with seated(demo) as seat:
        await convert(seat, estimate, closed)
        await seat.press("f2")
        assert seat.at_board, seat.text
        assert f"Converted estimate {estimate.number} to" in seat.status
        job = job_of(seat, estimate)
        assert job.in_queue
        assert [each.name for each in job.attachments] == ["plan"]
        assert {each.id for each in job.attachments}.isdisjoint({each.id for each in estimate.attachments})
        assert now(seat, estimate) is EstimateStatus.SCHEDULED
        assert [done.changed_id("job") for done in closed] == [job.id]
        await seat.press("u")
        assert now(seat, estimate) is EstimateStatus.WON


async def test_with_time_and_crew_it_is_on_the_board_and_dispatched(demo: str) -> None:
    estimate = made(demo)
    async with seated(demo) as seat:
        await convert(seat, estimate)
        await seat.into("start", "18:30")
        await seat.field("crew")
        await seat.write("ferraro")
        await seat.press("enter", "f3")
        while not seat.at_board:
            await seat.press("enter")
        job = job_of(seat, estimate)
        assert not job.in_queue
        assert job.delivery is Delivery.DISPATCHED
        assert job.id in {each.id for each in seat.jobs()}


async def test_leaving_changes_nothing_and_asks_once_something_was_typed(demo: str) -> None:
    estimate, closed = made(demo), list[Done]()
    async with seated(demo) as seat:
        await convert(seat, estimate, closed)
        await seat.press("escape")
        assert seat.at_board
        await convert(seat, estimate, closed)
        await seat.into("description", "Otherwise")
        await seat.press("escape")
        assert seat.top(Question).heading == "Leave the form?"
        await seat.press("y")
        assert seat.at_board
        assert now(seat, estimate) is EstimateStatus.WON
        assert closed == []


async def test_one_that_is_not_won_asks_and_becomes_won_and_a_job(demo: str) -> None:
    estimate = made(demo, EstimateStatus.PENDING)
    async with seated(demo) as seat:
        await convert(seat, estimate)
        await seat.press("f2")
        assert f"Estimate {estimate.number} is Pending, not Won." in " ".join(seat.text.split())
        await seat.press("escape")
        assert now(seat, estimate) is EstimateStatus.PENDING
        await seat.press("f2", "enter")
        assert seat.at_board
        assert now(seat, estimate) is EstimateStatus.SCHEDULED


async def test_converted_by_somebody_else_meanwhile_is_refused_at_the_form(demo: str) -> None:
    estimate = made(demo)
    async with seated(demo) as seat:
        await convert(seat, estimate)
        await seat.into("description", "Mine")
        with closing(other_desk(demo)) as desk:
            assert isinstance(desk.perform(AddJob(estimate_draft(estimate))), Done)
        await seat.press("f2")
        theirs = job_of(seat, estimate)
        shown = " ".join(seat.text.split())
        assert f"Estimate {estimate.number} was converted already by bo: it is job {theirs.number}." in shown
        assert seat.form.text("description") == "Mine"


async def test_changed_meanwhile_says_what_and_goes_on_with_what_is_typed(demo: str) -> None:
    estimate = made(demo)
    async with seated(demo) as seat:
        await convert(seat, estimate)
        await seat.into("description", "Mine")
        change(demo, estimate, description="Three filters")
        await seat.press("f2")
        assert seat.top(Question).heading == "Estimate changed"
        shown = " ".join(seat.text.split())
        assert f"Estimate {estimate.number} was changed by bo meanwhile, so nothing was saved." in shown
        assert "Description: Two filters and a visit -> Three filters" in shown
        await seat.press("escape")
        assert "Not saved: the estimate was changed meanwhile." in " ".join(seat.text.split())
        assert now(seat, estimate) is EstimateStatus.WON
        await seat.press("f2", "enter")
        assert "as it is now; what is in the form stays" in " ".join(seat.text.split())
        assert seat.form.text("description") == "Mine"
        await seat.press("f2")
        assert seat.at_board
        assert job_of(seat, estimate).description == "Mine"


async def test_deleted_meanwhile_lives_on_as_a_job_of_its_own(demo: str) -> None:
    estimate = made(demo)
    async with seated(demo) as seat:
        await convert(seat, estimate)
        with closing(other_desk(demo)) as desk:
            assert isinstance(desk.perform(DeleteRecord("estimate", estimate.id, estimate.version)), Done)
        await seat.press("f2")
        assert seat.top(Question).heading == "Estimate deleted"
        assert "was deleted by bo meanwhile" in " ".join(seat.text.split())
        await seat.press("enter")
        assert "from estimate" not in seat.text
        await seat.press("f2")
        assert seat.at_board, seat.text
        assert "Two filters and a visit" in seat.waiting


async def test_a_half_filled_one_is_offered_again_with_its_estimate(demo: str, tmp_path: Path) -> None:
    estimate, drafts = made(demo), tmp_path / "drafts"
    async with seated(demo, drafts=drafts) as seat:
        await convert(seat, estimate)
        await seat.into("description", "Half a sentence")
        seat.form.keep_typing()
    change(demo, estimate, note="Ring once")
    async with seated(demo, drafts=drafts) as seat:
        await seat.until(lambda: isinstance(seat.app.screen, Menu))
        await seat.settle()
        about = " ".join(seat.top(Menu).about)
        assert about.startswith(f"New job, from estimate {estimate.number}, Half a sentence, Giovanni Russo, left just")
        assert "the estimate was changed since" in about
        await seat.press("o")
        assert f"New job, from estimate {estimate.number}" in seat.text
        await seat.press("f2", "enter", "f2")
        assert seat.at_board, seat.text
        assert job_of(seat, estimate).description == "Half a sentence"


class OfALists(Screen[None]):
    """A screen between the board and the form."""

    def compose(self) -> ComposeResult:
        yield Static("a list")


async def test_the_form_leads_back_to_the_screen_it_was_opened_from(demo: str) -> None:
    estimate, closed = made(demo), list[Done]()
    async with seated(demo) as seat:
        seat.app.push_screen(OfALists())
        await seat.settle()
        await convert(seat, estimate, closed)
        await seat.press("f2")
        seat.top(OfALists)
        assert len(closed) == 1
        seat.app.pop_screen()
        await seat.settle()
        assert "Two filters and a visit" in seat.text


async def test_the_job_says_which_estimate_it_came_from(demo: str) -> None:
    estimate = made(demo)
    with closing(other_desk(demo)) as desk:
        draft = estimate_draft(estimate)
        done = desk.perform(AddJob(draft, frozenset({FindingKind.NOT_WON})))
        assert isinstance(done, Done)
    async with seated(demo) as seat:
        await seat.press("2")
        while seat.schedule.queue.selected and seat.schedule.queue.selected.job_id != done.changed_id("job"):
            await seat.press("down")
        await seat.press("i")
        seat.top(Page)
        assert f"estimate {estimate.number}" in seat.text
        await seat.press("escape", "enter")
        assert f"From estimate {estimate.number}" in seat.text
