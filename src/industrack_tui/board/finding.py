"""Found jobs of any date, and going to one: the board goes to its day and row, or the queue to its entry."""

import asyncio

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from industrack_core.domain.records.found_job import FoundJob
from industrack_core.domain.text.text import clip, pad
from industrack_core.domain.time.minute import instant_of
from industrack_tui.board import queueing
from industrack_tui.board.found_jobs import FoundJobs
from industrack_tui.board.schedule import Schedule
from industrack_tui.dialogs.dialog import TypingDialog, wrapped
from industrack_tui.terminal.awaiting import Coming
from industrack_tui.terminal.tasks import Tasks
from industrack_tui.widgets.form.line_field import LineField
from industrack_tui.widgets.found_job_text import FoundColumns, found_line, found_whole
from industrack_tui.widgets.key_bar import KeyHint
from industrack_tui.widgets.lines import LinePane
from industrack_tui.widgets.period.kind import PeriodKind

_WIDEST, _MOST = 160, 40
_WHOLE = 2
"""Lines for the job under the cursor as a whole."""


class FindDialog(TypingDialog[FoundJobs]):
    """Typing finds; arrows choose, enter goes there. Dismissed with what was found, or None."""

    mode_name = "FIND"
    mode_keys = (KeyHint("enter", "go there"), KeyHint("up down", "choose"), KeyHint("esc", "back"))

    def __init__(self, screen: Schedule) -> None:
        super().__init__(screen.look, screen.glyphs, "Find")
        self.schedule = screen
        self.found = FoundJobs(screen.state.found.query if screen.state.found else "", ())
        self._query = ""
        hint = "number, customer, address, phone, what, type, employee"
        keys = {
            "up": lambda: self.action_step(-1), "down": lambda: self.action_step(1), "enter": self.action_take,
            "escape": self.action_leave,
        }  # fmt: skip
        self.entry = LineField(self.look, self.glyphs, keys, self._typed, hint=hint, limit=64)
        self.tasks = Tasks(self)
        self._taken = False
        self._looking: asyncio.Task[None] | None = None
        self._list = LinePane(self.look, self.glyphs, id="found")

    @property
    def is_idle(self) -> bool:
        return self.tasks.is_idle

    def compose(self) -> ComposeResult:
        with Vertical(classes="box wide"):
            yield self.title_pane()
            yield self.entry
            yield self._list
            keys = [(" enter ", "panel_accent"), ("go there   ", "panel"), ("n N ", "panel_accent")]
            yield self.pane([[*keys, ("then go on from one to the next", "panel")]])

    def on_mount(self) -> None:
        self.entry.focus()
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        self._draw()

    def _typed(self, text: str) -> None:
        self._query = text
        self._forget()
        self._looking = self.tasks.spawn(self._look(text))

    def _forget(self) -> None:
        """What was looked for before is not waited for any longer."""
        if self._looking is not None:
            self._looking.cancel()

    async def _look(self, query: str) -> None:
        office = self.schedule.office
        if office is None or query != self._query:
            return
        jobs = await self.schedule.bridge.seek(lambda desk: desk.find_jobs(office, query))
        if query == self._query:
            now = self.schedule.now
            ahead = next((at for at, job in enumerate(jobs) if job.start is not None and job.start >= now), 0)
            self.found = FoundJobs(query, jobs, ahead if jobs else 0)
            self._draw()
            if self._taken:
                self._leave()

    def say_error(self, sentence: str) -> None:
        self._list.show_lines([[Segment(f" {sentence}", self.look["panel_error"])]])

    def _draw(self) -> None:
        width = self.inner_width(_WIDEST)
        rows = self.inner_height(_MOST, 6 + _WHOLE)
        self._list.styles.width, self._list.styles.height = width, rows + _WHOLE + 1
        jobs, index = self.found.jobs, self.found.index
        first = max(0, min(index - rows // 2, len(jobs) - rows))
        shown = range(first, min(first + rows, len(jobs)))
        columns = FoundColumns.of(width, (jobs[at] for at in shown))
        lines = [self._line(jobs[at], at == index, columns, width) for at in shown]
        lines += [[Segment("", self.look["panel"])]] * (rows - len(lines))
        whole = wrapped(found_whole(jobs[index]), width - 2)[:_WHOLE] if jobs else []
        lines += [[Segment(f" {line}", self.look["panel"])] for line in (*whole, *[""] * (_WHOLE - len(whole)))]
        told = f" {len(jobs)} found" if jobs else " Nothing found." if self._query.strip() else ""
        self._list.show_lines([*lines, [Segment(told, self.look["panel_muted"])]])

    def _line(self, job: FoundJob, here: bool, columns: FoundColumns, width: int) -> list[Segment]:
        office = self.schedule.office
        assert office is not None
        person = office.employee(job.employee_id) if job.employee_id is not None else None
        who = person.short_name if person else "queue"
        text = found_line(job, who, office.zone, columns, self.glyphs.ellipsis)
        return [Segment(pad(clip(text, width, ""), width), self.look["pick" if here else "panel"])]

    def action_step(self, by: int) -> None:
        if self.found.jobs:
            self.found.index = max(0, min(self.found.index + by, len(self.found.jobs) - 1))
            self._draw()

    def action_take(self) -> None:
        """Go to the chosen one; when the answer to what is typed is still on its way, as soon as it is there."""
        if self.found.query == self._query:
            self._leave()
        else:
            self._taken = True
            self._forget()
            self._looking = self.bring(self._look(self._query), Coming.FILLS)

    def _leave(self) -> None:
        self._taken = False
        if self.found.jobs:
            self.dismiss(self.found)
        else:
            self.refuse()


def find(screen: Schedule) -> None:
    """Ask what to find, and go there."""

    def chosen(found: FoundJobs | None) -> None:
        if found is not None:
            screen.state.keep_found(found)
            _go(screen)

    screen.app.push_screen(FindDialog(screen), chosen)


def go_to_next(screen: Schedule) -> None:
    """To the next job found."""
    _step(screen, 1)


def go_to_previous(screen: Schedule) -> None:
    """To the job found before."""
    _step(screen, -1)


def _step(screen: Schedule, by: int) -> None:
    """To the next (previous) job found, around the end."""
    found = screen.state.found
    if found is None or not found.jobs:
        screen.status.say("Find something first: / and a name, a number, a street.", "panel_muted")
        return
    found.index = (found.index + by) % len(found.jobs)
    _go(screen)


def _go(screen: Schedule) -> None:
    found, office = screen.state.found, screen.office
    assert found is not None
    assert office is not None
    job = found.jobs[found.index]
    place = f"{found.index + 1} of {len(found.jobs)}"
    screen.status.say(
        f"{place} for {found.query}: {job.number} {job.description}, {job.customer}.", "panel", " n N next",
        about=[job.job_id],
    )  # fmt: skip
    if job.start is None or job.employee_id is None:
        _go_to_queue(screen, job)
    else:
        go_to(screen, job.start, job.employee_id, job.job_id)


def _go_to_queue(screen: Schedule, job: FoundJob) -> None:
    if not queueing.to_job(screen, job.job_id):
        screen.status.say(f"{job.number} waits in the queue, further down than the board shows.", "panel_warning")


def go_to(screen: Schedule, start: int, employee_id: int, job_id: int) -> None:
    """The cursor to a job: its day, its row, its time; a filter or calendar without its row gives way."""
    office = screen.office
    assert office is not None
    from industrack_tui.board import filtering

    if employee_id not in screen.timeline.view.roster:
        if not screen.state.filter.is_empty:
            filtering.clear_filter(screen)
        if employee_id not in screen.timeline.view.roster and screen.state.calendar_id:
            screen.state.choose_calendar(0)
            screen.show_office()
            screen.reload()
    screen.board.focus()
    day = screen.state.day_of(start, office, screen.calendar, screen.timeline.view.roster)
    screen.state.follow_job(job_id)
    if screen.period.kind is PeriodKind.MONTH:
        from industrack_tui.board.views import show_view

        show_view(screen, PeriodKind.DAY)
    if screen.state.window is None or not screen.state.window.contains(instant_of(start)) or not screen.in_timeline:
        screen.state.go_to(day)
    screen.timeline.view.to_employee(employee_id)
    if screen.period.scene is not None and employee_id in screen.period.scene.roster:
        screen.period.scene.row = list(screen.period.scene.roster).index(employee_id)
    screen.show_period(start)
    from industrack_tui.board.reading import follow

    follow(screen)
