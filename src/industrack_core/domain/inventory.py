"""The inventory: what can be put on jobs, and how much of it there is.

Stock is derived and never written by hand: on hand = counted + received on purchase orders - used on completed
jobs; reserved = on jobs that are not completed. So an undone or deleted job gives back what it took.
"""

from dataclasses import dataclass, replace

from industrack_core.domain.job_parts import ItemKind


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

    def recounted(self, on_hand: int) -> InventoryItem:
        """The item after so much of it was found on the shelves: what came and went stays as it is."""
        return replace(self.item, counted=self.item.counted + on_hand - self.stock.on_hand)
