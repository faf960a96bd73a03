"""The lists of a job draft in its form: what their cells show, what typing and pressing does to an entry."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from industrack_core.domain.acts.drafts import NewEquipment, NewOrder
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.job_parts import Attachment, FormOnJob, JobItem, JobTask
from industrack_core.domain.records.purchase import OrderLine, PurchaseOrder
from industrack_tui.forms.files import attachment_text
from industrack_tui.forms.job.names import Entry
from industrack_tui.forms.job.state import JobState
from industrack_tui.forms.words import day_text, day_typed
from industrack_tui.widgets.form.picture import Shown

T = TypeVar("T")
_REMOVE = frozenset({"delete", "backspace"})
_PRESS = frozenset({"enter", "space"})
TICKED, UNTICKED = "[x]", "[ ]"
NUMBERS = (".quantity", ".price")
"""How the names of cells with a number in them end."""


def entries_of(model: JobState, name: str) -> tuple[Any, ...]:
    """The entries of a list; `orders` are those that are saved already."""
    return model.orders if name == "orders" else getattr(model.draft, name)


def cell_shown(model: JobState, entry: Entry) -> Shown:
    """What a cell shows; nothing for an entry that is gone."""
    listed = entries_of(model, entry.list)
    if entry.place >= len(listed):
        return Shown()
    if entry.cell.startswith("lines."):
        return _line_cell(model, listed[entry.place], entry.cell)
    return Shown(_CELLS[entry.list](model, listed[entry.place], entry.cell))


def _tick(ticked: bool, words: str) -> str:
    return f"{TICKED if ticked else UNTICKED} {words}".rstrip()


def _amounts(model: JobState, part: JobItem | OrderLine, cell: str) -> str:
    from industrack_core.desk.values.money import money_typed, quantity_typed

    if cell == "quantity":
        return quantity_typed(part.quantity)
    if cell == "price":
        return money_typed(part.price, model.office.company.currency)
    return part.name


def _equipment(model: JobState, equipment_id: int, cell: str) -> str:
    known = {each.id: each.label for each in (model.card.equipment if model.card else ())}
    return known.get(equipment_id, f"equipment {equipment_id}")


def _attachment(model: JobState, part: Attachment, cell: str) -> str:
    if cell == "in_field_app":
        return _tick(part.in_field_app, "field app")
    if cell == "quantity":
        return str(part.quantity)
    return attachment_text(part)


def _form(model: JobState, part: FormOnJob, cell: str) -> str:
    if cell == "trigger":
        return part.trigger.label
    if cell == "blocks":
        return _tick(part.blocks, "blocks")
    form = model.office.forms_by_id.get(part.form_id)
    return form.name if form else f"form {part.form_id}"


def _task(model: JobState, part: JobTask, cell: str) -> str:
    return part.text if cell == "text" else _tick(part.done, "")


def _new_order(model: JobState, order: NewOrder, cell: str) -> str:
    if cell == "due":
        return day_text(order.due_on) if order.due_on else ""
    return order.vendor if cell == "vendor" else "New order"


def _order(model: JobState, order: PurchaseOrder, cell: str) -> str:
    from industrack_core.desk.values.money import money_text

    due = f"due {day_text(order.due_on)}" if order.due_on else ""
    total = money_text(order.lines_total, model.office.company.currency)
    return "  ".join(part for part in (order.number, order.vendor, order.status.label, due, total) if part)


def _crew(model: JobState, employee_id: int, cell: str) -> str:
    employee = model.office.employee(employee_id)
    return employee.short_name if employee else f"employee {employee_id}"


def _new_equipment(model: JobState, part: NewEquipment, cell: str) -> str:
    return str(getattr(part, cell)) if cell else "New"


_CELLS: dict[str, Callable[[JobState, Any, str], str]] = {
    "items": _amounts,
    Kind.EQUIPMENT: _equipment,
    "new_equipment": _new_equipment,
    "attachments": _attachment,
    "forms": _form,
    "tasks": _task,
    "new_orders": _new_order,
    "orders": _order,
    "crew": _crew,
}


def _line_of(order: NewOrder, cell: str) -> tuple[OrderLine | None, int, str]:
    _, place, *rest = cell.split(".")
    index = int(place) if place.isdigit() else -1
    line = order.lines[index] if 0 <= index < len(order.lines) else None
    return line, index, rest[0] if rest else ""


def _line_cell(model: JobState, order: NewOrder, cell: str) -> Shown:
    line, _, attribute = _line_of(order, cell)
    return Shown(_amounts(model, line, attribute) if line else "")


# -- typing ------------------------------------------------------------------------------------


def type_cell(model: JobState, entry: Entry, text: str) -> None:
    """Put a typed text into a cell. Raises EntryError with a sentence when it cannot be understood."""
    listed = entries_of(model, entry.list)
    if entry.place >= len(listed):
        return
    part = listed[entry.place]
    if entry.cell.startswith("lines."):
        line, index, attribute = _line_of(part, entry.cell)
        if line is not None:
            lines = _with(part.lines, index, _changed(line, attribute, _value(model, attribute, text)))
            _put(model, entry, replace(part, lines=lines))
        return
    attribute = {"due": "due_on"}.get(entry.cell, entry.cell)
    if entry.list == "attachments":
        from industrack_core.desk.values.money import parse_whole

        _put(model, entry, replace(part, quantity=parse_whole(text, 1, 9999, model.office.company.country)))
    else:
        _put(model, entry, replace(part, **{attribute: _value(model, entry.cell, text)}))


def _changed(line: OrderLine, attribute: str, value: object) -> OrderLine:
    return replace(line, **{attribute: value})  # type: ignore[arg-type]


def _value(model: JobState, cell: str, text: str) -> object:
    from industrack_core.desk.values.money import parse_price, parse_quantity

    company = model.office.company
    if cell == "quantity":
        return parse_quantity(text, company.country)
    if cell == "price":
        return parse_price(text, company.currency, company.country)
    if cell == "due":
        return day_typed(model.clock, text)
    return text.strip()


def _with(listed: Sequence[T], index: int, part: T) -> tuple[T, ...]:
    return (*listed[:index], part, *listed[index + 1 :])


def _put(model: JobState, entry: Entry, part: object) -> None:
    model.set(**{entry.list: _with(entries_of(model, entry.list), entry.place, part)})


# -- pressing ----------------------------------------------------------------------------------


def pressed(model: JobState, entry: Entry, key: str) -> bool:
    """A key on an entry: delete takes it off, space and enter do what it is for."""
    listed = entries_of(model, entry.list)
    if entry.place >= len(listed):
        return False
    if entry.list == "orders":
        if key in _PRESS:
            model.requests.append(("order", listed[entry.place]))
        return key in _PRESS
    if entry.cell.startswith("lines.") and key in _REMOVE and _line_of(listed[entry.place], entry.cell)[2] == "":
        _drop_line(model, entry, listed[entry.place])
        return True
    if entry.cell in ("in_field_app", "blocks", "done") and key in _PRESS:
        part = listed[entry.place]
        _put(model, entry, replace(part, **{entry.cell: not getattr(part, entry.cell)}))
        return True
    if entry.cell and entry.cell not in ("done", "in_field_app", "blocks"):
        return False
    return _pressed_whole(model, entry, key)


def _pressed_whole(model: JobState, entry: Entry, key: str) -> bool:
    if key in _REMOVE or (key in _PRESS and entry.list in (Kind.EQUIPMENT, "crew")):
        drop(model, entry.list, entry.place)
        return True
    word = {"attachments": "attachment", "forms": "fill"}.get(entry.list, "")
    if key in _PRESS and word:
        model.requests.append((word, entry.place))
        return True
    return False


def drop(model: JobState, name: str, index: int) -> None:
    """Take an entry off its list; what is said and typed at the entries after it moves with them."""
    listed = entries_of(model, name)
    model.set(**{name: (*listed[:index], *listed[index + 1 :])})
    model.leave_out(name, index)
    model.requests.append(("look", None))


def _drop_line(model: JobState, entry: Entry, order: NewOrder) -> None:
    _, index, _ = _line_of(order, entry.cell)
    _put(model, entry, replace(order, lines=(*order.lines[:index], *order.lines[index + 1 :])))
