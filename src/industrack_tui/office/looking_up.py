"""What fields of records' forms offer out of the database and out of the office: customers, items, people, settings."""

from dataclasses import replace
from typing import TYPE_CHECKING

from industrack_core.domain.records.customer import CustomerCard, Equipment, Location
from industrack_core.domain.records.held import Held
from industrack_core.domain.records.inventory import StockedItem
from industrack_core.domain.records.job_parts import ItemKind, JobItem
from industrack_tui.forms.candidates import customer_candidates, item_candidates, location_candidates
from industrack_tui.widgets.form.pick import Candidate

if TYPE_CHECKING:
    from industrack_core.desk.desk import Desk
    from industrack_tui.forms.record.state import RecordState


def customers(desk: "Desk", model: "RecordState", typed: str) -> list[Candidate]:
    """Customers by any of their words, best first."""
    return [each for each in customers_or_new(desk, model, typed) if isinstance(each.value, int)]


def customers_or_new(desk: "Desk", model: "RecordState", typed: str) -> list[Candidate]:
    """The same, and at the end the way to a new one of the typed name."""
    found = customer_candidates(desk.find_customers(typed), typed)
    return [each if isinstance(each.value, int) else replace(each, detail="enter them first") for each in found]


def items(desk: "Desk", model: "RecordState", typed: str) -> list[Candidate]:
    """Inventory items by any of their words; at the end the typed text as a line of its own, one for each kind.

    Kinds that have no stock come first: nothing is short of what was only written down.
    """
    found = item_candidates(desk.find_items(typed), "", model.money)
    words = " ".join(typed.split())
    for kind in sorted(ItemKind, key=lambda kind: kind.is_stocked) if words else ():
        own = JobItem(name=words, kind=kind)
        found.append(Candidate(own, f"+ {kind.label} {words}", "a line of its own, not of the inventory"))
    return found


def card(model: "RecordState") -> CustomerCard | None:
    """The customer that the form has read; None while it is on its way, or another one is picked."""
    found = model.extra.get("card")
    wanted = getattr(model.record, "customer_id", 0)
    return found if isinstance(found, CustomerCard) and found.customer.id == wanted else None


def customer_name(model: "RecordState") -> str:
    """Whose record it is."""
    found = card(model)
    return found.customer.name if found is not None else ""


def of_customer(model: "RecordState") -> str:
    """` of Jane Smith`, once that is read."""
    name = customer_name(model)
    return f" of {name}" if name else ""


def fetch_customer(desk: "Desk", record: Location | Equipment) -> dict[str, object]:
    """The card of the customer whose record it is."""
    return {"card": desk.customer(record.customer_id)}


def locations(model: "RecordState") -> list[Candidate]:
    """The customer's service locations."""
    return [each for each in location_candidates(card(model)) if isinstance(each.value, int)]


def item_of(value: Held) -> tuple[Held, JobItem]:
    """What was picked as (inventory item or None, a line with its name, kind and price)."""
    if isinstance(value, StockedItem):
        item = value.item
        return item, JobItem(item_id=item.id, kind=item.kind, name=item.name, price=item.price)
    return None, value if isinstance(value, JobItem) else JobItem(name=str(value))


def employees(model: "RecordState", *, active: bool = True) -> list[Candidate]:
    """People by name."""
    return [
        Candidate(each.id, each.name, each.role)
        for each in model.office.employees
        if not active or each.state.value == "active"
    ]
