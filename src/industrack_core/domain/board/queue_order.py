"""In which order jobs wait: by when they are due, how much they matter, how long they wait, or where they are."""

from collections.abc import Sequence
from enum import StrEnum, auto

from industrack_core.domain.board.board import QueueEntry
from industrack_core.domain.text.text import fold

_MATTERS = {"high": 0, "medium": 1, "low": 2}


class QueueOrder(StrEnum):
    """The orders of the queue; the board begins with the first."""

    DUE = auto()
    PRIORITY = auto()
    AGE = auto()
    PLACE = auto()

    @property
    def next(self) -> "QueueOrder":
        """The one that follows; the first after the last."""
        every = list(QueueOrder)
        return every[(every.index(self) + 1) % len(every)]


def queue_in_order(entries: Sequence[QueueEntry], order: QueueOrder) -> tuple[QueueEntry, ...]:
    """The entries in this order; what is equal in it by due time, priority and age."""

    def key(entry: QueueEntry) -> tuple[object, ...]:
        due = (entry.start is None, entry.start or 0)
        matters = _MATTERS.get(entry.priority, 1)
        if order is QueueOrder.AGE:
            return (entry.job_id,)
        if order is QueueOrder.PLACE:
            street, _, town = fold_address(entry.address)
            return (not entry.address, town, street, *due, entry.job_id)
        return (*due, matters, entry.job_id) if order is QueueOrder.DUE else (matters, *due, entry.job_id)

    return tuple(sorted(entries, key=key))


def fold_address(address: str) -> tuple[str, str, str]:
    """Street, comma and the rest of an address, as they are compared: jobs of a town stand together."""
    street, comma, town = address.partition(",")
    number, _, name = street.strip().partition(" ")
    return (fold(f"{name} {number}" if number[:1].isdigit() else street), comma, fold(town))


def overdue(entries: Sequence[QueueEntry], now: int) -> int:
    """How many should have begun at `now`, in minutes since 1970 UTC."""
    return sum(entry.start is not None and entry.start < now for entry in entries)
