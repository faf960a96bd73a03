"""Saving a job from its form: over the version of the job that the person saw, for as many of its series as meant."""

from dataclasses import replace

from industrack_core.domain.acts.acts import NONE_ACCEPTED, AddJob, EditJob
from industrack_core.domain.acts.drafts import JobDraft, Scope
from industrack_core.domain.records.job import Job
from industrack_tui.dialogs.menu import Choice, Menu
from industrack_tui.forms.job.base import JobEntry

_SCOPES = (
    (Scope.THIS, "t", "This one", "only this job"),
    (Scope.FOLLOWING, "f", "This and following", "this job and those after it"),
    (Scope.ALL, "a", "All", "every job of the series that has not begun"),
)


def save_job(form: JobEntry, *, dispatch: bool = False) -> None:
    """Save, or show what is wrong with the typing; does nothing while a save is under way."""
    if not form.may_save():
        return
    job, model = form.model.job, form.model
    act = saving_act(job, model.record, dispatch=dispatch)
    if job is not None and isinstance(act, EditJob) and _asks_scope(job, model.original, act.draft):
        _ask_scope(form, act)
    else:
        form.save_by(act)


def save_and_dispatch(form: JobEntry) -> None:
    """Save, and dispatch to the crew."""
    save_job(form, dispatch=True)


def _asks_scope(job: Job, original: JobDraft, draft: JobDraft) -> bool:
    """Whether a change could be for other jobs of the series too; a changed rule always is for the following."""
    is_one_of_several = job.series_id is not None and job.can_recur
    return is_one_of_several and draft != original and draft.recurrence == original.recurrence


def _ask_scope(form: JobEntry, act: EditJob) -> None:
    choices = [Choice(scope.value, letter, label, help) for scope, letter, label, help in _SCOPES]

    def chosen(scope: str | None) -> None:
        if scope is None:
            form.say("Not saved.")
        else:
            form.save_by(replace(act, scope=Scope(scope)))

    menu = Menu(form.look, form.glyphs, "Which jobs of the series?", choices)
    form.app.push_screen(menu.unasked(), chosen)


def saving_act(job: Job | None, draft: JobDraft, *, dispatch: bool = False) -> AddJob | EditJob:
    """The act that saves `draft`: over the version of `job` that the person saw, or as a new job for None."""
    if job is None:
        return AddJob(draft, NONE_ACCEPTED, dispatch)
    return EditJob(job.id, job.version, draft, NONE_ACCEPTED, dispatch)
