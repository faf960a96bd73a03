"""What stands around board and queue: header, card, status line and keys, each drawn when it says something new."""

from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple

from industrack_core.domain.board.board import Block, QueueEntry, overlapping
from industrack_core.domain.records.office import Calendar, Office
from industrack_core.domain.text.text import clip
from industrack_tui.board.modes import CardPlace
from industrack_tui.commands.board import footer_commands
from industrack_tui.commands.command import Command, Pane
from industrack_tui.glyphs import Glyphs
from industrack_tui.themes import Look
from industrack_tui.widgets.header import Header, HeaderPart, state_of
from industrack_tui.widgets.job_card import JobCard
from industrack_tui.widgets.lines import LinePane
from industrack_tui.widgets.status_line import KeyBar, StatusLine

Parts = list[tuple[str, str]]
_LONG_FILTER = 32
"""Cells of a filter that need not be read whole."""


class Place(NamedTuple):
    """What the header says. `days` is how many the board shows, `zoom` minutes a column (0 where they fit).

    `lost_since` is aware UTC or None.

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


class BoardFrame:
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
        zoom = [HeaderPart(f"   {place.zoom} min", "panel_muted", 1)] if place.zoom else []
        return parts if place.period else [*parts, *zoom]

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
            place.day,
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
        if place.day:
            return list(place.day)
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
