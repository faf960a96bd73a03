"""Purchase orders: what is bought for a job (domain 2)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.text.labelled import Labelled


class OrderStatus(Labelled):
    """Open -> Sent -> Partially Received -> Received -> Billed, or Void."""

    OPEN = "open"
    SENT = "sent"
    PARTIALLY_RECEIVED = "partially_received"
    RECEIVED = "received"
    BILLED = "billed"
    VOID = "void"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """`quantity` and `received` in thousandths, `price` in minor units."""

    id: int = 0
    item_id: int | None = None
    name: str
    quantity: int = 1000
    price: int = 0
    received: int = 0

    @property
    def total(self) -> int:
        """Minor units, half up."""
        return (self.quantity * self.price + 500) // 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseOrder:
    """An order to a vendor, most often for a job."""

    id: int = 0
    version: int = 0
    number: str = ""
    vendor: str = ""
    job_id: int | None = None
    status: OrderStatus = OrderStatus.OPEN
    due_on: date | None = None
    lines: tuple[OrderLine, ...] = ()
    note: str = ""
    total: int = 0

    @property
    def lines_total(self) -> int:
        """Minor units; kept as `total` when the order is saved, so that lists can show and sort it."""
        return sum(line.total for line in self.lines)

    @property
    def outstanding(self) -> tuple[OrderLine, ...]:
        """The lines of which something is still to come."""
        return tuple(line for line in self.lines if line.received < line.quantity)


@dataclass(frozen=True, slots=True)
class OrderSums:
    """The header of the list: how many orders stand in a status and what they come to."""

    status: OrderStatus
    count: int
    total: int


_STEPS: Mapping[OrderStatus, tuple[OrderStatus, ...]] = {
    OrderStatus.OPEN: (OrderStatus.SENT, OrderStatus.VOID),
    OrderStatus.SENT: (OrderStatus.OPEN, OrderStatus.VOID),
    OrderStatus.PARTIALLY_RECEIVED: (OrderStatus.VOID,),
    OrderStatus.RECEIVED: (OrderStatus.BILLED,),
    OrderStatus.BILLED: (OrderStatus.RECEIVED,),
}
"""What a person may set by hand; what was received follows from the lines."""
_RECEIVES = (OrderStatus.SENT, OrderStatus.PARTIALLY_RECEIVED, OrderStatus.RECEIVED)


def next_statuses(order: PurchaseOrder) -> tuple[OrderStatus, ...]:
    """What may follow by hand (domain 2). What came stays, also when the rest is not wanted any more: a void order
    goes on where it stood, a billed one may turn out not to be."""
    if order.status is OrderStatus.VOID:
        came = received_status(order.lines)
        return (OrderStatus.OPEN if came is OrderStatus.SENT else came,)
    if order.status is OrderStatus.OPEN and not order.lines:
        return (OrderStatus.VOID,)
    return _STEPS[order.status]


def received_status(lines: tuple[OrderLine, ...]) -> OrderStatus:
    """Where a sent order stands by what has come."""
    if not any(line.received for line in lines):
        return OrderStatus.SENT
    whole = all(line.received >= line.quantity for line in lines)
    return OrderStatus.RECEIVED if whole else OrderStatus.PARTIALLY_RECEIVED


def received(order: PurchaseOrder, came: Mapping[int, int]) -> PurchaseOrder:
    """The order after so many thousandths came in addition, by the place of the line."""
    lines = tuple(replace(line, received=line.received + came.get(at, 0)) for at, line in enumerate(order.lines))
    return replace(order, lines=lines, status=received_status(lines))


def step_problem(before: PurchaseOrder | None, after: PurchaseOrder) -> str:
    """Why an order cannot become what it is to be; empty when it can."""
    if before is None:
        came = any(line.received for line in after.lines)
        return (
            "A new order is open, and nothing of it has come." if came or after.status is not OrderStatus.OPEN else ""
        )
    bare = [[replace(line, received=0) for line in each.lines] for each in (before, after)]
    if bare[0] != bare[1] and before.status is not OrderStatus.OPEN:
        way = " Open it again to change them." if OrderStatus.OPEN in next_statuses(before) else ""
        return f"The order is {before.status.label}: its lines stand.{way}"
    # an open order may have other lines than before, and nothing of them has come
    had = [0 for _ in after.lines] if bare[0] != bare[1] else [line.received for line in before.lines]
    if had != [line.received for line in after.lines]:
        if before.status is OrderStatus.BILLED:
            return "The order is Billed: what was received stands."
        if before.status not in _RECEIVES:
            return f"The order is {before.status.label}: nothing can be received on it. Send it first."
        return "" if after.status is received_status(after.lines) else "The status follows from what was received."
    if after.status is before.status or after.status in next_statuses(replace(after, status=before.status)):
        return ""
    if not after.lines and after.status is OrderStatus.SENT:
        return "There is nothing to be sent: the order has no lines."
    return f"An order that is {before.status.label} cannot become {after.status.label}."
