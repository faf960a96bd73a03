"""The inventory by keys: what is short, counting, buying, stock moves, the form. As the database has it then."""

from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import EditJob, SaveRecord
from industrack_core.domain.acts.saved_draft import draft_of
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.inventory import InventoryItem, StockedItem
from industrack_core.domain.records.job_parts import ItemKind
from industrack_core.domain.records.listing import ListQuery
from industrack_core.domain.records.purchase import OrderLine, OrderStatus, PurchaseOrder
from industrack_tui.dialogs.menu import Menu
from industrack_tui.dialogs.prompt import Prompt
from industrack_tui.dialogs.record_list import RecordList
from industrack_tui.forms.conflict import ConflictDialog
from industrack_tui.forms.job.form import JobForm
from industrack_tui.lists.screen import ListScreen
from industrack_tui.office import stock_moves
from tests.console.seat import Seat, other_desk, seated
from tests.console.test_office_users import changed, staffed
from tests.desk.office import YES, done

CAPACITOR, BELT, FILTER = "Run capacitor 45/5", "Door operator belt", "Air filter 20x20"


def stocked(url: str, name: str) -> StockedItem:
    """An item and its stock as somebody else sees them."""
    with closing(other_desk(url)) as desk:
        rows = desk.list_page(ListQuery("inventory_item", "name"), limit=500).rows
        row = next(row for row in rows if row.values["name"] == name)
        return desk.stock([row.id])[row.id]


def orders(desk: Desk) -> list[PurchaseOrder]:
    """All orders, the newest first."""
    rows = desk.list_page(ListQuery("purchase_order", "number", descending=True), limit=500).rows
    found: dict[int, Any] = dict(desk.records("purchase_order", [row.id for row in rows]))
    return [found[row.id] for row in rows]


def orders_at(url: str) -> list[PurchaseOrder]:
    with closing(other_desk(url)) as desk:
        return orders(desk)


def saved(url: str, record: Any) -> int:
    """Somebody else saves a record; answers its id."""
    with closing(other_desk(url)) as desk:
        outcome = desk.perform(SaveRecord(record))
    assert isinstance(outcome, Done), outcome
    return outcome.changes[0].id


async def on_item(seat: Seat, name: str) -> None:
    """The inventory, the cursor on an item."""
    if not isinstance(seat.app.screen, ListScreen):
        await seat.press("g", "i")
    await seat.press("slash")
    await seat.write(name)
    await seat.press("enter")
    assert seat.row == name, seat.text


# -- the list ----------------------------------------------------------------------------------


async def test_what_is_short_is_marked_counted_and_a_list_of_its_own(demo: str) -> None:
    async with seated(demo, (120, 50)) as seat:
        await seat.press("g", "i")
        short = [str(row.values["name"]) for row in seat.list.window.rows if row.values["short"]]
        assert f"{len(short)} short" in seat.lines[1]
        marked = [line for line in seat.lines if line.rstrip().endswith("short") and "$" in line]
        assert [name for name, line in zip(short, marked, strict=True) if name in line] == short
        await seat.press("right")
        assert seat.rows == short
        found = stocked(demo, seat.row)
        assert found.stock.available < found.item.reorder_point or found.stock.available < 0


async def test_stock_is_shown_of_what_is_kept_in_stock_only(demo: str) -> None:
    async with seated(demo, (200, 50)) as seat:
        await on_item(seat, CAPACITOR)
        found = stocked(demo, CAPACITOR)
        line = next(line for line in seat.lines[4:] if CAPACITOR in line).split()
        figures = [found.stock.on_hand, found.stock.reserved, found.stock.available, found.item.reorder_point]
        assert line[-4:] == [str(each // 1000) for each in figures]
        await seat.press("escape")
        await on_item(seat, "Service call")
        line = next(line for line in seat.lines[4:] if "Service call" in line).split()
        assert line[-1] == "$0.00"
        assert "Reserved:" not in seat.text


async def test_sorted_by_vendor_and_price_found_by_sku_and_filtered_by_kind(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "i")
        for letter, name in (("v", "vendor"), ("p", "price")):
            await seat.press("o", letter)
            values = [row.values[name] for row in seat.list.window.rows]
            assert values == sorted(values)  # type: ignore[type-var]
        await seat.press("O")
        assert [row.values["price"] for row in seat.list.window.rows] == sorted(values, reverse=True)  # type: ignore[type-var]
        await seat.press("slash")
        await seat.write("rc-455")
        assert seat.rows == [CAPACITOR]
        await seat.press("escape", "F", "f")
        assert {row.values["kind"] for row in seat.list.window.rows} == {"labor"}


async def test_everything_is_reached_in_80_by_24(demo: str) -> None:
    async with seated(demo, (80, 24)) as seat:
        await on_item(seat, CAPACITOR)
        assert all(word in seat.text for word in ("On hand", "Available", "Reorder", "SKU: RC-455", "Comfort Parts"))
        await seat.press("full_stop")
        labels = [choice.label for choice in seat.top(Menu).choices]
        assert labels[:3] == ["Stock moves", "Count", "Buy"]
        assert "Delete" in labels


# -- counting ----------------------------------------------------------------------------------


async def test_counted_with_a_preview_and_undone(demo: str) -> None:
    before = stocked(demo, CAPACITOR).stock
    async with seated(demo) as seat:
        await on_item(seat, CAPACITOR)
        await seat.press("c")
        await seat.write("30.5")
        had = before.on_hand // 1000
        assert f"30.5 on hand, {had - 30.5:g} fewer than the {had} of the records." in seat.text
        await seat.press("enter")
        assert seat.said == f"Counted item {CAPACITOR}."
        after = stocked(demo, CAPACITOR).stock
        assert (after.on_hand, after.reserved) == (30_500, before.reserved)
        await seat.press("u")
        assert stocked(demo, CAPACITOR).stock == before


async def test_what_a_count_means_is_read_to_its_end(demo: str) -> None:
    found = stocked(demo, CAPACITOR)
    async with seated(demo, size=(80, 24)) as seat:
        await on_item(seat, CAPACITOR)
        await seat.press("c")
        await seat.write("1234.567")
        said = " ".join(seat.text.replace("│", " ").split())
        assert f"{(1_234_567 - found.stock.reserved) / 1000} available then." in said


async def test_nothing_may_be_left_and_what_is_no_count_is_not_taken(demo: str) -> None:
    async with seated(demo) as seat:
        await on_item(seat, CAPACITOR)
        await seat.press("c")
        for wrong in ("a few", "-3", "1.2345", "."):
            await seat.write(wrong)
            await seat.press("enter")
            assert isinstance(seat.app.screen, Prompt), wrong
            await seat.press("ctrl+u")
        await seat.write("0")
        await seat.press("enter")
        assert stocked(demo, CAPACITOR).stock.on_hand == 0
        await seat.press("c")
        await seat.write("0")
        assert "as the records say" in seat.text
        await seat.press("enter")
        assert seat.said == "Nothing changed."


async def test_services_are_not_counted(demo: str) -> None:
    async with seated(demo) as seat:
        await on_item(seat, "Service call")
        await seat.press("c")
        assert seat.said == "Count: service is not kept in stock."
        await seat.press("m")
        assert seat.said == "Stock moves: service is not kept in stock."


async def test_what_came_while_it_was_counted_is_not_lost(demo: str) -> None:
    before = stocked(demo, CAPACITOR)
    line = OrderLine(item_id=before.item.id, name=CAPACITOR, quantity=8000)
    async with seated(demo) as seat:
        await on_item(seat, CAPACITOR)
        await seat.press("c")
        order_id = saved(demo, PurchaseOrder(vendor="Comfort Parts", lines=(line,)))
        with closing(other_desk(demo)) as desk:
            for status, came in ((OrderStatus.SENT, 0), (OrderStatus.RECEIVED, 8000)):
                order: Any = desk.records("purchase_order", [order_id])[order_id]
                lines = (replace(order.lines[0], received=came),)
                assert isinstance(desk.perform(SaveRecord(replace(order, status=status, lines=lines))), Done)
        await seat.write(str(before.stock.on_hand // 1000 - 2))
        await seat.press("enter")
    assert stocked(demo, CAPACITOR).stock.on_hand == before.stock.on_hand - 2000 + 8000


async def test_the_second_of_two_counts_is_refused(demo: str) -> None:
    before = stocked(demo, CAPACITOR)
    async with seated(demo) as seat:
        await on_item(seat, CAPACITOR)
        await seat.press("c")
        saved(demo, before.recounted(5000))
        await seat.write("4")
        await seat.press("enter")
        assert f"The item {CAPACITOR} was changed by bo meanwhile" in seat.said
    assert stocked(demo, CAPACITOR).stock.on_hand == 5000


# -- buying ------------------------------------------------------------------------------------


async def test_bought_up_to_the_reorder_point_at_its_cost(demo: str) -> None:
    found = stocked(demo, BELT)
    assert found.lacking > 0
    async with seated(demo) as seat:
        await on_item(seat, BELT)
        await seat.press("b")
        assert seat.record.text("vendor") == found.item.vendor
        await seat.press("f2")
        assert isinstance(seat.app.screen, ListScreen)
        made = orders_at(demo)[0]
        assert seat.said == f"Added purchase order {made.number}."
        assert seat.row == BELT
    assert made.vendor == found.item.vendor
    assert [(each.item_id, each.name, each.quantity, each.price) for each in made.lines] == [
        (found.item.id, BELT, found.lacking, found.item.cost)
    ]
    assert made.total == (found.lacking * found.item.cost + 500) // 1000


async def test_marked_items_become_an_order_for_each_vendor(demo: str) -> None:
    names = (CAPACITOR, BELT, "Contactor 40 A")
    known = len(orders_at(demo))
    async with seated(demo) as seat:
        for name in names:
            await on_item(seat, name)
            await seat.press("space", "slash", "escape")
        assert set(seat.list.marks) == {stocked(demo, name).item.id for name in names}
        await seat.press("b")
        assert "Order 1 of 2" in seat.text
        await seat.press("f2")
        assert "Order 2 of 2" in seat.text
        assert seat.record.text("vendor") == "Liftworks"
        await seat.press("escape")
        assert seat.said == "Not ordered: 1 item."
        assert set(seat.list.marks) == {stocked(demo, BELT).item.id}
        made = orders_at(demo)
        assert len(made) == known + 1
        assert [line.name for line in made[0].lines] == [CAPACITOR, "Contactor 40 A"]
        await seat.press("b", "f2")
        assert not seat.list.marks
    assert orders_at(demo)[0].vendor == "Liftworks"


async def test_what_has_no_column_stands_apart_under_the_list(demo: str) -> None:
    async with seated(demo, size=(100, 30)) as seat:
        await on_item(seat, CAPACITOR)
        assert "Vendor: Comfort Parts · Cost: $11.00" in seat.text


# -- stock moves -------------------------------------------------------------------------------


async def test_moves_say_who_what_and_how_much(demo: str) -> None:
    found = stocked(demo, CAPACITOR)
    saved(demo, found.recounted(found.stock.on_hand + 1500))
    async with seated(demo) as seat:
        await on_item(seat, CAPACITOR)
        await seat.press("m")
        moves: RecordList[Any] = seat.top(RecordList)
        assert f"bo        on hand +1.5{' ' * 15}Counted item {CAPACITOR}." in seat.text
        first = next(move for move in moves.records if move.cause == "job")
        job = await seat.app.bridge.ask(lambda desk: desk.job(first.cause_id))
        assert job is not None
        assert f"Job {job.number}  Founded the demo company." in seat.text, "an act may be about many jobs"
        now = f"Now {(found.stock.on_hand + 1500) / 1000:g} on hand, {found.stock.reserved // 1000} reserved"
        assert now in seat.text
        await seat.press("enter")
        assert seat.app.screen is moves
    assert sum(move.on_hand for move in moves.records) == found.stock.on_hand + 1500
    assert sum(move.reserved for move in moves.records) == found.stock.reserved


async def on_move(seat: Seat, cause: str) -> int:
    """The stock moves, the cursor on the first one of a cause; answers its id."""
    await seat.press("m")
    moves: RecordList[Any] = seat.top(RecordList)
    place = next(at for at, move in enumerate(moves.records) if move.cause == cause)
    moves.action_step(place)
    found: int = moves.records[place].cause_id
    return found


async def test_enter_opens_the_job_or_the_order_that_moved_the_stock(demo: str) -> None:
    async with seated(demo) as seat:
        await on_item(seat, CAPACITOR)
        job_id = await on_move(seat, "job")
        await seat.press("enter")
        job = seat.top(JobForm).model.job
        assert job is not None
        assert job.id == job_id
        await seat.press("escape")
        order_id = await on_move(seat, "purchase_order")
        await seat.press("enter")
        assert (seat.record.spec.kind, seat.record.model.original.id) == ("purchase_order", order_id)


async def test_enter_opens_nothing_of_other_calendars(demo: str) -> None:
    staffed(demo, ana="dispatcher")
    with closing(other_desk(demo, "mo")) as desk:
        office = desk.office()
        own = next(each for each in office.calendars if not each.is_default)
        pool = {each.id for each in office.pool(own)}
        causes = {each.cause_id for each in desk.stock_moves(stocked(demo, CAPACITOR).item.id) if each.cause == "job"}
        jobs = [each for each in map(desk.job, causes) if each is not None and each.crew and not pool & set(each.crew)]
        items = tuple(replace(each, quantity=each.quantity + 1000) for each in jobs[0].items)
        told = replace(draft_of(jobs[0]), items=items)
        done(desk.perform(EditJob(jobs[0].id, jobs[0].version, told, YES)))
    changed(demo, "ana", calendar_ids=(own.id,))
    async with seated(demo) as seat:
        await on_item(seat, CAPACITOR)
        await seat.press("m")
        moves: RecordList[Any] = seat.top(RecordList)
        place = next(at for at, move in enumerate(moves.records) if move.line == "by work of other calendars")
        moves.action_step(place)
        await seat.press("enter")
        assert seat.app.screen is moves
        assert "by work of other calendars" in seat.text


async def test_older_moves_are_read_on_the_way_down(demo: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stock_moves, "PAGE", 20)
    monkeypatch.setattr(stock_moves, "_NEAR", 5)
    item_id = stocked(demo, CAPACITOR).item.id
    with closing(other_desk(demo)) as desk:
        for count in range(45):
            found = desk.stock([item_id])[item_id]
            assert isinstance(desk.perform(SaveRecord(found.recounted((count % 7 + 1) * 1000))), Done)
        every = desk.stock_moves(item_id, limit=1000)
    async with seated(demo) as seat:
        await on_item(seat, CAPACITOR)
        await seat.press("m")
        moves: RecordList[Any] = seat.top(RecordList)
        assert len(moves.records) == 20
        for _ in range(8):
            await seat.press("pagedown")
        assert moves.records == every


def test_no_act_is_cut_in_two(demo: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stock_moves, "PAGE", 3)
    found = stocked(demo, CAPACITOR)
    saved(demo, found.recounted(1000))
    with closing(other_desk(demo)) as desk:
        newest, has_more = stock_moves.read_moves(desk, found.item.id, 2**31 - 1)
        assert (len(newest), has_more) == (1, True)
        rest, has_more = stock_moves.read_moves(desk, found.item.id, newest[-1].revision)
        assert not has_more
        assert newest + rest == desk.stock_moves(found.item.id, limit=1000)


# -- the form ----------------------------------------------------------------------------------


async def test_a_new_part_has_what_is_on_hand(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "i", "a")
        await seat.write("Blower belt")
        await seat.into("sku", "BB-1")
        await seat.field("vendor")
        await seat.write("hals")
        await seat.press("enter")
        await seat.into("price", "19,90")
        await seat.into("cost", "8.05")
        await seat.into("reorder_point", "2.5")
        await seat.into("counted", "4")
        await seat.press("f2")
        assert seat.row == "Blower belt"
        assert seat.said == "Added item Blower belt."
    found = stocked(demo, "Blower belt")
    assert found.stock.on_hand == 4000
    assert found.item == replace(
        found.item, sku="BB-1", vendor="Halsey Supply", price=1990, cost=805, reorder_point=2500, kind=ItemKind.PART
    )


async def test_a_service_has_no_stock_and_a_new_vendor_is_as_typed(demo: str) -> None:
    async with seated(demo) as seat:
        await seat.press("g", "i", "a")
        await seat.write("Chimney sweep")
        await seat.field("kind")
        await seat.write("serv")
        await seat.press("enter")
        assert "reorder_point" not in seat.record.field_names()
        assert "counted" not in seat.record.field_names()
        await seat.into("vendor", "Hal")
        await seat.press("f2")
    found = stocked(demo, "Chimney sweep").item
    assert (found.kind, found.vendor) == (ItemKind.SERVICE, "Hal")


async def test_what_cannot_be_is_said_at_its_field(demo: str) -> None:
    async with seated(demo) as seat:
        await on_item(seat, CAPACITOR)
        await seat.press("enter")
        await seat.into("price", "cheap")
        await seat.into("name", "")
        await seat.press("f2")
        assert "An item needs a name." in seat.text
        assert "How much? Type for example 12.50" in seat.text
        await seat.into("price", "")
        await seat.press("f2")
        assert "How much? Type 0 if it costs nothing." in seat.text
        await seat.into("name", BELT)
        await seat.into("price", "30")
        await seat.press("f2")
        assert f"There is an item {BELT} already." in seat.text
        assert seat.focused == "name"
        await seat.into("name", CAPACITOR)
        await seat.press("f2")
    assert stocked(demo, CAPACITOR).item.price == 3000


async def test_two_people_on_one_item(demo: str) -> None:
    found = stocked(demo, CAPACITOR).item
    async with seated(demo) as seat:
        await on_item(seat, CAPACITOR)
        await seat.press("enter")
        await seat.into("price", "31")
        saved(demo, replace(found, cost=1234))
        await seat.press("f2")
        assert seat.top(ConflictDialog).sentences[0].startswith("Item could not be saved. You and another user")
        await seat.press("r", "f2")
    after = stocked(demo, CAPACITOR).item
    assert (after.price, after.cost) == (3100, 1234)


async def test_deleted_it_leaves_the_pickers_and_comes_back(demo: str) -> None:
    async with seated(demo) as seat:
        await on_item(seat, FILTER)
        await seat.press("delete", "y")
        assert FILTER not in seat.rows
        with closing(other_desk(demo)) as desk:
            assert FILTER not in [each.item.name for each in desk.find_items("filter")]
        await seat.press("escape", "F", "g")
        assert seat.rows == [FILTER]
        await seat.press("b")
        assert seat.said == f"Buy: {FILTER} is deleted: R brings it back."
        await seat.press("R")
        assert seat.rows == []
        assert not stocked(demo, FILTER).item.retired
        await seat.press("u")
        assert stocked(demo, FILTER).item.retired


async def test_hostile_text_is_only_text(demo: str) -> None:
    name = "[red]x[/] \x1b[31mred\u202e 部品 " + "y" * 60
    saved(demo, InventoryItem(name=name, sku="[b]", vendor="a\tb\x07"))
    async with seated(demo, (80, 24)) as seat:
        await seat.press("g", "i", "slash")
        await seat.write("部品")
        await seat.press("enter")
        assert "[red]x[/]" in seat.text
        assert "\x1b" not in seat.text
        assert "\u202e" not in seat.text
        for key in ("c", "m", "b", "enter"):
            await seat.press(key)
            assert "[red]x[/]" in seat.text
            await seat.press("escape")
        assert isinstance(seat.app.screen, ListScreen)


async def test_a_read_only_console_looks_and_does_nothing(demo: str) -> None:
    async with seated(demo, read_only=True) as seat:
        await on_item(seat, CAPACITOR)
        for key in ("c", "b", "a", "delete"):
            await seat.press(key)
            assert "this console is read-only" in seat.said
        await seat.press("m")
        assert isinstance(seat.app.screen, RecordList)
