"""Names of the job form's fields: `description`, or `items.2.quantity` for an entry of a list."""

from typing import NamedTuple

from industrack_core.domain.kinds import Kind

SECTIONS = (
    (Kind.CUSTOMER, "Customer", "f4"),
    (Kind.LOCATION, "Location", "f5"),
    ("details", "Details", "f6"),
    ("schedule", "Schedule", "f7"),
    ("items", "Items", "f8"),
    ("crew", "Crew", "f9"),
    ("notes", "Notes", "f10"),
)
"""The parts of the form that a key leads to: name, label, key."""

UNDER_ITEMS = ("items", Kind.EQUIPMENT, "attachments", "forms", "orders", "tasks")
"""Parts that the key of Items walks through."""

ALL_PARTS = (
    (Kind.CUSTOMER, "c", "Customer"), (Kind.LOCATION, "l", "Location"), ("details", "d", "Details"),
    ("schedule", "s", "Schedule"), ("crew", "w", "Crew"), ("items", "i", "Items"), (Kind.EQUIPMENT, "e", "Equipment"),
    ("attachments", "a", "Attachments"), ("forms", "f", "Forms"), ("orders", "o", "Purchase orders"),
    ("tasks", "t", "Tasks"), ("notes", "n", "Notes"), ("history", "h", "History"),
)  # fmt: skip
"""Every part of the form, for the menu of parts: name, letter, label."""

FIRST_FIELD = {
    Kind.CUSTOMER: Kind.CUSTOMER, Kind.LOCATION: Kind.LOCATION, "details": "description", "schedule": "start",
    "crew": "crew",
    "items": "items.add", Kind.EQUIPMENT: "equipment.add", "attachments": "attachments.add", "forms": "forms.add",
    "orders": "orders.add", "tasks": "tasks.add", "notes": "note", "history": "history",
}  # fmt: skip
"""Where the hand goes in a part."""

TIMES = ("start", "end", "duration")
NEW_CUSTOMER = ("contact", "phone", "email", "address")


class Entry(NamedTuple):
    """An entry of a list: which list, its place, and the attribute that a cell is about (empty: the entry itself)."""

    list: str
    place: int
    cell: str = ""


def entry_of(name: str) -> Entry | None:
    """What a field's name says of an entry; None for a field that is not of a list."""
    parts = name.split(".")
    if len(parts) < 2 or not parts[1].isdigit():
        return None
    return Entry(parts[0], int(parts[1]), ".".join(parts[2:]))
