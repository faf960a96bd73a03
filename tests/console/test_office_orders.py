"""Purchase orders by keys: the list, from status to status, receiving, the form. As the database has it then."""

import asyncio
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from industrack_core.domain.acts.acts import SaveRecord
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.listing import ListQuery
from industrack_core.domain.records.purchase import OrderLine, OrderStatus, PurchaseOrder, received
from industrack_tui.dialogs.menu import Menu
from industrack_tui.dialogs.page import Page
from industrack_tui.forms.conflict import ConflictDialog
from industrack_tui.lists.screen import ListScreen
from industrack_tui.office.receiving import outstanding
from tests.console.seat import Seat, other_desk, seated

CAPACITOR = "Run capacitor 45/5"


def orders(url: str) -> dict[str, PurchaseOrder]:
    """All orders by number, as somebody else sees them."""
    with closing(other_desk(url)) as desk:
        rows = desk.list_page(ListQuery("purchase_order", "number"), limit=500).rows
        found: dict[int, Any] = dict(desk.records("purchase_order", [row.id for row in rows]))
    return {each.number: each for each in found.values()}


def of_status(url: str, status: OrderStatus) -> PurchaseOrder:
    return next(each for each in orders(url).values() if each.status is status)


def save(url: str, order: PurchaseOrder) -> None:
    """Somebody else saves an order."""
    with closing(other_desk(url)) as desk:
        outcome = desk.perform(SaveRecord(order))
    assert isinstance(outcome, Done), outcome


def on_hand(url: str, order: PurchaseOrder) -> list[int]:
    """How much of each line's item there is."""
    ids = [line.item_id for line in order.lines if line.item_id is not None]
    with closing(other_desk(url)) as desk:
        found = desk.stock(ids)
    return [found[each].stock.on_hand for each in ids]


async def on_order(seat: Seat, number: str) -> None:
    """The purchase orders, the cursor on a number."""
    if not isinstance(seat.app.screen, ListScreen):
        await seat.press("g", "o")
    row = next(row for row in seat.list.window.rows if row.values["number"] == number)
    seat.list.go_to(row.id)
    await seat.settle()
    assert seat.row == number


# -- the list ----------------------------------------------------------------------------------


async def test_what_is_under_way_is_summed_and_what_is_late_is_marked(demo: str) -> None:
    late = of_status(demo, OrderStatus.PARTIALLY_RECEIVED)
    void = of_status(demo, OrderStatus.VOID)
    assert late.due_on
    assert late.due_on < date(2026, 11, 24)
    sent = [each.total for each in orders(demo).values() if each.status is OrderStatus.SENT]
    async with seated(demo) as seat:
        await seat.press("g", "o")
        assert f"Sent {len(sent)}: ${sum(sent) / 100:,.2f}" in seat.lines[1]
        assert [row.values["number"] for row in seat.list.window.rows if row.values["late"]] == [late.number]
        assert f"{late.due_on} late" in next(line for line in seat.lines if late.number in line)
        assert "late" not in next(line for line in seat.lines[4:] if void.number in line)


async def test_sorted_filtered_and_found_by_vendor(demo: str) -> None:
    async with seated(demo, (80, 24)) as seat:
        await seat.press("g", "o", "o", "d")
        dues = [row.values["due_on"] or "" for row in seat.list.window.rows]
        assert dues == sorted(dues)
        await seat.press("o", "t", "O")
        totals = [row.values["total"] for row in seat.list.window.rows]
        assert totals == sorted(totals, reverse=True)  # type: ignore[type-var]
        await seat.press("slash")
        await seat.write("harbor pl")
        found = {each.number for each in orders(demo).values() if each.vendor == "Harbor Plumbing"}
        assert set(seat.rows) == found
        await seat.press("escape", "F", "d")
        assert {row.values["status"] for row in seat.list.window.rows} == {"partially_received"}
        assert "Partially Received" in seat.text
        assert " late" in seat.text


# -- from status to status -----------------------------------------------------------------------


async def test_sent_by_the_menu_and_undone(demo: str) -> None:
    order = of_status(demo, OrderStatus.OPEN)
    async with seated(demo) as seat:
        await on_order(seat, order.number)
        await seat.press("s")
        menu = seat.top(Menu)
        assert [choice.id for choice in menu.choices if not choice.why_not] == ["sent", "void"]
        await seat.press("r")
        assert "That follows from what has come" in seat.text
        await seat.press("b")
        assert "An order that is Open cannot become Billed." in seat.text
        await seat.press("s")
        assert seat.said == f"Changed purchase order {order.number}: Sent."
        assert orders(demo)[order.number].status is OrderStatus.SENT
        await seat.press("u")
    assert orders(demo)[order.number].status is OrderStatus.OPEN


async def test_the_only_way_on_is_taken_at_once_but_for_giving_up(demo: str) -> None:
    whole, part = of_status(demo, OrderStatus.RECEIVED), of_status(demo, OrderStatus.PARTIALLY_RECEIVED)
    async with seated(demo) as seat:
        await on_order(seat, whole.number)
        await seat.press("s")
        assert seat.said == f"Changed purchase order {whole.number}: Billed."
        assert orders(demo)[whole.number].status is OrderStatus.BILLED
        await on_order(seat, part.number)
        await seat.press("s", "v")
        assert orders(demo)[part.number].status is OrderStatus.VOID
        await seat.press("s")
        assert orders(demo)[part.number].status is OrderStatus.PARTIALLY_RECEIVED


# -- receiving ---------------------------------------------------------------------------------


async def test_all_that_is_to_come_by_one_key_and_undone(demo: str) -> None:
    order = of_status(demo, OrderStatus.PARTIALLY_RECEIVED)
    before, came = on_hand(demo, order), outstanding(order)
    async with seated(demo) as seat:
        await on_order(seat, order.number)
        await seat.press("r")
        assert seat.said == f"Received on purchase order {order.number}: Received."
        assert orders(demo)[order.number].status is OrderStatus.RECEIVED
        assert on_hand(demo, order) == [had + came.get(at, 0) for at, had in enumerate(before)]
        await seat.press("r")
        assert seat.said == "Receive all: all of it has come already."
        await seat.press("u")
    assert orders(demo)[order.number].lines == order.lines
    assert on_hand(demo, order) == before


async def test_a_part_of_each_line_in_a_form_that_holds_what_is_to_come(demo: str) -> None:
    order = of_status(demo, OrderStatus.PARTIALLY_RECEIVED)
    before = on_hand(demo, order)
    async with seated(demo, (80, 24)) as seat:
        await on_order(seat, order.number)
        await seat.press("R")
        form = seat.record
        assert [form.text(name) for name in form.field_names()] == ["8", "10"]
        await seat.press("escape")
        assert isinstance(seat.app.screen, ListScreen)
        await seat.press("R")
        await seat.into("lines.0.received", "8")
        await seat.into("lines.1.received", "2,5")
        await seat.press("f2")
        assert on_hand(demo, order) == [before[0] + 8000, before[1] + 2500]
        after = orders(demo)[order.number]
        assert after.status is OrderStatus.PARTIALLY_RECEIVED
        assert after.lines[1].received == 2500
        await seat.press("R")
        assert [seat.record.text(name) for name in seat.record.field_names()] == ["7.5"]
        await seat.press("f2")
    assert orders(demo)[order.number].status is OrderStatus.RECEIVED


async def test_no_more_than_is_to_come_and_nothing_is_no_change(demo: str) -> None:
    order = of_status(demo, OrderStatus.PARTIALLY_RECEIVED)
    async with seated(demo) as seat:
        await on_order(seat, order.number)
        await seat.press("R")
        await seat.into("lines.0.received", "9")
        assert f"Only 8 of {CAPACITOR} are still to come." in seat.text
        await seat.into("lines.1.received", "many")
        await seat.press("f2")
        assert "Not saved: 2 fields need a look" in seat.text
        await seat.into("lines.0.received", "0")
        await seat.into("lines.1.received", "")
        await seat.press("f2")
        assert seat.said == "Nothing changed."
    assert orders(demo)[order.number] == order


async def test_nothing_comes_of_an_order_that_is_not_sent(demo: str) -> None:
    order = of_status(demo, OrderStatus.OPEN)
    async with seated(demo) as seat:
        await on_order(seat, order.number)
        for key, name in (("r", "Receive all"), ("R", "Receive in part")):
            await seat.press(key)
            assert seat.said == f"{name}: it is Open: s marks it Sent first."
        await seat.press("full_stop")
        reasons = {choice.label: choice.why_not for choice in seat.top(Menu).choices}
        assert reasons["Receive all"] == "Receive all: it is Open: s marks it Sent first."
        assert not reasons["Next status"]


async def test_two_consoles_receive_one_order_at_once(demo: str) -> None:
    order = of_status(demo, OrderStatus.PARTIALLY_RECEIVED)
    before, came = on_hand(demo, order), outstanding(order)
    async with seated(demo) as first, seated(demo) as second:
        await on_order(first, order.number)
        await on_order(second, order.number)
        await asyncio.gather(first.press("r"), second.press("r"))
        said = sorted([first.said, second.said])
    assert said[0] == f"Received on purchase order {order.number}: Received."
    assert said[1] in (
        f"The purchase order {order.number} was changed by ana meanwhile, so this was not saved. The latest is shown.",
        "Receive all: all of it has come already.",
    )
    assert on_hand(demo, order) == [had + came.get(at, 0) for at, had in enumerate(before)]


async def test_the_second_receipt_is_refused_and_nothing_comes_twice(demo: str) -> None:
    order = of_status(demo, OrderStatus.PARTIALLY_RECEIVED)
    before, came = on_hand(demo, order), outstanding(order)
    async with seated(demo) as seat:
        await on_order(seat, order.number)
        await seat.press("R")
        await seat.into("lines.0.received", "7")
        save(demo, received(order, {0: 5000}))
        await seat.press("f2")
        dialog = seat.top(ConflictDialog)
        assert dialog.sentences[0].startswith("Purchase order could not be saved.")
        assert ("Came", f"{CAPACITOR}, now 5", f"{CAPACITOR}, now 7") in [row[:3] for row in dialog.rows]
        assert on_hand(demo, order) == [before[0] + 5000, before[1]]
        await seat.press("l")
        assert [seat.record.text(name) for name in seat.record.field_names()] == ["3", "10"]
        await seat.press("f2")
    assert on_hand(demo, order) == [had + came.get(at, 0) for at, had in enumerate(before)]


async def test_what_both_received_stands_beside_theirs(demo: str) -> None:
    order = of_status(demo, OrderStatus.PARTIALLY_RECEIVED)
    async with seated(demo) as seat:
        await on_order(seat, order.number)
        await seat.press("R")
        await seat.into("lines.0.received", "7")
        save(demo, received(order, {0: 5000}))
        await seat.press("f2", "r")
        assert seat.record.text("lines.0.received") == "0"
        assert f"You had: {CAPACITOR}, now 2" in seat.text
        await seat.press("f2", "enter")
    assert [each.received for each in orders(demo)[order.number].lines] == [order.lines[0].received + 5000, 10_000]


async def test_brought_together_a_line_that_both_received_is_theirs(demo: str) -> None:
    order = of_status(demo, OrderStatus.PARTIALLY_RECEIVED)
    before = on_hand(demo, order)
    async with seated(demo) as seat:
        await on_order(seat, order.number)
        await seat.press("R")
        await seat.into("lines.1.received", "4")
        save(demo, received(order, {0: 8000}))
        await seat.press("f2", "r", "f2")
    assert on_hand(demo, order) == [before[0] + 8000, before[1] + 4000]


# -- the form ----------------------------------------------------------------------------------


async def enter_new_order(seat: Seat, job_number: str) -> None:
    """An order of Comfort Parts for a job, due on 1 December."""
    await seat.press("g", "o", "a")
    await seat.write("comf")
    await seat.press("enter")
    await seat.into("due_on", "1 dec")
    await seat.field("job_id")
    await seat.write(job_number)
    await seat.press("tab")
    assert seat.record.text("job_id") == job_number


async def test_a_new_order_for_a_job_with_lines_of_both_kinds(demo: str) -> None:
    async with seated(demo) as seat:
        job = seat.jobs()[0]
        await enter_new_order(seat, job.number)
        await seat.field("lines.add")
        await seat.write("rc-455")
        await seat.press("enter")
        await seat.into("lines.0.quantity", "2.5")
        await seat.into("lines.0.price", "10,01")
        await seat.field("lines.add")
        await seat.write("Odd screws")
        await seat.press("up", "enter")
        await seat.into("lines.1.price", "3")
        assert "Total $28.03" in seat.text
        await seat.press("f2")
        made = orders(demo)[seat.row]
    assert (made.vendor, made.due_on, made.job_id) == ("Comfort Parts", date(2026, 12, 1), job.id)
    assert [(each.name, each.quantity, each.price, each.total) for each in made.lines] == [
        (CAPACITOR, 2500, 1001, 2503), ("Odd screws", 1000, 300, 300),
    ]  # fmt: skip
    assert [each.item_id is None for each in made.lines] == [False, True]
    assert (made.total, made.status) == (2803, OrderStatus.OPEN)


async def test_lines_of_a_sent_order_stand_and_the_rest_can_be_changed(demo: str) -> None:
    order = next(each for each in orders(demo).values() if each.status is OrderStatus.SENT and each.job_id)
    async with seated(demo) as seat:
        await on_order(seat, order.number)
        await seat.press("enter")
        for name in ("lines.0", "lines.0.name", "lines.0.quantity", "lines.0.price"):
            await seat.field(name, selected=False)
            await seat.press("delete")
            assert "cannot be changed: the order is Sent, and its lines stand until it is saved as Open" in seat.text
            await seat.paste("9")
        assert "lines.add" not in seat.record.field_names()
        assert seat.record.model.record == order
        await seat.into("note", "By truck")
        await seat.into("job_id", "")
        await seat.field("status")
        await seat.write("open")
        await seat.press("enter", "f2")
        after = orders(demo)[order.number]
        assert (after.note, after.job_id, after.status, after.lines) == (
            "By truck",
            None,
            OrderStatus.OPEN,
            order.lines,
        )
        await seat.press("enter")
        await seat.field("lines.0", selected=False)
        await seat.press("delete", "f2")
    assert orders(demo)[order.number].lines == ()


async def test_what_cannot_be_is_said_at_its_field(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "o", "a", "tab")
        await seat.into("due_on", "30 feb")
        await seat.field("job_id")
        await seat.write("nosuchjob")
        await seat.press("f2")
        assert "A purchase order needs a vendor." in seat.text
        assert "Which job? Pick one from the list, or leave it empty." in seat.text
        assert "Not saved: 3 fields need a look" in seat.text
        assert seat.record.hand.focus == "vendor"
        await seat.press("escape", "y")
        assert isinstance(seat.app.screen, ListScreen)


@pytest.mark.parametrize(("status", "stays"), [(OrderStatus.OPEN, False), (OrderStatus.SENT, True)])
async def test_only_what_is_not_under_way_is_deleted(demo: str, status: OrderStatus, stays: bool) -> None:
    order = of_status(demo, status)
    async with seated(demo) as seat:
        await on_order(seat, order.number)
        await seat.press("delete", "y")
        assert (order.number in seat.rows) is stays
        if stays:
            assert seat.said == f"Purchase order {order.number} is Sent: void it instead."
        else:
            await seat.press("u")
    assert orders(demo)[order.number].lines == order.lines


async def test_printed_on_the_screen(demo: str) -> None:
    order = of_status(demo, OrderStatus.PARTIALLY_RECEIVED)
    async with seated(demo) as seat:
        await on_order(seat, order.number)
        await seat.press("P", "l")
        seat.top(Page)
        assert f"Purchase order {order.number}" in seat.text
        assert CAPACITOR in seat.text


async def test_hostile_text_is_only_text(demo: str) -> None:
    vendor, name = "[red]v[/]\x1b]0;x\x07 部品 " + "y" * 60, "[b]n[/] \u202e\x9b31m" + "z" * 80
    save(demo, PurchaseOrder(vendor=vendor, lines=(OrderLine(name=name, quantity=10**9, price=900),), note="\x1b[2J"))
    async with seated(demo, (80, 24)) as seat:
        await seat.press("g", "o", "enter")
        assert "[red]v[/]" in seat.text
        await seat.press("escape", "s", "s", "R")
        assert "[b]n[/]" in seat.text
        assert not set("\x1b\x9b\u202e\x07") & set(seat.text)
        await seat.press("f2")
        assert orders(demo)[seat.row].status is OrderStatus.RECEIVED


async def test_two_people_on_one_order(demo: str) -> None:
    order = of_status(demo, OrderStatus.OPEN)
    async with seated(demo) as seat:
        await on_order(seat, order.number)
        await seat.press("enter")
        await seat.into("note", "Mine")
        save(demo, replace(order, note="Theirs"))
        await seat.press("f2", "r")
        assert seat.record.text("note") == "Theirs"
        assert "You had: Mine" in seat.text
