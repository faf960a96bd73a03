"""Two people, one job (domain 5): what the second of them sees, and the ways out. Nothing is merged by itself."""

from industrack_core.domain.acts.merge import differences
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Stale
from industrack_core.domain.records.job_file import JobFile
from industrack_tui.forms.job.base import JobEntry
from industrack_tui.forms.job.converting import show_estimate_conflict
from industrack_tui.forms.job.merging import drafts_of, reapply, refresh_customer
from industrack_tui.forms.job.telling import Teller
from industrack_tui.forms.ways_out import conflict_rows, offer_as_new, savers, show_ways_out


async def show_job_conflict(form: JobEntry, stale: Stale) -> None:
    """The dialog for a refused save: with what they changed, out of the latest version."""
    model, job = form.model, form.model.job
    if stale.kind == Kind.ESTIMATE:
        await show_estimate_conflict(form, stale)
        return
    if job is None:
        await refresh_customer(form)
        form.say(f"{stale.sentence} What you typed is on top of it now: look, and save.", "panel_warning")
        return
    file = await form.bridge.ask(lambda desk: desk.job_file(job.id))
    if file is None:
        offer_as_new(form, Kind.JOB.noun, stale, form.keep_as_new)
        return
    tells = Teller(form.office, model.clock, model.card, file.card)
    before, mine, theirs = drafts_of(form, file)
    rows = conflict_rows(tells, differences(before, theirs), differences(before, mine))
    by = await savers(form, model.clock, (Kind.JOB, job.id, job.version), stale.who)
    show_ways_out(
        form,
        Kind.JOB.noun,
        by,
        rows,
        latest=lambda: _load(form, file),
        reapply=lambda sides: reapply(form, file, sides),
    )


def _load(form: JobEntry, file: JobFile) -> None:
    """The latest version, as it is saved."""
    form.model.notes, form.model.choices = {}, {}
    form.take(file)
