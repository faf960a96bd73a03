"""Inventory: the list, what is short, counting, buying; and the form of an item."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from industrack_core.desk.values.money import parse_quantity, quantity_text
from industrack_core.domain.acts.acts import SaveRecord
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.held import Held
from industrack_core.domain.records.inventory import InventoryItem, Stock, StockedItem
from industrack_core.domain.records.job_parts import ItemKind
from industrack_core.domain.records.listing import ListQuery, ListRow
from industrack_core.domain.records.office import Office
from industrack_core.domain.records.purchase import PurchaseOrder
from industrack_core.domain.text.text import how_many
from industrack_core.domain.time.entry import EntryError
from industrack_tui.acting import perform
from industrack_tui.commands.spoken import key_of, with_keys
from industrack_tui.dialogs.prompt import Prompt
from industrack_tui.forms.record import fields, picks
from industrack_tui.forms.record.form import RecordForm
from industrack_tui.forms.record.spec import RecordSpec, Said, across, beside, section
from industrack_tui.forms.record.state import RecordState
from industrack_tui.lists import drawing, opening
from industrack_tui.lists.face import count_text
from industrack_tui.lists.spec import Column, ListSpec, Rows, Value
from industrack_tui.office.order_form import ORDER, line_of
from industrack_tui.widgets.form.sheet import Parts

if TYPE_CHECKING:
    from industrack_core.desk.desk import Desk
    from industrack_tui.lists.spec import OpenList


def is_stocked(row: ListRow) -> bool:
    """Whether a row's item is kept in stock."""
    return ItemKind(str(row.values["kind"])).is_stocked


def why_not_counted(screen: "OpenList", row: ListRow) -> str:
    """Why there is no stock of it; empty when there is."""
    kind = ItemKind(str(row.values["kind"]))
    return "" if kind.is_stocked else f"{kind.label.lower()} is not kept in stock"


def why_not_bought(screen: "OpenList", row: ListRow) -> str:
    """What is deleted is not bought."""
    return (
        f"{row.values['name']} is deleted: {key_of('list.bring-back')} brings it back" if row.values["retired"] else ""
    )


# -- counting ----------------------------------------------------------------------------------


def count_item(screen: "OpenList", row: ListRow) -> None:
    """Ask what is on hand."""
    screen.bring(_ask_count(screen, row))


async def _ask_count(screen: "OpenList", row: ListRow) -> None:
    stocked = (await screen.bridge.ask(lambda desk: desk.stock([row.id]))).get(row.id)
    if stocked is None:
        screen.say(f"{row.values['name']} is gone.", "panel_error")
        return
    hint = f"what is on the shelves; {quantity_text(stocked.stock.on_hand)} by the records"
    country = screen.office.company.country

    def typed(text: str | None) -> None:
        if text is not None:
            # what came or went since the count began is not part of it: the difference is what was seen
            counted = stocked.recounted(parse_quantity(text, country, zero=True))
            perform(screen, SaveRecord(counted), "count it")

    prompt = Prompt(
        screen.look, screen.glyphs, f"Count {stocked.item.name}", hint, lambda text: counting(stocked, text, country)
    )
    screen.app.push_screen(prompt, typed)


def counting(stocked: StockedItem, text: str, country: str = "") -> tuple[str, bool]:
    """What a count means: how it differs from the records, and what is left when the jobs have theirs."""
    try:
        counted = parse_quantity(text, country, zero=True)
    except EntryError as error:
        return str(error), False
    more, had = counted - stocked.stock.on_hand, quantity_text(stocked.stock.on_hand)
    if not more:
        return f"{had} on hand, as the records say.", True
    word = "more" if more > 0 else "fewer"
    left = quantity_text(counted - stocked.stock.reserved)
    rest = f" {left} available then." if stocked.stock.reserved else ""
    return (
        f"{quantity_text(counted)} on hand, {quantity_text(abs(more))} {word} than the {had} of the records.{rest}",
        True,
    )


# -- buying ------------------------------------------------------------------------------------


def buy_items(screen: "OpenList", rows: Rows) -> None:
    """An order for each vendor of the items, one after the other, in its form."""
    screen.bring(_begin_orders(screen, [row.id for row in rows]))


async def _begin_orders(screen: "OpenList", ids: Sequence[int]) -> None:
    found = await screen.bridge.ask(lambda desk: desk.stock(ids))
    by_vendor: dict[str, list[StockedItem]] = {}
    for stocked in (found[each] for each in ids if each in found):
        by_vendor.setdefault(" ".join(stocked.item.vendor.split()).casefold(), []).append(stocked)
    _next_order(screen, list(by_vendor.values()), 1)


def _next_order(screen: "OpenList", parts: Sequence[Sequence[StockedItem]], number: int) -> None:
    """An order for the items of one vendor, in its form; after it the next one."""
    if not parts:
        return
    items, rest = parts[0], parts[1:]
    order = PurchaseOrder(vendor=items[0].item.vendor.strip(), lines=tuple(line_of(each) for each in items))
    form = RecordForm(screen.session, ORDER, order)
    if number > 1 or rest:
        form.notice = (f"Order {number} of {number + len(rest)}: one for each vendor of the marked items.", "panel")

    def left(done: Done | None) -> None:
        if done is None:
            screen.say(
                f"Not ordered: {how_many(sum(map(len, parts)), 'item')}."
                if number > 1 or rest
                else "Nothing was ordered."
            )
            return
        for each in items:
            screen.marks.pop(each.item.id, None)
        screen.after_form(done)
        _next_order(screen, rest, number + 1)

    screen.app.push_screen(form, left)


# -- the form ----------------------------------------------------------------------------------


def _has_stock(model: RecordState) -> bool:
    return bool(model.record.kind.is_stocked)


def _fetch(desk: "Desk", item: InventoryItem) -> Mapping[str, Held]:
    found = desk.stock([item.id]) if item.id else {}
    return {"stock": found[item.id].stock if item.id in found else None}


def _stock_said(model: RecordState) -> Sequence[Parts]:
    stock = model.extra.get("stock")
    if not isinstance(stock, Stock) or not _has_stock(model):
        return ()
    parts: list[tuple[str, str]] = []
    figures = (("On hand", stock.on_hand), ("Reserved", stock.reserved), ("Available", stock.available))
    for label, amount in figures:
        parts += [(f"{label} ", "panel_muted"), (f"{quantity_text(amount)}   ", "panel_strong")]
    return [
        tuple(parts),
        (
            (
                with_keys(
                    "In the list, [inventory_item.count] counts it and [inventory_item.moves] shows what moved it."
                ),
                "panel_muted",
            ),
        ),
    ]


ITEM = RecordSpec(
    Kind.INVENTORY_ITEM, "item",
    (
        section(
            "item", "Item",
            across(fields.text("name", "Name")),
            across(fields.text("sku", "SKU", share=0.5), picks.choice("kind", "Kind", tuple(ItemKind), share=0.5)),
            across(picks.suggested("vendor", "Vendor", lambda desk, typed: desk.find_vendors(typed), "a new vendor",
                                  placeholder="from whom it is bought")),
            across(fields.money_field("price", "Price", share=0.5), fields.money_field("cost", "Cost", share=0.5)),
        ),
        section(
            "stock", "Stock",
            across(
                fields.quantity_field("reorder_point", "Reorder at", zero=True, share=0.5, is_shown=_has_stock),
                fields.quantity_field("counted", "On hand", zero=True, share=0.5,
                                is_shown=lambda model: model.is_new and _has_stock(model)),
            ),
            Said(_stock_said),
        ),
    ),
    title=lambda model: "New item" if model.is_new else f"Item {model.original.name}",
    first="name", readings=beside(_fetch), labels={"counted": "Counted", "retired": "Deleted"}, keeps=(InventoryItem,),
)  # fmt: skip
"""The form of an inventory item."""


# -- the list ----------------------------------------------------------------------------------


def derive_stock(row: ListRow, today: date) -> Mapping[str, Value]:
    """What is available; nothing is said about the stock of what is not kept in stock."""
    if not is_stocked(row):
        return dict.fromkeys(("on_hand", "reserved", "available", "reorder_point"))
    return {"available": int(row.values["on_hand"] or 0) - int(row.values["reserved"] or 0)}


def stock_summary(desk: "Desk", office: Office) -> str:
    """How many items are short."""
    short = desk.list_count(ListQuery(Kind.INVENTORY_ITEM, "name", filter="short"))
    return f"{count_text(short)} short" if short else "nothing short"


def _amount(value: Value, office: Office) -> str:
    return "" if value is None else quantity_text(int(value))


def _short_role(row: ListRow) -> str:
    return "error" if row.values["short"] else "muted" if row.values["retired"] else "ground"


ITEMS = ListSpec(
    Kind.INVENTORY_ITEM, "Inventory", "item",
    (
        Column("name", "Name", 24, 1.0),
        Column("sku", "SKU", 8, 0.2, rank=3),
        Column("kind", "Kind", 9, rank=4, draw=drawing.as_words),
        Column("vendor", "Vendor", 12, 0.5, rank=5),
        Column("price", "Price", 10, draw=drawing.as_money, to_the_right=True),
        Column("cost", "Cost", 10, rank=6, draw=drawing.as_money, to_the_right=True),
        Column("on_hand", "On hand", 9, draw=_amount, to_the_right=True),
        Column("reserved", "Reserved", 10, rank=2, draw=_amount, to_the_right=True),
        Column("available", "Available", 9, draw=_amount, to_the_right=True, sort="-", role=_short_role),
        Column("reorder_point", "Reorder", 9, rank=1, draw=_amount, to_the_right=True),
        Column("short", "", 5, draw=drawing.as_flag("short"), sort="-", role=_short_role),
    ),
    export=Kind.INVENTORY_ITEM, sort="name",
    filters=(("in use", "In use"), ("short", "Short"), ("parts", "Parts"), ("services", "Services"),
             (Kind.EQUIPMENT, "Equipment"), ("labor", "Labor"), ("retired", "Deleted")),
    open=opening.opens("office.inventory:ITEM"),
    add=opening.adds("office.inventory:ITEM", lambda screen: InventoryItem(name="")),
    summary=stock_summary,
    kinds=(Kind.JOB, Kind.PURCHASE_ORDER), derive=derive_stock, can_retire=True,
    nothing="No items here. [list.add] adds one.",
)  # fmt: skip
