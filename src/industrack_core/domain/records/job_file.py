"""Everything that a form shows of a saved job, read at one moment."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.records.customer import CustomerCard
from industrack_core.domain.records.form import FormAnswer
from industrack_core.domain.records.inventory import StockedItem
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.purchase import PurchaseOrder


@dataclass(frozen=True, slots=True)
class JobFile:
    """A job with its customer's card, the stock of its items by item id, its purchase orders and form answers.

    The card has the equipment that the job names, also what is retired. `series_next` are the next starts of the
    other jobs of its series (aware UTC), a few at most; `estimate` is the number of the one it came from.
    """

    job: Job
    card: CustomerCard | None
    stock: Mapping[int, StockedItem] = field(default_factory=dict)
    orders: tuple[PurchaseOrder, ...] = ()
    answers: tuple[FormAnswer, ...] = ()
    series_next: tuple[datetime, ...] = ()
    estimate: str = ""
