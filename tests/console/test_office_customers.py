"""Customers by keys: the list, the card, what is theirs, a merge. As the database has it then."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import AddJob, SaveRecord
from industrack_core.domain.acts.drafts import JobDraft
from industrack_core.domain.acts.new_job import estimate_draft
from industrack_core.domain.outcomes import Done, FindingKind
from industrack_core.domain.records.customer import Customer, CustomerCard, CustomerKind, Equipment, Location
from industrack_core.domain.records.estimate import Estimate
from industrack_core.domain.records.job_parts import Attachment, AttachmentKind
from industrack_tui.dialogs.menu import Menu
from industrack_tui.dialogs.page import Page
from industrack_tui.dialogs.prompt import Prompt
from industrack_tui.dialogs.question import Question
from industrack_tui.dialogs.record_list import RecordList
from industrack_tui.forms.conflict import ConflictDialog
from industrack_tui.forms.job.form import JobForm
from industrack_tui.forms.record.form import RecordForm
from industrack_tui.lists.screen import ListScreen
from industrack_tui.office.merging import MergeForm
from tests.console.seat import TODAY, Seat, other_desk, seated

RUSSO = "Giovanni Russo"
LAUNDRY = "Riverside Laundry"


def card(url: str, name: str) -> CustomerCard:
    """A customer's card as somebody else sees it."""
    with closing(other_desk(url)) as desk:
        return card_of(desk, name)


def card_of(desk: Desk, name: str) -> CustomerCard:
    found = desk.customer(desk.find_customers(name)[0].id)
    assert found is not None
    assert found.customer.name == name
    return found


def save(url: str, record: Any) -> int:
    """Somebody else saves a record; answers its id."""
    with closing(other_desk(url)) as desk:
        done = desk.perform(SaveRecord(record))
        assert isinstance(done, Done), done
        kind = type(record).__name__.lower()
        return done.changed_id(kind) or 0


async def on_customer(seat: Seat, name: str) -> None:
    """The list of customers, the cursor on one."""
    if not isinstance(seat.app.screen, ListScreen):
        await seat.press("g", "c")
    await seat.press("slash")
    await seat.write(name)
    await seat.press("enter", "escape")
    assert seat.row.endswith(name), seat.text


async def open_card(seat: Seat, name: str) -> RecordForm:
    await on_customer(seat, name)
    await seat.press("enter")
    return seat.top(RecordForm)


# -- the list ----------------------------------------------------------------------------------


async def test_found_by_any_word_filtered_and_sorted(demo: str) -> None:
    russo = card(demo, RUSSO).customer
    async with seated(demo) as seat:
        await seat.press("g", "c", "slash")
        await seat.write(russo.phone[-4:])
        assert f"{russo.number} {RUSSO}" in seat.rows
        await seat.press("escape", "right")
        assert all(name.split(" ", 1)[0] != russo.number for name in seat.rows)
        await seat.press("right")
        assert f"{russo.number} {RUSSO}" in seat.rows
        await seat.press("o", "n", "escape")
        numbers = [name.split(" ")[0] for name in seat.rows]
        assert numbers == sorted(numbers)


async def test_on_a_small_terminal_the_row_is_told_in_full(demo: str) -> None:
    russo = card(demo, RUSSO).customer
    async with seated(demo, (80, 24)) as seat:
        await on_customer(seat, RUSSO)
        assert russo.billing_address.split(",")[0] in seat.text
        await seat.press("enter")
        assert f"Customer {russo.number}  {RUSSO}" in seat.text


# -- the card ----------------------------------------------------------------------------------


async def test_a_new_customer_gets_a_main_location_of_its_own(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "c", "a")
        await seat.write("Hudson Glass")
        await seat.into("phone", "914 555 0177")
        await seat.into("billing_address", "PO Box 7, Rye")
        await seat.into("address", "9 Kiln Road, Rye")
        await seat.field("tags")
        await seat.write("brand new")
        await seat.press("enter")
        await seat.press("f2")
        assert seat.said == "Added customer Hudson Glass."
        assert seat.row.endswith("Hudson Glass")
    made = card(demo, "Hudson Glass")
    assert made.customer.kind is CustomerKind.COMPANY
    assert made.customer.number
    assert (made.customer.billing_address, made.customer.tags) == ("PO Box 7, Rye", ("brand new",))
    assert [place.address for place in made.locations] == ["9 Kiln Road, Rye"]
    assert made.main_location is not None
    with closing(other_desk(demo)) as desk:
        assert "brand new" in {tag.name for tag in desk.office().tags}


async def test_without_an_address_the_main_location_is_where_bills_go(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "c", "a")
        await seat.write("Hudson Glass")
        await seat.into("billing_address", "9 Kiln Road, Rye")
        await seat.press("f2", "u")
        assert "Hudson Glass" not in " ".join(seat.rows)
        await seat.press("U")
    assert [place.address for place in card(demo, "Hudson Glass").locations] == ["9 Kiln Road, Rye"]


async def test_who_is_probably_the_same_is_said_while_typing(demo: str) -> None:
    russo = card(demo, RUSSO).customer
    async with seated(demo) as seat:
        await seat.press("g", "c", "a")
        await seat.write(RUSSO)
        assert f"Probably the same as {RUSSO}, {russo.number}" in seat.text
        await seat.into("name", "Quite Another")
        assert "Probably" not in seat.text
        await seat.into("phone", russo.phone)
        assert f"Probably the same as {RUSSO}" in seat.text


async def test_what_cannot_be_is_said_at_its_field_and_nothing_is_lost(demo: str) -> None:
    taken = card(demo, LAUNDRY).customer.number
    async with seated(demo) as seat:
        form = await open_card(seat, RUSSO)
        await seat.into("name", "")
        await seat.into("email", "nobody at home")
        await seat.into("number", taken)
        await seat.press("f2")
        assert {"name", "email", "number"} <= form.problems.keys()
        assert form.text("email") == "nobody at home"
        await seat.press("escape")
        assert isinstance(seat.app.screen, Question)
        await seat.press("y")
    assert card(demo, RUSSO).customer.number != taken


async def test_the_card_says_how_much_there_is_and_leads_there(demo: str) -> None:
    known = card(demo, RUSSO)
    async with seated(demo) as seat:
        form = await open_card(seat, RUSSO)
        assert form.text("work").startswith(f"{known.jobs} job")
        assert form.text("locations").startswith(f"{len(known.locations)} location")
        await seat.field("locations", selected=False)
        await seat.press("enter")
        assert f"Locations of {RUSSO}" in seat.text
        await seat.press("a")
        await seat.write("1 Second Street")
        await seat.press("f2", "escape")
        assert form.text("locations").startswith(f"{len(known.locations) + 1} location")


async def test_going_elsewhere_leaves_a_card_only_if_nothing_is_typed(demo: str) -> None:
    async with seated(demo) as seat:
        await open_card(seat, RUSSO)
        await seat.field("equipment", selected=False)
        await seat.press("enter", "g", "e")
        assert len(seat.app.screen_stack) == 2
        await open_card_from_estimates(seat)
        await seat.into("contact", "Somebody")
        await seat.field("equipment", selected=False)
        await seat.press("enter", "g", "e")
        assert seat.top(RecordForm).text("contact") == "Somebody"
        assert "not saved yet: f2 saves it" in seat.text


async def open_card_from_estimates(seat: Seat) -> None:
    await seat.press("g", "c")
    await open_card(seat, RUSSO)


async def test_two_people_on_one_card(demo: str) -> None:
    async with seated(demo) as seat:
        form = await open_card(seat, RUSSO)
        await seat.into("internal_note", "Mine")
        save(demo, replace(card(demo, RUSSO).customer, contact="Theirs"))
        await seat.until(lambda: "bo changed it meanwhile" in seat.text)
        await seat.press("f2")
        assert isinstance(seat.app.screen, ConflictDialog)
        await seat.press("r")
        assert form.text("contact") == "Theirs"
        await seat.press("f2")
    after = card(demo, RUSSO).customer
    assert (after.contact, after.internal_note) == ("Theirs", "Mine")


async def test_a_hostile_name_is_a_name(demo: str) -> None:
    name = "[red]Evil\u202e Ltd[/] \x1b]0;x\x07"
    async with seated(demo) as seat:
        await seat.press("g", "c", "a")
        await seat.paste(name)
        await seat.press("f2")
        assert "[red]Evil" in seat.text
        assert "\x1b" not in seat.text
    with closing(other_desk(demo)) as desk:
        found = desk.find_customers("evil")
        assert [each.name for each in found] == ["[red]Evil Ltd[/]"]


# -- attachments -------------------------------------------------------------------------------


async def test_files_links_and_tools_are_attached_viewed_saved_and_taken_off(demo: str, tmp_path: Path) -> None:
    (tmp_path / "gate.txt").write_text("The code is 4711\n")
    (tmp_path / "out").mkdir()
    async with seated(demo) as seat:
        form = await open_card(seat, RUSSO)
        for text in (str(tmp_path / "gate.txt"), "https://example.org/plan", "Ladder"):
            await seat.field("attachments.add")
            await seat.write(text)
            await seat.press("enter")
        await seat.into("attachments.2.quantity", "3")
        assert "attachments.0.quantity" not in form.field_names()
        await seat.press("f2")
        kept = card(demo, RUSSO).customer.attachments
        assert [(each.kind, each.name, each.quantity) for each in kept] == [
            (AttachmentKind.FILE, "gate.txt", 1), (AttachmentKind.LINK, "https://example.org/plan", 1),
            (AttachmentKind.TOOL, "Ladder", 3),
        ]  # fmt: skip
        await seat.press("enter")
        await seat.field("attachments.0", selected=False)
        await seat.press("enter", "v")
        assert isinstance(seat.app.screen, Page)
        assert "The code is 4711" in seat.text
        await seat.press("escape", "enter", "s")
        assert isinstance(seat.app.screen, Prompt)
        await seat.write(str(tmp_path / "out"))
        await seat.press("enter")
        await seat.until((tmp_path / "out" / "gate.txt").exists)
        await seat.field("attachments.1", selected=False)
        await seat.press("enter", "x", "f2")
    assert [each.name for each in card(demo, RUSSO).customer.attachments] == ["gate.txt", "Ladder"]


async def test_a_path_that_leads_nowhere_stays_in_its_field(demo: str, tmp_path: Path) -> None:
    async with seated(demo) as seat:
        form = await open_card(seat, RUSSO)
        await seat.field("attachments.add")
        await seat.write(str(tmp_path / "none.txt"))
        await seat.press("enter")
        assert "There is no file" in form.problems["attachments.add"]
        assert form.text("attachments.add") == str(tmp_path / "none.txt")
        await seat.press("f2")
        assert seat.top(RecordForm) is form
        await seat.into("attachments.add", "")
        await seat.press("f2")
        seat.top(ListScreen)
    assert card(demo, RUSSO).customer.attachments == ()


async def test_the_attachments_of_a_converted_estimate_are_looked_at_only(demo: str) -> None:
    link = Attachment(kind=AttachmentKind.LINK, name="plan", url="https://example.org/plan")
    customer = card(demo, RUSSO).customer
    made = save(demo, Estimate(customer_id=customer.id, made_on=TODAY, description="Offer", attachments=(link,)))
    with closing(other_desk(demo)) as desk:
        estimate = desk.estimate(made)
        assert estimate is not None
        assert isinstance(desk.perform(AddJob(estimate_draft(estimate), frozenset(FindingKind))), Done)
    async with seated(demo) as seat:
        await on_customer(seat, RUSSO)
        await seat.press("e", "home", "enter")
        form = seat.top(RecordForm)
        assert form.model.record.attachments[0].url == link.url
        await seat.field("attachments.0", selected=False)
        await seat.press("delete")
        assert len(form.model.record.attachments) == 1
        await seat.press("enter")
        assert [choice.label for choice in seat.top(Menu).choices] == ["View"]


# -- locations and equipment -------------------------------------------------------------------


async def test_locations_are_added_edited_made_main_and_deleted(demo: str) -> None:
    async with seated(demo) as seat:
        await on_customer(seat, LAUNDRY)
        await seat.press("s", "a")
        await seat.write("77 Dock Street")
        await seat.into("name", "Depot")
        await seat.into("site_note", "Ring twice")
        await seat.press("f2")
        assert seat.row == "Depot"
        assert "Ring twice" in seat.text
        await seat.press("m")
        main = card(demo, LAUNDRY).main_location
        assert main is not None
        assert (main.name, main.site_note) == ("Depot", "Ring twice")
        await seat.press("delete")
        assert "the main location stays" in seat.said
        await seat.press("u", "delete", "y")
        assert "Depot" not in seat.rows
        assert "Depot" not in [place.name for place in card(demo, LAUNDRY).locations]
        await seat.press("right")
        assert seat.rows == ["Depot"]
        await seat.press("R", "escape")
    assert "Depot" in [place.name for place in card(demo, LAUNDRY).locations]


async def test_the_main_location_stays_the_main_one(demo: str) -> None:
    async with seated(demo) as seat:
        await on_customer(seat, RUSSO)
        await seat.press("s")
        main = card(demo, RUSSO).main_location
        assert main is not None
        while seat.list.current is not None and not seat.list.current.values["is_main"]:
            await seat.press("down")
        await seat.press("enter")
        await seat.field("is_main", selected=False)
        await seat.press("space", "f2")
        assert "make another one the main one" in seat.text
        await seat.press("space")
        await seat.into("site_note", "Dog in the yard")
        await seat.press("f2")
    after = card(demo, RUSSO).main_location
    assert after == replace(main, site_note="Dog in the yard", version=main.version + 1)


async def test_a_job_at_a_location(demo: str) -> None:
    known = card(demo, LAUNDRY)
    second = save(demo, Location(customer_id=known.customer.id, address="77 Dock Street"))
    async with seated(demo) as seat:
        await on_customer(seat, LAUNDRY)
        await seat.press("s", "slash")
        await seat.write("dock")
        await seat.press("enter", "J")
        form = seat.top(JobForm)
        assert (form.model.record.customer, form.model.record.location_id) == (known.customer.id, second)


async def test_equipment_with_its_place_and_service_note(demo: str) -> None:
    place = card(demo, RUSSO).locations[-1]
    async with seated(demo) as seat:
        await on_customer(seat, RUSSO)
        await seat.press("M", "a", "f2")
        assert "An equipment needs a name" in seat.text
        await seat.write("Rooftop unit")
        await seat.into("serial", "X-99")
        await seat.field("location_id")
        await seat.write(place.address[:6])
        await seat.press("enter")
        await seat.into("service_note", "Filter 20x20")
        await seat.press("f2")
        assert seat.row == "Rooftop unit"
        assert "Filter 20x20" in seat.text
        assert seat.list.current is not None
        assert seat.list.current.values["location"] == (place.name or place.address)
    made = next(each for each in card(demo, RUSSO).equipment if each.name == "Rooftop unit")
    assert (made.serial, made.location_id, made.service_note) == ("X-99", place.id, "Filter 20x20")


# -- work --------------------------------------------------------------------------------------


async def test_a_new_job_and_a_new_estimate_from_the_row(demo: str) -> None:
    before = card(demo, RUSSO)
    async with seated(demo) as seat:
        await on_customer(seat, RUSSO)
        await seat.press("J")
        assert seat.form.model.record.customer == before.customer.id
        await seat.into("description", "Look at the boiler")
        await seat.press("f2")
        assert "Look at the boiler" in seat.waiting
        await seat.press("E")
        await seat.into("description", "New boiler")
        await seat.press("f2")
        assert seat.said.startswith("Added estimate")
        assert seat.row.endswith(RUSSO)
    after = card(demo, RUSSO)
    assert (after.jobs, after.estimates) == (before.jobs + 1, before.estimates + 1)


async def test_jobs_and_estimates_open_in_their_forms(demo: str) -> None:
    customer = card(demo, RUSSO).customer
    save(demo, Estimate(customer_id=customer.id, made_on=TODAY, description="An offer"))
    async with seated(demo) as seat:
        form = await open_card(seat, RUSSO)
        await seat.field("work", selected=False)
        await seat.press("enter")
        assert f"Jobs and estimates of {RUSSO}" in seat.text
        await seat.press("enter")
        job = seat.top(JobForm).model.job
        assert job is not None
        assert job.customer_id == customer.id
        await seat.press("escape", "enter", "end", "enter")
        assert seat.record.text("description") == "An offer"
        await seat.into("description", "A better offer")
        await seat.press("f2")
        assert seat.app.screen is form
        assert "Changed estimate" in seat.text
        await seat.field("new_job", selected=False)
        await seat.press("enter")
        assert seat.form.model.record.customer == customer.id


async def test_a_long_list_of_work_is_read_on(demo: str) -> None:
    customer = card(demo, RUSSO)
    with closing(other_desk(demo)) as desk:
        for number in range(230):
            draft = JobDraft(customer=customer.customer.id, description=f"Visit {number}")
            assert isinstance(desk.perform(AddJob(draft)), Done)
    async with seated(demo) as seat:
        await on_customer(seat, RUSSO)
        await seat.press("w")
        work: RecordList[Any] = seat.top(RecordList)
        assert len(work.records) == 200 + customer.estimates
        await seat.press(*["pagedown"] * 15)
        assert work.index == 150
        assert len(work.records) == 230 + customer.jobs + customer.estimates
        assert [line.kind for line in work.records] == ["job"] * (230 + customer.jobs) + [
            "estimate"
        ] * customer.estimates
        assert len({(line.kind, line.id) for line in work.records}) == len(work.records)


# -- deleting ----------------------------------------------------------------------------------


async def test_with_work_a_customer_stays_and_how_much_is_said(demo: str) -> None:
    known = card(demo, RUSSO)
    async with seated(demo) as seat:
        await on_customer(seat, RUSSO)
        await seat.press("delete")
        assert isinstance(seat.app.screen, ListScreen)
        assert f"{RUSSO} has {known.jobs} jobs" in seat.said
    assert card(demo, RUSSO) == known


async def test_without_work_one_question_deletes_all_and_one_undo_brings_it_back(demo: str) -> None:
    made = save(demo, Customer(name="Hudson Glass", billing_address="9 Kiln Road"))
    save(demo, Equipment(customer_id=made, name="Kiln"))
    async with seated(demo) as seat:
        await on_customer(seat, "Hudson Glass")
        await seat.press("delete")
        assert "With 1 location, 1 piece of equipment." in seat.text
        await seat.press("escape", "delete", "y")
        with closing(other_desk(demo)) as desk:
            assert desk.customer(made) is None
        await seat.press("u")
    assert [each.name for each in card(demo, "Hudson Glass").equipment] == ["Kiln"]


# -- merging -----------------------------------------------------------------------------------


@pytest.fixture
def twice(demo: str) -> str:
    """Giovanni Russo is there twice, the second time with a machine and a note."""
    made = save(demo, Customer(name="G. Russo", phone="914 555 0188", internal_note="Pays late", contact="Maria"))
    save(demo, Equipment(customer_id=made, name="Kiln"))
    return demo


async def test_a_merge_is_shown_before_it_is_done_and_one_undo_brings_both_back(twice: str) -> None:
    before, other = card(twice, RUSSO), card(twice, "G. Russo")
    async with seated(twice) as seat:
        await on_customer(seat, "G. Russo")
        await seat.press("m", "f2")
        assert "Pick a customer." in seat.text
        await seat.write("giovanni")
        await seat.press("enter")
        assert "Moves    1 location, 1 piece of equipment" in seat.text
        assert f"{other.customer.number} G. Russo is deleted" in seat.text
        assert f"Maria  of {other.customer.number}" in seat.text
        assert card(twice, RUSSO) == before
        await seat.press("f2")
        assert "Merged customer" in seat.said
        assert seat.row.endswith(RUSSO)
        after = card(twice, RUSSO)
        assert [each.name for each in after.equipment if each.name == "Kiln"] == ["Kiln"]
        assert len(after.locations) == len(before.locations) + 1
        assert after.customer.contact == (before.customer.contact or "Maria")
        assert "Pays late" in after.customer.internal_note
        with closing(other_desk(twice)) as desk:
            assert desk.customer(other.customer.id) is None
        await seat.press("u")
    again = card(twice, RUSSO)
    assert replace(again.customer, version=before.customer.version) == before.customer
    assert [each.name for each in card(twice, "G. Russo").equipment] == ["Kiln"]


async def test_two_marked_rows_are_merged_the_other_way_round(twice: str) -> None:
    async with seated(twice) as seat:
        await seat.press("g", "c", "slash")
        await seat.write("russo")
        await seat.press("enter", "space", "space", "m")
        form = seat.top(MergeForm)
        assert [form.text(name) for name in ("stays", "goes")] == [RUSSO, "G. Russo"]
        assert "f2 merge   f3 the other one stays   esc cancel" in seat.text
        await seat.press("f3")
        assert [form.text(name) for name in ("stays", "goes")] == ["G. Russo", RUSSO]
        await seat.press("f2")
        assert seat.list.marks == {}
    assert card(twice, "G. Russo").jobs > 0


async def test_a_customer_is_not_merged_with_itself_and_leaving_asks_nothing(demo: str) -> None:
    known = card(demo, RUSSO)
    async with seated(demo) as seat:
        await on_customer(seat, RUSSO)
        await seat.press("m")
        await seat.write("russo")
        await seat.press("enter", "f2")
        assert "cannot be merged with itself" in seat.text
        await seat.press("escape")
        assert isinstance(seat.app.screen, ListScreen)
    assert card(demo, RUSSO) == known


async def test_a_merge_of_what_somebody_changed_meanwhile_is_told_and_shown_anew(twice: str) -> None:
    async with seated(twice) as seat:
        await on_customer(seat, "G. Russo")
        await seat.press("m")
        await seat.write("giovanni")
        await seat.press("enter")
        form = seat.top(MergeForm)
        seen = dict(form.model.extra)
        save(twice, replace(card(twice, RUSSO).customer, payment_terms="Cash only"))
        await seat.until(lambda: "Cash only" in seat.text)
        await seat.settle()
        form.model.extra |= seen  # as it was before the news came
        form.draw()
        await seat.press("f2")
        assert seat.app.screen is form
        assert "changed by bo meanwhile" in seat.text
        assert "Cash only" in seat.text
        await seat.press("f2")
        assert "Merged customer" in seat.said
    assert card(twice, RUSSO).customer.payment_terms == "Cash only"


async def test_a_viewer_looks_and_changes_nothing(demo: str) -> None:
    async with seated(demo, read_only=True) as seat:
        await on_customer(seat, RUSSO)
        for key in ("J", "E", "m", "a", "delete"):
            await seat.press(key)
            assert isinstance(seat.app.screen, ListScreen)
            assert "read-only" in seat.said
        await seat.press("s")
        assert f"Locations of {RUSSO}" in seat.text
