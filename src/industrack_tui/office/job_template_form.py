"""The form of a job template: what a job of a common kind begins with."""

from dataclasses import replace
from typing import TYPE_CHECKING

from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.held import Held
from industrack_core.domain.records.job import Priority
from industrack_core.domain.records.job_parts import FormOnJob, JobItem, Trigger
from industrack_core.domain.records.settings import JobTemplate
from industrack_core.domain.rights import Right
from industrack_tui.forms.candidates import color_candidates, form_candidates, service_type_candidates
from industrack_tui.forms.record import fields, picks
from industrack_tui.forms.record.field_spec import FieldSpec, Owner
from industrack_tui.forms.record.spec import Beside, Entries, RecordSpec, across, section
from industrack_tui.office import looking_up
from industrack_tui.widgets.form.pick import matching
from industrack_tui.widgets.form.sheet import Parts, SlotKind

if TYPE_CHECKING:
    from industrack_tui.forms.record.state import RecordState


def _add_item(model: "RecordState", record: JobTemplate, value: Held) -> tuple[JobTemplate, str]:
    _, item = looking_up.item_of(value)
    return replace(record, items=(*record.items, item)), f"items.{len(record.items)}.quantity"


def _add_form(model: "RecordState", record: JobTemplate, value: int) -> JobTemplate:
    return replace(record, forms=(*record.forms, FormOnJob(form_id=value)))


def _total(model: "RecordState", owner: JobItem) -> Parts:
    return ((f"{model.money(owner.total):>12}", "panel"),)


def _form_name(model: "RecordState", owner: FormOnJob) -> str:
    form = model.office.forms_by_id.get(owner.form_id)
    return form.name if form else "a form that is gone"


def _title(model: "RecordState") -> str:
    if model.is_new:
        return "New job template"
    return f"Job template {model.original.name}{', deleted' if model.original.retired else ''}"


def _choose_form(model: "RecordState", owner: Owner, typed: str) -> list[Held]:
    return matching(form_candidates(model.office), typed)


JOB_TEMPLATE = RecordSpec(
    Kind.JOB_TEMPLATE, "job template",
    (
        section(
            "details", "Details",
            across(fields.text("name", "Name")),
            across(fields.text("description", "Description")),
            across(
                picks.chosen("service_type_id", "Service type", lambda model: service_type_candidates(model.office),
                              share=0.5),
                picks.choice("priority", "Priority", (Priority.HIGH, Priority.MEDIUM, Priority.LOW), share=0.5),
            ),
            across(
                picks.chosen("color_id", "Color", lambda model: color_candidates(model.office), share=0.5,
                              placeholder="the service type's"),
                fields.duration("minutes", "Lasts", share=0.5),
            ),
        ),
        section(
            "items", "Items",
            Entries(
                "items",
                (
                    fields.entry(lambda model, owner: owner.kind.label.lower(), 9, "panel_muted"),
                    fields.text("name", "what", goes_when_empty=True),
                    fields.quantity_field("quantity", "quantity", cells=8),
                    fields.money_field("price", "price", cells=10),
                    Beside(_total, right=Right.SEE_PRICES),
                ),
                FieldSpec("items", "Add item", SlotKind.PICK, seek=looking_up.items, pick=_add_item, stays=True,
                          placeholder="an item of the inventory, or any text"),
                captions=((f"{'total':>12}", "panel_muted"),),
            ),
        ),
        section(
            "forms", "Forms",
            Entries(
                "forms",
                (
                    fields.entry(_form_name),
                    picks.choice("trigger", "on", tuple(Trigger), cells=14),
                    fields.tick_box("blocks", "", "blocks", cells=10),
                ),
                FieldSpec("forms", "Add form", SlotKind.PICK, offer=_choose_form, pick=_add_form, stays=True,
                          placeholder="a form to fill on the job"),
            ),
        ),
        section("tasks", "Tasks", across(fields.lines("tasks", "Tasks", 6))),
        section("note", "For technicians", across(fields.long_text("note", "Note"))),
    ),
    title=_title, first="name",
)  # fmt: skip
"""The form of a job template."""
