"""Purchase orders: what is bought for a job (domain 2)."""

from dataclasses import dataclass
from datetime import date

from industrack_core.domain.labelled import Labelled


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

    @property
    def total(self) -> int:
        """Minor units."""
        return sum(line.total for line in self.lines)
