"""Everything that a form shows of a saved job, read at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from industrack_core.domain.customer import CustomerCard
from industrack_core.domain.form import FormAnswer
from industrack_core.domain.inventory import StockedItem
from industrack_core.domain.job import Job
from industrack_core.domain.purchase import PurchaseOrder


@dataclass(frozen=True, slots=True)
class JobFile:
    """A job with its customer's card, the stock of its items by item id, its purchase orders and form answers.

    The card has the equipment that the job names, also what is retired. `series_size` is how many jobs its
    recurrence made, 0 without one; `estimate` is the number of the one it came from.
    """

    job: Job
    card: CustomerCard | None
    stock: Mapping[int, StockedItem] = field(default_factory=dict)
    orders: tuple[PurchaseOrder, ...] = ()
    answers: tuple[FormAnswer, ...] = ()
    series_size: int = 0
    estimate: str = ""
