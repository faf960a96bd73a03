"""Saving a job from its form: one write at a time, and what follows from each answer to it.

A refusal goes to the fields, findings that only ask become a question, a conflict its dialog; nothing typed is lost.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from industrack_core.domain.acts.acts import NONE_ACCEPTED, Accepted, AddJob, EditJob
from industrack_core.domain.acts.drafts import JobDraft, Scope
from industrack_core.domain.outcomes import Done, Outcome, Refused, Stale
from industrack_core.domain.records.job import Job
from industrack_tui import acting
from industrack_tui.dialogs.menu import Choice, Menu
from industrack_tui.forms.problems import placed
from industrack_tui.terminal.awaiting import Coming

if TYPE_CHECKING:
    from industrack_tui.forms.job.form import JobForm

_SCOPES = (
    (Scope.THIS, "t", "This one", "only this job"),
    (Scope.FOLLOWING, "f", "This and following", "this job and those after it"),
    (Scope.ALL, "a", "All", "every job of the series that has not begun"),
)


class JobSaving:
    """Saves what the form holds, over the version of the job that the person saw."""

    def __init__(self, form: "JobForm") -> None:
        self._form = form

    def save(self, *, dispatch: bool = False) -> None:
        """Save, or show what is wrong with the typing; does nothing while a save is under way."""
        form, model = self._form, self._form.model
        if form.is_saving or form.is_loading:
            return
        if form.bridge.desk.read_only:
            form.say("This console is read-only: nothing can be saved.", "panel_error")
            return
        problems = model.typing_problems()
        if problems:
            form.bring(self._show_all(problems), Coming.FILLS)
            return
        model.problems = {}
        act = saving_act(model.job, model.draft, dispatch=dispatch)
        if isinstance(act, EditJob) and self._asks_scope(model.job, act):
            self._ask_scope(act)
        else:
            form.bring(self._save(act), Coming.SAVES)

    async def _show_all(self, problems: dict[str, str]) -> None:
        """What is wrong with the typing, and everything else that a save would refuse, at once."""
        form, model = self._form, self._form.model
        findings = await form.bridge.check_entry(model.draft, model.job.id if model.job else None)
        said, elsewhere = placed(Refused(findings), form.field_names())
        form.show_problems({**said, **problems}, elsewhere)

    def _asks_scope(self, job: Job | None, act: EditJob) -> bool:
        """Whether a change could be for other jobs of the series too; a changed rule always is for the following."""
        original = self._form.model.original
        return (
            job is not None and job.series_id is not None and job.can_recur
            and act.draft != original and act.draft.recurrence == original.recurrence
        )  # fmt: skip

    def _ask_scope(self, act: EditJob) -> None:
        form = self._form
        choices = [Choice(scope.value, letter, label, help) for scope, letter, label, help in _SCOPES]

        def chosen(scope: str | None) -> None:
            if scope is None:
                form.say("Not saved.")
            else:
                form.bring(self._save(replace(act, scope=Scope(scope))), Coming.SAVES)

        menu = Menu(form.look, form.glyphs, "Which jobs of the series?", choices)
        form.app.push_screen(menu.unasked(), chosen)

    async def _save(self, act: AddJob | EditJob) -> None:
        form = self._form
        self._answer(await acting.save(form, act), act)

    def _answer(self, outcome: Outcome, act: AddJob | EditJob) -> None:
        form = self._form
        if isinstance(outcome, Done):
            form.saved(outcome)
        elif isinstance(outcome, Stale):
            form.show_conflict(outcome)
        elif outcome.asks_only:
            self._ask(outcome, act)
        else:
            form.show_problems(*placed(outcome, form.field_names()))

    def _ask(self, refused: Refused, act: AddJob | EditJob) -> None:
        form = self._form
        kinds: Accepted = act.accepted | {finding.kind for finding in refused.findings}

        def answered(yes: bool | None) -> None:
            if yes:
                form.bring(self._save(replace(act, accepted=kinds)), Coming.SAVES)
            else:
                form.say("Not saved.")

        acting.ask_over(form.session, refused, "save it anyway", answered)


def saving_act(job: Job | None, draft: JobDraft, *, dispatch: bool = False) -> AddJob | EditJob:
    """The act that saves `draft`: over the version of `job` that the person saw, or as a new job for None."""
    if job is None:
        return AddJob(draft, NONE_ACCEPTED, dispatch)
    return EditJob(job.id, job.version, draft, NONE_ACCEPTED, dispatch)
