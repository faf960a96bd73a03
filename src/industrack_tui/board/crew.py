"""Who goes: a list of people to tick, narrowed by typing."""

import asyncio
from collections.abc import Callable, Sequence

from rich.segment import Segment

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
from industrack_tui.dialogs.narrowed_list import NarrowedList
from industrack_tui.terminal.awaiting import Coming

Chosen = tuple[int, ...]


class TickList(NarrowedList[Chosen, Employee]):
    """Typing narrows, space ticks, enter takes the ticked ones; when no tick was changed, the one under the cursor.

    Dismissed with ids in the order in which they were ticked. With a `rank` those with a low one are first, once it is
    `known`: until then they are in the order given, and enter waits where nothing was done yet.
    """

    mode_name = "WHO"
    widest = 90
    box = "page"
    nothing = "Nobody of that name."

    def __init__(
        self, screen: Schedule, title: str, people: Sequence[Employee], ticked: Chosen,
        about: Callable[[Employee], tuple[str, str]], *, rank: Callable[[Employee], int] | None = None,
    ) -> None:  # fmt: skip
        keys: dict[str, Callable[[], None]] = {"space": self.action_tick}
        keys |= dict.fromkeys(SAVE.keys, self.action_save)
        super().__init__(screen.look, screen.glyphs, title, hint="name", limit=40, keys=keys)
        self.people, self.about, self.rank = tuple(people), about, rank
        self.ticked = list(ticked)
        self.most_rows = len(self.people)
        self._before = tuple(ticked)
        self._touched = False
        self.known = asyncio.Event()
        if rank is None:
            self.known.set()
        self.listed = self.found("")

    def found(self, typed: str) -> list[Employee]:
        """Those whose names have every typed word, those that begin with it first."""
        wanted = fold(typed).split()
        found = [each for each in self.people if all(word in fold(each.name) for word in wanted)]
        if self.rank is not None and self.known.is_set():
            found.sort(key=self.rank)
        if not wanted:
            return found
        return sorted(found, key=lambda each: not any(part.startswith(wanted[0]) for part in fold(each.name).split()))

    def narrow(self, typed: str) -> None:
        self._touched = True
        super().narrow(typed)

    def show_known(self) -> None:
        """What everybody has on is known: the cursor stays on its person, where it was put there."""
        here = self.current if self._touched else None
        self.known.set()
        self.listed = self.found(self.typed)
        self.index = self.listed.index(here) if here is not None else 0
        self.draw()

    def foot(self) -> str:
        return f"space ticks   enter takes them   {SAVE.shown_key} takes nobody, too   esc back"

    def line(self, each: Employee, width: int, *, here: bool) -> Sequence[Segment]:
        told, role = self.about(each)
        tick = f"[{'x' if each.id in self.ticked else ' '}]"
        text = pad(clip(f" {tick} {each.short_name:<24} {told}", width, self.glyphs.ellipsis), width)
        return [Segment(text, self.look["pick" if here else role])]

    def action_step(self, by: int) -> None:
        self._touched = True
        super().action_step(by)

    def action_tick(self) -> None:
        if self.current is None:
            return
        self._touched = True
        person = self.current.id
        if person in self.ticked:
            self.ticked.remove(person)
        else:
            self.ticked.append(person)
        self.draw()

    def action_take(self) -> None:
        if self._touched or self.known.is_set():
            self._take()
        else:
            self.bring(self._take_when_known(), Coming.FILLS)

    async def _take_when_known(self) -> None:
        await self.known.wait()
        self._take()

    def _take(self) -> None:
        if tuple(self.ticked) == self._before:
            if self.current is not None:
                self.dismiss((self.current.id,))
        elif self.ticked:
            self.dismiss(tuple(self.ticked))

    def action_save(self) -> None:
        self.dismiss(tuple(self.ticked))

    def clicked(self, *, again: bool) -> None:
        """A click ticks."""
        self.action_tick()


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
