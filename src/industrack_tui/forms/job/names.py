"""Names of the job form's fields: `description`, or `items.2.quantity` for an entry of a list."""

from typing import NamedTuple

from industrack_core.domain.kinds import Kind
from industrack_tui.widgets.form.layout import Section

PARTS = {
    each.name: each
    for each in (
        Section(Kind.CUSTOMER, "Customer", 0, "f4", "c", Kind.CUSTOMER),
        Section(Kind.LOCATION, "Location", 0, "f5", "l", Kind.LOCATION),
        Section("details", "Details", 0, "f6", "d", "description"),
        Section("schedule", "Schedule", 0, "f7", "s", "start"),
        Section("crew", "Crew", 0, "f9", "w", "crew"),
        Section("items", "Items", 0, "f8", "i", "items.add"),
        Section(Kind.EQUIPMENT, "Equipment", 0, "f8", "e", "equipment.add"),
        Section("attachments", "Attachments", 0, "f8", "a", "attachments.add"),
        Section("forms", "Forms", 0, "f8", "f", "forms.add"),
        Section("orders", "Purchase orders", 0, "f8", "o", "orders.add"),
        Section("tasks", "Tasks", 0, "f8", "t", "tasks.add"),
        Section("notes", "Notes", 0, "f10", "n", "note"),
        Section("history", "History", 0, "", "h", "history"),
    )
}
"""The parts of the form, from top to bottom: the key of Items walks through its lists."""

FIELD_OF = {
    "location_id": Kind.LOCATION, "new_location": "location_address", "service_type_id": Kind.SERVICE_TYPE,
    "color_id": "color", "starts_at": "start", "minutes": "duration",
}  # fmt: skip
"""Names of fields by names in a draft, where they differ."""

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
