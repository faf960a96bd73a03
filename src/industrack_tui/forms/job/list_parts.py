"""The lists of a job in its form that the key of Items walks through: items, equipment, forms, tasks. Orders are in
`orders_part`, attachments as every record has them."""

from collections.abc import Sequence
from dataclasses import replace

from industrack_core.desk.values.money import quantity_text
from industrack_core.domain.acts.drafts import JobDraft, NewEquipment
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.inventory import StockedItem
from industrack_core.domain.records.job_parts import FormOnJob, JobItem, JobTask, Trigger
from industrack_core.domain.rights import Right, known_as
from industrack_tui.forms import candidates as ways
from industrack_tui.forms.job.model import JobModel
from industrack_tui.forms.job.plan_part import OFF_A_LIST
from industrack_tui.forms.record import fields, picks
from industrack_tui.forms.record.attaching import attached
from industrack_tui.forms.record.field_spec import FieldSpec, Opens
from industrack_tui.forms.record.spec import Beside, Entries, Said, across, section
from industrack_tui.late import late
from industrack_tui.widgets.form.pick import Candidate, matching
from industrack_tui.widgets.form.picture import Shown
from industrack_tui.widgets.form.sheet import Parts, SlotKind, Text

_ROOMY = 90
"""Cells from which a line of items has room for its kind."""


# -- items -------------------------------------------------------------------------------------


def items_offered(model: JobModel, found: Sequence[StockedItem], typed: str) -> list[Candidate]:
    """Items as they are offered for what is typed."""
    return ways.item_candidates(found, typed, model.money)


def _add_item(model: JobModel, draft: JobDraft, value: StockedItem | JobItem) -> tuple[JobDraft, str]:
    if isinstance(value, StockedItem):
        item = value.item
        model.stock = model.stock | {item.id: value}
        value = JobItem(item_id=item.id, kind=item.kind, name=item.name, price=item.price)
    return replace(draft, items=(*draft.items, value)), f"items.{len(draft.items)}.quantity"


def _item_kind(model: JobModel, item: JobItem) -> Parts:
    return ((f"{item.kind.label.lower():<10}", "panel_muted"),)


def _item_left(model: JobModel, item: JobItem) -> Parts:
    """What is left of it, always as wide, so that the columns stand under each other."""
    said, role = _left(model, item)
    return ((f"  {said:<9}", role),)


def _item_total(model: JobModel, item: JobItem) -> Parts:
    return ((f"{model.money(item.total):>12}", "panel"),)


def _left(model: JobModel, item: JobItem) -> Text:
    if item.item_id is None or not item.kind.is_stocked:
        return ("one-off" if item.one_off else "new" if item.item_id is None else ""), "panel_muted"
    known = model.stock.get(item.item_id)
    if known is None:
        return "", "panel"
    left = known.stock.available
    return f"{quantity_text(left)} left", "panel_warning" if left < item.quantity else "panel_muted"


def _total(model: JobModel) -> Sequence[Parts]:
    items = model.record.items
    total = model.money(sum(item.total for item in items))
    return ((("Total  ", "panel_muted"), (total, "panel_strong")),) if items else ()


ITEMS = section(
    "items", "Items",
    Entries(
        "items",
        (
            fields.entry(lambda model, item: item.name), Beside(_item_kind, room=_ROOMY),
            fields.quantity_field("quantity", cells=7), fields.money_field("price", cells=10),
            Beside(_item_total, right=Right.SEE_PRICES), Beside(_item_left),
        ),
        None,
    ),
    Said(_total, Right.SEE_PRICES),
    across(
        FieldSpec(
            "items.add", "Add item", SlotKind.PICK, stays=True, placeholder="add a part, service, equipment or labor",
            seek=lambda desk, model, typed: items_offered(model, desk.find_items(typed), typed), pick=_add_item,
        )
    ),
    key="f8", letter="i", first="items.add",
)  # fmt: skip


# -- equipment ---------------------------------------------------------------------------------


def _equipment(model: JobModel, equipment_id: int) -> Shown:
    known = {each.id: each.label for each in (model.card.equipment if model.card else ())}
    return Shown(known.get(equipment_id, f"equipment {equipment_id}"))


def _add_equipment(model: JobModel, draft: JobDraft, value: int | NewEquipment) -> JobDraft | tuple[JobDraft, str]:
    if isinstance(value, NewEquipment):
        to = f"new_equipment.{len(draft.new_equipment)}.maker"
        return replace(draft, new_equipment=(*draft.new_equipment, value)), to
    now = draft.equipment
    return replace(draft, equipment=tuple(each for each in now if each != value) if value in now else (*now, value))


EQUIPMENT = section(
    Kind.EQUIPMENT, "Equipment",
    Entries(
        Kind.EQUIPMENT,
        (FieldSpec("", "", SlotKind.LINE, role="panel", show=_equipment, removed_by=OFF_A_LIST),),
        None,
    ),
    Entries(
        "new_equipment",
        (
            fields.entry(lambda model, part: "New", 4, "panel_muted"),
            *(fields.text(each, placeholder=each) for each in ("name", "maker", "model", "serial")),
        ),
        None,
        edge=False,
    ),
    across(
        FieldSpec(
            "equipment.add", "Equipment", SlotKind.PICK, stays=True, placeholder="the customer's, or a new one",
            offer=lambda model, draft, typed: ways.equipment_candidates(model.card, draft.equipment, typed),
            pick=_add_equipment,
        )
    ),
    heading="", key="f8", letter="e", first="equipment.add",
)  # fmt: skip


# -- attachments and forms ---------------------------------------------------------------------

ATTACHMENTS = section(
    "attachments", "Attachments", attached(in_field_app=True, label="Attachments"), heading="", key="f8", letter="a",
    first="attachments.add",
)  # fmt: skip


def _form_name(model: JobModel, form_id: int, unknown: str) -> str:
    form = model.office.forms_by_id.get(form_id)
    return form.name if form else unknown


def _add_form(model: JobModel, draft: JobDraft, value: int) -> tuple[JobDraft, str]:
    form = model.office.forms_by_id.get(value)
    preset = form.presets[0] if form and form.presets else None
    added = FormOnJob(form_id=value)
    if preset is not None:
        added = replace(added, trigger=preset.trigger, blocks=preset.blocks)
    return replace(draft, forms=(*draft.forms, added)), f"forms.{len(draft.forms)}.trigger"


def _press_form(model: JobModel, form: FormOnJob, key: str) -> Opens | None:
    if key not in ("enter", "space"):
        return None
    return Opens(lambda screen: late("forms.job.answering:fill_form")(screen, form.form_id))


def _answers(model: JobModel) -> list[Parts]:
    said: list[Parts] = []
    for answer in model.answers:
        name = _form_name(model, answer.form_id, "Form")
        said.append(((f"{name}, filled by {known_as(model.office.person, answer.who)}", "panel_muted"),))
        for question, text in zip(answer.questions, answer.answers, strict=True):
            said.append(((f"{question.text}  ", "panel_muted"), (text or "-", "panel")))
    return said


FORMS = section(
    "forms", "Forms",
    Entries(
        "forms",
        (
            FieldSpec(
                "", "", SlotKind.LINE, role="panel", press=_press_form,
                show=lambda model, form: Shown(_form_name(model, form.form_id, f"form {form.form_id}")),
            ),
            Beside(lambda model, form: (("on ", "panel_muted"),)),
            picks.choice("trigger", "", tuple(Trigger), cells=14),
            fields.tick_box("blocks", "", "blocks", cells=10),
        ),
        None,
    ),
    Said(_answers),
    across(
        FieldSpec(
            "forms.add", "Forms", SlotKind.PICK, stays=True, placeholder="add one", pick=_add_form,
            offer=lambda model, draft, typed: matching(ways.form_candidates(model.office), typed),
        )
    ),
    heading="", key="f8", letter="f", first="forms.add",
)  # fmt: skip


# -- tasks -------------------------------------------------------------------------------------


def _add_tasks(model: JobModel, draft: JobDraft, value: tuple[str, ...]) -> JobDraft:
    return replace(draft, tasks=(*draft.tasks, *(JobTask(text=line) for line in value)))


TASKS = section(
    "tasks", "Tasks",
    Entries(
        "tasks",
        (
            fields.tick_box("done", "", "", cells=3, removed_by=frozenset({"delete", "backspace"})),
            fields.text("text"),
        ),
        FieldSpec(
            "tasks", "Tasks", SlotKind.PICK, stays=True, placeholder="add a task, or a template", pick=_add_tasks,
            offer=lambda model, draft, typed: ways.task_candidates(model.office, typed),
        ),
    ),
    heading="", key="f8", letter="t", first="tasks.add",
)  # fmt: skip
