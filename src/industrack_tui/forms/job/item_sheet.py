"""The lists of the job form that its Items key walks through: items, equipment, attachments, forms, orders, tasks."""

from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.job_parts import AttachmentKind
from industrack_tui.forms.job.names import PARTS
from industrack_tui.forms.job.state import JobState
from industrack_tui.widgets.form.layout import Laying, Slot, SlotKind, Text

_ROOMY = 90
"""Cells from which a line of items has room for its kind."""
_WORDS = {AttachmentKind.FILE: "file", AttachmentKind.LINK: "link", AttachmentKind.TOOL: "bring"}


def lay_items(model: JobState, lay: Laying) -> None:
    """All of them, each with its rows and the field that adds one."""
    lay.section(PARTS["items"], "Items")
    _items(model, lay)
    _equipment(model, lay)
    _attachments(model, lay)
    _forms(model, lay)
    _orders(model, lay)
    _tasks(model, lay)


def _add(name: str, label: str, hint: str) -> Slot:
    return Slot(name, label, kind=SlotKind.PICK, placeholder=hint, keeps=False)


def _pressed(name: str, cells: int = 0, role: str = "panel") -> Slot:
    """A field that is pressed."""
    return Slot(name, kind=SlotKind.LINE, cells=cells, role=role)


def _money(model: JobState, minor: int) -> str:
    from industrack_core.desk.values.money import money_text

    return money_text(minor, model.office.company.currency)


def _items(model: JobState, lay: Laying) -> None:
    for index, item in enumerate(model.draft.items):
        name = f"items.{index}"
        lay.row(
            _pressed(name, role="panel_strong"),
            *([] if lay.width < _ROOMY else [(f"{item.kind.label.lower():<10}", "panel_muted")]),
            Slot(f"{name}.quantity", cells=7, replaces=True),
            Slot(f"{name}.price", cells=10, replaces=True),
            (f"{_money(model, item.total):>12}", "panel"),
            _stock(model, index),
        )
    if model.draft.items:
        lay.text(
            ("Total  ", "panel_muted"), (_money(model, sum(item.total for item in model.draft.items)), "panel_strong")
        )
    lay.fields(_add("items.add", "Add item", "add a part, service, equipment or labor"))


def _stock(model: JobState, index: int) -> Text:
    """What is left of an item, always as wide, so that the columns stand under each other."""
    said, role = _left(model, index)
    return f"  {said:<11}", role


def _left(model: JobState, index: int) -> Text:
    from industrack_core.desk.values.money import quantity_text

    item = model.draft.items[index]
    if item.item_id is None or not item.kind.is_stocked:
        return ("one-off" if item.one_off else "new" if item.item_id is None else ""), "panel_muted"
    known = model.stock.get(item.item_id)
    if known is None:
        return "", "panel"
    left = known.stock.available
    return f"{quantity_text(left)} left", "panel_warning" if left < item.quantity else "panel_muted"


def _equipment(model: JobState, lay: Laying) -> None:
    lay.section(PARTS[Kind.EQUIPMENT])
    for index in range(len(model.draft.equipment)):
        lay.row(_pressed(f"equipment.{index}"))
    for index in range(len(model.draft.new_equipment)):
        name = f"new_equipment.{index}"
        cells = [Slot(f"{name}.{cell}", placeholder=cell) for cell in ("name", "maker", "model", "serial")]
        lay.row(_pressed(name, 4, "panel_muted"), *cells)
    lay.fields(_add("equipment.add", "Equipment", "the customer's, or a new one"))


def _attachments(model: JobState, lay: Laying) -> None:
    lay.section(PARTS["attachments"])
    for index, part in enumerate(model.draft.attachments):
        name = f"attachments.{index}"
        many = [Slot(f"{name}.quantity", cells=5, replaces=True)] if part.kind is AttachmentKind.TOOL else []
        lay.row(
            (f"{_WORDS[part.kind]:<6}", "panel_muted"),
            _pressed(name),
            *many,
            _pressed(f"{name}.in_field_app", 13, "toggle"),
        )
    lay.fields(_add("attachments.add", "Attachments", "a file, a link, a tool to bring"))


def _forms(model: JobState, lay: Laying) -> None:
    lay.section(PARTS["forms"])
    for index in range(len(model.draft.forms)):
        name = f"forms.{index}"
        trigger = Slot(f"{name}.trigger", kind=SlotKind.PICK, cells=14)
        lay.row(_pressed(name), ("on ", "panel_muted"), trigger, _pressed(f"{name}.blocks", 10, "toggle"))
    for answer in model.answers:
        form = model.office.forms_by_id.get(answer.form_id)
        lay.text((f"{form.name if form else 'Form'}, filled by {answer.who}", "panel_muted"))
        for question, said in zip(answer.questions, answer.answers, strict=True):
            lay.text((f"{question.text}  ", "panel_muted"), (said or "-", "panel"))
    lay.fields(_add("forms.add", "Forms", "add one"))


def _orders(model: JobState, lay: Laying) -> None:
    lay.section(PARTS["orders"])
    for index in range(len(model.orders)):
        lay.row(_pressed(f"orders.{index}"))
    for index, order in enumerate(model.draft.new_orders):
        name = f"new_orders.{index}"
        lay.row(
            _pressed(name, 9, "panel_strong"), ("vendor ", "panel_muted"), Slot(f"{name}.vendor"),
            ("due ", "panel_muted"), Slot(f"{name}.due", cells=14, placeholder="fri, 1 dec", replaces=True),
        )  # fmt: skip
        for place, each in enumerate(order.lines):
            cell = f"{name}.lines.{place}"
            lay.row(
                _pressed(cell), Slot(f"{cell}.quantity", cells=7, replaces=True),
                Slot(f"{cell}.price", cells=10, replaces=True), (f"{_money(model, each.total):>12}", "panel"),
            )  # fmt: skip
        lay.row(_add(f"{name}.add", "", "add a line"), label="")
    lay.fields(_add("orders.add", "Buy", "buy what is short, or anything"))


def _tasks(model: JobState, lay: Laying) -> None:
    lay.section(PARTS["tasks"])
    for index in range(len(model.draft.tasks)):
        lay.row(_pressed(f"tasks.{index}.done", 3, "toggle"), Slot(f"tasks.{index}.text"))
    lay.fields(_add("tasks.add", "Tasks", "add a task, or a template"))
