"""What the attributes of a job draft are called, and their values in words where a field cannot say them."""

from collections.abc import Callable, Mapping, Sequence

from industrack_core.desk.values.money import quantity_text
from industrack_core.domain.acts.drafts import NewCustomer, NewEquipment, NewLocation, NewOrder
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.customer import CustomerCard
from industrack_core.domain.records.held import Held
from industrack_core.domain.records.job_parts import Attachment, FormOnJob, JobItem, JobTask
from industrack_core.domain.time.entry import format_duration
from industrack_tui.forms.job.model import JobModel
from industrack_tui.forms.job.plan_part import recurrence_text
from industrack_tui.forms.words import crew_text, moment_text

LABELS = {
    Kind.CUSTOMER: "Customer", "location_id": "Location", "new_location": "Location", "number": "Number",
    "description": "Description", "status": "Status", "status_reason": "Reason", "service_type_id": "Service type",
    "priority": "Priority", "color_id": "Color", "starts_at": "Start", "minutes": "Takes", "recurrence": "Repeats",
    "crew": "Crew", "items": "Item", Kind.EQUIPMENT: "Equipment", "new_equipment": "Equipment",
    "attachments": "Attachment", "forms": "Form", "tasks": "Task", "new_orders": "Order", "note": "Note",
    "tags": "Tags", "internal_note": "Internal note", "site_note": "Site note",
}  # fmt: skip
PLACES = {
    "location_id": Kind.LOCATION, "new_location": "location_address", "service_type_id": Kind.SERVICE_TYPE,
    "color_id": "color", "starts_at": "start", "minutes": "duration",
}  # fmt: skip
"""Names of fields by names in a draft, where they differ."""


def _customer(model: JobModel, value: NewCustomer | int) -> str:
    if isinstance(value, NewCustomer):
        return ", ".join(text for text in (value.name, value.contact, value.phone, value.email, value.address) if text)
    known = {card.customer.id: card.customer.name for card in model.known_cards}
    return known.get(value, "another customer")


def _location(model: JobModel, value: int) -> str:
    return _in_cards(model, lambda card: card.locations).get(value, "another location")


def _in_cards(model: JobModel, of: Callable[[CustomerCard], Sequence[Held]]) -> dict[int, str]:
    return {each.id: each.label for card in model.known_cards for each in of(card)}


def _new_location(model: JobModel, value: NewLocation) -> str:
    return ", ".join(text for text in (value.name, value.address) if text)


def _named(found: Held) -> str:
    return found.name if found else "?"


def _equipment(model: JobModel, value: Sequence[int]) -> str:
    known = _in_cards(model, lambda card: card.equipment)
    return ", ".join(known.get(each, "?") for each in value)


def _item(model: JobModel, item: JobItem) -> str:
    return " at ".join(filter(None, (f"{item.name} x {quantity_text(item.quantity)}", model.money(item.price))))


def _attachment(model: JobModel, part: Attachment) -> str:
    return f"{part.kind.value} {part.name}" + ("" if part.in_field_app else " (office only)")


def _form(model: JobModel, part: FormOnJob) -> str:
    name = _named(model.office.forms_by_id.get(part.form_id))
    return f"{name} on {part.trigger.label.lower()}" + (", blocks" if part.blocks else "")


def _task(model: JobModel, task: JobTask) -> str:
    return f"{task.text}{' (done)' if task.done else ''}"


def _new_equipment(model: JobModel, value: Sequence[NewEquipment]) -> str:
    return ", ".join(each.name for each in value)


def _new_orders(model: JobModel, value: Sequence[NewOrder]) -> str:
    return ", ".join(each.vendor or "new order" for each in value)


SAYS: Mapping[str, Callable[[JobModel, Held], str]] = {
    Kind.CUSTOMER: _customer,
    "location_id": _location,
    "new_location": _new_location,
    "service_type_id": lambda model, value: _named(model.office.service_types_by_id.get(value)),
    "color_id": lambda model, value: _named(model.office.colors_by_id.get(value)),
    "starts_at": lambda model, value: moment_text(model.clock, value),
    "minutes": lambda model, value: format_duration(value),
    "recurrence": lambda model, value: recurrence_text(value, model.office.company.first_weekday),
    "crew": lambda model, value: crew_text(model.office, value),
    "tags": lambda model, value: ", ".join(value),
    Kind.EQUIPMENT: _equipment,
    "new_equipment": _new_equipment,
    "new_orders": _new_orders,
    "items": _item,
    "attachments": _attachment,
    "forms": _form,
    "tasks": _task,
}
