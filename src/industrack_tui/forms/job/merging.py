"""The latest version of a job under what a person typed: still unsaved, what both changed marked (domain 5)."""

from collections.abc import Sequence
from dataclasses import replace

from industrack_core.domain.acts.drafts import JobDraft
from industrack_core.domain.acts.merge import NOTHING_DECIDED, Clash, Sides, merge, settled
from industrack_core.domain.acts.saved_draft import draft_of, explicit, implicit
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.job_file import JobFile
from industrack_tui.forms.job.base import JobEntry
from industrack_tui.forms.job.keeping import Left
from industrack_tui.forms.job.telling import Teller


def drafts_of(form: JobEntry, file: JobFile) -> tuple[JobDraft, JobDraft, JobDraft]:
    """What both began from, what was typed, and what is saved now, the customer's tags and notes said in full."""
    model = form.model
    card, customer = model.card, model.card.customer if model.card else None
    before = explicit(model.original, customer, model.location)
    mine = explicit(model.record, customer, model.location)
    latest = draft_of(file.job)
    place = None
    if file.card is not None:
        place = next((each for each in file.card.locations if each.id == file.job.location_id), file.card.main_location)
    theirs = explicit(latest, file.card.customer if file.card else None, place)
    if card is None or file.card is None or card.customer.id != file.card.customer.id:
        return model.original, model.record, latest
    return before, mine, theirs


async def refresh_customer(form: JobEntry) -> None:
    """Somebody else changed the customer of a new job: their latest, with what was typed on top, still unsaved."""
    model = form.model
    before, mine = model.card, model.record
    customer_id, place = mine.customer, model.location
    if before is None or not isinstance(customer_id, int):
        return
    card = await form.bridge.seek(lambda desk: desk.customer(customer_id))
    if card is None:
        return
    latest = next((each for each in card.locations if place is not None and each.id == place.id), card.main_location)
    untouched = replace(mine, tags=None, internal_note=None, site_note=None)
    merged, clashes = merge(
        explicit(untouched, before.customer, place),
        explicit(mine, before.customer, place),
        explicit(untouched, card.customer, latest),
    )
    model.card = card
    model.fill(implicit(merged, card.customer, latest))
    _mark(form, clashes, Teller(form.office, model.clock, card), dict(model.notes))
    form.hand.begin_again()


def resume(form: JobEntry, file: JobFile, left: Left) -> None:
    """A form that was left behind, over the job as it is now: as it was, or on top of what others saved since."""
    model = form.model
    model.begin_on(file.job, file.card, left.original)
    model.fill(left.draft)
    if file.job.version != left.version:
        reapply(form, file)
        return
    form.take(file)
    model.fill(left.draft)
    model.put_back(left.pending)
    form.loaded()
    form.say("As it was left; not saved yet.")


def reapply(form: JobEntry, file: JobFile, sides: Sides = NOTHING_DECIDED) -> None:
    """The latest version with what was typed in the fields they left alone, still unsaved; clashes are marked."""
    model = form.model
    before, mine, theirs = drafts_of(form, file)
    teller = Teller(form.office, model.clock, model.card, file.card)
    draft, clashes = settled(*merge(before, mine, theirs), sides)
    earlier = dict(model.notes)
    mine_card = model.card
    form.take(file)
    same_customer = file.card is not None and draft.customer == file.job.customer_id
    if same_customer and file.card is not None:
        place = next((each for each in file.card.locations if each.id == draft.location_id), None)
        draft = implicit(draft, file.card.customer, place)
    else:
        model.card = mine_card if mine_card and draft.customer == mine_card.customer.id else None
    model.fill(draft)
    _mark(form, clashes, teller, earlier)
    form.loaded()
    if model.choices:
        form.hand.enter(f"clash.{next(iter(model.choices))}")
    form.say(_sentence(clashes, teller), "panel_warning")


FIELD_OF = {
    "location_id": Kind.LOCATION, "new_location": "location_address", "service_type_id": Kind.SERVICE_TYPE,
    "color_id": "color", "starts_at": "start", "minutes": "duration",
}  # fmt: skip
"""Names of fields by names in a draft, where they differ."""


def _sentence(clashes: Sequence[Clash], teller: Teller) -> str:
    names = ", ".join(dict.fromkeys(teller.label(clash.name).lower() for clash in clashes))
    if not names:
        return "The latest version, with what you typed: look, and save."
    return f"Both of you changed: {names}. Theirs is shown, and what you had is under it."


def _mark(form: JobEntry, clashes: Sequence[Clash], teller: Teller, earlier: dict[str, str]) -> None:
    """A note at each field both changed, and a way to take one's own."""
    model = form.model
    model.notes, model.choices = earlier, {}
    for clash in clashes:
        field = field_of_clash(model.record, clash)
        model.note_clash(field, teller.value(clash.name, clash.mine) or "nothing", clash)


def field_of_clash(draft: JobDraft, clash: Clash) -> str:
    """The field of the form at which a clash is shown."""
    if not clash.entry:
        return FIELD_OF.get(clash.name, clash.name)
    entries = getattr(draft, clash.name)
    place = next((place for place, part in enumerate(entries) if part.id == clash.entry), None)
    return f"{clash.name}.add" if place is None else f"{clash.name}.{place}"
