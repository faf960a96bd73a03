"""Picking a day from a calendar, and a time beside it."""

import calendar
from datetime import date, datetime, timedelta
from typing import ClassVar

from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from industrack_core.domain.text.text import pad
from industrack_core.domain.time.span import FIRST_YEAR, LAST_YEAR
from industrack_tui.dialogs.dialog import Dialog
from industrack_tui.glyphs import Glyphs
from industrack_tui.themes import Look
from industrack_tui.widgets.lines import LinePane

_WIDTH = 23
_TIMES = 8


class MomentPicker(Dialog[datetime]):
    """Dismissed with a wall-clock time, or None. Arrows walk the days, tab changes between day and time."""

    mode_name = "WHEN"

    BINDINGS: ClassVar = [
        Binding("left,h", "step(-1, 0)", show=False),
        Binding("right,l", "step(1, 0)", show=False),
        Binding("up,k", "step(-7, -1)", show=False),
        Binding("down,j", "step(7, 1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("tab,shift+tab", "other", show=False),
        Binding("t", "today", show=False),
        Binding("enter", "take", show=False),
    ]

    def __init__(
        self, look: Look, glyphs: Glyphs, title: str, wall: datetime, now: datetime, slot: int, first_weekday: int
    ) -> None:
        super().__init__(look, glyphs, title)
        self.wall, self.now, self.slot, self.first_weekday = wall, now, slot, first_weekday
        self.on_time = False
        self._pane = LinePane(self.look, self.glyphs, id="days")

    def compose(self) -> ComposeResult:
        self._pane.styles.height = _TIMES + 1
        keys = "arrows day   tab time   page keys month   t today   enter take"
        with Vertical(classes="box"):
            yield self.title_pane()
            yield self._pane
            yield self.pane([[(f" {keys}", "panel_muted")]])

    def on_mount(self) -> None:
        self._draw()

    def _draw(self) -> None:
        self._pane.show_lines([[*left, *right] for left, right in zip(self._days(), self._times(), strict=True)])

    def _days(self) -> list[list[Segment]]:
        plain, muted = self.look["panel"], self.look["panel_muted"]
        month = calendar.Calendar(self.first_weekday)
        names = " ".join(calendar.day_abbr[(self.first_weekday + each) % 7][:2] for each in range(7))
        lines = [[Segment(f" {self.wall:%B %Y}".ljust(_WIDTH), self.look["panel_strong"])]]
        lines.append([Segment(f" {names}".ljust(_WIDTH), muted)])
        for week in month.monthdatescalendar(self.wall.year, self.wall.month):
            pieces = [Segment(" ", plain)]
            for day in week:
                pieces += [Segment(f"{day.day:>2}", self.look[self._role(day)]), Segment(" ", plain)]
            lines.append([*pieces, Segment(" " * (_WIDTH - 22), plain)])
        blank = [Segment(" " * _WIDTH, plain)]
        return (lines + [blank] * _TIMES)[: _TIMES + 1]

    def _role(self, day: date) -> str:
        if day == self.wall.date():
            return "pick_idle" if self.on_time else "pick"
        if day == self.now.date():
            return "panel_accent"
        return "panel" if day.month == self.wall.month else "panel_muted"

    def _times(self) -> list[list[Segment]]:
        lines = [[Segment("  Time", self.look["panel_muted"])]]
        for place in range(-_TIMES // 2, _TIMES - _TIMES // 2):
            at = self.wall + timedelta(minutes=self.slot * place)
            role = ("pick" if self.on_time else "pick_idle") if place == 0 else "panel_muted"
            lines.append([Segment("  ", self.look["panel"]), Segment(pad(f" {at:%H:%M}", 8), self.look[role])])
        return lines

    def _go(self, wall: datetime) -> None:
        if FIRST_YEAR <= wall.year <= LAST_YEAR:
            self.wall = wall
            self._draw()

    def action_step(self, days: int, slots: int) -> None:
        """A day or a week on the calendar; on the time, a slot up and down."""
        self._go(self.wall + (timedelta(minutes=self.slot * slots) if self.on_time else timedelta(days=days)))

    def action_page(self, by: int) -> None:
        if self.on_time:
            self._go(self.wall + timedelta(hours=by))
            return
        months = self.wall.year * 12 + self.wall.month - 1 + by
        year, month = divmod(months, 12)
        last = calendar.monthrange(year, month + 1)[1]
        self._go(self.wall.replace(year=year, month=month + 1, day=min(self.wall.day, last)))

    def action_other(self) -> None:
        self.on_time = not self.on_time
        self._draw()

    def action_today(self) -> None:
        self._go(self.wall.replace(year=self.now.year, month=self.now.month, day=self.now.day))

    def action_take(self) -> None:
        self.dismiss(self.wall)
