"""The job form's fields of whose job it is and where: customer, tags, location, and the notes kept with them."""

from collections.abc import Sequence
from dataclasses import replace

from industrack_core.domain.acts.drafts import JobDraft, NewCustomer, NewLocation
from industrack_core.domain.acts.limits import NOTE_LIMIT
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.customer import CustomerCard, Location
from industrack_core.domain.records.held import Fields, Held
from industrack_core.domain.rights import Right
from industrack_tui.commands.spoken import key_of
from industrack_tui.forms.candidates import customer_candidates, kind_candidates, location_candidates, tag_candidates
from industrack_tui.forms.job.model import JobModel
from industrack_tui.forms.record import fields
from industrack_tui.forms.record.field_spec import FieldSpec, Opens
from industrack_tui.forms.record.spec import Said, across, section
from industrack_tui.forms.words import moment_text
from industrack_tui.late import late
from industrack_tui.widgets.form.pick import matching
from industrack_tui.widgets.form.picture import Shown
from industrack_tui.widgets.form.sheet import Parts, SlotKind

_NO_NOTES: Fields = {"tags": None, "internal_note": None, "site_note": None}


# -- the customer ------------------------------------------------------------------------------


def _customer(model: JobModel, draft: JobDraft) -> Shown:
    return Shown(model.customer_name if draft.customer is not None else "")


def _pick_customer(model: JobModel, draft: JobDraft, value: int | NewCustomer) -> tuple[JobDraft, str]:
    model.card, model.similar = None, ()
    picked = replace(draft, location_id=None, new_location=None, equipment=(), customer=value, **_NO_NOTES)
    is_new = isinstance(value, NewCustomer)
    model.asks.append("similar" if is_new else "card")
    return picked, "contact" if is_new else "description"


def _unpick_customer(model: JobModel, draft: JobDraft, text: str) -> JobDraft:
    if draft.customer is None:
        return draft
    model.card = None
    return replace(draft, customer=None, location_id=None, new_location=None, equipment=(), **_NO_NOTES)


def _is_new(model: JobModel) -> bool:
    return isinstance(model.record.customer, NewCustomer)


def _of_new(name: str, label: str) -> FieldSpec:
    """A text of a customer who is created with the job."""
    return FieldSpec(
        name, label, share=0.5, rereads=("similar",),
        show=lambda model, draft: Shown(getattr(draft.customer, name, "")),
        put=lambda model, draft, text: replace(draft, customer=replace(draft.customer, **{name: text.strip()})),
    )  # fmt: skip


def _similar(model: JobModel) -> list[Parts]:
    return [((line, "panel_warning"),) for line in model.similar] if _is_new(model) else []


def _about(model: JobModel) -> list[Parts]:
    return about_customer(model.card, model.location) if _has_card(model) and model.card else []


def about_customer(card: CustomerCard, location: Location | None) -> list[Parts]:
    """What is known of the picked customer: contact, billing and service address, the pinned site note."""
    customer = card.customer
    contact = (customer.number, customer.contact, customer.phone, customer.mobile, customer.email)
    lines: list[Parts] = [(("  ".join(part for part in contact if part), "panel"),)]
    if customer.billing_address:
        lines.append((("Billing  ", "panel_muted"), (customer.billing_address, "panel")))
    if location is not None and location.address and location.address != customer.billing_address:
        lines.append((("Service  ", "panel_muted"), (location.address, "panel")))
    if location is not None and location.site_note:
        note = " ".join(location.site_note.split())
        lines.append((("Site     ", "panel_muted"), (note, "panel_warning")))
    return lines


def _has_card(model: JobModel) -> bool:
    return model.card is not None and not isinstance(model.record.customer, NewCustomer)


def _pick_tag(model: JobModel, draft: JobDraft, value: str) -> JobDraft:
    now = model.tags
    tags = tuple(tag for tag in now if tag != value) if value in now else (*now, value)
    was = model.card.customer.tags if model.card else ()
    return replace(draft, tags=None if tags == was else tags, **model.versions)


def _tags(model: JobModel) -> list[Parts]:
    return [((", ".join(model.tags), "panel_strong"),)] if model.tags and _has_card(model) else []


def _work(model: JobModel, draft: JobDraft) -> Shown:
    card = model.card
    if card is None:
        return Shown()
    jobs, estimates = _count(card.jobs, Kind.JOB.noun), _count(card.estimates, Kind.ESTIMATE.noun)
    return Shown(f"{jobs}, {estimates}: {key_of('form.work')} lists them")


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _press_work(model: JobModel, draft: JobDraft, key: str) -> Opens | None:
    return Opens(late("forms.job.opening:show_customers_work")) if key in ("enter", "space") else None


CUSTOMER = section(
    Kind.CUSTOMER, "Customer",
    across(
        FieldSpec(
            Kind.CUSTOMER, "Customer", SlotKind.PICK, show=_customer, pick=_pick_customer, unpick=_unpick_customer,
            seek=lambda desk, model, typed: customer_candidates(desk.find_customers(typed), typed),
            share=0.7, placeholder="name, number, phone, e-mail or address",
        ),
        FieldSpec(
            "kind", "Is a", SlotKind.PICK, share=0.3, is_shown=_is_new,
            show=lambda model, draft: Shown(draft.customer.kind.value.title()),
            offer=lambda model, draft, typed: matching(kind_candidates(), typed),
            pick=lambda model, draft, value: replace(draft, customer=replace(draft.customer, kind=value)),
        ),
    ),
    across(_of_new("contact", "Contact"), _of_new("phone", "Phone"), is_shown=_is_new),
    across(_of_new("email", "E-mail"), _of_new("address", "Address"), is_shown=_is_new),
    Said(_similar),
    Said(_about),
    across(
        FieldSpec(
            "tags", "Tags", SlotKind.PICK, stays=True, placeholder="add or take off",
            offer=lambda model, draft, typed: tag_candidates(model.office, model.tags, typed), pick=_pick_tag,
        ),
        is_shown=_has_card,
    ),
    Said(_tags),
    across(
        FieldSpec("work", "Work", SlotKind.LINE, role="panel_accent", show=_work, press=_press_work),
        is_shown=_has_card,
    ),
    heading="", key="f4", letter="c", first=Kind.CUSTOMER,
)  # fmt: skip


# -- the location ------------------------------------------------------------------------------


def _location(model: JobModel, draft: JobDraft) -> Shown:
    if draft.new_location is not None:
        return Shown("New location")
    return Shown(model.location.label if model.location else "")


def _pick_location(model: JobModel, draft: JobDraft, value: Held) -> JobDraft | tuple[JobDraft, str]:
    if isinstance(value, NewLocation):
        return replace(draft, new_location=value, location_id=None, site_note=None), "location_address"
    return replace(draft, location_id=value, new_location=None, site_note=None)


def _of_new_location(attribute: str, label: str, share: float) -> FieldSpec:
    return FieldSpec(
        f"location_{attribute}", label, share=share,
        show=lambda model, draft: Shown(getattr(draft.new_location, attribute, "")),
        put=lambda model, draft, text: replace(
            draft, new_location=replace(draft.new_location or NewLocation(), **{attribute: text.strip()})
        ),
    )  # fmt: skip


LOCATION = section(
    Kind.LOCATION, "Location",
    across(
        FieldSpec(
            Kind.LOCATION, "Location", SlotKind.PICK, show=_location, pick=_pick_location,
            offer=lambda model, draft, typed: matching(location_candidates(model.card), typed),
            placeholder="the main location",
        ),
        is_shown=lambda model: not isinstance(model.record.customer, NewCustomer),
    ),
    across(
        _of_new_location("address", "New address", 0.64), _of_new_location("name", "Name", 1.0),
        is_shown=lambda model: model.record.new_location is not None,
    ),
    heading="", key="f5", letter="l", first=Kind.LOCATION,
)  # fmt: skip


# -- notes -------------------------------------------------------------------------------------


def _field_notes(model: JobModel) -> list[Parts]:
    said: list[Parts] = []
    for note in model.job.field_notes if model.job else ():
        who = model.office.employee(note.employee_id)
        at = moment_text(model.clock, note.at)
        said.append(((f"{who.short_name if who else '?'}, {at}: ", "panel_muted"), (note.text, "panel")))
    return said


def _has_notes(model: JobModel) -> bool:
    return model.card is not None and model.record.new_location is None


def _kept_note(name: str, label: str, right: str = "") -> FieldSpec:
    """A note that is kept with the customer or the location, and based on the version that the person sees."""

    def saved(model: JobModel) -> str:
        return model.saved_site_note if name == "site_note" else model.saved_internal_note

    def show(model: JobModel, draft: JobDraft) -> Shown:
        typed = getattr(draft, name)
        return Shown(saved(model) if typed is None else typed)

    return FieldSpec(
        name, label, SlotKind.NOTE, rows=3, limit=NOTE_LIMIT, show=show, right=right,
        put=lambda model, draft, text: replace(
            draft, **{name: None if text == saved(model) else text}, **model.versions
        ),
    )  # fmt: skip


def _site_warning(model: JobModel) -> Sequence[Parts]:
    is_changed = _has_notes(model) and model.record.site_note is not None
    return ((("Every job at this location will show it.", "panel_warning"),),) if is_changed else ()


def _internal_said(model: JobModel) -> Sequence[Parts]:
    said = (("Of the customer; only the office sees it.", "panel_muted"),)
    return (said,) if _has_notes(model) else ()


NOTES = section(
    "notes", "Notes",
    across(fields.long_text("note", "For the field")),
    Said(_field_notes),
    across(_kept_note("site_note", "Site note"), is_shown=_has_notes),
    Said(_site_warning),
    across(_kept_note("internal_note", "Internal", Right.SEE_NOTES), is_shown=_has_notes),
    Said(_internal_said, Right.SEE_NOTES),
    key="f10", letter="n", first="note",
)  # fmt: skip
