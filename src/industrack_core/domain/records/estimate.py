"""Estimates: what was offered to a customer, before it is a job.

Money is whole minor units of the company's currency, quantities are thousandths, rates are thousandths of a
percent (8.875 % is 8875). Every product is rounded half up to a minor unit by itself, so that what a person adds
up on paper is what stands under the line.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.records.job_parts import Attachment, ItemKind, JobItem

WHOLE = 100_000
"""A rate of one hundred percent."""


class EstimateStatus(StrEnum):
    """Where an estimate stands (domain 2)."""

    DRAFT = "draft"
    PENDING = "pending"
    WON = "won"
    LOST = "lost"
    SCHEDULED = "scheduled"
    INVOICED = "invoiced"

    @property
    def label(self) -> str:
        """As a person reads it."""
        return self.value.capitalize()

    @property
    def is_converted(self) -> bool:
        """Whether a job came of it: its words and its money stand then."""
        return self in (EstimateStatus.SCHEDULED, EstimateStatus.INVOICED)


OPEN_STATUSES = (EstimateStatus.DRAFT, EstimateStatus.PENDING, EstimateStatus.WON, EstimateStatus.LOST)
"""What a person may set; the others follow from the job."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Discount:
    """What is taken off: a `rate` of the amount, or a fixed `amount` in minor units; one of them is 0."""

    rate: int = 0
    amount: int = 0

    def of(self, total: int) -> int:
        """How much is taken off a total: never more than all of it."""
        return min(total, share(total, self.rate) + self.amount)


NO_DISCOUNT = Discount()


def share(total: int, rate: int) -> int:
    """A rate of an amount of at least 0, half up."""
    return (total * rate + WHOLE // 2) // WHOLE


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateLine:
    """One line: an item of the inventory, or one typed for this estimate only (`item_id` None)."""

    id: int = 0
    item_id: int | None = None
    kind: ItemKind = ItemKind.SERVICE
    text: str
    quantity: int = 1000
    price: int = 0
    discount: Discount = NO_DISCOUNT

    @property
    def full(self) -> int:
        """Quantity times price, half up."""
        return (self.quantity * self.price + 500) // 1000

    @property
    def total(self) -> int:
        """What is asked for the line."""
        full = self.full
        return full - self.discount.of(full)


@dataclass(frozen=True, slots=True)
class Sums:
    """The foot of an estimate. `total` = `lines` - `discount` + `tax`."""

    lines: int
    discount: int
    tax: int

    @property
    def total(self) -> int:
        return self.lines - self.discount + self.tax


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """An offer to a customer. `total` is kept beside the lines so that lists can show and sort it."""

    id: int = 0
    version: int = 0
    number: str = ""
    customer_id: int
    location_id: int | None = None
    description: str = ""
    status: EstimateStatus = EstimateStatus.DRAFT
    made_on: date
    valid_until: date | None = None
    lines: tuple[EstimateLine, ...] = ()
    discount_rate: int = 0
    discount_amount: int = 0
    tax_rate: int = 0
    total: int = 0
    note: str = ""
    attachments: tuple[Attachment, ...] = ()

    @property
    def sums(self) -> Sums:
        """Lines, discount on the whole, and the tax on what is left."""
        lines = sum(line.total for line in self.lines)
        discount = Discount(rate=self.discount_rate, amount=self.discount_amount).of(lines)
        return Sums(lines, discount, share(lines - discount, self.tax_rate))

    @property
    def why_not_convert(self) -> str:
        """Why no job can be made of it; empty when one can."""
        if self.status.is_converted:
            return f"estimate {self.number} was converted already"
        return ""


def new_estimate(customer_id: int, made_on: date, days: int) -> Estimate:
    """An estimate of that day without lines, valid for so many days; 0: for ever."""
    until = made_on + timedelta(days=days) if days else None
    return Estimate(customer_id=customer_id, made_on=made_on, valid_until=until)


def copied(estimate: Estimate, made_on: date) -> Estimate:
    """A new estimate that says the same for as long: a Draft, without a number yet."""
    until = estimate.valid_until and made_on + (estimate.valid_until - estimate.made_on)
    return replace(
        estimate, id=0, version=0, number="", status=EstimateStatus.DRAFT, made_on=made_on, valid_until=until,
        lines=tuple(replace(each, id=0) for each in estimate.lines),
        attachments=tuple(replace(each, id=0) for each in estimate.attachments),
    )  # fmt: skip


def job_items(estimate: Estimate) -> tuple[JobItem, ...]:
    """The lines as items of a job. A job's item has no discount, so its price is what is asked for one, half up.

    The quantity stays what it is, because stock is reserved by it; a total can be off by a part of a minor unit each.
    """
    return tuple(_job_item(line) for line in estimate.lines)


def _job_item(line: EstimateLine) -> JobItem:
    item = JobItem(
        item_id=line.item_id, kind=line.kind, name=line.text, quantity=line.quantity, price=line.price,
        one_off=line.item_id is None,
    )  # fmt: skip
    if line.total == item.total:
        return item
    return replace(item, price=(line.total * 1000 + line.quantity // 2) // line.quantity)


@dataclass(frozen=True, slots=True)
class EstimateSums:
    """The header of the list: how many estimates stand in a status and what they come to."""

    status: EstimateStatus
    count: int
    total: int


def sum_of(sums: Sequence[EstimateSums], status: EstimateStatus) -> tuple[int, int]:
    """Count and total of one status."""
    return next(((each.count, each.total) for each in sums if each.status is status), (0, 0))
