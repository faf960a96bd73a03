"""Two people, one job (domain 5): what the second of them sees, and the ways out. Nothing is merged by itself."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from industrack_core.domain.acts.merge import DraftDifference, draft_differences
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Stale
from industrack_core.domain.records.job_file import JobFile
from industrack_tui.dialogs.question import Question
from industrack_tui.forms.conflict import ConflictDialog, conflict_sentence
from industrack_tui.forms.job.merging import drafts_of, reapply, refresh_customer
from industrack_tui.forms.job.telling import Teller
from industrack_tui.forms.words import moment_text

if TYPE_CHECKING:
    from industrack_tui.forms.job.form import JobForm

CONFLICT = conflict_sentence(Kind.JOB.noun)
"""What the second of two people reads (domain 5)."""
_LATEST, _REAPPLY = "latest", "reapply"
_PARTS = ("items", "attachments", "forms", "tasks", "new_equipment", "new_orders")


def conflict_rows(
    teller: Teller, theirs: Sequence[DraftDifference], mine: Sequence[DraftDifference]
) -> list[tuple[str, str, str]]:
    """Field by field what they made of it and what was typed; what is one thing to both stands in one line."""
    rows: dict[tuple[str, int | str], list[str]] = {}
    for side, changes in ((0, theirs), (1, mine)):
        for change in changes:
            one = change.entry or (f"{side} {change.after!r}" if change.name in _PARTS else 0)
            key: tuple[str, int | str] = (change.name, one)
            row = rows.setdefault(key, ["", ""])
            row[side] = teller.change(change)
    return [(teller.label(name), theirs_said, mine_said) for (name, _), (theirs_said, mine_said) in rows.items()]


async def show_conflict(form: "JobForm", stale: Stale) -> None:
    """The dialog for a refused save: with what they changed, out of the latest version."""
    model = form.model
    job = model.job
    if stale.kind == Kind.ESTIMATE:
        from industrack_tui.forms.job.converting import show_estimate_conflict

        await show_estimate_conflict(form, stale)
        return
    if job is None:
        await refresh_customer(form)
        form.say(f"{stale.sentence} What you typed is on top of it now: look, and save.", "panel_warning")
        return
    file = await form.bridge.job_file(job.id)
    if file is None:
        _offer_as_new(form, stale)
        return
    teller = Teller(form.office, model.clock, model.card, file.card)
    before, mine, theirs = drafts_of(form, file)
    rows = conflict_rows(teller, draft_differences(before, theirs), draft_differences(before, mine))
    by = f"{await _savers(form, stale)} saved it. Theirs stands; yours is in this form only."

    def chosen(way: str | None) -> None:
        if way == _LATEST:
            _load(form, file)
        elif way == _REAPPLY:
            reapply(form, file)
        else:
            form.say("Not saved: somebody else changed this job meanwhile. f2 shows the ways out again.", "panel_error")

    form.app.push_screen(ConflictDialog(form.look, form.glyphs, by, rows, CONFLICT).unasked(), chosen)


async def _savers(form: "JobForm", stale: Stale) -> str:
    """Who saved the job since it was opened, and when."""
    model = form.model
    job = model.job
    entries = await form.bridge.history(Kind.JOB, job.id) if job is not None else ()
    since = [entry for entry in reversed(entries) if job is not None and entry.version > job.version]
    said = [f"{entry.who} ({moment_text(model.clock, entry.at)})" for entry in since]
    return ", ".join(dict.fromkeys(said)) or stale.who or "Somebody"


def _load(form: "JobForm", file: JobFile) -> None:
    """The latest version, as it is saved."""
    model = form.model
    model.notes, model.choices = {}, {}
    form.fetching.take(file)


def _offer_as_new(form: "JobForm", stale: Stale) -> None:
    """The job is gone: what was typed may live on as a new one."""
    who = stale.who or "Somebody"
    sentences = [CONFLICT, f"{who} deleted this job meanwhile.", "Keep what this form holds as a new job?"]

    def answered(yes: bool | None) -> None:
        if yes:
            form.keep_as_new()
        else:
            form.say("Not saved: this job was deleted meanwhile.", "panel_error")

    question = Question(form.look, form.glyphs, "Error", sentences, "keep as a new job")
    form.app.push_screen(question.unasked(), answered)
