"""The board as it was: `@` asks for the moment, again what changed since then, esc is back at now.

While the past is looked at, the bridge asks a desk on it. Nothing else of the board knows: rows, queue and card are
read as ever. What would change something, or shows more than is known of the past, says why not.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from industrack_core.domain.time.entry import EntryError, format_when, parse_when
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import Span, day_span, local_day
from industrack_tui.board import filtering
from industrack_tui.board.finding import go_to
from industrack_tui.board.frame import means
from industrack_tui.board.going_through import go_through
from industrack_tui.board.places import BoardPlace
from industrack_tui.board.schedule import Schedule
from industrack_tui.board.unseen import count_unseen
from industrack_tui.commands.command import Command, Needs
from industrack_tui.dialogs.prompt import Prompt
from industrack_tui.terminal.awaiting import Coming
from industrack_tui.widgets.key_bar import KeyHint
from industrack_tui.widgets.timeline.overlay import Ghost, GhostLine, clocked

if TYPE_CHECKING:
    from industrack_core.desk.comparing import JobFate
    from industrack_core.domain.board.board import Block, QueueEntry

_HOLD = ("view.", "pane.", "past.", "app.help", "app.marks", "app.repaint", "app.back", "app.palette", "app.quit")
_HOLDS = frozenset({
    "go.previous", "go.next", "go.today", "go.date", "go.board", "go.find", "go.next-found", "go.previous-found",
    "queue.order", "board.unfold", "board.hint", "board.exceptions", "job.yank", "job.details",
})  # fmt: skip
"""Commands that show the past as they show now."""


class AsOf:
    """The moment that is looked at (aware UTC), from where one came, and how it is compared with now."""

    def __init__(self, screen: Schedule, moment: datetime) -> None:
        self._screen, self.moment = screen, moment
        self._place, self._days, self._zoom = BoardPlace.of(screen), screen.state.days, screen.state.zoom
        self.compared: Span | None = None
        """The window of which `found` says what changed, None while nothing is compared."""
        self.found: Sequence[JobFate] = ()
        self._at = -1

    @property
    def title(self) -> str:
        """`AS OF Tue 24 Nov 9:40`."""
        return f"AS OF {self.told}"

    @property
    def told(self) -> str:
        """The moment."""
        zone = self._screen.session.known_office.zone
        return format_when(self.moment, zone, today=local_day(self._screen.bridge.desk_of_now.now(), zone))

    @property
    def keys(self) -> Sequence[KeyHint]:
        """The keys that are its own."""
        if self.compared is None:
            return means("past.look", "what changed since"), means("app.back", "now")
        return means("past.next", "next change"), means("past.look", "as it was"), means("app.back", "now")

    def why_not(self, command: Command) -> str:
        """Why a command does not hold in the past, empty where it does."""
        if command.moves or command.id in _HOLDS or command.id.startswith(_HOLD):
            return ""
        if command.writes and command.needs is not Needs.NOTHING:
            return "nothing can be changed in the past"
        return "esc goes back to now first"

    async def show(self) -> None:
        """Read all that is in sight as it was."""
        screen = self._screen
        screen.state.forget()
        await screen.read_again(office_too=True)
        screen.timeline.show_now(screen.now)
        screen.queue.show_now(screen.now)
        screen.paint()

    def leave(self) -> None:
        """Back to now, with view and cursor as they were."""
        screen = self._screen
        self._show_compared(())
        screen.bridge.look_at_now()
        screen.session.past = None
        screen.state.show_days(self._days)
        screen.state.choose_zoom(self._zoom)
        self._place.put_back(screen)
        screen.status.say("Now.", "panel_muted")
        screen.bring(self.show(), Coming.FILLS)
        count_unseen(screen)

    # -- compared with now -------------------------------------------------------------------------

    async def compare(self) -> None:
        """What became of the jobs in sight, and of the queue, from then to now."""
        screen, past, window = self._screen, self._screen.bridge.past, _window(self._screen)
        if past is None or window is None:
            return
        from industrack_core.desk.comparing import compare, counted

        now = screen.bridge.desk_of_now
        found = await screen.bridge.ask(lambda desk: compare(desk, now, now.office(), window))
        if screen.session.past is self:
            self.compared, self._at = window, -1
            self._show_compared(found)
            hint = f"   {means('past.next', '').key} next" if found else ""
            screen.status.say(f"From then to now: {counted(found)}.", "panel", hint)
            screen.show_card()

    def end_comparing(self) -> None:
        """The past alone."""
        self.compared = None
        self._show_compared(())
        self._screen.status.say(f"The board as of {self.told}.")
        self._screen.show_card()

    async def next(self) -> None:
        """To the next job that changed, around the end; of what is in sight now."""
        if self.compared != _window(self._screen):
            await self.compare()
        if not self.found:
            self._screen.status.say("Nothing in sight changed since then.", "panel_muted")
            return
        self._at = (self._at + 1) % len(self.found)
        difference, window = self.found[self._at], self.compared
        told = f"{self._at + 1} of {len(self.found)}: {difference.line}"
        for job in (difference.before, difference.after):
            if (
                job is not None
                and job.span is not None
                and job.crew
                and window is not None
                and window.overlaps(job.span)
            ):
                go_to(self._screen, minute_of(job.span.starts_at), job.crew[0], job.id)
                break
        self._screen.status.say(told, about=[difference.job.id])

    def _show_compared(self, found: "Sequence[JobFate]") -> None:
        """Jobs that changed shine, and stand as ghosts where they are now."""
        self.found = found
        screen, changed = self._screen, {each.job.id for each in found}

        def shines(job: "Block | QueueEntry") -> bool:
            return job.job_id in changed

        if not found:
            filtering.apply_filter(screen, screen.state.filter)
        else:
            screen.timeline.show_filter(shines)
            screen.period.shines = screen.queue.shines = shines
            screen.queue.repaint()
            screen.period.redraw()
        screen.timeline.show_echoes(_ghosts(screen, found))


def look_back(screen: Schedule) -> None:
    """Ask for a moment and show the board as it was; there, compare it with now, or stop that."""
    past = screen.session.past
    if isinstance(past, AsOf):
        if past.compared is None:
            screen.bring(past.compare(), Coming.FILLS)
        else:
            past.end_comparing()
    elif screen.office is not None:
        _ask_when(screen)


def _ask_when(screen: Schedule) -> None:
    def answered(text: str | None) -> None:
        if text:
            screen.bring(_look_back(screen, text), Coming.FILLS)

    hint = "9:40, yesterday 17:00"
    screen.app.push_screen(
        Prompt(screen.look, screen.glyphs, "As of when?", hint, lambda text: _told(screen, text)), answered
    )


def next_change(screen: Schedule) -> None:
    """To the next job that changed between the moment shown and now; outside the past, that others changed."""
    past = screen.session.past
    if isinstance(past, AsOf):
        screen.bring(past.next(), Coming.FILLS)
    else:
        screen.bring(go_through(screen), Coming.FILLS)


async def _look_back(screen: Schedule, text: str) -> None:
    moment = _moment(screen, text)
    came_from = AsOf(screen, moment)
    await screen.bridge.look_back(moment)
    screen.enter_mode(None)
    screen.session.past = came_from
    await came_from.show()
    screen.status.say(f"The board as of {came_from.told}.")


def _moment(screen: Schedule, text: str) -> datetime:
    """The typed moment, to the end of its minute or day, but not later than now. Raises EntryError."""
    office, now = screen.session.known_office, screen.bridge.desk_of_now.now()
    company = office.company
    when = parse_when(text, now=now, zone=office.zone, day_first=company.day_first, clock24=company.clock24)
    if when.has_time:
        moment = when.starts_at + timedelta(seconds=59)
    else:
        moment = day_span(local_day(when.starts_at, office.zone), office.zone).ends_at - timedelta(seconds=1)
    return min(moment, now) if when.starts_at <= now else moment


def _told(screen: Schedule, text: str) -> tuple[str, bool]:
    """What is typed means, and whether it can be taken."""
    zone, now = screen.session.known_office.zone, screen.bridge.desk_of_now.now()
    try:
        moment = _moment(screen, text)
    except EntryError as error:
        return str(error), False
    told = format_when(moment, zone, today=local_day(now, zone))
    return (f"The board as of {told}.", True) if moment <= now else (f"{told} is still to come.", False)


def _window(screen: Schedule) -> Span | None:
    """The time in sight."""
    return screen.period.scene.window if screen.period.scene is not None else screen.state.window


def _ghosts(screen: Schedule, found: "Sequence[JobFate]") -> list[Ghost]:
    """Where the jobs are now that were elsewhere, or nowhere."""
    zone, ghosts = screen.session.known_office.zone, []
    for each in found:
        job = each.after
        if job is None or job.span is None or (each.before is not None and each.became != "moved"):
            continue
        start, end = minute_of(job.span.starts_at), minute_of(job.span.ends_at)
        lines = (GhostLine(f"{job.number} {job.description}".strip()), GhostLine(clocked(start, end, zone)))
        ghosts.append(Ghost(job.crew, start, end, lines, job.id))
    return ghosts
