"""Estimates: what was offered to a customer, before it is a job."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class EstimateStatus(StrEnum):
    """Where an estimate stands (domain 2)."""

    DRAFT = "draft"
    PENDING = "pending"
    WON = "won"
    LOST = "lost"
    SCHEDULED = "scheduled"
    INVOICED = "invoiced"


@dataclass(frozen=True, slots=True)
class EstimateLine:
    """One line; `quantity` in thousandths, `price` in minor units of the company's currency."""

    text: str
    quantity: int
    price: int

    @property
    def total(self) -> int:
        """Minor units, half up."""
        return (self.quantity * self.price + 500) // 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """An offer to a customer; `total` in minor units of the company's currency."""

    id: int = 0
    version: int = 0
    number: str
    customer_id: int
    location_id: int | None = None
    description: str = ""
    status: EstimateStatus = EstimateStatus.DRAFT
    made_on: date
    lines: tuple[EstimateLine, ...] = ()
    total: int = 0
