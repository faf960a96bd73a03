"""What is not shown to whom: the fields that take a right to be seen, and what stands in their place."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TypeVar

from industrack_core.domain.acts.history import LABELS
from industrack_core.domain.board.board import Block
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.customer import Customer
from industrack_core.domain.records.estimate import NO_DISCOUNT, Estimate, EstimateLine, EstimateSums
from industrack_core.domain.records.held import Held
from industrack_core.domain.records.inventory import InventoryItem
from industrack_core.domain.records.job import Billing, Job
from industrack_core.domain.records.job_parts import JobItem
from industrack_core.domain.records.purchase import OrderLine, OrderSums, PurchaseOrder
from industrack_core.domain.records.record import Change, Record
from industrack_core.domain.records.settings import JobTemplate
from industrack_core.domain.reports.report import JobBehind
from industrack_core.domain.rights import Right

P = TypeVar("P")
PartKey = tuple[int, int | None, str, int]
"""By what a part of a list is known again: its id; where it has none its item, its name, and which of such it is."""
_WHOLE: PartKey = (0, None, "", 0)
Fields = Mapping[type, tuple[str, ...]]
"""Names of fields by the type that has them."""
HIDDEN: Mapping[Right, Fields] = {
    Right.SEE_PRICES: {
        InventoryItem: ("price", "cost"),
        JobItem: ("price",),
        EstimateLine: ("price", "discount"),
        Estimate: ("discount_rate", "discount_amount", "total"),
        EstimateSums: ("total",),
        OrderLine: ("price",),
        PurchaseOrder: ("total",),
        OrderSums: ("total",),
    },
    Right.SEE_BILLING: {
        Job: ("billing",),
        Block: ("billing",),
        JobBehind: ("billing",),
        Customer: ("payment_terms",),
    },
    Right.SEE_NOTES: {Customer: ("internal_note",)},
}
"""What takes a right to be seen."""
INSTEAD: Mapping[str, Held] = {
    "price": 0, "cost": 0, "discount": NO_DISCOUNT, "discount_rate": 0, "discount_amount": 0, "total": 0,
    "billing": Billing.NONE, "payment_terms": "", "internal_note": "",
}  # fmt: skip
"""By the field's name, what is shown of it to who may not see it: what a record has that says nothing of it."""
HIDDEN_LISTS: Mapping[str, Right] = {Kind.JOB: Right.SEE_BILLING}
"""Lists that are about nothing else: the one of completed jobs is there for billing."""
_IN_SENTENCES: Mapping[Right, re.Pattern[str]] = {
    Right.SEE_PRICES: re.compile(r"(?:(?<=: )|(?<=; )|^)(?:price|cost|discount|total|line) "),
    Right.SEE_BILLING: re.compile(r"(?:(?<=: )|(?<=; )|^)(?:payment terms|billing) "),
    Right.SEE_NOTES: re.compile(r"(?:(?<=: )|(?<=; )|^)internal note "),
}
"""Where a sentence of the log begins to say what became of a hidden field."""
_BILLED = re.compile(" is (?:Approved|Invoiced|not approved), was (?:Approved|Invoiced|not approved)")


@cache
def hidden_fields(lacking: tuple[Right, ...]) -> Fields:
    """What is not shown to who lacks these rights."""
    found: dict[type, tuple[str, ...]] = {}
    for right in lacking:
        for kind, names in HIDDEN[right].items():
            found[kind] = (*found.get(kind, ()), *names)
    return found


@cache
def hidden_names(lacking: tuple[Right, ...]) -> frozenset[str]:
    """The names of all of those: of columns in lists, in the journal and in its files."""
    return frozenset(name for names in hidden_fields(lacking).values() for name in names)


@cache
def hidden_labels(lacking: tuple[Right, ...]) -> frozenset[str]:
    """What people call those in the history of a record."""
    return frozenset(LABELS.get(name, name.replace("_", " ").capitalize()) for name in hidden_names(lacking))


@cache
def hidden_columns(lacking: tuple[Right, ...]) -> frozenset[str]:
    """The columns of lists that show those; what a job's items come to is made of them."""
    return hidden_names(lacking) | ({"items"} if Right.SEE_PRICES in lacking else set())


def changes_hidden(change: Change, right: Right) -> bool:
    """Whether a change gives what takes that right to be seen another value. A part that comes or goes changes none."""
    before, after = change
    if before is None or after is None:
        return False
    was, now = _values(before, right), _values(after, right)
    return any(was[key] != value for key, value in now.items() if key in was)


def _values(record: Record, right: Right) -> dict[tuple[str, PartKey, str], Held]:
    """The hidden values of a record and of its parts: by the list, the part and the name."""
    fields = HIDDEN[right]
    found = {("", _WHOLE, name): getattr(record, name) for name in fields.get(type(record), ())}
    for listed in PARTS.get(type(record), ()):
        for key, part in keyed_parts(getattr(record, listed)):
            found |= {(listed, key, name): getattr(part, name) for name in fields.get(type(part), ())}
    return found


def keyed_parts(parts: Iterable[P]) -> Iterator[tuple[PartKey, P]]:
    """The parts of a list, each with what it is known by; those of templates have no ids."""
    such: dict[tuple[int | None, str], int] = {}
    for part in parts:
        held: Held = part
        if held.id:
            yield (held.id, None, "", 0), part
            continue
        alike = (held.item_id, str(getattr(held, "name", "") or getattr(held, "text", "")))
        such[alike] = such.get(alike, 0) + 1
        yield (0, *alike, such[alike]), part


PARTS: Mapping[type, tuple[str, ...]] = {
    Job: ("items",), JobTemplate: ("items",), Estimate: ("lines",), PurchaseOrder: ("lines",),
}  # fmt: skip
"""Lists of parts in which something is hidden."""


def said_without(line: str, lacking: tuple[Right, ...]) -> str:
    """A sentence of the log to its first word about what is hidden; that something became of it is no secret."""
    if Right.SEE_BILLING in lacking:
        line = _BILLED.sub(" is another one for billing", line)
    for right in lacking:
        found = _IN_SENTENCES[right].search(line)
        if found is not None:
            line = f"{line[: found.end()].rstrip()}."
    return line
