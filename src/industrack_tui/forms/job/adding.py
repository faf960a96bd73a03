"""What picking adds to the lists of a job: items, equipment, attachments, forms, tasks, orders and their lines."""

from collections.abc import Callable
from dataclasses import replace

from industrack_core.domain.acts.drafts import NewEquipment, NewOrder
from industrack_core.domain.records.inventory import StockedItem
from industrack_core.domain.records.job_parts import Attachment, FormOnJob, JobItem, JobTask
from industrack_core.domain.records.purchase import OrderLine
from industrack_tui.forms import candidates as ways
from industrack_tui.forms.job.state import JobState
from industrack_tui.widgets.form.hand import STAY


def short_items(model: JobState) -> tuple[OrderLine, ...]:
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


def _add_item(model: JobState, value: object) -> str | None:
    if isinstance(value, StockedItem):
        item = value.item
        model.stock[item.id] = value
        value = JobItem(item_id=item.id, kind=item.kind, name=item.name, price=item.price)
    if isinstance(value, JobItem):
        model.set(items=(*model.draft.items, value))
        return f"items.{len(model.draft.items) - 1}.quantity"
    return STAY


def add_order_line(model: JobState, index: int, value: object) -> str | None:
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


def _add_equipment(model: JobState, value: object) -> str | None:
    if isinstance(value, NewEquipment):
        model.set(new_equipment=(*model.draft.new_equipment, value))
        return f"new_equipment.{len(model.draft.new_equipment) - 1}.maker"
    if isinstance(value, int):
        now = model.draft.equipment
        model.set(equipment=tuple(each for each in now if each != value) if value in now else (*now, value))
    return STAY


def _add_attachment(model: JobState, value: object) -> str | None:
    if isinstance(value, Attachment):
        model.set(attachments=(*model.draft.attachments, value))
    elif value == ways.PICK_A_FILE:
        model.requests.append(("pick file", None))
    elif isinstance(value, ways.AttachPath):
        model.requests.append(("attach", str(value)))
    return STAY


def _add_form(model: JobState, value: object) -> str | None:
    if not isinstance(value, int):
        return STAY
    form = model.office.forms_by_id.get(value)
    preset = form.presets[0] if form and form.presets else None
    added = (
        FormOnJob(form_id=value, trigger=preset.trigger, blocks=preset.blocks) if preset else FormOnJob(form_id=value)
    )
    model.set(forms=(*model.draft.forms, added))
    return f"forms.{len(model.draft.forms) - 1}.trigger"


def _add_tasks(model: JobState, value: object) -> str | None:
    if isinstance(value, tuple):
        model.set(tasks=(*model.draft.tasks, *(JobTask(text=line) for line in value)))
    return STAY


def _add_order(model: JobState, value: object) -> str | None:
    lines = short_items(model) if value == ways.FROM_SHORTAGE else ()
    vendors = {known.item.vendor for line in lines if line.item_id and (known := model.stock.get(line.item_id))}
    vendor = vendors.pop() if len(vendors) == 1 else ""
    model.set(new_orders=(*model.draft.new_orders, NewOrder(vendor=vendor, lines=lines)))
    return f"new_orders.{len(model.draft.new_orders) - 1}.vendor"


ADDS: dict[str, Callable[[JobState, object], str | None]] = {
    "items.add": _add_item,
    "equipment.add": _add_equipment,
    "attachments.add": _add_attachment,
    "forms.add": _add_form,
    "tasks.add": _add_tasks,
    "orders.add": _add_order,
}
"""What is done with what was picked in the field that adds to a list; answers as `FormModel.picked`."""
