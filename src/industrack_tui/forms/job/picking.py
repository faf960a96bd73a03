"""What can be picked in the job form, field by field, and what picking does to the draft."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from industrack_core.domain.acts.drafts import NewCustomer, NewLocation
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.customer import CustomerKind
from industrack_core.domain.records.job_parts import JobTask
from industrack_core.domain.records.settings import JobTemplate
from industrack_tui.forms import candidates as ways
from industrack_tui.forms.job.adding import ADDS, add_order_line, short_items
from industrack_tui.forms.job.names import entry_of
from industrack_tui.forms.job.state import JobState
from industrack_tui.widgets.form.hand import STAY
from industrack_tui.widgets.form.pick import Candidate, matching

# -- what can be picked ------------------------------------------------------------------------

_LISTED: dict[str, Callable[[JobState], list[Candidate]]] = {
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

_MADE: dict[str, Callable[[JobState, str], list[Candidate]]] = {
    "status_reason": lambda model, typed: ways.reason_candidates(model.office, typed),
    "tags": lambda model, typed: ways.tag_candidates(model.office, model.tags, typed),
    "equipment.add": lambda model, typed: ways.equipment_candidates(model.card, model.draft.equipment, typed),
    "attachments.add": lambda model, typed: ways.attachment_candidates(typed),
    "tasks.add": lambda model, typed: ways.task_candidates(model.office, typed),
}
"""Lists that what is typed becomes a part of."""


def candidates(model: JobState, name: str, typed: str) -> Sequence[Candidate] | None:
    """What can be picked for what is typed; None for customers and items, which are looked up."""
    if name in _MADE:
        return _MADE[name](model, typed)
    if name in _LISTED:
        return matching(_LISTED[name](model), typed)
    if name.endswith(".trigger"):
        return matching(ways.trigger_candidates(), typed)
    return None


# -- what picking does -------------------------------------------------------------------------


def unpick(model: JobState, name: str, text: str) -> None:
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


def take_picked(model: JobState, name: str, candidate: Candidate) -> str | None:
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
        return add_order_line(model, int(name.split(".")[1]), value)
    model.set(**{name if name in ("priority", "status", "status_reason") else f"{name}_id": value})
    return None


def _pick_customer(model: JobState, value: object) -> str | None:
    model.card, model.similar = None, ()
    model.set(location_id=None, new_location=None, equipment=(), customer=value, **_no_notes())
    if isinstance(value, NewCustomer):
        model.requests.append(("similar", None))
        return "contact"
    model.requests.append((Kind.CUSTOMER, value))
    return "description"


def _pick_kind(model: JobState, value: object) -> str | None:
    if isinstance(model.draft.customer, NewCustomer) and isinstance(value, CustomerKind):
        model.set(customer=replace(model.draft.customer, kind=value))
    return None


def _pick_location(model: JobState, value: object) -> str | None:
    if isinstance(value, NewLocation):
        model.set(new_location=value, location_id=None, site_note=None)
        return "location_address"
    model.set(location_id=value, new_location=None, site_note=None)
    return None


def _pick_template(model: JobState, value: object) -> str | None:
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


def _pick_tag(model: JobState, value: object) -> str | None:
    now = model.tags
    tags = tuple(tag for tag in now if tag != value) if value in now else (*now, value)
    was = model.card.customer.tags if model.card else ()
    model.set(tags=None if tags == was else tags, **model.versions)
    return STAY


def _pick_crew(model: JobState, value: object) -> str | None:
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


_PICKS: dict[str, Callable[[JobState, object], str | None]] = {
    Kind.CUSTOMER: _pick_customer,
    "kind": _pick_kind,
    Kind.LOCATION: _pick_location,
    "template": _pick_template,
    "tags": _pick_tag,
    "crew": _pick_crew,
    **ADDS,
}
