"""What stands around board and queue: header, card, status line and keys, each drawn when it says something new."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from industrack_core.domain.board import Block, QueueEntry, overlapping
from industrack_core.domain.office import Calendar, Office
from industrack_core.domain.span import clock_text
from industrack_core.domain.text import clip
from industrack_tui.commands import BY_ID, MOTIONS, Command, Needs, Pane, footer_commands
from industrack_tui.glyphs import Glyphs
from industrack_tui.screens.board.modes import CardPlace
from industrack_tui.screens.schedule_reading import ask_parts
from industrack_tui.themes import Look
from industrack_tui.widgets.header import Header, HeaderPart
from industrack_tui.widgets.job_card import JobCard
from industrack_tui.widgets.lines import LinePane
from industrack_tui.widgets.status_line import KeyBar, StatusLine
from industrack_tui.widgets.timeline.geometry import days_shown

if TYPE_CHECKING:
    from industrack_tui.screens.schedule import ScheduleScreen

Parts = list[tuple[str, str]]
_LONG_FILTER = 32
"""Cells of a filter that need not be read whole."""


class Place(NamedTuple):
    """What the header says. `days` is how many the board shows, `lost_since` aware UTC or None.

    `outdated` says that another version of the program has changed the database.
    """

    office: Office
    day: date
    days: int
    zoom: int
    who: str
    read_only: bool
    lost_since: datetime | None
    outdated: bool
    width: int
    calendar: Calendar
    period: str
    filter: str
    marked: int
    load: str


def state_of(office: Office, lost_since: datetime | None, *, outdated: bool, read_only: bool) -> HeaderPart:
    """How fresh what is shown is, and whether it can be changed; for the right end of a header."""
    if lost_since is not None:
        return HeaderPart(f"stale since {clock_text(lost_since.astimezone(office.zone))} ", "panel_error", 15)
    if outdated:
        return HeaderPart("old version ", "panel_error", 15)
    return HeaderPart("read-only ", "panel_warning", 10) if read_only else HeaderPart("live ", "panel_good", 10)


class Frame:
    """The four panes around the work, and what they say now."""

    def __init__(self, look: Look, glyphs: Glyphs) -> None:
        self.glyphs = glyphs
        self.header = Header(look, glyphs, id="header")
        self.card = JobCard(look, glyphs, id="card")
        self.status = StatusLine(look, glyphs, id="status")
        self.keys = KeyBar(look, glyphs, id="keys")
        self.status.spill = self.keys
        self._place: Place | None = None
        self._about: tuple[object, ...] = ()
        self._can: tuple[object, ...] = ()

    @property
    def panes(self) -> tuple[LinePane, ...]:
        return (self.header, self.card, self.status, self.keys)

    def forget(self) -> None:
        """Draw everything again next time: another theme."""
        self._place, self._about, self._can = None, (), ()

    def hide_keys(self) -> None:
        """No keys while a dialog has them."""
        self._can = ()
        self.keys.show([])

    def show_opening(self) -> None:
        """The header before the database is there."""
        self.header.show([HeaderPart(" IndusTrack ", "panel_strong")], [])

    def show_place(self, place: Place) -> None:
        """Where we are, who is here, and how fresh the board is."""
        if place == self._place:
            return
        self._place = place
        self.header.show(self._where(place), _who(place))

    def _where(self, place: Place) -> list[HeaderPart]:
        """What hides jobs or waits to be acted on stays longest, a filter longest of all."""
        day = f" {place.day:%A} {place.day.day} {place.day:%B %Y}"
        short_day = HeaderPart(f" {place.day:%a} {place.day.day} {place.day:%b}", "panel_strong", 9)
        period = HeaderPart(f" {place.period}", "panel_strong", 9)
        parts = [HeaderPart(" Schedule ", "panel_accent", 8)]
        parts += [period] if place.period else [HeaderPart(day, "panel_strong", 3, short_day)]
        if place.days > 1 and not place.period:
            parts.append(HeaderPart(f"  {place.days} days", "panel", 7))
        if place.filter:
            whole, role = f"   Filter: {place.filter}", "panel_warning"
            shorter = HeaderPart(clip(whole, _LONG_FILTER, self.glyphs.ellipsis), role, 20)
            parts += [HeaderPart(whole, role, 6, shorter), HeaderPart(" (esc clears)", role, 4)]
        if place.marked:
            parts += [HeaderPart(f"   {place.marked} marked", "panel_accent", 12)]
            parts += [HeaderPart(" (esc clears)", "panel_accent", 4)]
        load = [HeaderPart(f"   {place.load}", "panel", 5)] if place.load else []
        if place.calendar.is_default:
            parts += [*load, HeaderPart(f"   {place.calendar.name}", "panel_muted", 2)]
        else:
            parts += [HeaderPart(f"   {place.calendar.name}", "panel", 7), *load]
        return parts if place.period else [*parts, HeaderPart(f"   {place.zoom} min", "panel_muted", 1)]

    def show_subject(
        self, subject: Block | QueueEntry | None, place: CardPlace, office: Office, now: datetime, minute: int
    ) -> None:
        """The card of the job or the cell under the cursor. `minute` is `now` in minutes since 1970 UTC."""
        view = place.view
        row = view.row_at(view.line.row) if place.in_timeline else None
        about = (
            subject or (place.minute, place.employee_id, view.line),
            row,
            office,
            minute,
            self.card.outer_size,
            place.parts,
        )
        if about != self._about:
            self._about = about
            self.card.show_parts(self._card_lines(subject, place, office, now, minute))

    def _card_lines(
        self, subject: Block | QueueEntry | None, place: CardPlace, office: Office, now: datetime, minute: int
    ) -> list[Parts]:
        # after the first frame: the card's texts bring the entry grammar with them
        from industrack_tui.widgets import card_text

        view = place.view
        row = view.row_at(view.line.row) if place.in_timeline else None
        if subject is not None:
            overlaps = isinstance(subject, Block) and row is not None and subject.job_id in overlapping(row)
            lines = card_text.job_lines(subject, office, minute, overlaps, self.glyphs)
            lines[-1] += [(f"   {place.parts}", "panel_muted")] if place.parts else []
            return lines
        if row is not None and view.is_heap(view.line):
            return card_text.heap_lines(sum(len(lane) for lane in row.lanes[view.line.lane :]))
        return card_text.cell_lines(place.minute, place.employee_id, row, office, now)

    def show_keys(self, pane: Pane, state: tuple[object, ...], why_not: Callable[[Command], str]) -> None:
        """The footer; worked out again only when `state`, on which the answers of `why_not` depend, changed."""
        can = (pane, *state, self.keys.outer_size.width)
        if can != self._can:
            self._can = can
            self.keys.show([(each.shown_key, each.label, not why_not(each)) for each in footer_commands(pane)])


def _who(place: Place) -> list[HeaderPart]:
    """Whose company, who is here, and how fresh the board is."""
    company = HeaderPart(f" {place.office.company.name}  ", "panel_muted")
    state = state_of(place.office, place.lost_since, outdated=place.outdated, read_only=place.read_only)
    return [company, HeaderPart(f"{place.who}  ", "panel", 8), state]


def show_card(screen: "ScheduleScreen") -> None:
    """Card and keys for what is under the cursor."""
    office, view = screen.office, screen.timeline.view
    if office is not None:
        subject, known = screen.subject, screen.parts
        told = subject is not None and known is not None and known.job_id == subject.job_id
        parts = known.text if known is not None and told else ""
        where = CardPlace(view, screen.minute, screen.employee_id, screen.in_timeline, parts)
        screen.frame.show_subject(screen.subject, where, office, screen.bridge.desk.clock(), screen.timeline.now)
        ask_parts(screen)
    can = (
        screen.subject is None, screen.block is None, screen.employee_id is None, screen.queue.selected is None,
        office is None, type(screen.mode), bool(screen.marks),
    )  # fmt: skip
    screen.frame.show_keys(screen.pane, can, screen.why_not)


def show_header(screen: "ScheduleScreen") -> None:
    """Where we are, who is here, and how fresh the board is."""
    if screen.office is None:
        screen.frame.show_opening()
        return
    desk, days = screen.bridge.desk, max(screen.days, days_shown(screen.timeline.view.width, screen.zoom))
    width, load = screen.outer_size.width, screen.load
    place = Place(
        screen.office, screen.day, days, screen.zoom, desk.who, desk.read_only, screen.lost_since,
        screen.is_outdated, width, screen.calendar, screen.period.title(), screen.filter.sentence(screen.office),
        len(screen.marks), load.text if load and load.is_of(screen.day, screen.timeline.view.roster) else "",
    )  # fmt: skip
    screen.frame.show_place(place)


def why_not(screen: "ScheduleScreen", command: Command) -> str:
    """Why a command cannot run now, empty when it can."""
    if screen.office is None:
        return "" if command.id.startswith("app.") else "the board is not open yet"
    if command.needs is Needs.NOTHING:
        return ""
    reason = _missing(screen, command.needs)
    if not reason and command.writes and screen.bridge.desk.read_only:
        return "this console is read-only"
    return reason


def _missing(screen: "ScheduleScreen", needs: Needs) -> str:
    view = screen.timeline.view
    if needs is Needs.CELL and (view.employee_id is None if screen.in_timeline else not screen.period.can_open):
        return "there is no employee on the board" if screen.in_timeline else "there is nothing to open here"
    if needs is Needs.QUEUED_AND_CELL and screen.employee_id is None:
        return "there is no employee on the board" if screen.in_timeline else "this view has no rows of people"
    if needs in (Needs.QUEUED, Needs.QUEUED_AND_CELL) and screen.queue.selected is None:
        return "the queue is empty"
    if needs is Needs.BLOCK and screen.block is None:
        return "there is no job under the cursor"
    if needs is Needs.JOB and screen.subject is None:
        return "there is no job under the cursor" if screen.pane is Pane.BOARD else "the queue is empty"
    return ""


def obey(screen: "ScheduleScreen", command_id: str) -> None:
    """Run a command, or say why not. What was said before goes, unless the cursor only moved and not to another job;
    what comes of an act takes its place when it is done."""
    status, moves, command = screen.status, command_id in MOTIONS, BY_ID[command_id]
    if not moves and (command.needs is Needs.NOTHING or not command.writes):
        status.pass_on()
    status.take_back()
    if screen.mode is not None and screen.mode.run(command_id):
        return
    said = status.said
    reason = screen.why_not(command)
    if reason:
        status.say(f"{command.label}: {reason}.", "panel_warning")
        screen.refuse()
        return
    screen.run(command)
    if moves and status.said == said:
        status.moved()
