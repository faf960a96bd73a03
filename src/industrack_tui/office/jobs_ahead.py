"""The jobs that an employee still has: listed, opened one after the other, and moved to others."""

from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any, Protocol

from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.found_job import FoundJob
from industrack_core.domain.records.office import Office
from industrack_core.domain.text.text import clip, pad
from industrack_core.domain.time.minute import instant_of
from industrack_core.domain.time.span import clock_text
from industrack_tui.dialogs.record_list import Drawn, RecordList
from industrack_tui.forms.job.open_form import open_job_form
from industrack_tui.session import Session
from industrack_tui.terminal.awaiting import Coming

if TYPE_CHECKING:
    from textual.app import App

    from industrack_tui.bridge import Bridge


class Over(Protocol):
    """The list or form that the jobs are shown over."""

    session: Session
    bridge: "Bridge"

    @property
    def app(self) -> "App[object]": ...

    def say(self, sentence: str, role: str = ...) -> None: ...

    def bring(self, work: Coroutine[Any, Any, None], coming: Coming = ...) -> object: ...


class JobsAhead(RecordList[FoundJob]):
    """Enter opens the job over the list; what is no longer theirs leaves it."""

    def __init__(self, over: Over, office: Office, employee_id: int, name: str, jobs: list[FoundJob]) -> None:

        def draw(job: FoundJob) -> Drawn:
            local = instant_of(job.start).astimezone(office.zone) if job.start is not None else None
            when = f"{local:%a %d %b %Y} {clock_text(local)}" if local is not None else ""
            customer = pad(clip(job.customer, 24, self.glyphs.ellipsis), 24)
            return f"{job.number:<9} {when or 'no time yet':<21} {customer}  {job.description}", "panel"

        super().__init__(
            over.session.look, over.session.glyphs, f"Jobs to come of {name}", jobs, draw,
            "enter opens the job: give it to others there   esc back", nothing="Nothing is left: all are moved.",
        )  # fmt: skip
        self.over, self.employee_id = over, employee_id

    def action_take(self) -> None:
        if self.current is not None:
            open_job_form(self.over.session, self.current.job_id, closed=self._changed)

    def _changed(self, done: Done) -> None:
        self.over.bring(self._read_again(), Coming.FILLS)

    async def _read_again(self) -> None:
        employee_id = self.employee_id
        self.records = await self.over.bridge.ask(lambda desk: desk.jobs_ahead(employee_id))
        if self.is_attached:
            self.redraw()


def show_jobs_ahead(over: Over, employee_id: int, name: str, *, says_none: bool = True) -> None:
    """Read what an employee still has, and list it; with nothing, that is said, or nothing happens."""
    over.bring(_show(over, employee_id, name, says_none))


async def _show(over: Over, employee_id: int, name: str, says_none: bool) -> None:
    jobs = await over.bridge.ask(lambda desk: desk.jobs_ahead(employee_id))
    office = over.session.office
    if jobs and office is not None:
        over.app.push_screen(JobsAhead(over, office, employee_id, name, jobs))
    elif says_none:
        over.say(f"{name} has no jobs to come.", "panel")
