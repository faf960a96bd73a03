"""Add Job: from a cell, from the keys, from the menu; typed, picked, created, saved."""

from contextlib import closing
from datetime import UTC, datetime

from industrack_core.domain.records.job import Delivery, Priority, WorkStatus
from tests.console.seat import Seat, other_desk, seated

FREE_ROW = 4  # Ferraro, Rosa: no jobs today


async def open_at(seat: Seat, time: str = "11:00") -> None:
    """Add Job at a free cell."""
    await seat.to_cell(FREE_ROW, time)
    await seat.press("enter")


def value(seat: Seat, name: str) -> str:
    return seat.form.text(name)


async def test_enter_on_a_free_cell_fills_employee_date_start_and_the_calendars_end(demo: str) -> None:
    async with seated(demo) as seat:
        await open_at(seat)
        assert "Add Job" in seat.text
        assert "Rosa Ferraro" in seat.text
        assert "Tuesday 24 November 2026, 11:00-12:00, 1h" in seat.text
        assert (value(seat, "start"), value(seat, "end"), value(seat, "duration")) == (
            "Tue 24 Nov 11:00",
            "12:00",
            "1h",
        )
        assert seat.focused == "customer"


async def test_double_click_opens_the_form_of_the_cell_clicked(demo: str) -> None:
    async with seated(demo) as seat:
        timeline = seat.schedule.timeline
        column = timeline.name_width + timeline.view.axis.column(seat.schedule.now) + 4 - timeline.view.left
        free = next(index for index, line in enumerate(timeline.view.lines()) if line.row == FREE_ROW)
        await seat.pilot.click(timeline, offset=(column, free + 1), times=2)
        await seat.settle()
        assert seat.employee == "Ferraro, Rosa"
        assert value(seat, "start").endswith(seat.time.split()[1])


async def test_a_and_the_actions_menu_open_it_without_time_and_crew(demo: str) -> None:
    async with seated(demo) as seat:
        for keys in (("a",), ("A", "a"), ("A", "enter"), ("tab", "a")):
            await seat.press(*keys)
            assert "Add Job  for the queue" in seat.text
            assert seat.form.model.record.crew == ()
            assert value(seat, "start") == ""
            await seat.press("escape")
            assert seat.at_board


async def test_a_known_customer_is_found_and_picked_by_keys(demo: str) -> None:
    async with seated(demo) as seat:
        await open_at(seat)
        for query in ("russo", "giov rus", "RUSSO"):
            await seat.into("customer", "")
            await seat.field("customer")
            await seat.write(query)
            assert seat.form.hand.picks.is_open
            assert "Giovanni Russo" in seat.text
        await seat.press("enter")
        assert value(seat, "customer") == "Giovanni Russo"
        assert seat.focused == "description"
        assert seat.form.card is not None
        assert seat.form.card.customer.billing_address in seat.text
        assert not seat.form.hand.picks.is_open


async def test_arrows_walk_the_list_and_escape_closes_only_the_list(demo: str) -> None:
    async with seated(demo) as seat:
        await open_at(seat)
        await seat.write("a")
        offered = [candidate.text for candidate in seat.form.hand.picks.offered]
        await seat.press("down", "down", "up", "enter")
        assert value(seat, "customer") == offered[1]
        await seat.press("f4", "down")
        await seat.press("escape")
        assert not seat.at_board
        assert not seat.form.hand.picks.is_open


async def test_a_new_customer_is_created_in_place(demo: str) -> None:
    async with seated(demo) as seat:
        await open_at(seat)
        await seat.write("Zora's Bakery")
        await seat.press("up", "enter")
        assert seat.focused == "contact"
        for text in ("Zora Neale", "555-0177", "zora@example.com", "3 Elm St"):
            await seat.write(text)
            await seat.press("tab")
        await seat.write("Oven is cold")
        await seat.press("f2")
        assert seat.at_board, seat.text
        job = next(job for job in seat.jobs() if job.description == "Oven is cold")
        with closing(other_desk(demo)) as desk:
            card = desk.customer(job.customer_id)
            assert card is not None
        customer = card.customer
        assert (customer.name, customer.contact, customer.phone) == ("Zora's Bakery", "Zora Neale", "555-0177")
        assert (customer.email, customer.billing_address) == ("zora@example.com", "3 Elm St")
        assert [(place.address, place.is_main) for place in card.locations] == [("3 Elm St", True)]
        assert job.location_id == card.locations[0].id


async def test_save_puts_the_job_on_the_board_where_the_cell_was(demo: str) -> None:
    async with seated(demo) as seat:
        before = seat.jobs()
        await open_at(seat)
        await seat.write("russo")
        await seat.press("enter")
        await seat.write("No hot water")
        await seat.press("f2")
        assert seat.at_board
        job = next(job for job in seat.jobs() if job not in before)
        assert job.starts_at == datetime(2026, 11, 24, 16, 0, tzinfo=UTC)
        assert (job.minutes, job.description, job.priority) == (60, "No hot water", Priority.MEDIUM)
        assert (job.status, job.delivery) == (WorkStatus.NOT_STARTED, Delivery.SAVED)
        assert seat.block is not None
        assert seat.block.job_id == job.id
        assert job.number in seat.status
        assert "u undoes" in seat.text
        assert seat.employee == "Ferraro, Rosa"


async def test_the_number_is_taken_at_the_save_and_not_before(demo: str) -> None:
    async with seated(demo) as seat:
        for _ in range(3):
            await open_at(seat)
            await seat.press("escape")
        with closing(other_desk(demo)) as desk:
            highest = max(int(listed.job.number) for listed in desk.jobs())
            highest = max(highest, *(int(entry.number) for entry in desk.queue().entries))
        await open_at(seat)
        assert str(highest + 1) not in seat.text
        await seat.write("russo")
        await seat.press("enter", "f2")
        assert seat.block is not None
        assert seat.block.number == str(highest + 1)


async def test_without_time_or_crew_it_waits_in_the_queue(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("a")
        await seat.write("russo")
        await seat.press("enter")
        await seat.write("Some day")
        await seat.press("f2")
        assert seat.at_board
        assert "Some day" in seat.waiting
        await open_at(seat)
        await seat.write("russo")
        await seat.press("enter")
        await seat.write("Nobody yet")
        await seat.press("f9")
        assert seat.focused == "crew"
        await seat.press("backspace")
        assert "Nobody yet: the job waits in the queue." in seat.text
        await seat.press("f2")
        assert "Nobody yet" in seat.waiting


async def test_crew_is_ticked_one_by_one_by_group_and_taken_off(demo: str) -> None:
    async with seated(demo) as seat:
        await open_at(seat)
        await seat.field("crew")
        await seat.write("kim")
        await seat.press("enter")
        assert "Rosa Ferraro, Grace Kim" in seat.text
        await seat.write("kim")
        await seat.press("enter")
        assert "Grace Kim" not in seat.text.split("Crew")[1]
        assert seat.schedule.office is not None
        group = seat.schedule.office.groups[0]
        await seat.write(f"group {group.name}")
        await seat.press("enter")
        assert set(group.member_ids) <= set(seat.form.model.record.crew)
        assert len(seat.form.model.record.crew) == len(set(seat.form.model.record.crew))


async def test_picks_of_the_details_are_saved(demo: str) -> None:
    async with seated(demo) as seat:
        await open_at(seat)
        await seat.write("russo")
        await seat.press("enter")
        await seat.write("All of it")
        await seat.press("tab")
        await seat.write("plumb")
        kind = seat.form.hand.picks.offered[0]
        await seat.press("enter")
        assert seat.focused == "priority"
        await seat.write("hi")
        await seat.press("enter")
        await seat.press("down", "enter")
        await seat.press("f2")
        assert seat.at_board, seat.text
        job = next(job for job in seat.jobs() if job.description == "All of it")
        assert job.service_type_id == kind.value
        assert job.priority is Priority.HIGH
        assert job.color_id is not None


async def test_a_job_in_seven_keys_and_its_data(demo: str) -> None:
    """console.md 3: on the selected cell 3 keys and data; picking the customer from the list is one of them."""
    async with seated(demo) as seat:
        await seat.to_cell(FREE_ROW, "11:00")
        pressed = 0
        for key, text in (("enter", "russo"), ("enter", "No heat"), ("f2", "")):
            await seat.press(key)
            await seat.write(text)
            pressed += 1
        assert seat.at_board
        assert pressed == 3
        assert [job.description for job in seat.jobs()].count("No heat") == 1


async def test_keys_typed_ahead_of_the_list_are_not_lost(demo: str) -> None:
    """A practised hand does not wait for the pick list, nor for the form."""
    async with seated(demo) as seat:
        await seat.to_cell(FREE_ROW, "11:00")
        for key in ("enter", *"russo", "enter", *"Hurry", "f2"):
            seat._send(key, key if len(key) == 1 else None)
        await seat.settle()
        await seat.until(lambda: seat.at_board)
        job = next(job for job in seat.jobs() if job.description == "Hurry")
        with closing(other_desk(demo)) as desk:
            card = desk.customer(job.customer_id)
        assert card is not None
        assert card.customer.name == "Giovanni Russo"


async def test_keys_typed_ahead_of_a_job_that_still_loads_are_typed_into_it(demo: str) -> None:
    async with seated(demo) as seat:
        block = await seat.to_block()
        for key in ("enter", *" and more", "f2"):
            seat._send(key, key if len(key) == 1 else None)
        await seat.until(lambda: seat.app.keys_are_done and seat.at_board and seat.schedule.is_settled)
        assert seat.job(block.number).description == f"{block.description} and more"
