"""Values of a job draft in words, for the conflict dialog and the notes at fields."""

from collections.abc import Sequence
from datetime import datetime

from industrack_core.domain.acts.drafts import NewCustomer, NewEquipment, NewLocation, NewOrder
from industrack_core.domain.acts.merge import Difference
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.customer import CustomerCard
from industrack_core.domain.records.job_parts import Attachment, FormOnJob, JobItem, JobTask
from industrack_core.domain.records.office import Office
from industrack_core.domain.time.entry import format_duration
from industrack_tui.forms.job.plan_part import recurrence_text
from industrack_tui.forms.schedule_entry import Clockwork
from industrack_tui.forms.words import crew_text, moment_text

LABELS = {
    Kind.CUSTOMER: "Customer", "location_id": "Location", "new_location": "Location", "number": "Number",
    "description": "Description", "status": "Status", "status_reason": "Reason", "service_type_id": "Service type",
    "priority": "Priority", "color_id": "Color", "starts_at": "Start", "minutes": "Takes", "recurrence": "Repeats",
    "crew": "Crew", "items": "Item", Kind.EQUIPMENT: "Equipment", "new_equipment": "Equipment",
    "attachments": "Attachment", "forms": "Form", "tasks": "Task", "new_orders": "Order", "note": "Note",
    "tags": "Tags", "internal_note": "Internal note", "site_note": "Site note",
}  # fmt: skip


class Teller:
    """Says what values mean, with the names that the cards and the office know."""

    def __init__(self, office: Office, clock: Clockwork, *cards: CustomerCard | None) -> None:
        self._office, self._clock = office, clock
        self._cards = [card for card in cards if card is not None]

    def label(self, name: str) -> str:
        """What a person calls a field of the draft."""
        return LABELS.get(name, name.replace("_", " ").capitalize())

    def change(self, change: Difference, *, is_mine: bool = False) -> str:
        """What became of it: the new value; `took off` what is gone."""
        if change.after is None and change.entry:
            return f"took off {self.value(change.name, change.before)}"
        return self.value(change.name, change.after)

    def value(self, name: str, value: object) -> str:
        """A field's value in words, empty for nothing."""
        if value is None or value == "" or value == ():
            return ""
        if isinstance(value, _PARTS):
            return self._part(value)
        special = getattr(self, f"_{name}", None)
        return str(special(value)) if special else " ".join(str(getattr(value, "label", value)).split())

    def _customer(self, value: NewCustomer | int) -> str:
        if isinstance(value, NewCustomer):
            return ", ".join(
                text for text in (value.name, value.contact, value.phone, value.email, value.address) if text
            )
        known = {card.customer.id: card.customer.name for card in self._cards}
        return known.get(value, "another customer")

    def _location_id(self, value: int) -> str:
        known = {place.id: place.label for card in self._cards for place in card.locations}
        return known.get(value, "another location")

    def _new_location(self, value: NewLocation) -> str:
        return ", ".join(text for text in (value.name, value.address) if text)

    def _service_type_id(self, value: int) -> str:
        found = self._office.service_types_by_id.get(value)
        return found.name if found else "?"

    def _color_id(self, value: int) -> str:
        found = self._office.colors_by_id.get(value)
        return found.name if found else "?"

    def _starts_at(self, value: datetime) -> str:
        return moment_text(self._clock, value)

    def _minutes(self, value: int) -> str:
        return format_duration(value)

    def _recurrence(self, value: str) -> str:
        return recurrence_text(value, self._office.company.first_weekday)

    def _crew(self, value: Sequence[int]) -> str:
        return crew_text(self._office, value)

    def _equipment(self, value: Sequence[int]) -> str:
        known = {each.id: each.label for card in self._cards for each in card.equipment}
        return ", ".join(known.get(each, "?") for each in value)

    def _tags(self, value: Sequence[str]) -> str:
        return ", ".join(value)

    def _new_equipment(self, value: Sequence[NewEquipment]) -> str:
        return ", ".join(each.name for each in value)

    def _new_orders(self, value: tuple[NewOrder, ...]) -> str:
        return ", ".join(each.vendor or "new order" for each in value)

    def _part(self, part: JobItem | Attachment | FormOnJob | JobTask | NewEquipment) -> str:
        if isinstance(part, JobItem):
            from industrack_core.desk.values.money import money_text, quantity_text

            price = money_text(part.price, self._office.company.currency)
            return f"{part.name} x {quantity_text(part.quantity)} at {price}"
        if isinstance(part, Attachment):
            return f"{part.kind.value} {part.name}" + ("" if part.in_field_app else " (office only)")
        if isinstance(part, FormOnJob):
            form = self._office.forms_by_id.get(part.form_id)
            return f"{form.name if form else '?'} on {part.trigger.label.lower()}" + (", blocks" if part.blocks else "")
        return f"{part.text}{' (done)' if part.done else ''}" if isinstance(part, JobTask) else part.name


_PARTS = (JobItem, Attachment, FormOnJob, JobTask, NewEquipment)
