"""The job form's fields of what is to be done: description, type, priority, color, status, number."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from industrack_core.domain.acts.drafts import JobDraft
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.held import Fields
from industrack_core.domain.records.job import WorkStatus
from industrack_core.domain.records.job_parts import JobTask
from industrack_core.domain.records.settings import JobTemplate
from industrack_tui.forms import candidates as ways
from industrack_tui.forms.job.model import JobModel
from industrack_tui.forms.record import fields
from industrack_tui.forms.record.field_spec import FieldSpec
from industrack_tui.forms.record.spec import Said, across, section
from industrack_tui.widgets.form.pick import Candidate, matching
from industrack_tui.widgets.form.picture import Shown
from industrack_tui.widgets.form.sheet import Parts, SlotKind


def _chosen(
    name: str, label: str, attribute: str, show: Callable[[JobModel, JobDraft], Shown],
    offered: Callable[[JobModel], Sequence[Candidate]], *, can_be_none: bool = False, share: float = 1.0,
    hint: str = "",
) -> FieldSpec:  # fmt: skip
    """One of a list; an emptied field is none, where it can be."""

    def unpick(model: JobModel, draft: JobDraft, text: str) -> JobDraft:
        none: Fields = {attribute: None}
        return draft if text.strip() else replace(draft, **none)

    return FieldSpec(
        name, label, SlotKind.PICK, show=show, share=share, placeholder=hint, unpick=unpick if can_be_none else None,
        offer=lambda model, draft, typed: matching(offered(model), typed),
        pick=lambda model, draft, value: replace(draft, **{attribute: value}),
    )  # fmt: skip


def _service_type(model: JobModel, draft: JobDraft) -> Shown:
    found = model.office.service_types_by_id.get(draft.service_type_id or 0)
    return Shown(found.name if found else "")


def _color(model: JobModel, draft: JobDraft) -> Shown:
    color = model.office.colors_by_id.get(draft.color_id or 0)
    return Shown(color.name, color.hue) if color else Shown()


def _pick_template(model: JobModel, draft: JobDraft, value: JobTemplate) -> tuple[JobDraft, str]:
    model.asks.append("stock")
    filled = replace(
        draft,
        description=draft.description or value.description,
        service_type_id=value.service_type_id or draft.service_type_id,
        priority=value.priority,
        color_id=value.color_id or draft.color_id,
        minutes=value.minutes,
        items=(*draft.items, *value.items),
        forms=(*draft.forms, *(each for each in value.forms if each not in draft.forms)),
        tasks=(*draft.tasks, *(JobTask(text=line) for line in value.tasks)),
        note="\n".join(text for text in (draft.note, value.note) if text),
    )
    return filled, "description"


def _origin(model: JobModel) -> Sequence[Parts]:
    return (((f"From {model.origin}", "panel_muted"),),) if model.origin else ()


DETAILS = section(
    "details", "Details",
    across(fields.text("description", "Description")),
    Said(_origin),
    across(
        _chosen(Kind.SERVICE_TYPE, "Service type", "service_type_id", _service_type, can_be_none=True, share=0.46,
                offered=lambda model: ways.service_type_candidates(model.office), hint="none"),
        _chosen("priority", "Priority", "priority", lambda model, draft: Shown(draft.priority.label),
                lambda model: ways.priority_candidates(), share=0.26),
        _chosen("color", "Color", "color_id", _color, lambda model: ways.color_candidates(model.office),
                can_be_none=True, hint="the type's"),
    ),
    across(
        _chosen("status", "Status", "status", lambda model, draft: Shown(draft.status.label),
                lambda model: ways.status_candidates(), share=0.46),
        fields.text("number", "Number", share=0.3, replaces=True,
                    hint=lambda model: "automatic" if model.office.numbers_itself(Kind.JOB) else "type one"),
        FieldSpec("template", "Template", SlotKind.PICK, stays=True, placeholder="load one", pick=_pick_template,
                  offer=lambda model, draft, typed: matching(ways.template_candidates(model.office), typed)),
    ),
    across(
        FieldSpec(
            "status_reason", "Reason", SlotKind.PICK, placeholder="why it is on hold, or was declined",
            is_shown=lambda model: model.record.status in (WorkStatus.PAUSED, WorkStatus.DECLINED),
            show=lambda model, draft: Shown(draft.status_reason),
            offer=lambda model, draft, typed: ways.reason_candidates(model.office, typed),
            pick=lambda model, draft, value: replace(draft, status_reason=value),
            unpick=lambda model, draft, text: replace(draft, status_reason=" ".join(text.split())),
        )
    ),
    key="f6", letter="d", first="description",
)  # fmt: skip
