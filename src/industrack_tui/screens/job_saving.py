"""Saving a job from its form: one write at a time, and what follows from each answer to it.

A refusal goes to the fields, findings that only ask become a question, and so does a conflict; nothing typed is lost.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Protocol

from industrack_core.domain.acts import NONE_ACCEPTED, Accepted, AddJob, EditJob, JobDraft
from industrack_core.domain.job import Job
from industrack_core.domain.outcomes import Done, Outcome, Refused, Stale
from industrack_tui.bridge import Bridge
from industrack_tui.screens.job_fields import JobFields
from industrack_tui.screens.tasks import Tasks

CONFLICT = (
    "Job could not be saved. You and another user were working on this at the same time."
    " Another user finished before you did, so your work was not saved."
)
"""What the second of two people reads, word for word (domain 5)."""

Answered = Callable[[bool | None], None]


class SavingForm(Protocol):
    """What saving does to the form. `problems` are sentences by field name."""

    problems: dict[str, str]

    def lay_out(self) -> None:
        """Draw the form again: saving began or ended."""

    def say(self, sentence: str, role: str = "panel_warning") -> None:
        """Show a sentence under the fields."""

    def show_problems(self, problems: dict[str, str], elsewhere: str = "") -> None:
        """Show sentences at the fields that they are about, and one about none of them."""

    def shown_fields(self) -> Sequence[str]:
        """Names of the fields that can be seen, from top to bottom."""

    def ask(self, title: str, sentences: Sequence[str], deed: str, answered: Answered) -> None:
        """Ask whether to do a deed."""

    def load_latest(self) -> None:
        """Load the job as it is now, under what was typed."""

    def dismiss(self, result: Done | None = None) -> object:
        """Close the form."""


class JobSaving:
    """Saves what the fields hold, over the version of the job that the person saw."""

    def __init__(self, form: SavingForm, bridge: Bridge, fields: JobFields, tasks: Tasks) -> None:
        self._form, self._bridge, self._fields, self._tasks = form, bridge, fields, tasks
        self.is_under_way = False

    def save(self) -> None:
        """Save, or show what is wrong with the typing; does nothing while a save is under way."""
        if self.is_under_way:
            return
        if self._bridge.desk.read_only:
            self._form.say("This console is read-only: nothing can be saved.", "panel_error")
            return
        problems = self._fields.typing_problems()
        if problems:
            self._form.show_problems(problems)
        else:
            self._form.problems = {}
            self._tasks.spawn(self._save(NONE_ACCEPTED))

    async def _save(self, accepted: Accepted) -> None:
        act = saving_act(self._fields.job, self._fields.draft(), accepted)
        self.is_under_way = True
        self._form.lay_out()
        try:
            outcome = await self._bridge.perform(act)
        finally:
            self.is_under_way = False
            self._form.lay_out()
        self._answer(outcome, accepted)

    def _answer(self, outcome: Outcome, accepted: Accepted) -> None:
        if isinstance(outcome, Done):
            self._form.dismiss(outcome)
        elif isinstance(outcome, Stale):
            self._form.ask("Error", [CONFLICT], "load the latest version", self._conflict_answered)
        elif outcome.asks_only:
            self._ask(outcome, accepted)
        else:
            self._form.show_problems(*placed(outcome, self._form.shown_fields()))

    def _ask(self, refused: Refused, accepted: Accepted) -> None:
        kinds = accepted | {finding.kind for finding in refused.findings}

        def answered(yes: bool | None) -> None:
            if yes:
                self._tasks.spawn(self._save(kinds))
            else:
                self._form.say("Not saved.")

        sentences = [finding.text for finding in refused.findings]
        self._form.ask("Are you sure?", sentences, "save it anyway", answered)

    def _conflict_answered(self, yes: bool | None) -> None:
        """The job was saved by somebody else meanwhile: refused whole, the typing stays on screen."""
        if yes and self._fields.job is not None:
            self._form.load_latest()
        else:
            self._form.say("Not saved: somebody else changed this job meanwhile.", "panel_error")


def saving_act(job: Job | None, draft: JobDraft, accepted: Accepted) -> AddJob | EditJob:
    """The act that saves `draft`: over the version of `job` that the person saw, or as a new job for None."""
    return EditJob(job.id, job.version, draft, accepted) if job else AddJob(draft, accepted)


def placed(refused: Refused, shown: Collection[str]) -> tuple[dict[str, str], str]:
    """The findings as sentences by field name, for fields that are `shown`, and all others in one text."""
    at_fields = {finding.field: finding.text for finding in refused.findings if finding.field in shown}
    elsewhere = " ".join(finding.text for finding in refused.findings if finding.field not in shown)
    return at_fields, elsewhere
