"""Other people's changes under what is typed in the job form: a form left behind, a customer who was changed."""

from dataclasses import replace

from industrack_core.domain.acts.merge import merge
from industrack_core.domain.acts.saved_draft import explicit, implicit
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Stale
from industrack_core.domain.records.job_file import JobFile
from industrack_tui.forms.job.base import JobEntry
from industrack_tui.forms.job.converting import show_estimate_conflict
from industrack_tui.forms.job.keeping import Left
from industrack_tui.forms.record.conflict import mark_clashes, reapply


async def shows_what_changed(form: JobEntry, stale: Stale) -> bool:
    """Whether somebody else was first at what a new job is made of, its estimate or its customer: that is said then."""
    if stale.kind == Kind.ESTIMATE:
        await show_estimate_conflict(form, stale)
    elif form.model.is_new:
        await _refresh_customer(form)
        form.say(f"{stale.sentence} What you typed is on top of it now: look, and save.", "panel_warning")
    else:
        return False
    return True


async def _refresh_customer(form: JobEntry) -> None:
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
    model.choices = {}
    mark_clashes(model, clashes)
    form.hand.begin_again()


def resume(form: JobEntry, file: JobFile, left: Left) -> None:
    """A form that was left behind, over the job as it is now: as it was, or on top of what others saved since."""
    model = form.model
    model.begin_on(file.job, file.card, left.original)
    model.fill(left.draft)
    if file.job.version != left.version:
        reapply(form, model, file)
        return
    form.take(file)
    model.fill(left.draft)
    model.put_back(left.pending)
    form.loaded()
    form.say("As it was left; not saved yet.")
