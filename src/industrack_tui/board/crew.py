"""Who goes: a list of people to tick, narrowed by typing."""

import asyncio
from collections.abc import Callable, Sequence

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from industrack_core.domain.acts.acts import PlanJob
from industrack_core.domain.board.availability import Availability, asked_first, lacks_skill
from industrack_core.domain.board.board import Block
from industrack_core.domain.records.office import Employee, Office, ServiceType
from industrack_core.domain.text.text import clip, fold, pad
from industrack_core.domain.time.minute import instant_of
from industrack_core.domain.time.span import Span
from industrack_tui.acting import perform
from industrack_tui.board.schedule import Schedule
from industrack_tui.commands.forms import SAVE
from industrack_tui.dialogs.dialog import TypingDialog
from industrack_tui.terminal.awaiting import Coming
from industrack_tui.widgets.form.line_field import LineField
from industrack_tui.widgets.lines import LinePane

Chosen = tuple[int, ...]


class TickList(TypingDialog[Chosen]):
    """Typing narrows, space ticks, enter takes the ticked ones; when no tick was changed, the one under the cursor.

    Dismissed with ids in the order in which they were ticked. With a `rank` those with a low one are first, once it is
    `known`: until then they are in the order given, and enter waits where nothing was done yet.
    """

    mode_name = "WHO"

    def __init__(
        self, screen: Schedule, title: str, people: Sequence[Employee], ticked: Chosen,
        about: Callable[[Employee], tuple[str, str]], *, rank: Callable[[Employee], int] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(screen.look, screen.glyphs, title)
        self.people, self.about, self.rank = tuple(people), about, rank
        self.ticked = list(ticked)
        self._before = tuple(ticked)
        self._typed = ""
        self._touched = False
        self.known = asyncio.Event()
        if rank is None:
            self.known.set()
        keys = {
            "up": lambda: self.action_step(-1), "down": lambda: self.action_step(1), "space": self.action_tick,
            "enter": self.action_take, **dict.fromkeys(SAVE.keys, self.action_save), "escape": self.action_leave,
        }  # fmt: skip
        self.entry = LineField(self.look, self.glyphs, keys, self._narrow, hint="name", limit=40)
        self.index = 0
        self._list = LinePane(self.look, self.glyphs, id="people")

    @property
    def listed(self) -> list[Employee]:
        """Those whose names have every typed word, those that begin with it first."""
        wanted = fold(self._typed).split()
        found = [each for each in self.people if all(word in fold(each.name) for word in wanted)]
        if self.rank is not None and self.known.is_set():
            found.sort(key=self.rank)
        if not wanted:
            return found
        return sorted(found, key=lambda each: not any(part.startswith(wanted[0]) for part in fold(each.name).split()))

    def compose(self) -> ComposeResult:
        keys = f"space ticks   enter takes them   {SAVE.shown_key} takes nobody, too   esc back"
        with Vertical(classes="box page"):
            yield self.title_pane()
            yield self.entry
            yield self._list
            yield self.pane([[(f" {keys}", "panel_muted")]])

    def on_mount(self) -> None:
        self.entry.focus()
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        self._draw()

    def _narrow(self, text: str) -> None:
        self._typed, self.index, self._touched = text, 0, True
        self._draw()

    def show_known(self) -> None:
        """What everybody has on is known: the cursor stays on its person, where it was put there."""
        here = self.listed[self.index] if self._touched and self.listed else None
        self.known.set()
        self.index = self.listed.index(here) if here is not None else 0
        if self.is_attached and self.is_mounted:
            self._draw()

    def _draw(self) -> None:
        width = self.inner_width(90)
        rows = self.inner_height(len(self.people), 5)
        self._list.styles.width, self._list.styles.height = width, rows
        listed = self.listed
        first = max(0, min(self.index - rows // 2, len(listed) - rows))
        lines = []
        for at in range(first, min(first + rows, len(listed))):
            person = listed[at]
            told, role = self.about(person)
            tick = f"[{'x' if person.id in self.ticked else ' '}]"
            text = pad(clip(f" {tick} {person.short_name:<24} {told}", width, self.glyphs.ellipsis), width)
            lines.append([Segment(text, self.look["pick" if at == self.index else role])])
        self._list.show_lines(lines or [[Segment(" Nobody of that name.", self.look["panel_muted"])]])

    def action_step(self, by: int) -> None:
        self._touched = True
        self.index = max(0, min(self.index + by, len(self.listed) - 1))
        self._draw()

    def action_tick(self) -> None:
        listed = self.listed
        if not listed:
            return
        self._touched = True
        person = listed[self.index].id
        if person in self.ticked:
            self.ticked.remove(person)
        else:
            self.ticked.append(person)
        self._draw()

    def action_take(self) -> None:
        if self._touched or self.known.is_set():
            self._take()
        else:
            self.bring(self._take_when_known(), Coming.FILLS)

    async def _take_when_known(self) -> None:
        await self.known.wait()
        self._take()

    def _take(self) -> None:
        listed = self.listed
        if tuple(self.ticked) == self._before and listed:
            self.dismiss((listed[self.index].id,))
        elif self.ticked:
            self.dismiss(tuple(self.ticked))

    def action_save(self) -> None:
        self.dismiss(tuple(self.ticked))


class WhoCould:
    """What is known of people at a job's time; `free` is filled once it is read."""

    def __init__(self, service_type: ServiceType | None) -> None:
        self.service_type = service_type
        self.free: dict[int, Availability] = {}

    def about(self, person: Employee) -> tuple[str, str]:
        """What a person has on then, and which skills are lacking; and the role that says it."""
        has, lacks = self.free.get(person.id), lacks_skill(person, self.service_type)
        told = ", ".join([*([has.text] if has else []), *(f"lacks {skill}" for skill in lacks)])
        return told, "panel_muted" if lacks or (has is not None and not has.is_free) else "panel"

    def rank(self, person: Employee) -> int:
        """Who is free and has the skills is first."""
        return asked_first(self.free.get(person.id), lacks_skill(person, self.service_type))


def edit_crew(screen: Schedule) -> None:
    """Tick the crew of the job under the cursor; what everybody has on at its time is filled in."""
    job, office = screen.subject, screen.office
    if job is None or office is None:
        return
    minutes = job.end - job.start if isinstance(job, Block) else job.minutes
    who = WhoCould(office.service_types_by_id.get(job.service_type_id or 0))

    def chosen(crew: Chosen | None) -> None:
        if crew is None:
            return
        start = instant_of(job.start) if job.start is not None else None
        screen.state.follow_job(job.job_id, after=job.version)
        perform(screen, PlanJob(job.job_id, job.version, crew, start, minutes), "change the crew anyway")

    people = _people(office, screen, job.crew_ids)
    title = f"Crew of {job.number} {job.description}"
    dialog = TickList(screen, title, people, job.crew_ids, who.about, rank=who.rank)
    screen.app.push_screen(dialog.of_jobs([job.job_id], screen.known), chosen)
    if job.start is None:
        dialog.show_known()
    else:
        span = Span(instant_of(job.start), instant_of(job.start + minutes))
        screen.spawn(_fill(screen, dialog, span, job.job_id, who))


async def _fill(screen: Schedule, dialog: TickList, span: Span, job_id: int, who: WhoCould) -> None:
    """Read what everybody has on meanwhile."""
    office, people = screen.office, [each.id for each in dialog.people]
    try:
        if office is not None:
            who.free.update(await screen.bridge.seek(lambda desk: desk.availability(office, people, span, job_id)))
    finally:
        dialog.show_known()


def _people(office: Office, screen: Schedule, crew: Sequence[int]) -> list[Employee]:
    """The calendar's people, and who is on the crew already."""
    pool = {employee.id for employee in office.pool(screen.calendar)} | set(crew)
    return [employee for employee in office.employees if employee.id in pool]
