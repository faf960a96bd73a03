"""A job template, or a task template, made from a job: one question for its name."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from industrack_core.domain.acts import SaveRecord
from industrack_core.domain.errors import DatabaseError
from industrack_core.domain.job import Job
from industrack_core.domain.outcomes import Done
from industrack_core.domain.settings import JobTemplate, TaskTemplate
from industrack_core.domain.templates import job_template, task_template
from industrack_core.domain.text import clean_line
from industrack_tui.bridge import Bridge
from industrack_tui.glyphs import Glyphs
from industrack_tui.screens.awaiting import Coming
from industrack_tui.screens.dialogs import Prompt
from industrack_tui.themes import Look
from industrack_tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from textual.app import App

    from industrack_tui.screens.schedule import ScheduleScreen

Make = Callable[[str], JobTemplate | TaskTemplate]
"""The template of a name."""
Saved = Callable[[Done], None]
"""What a screen does with what was saved: it says so, and reads again."""


class AsksNames(Protocol):
    """A screen with a line for what is said: the schedule, a list."""

    bridge: Bridge
    look: Look
    glyphs: Glyphs
    status: StatusLine

    @property
    def app(self) -> "App[Any]":
        """The console."""

    def bring(self, work: Coroutine[Any, Any, None], coming: Coming = ...) -> object:
        """Run work that keys wait for."""


def make_job_template(screen: AsksNames, job: Job, saved: Saved) -> None:
    """Ask for a name, and save a job template of what the job holds."""
    asking = _Asking(screen, job, "Job template", lambda name: job_template(job, name), saved)
    asking.ask(clean_line(job.description))


def make_task_template(screen: AsksNames, job: Job, saved: Saved) -> None:
    """Ask for a name, and save a task template of the job's tasks."""
    if not job.tasks:
        screen.status.say(f"Job {job.number} has no tasks to make a template of.", "panel_warning")
        return
    asking = _Asking(screen, job, "Task template", lambda name: task_template(job, name), saved)
    asking.ask(clean_line(job.description))


def of_subject(make: Callable[[AsksNames, Job, Saved], None]) -> "Callable[[ScheduleScreen], None]":
    """The same for the job under the cursor of the schedule."""

    def run(screen: "ScheduleScreen") -> None:
        job = screen.subject
        if job is not None:
            screen.bring(_with_whole_job(screen, job.job_id, make))

    return run


async def _with_whole_job(screen: "ScheduleScreen", job_id: int, make: Callable[[AsksNames, Job, Saved], None]) -> None:
    from industrack_tui.screens.schedule_acts import announce

    def saved(done: Done) -> None:
        announce(screen, done)
        screen.show_done(done)

    job = await screen.bridge.job(job_id)
    if job is None:
        screen.status.say("This job was deleted meanwhile.", "panel_warning")
    else:
        make(screen, job, saved)


@dataclass(frozen=True, slots=True)
class _Asking:
    """The question for a template's name, asked again until it is saved or left."""

    screen: AsksNames
    job: Job
    kind: str
    make: Make
    saved: Saved

    def ask(self, name: str, refused: str = "") -> None:
        """Ask with a name to begin with; `refused` says why that one could not be."""
        screen = self.screen

        def explain(text: str) -> tuple[str, bool]:
            typed = clean_line(text)
            if refused and typed == name:
                return refused, False
            return f"{self.kind} {typed}, from job {self.job.number}", bool(typed)

        def typed(text: str | None) -> None:
            if text is not None:
                screen.bring(self._save(clean_line(text)), Coming.SAVES)

        title, hint = f"{self.kind} from job {self.job.number}", "a name: Yearly inspection"
        screen.app.push_screen(Prompt(screen.look, screen.glyphs, title, hint, explain, text=name), typed)

    async def _save(self, name: str) -> None:
        try:
            outcome = await self.screen.bridge.perform(SaveRecord(self.make(name)))
        except DatabaseError as error:
            self.ask(name, str(error))
            return
        if isinstance(outcome, Done):
            self.saved(outcome)
        else:
            self.ask(name, outcome.sentence)
