"""Purchase orders: the list, what can be done to a row, and how one goes on from status to status."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from industrack_core.domain.acts.acts import SaveRecord
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.listing import COUNT_LIMIT, ListRow
from industrack_core.domain.records.office import Office
from industrack_core.domain.records.purchase import OrderStatus, OrderSums, PurchaseOrder, next_statuses, step_problem
from industrack_tui.acting import perform
from industrack_tui.dialogs.menu import Choice, Menu
from industrack_tui.lists import drawing
from industrack_tui.lists.record_acts import with_record
from industrack_tui.lists.spec import Column, ListSpec, Value
from industrack_tui.office.order_form import open_order, open_order_by_id
from industrack_tui.office.printing import print_order
from industrack_tui.office.receiving import receive_all, receive_in_part, why_not_receive

if TYPE_CHECKING:
    from industrack_core.desk.desk import Desk
    from industrack_tui.lists.spec import OpenList

_UNDER_WAY = ("open", "sent", "partially_received")
_STEPS = (
    (OrderStatus.OPEN, "o", "its lines can be changed again"),
    (OrderStatus.SENT, "s", "the vendor has it"),
    (OrderStatus.PARTIALLY_RECEIVED, "p", "as it stood by what has come"),
    (OrderStatus.RECEIVED, "r", "as it stood by what has come"),
    (OrderStatus.BILLED, "b", "the vendor's bill is here"),
    (OrderStatus.VOID, "v", "nothing more is to come; what came stays"),
)
_FOLLOWS = (OrderStatus.PARTIALLY_RECEIVED, OrderStatus.RECEIVED)


def order_status(row: ListRow) -> OrderStatus:
    """The status of a row."""
    return OrderStatus(str(row.values["status"]))


# -- what can be done to a row -----------------------------------------------------------------


def _do(screen: "OpenList", row: ListRow, deed: Callable[["OpenList", PurchaseOrder], None]) -> None:
    """A deed on a row's order, in the version that the list showed."""
    with_record(screen, row, lambda order: deed(screen, replace(order, version=row.version)))


def receive_rest(screen: "OpenList", row: ListRow) -> None:
    """Everything that is still to come has come."""
    _do(screen, row, receive_all)


def receive_part(screen: "OpenList", row: ListRow) -> None:
    """Ask how much of each line has come."""
    _do(screen, row, receive_in_part)


def why_not_received(screen: "OpenList", row: ListRow) -> str:
    """Why nothing can be received on it; empty when something can."""
    return why_not_receive(order_status(row))


def next_order_status(screen: "OpenList", row: ListRow) -> None:
    """The only way on, or a menu of several."""
    _do(screen, row, _next_status)


def _next_status(screen: "OpenList", order: PurchaseOrder) -> None:
    """The only way on is taken at once; several are offered, and so is giving the order up."""
    ways = next_statuses(order)
    if len(ways) == 1 and ways[0] is not OrderStatus.VOID:
        _set_status(screen, order, ways[0])
        return
    choices = [
        Choice(status.value, letter, status.label, help, "" if status in ways else why_not_status(order, status))
        for status, letter, help in _STEPS
        if status is not order.status and (status in ways or status is not OrderStatus.PARTIALLY_RECEIVED)
    ]
    title = f"Purchase order {order.number} is {order.status.label}"

    def chosen(name: str | None) -> None:
        if name is not None:
            _set_status(screen, order, OrderStatus(name))

    screen.app.push_screen(Menu(screen.look, screen.glyphs, title, choices), chosen)


def why_not_status(order: PurchaseOrder, status: OrderStatus) -> str:
    """Why an order cannot be set to a status by hand."""
    if status in _FOLLOWS:
        return "That follows from what has come: r receives all of it, R a part."
    return step_problem(order, replace(order, status=status))


def _set_status(screen: "OpenList", order: PurchaseOrder, status: OrderStatus) -> None:
    perform(screen, SaveRecord(replace(order, status=status)), f"mark it {status.label}")


def print_order_row(screen: "OpenList", row: ListRow) -> None:
    """Its paper."""
    _do(screen, row, _print)


def _print(screen: "OpenList", order: PurchaseOrder) -> None:
    print_order(screen, order)


def _open(screen: "OpenList", row: ListRow) -> None:
    open_order_by_id(screen, row.id)


def _add(screen: "OpenList") -> None:
    open_order(screen, PurchaseOrder())


# -- the list ----------------------------------------------------------------------------------


def derive_due(row: ListRow, today: date) -> Mapping[str, Value]:
    """When it is due, and whether that has passed while something is still to come."""
    due = str(row.values["due_on"] or "")
    is_late = bool(due) and due < today.isoformat() and row.values["status"] in _UNDER_WAY
    return {"due": f"{due} late" if is_late else due, "late": int(is_late)}


def orders_summary(desk: "Desk", office: Office) -> str:
    """How many orders are under way, and what they come to."""
    return order_sums_text(desk.order_sums(), office)


def order_sums_text(sums: Sequence[OrderSums], office: Office) -> str:
    """The header of the list."""
    said = []
    for each in sums:
        in_part = each.status is OrderStatus.PARTIALLY_RECEIVED
        label = "Partial" if in_part else each.status.label
        if each.count > COUNT_LIMIT:
            said.append(f"{label} over {COUNT_LIMIT:,}")
        elif each.count or not in_part:
            said.append(drawing.with_money(f"{label} {each.count:,}", each.total, office))
    return "   ".join(said)


def _status_text(value: Value, office: Office) -> str:
    return OrderStatus(str(value)).label


def _status_role(row: ListRow) -> str:
    roles = {"sent": "accent", "partially_received": "warning", "received": "good", "billed": "muted", "void": "muted"}
    return roles.get(str(row.values["status"]), "ground")


ORDERS = ListSpec(
    Kind.PURCHASE_ORDER, "Purchase orders", "purchase order",
    (
        Column("number", "Number", 8),
        Column("vendor", "Vendor", 16, 1.0),
        Column(Kind.JOB, "Job", 8, 0.2, rank=1, sort="-"),
        Column("status", "Status", 18, draw=_status_text, role=_status_role),
        Column("due", "Due", 15, sort="due_on", role=lambda row: "error" if row.values["late"] else "ground"),
        Column("total", "Total", 12, draw=drawing.as_money, to_the_right=True),
    ),
    sort="number", descending=True,
    filters=(("", "All"), *((each.value, each.label) for each in OrderStatus)),
    open=_open, add=_add, summary=orders_summary, kinds=(Kind.JOB,), derive=derive_due,
    nothing="No purchase orders here. [list.add] adds one.",
)  # fmt: skip
