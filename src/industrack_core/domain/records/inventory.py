"""The inventory: what can be put on jobs, and how much of it there is.

Stock is derived and never written by hand: on hand = counted + received on purchase orders - used on completed
jobs; reserved = on jobs that are not completed. So an undone or deleted job gives back what it took.
"""

from dataclasses import replace

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.records.job_parts import ItemKind


@dataclass(frozen=True, slots=True, kw_only=True)
class InventoryItem:
    """A part, service, piece of equipment or kind of labor. `counted` and `reorder_point` are thousandths,
    `price` and `cost` minor units."""

    id: int = 0
    version: int = 0
    name: str
    sku: str = ""
    kind: ItemKind = ItemKind.PART
    price: int = 0
    cost: int = 0
    counted: int = 0
    reorder_point: int = 0
    vendor: str = ""
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Stock:
    """How much of a stocked item there is, in thousandths."""

    on_hand: int = 0
    reserved: int = 0

    @property
    def available(self) -> int:
        """What is on hand and not promised to a job."""
        return self.on_hand - self.reserved


@dataclass(frozen=True, slots=True)
class StockedItem:
    """An inventory item with its stock; the stock of what is not stocked is zero and means nothing."""

    item: InventoryItem
    stock: Stock
    score: float = 0.0

    @property
    def lacking(self) -> int:
        """How much brings what is available up to the reorder point; none where there is enough."""
        return max(0, self.item.reorder_point - self.stock.available) if self.item.kind.is_stocked else 0

    def recounted(self, on_hand: int) -> InventoryItem:
        """The item after so much of it was found on the shelves: what came and went stays as it is."""
        return replace(self.item, counted=self.item.counted + on_hand - self.stock.on_hand)


class StockMove(NamedTuple):
    """A change of an item's stock: by the act `revision`, because of the record `cause_id` of the kind `cause`.

    Quantities are thousandths, more or less than before; `at` is in seconds since 1970 UTC, `line` what the journal
    says of the act. An opening, before moves were written down, has none of them; work that one does not see has
    a `line`. `number` is that of the job or the purchase order, where it is still there: one act may be about many.
    """

    revision: int
    cause: str
    cause_id: int
    counted: int
    received: int
    used: int
    reserved: int
    at: int | None
    who: str | None
    line: str | None
    number: str | None = None

    @property
    def on_hand(self) -> int:
        """How much more, or less, is on hand since."""
        return self.counted + self.received - self.used

    def of_others(self) -> "StockMove":
        """As it is told to who does not see its act: by how much, and nothing by which it could be found."""
        return self._replace(line="by work of other calendars", number=None, cause="", cause_id=0, who=None, at=None)
