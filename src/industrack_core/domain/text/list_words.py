"""What lists of records are sorted and found by: the order people expect, and the words in a record's texts."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.inventory import InventoryItem
from industrack_core.domain.text.text import fold, words
from industrack_core.domain.time.minute import minute_of

_LONGEST_KEY = 60
_LONGEST_WORD = 32
_DIGITS = re.compile(r"\d+")
_NAMED = (
    Kind.CALENDAR, Kind.EMPLOYEE_GROUP, Kind.JOB_COLOR, Kind.SERVICE_TYPE, Kind.TAG, Kind.HOLD_REASON,
    Kind.TASK_TEMPLATE, Kind.JOB_TEMPLATE,
    Kind.FORM, Kind.OFFICE_ROLE, Kind.HOLIDAY,
)  # fmt: skip

KEYED: Mapping[str, tuple[str, ...]] = {
    Kind.ESTIMATE: ("number", "description"),
    Kind.CUSTOMER: ("number", "name", "contact", "phone", "email", "billing_address"),
    Kind.LOCATION: ("name", "address"),
    Kind.EQUIPMENT: ("name", "maker", "model", "serial"),
    Kind.INVENTORY_ITEM: ("name", "sku", "vendor"),
    Kind.PURCHASE_ORDER: ("number", "vendor", "due_on"),
    Kind.EMPLOYEE: ("last_name", "first_name", "phone", "email", "role", "state"),
    Kind.JOB: ("number", "description", "starts_at"),
    Kind.DEVICE: ("name",),
    Kind.OFFICE_USER: ("name", "login"),
    Kind.CALENDAR_LINK: ("name",),
    **dict.fromkeys(_NAMED, ("name",)),
}
"""By kind, the texts by which its list is sorted. Jobs are in a list of their own once they are completed."""

BY_CUSTOMER = (Kind.ESTIMATE, Kind.JOB)
"""Kinds whose list is sorted by the customer's name too."""

_FACETS = {
    Kind.ESTIMATE: "status", Kind.CUSTOMER: "kind", Kind.PURCHASE_ORDER: "status", Kind.EMPLOYEE: "state",
    Kind.JOB: "billing",
    "deletion": "part",
    Kind.DEVICE: "state", Kind.OFFICE_USER: "state",
}  # fmt: skip

WORDED: Mapping[str, tuple[str, ...]] = {
    Kind.ESTIMATE: ("number", "description"),
    Kind.LOCATION: ("name", "address"),
    Kind.EQUIPMENT: ("name", "maker", "model", "serial"),
    Kind.PURCHASE_ORDER: ("number", "vendor", "note"),
    Kind.EMPLOYEE: ("first_name", "last_name", "phone", "email", "role"),
    Kind.TIME_OFF: ("reason",),
    Kind.FORM_ANSWER: ("who",),
    Kind.DEVICE: ("name",),
    Kind.OFFICE_USER: ("name", "login"),
    Kind.CALENDAR_LINK: ("name",),
    **dict.fromkeys(_NAMED, ("name",)),
}
"""By kind, the texts in which a typed word is looked for; customers, items and jobs have indexes of their own."""


DELETION_KEYS, DELETION_WORDS = ("label", "who", "kind"), ("label", "who")
"""The same for the list of deleted records, which are no kind of their own."""


def facet_of(kind: str, record: object) -> str:
    """What a record's list is filtered by: a status or a kind, else whether it is retired (`1`) or not (`0`)."""
    if kind in _FACETS:
        return str(getattr(record, _FACETS[kind]))
    retired: bool = getattr(record, "retired", False)
    if isinstance(record, InventoryItem):
        return "retired" if retired else record.kind.value
    return str(int(retired))


def sort_key(value: object) -> str:
    """A text as people sort it: without case and accents, numbers by their value (E-999 before E-1000).

    An instant (aware UTC) is sorted by its minute, a day as ISO 8601 writes it.
    """
    text = "" if value is None else str(minute_of(value) if isinstance(value, datetime) else value)
    return _DIGITS.sub(_by_value, fold(text[:200]))[:_LONGEST_KEY]


def customer_key(name: str, customer_id: int) -> str:
    """How the records of customers are sorted: by the name, and those of one customer together."""
    return f"{sort_key(name)}  {customer_id:010}"


def _by_value(found: re.Match[str]) -> str:
    digits = found.group().lstrip("0")
    return f"{len(digits):02}{digits}"


def list_words(texts: Iterable[str]) -> set[str]:
    """The words of a record's texts, and each text without its blanks and dashes, as numbers are typed."""
    found = {word[:_LONGEST_WORD] for text in texts for word in words(text)}
    found.update(fold(text).replace(" ", "")[:_LONGEST_WORD] for text in texts if len(text) <= _LONGEST_WORD)
    found.discard("")
    return found
