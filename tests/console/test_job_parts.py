"""The whole Add Job window by keys: every part entered, seen, saved, and there again when the job is opened."""

import re
from contextlib import closing
from pathlib import Path

import pytest
from textual.events import MouseScrollDown

from industrack_core.domain.acts.acts import AddJob
from industrack_core.domain.acts.drafts import JobDraft
from industrack_core.domain.board.availability import lacks_skill
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.customer import CustomerKind
from industrack_core.domain.records.job import Delivery, Job, Priority, WorkStatus
from industrack_core.domain.records.job_file import JobFile
from industrack_core.domain.records.job_parts import AttachmentKind, Trigger
from industrack_tui.dialogs.menu import Menu
from industrack_tui.dialogs.moment_picker import MomentPicker
from industrack_tui.dialogs.page import Page
from industrack_tui.dialogs.prompt import Prompt
from industrack_tui.dialogs.question import Question
from industrack_tui.dialogs.record_list import RecordList
from industrack_tui.forms.job.open_form import open_job_form
from industrack_tui.forms.job.spec import JOB
from industrack_tui.widgets.form.sheet import Section
from tests.console.seat import Seat, other_desk, seated
from tests.console.test_add_job import open_at
from tests.console.test_form import change

_PARTS = [part.place for part in JOB.sections]


async def begun(seat: Seat) -> None:
    """Add Job at a free cell, for Giovanni Russo."""
    await open_at(seat)
    await seat.write("russo")
    await seat.press("enter")
    await seat.write("All of it")


async def add(seat: Seat, field: str, text: str, *keys: str) -> None:
    """Type into a field that adds, and pick what is offered first."""
    await seat.field(field)
    await seat.write(text)
    await seat.press(*(keys or ("enter",)))


async def saved(seat: Seat) -> JobFile:
    """Save, saying yes to what is asked; the job as somebody else sees it."""
    await seat.press("f2")
    while not seat.at_board:
        assert isinstance(seat.app.screen, Question), seat.text
        await seat.press("enter")
    with closing(other_desk(seat.url)) as desk:
        job = next(listed.job for listed in desk.jobs() if listed.job.description == "All of it")
        file = desk.job_file(job.id)
    assert file is not None
    return file


@pytest.mark.parametrize("part", [each for each in _PARTS if each.key not in ("", "f8") or each.name == "items"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_one_key_leads_to_each_part(demo: str, part: Section, size: tuple[int, int]) -> None:
    async with seated(demo, size=size) as seat:
        await begun(seat)
        await seat.press(part.key)
        assert seat.focused == part.first
        assert part.label in seat.lines[1 if size[1] < 30 else 2]
        spot = seat.form.hand.spot
        assert spot is not None
        assert seat.form.pane.top <= spot.y < seat.form.pane.top + seat.form.pane.page


async def test_the_items_key_walks_its_lists_and_a_menu_leads_everywhere(demo: str) -> None:
    async with seated(demo, size=(80, 24)) as seat:
        await begun(seat)
        seen = []
        for _ in range(6):
            await seat.press("f8")
            seen.append(seat.focused)
        assert seen == [f"{name}.add" for name in ("items", "equipment", "attachments", "forms", "orders", "tasks")]
        await seat.press("ctrl+g", "n")
        assert seat.focused == "note"


async def test_items_from_the_inventory_and_created_in_place(demo: str) -> None:
    async with seated(demo) as seat:
        await begun(seat)
        await add(seat, "items.add", "filter 16")
        assert seat.focused == "items.0.quantity"
        await seat.write("2")
        await seat.press("enter")
        await seat.write("20.50")
        assert "$41.00" in seat.text
        assert "left" in seat.text
        await add(seat, "items.add", "Odd bracket", "enter")
        await seat.write("0")
        await seat.press("tab")
        assert "How many?" in seat.text
        await seat.into("items.1.quantity", "3")
        await seat.into("items.1.price", "twelve")
        assert "How much?" in seat.text
        await seat.into("items.1.price", "")
        assert "How much? Type 0 if it costs nothing." in seat.text
        await seat.into("items.1.price", "12,50")
        file = await saved(seat)
        assert [(item.name, item.quantity, item.price) for item in file.job.items] == [
            ("Air filter 16x25", 2000, 2050), ("Odd bracket", 3000, 1250),
        ]  # fmt: skip
        with closing(other_desk(demo)) as desk:
            assert [each.item.name for each in desk.find_items("odd bracket")] == ["Odd bracket"]


async def test_an_entry_is_taken_off_its_list(demo: str) -> None:
    async with seated(demo) as seat:
        await begun(seat)
        for text in ("First", "Second", "Third"):
            await add(seat, "tasks.add", text)
        await seat.field("tasks.1.done", selected=False)
        await seat.press("delete")
        assert [task.text for task in seat.form.model.record.tasks] == ["First", "Third"]
        await seat.field("tasks.1.done", selected=False)
        await seat.press("space")
        assert [task.done for task in seat.form.model.record.tasks] == [False, True]


async def test_equipment_links_tools_forms_and_tasks(demo: str) -> None:
    async with seated(demo) as seat:
        await begun(seat)
        await add(seat, "equipment.add", "Chiller", "up", "enter")
        await seat.into("new_equipment.0.maker", "Trane")
        await seat.into("new_equipment.0.serial", "77")
        await add(seat, "attachments.add", "https://example.com/manual")
        await add(seat, "attachments.add", "Ladder")
        await seat.into("attachments.1.quantity", "2")
        await seat.field("attachments.1.in_field_app", selected=False)
        await seat.press("space")
        await add(seat, "forms.add", "safety")
        await seat.write("start job")
        await seat.press("enter")
        blocks = next(
            place for place, each in enumerate(seat.form.model.record.forms) if each.trigger is Trigger.START_JOB
        )
        await seat.field(f"forms.{blocks}.blocks", selected=False)
        await seat.press("enter")
        await add(seat, "tasks.add", "maintenance", "down", "enter")
        file = await saved(seat)
        job = file.job
        assert file.card is not None
        made = [each for each in file.card.equipment if each.id in job.equipment]
        assert [(each.name, each.maker, each.serial) for each in made] == [("Chiller", "Trane", "77")]
        assert [(each.kind, each.quantity, each.in_field_app) for each in job.attachments] == [
            (AttachmentKind.LINK, 1, True), (AttachmentKind.TOOL, 2, False),
        ]  # fmt: skip
        assert [(each.trigger, each.blocks) for each in job.forms] == [(Trigger.START_JOB, True)]
        assert job.tasks[0].text == "Look and listen"


async def test_a_file_by_its_path_and_one_that_is_none(demo: str, tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text("cellar\x1b[2J left\n")
    async with seated(demo) as seat:
        await begun(seat)
        await seat.field("attachments.add")
        await seat.paste(str(tmp_path / "no such file"))
        await seat.press("enter")
        assert "There is no file" in seat.form.model.problems["attachments.add"]
        assert seat.form.text("attachments.add").endswith("no such file")
        await seat.field("attachments.add")
        await seat.paste(str(plan))
        await seat.press("enter")
        assert [each.name for each in seat.form.model.record.attachments] == ["plan.txt"]
        await seat.field("attachments.0", selected=False)
        await seat.press("enter", "v")
        assert "cellar[2J left" in seat.text or "cellar left" in seat.text
        assert seat.top(Page).heading == "plan.txt"
        await seat.press("escape")
        await seat.press("enter", "s")
        seat.top(Prompt)
        await seat.write(str(tmp_path / "copy.txt"))
        await seat.press("enter")
        assert (tmp_path / "copy.txt").read_bytes() == plan.read_bytes()
        file = await saved(seat)
        assert [(each.name, each.size) for each in file.job.attachments] == [("plan.txt", len(plan.read_bytes()))]


async def test_an_order_of_what_is_short(demo: str) -> None:
    async with seated(demo) as seat:
        await begun(seat)
        await add(seat, "items.add", "anode rod")
        await seat.write("9")
        await seat.press("tab")
        await seat.field("orders.add")
        await seat.press("down", "enter")
        assert seat.focused == "new_orders.0.vendor"
        assert seat.form.text("new_orders.0.vendor") == "Harbor Plumbing"
        await seat.into("new_orders.0.due", "30 feb")
        assert "new_orders.0.due" in seat.form.model.problems
        await seat.into("new_orders.0.due", "1 dec")
        await seat.into("new_orders.0.lines.0.quantity", "12")
        file = await saved(seat)
        (order,) = file.orders
        assert (order.vendor, str(order.due_on), order.lines[0].quantity) == ("Harbor Plumbing", "2026-12-01", 12_000)
        await seat.press("enter")
        await seat.field("orders.0", selected=False)
        await seat.press("enter")
        assert order.number in seat.top(Page).heading


async def test_what_is_typed_in_the_lines_of_an_order_goes_with_its_line(demo: str) -> None:
    async with seated(demo) as seat:
        await begun(seat)
        await add(seat, "orders.add", "new")
        assert seat.form.text("new_orders.0.lines.add") == ""
        for name in ("Elbow", "Valve"):
            await add(seat, "new_orders.0.lines.add", name, "up", "enter")
        await seat.into("new_orders.0.lines.1.quantity", "many")
        await seat.field("new_orders.0.lines.0", selected=False)
        await seat.press("delete")
        assert [line.name for line in seat.form.model.record.new_orders[0].lines] == ["Valve"]
        assert seat.form.text("new_orders.0.lines.0.quantity") == "many"
        assert set(seat.form.model.wrong) == {"new_orders.0.lines.0.quantity"}


async def test_details_number_status_reason_template_and_notes(demo: str) -> None:
    async with seated(demo) as seat:
        await begun(seat)
        await add(seat, "template", "yearly")
        assert seat.form.text("description") == "All of it"
        assert seat.form.model.record.minutes == 90
        await seat.into("number", "A-77")
        await add(seat, "priority", "high")
        await add(seat, "status", "paused")
        await add(seat, "status_reason", "weather")
        await seat.field("note")
        await seat.write("Ring twice")
        await seat.press("enter")
        await seat.write("then wait")
        await seat.into("site_note", "Dog in the yard")
        assert "Every job at this location will show it." in seat.text
        await seat.into("internal_note", "Pays late")
        file = await saved(seat)
        job = file.job
        assert (job.number, job.priority, job.status, job.status_reason) == (
            "A-77", Priority.HIGH, WorkStatus.PAUSED, "Weather",
        )  # fmt: skip
        assert job.note == "Ring twice\nthen wait"
        assert len(job.tasks) == 5
        assert file.card is not None
        assert file.card.customer.internal_note == "Pays late"
        assert file.card.locations[0].site_note == "Dog in the yard"


async def test_a_number_in_use_is_refused_at_its_field(demo: str) -> None:
    async with seated(demo) as seat:
        await begun(seat)
        await seat.into("number", "1267")
        await seat.press("f2")
        assert "There is a job 1267 already." in seat.text
        assert seat.focused == "number"


async def test_tags_a_new_location_and_the_customers_work(demo: str) -> None:
    async with seated(demo) as seat:
        await begun(seat)
        await add(seat, "tags", "Roof key", "up", "enter")
        assert "Roof key" in seat.text
        await seat.field("work", selected=False)
        await seat.press("enter")
        seat.top(RecordList)
        await seat.press("escape", "ctrl+o")
        seat.top(RecordList)
        await seat.press("down", "enter")
        assert seat.top(Page).heading.startswith("Job ")
        await seat.press("escape")
        assert seat.form.text("description") == "All of it"
        await add(seat, "location", "new loc")
        await seat.write("3 Hill Road")
        file = await saved(seat)
        assert file.card is not None
        assert "Roof key" in file.card.customer.tags
        place = next(each for each in file.card.locations if each.id == file.job.location_id)
        assert (place.address, place.is_main) == ("3 Hill Road", False)


async def test_a_person_is_created_and_a_probable_duplicate_pointed_out(demo: str) -> None:
    async with seated(demo) as seat:
        await open_at(seat)
        await seat.write("Giovani Russo")
        await seat.press("up", "enter")
        assert "Probably the same as Giovanni Russo" in " ".join(seat.text.split())
        await add(seat, "kind", "person")
        await seat.into("phone", "12")
        await seat.into("description", "All of it")
        await seat.press("f2")
        assert "is no phone number" in " ".join(seat.text.split())
        assert seat.focused == "phone"
        await seat.into("phone", "2127365000")
        file = await saved(seat)
        assert file.card is not None
        assert (file.card.customer.kind, file.card.customer.phone) == (CustomerKind.PERSON, "(212) 736-5000")


async def test_a_series_shows_its_next_dates_and_asks_for_which_jobs(demo: str) -> None:
    async with seated(demo) as seat:
        await begun(seat)
        await seat.into("recurrence", "every now and then")
        assert "is not understood" in seat.form.model.problems["recurrence"]
        await seat.into("recurrence", "weekly tue thu 6 times")
        shown = " ".join(seat.text.split())
        assert "Next: Thu 26 Nov 11:00, Tue 1 Dec 11:00, Thu 3 Dec 11:00, Tue 8 Dec 11:00" in shown
        file = await saved(seat)
        assert len(file.series_next) == 5
        await seat.press("enter")
        await seat.into("note", "For all of them")
        await seat.press("f2")
        assert seat.top(Menu).heading == "Which jobs of the series?"
        await seat.press("a")
        while not seat.at_board:
            await seat.press("enter")
        series = [job for job in seat.jobs() if job.series_id == file.job.series_id]
        assert {job.note for job in series} == {"For all of them"}


async def test_a_saved_series_shows_the_dates_that_are_left(demo: str) -> None:
    async with seated(demo) as seat:
        await begun(seat)
        await seat.into("recurrence", "weekly thu 3 times")
        file = await saved(seat)
        with closing(other_desk(demo)) as desk:
            series = [each.job for each in desk.jobs() if each.job.series_id == file.job.series_id]
        shown = []
        for job in series:
            open_job_form(seat.app.session, job.id, starts_at=None, crew=())
            await seat.settle()
            shown.append(seat.prose.partition("Repeats")[2][:160])
            await seat.press("escape")
    assert "Next: Thu 26 Nov 11:00, Thu 3 Dec 11:00" in shown[0]
    assert "Next: Thu 3 Dec 11:00" in shown[1]
    assert "No more dates: this is the last job of the series." in shown[2]


async def test_who_is_picked_says_what_that_means_and_the_free_ones_are_offered_first(demo: str) -> None:
    async with seated(demo) as seat:
        await begun(seat)
        office = seat.schedule.session.known_office
        lift = next(each for each in office.service_types if each.skills)
        without = next(each for each in office.pool(office.default_calendar) if lacks_skill(each, lift))
        await seat.into("start", "10:00")
        await seat.into(Kind.SERVICE_TYPE, lift.name)
        await seat.field("crew")
        await seat.press("down")
        details = [each.detail for each in seat.form.hand.picks.offered if isinstance(each.value, int)]
        kinds = ["free", "outside", "busy", "off"]
        ranks = [next(at for at, kind in enumerate(kinds) if each.startswith(kind)) for each in details]
        assert ranks == sorted(ranks)
        assert len(set(ranks)) > 1
        await seat.write(without.last_name)
        await seat.press("enter")
        shown = " ".join(seat.text.split())
        assert re.search(rf"{without.short_name} (free|busy until \S+|outside working hours|off: .*), lacks ", shown)


async def test_hints_and_what_people_have_on_come_while_typing(demo: str) -> None:
    async with seated(demo) as seat:
        await begun(seat)
        block_time = "10:00"
        await seat.into("start", block_time)
        await seat.field("crew")
        await seat.write("kim")
        await seat.press("enter")
        shown = " ".join(seat.text.split())
        assert "Grace Kim busy until" in shown
        assert "Grace Kim already has" in shown
        await seat.write("a")
        assert any("busy until" in each.detail or "free" in each.detail for each in seat.form.hand.picks.offered)
        await seat.press("escape")
        await seat.into("start", "3:00")
        assert "outside working hours" in seat.text
        await seat.write("clear the list")
        await seat.field("crew")
        await seat.write("clear")
        await seat.press("enter")
        assert seat.form.model.record.crew == ()


async def test_the_calendar_fills_start_and_end(demo: str) -> None:
    async with seated(demo) as seat:
        await begun(seat)
        await seat.press("f7", "ctrl+t")
        seat.top(MomentPicker)
        await seat.press("right", "down", "tab", "down", "down", "enter")
        assert seat.form.text("start") == "Wed 2 Dec 11:30"
        await seat.press("tab", "ctrl+t", "tab", "down", "enter")
        assert seat.form.text("duration") == "1h15"
        await seat.field("duration")
        await seat.press("ctrl+t", "g")
        assert seat.form.text("duration") == "3h"


async def test_dispatch_is_refused_without_crew_or_start_and_marks_the_job(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("a")
        await seat.write("russo")
        await seat.press("enter")
        await seat.write("All of it")
        await seat.press("f3")
        assert "Dispatch needs a crew" in seat.text
        assert "Dispatch needs a start" in seat.text
        assert seat.focused == "start"
        await seat.into("start", "18:30")
        await add(seat, "crew", "ferraro")
        await seat.press("f3")
        while not seat.at_board:
            await seat.press("enter")
        job = next(job for job in seat.jobs() if job.description == "All of it")
        assert job.delivery is Delivery.DISPATCHED


async def test_the_heading_says_at_once_who_changed_the_job(demo: str) -> None:
    async with seated(demo) as seat:
        block = await seat.to_block()
        await seat.press("enter")
        change(demo, seat.job(block.number), "Theirs")
        await seat.until(lambda: seat.form.changed_by)
        await seat.settle()
        assert "bo changed it meanwhile" in seat.text


async def test_the_history_tells_who_changed_what(demo: str) -> None:
    async with seated(demo) as seat:
        block = await seat.to_block()
        change(demo, seat.job(block.number), "Theirs")
        await seat.press("enter")
        await seat.press("ctrl+g", "h")
        shown = " ".join(seat.text.split())
        assert f"Description: {block.description} -> Theirs" in shown
        assert " bo " in shown


async def test_the_board_dispatches_and_deletes(demo: str) -> None:
    async with seated(demo) as seat:
        await begun(seat)
        job = (await saved(seat)).job
        assert seat.block is not None
        await seat.press("D")
        assert f"Dispatched {job.number}" in seat.status
        assert fresh(seat, job).delivery is Delivery.DISPATCHED
        await seat.press("D")
        assert "is dispatched as it is" in seat.status
        await seat.press("delete")
        assert seat.top(Question).heading == "Delete this job?"
        await seat.press("escape")
        await seat.press("delete")
        assert "recalled from the crew" in " ".join(seat.top(Question).sentences), "one question, not two"
        await seat.press("y")
        assert "Deleted" in seat.status
        await seat.press("u")
        assert fresh(seat, job).description == "All of it"


def fresh(seat: Seat, job: Job) -> Job:
    return next(each for each in seat.jobs() if each.id == job.id)


async def test_the_customers_tags_changed_by_somebody_else_while_a_new_job_is_typed(demo: str) -> None:
    async with seated(demo) as seat:
        await begun(seat)
        await add(seat, "tags", "Mine", "up", "enter")
        card = seat.form.card
        assert card is not None
        with closing(other_desk(demo)) as desk:
            tags = (*card.customer.tags, "Theirs")
            draft = JobDraft(customer=card.customer.id, tags=tags, customer_version=card.customer.version)
            assert isinstance(desk.perform(AddJob(draft)), Done)
        await seat.press("f2")
        assert not seat.at_board
        assert "was changed by bo meanwhile" in " ".join(seat.text.split())
        file = await saved(seat)
        assert file.card is not None
        assert {"Mine", "Theirs"} <= set(file.card.customer.tags)


async def test_all_problems_of_a_save_at_once_those_of_the_typing_too(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("a")
        await seat.into("number", "1267")
        await seat.into("end", "10:00")
        await add(seat, "orders.add", "new")
        await seat.press("f2")
        assert set(seat.form.model.problems) == {
            "customer", "number", "end", "new_orders.0.vendor", "new_orders.0.lines.add",
        }  # fmt: skip
        assert seat.focused == "customer"


async def test_a_job_of_a_custom_calendar_offers_only_its_people(demo: str) -> None:
    async with seated(demo) as seat:
        office = seat.schedule.office
        assert office is not None
        custom = next(each for each in office.calendars if not each.is_default)
        with closing(other_desk(demo)) as desk:
            customer = desk.find_customers("russo")[0].id
            draft = JobDraft(customer=customer, description="All of it", calendar_id=custom.id)
            outcome = desk.perform(AddJob(draft))
            assert isinstance(outcome, Done)
        open_job_form(seat.app.session, outcome.changed_id("job"), starts_at=None, crew=())
        await seat.settle()
        await seat.field("crew")
        await seat.press("down")
        offered = {each.value for each in seat.form.hand.picks.offered if isinstance(each.value, int)}
        assert offered == {each.id for each in office.pool(custom)}
        assert len(offered) < len(office.pool(office.default_calendar))


async def test_the_mouse_goes_to_fields_picks_and_scrolls(demo: str) -> None:
    async with seated(demo, size=(80, 24)) as seat:
        await begun(seat)
        pane = seat.form.pane

        async def click(name: str) -> None:
            spot = seat.form.hand.sheet.spot(name)
            assert spot is not None
            x, y = pane.box.x + 1 + spot.x + 1, pane.box.y + 2 + spot.y - pane.top
            await seat.pilot.click(pane, offset=(x, y))
            await seat.settle()

        await click("priority")
        assert seat.focused == "priority"
        await seat.press("down")
        spot = seat.form.hand.sheet.spot("priority")
        assert spot is not None
        await seat.pilot.click(pane, offset=(pane.box.x + 2 + spot.x, pane.box.y + 3 + spot.y - pane.top))
        await seat.settle()
        assert seat.form.model.record.priority is Priority.HIGH
        pane.post_message(MouseScrollDown(pane, 5, 5, 0, 1, 0, False, False, False))
        await seat.settle()
        assert pane.top == 3
        await seat.press("pagedown")
        assert pane.top > 3


async def test_a_resized_terminal_lays_the_form_out_anew(demo: str) -> None:
    async with seated(demo, size=(120, 40)) as seat:
        await begun(seat)
        for size in ((80, 24), (40, 12), (10, 3), (1, 1), (200, 50)):
            await seat.pilot.resize_terminal(*size)
            await seat.settle()
        assert seat.form.text("description") == "All of it"
        assert "10 Notes" in seat.text


async def test_copy_cut_and_paste_in_a_field(demo: str) -> None:
    async with seated(demo) as seat:
        await begun(seat)
        await seat.press("shift+home", "ctrl+x")
        assert seat.form.text("description") == ""
        await seat.press("ctrl+v", "ctrl+v")
        assert seat.form.text("description") == "All of itAll of it"
        await seat.press("ctrl+w", "ctrl+left", "shift+end", "ctrl+c", "delete", "home", "ctrl+v")
        assert seat.form.text("description").startswith("itAll ") or "of" in seat.form.text("description")
