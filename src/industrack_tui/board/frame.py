"""What stands around board and queue: header, card, status line and keys, each drawn when it says something new."""

from collections.abc import Callable, Sequence
from datetime import datetime

from industrack_core.domain.board.alarms import Alarm, alarm_of, doubled
from industrack_core.domain.board.board import Block, QueueEntry, Row
from industrack_core.domain.records.office import Office
from industrack_tui.board.heading import Place, header_lines
from industrack_tui.board.modes import CardPlace
from industrack_tui.commands.board import BY_ID, COMMANDS
from industrack_tui.commands.command import Command, Pane
from industrack_tui.glyphs import Glyphs
from industrack_tui.themes import Look
from industrack_tui.widgets.header import Header, HeaderPart
from industrack_tui.widgets.job_card import JobCard
from industrack_tui.widgets.key_bar import KeyBar, KeyHint
from industrack_tui.widgets.lines import Finished, LinePane
from industrack_tui.widgets.status_line import StatusLine

Parts = list[tuple[str, str]]
_CARDS = 8
"""Of so many cells and jobs the card is kept as it was drawn: who goes to and fro sees them again."""


def footer_commands(pane: Pane) -> list[Command]:
    """Commands for the footer of a pane, the most useful first."""
    return sorted((each for each in COMMANDS if each.rank and each.pane in (pane, Pane.ANY)), key=lambda one: one.rank)


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
        self._cards: list[tuple[tuple[object, ...], list[Finished]]] = []
        self._can: tuple[object, ...] = ()

    @property
    def panes(self) -> tuple[LinePane, ...]:
        return (self.header, self.card, self.status, self.keys)

    def forget(self) -> None:
        """Draw everything again next time: another theme."""
        self._place, self._about, self._cards, self._can = None, (), [], ()

    def hide_keys(self) -> None:
        """No keys while a dialog has them."""
        self._can = ()
        self.keys.show([])

    def show_opening(self) -> None:
        """The header before the database is there."""
        self.header.show(([HeaderPart(" IndusTrack ", "panel_strong")], []))

    def show_place(self, place: Place) -> None:
        """Where we are, who is here, and how fresh the board is."""
        before, self._place = self._place, place  # also where they are equal: the very same values are compared quickly
        if place != before:
            self.header.show(*header_lines(place, self.glyphs))

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
            place.elsewhere,
            place.day,
            place.told is not None and (place.told.quiet, place.told.day.is_calm),
        )
        before, self._about = self._about, about
        if about == before:
            return
        lines = next((each for known, each in self._cards if known == about), None)
        if lines is None:
            lines = self.card.lines_of(self._card_lines(subject, place, office, now, minute))
            self._cards = [(about, lines), *self._cards[: _CARDS - 1]]
        self.card.show_lines(lines)

    def _card_lines(
        self, subject: Block | QueueEntry | None, place: CardPlace, office: Office, now: datetime, minute: int
    ) -> list[Parts]:
        # after the first frame: the card's texts bring the entry grammar with them
        from industrack_tui.widgets import card_columns, card_text

        view = place.view
        row = view.row_at(view.line.row) if place.in_timeline else None
        if subject is not None:
            told = card_columns.CardSubject(subject, _alarm(subject, row, place, minute), place.parts, place.elsewhere)
            return card_columns.card_lines(told, office, self.glyphs, *self.card.outer_size)
        if place.day:
            return list(place.day)
        if row is not None and view.is_strip(view.line.row):
            return card_text.crowd_lines(row, view.minute, *self.card.outer_size, office, self.glyphs)
        return card_text.cell_lines(place.minute, place.employee_id, row, office, now)

    def show_mode(self, name: str, keys: Sequence[KeyHint], *, board_keys: bool = False) -> None:
        """What goes on, by name, and the keys that work in it; `board_keys`: those of the board work too."""
        self.status.show_badge(name, "chip", board_keys=board_keys)
        can = (name, tuple(keys), self.keys.outer_size.width)
        if can != self._can:
            self._can = can
            self.keys.show(keys)

    def show_keys(self, pane: Pane, state: tuple[object, ...], why_not: Callable[[Command], str]) -> None:
        """The footer; worked out again only when `state`, on which the answers of `why_not` depend, changed."""
        self.status.show_badge(pane.value.upper(), "idle")
        can = (pane, *state, self.keys.outer_size.width)
        if can != self._can:
            self._can = can
            self.keys.show([key_hint(each, why_not) for each in footer_commands(pane)])


def key_hint(command: Command, why_not: Callable[[Command], str]) -> KeyHint:
    """A command as the line of keys has it."""
    return KeyHint(command.shown_key, command.label, not why_not(command), command.id)


def means(command_id: str, label: str) -> KeyHint:
    """A command as the line of keys has it where it means something else for a while."""
    return KeyHint(BY_ID[command_id].shown_key, label, True, command_id)


def _alarm(subject: Block | QueueEntry, row: Row | None, place: CardPlace, minute: int) -> Alarm | None:
    """The alarm of the job under the cursor, as its block has it."""
    from industrack_tui.widgets.card_columns import alarm_of_entry

    if not isinstance(subject, Block):
        return alarm_of_entry(subject, minute)
    twice = {job.job_id for job, _ in doubled(row.blocks, minute)} if row is not None and len(row.lanes) > 1 else set()
    told = place.told
    return alarm_of(
        subject, minute, twice, told.quiet if told is not None else (), calm=told is not None and told.day.is_calm
    )  # fmt: skip
