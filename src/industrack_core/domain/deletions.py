"""What was deleted, by whom and when: which kinds are listed, and what a record is called once it is gone."""

from collections.abc import Mapping
from typing import Any

from industrack_core.domain.minute import instant_of

PARTS: Mapping[str, str] = {
    "job": "job", "customer": "customer", "estimate": "estimate", "purchase_order": "purchase_order",
    "inventory_item": "inventory_item", "location": "customer", "equipment": "customer", "time_off": "people",
    "employee_group": "people",
    **dict.fromkeys(
        ("calendar", "job_color", "service_type", "tag", "hold_reason", "task_template", "job_template", "form"),
        "settings",
    ),
}  # fmt: skip
"""By kind, under which filter of the list its records stand. Other kinds are not deleted by people."""

OWNED: Mapping[str, str] = {"location": "customer_id", "equipment": "customer_id"}
"""Kinds that go and come back with the customer whose they are."""

_NAMES: Mapping[str, tuple[str, ...]] = {
    "job": ("number", "description"), "customer": ("number", "name"), "estimate": ("number", "description"),
    "purchase_order": ("number", "vendor"), "inventory_item": ("name", "sku"), "location": ("name", "address"),
    "equipment": ("name", "maker", "model", "serial"),
}  # fmt: skip
_LONGEST = 120


def label_of(kind: str, row: Mapping[str, Any]) -> str:
    """What people call a record, from the columns of its row: `1303 Furnace tune-up`."""
    if kind == "time_off":
        days = (f"{instant_of(row[name]):%Y-%m-%d}" for name in ("starts_at", "ends_at"))
        return f"{row['reason']} {' - '.join(days)}".strip()[:_LONGEST]
    return " ".join(str(row[name]) for name in _NAMES.get(kind, ("name",)) if row.get(name))[:_LONGEST]


def word_of(kind: str) -> str:
    """`Purchase order`."""
    word = {"employee_group": "group", "inventory_item": "item", "job_color": "color"}.get(kind, kind)
    return word.replace("_", " ").capitalize()


def is_retired(row: Mapping[str, Any] | None) -> bool:
    """Whether a row is one that left the pickers and stays on what uses it."""
    return row is not None and bool(row.get("retired"))
