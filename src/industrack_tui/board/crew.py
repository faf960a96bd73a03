"""Who goes: a list of people to tick, narrowed by typing."""

from collections.abc import Callable, Sequence

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from industrack_core.domain.acts.acts import PlanJob
from industrack_core.domain.board.availability import Availability, Presence, lacks_skill
from industrack_core.domain.board.board import Block
from industrack_core.domain.records.office import Employee, Office
from industrack_core.domain.text.text import clip, fold, pad
from industrack_core.domain.time.minute import instant_of
from industrack_core.domain.time.span import Span
from industrack_tui.acting import perform
from industrack_tui.board.schedule import Schedule
from industrack_tui.dialogs.dialog import TypingDialog
from industrack_tui.widgets.form.line_field import LineField
from industrack_tui.widgets.lines import LinePane

_SHOWN = 12
Chosen = tuple[int, ...]


class TickList(TypingDialog[Chosen]):
    """Typing narrows, space ticks, enter takes the ticked ones; when no tick was changed, the one under the cursor.

    Dismissed with ids in the order in which they were ticked.
    """

    def __init__(
        self, screen: Schedule, title: str, people: Sequence[Employee], ticked: Chosen,
        about: Callable[[Employee], tuple[str, str]],
    ) -> None:  # fmt: skip
        super().__init__(screen.look, screen.glyphs, title)
        self.people, self.about = tuple(people), about
        self.ticked = list(ticked)
        self._before = tuple(ticked)
        self._typed = ""
        keys = {
            "up": lambda: self.action_step(-1), "down": lambda: self.action_step(1), "space": self.action_tick,
            "enter": self.action_take, "f2": self.action_save, "escape": self.action_leave,
        }  # fmt: skip
        self.entry = LineField(self.look, self.glyphs, keys, self._narrow, hint="name", limit=40)
        self.index = 0
        self._list = LinePane(self.look, self.glyphs, id="people")

    @property
    def listed(self) -> list[Employee]:
        """Those whose names have every typed word, those that begin with it first."""
        wanted = fold(self._typed).split()
        found = [each for each in self.people if all(word in fold(each.name) for word in wanted)]
        if not wanted:
            return found
        return sorted(found, key=lambda each: not any(part.startswith(wanted[0]) for part in fold(each.name).split()))

    def compose(self) -> ComposeResult:
        keys = "type a name   space ticks   enter takes them   f2 takes nobody, too   esc back"
        with Vertical(classes="box"):
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
        self._typed, self.index = text, 0
        self._draw()

    def redraw(self) -> None:
        """Paint again, while it is open."""
        if self.is_attached and self.is_mounted:
            self._draw()

    def _draw(self) -> None:
        width = min(80, self.app.size.width - 6)
        rows = max(2, min(_SHOWN, self.app.size.height - 9))
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
        self.index = max(0, min(self.index + by, len(self.listed) - 1))
        self._draw()

    def action_tick(self) -> None:
        listed = self.listed
        if not listed:
            return
        person = listed[self.index].id
        if person in self.ticked:
            self.ticked.remove(person)
        else:
            self.ticked.append(person)
        self._draw()

    def action_take(self) -> None:
        listed = self.listed
        if tuple(self.ticked) == self._before and listed:
            self.dismiss((listed[self.index].id,))
        elif self.ticked:
            self.dismiss(tuple(self.ticked))

    def action_save(self) -> None:
        self.dismiss(tuple(self.ticked))


def edit_crew(screen: Schedule) -> None:
    """Tick the crew of the job under the cursor; what everybody has on at its time is filled in."""
    job, office = screen.subject, screen.office
    if job is None or office is None:
        return
    minutes = job.end - job.start if isinstance(job, Block) else job.minutes
    people = _people(office, screen, job.crew_ids)
    free: dict[int, Availability] = {}
    service_type = office.service_types_by_id.get(job.service_type_id or 0)

    def about(person: Employee) -> tuple[str, str]:
        has = free.get(person.id)
        lacks = lacks_skill(person, service_type)
        told = ", ".join([*([has.text] if has else []), *(f"lacks {skill}" for skill in lacks)])
        clear = not lacks and (has is None or has.presence is Presence.FREE)
        return told, "panel" if clear else "panel_muted"

    def chosen(crew: Chosen | None) -> None:
        if crew is None:
            return

        start = instant_of(job.start) if job.start is not None else None
        screen.state.follow_job(job.job_id, after=job.version)
        perform(screen, PlanJob(job.job_id, job.version, crew, start, minutes), "change the crew anyway")

    dialog = TickList(screen, f"Crew of {job.number} {job.description}", people, job.crew_ids, about)

    screen.app.push_screen(dialog.of_jobs([job.job_id], screen.known), chosen)
    if job.start is not None:
        span = Span(instant_of(job.start), instant_of(job.start + minutes))
        screen.spawn(_fill(screen, dialog, span, job.job_id, free))


async def _fill(screen: Schedule, dialog: TickList, span: Span, job_id: int, free: dict[int, Availability]) -> None:
    """Read what everybody has on meanwhile, into `free`."""
    office, people = screen.office, [each.id for each in dialog.people]
    if office is not None:
        free.update(await screen.bridge.seek(lambda desk: desk.availability(office, people, span, job_id)))
        dialog.redraw()


def _people(office: Office, screen: Schedule, crew: Sequence[int]) -> list[Employee]:
    """The calendar's people, and who is on the crew already."""
    pool = {employee.id for employee in office.pool(screen.calendar)} | set(crew)
    return [employee for employee in office.employees if employee.id in pool]
