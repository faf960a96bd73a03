"""Estimates by keys: the list, the row's menu, the form, and how one becomes a job. As the database has it then."""

from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from industrack_core.domain.acts.acts import DeleteRecord, SaveRecord
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.estimate import Discount, Estimate, EstimateLine, EstimateStatus
from industrack_core.domain.records.job_parts import ItemKind
from industrack_core.domain.records.listing import ListQuery
from industrack_tui.dialogs.menu import Menu
from industrack_tui.dialogs.question import Question
from industrack_tui.forms.conflict import ConflictDialog
from industrack_tui.forms.job.form import JobForm
from industrack_tui.lists.screen import ListScreen
from industrack_tui.office.estimates import estimate_sums_text
from tests.console.seat import TODAY, Seat, other_desk, seated


def estimates(url: str) -> dict[str, Estimate]:
    """All estimates by number, as somebody else sees them."""
    with closing(other_desk(url)) as desk:
        rows = desk.list_page(ListQuery("estimate", "number"), limit=500).rows
        found: dict[int, Any] = dict(desk.records("estimate", [row.id for row in rows]))
    return {each.number: each for each in found.values()}


def of_status(url: str, status: EstimateStatus) -> Estimate:
    return next(each for each in estimates(url).values() if each.status is status)


async def on_estimate(seat: Seat, number: str) -> None:
    """The list of estimates, the cursor on a number."""
    if not isinstance(seat.app.screen, ListScreen):
        await seat.press("g", "e")
    await seat.press("home")
    while seat.row != number:
        before = seat.row
        await seat.press("down")
        assert seat.row != before, f"{number} is not in the list:\n{seat.text}"


async def said_yes(seat: Seat) -> None:
    """Enter on every question."""
    while isinstance(seat.app.screen, Question):
        await seat.press("enter")


# -- conversion --------------------------------------------------------------------------------


async def test_one_key_and_save_convert_an_estimate(demo: str) -> None:
    won = of_status(demo, EstimateStatus.WON)
    async with seated(demo) as seat:
        await on_estimate(seat, won.number)
        await seat.press("c", "f2")
        assert won.description in seat.waiting
        assert seat.row == won.number
        assert "Scheduled" in seat.text
    after = estimates(demo)[won.number]
    assert after.status is EstimateStatus.SCHEDULED
    with closing(other_desk(demo)) as desk:
        [(job_id, _)] = desk.estimate_jobs(won.id)
        job = desk.job(job_id)
    assert job is not None
    assert [item.name for item in job.items] == [line.text for line in won.lines]


async def test_with_time_and_crew_it_is_on_the_board(demo: str) -> None:
    won = of_status(demo, EstimateStatus.WON)
    async with seated(demo) as seat:
        await on_estimate(seat, won.number)
        await seat.press("c")
        await seat.into("start", "today 15:00")
        await seat.field("crew")
        await seat.press("down", "enter")
        await seat.press("f2")
        await said_yes(seat)
        assert [job.description for job in seat.jobs() if job.estimate_id == won.id] == [won.description]


async def test_one_key_converts_straight_into_the_queue(demo: str) -> None:
    won = of_status(demo, EstimateStatus.WON)
    async with seated(demo) as seat:
        await on_estimate(seat, won.number)
        await seat.press("C")
        assert won.description in seat.waiting
        await seat.press("u")
        assert won.description not in seat.waiting
    assert estimates(demo)[won.number].status is EstimateStatus.WON


async def test_an_estimate_that_is_not_won_asks_and_becomes_won(demo: str) -> None:
    pending = of_status(demo, EstimateStatus.PENDING)
    async with seated(demo) as seat:
        await on_estimate(seat, pending.number)
        await seat.press("C")
        assert "not Won" in seat.text
        await seat.press("escape")
        assert estimates(demo)[pending.number].status is EstimateStatus.PENDING
        await seat.press("C", "enter")
        assert estimates(demo)[pending.number].status is EstimateStatus.SCHEDULED


async def test_a_converted_estimate_says_why_and_opens_its_job(demo: str) -> None:
    scheduled = of_status(demo, EstimateStatus.SCHEDULED)
    async with seated(demo) as seat:
        await on_estimate(seat, scheduled.number)
        await seat.press("c")
        assert "converted already" in seat.said
        await seat.press("full_stop")
        menu = seat.top(Menu)
        why_not = {choice.label: choice.why_not for choice in menu.choices}
        assert "converted already" in why_not["Convert to Job"]
        assert why_not["View Job"] == ""
        assert "Mark Lost" not in why_not
        await seat.press("c")
        assert f"Convert to Job: {scheduled.number} was converted already: v opens its job." in seat.text
        await seat.press("v")
        job = seat.top(JobForm).model.job
        assert job is not None
        assert job.estimate_id == scheduled.id


async def test_a_job_that_is_not_there_yet_is_dimmed_with_the_reason(demo: str) -> None:
    async with seated(demo) as seat:
        await on_estimate(seat, of_status(demo, EstimateStatus.WON).number)
        await seat.press("full_stop")
        why_not = {choice.label: choice.why_not for choice in seat.top(Menu).choices}
        assert "no job was made of it yet" in why_not["View Job"]
        assert why_not["Convert to Job"] == ""


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_all_sums_are_in_sight(demo: str, size: tuple[int, int]) -> None:
    async with seated(demo, size=size) as seat:
        await seat.press("g", "e")
        lines = seat.lines
        with closing(other_desk(demo)) as desk:
            said = estimate_sums_text(desk.estimate_sums(), desk.office())
        assert all(any(piece in line for line in lines) for piece in said.split("   "))
        filters = next(y for y, line in enumerate(lines) if " Draft   Pending " in line)
        await seat.pilot.click("#top", offset=(lines[filters].index("Invoiced"), filters - 1))
        await seat.settle()
        assert seat.list.query_now.filter == "invoiced"
        await seat.pilot.click("#top", offset=(lines[filters + 1].index("Customer"), filters))
        await seat.settle()
        assert seat.list.query_now.sort == "customer"


async def test_two_consoles_convert_one_estimate(demo: str) -> None:
    won = of_status(demo, EstimateStatus.WON)
    async with seated(demo) as first, seated(demo) as second:
        await on_estimate(first, won.number)
        await on_estimate(second, won.number)
        await first.press("c")
        await second.press("C")
        await first.press("f2")
        assert "converted already" in first.text
        assert isinstance(first.app.screen, JobForm)
    with closing(other_desk(demo)) as desk:
        assert len(desk.estimate_jobs(won.id)) == 1


async def test_deleting_the_job_makes_it_won_again(demo: str) -> None:
    won = of_status(demo, EstimateStatus.WON)
    async with seated(demo) as seat:
        await on_estimate(seat, won.number)
        await seat.press("C", "escape", "2")
        while seat.schedule.queue.selected is None or seat.schedule.queue.selected.description != won.description:
            await seat.press("down")
        await seat.press("delete", "y")
        assert estimates(demo)[won.number].status is EstimateStatus.WON
        await on_estimate(seat, won.number)
        assert "Won" in seat.text


async def test_saved_and_converted_in_one_go(demo: str) -> None:
    won = of_status(demo, EstimateStatus.WON)
    async with seated(demo) as seat:
        await on_estimate(seat, won.number)
        await seat.press("enter")
        await seat.into("description", "As agreed")
        await seat.press("f3")
        assert seat.form.model.record.description == "As agreed"
        await seat.press("f2")
        assert "As agreed" in seat.waiting


async def test_saved_and_converted_over_the_card_of_the_customer(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "c", "enter")
        await seat.field("new_estimate", selected=False)
        await seat.press("enter")
        await seat.into("description", "Whatever they like")
        await seat.press("f3")
        assert seat.form.model.record.description == "Whatever they like"
        await seat.press("f2")
        await said_yes(seat)
        assert "Whatever they like" in seat.waiting
        assert seat.record.spec.kind == "customer"


# -- the form ----------------------------------------------------------------------------------


async def enter_new_estimate(seat: Seat) -> None:
    """An estimate for Giovanni Russo, a line of the inventory and one of its own, saved."""
    await seat.press("g", "e", "a")
    await seat.write("russo")
    await seat.press("enter")
    assert seat.focused == "description"
    await seat.write("New boiler")
    await seat.field("lines.add")
    await seat.write("filter 16")
    await seat.press("enter")
    assert seat.focused == "lines.0.quantity"
    await seat.into("lines.0.quantity", "3")
    await seat.into("lines.0.discount", "10 %")
    await seat.field("lines.add")
    await seat.write("Odd job")
    await seat.press("up", "enter")
    await seat.into("lines.1.price", "99,95")
    await seat.into("discount", "5")
    await seat.into("tax_rate", "8.875")
    await seat.press("f2")


async def test_a_line_of_its_own_is_of_a_kind_and_a_service_first(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "e", "a")
        await seat.write("russo")
        await seat.press("enter")
        for steps in range(2):
            await seat.field("lines.add")
            await seat.write("Zzz")
            assert "+ Service Zzz" in seat.text
            await seat.press(*["down"] * (2 * steps), "enter")
        assert [line.kind for line in seat.record.model.record.lines] == [ItemKind.SERVICE, ItemKind.PART]


async def test_a_new_customer_of_an_estimate_is_not_said_to_come_with_a_job(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "e", "a")
        await seat.write("Zzz")
        assert "+ New customer Zzz" in seat.text
        assert "with this job" not in seat.text


async def test_a_new_estimate_with_lines_discounts_and_tax(demo: str) -> None:
    async with seated(demo) as seat:
        await enter_new_estimate(seat)
        made = estimates(demo)[seat.row]
        assert seat.said.startswith(f"Added estimate {made.number}")
    assert made.description == "New boiler"
    assert [(line.quantity, line.price, line.discount) for line in made.lines[1:]] == [(1000, 9995, Discount())]
    assert made.lines[0].discount == Discount(rate=10_000)
    assert (made.discount_amount, made.tax_rate) == (500, 8875)
    lines = made.lines[0].full - (made.lines[0].full + 5) // 10 + 9995
    assert made.total == lines - 500 + ((lines - 500) * 8875 + 50_000) // 100_000


async def test_what_cannot_be_is_said_at_its_field_and_nothing_is_lost(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "e", "a", "tab")
        await seat.into("description", "Nobody's")
        await seat.press("f2")
        assert "needs a customer" in seat.text
        assert seat.focused == "customer_id"
        await seat.into("tax_rate", "200 %")
        assert "100 % at most" in seat.text
        await seat.into("made_on", "30 feb")
        await seat.press("f2")
        assert "Not saved: 3 fields need a look" in seat.text
        assert seat.record.text("description") == "Nobody's"
        await seat.press("escape")
        assert "not saved" in seat.text
        await seat.press("y")
        assert isinstance(seat.app.screen, ListScreen)


async def test_a_line_is_taken_off(demo: str) -> None:
    won = of_status(demo, EstimateStatus.WON)
    async with seated(demo) as seat:
        await on_estimate(seat, won.number)
        await seat.press("enter")
        await seat.field("lines.0", selected=False)
        await seat.press("delete", "f2")
    assert estimates(demo)[won.number].lines == won.lines[1:]


async def test_a_converted_estimate_stands_as_it_was_offered(demo: str) -> None:
    scheduled = of_status(demo, EstimateStatus.SCHEDULED)
    async with seated(demo) as seat:
        await on_estimate(seat, scheduled.number)
        await seat.press("enter", "x")
        assert "cannot be changed" in seat.text
        assert seat.record.model.record == scheduled
        await seat.press("escape")
        assert isinstance(seat.app.screen, ListScreen)


# -- two people --------------------------------------------------------------------------------


async def test_the_second_save_is_refused_and_brought_together_by_one_key(demo: str) -> None:
    won = of_status(demo, EstimateStatus.WON)
    async with seated(demo) as seat:
        await on_estimate(seat, won.number)
        await seat.press("enter")
        await seat.into("note", "Mine")
        with closing(other_desk(demo)) as desk:
            done = desk.perform(SaveRecord(replace(won, description="Theirs")))
            assert isinstance(done, Done)
        await seat.until(lambda: "bo changed it meanwhile" in seat.text)
        await seat.press("f2")
        dialog = seat.top(ConflictDialog)
        assert dialog.sentences[0].startswith("Estimate could not be saved. You and another user")
        assert ("Description", "Theirs", "") in [row[:3] for row in dialog.rows]
        await seat.press("r")
        assert seat.record.text("description") == "Theirs"
        assert seat.record.text("note") == "Mine"
        assert estimates(demo)[won.number].note == won.note
        await seat.press("f2")
    after = estimates(demo)[won.number]
    assert (after.description, after.note) == ("Theirs", "Mine")


async def test_what_both_changed_stands_beside_theirs(demo: str) -> None:
    won = of_status(demo, EstimateStatus.WON)
    async with seated(demo) as seat:
        await on_estimate(seat, won.number)
        await seat.press("enter")
        await seat.into("description", "Mine")
        with closing(other_desk(demo)) as desk:
            desk.perform(SaveRecord(replace(won, description="Theirs")))
        await seat.press("f2", "r")
        assert seat.record.text("description") == "Theirs"
        assert "You had: Mine" in seat.text
        await seat.field("clash.description", selected=False)
        await seat.press("enter", "f2")
    assert estimates(demo)[won.number].description == "Mine"


async def test_an_estimate_deleted_meanwhile_may_live_on_as_a_new_one(demo: str) -> None:
    with closing(other_desk(demo)) as desk:
        draft = of_status(demo, EstimateStatus.DRAFT)
        async with seated(demo) as seat:
            await on_estimate(seat, draft.number)
            await seat.press("enter")
            await seat.into("description", "Still wanted")
            desk.perform(DeleteRecord("estimate", draft.id, draft.version))
            await seat.press("f2")
            assert "deleted this estimate meanwhile" in seat.text
            await seat.press("enter", "f2")
    assert "Still wanted" in [each.description for each in estimates(demo).values()]


# -- the row -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "status"),
    [("w", EstimateStatus.WON), ("L", EstimateStatus.LOST), ("W", EstimateStatus.PENDING), ("d", EstimateStatus.DRAFT)],
)
async def test_marked_by_one_key(demo: str, key: str, status: EstimateStatus) -> None:
    other = of_status(demo, EstimateStatus.DRAFT if status is not EstimateStatus.DRAFT else EstimateStatus.PENDING)
    async with seated(demo) as seat:
        await on_estimate(seat, other.number)
        await seat.press(key)
        assert estimates(demo)[other.number].status is status
        await seat.press("u")
        assert estimates(demo)[other.number].status is other.status


async def test_a_copy_is_a_new_draft(demo: str) -> None:
    scheduled = of_status(demo, EstimateStatus.SCHEDULED)
    async with seated(demo) as seat:
        await on_estimate(seat, scheduled.number)
        await seat.press("Y", "f2")
        made = estimates(demo)[seat.row]
    assert made.number != scheduled.number
    assert made.status is EstimateStatus.DRAFT
    assert [line.text for line in made.lines] == [line.text for line in scheduled.lines]
    assert made.total == scheduled.total


async def test_deleting_asks_and_is_undone(demo: str) -> None:
    draft = of_status(demo, EstimateStatus.DRAFT)
    async with seated(demo) as seat:
        await on_estimate(seat, draft.number)
        await seat.press("delete", "n")
        assert draft.number in estimates(demo)
        await seat.press("delete", "y")
        assert draft.number not in estimates(demo)
        assert draft.number not in seat.rows
        await seat.press("u")
        assert draft.number in estimates(demo)
        assert draft.number in seat.rows


async def test_a_converted_estimate_is_not_deleted(demo: str) -> None:
    scheduled = of_status(demo, EstimateStatus.SCHEDULED)
    async with seated(demo) as seat:
        await on_estimate(seat, scheduled.number)
        await seat.press("delete")
        assert f"{scheduled.number} is a job by now" in seat.said, "nobody is asked for what cannot be"
        assert scheduled.number in estimates(demo)


async def test_a_viewer_changes_nothing(demo: str) -> None:
    won = of_status(demo, EstimateStatus.WON)
    async with seated(demo, read_only=True) as seat:
        await on_estimate(seat, won.number)
        for key in ("c", "C", "w", "a", "delete", "Y", "u"):
            await seat.press(key)
            assert "read-only" in seat.said, key
            assert isinstance(seat.app.screen, ListScreen)
    assert estimates(demo)[won.number] == won


async def test_a_customer_nobody_knows_is_entered_on_the_way(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "e", "a")
        await seat.write("Zanzibar Tearoom")
        await seat.press("up", "enter")
        assert seat.record.spec.kind == "customer"
        assert seat.record.text("name") == "Zanzibar Tearoom"
        await seat.into("address", "1 Spice Street")
        await seat.press("f2")
        assert seat.record.spec.kind == "estimate"
        assert seat.record.text("customer_id") == "Zanzibar Tearoom"
        assert seat.focused == "description"
        await seat.write("A new stove")
        await seat.press("f2")
        made = estimates(demo)[seat.row]
    with closing(other_desk(demo)) as desk:
        card = desk.customer(made.customer_id)
    assert card is not None
    assert card.customer.name == "Zanzibar Tearoom"
    assert card.main_location is not None
    assert made.location_id == card.main_location.id


async def test_a_line_without_words_is_taken_off_by_backspace(demo: str) -> None:
    won = of_status(demo, EstimateStatus.WON)
    async with seated(demo) as seat:
        await on_estimate(seat, won.number)
        await seat.press("enter")
        await seat.field("lines.0.text")
        await seat.press("backspace", "f2")
        assert "backspace where there are none takes it off" in " ".join(seat.text.split())
        await seat.field("lines.0.text")
        await seat.press("backspace", "f2")
    assert estimates(demo)[won.number].lines == won.lines[1:]


async def test_a_line_of_the_estimates_own_stays_the_jobs_own(demo: str) -> None:
    """It does not become an item of the inventory, at a price that was a discount's."""
    with closing(other_desk(demo)) as desk:
        before = desk.list_count(ListQuery("inventory_item", "name"))
        customer = desk.find_customers("russo")[0].id
        line = EstimateLine(text="Emergency call-out", price=10_000, quantity=3000, discount=Discount(rate=33_333))
        record = Estimate(customer_id=customer, made_on=TODAY, status=EstimateStatus.WON, lines=(line,))
        done = desk.perform(SaveRecord(record))
        assert isinstance(done, Done)
    async with seated(demo) as seat:
        await seat.press("g", "e", "c")
        assert "one-off" in seat.text
        await seat.press("f2")
    with closing(other_desk(demo)) as desk:
        [(job_id, _)] = desk.estimate_jobs(done.changes[0].id)
        job = desk.job(job_id)
        assert job is not None
        assert [(item.name, item.item_id) for item in job.items] == [("Emergency call-out", None)]
        assert desk.list_count(ListQuery("inventory_item", "name")) == before


async def test_a_guest_cannot_type_into_a_card(demo: str) -> None:
    won = of_status(demo, EstimateStatus.WON)
    async with seated(demo, read_only=True) as seat:
        await on_estimate(seat, won.number)
        await seat.press("enter", "x")
        assert "this console is read-only" in seat.text
        assert not seat.record.is_dirty
        await seat.press("escape")
        assert isinstance(seat.app.screen, ListScreen)
