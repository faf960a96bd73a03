"""A job template, or a task template, made from a job: one question for its name."""

from collections.abc import Callable

from industrack_core.domain.acts.acts import SaveRecord
from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.errors import DatabaseError
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.job import Job
from industrack_core.domain.records.settings import JobTemplate, TaskTemplate
from industrack_core.domain.records.templates import job_template, task_template
from industrack_core.domain.text.text import clean_line
from industrack_tui.acting import announce, attempt
from industrack_tui.dialogs.prompt import Prompt
from industrack_tui.session import Actor
from industrack_tui.terminal.awaiting import Coming

Make = Callable[[str], JobTemplate | TaskTemplate]
"""The template of a name."""
Saved = Callable[[Done], None]
"""What a screen does with what was saved: it says so, and reads again."""


def ask_for_job_template(actor: Actor, job: Job, saved: Saved) -> None:
    """Ask for a name, and save a job template of what the job holds."""
    asking = _Asking(actor, job, "Job template", lambda name: job_template(job, name), saved)
    asking.ask(clean_line(job.description))


def ask_for_task_template(actor: Actor, job: Job, saved: Saved) -> None:
    """Ask for a name, and save a task template of the job's tasks."""
    if not job.tasks:
        actor.say(f"Job {job.number} has no tasks to make a template of.", "panel_warning")
        return
    asking = _Asking(actor, job, "Task template", lambda name: task_template(job, name), saved)
    asking.ask(clean_line(job.description))


def of_saved(actor: Actor, job_id: int, make: Callable[[Actor, Job, Saved], None]) -> None:
    """The same for a job as it is saved now; what was saved is said and shown."""
    actor.bring(_of_saved(actor, job_id, make))


async def _of_saved(actor: Actor, job_id: int, make: Callable[[Actor, Job, Saved], None]) -> None:
    def saved(done: Done) -> None:
        announce(actor, done)
        actor.show_done(done)

    job = await actor.session.bridge.ask(lambda desk: desk.job(job_id))
    if job is None:
        actor.say("This job was deleted meanwhile.", "panel_warning")
    else:
        make(actor, job, saved)


@dataclass(frozen=True, slots=True)
class _Asking:
    """The question for a template's name, asked again until it is saved or left."""

    actor: Actor
    job: Job
    kind: str
    make: Make
    saved: Saved

    def ask(self, name: str, refused: str = "") -> None:
        """Ask with a name to begin with; `refused` says why that one could not be."""
        actor, session = self.actor, self.actor.session

        def explain(text: str) -> tuple[str, bool]:
            typed = clean_line(text)
            if refused and typed == name:
                return refused, False
            return f"{self.kind} {typed}, from job {self.job.number}", bool(typed)

        def typed(text: str | None) -> None:
            if text is not None:
                actor.bring(self._save(clean_line(text)), Coming.SAVES)

        title, hint = f"{self.kind} from job {self.job.number}", "a name: Yearly inspection"
        session.app.push_screen(Prompt(session.look, session.glyphs, title, hint, explain, text=name), typed)

    async def _save(self, name: str) -> None:
        try:
            outcome = await attempt(self.actor.session, SaveRecord(self.make(name)))
        except DatabaseError as error:
            self.ask(name, str(error))
            return
        if isinstance(outcome, Done):
            self.saved(outcome)
        else:
            self.ask(name, outcome.sentence)
