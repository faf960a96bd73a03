"""What became of a record, in words: who, when, and which fields changed from what to what."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.kinds import Kind
from industrack_core.domain.own_roles import told_rights
from industrack_core.domain.records.held import Fields, Held
from industrack_core.domain.text.text import clip
from industrack_core.domain.time.minute import instant_of
from industrack_core.domain.time.span import clock_text

Names = Mapping[tuple[str, int], str]
"""What records are called, by kind and id."""
Columns = Mapping[str, Held]
"""Columns of a record's row as the journal keeps them, lists decoded."""
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after, in words; an entry that came or went has nothing on one side."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One act that touched the record; `at` is aware UTC. `version` is the record's after it, 0 when it was deleted."""

    revision: int
    version: int
    who: str
    at: datetime
    line: str
    changes: tuple[FieldChange, ...] = ()
    via: str = ""
    """By what it came; empty where the journal does not say."""


LABELS = {
    "number": "Number", "customer_id": "Customer", "location_id": "Location", "description": "Description",
    "status": "Status", "status_reason": "Reason", "service_type_id": "Service type", "priority": "Priority",
    "color_id": "Color", "starts_at": "Start", "minutes": "Takes", "crew": "Crew", "note": "Note for the field",
    "recurrence": "Repeats", "items": "Item", Kind.EQUIPMENT: "Equipment", "attachments": "Attachment", "forms": "Form",
    "tasks": "Task", "field_notes": "Field note", "calendar_id": "Calendar", "estimate_id": "Estimate",
    "delivery": "Delivery", "billing": "Billing", "name": "Name", "contact": "Contact", "phone": "Phone",
    "mobile": "Mobile", "email": "E-mail", "billing_address": "Billing address", "tags": "Tags",
    "internal_note": "Internal note", "site_note": "Site note", "address": "Address", "first_name": "First name",
    "last_name": "Last name", "role": "Role", "skills": "Skills", "state": "State", "sku": "SKU", "kind": "Kind",
    "vendor": "Vendor", "maker": "Maker", "service_note": "Service note", "payment_terms": "Payment terms",
    "serial": "Serial number", "model": "Model", "role_id": "Role", "calendar_ids": "Calendars", "login": "Login",
    "base": "As a", "rights": "Differs by", "day": "Day",
}  # fmt: skip
"""What a person reads for a column; columns that are not here are the program's own business."""

KIND_OF = {
    "customer_id": Kind.CUSTOMER, "location_id": Kind.LOCATION, "service_type_id": Kind.SERVICE_TYPE,
    "color_id": Kind.JOB_COLOR, "calendar_id": Kind.CALENDAR, "estimate_id": Kind.ESTIMATE, "crew": Kind.EMPLOYEE,
    Kind.EQUIPMENT: Kind.EQUIPMENT, "role_id": Kind.OFFICE_ROLE, "calendar_ids": Kind.CALENDAR,
}  # fmt: skip
"""Columns that name other records, and of which kind."""


def told(before: Columns, after: Columns, names: Names, zone: ZoneInfo) -> tuple[FieldChange, ...]:
    """The changed columns in words, in the order in which a form shows them."""
    found: list[FieldChange] = []
    for name, label in LABELS.items():
        if name not in after and name not in before:
            continue
        old, new = before.get(name), after.get(name)
        if name in _ENTRIES:
            found += _entries(label, old or [], new or [], partial(_part_text, name, names))
        else:
            found.append(FieldChange(label, value_text(name, old, names, zone), value_text(name, new, names, zone)))
    return tuple(found)


def _part_text(name: str, names: Names, part: Held) -> str:
    return _ENTRIES[name](part, names)


def value_text(name: str, value: Held, names: Names, zone: ZoneInfo) -> str:
    """One column's value in words."""
    if value is None or value == "":
        return ""
    if name == "starts_at":
        local = instant_of(value).astimezone(zone)
        return f"{local:%a} {local.day} {local:%b %Y} {clock_text(local)}"
    if name == "minutes":
        return f"{value // 60}h{value % 60:02}" if value >= 60 else f"{value}m"
    if name in ("crew", Kind.EQUIPMENT, "calendar_ids"):
        ids = [int(part) for part in value.split(",")] if isinstance(value, str) else value
        return ", ".join(names.get((KIND_OF[name], each), "?") for each in ids)
    if name in KIND_OF:
        return names.get((KIND_OF[name], value), "?")
    if name == "rights":
        return told_rights(value)
    if name in ("tags", "skills"):
        return ", ".join(value)
    if name in ("status", "priority", "delivery", "billing", "state", "kind", "base"):
        return str(value).replace("_", " ").title()
    return clip(" ".join(str(value).split()), _LONGEST)


def ids_in(columns: Columns) -> set[tuple[str, int]]:
    """The records that columns name, to look their names up."""
    found: set[tuple[str, int]] = set()
    for name, kind in KIND_OF.items():
        value = columns.get(name)
        if isinstance(value, int):
            found.add((kind, value))
        elif isinstance(value, str) and value:
            found.update((kind, int(part)) for part in value.split(","))
        elif isinstance(value, list):
            found.update((kind, part) for part in value)
    found.update((Kind.FORM, part["form_id"]) for part in columns.get("forms") or [])
    found.update((Kind.EMPLOYEE, part["employee_id"]) for part in columns.get("field_notes") or [])
    return found


def _entries(
    label: str, before: list[Fields], after: list[Fields], words: Callable[[Fields], str]
) -> list[FieldChange]:
    old = {part.get("id"): part for part in before}
    new = {part.get("id"): part for part in after}
    changes = [
        FieldChange(label, words(old[key]) if key in old else "", words(part))
        for key, part in new.items()
        if old.get(key) != part
    ]
    return [*changes, *(FieldChange(label, words(part), "") for key, part in old.items() if key not in new)]


def _item(part: Fields, names: Names) -> str:
    whole, rest = divmod(part["quantity"], 1000)
    quantity = f"{whole}.{rest:03}".rstrip("0") if rest else str(whole)
    return f"{part['name']} x {quantity}"


def _attachment(part: Fields, names: Names) -> str:
    shown = "" if part["in_field_app"] else " (office only)"
    return f"{part['kind']} {clip(part['name'], _LONGEST)}{shown}"


def _form(part: Fields, names: Names) -> str:
    blocks = ", blocks" if part["blocks"] else ""
    return f"{names.get((Kind.FORM, part['form_id']), '?')} on {part['trigger'].replace('_', ' ')}{blocks}"


def _task(part: Fields, names: Names) -> str:
    return clip(part["text"], _LONGEST) + (" (done)" if part["done"] else "")


def _field_note(part: Fields, names: Names) -> str:
    return f"{names.get((Kind.EMPLOYEE, part['employee_id']), '?')}: {clip(part['text'], _LONGEST)}"


_ENTRIES: dict[str, Callable[[Fields, Names], str]] = {
    "items": _item,
    "attachments": _attachment,
    "forms": _form,
    "tasks": _task,
    "field_notes": _field_note,
}
"""Columns that hold entries with ids, and the words for one."""
