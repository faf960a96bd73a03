"""Purchase orders: received in part and in full, the stock follows; what cannot be is refused with a sentence."""

from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from industrack_core.desk.desk import Desk
from industrack_core.domain.acts.acts import AddJob, DeleteRecord, Redo, SaveRecord, Undo
from industrack_core.domain.acts.drafts import NewOrder
from industrack_core.domain.outcomes import Stale
from industrack_core.domain.records.inventory import InventoryItem
from industrack_core.domain.records.purchase import OrderLine, OrderStatus, PurchaseOrder, received
from tests.desk.office import current, done, fields_refused, refused, saved
from tests.store.small_company import contents, desk_at, draft


def item(desk: Desk) -> InventoryItem:
    found: InventoryItem = saved(desk, InventoryItem(name="Filter", counted=5000, price=900))
    return found


def ordered(desk: Desk, item_id: int | None, **changes: Any) -> PurchaseOrder:
    """An order of ten, sent."""
    lines = (OrderLine(item_id=item_id, name="Filter", quantity=10_000, price=550),)
    order = saved(desk, PurchaseOrder(**{"vendor": "Halsey", "lines": lines, **changes}))
    found: PurchaseOrder = saved(desk, replace(order, status=OrderStatus.SENT))
    return found


def on_hand(desk: Desk, filters: InventoryItem) -> int:
    return desk.stock([filters.id])[filters.id].stock.on_hand


def test_what_comes_is_in_stock_and_what_is_undone_is_not(desk: Desk) -> None:
    filters = item(desk)
    order = ordered(desk, filters.id)
    assert (order.number, order.total, order.lines[0].id > 0) == ("PO1001", 5500, True)
    assert on_hand(desk, filters) == 5000
    order = saved(desk, received(order, {0: 4000}))
    assert (order.status, on_hand(desk, filters)) == (OrderStatus.PARTIALLY_RECEIVED, 9000)
    order = saved(desk, received(order, {0: 6000}))
    assert (order.status, on_hand(desk, filters)) == (OrderStatus.RECEIVED, 15_000)
    done(desk.perform(Undo()))
    assert (current(desk, order).status, on_hand(desk, filters)) == (OrderStatus.PARTIALLY_RECEIVED, 9000)
    done(desk.perform(Undo()))
    done(desk.perform(Undo()))
    assert (current(desk, order).status, on_hand(desk, filters)) == (OrderStatus.OPEN, 5000)
    for _ in range(3):
        done(desk.perform(Redo()))
    assert (current(desk, order).status, on_hand(desk, filters)) == (OrderStatus.RECEIVED, 15_000)
    order = saved(desk, replace(current(desk, order), status=OrderStatus.BILLED))
    assert on_hand(desk, filters) == 15_000
    moves = desk.stock_moves(filters.id)
    assert [(move.received, move.cause, move.cause_id) for move in moves if move.received] == [
        (6000, "purchase_order", order.id), (4000, "purchase_order", order.id), (-4000, "purchase_order", order.id),
        (-6000, "purchase_order", order.id), (6000, "purchase_order", order.id), (4000, "purchase_order", order.id),
    ]  # fmt: skip
    assert all(move.who == "mika" for move in moves)


def test_a_void_order_keeps_what_has_come(desk: Desk) -> None:
    filters = item(desk)
    order = saved(desk, received(ordered(desk, filters.id), {0: 4000}))
    order = saved(desk, replace(order, status=OrderStatus.VOID))
    assert on_hand(desk, filters) == 9000
    assert refused(desk.perform(DeleteRecord("purchase_order", order.id, order.version))) == (
        "Something of purchase order PO1001 has come: it stays."
    )
    order = saved(desk, replace(order, status=OrderStatus.PARTIALLY_RECEIVED))
    assert saved(desk, received(order, {0: 6000})).status is OrderStatus.RECEIVED


def test_steps_that_cannot_be_are_refused_at_the_status(desk: Desk, company_url: str) -> None:
    order = ordered(desk, None)
    before = contents(company_url)
    for status in (OrderStatus.RECEIVED, OrderStatus.BILLED, OrderStatus.PARTIALLY_RECEIVED):
        outcome = desk.perform(SaveRecord(replace(order, status=status)))
        assert fields_refused(outcome) == ["status"]
        assert refused(outcome) == f"An order that is Sent cannot become {status.label}."
    assert fields_refused(desk.perform(SaveRecord(received(order, {0: 10_001})))) == ["lines.0"]
    assert fields_refused(desk.perform(SaveRecord(received(order, {0: -1})))) == ["lines.0"]
    assert contents(company_url) == before
    stale = desk.perform(SaveRecord(replace(order, version=1, note="x")))
    assert isinstance(stale, Stale)
    assert stale.label == "The purchase order PO1001"


BAD: list[tuple[dict[str, Any], str]] = [
    ({"lines": (OrderLine(name="x", quantity=0),)}, "lines.0"),
    ({"lines": (OrderLine(name="x", quantity=10**10),)}, "lines.0"),
    ({"lines": (OrderLine(name="x", price=-1),)}, "lines.0"),
    ({"lines": (OrderLine(name="x", price=10**20),)}, "lines.0"),
    ({"lines": (OrderLine(name="x", price=10**12),) * 2}, "lines"),
    ({"lines": (OrderLine(name="x"),) * 201}, "lines"),
    ({"lines": (OrderLine(name="x", item_id=999),)}, "lines.0"),
    ({"lines": (OrderLine(name="x", received=1),)}, "status"),
    ({"status": OrderStatus.BILLED}, "status"),
    ({"number": "PO1001"}, "number"),
    ({"note": "x" * 4001}, "note"),
    ({"vendor": "x" * 201}, "vendor"),
]


def test_what_cannot_be_is_refused_at_its_field(desk: Desk, company_url: str) -> None:
    ordered(desk, None)
    before = contents(company_url)
    for changes, field in BAD:
        outcome = desk.perform(SaveRecord(PurchaseOrder(**{"vendor": "V", **changes})))
        assert fields_refused(outcome) == [field], changes
    assert contents(company_url) == before


@pytest.mark.parametrize(
    ("status", "says"),
    [(OrderStatus.OPEN, ""), (OrderStatus.VOID, ""), (OrderStatus.SENT, "PO1001 is Sent: void it instead.")],
)
def test_only_what_is_not_under_way_is_deleted(desk: Desk, status: OrderStatus, says: str) -> None:
    order = saved(desk, PurchaseOrder(vendor="V", lines=(OrderLine(name="x"),)))
    if status is not OrderStatus.OPEN:
        order = saved(desk, replace(order, status=status))
    outcome = desk.perform(DeleteRecord("purchase_order", order.id, order.version))
    if says:
        assert refused(outcome).endswith(says)
        return
    assert done(outcome).line == "Deleted purchase order PO1001."
    assert current(desk, order) is None
    done(desk.perform(Undo()))
    assert current(desk, order).lines == order.lines


def test_an_order_made_with_a_job_is_an_order_like_others(desk: Desk) -> None:
    new = NewOrder(vendor="Halsey", lines=(OrderLine(name="Filter", quantity=3000, price=550),))
    outcome = done(desk.perform(AddJob(draft(new_orders=(new,)))))
    file = desk.job_file(outcome.changed_id("job") or 0)
    assert file is not None
    (order,) = file.orders
    assert (order.total, order.status) == (1650, OrderStatus.OPEN)
    sent = saved(desk, replace(order, status=OrderStatus.SENT))
    assert saved(desk, received(sent, {0: 3000})).status is OrderStatus.RECEIVED


def test_an_item_stays_while_an_order_names_it(desk: Desk, company_url: str) -> None:
    """Its addition cannot be taken back any more: what the order brings would be of nothing."""
    filters = item(desk)
    with closing(desk_at(company_url, "bo")) as other:
        order = ordered(other, filters.id)
    assert refused(desk.perform(Undo())).startswith("bo built on it: Changed purchase order PO1001: Sent.")
    saved(desk, received(order, {0: 10_000}))
    assert on_hand(desk, filters) == 15_000
