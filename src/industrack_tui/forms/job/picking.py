"""What can be picked in the job form, field by field, and what picking does to the draft."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from industrack_core.domain.acts.drafts import NewCustomer, NewEquipment, NewLocation, NewOrder
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.customer import CustomerKind
from industrack_core.domain.records.inventory import StockedItem
from industrack_core.domain.records.job_parts import Attachment, FormOnJob, JobItem, JobTask
from industrack_core.domain.records.purchase import OrderLine
from industrack_core.domain.records.settings import JobTemplate
from industrack_tui.forms import candidates as ways
from industrack_tui.forms.job.names import entry_of
from industrack_tui.forms.job.texts import tags_of, versions
from industrack_tui.widgets.form.hand import STAY
from industrack_tui.widgets.form.pick import Candidate, matching

if TYPE_CHECKING:
    from industrack_tui.forms.job.model import JobModel


# -- what can be picked ------------------------------------------------------------------------

_LISTED: dict[str, Callable[["JobModel"], list[Candidate]]] = {
    "kind": lambda model: ways.kind_candidates(),
    Kind.LOCATION: lambda model: ways.location_candidates(model.card),
    Kind.SERVICE_TYPE: lambda model: ways.service_type_candidates(model.office),
    "priority": lambda model: ways.priority_candidates(),
    "color": lambda model: ways.color_candidates(model.office),
    "status": lambda model: ways.status_candidates(),
    "template": lambda model: ways.template_candidates(model.office),
    "crew": lambda model: ways.crew_candidates(
        model.office, model.calendar, model.draft.crew, model.availability, model.draft.service_type_id
    ),
    "forms.add": lambda model: ways.form_candidates(model.office),
    "orders.add": lambda model: ways.order_candidates(len(short_items(model))),
}
"""Lists of which what is typed is a filter."""

_MADE: dict[str, Callable[["JobModel", str], list[Candidate]]] = {
    "status_reason": lambda model, typed: ways.reason_candidates(model.office, typed),
    "tags": lambda model, typed: ways.tag_candidates(model.office, tags_of(model), typed),
    "equipment.add": lambda model, typed: ways.equipment_candidates(model.card, model.draft.equipment, typed),
    "attachments.add": lambda model, typed: ways.attachment_candidates(typed),
    "tasks.add": lambda model, typed: ways.task_candidates(model.office, typed),
}
"""Lists that what is typed becomes a part of."""


def candidates(model: "JobModel", name: str, typed: str) -> Sequence[Candidate] | None:
    """What can be picked for what is typed; None for customers and items, which are looked up."""
    if name in _MADE:
        return _MADE[name](model, typed)
    if name in _LISTED:
        return matching(_LISTED[name](model), typed)
    if name.endswith(".trigger"):
        return matching(ways.trigger_candidates(), typed)
    return None


def short_items(model: "JobModel") -> tuple[OrderLine, ...]:
    """What the job's items need beyond what is in stock, as lines of an order."""
    found = []
    for item in model.draft.items:
        known = model.stock.get(item.item_id) if item.item_id is not None else None
        if item.one_off or not item.kind.is_stocked or (item.item_id is not None and known is None):
            continue
        available = known.stock.available if known else 0
        held = sum(each.quantity for each in (model.job.items if model.job else ()) if each.item_id == item.item_id)
        short = item.quantity - available - (held if item.item_id is not None else 0)
        if short > 0:
            cost = known.item.cost if known else 0
            found.append(OrderLine(item_id=item.item_id, name=item.name, quantity=short, price=cost))
    return tuple(found)


# -- what picking does -------------------------------------------------------------------------


def unpick(model: "JobModel", name: str, text: str) -> None:
    """Something else is being typed where a thing was picked."""
    if name == Kind.CUSTOMER and model.draft.customer is not None:
        model.card = None
        model.set(customer=None, location_id=None, new_location=None, equipment=(), **_no_notes())
    elif name in (Kind.SERVICE_TYPE, "color") and not text.strip():
        model.set(**{f"{name}_id": None})
    elif name == "status_reason":
        model.set(status_reason=" ".join(text.split()))


def _no_notes() -> dict[str, None]:
    return {"tags": None, "internal_note": None, "site_note": None}


def picked(model: "JobModel", name: str, candidate: Candidate) -> str | None:
    """Put what was picked into the draft; answers the field to go to, as `FormModel.picked`."""
    value = candidate.value
    if name in _PICKS:
        return _PICKS[name](model, value)
    if name.endswith(".trigger"):
        entry = entry_of(name)
        if entry is not None:
            forms = model.draft.forms
            form = replace(forms[entry.place], trigger=value)  # type: ignore[arg-type]
            model.set(forms=(*forms[: entry.place], form, *forms[entry.place + 1 :]))
        return None
    if name.startswith("new_orders."):
        return _pick_order_line(model, int(name.split(".")[1]), value)
    model.set(**{name if name in ("priority", "status", "status_reason") else f"{name}_id": value})
    return None


def _pick_customer(model: "JobModel", value: Any) -> str | None:
    model.card, model.similar = None, ()
    model.set(location_id=None, new_location=None, equipment=(), customer=value, **_no_notes())
    if isinstance(value, NewCustomer):
        model.requests.append(("similar", None))
        return "contact"
    model.requests.append((Kind.CUSTOMER, value))
    return "description"


def _pick_kind(model: "JobModel", value: Any) -> str | None:
    if isinstance(model.draft.customer, NewCustomer) and isinstance(value, CustomerKind):
        model.set(customer=replace(model.draft.customer, kind=value))
    return None


def _pick_location(model: "JobModel", value: Any) -> str | None:
    if isinstance(value, NewLocation):
        model.set(new_location=value, location_id=None, site_note=None)
        return "location_address"
    model.set(location_id=value, new_location=None, site_note=None)
    return None


def _pick_template(model: "JobModel", value: Any) -> str | None:
    if isinstance(value, JobTemplate):
        draft = model.draft
        note = "\n".join(text for text in (draft.note, value.note) if text)
        model.set(
            description=draft.description or value.description,
            service_type_id=value.service_type_id or draft.service_type_id,
            priority=value.priority,
            color_id=value.color_id or draft.color_id,
            minutes=value.minutes,
            items=(*draft.items, *value.items),
            forms=(*draft.forms, *(each for each in value.forms if each not in draft.forms)),
            tasks=(*draft.tasks, *(JobTask(text=line) for line in value.tasks)),
            note=note,
        )
        model.requests.append(("stock", None))
    return "description"


def _pick_tag(model: "JobModel", value: Any) -> str | None:
    now = tags_of(model)
    tags = tuple(tag for tag in now if tag != value) if value in now else (*now, value)
    was = model.card.customer.tags if model.card else ()
    model.set(tags=None if tags == was else tags, **versions(model))
    return STAY


def _pick_crew(model: "JobModel", value: Any) -> str | None:
    model.set(crew=toggled(model.draft.crew, value))
    return STAY


def toggled(crew: Sequence[int], picked: object) -> tuple[int, ...]:
    """The crew with an employee ticked or taken off, or with a group's members ticked in; no one twice.

    An empty group clears the list.
    """
    if isinstance(picked, tuple):
        return tuple(dict.fromkeys([*crew, *picked])) if picked else ()
    if isinstance(picked, int):
        return tuple(each for each in crew if each != picked) if picked in crew else (*crew, picked)
    return tuple(crew)


def _pick_item(model: "JobModel", value: Any) -> str | None:
    if isinstance(value, StockedItem):
        item = value.item
        model.stock[item.id] = value
        value = JobItem(item_id=item.id, kind=item.kind, name=item.name, price=item.price)
    if isinstance(value, JobItem):
        model.set(items=(*model.draft.items, value))
        return f"items.{len(model.draft.items) - 1}.quantity"
    return STAY


def _pick_order_line(model: "JobModel", index: int, value: Any) -> str | None:
    orders = model.draft.new_orders
    if isinstance(value, StockedItem):
        line = OrderLine(item_id=value.item.id, name=value.item.name, price=value.item.cost)
    elif isinstance(value, JobItem):
        line = OrderLine(name=value.name)
    else:
        return STAY
    order = replace(orders[index], lines=(*orders[index].lines, line))
    model.set(new_orders=(*orders[:index], order, *orders[index + 1 :]))
    return f"new_orders.{index}.lines.{len(order.lines) - 1}.quantity"


def _pick_equipment(model: "JobModel", value: Any) -> str | None:
    if isinstance(value, NewEquipment):
        model.set(new_equipment=(*model.draft.new_equipment, value))
        return f"new_equipment.{len(model.draft.new_equipment) - 1}.maker"
    if isinstance(value, int):
        now = model.draft.equipment
        model.set(equipment=tuple(each for each in now if each != value) if value in now else (*now, value))
    return STAY


def _pick_attachment(model: "JobModel", value: Any) -> str | None:
    if isinstance(value, Attachment):
        model.set(attachments=(*model.draft.attachments, value))
    elif value == ways.PICK_A_FILE:
        model.requests.append(("pick file", None))
    elif isinstance(value, ways.AttachPath):
        model.requests.append(("attach", str(value)))
    return STAY


def _pick_form(model: "JobModel", value: Any) -> str | None:
    if not isinstance(value, int):
        return STAY
    form = model.office.forms_by_id.get(value)
    preset = form.presets[0] if form and form.presets else None
    added = (
        FormOnJob(form_id=value, trigger=preset.trigger, blocks=preset.blocks) if preset else FormOnJob(form_id=value)
    )
    model.set(forms=(*model.draft.forms, added))
    return f"forms.{len(model.draft.forms) - 1}.trigger"


def _pick_tasks(model: "JobModel", value: Any) -> str | None:
    if isinstance(value, tuple):
        model.set(tasks=(*model.draft.tasks, *(JobTask(text=line) for line in value)))
    return STAY


def _pick_order(model: "JobModel", value: Any) -> str | None:
    lines = short_items(model) if value == ways.FROM_SHORTAGE else ()
    vendors = {known.item.vendor for line in lines if line.item_id and (known := model.stock.get(line.item_id))}
    vendor = vendors.pop() if len(vendors) == 1 else ""
    model.set(new_orders=(*model.draft.new_orders, NewOrder(vendor=vendor, lines=lines)))
    return f"new_orders.{len(model.draft.new_orders) - 1}.vendor"


_PICKS: dict[str, Callable[["JobModel", Any], str | None]] = {
    Kind.CUSTOMER: _pick_customer,
    "kind": _pick_kind,
    Kind.LOCATION: _pick_location,
    "template": _pick_template,
    "tags": _pick_tag,
    "crew": _pick_crew,
    "items.add": _pick_item,
    "equipment.add": _pick_equipment,
    "attachments.add": _pick_attachment,
    "forms.add": _pick_form,
    "tasks.add": _pick_tasks,
    "orders.add": _pick_order,
}
