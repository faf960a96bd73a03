"""Which time the board shows: from which day on, how many, how wide an hour is, and what is folded."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from industrack_core.domain.board.board import HoursKnown, JobHours
from industrack_core.domain.board.day_hours import Stretch, WeekHours, board_day, shown_hours, week_hours, window
from industrack_core.domain.records.office import Calendar, Office, Shift
from industrack_core.domain.time.minute import minute_of
from industrack_core.domain.time.span import Span
from industrack_tui.widgets.timeline.axis import DAY_ZOOMS, RATE, ZOOMS, Axis, fit_axis, zoomed

if TYPE_CHECKING:
    from industrack_tui.widgets.timeline.cursor import View

_ILLEGIBLE = RATE * 9 // 2
"""Where a day's hours would be narrower, in twentieths of a cell, nothing could be read of a job of one hour."""
_LEGIBLE = RATE * 11 // 2
"""Its hours are so wide then, and it goes on beyond the screen."""


class ShownTime:
    """`day` is the first one shown, `window` what is loaded of time (None before the layout).

    `zoom` is how many minutes of a day a cell stands for, 0 where the days fit the width.
    """

    def __init__(self) -> None:
        self._day = date(2000, 1, 1)
        self._days = 1
        self._zoom = 0
        self._window: Span | None = None
        self._unfolded = False
        self._asked: frozenset[int] = frozenset()
        self._hours: tuple[Span, HoursKnown] | None = None
        self._week: tuple[Office, Sequence[int], Calendar, WeekHours] | None = None
        self._worked: tuple[Office, Sequence[int], Mapping[tuple[Shift, ...], int]] | None = None

    @property
    def day(self) -> date:
        return self._day

    @property
    def days(self) -> int:
        return self._days

    @property
    def zoom(self) -> int:
        return self._zoom

    @property
    def window(self) -> Span | None:
        return self._window

    @property
    def is_unfolded(self) -> bool:
        """Whether closed hours are shown as well."""
        return self._unfolded

    def go_to(self, day: date) -> None:
        """Another day; what is loaded of time follows with the next layout."""
        if day != self._day:
            self._day, self._asked = day, frozenset()

    def show_days(self, days: int) -> None:
        """So many days, as wide as they fit."""
        self._days, self._zoom, self._asked = days, 0, frozenset()

    def choose_zoom(self, zoom: int) -> None:
        """So many minutes a cell, until another number of days is shown; 0 fits them to the width."""
        self._zoom = zoom if zoom in ZOOMS else 0

    def unfold(self) -> None:
        """Show closed hours, or fold them again."""
        self._unfolded = not self._unfolded

    def ask_for(self, minute: int) -> None:
        """The hour of this minute is shown even if it is closed, until another day is."""
        self._asked |= {minute}

    @property
    def asked(self) -> frozenset[int]:
        """The minutes whose hours are shown though they are closed."""
        return self._asked

    def ask_only(self, minutes: frozenset[int]) -> None:
        """The hours of these minutes are shown, of no others that are closed."""
        self._asked = minutes

    # -- hours -----------------------------------------------------------------------------------

    def knows_hours(self, roster: Sequence[int]) -> bool:
        """Whether the hours of these people's jobs in the window were read."""
        return self.hours_known(roster) is not None

    def hours_known(self, roster: Sequence[int]) -> HoursKnown | None:
        """The hours of these people's jobs in the window, as they were read last."""
        is_known = self._hours is not None and self._hours[0] == self._window and _same(self._hours[1].roster, roster)
        return self._hours[1] if self._hours is not None and is_known else None

    def know_hours(self, window: Span, known: HoursKnown) -> bool:
        """When the jobs of people begin and end, hour by hour; answers whether that is not what was known."""
        before, self._hours = self._hours, (window, known)
        return before is None or (before[0], before[1].hours) != (window, known.hours)

    def week(self, office: Office, calendar: Calendar, roster: Sequence[int]) -> WeekHours:
        """The working hours by which days are laid out."""
        known = self._week
        if known is None or known[0] is not office or known[2] != calendar or not _same(known[1], roster):
            hours = week_hours(self.worked_hours(office, roster), calendar)
            known = self._week = (office, roster, calendar, hours)
        return known[3]

    def worked_hours(self, office: Office, roster: Sequence[int]) -> "Mapping[tuple[Shift, ...], int]":
        """The weekly hours of these people, and how many have each."""
        known = self._worked
        if known is None or known[0] is not office or not _same(known[1], roster):
            from industrack_core.domain.board.working_hours import hours_of

            people = list(filter(None, map(office.employees_by_id.get, roster)))
            known = self._worked = (office, roster, hours_of(people))
        return known[2]

    def day_of(self, minute: int, office: Office, calendar: Calendar, roster: Sequence[int]) -> date:
        """The board's day that holds a minute."""
        return board_day(minute, self.week(office, calendar, roster), office.zone)

    def window_of(self, day: date, office: Office, calendar: Calendar, roster: Sequence[int]) -> Span:
        """What is loaded of time where a day is the first one shown."""
        return window(day, self._days, self.week(office, calendar, roster), office.zone)

    # -- layout ----------------------------------------------------------------------------------

    def lay_out(self, width: int, office: Office, calendar: Calendar, roster: Sequence[int]) -> Axis:
        """The axis on which `width` columns show the days."""
        shown = self._window = self.window_of(self._day, office, calendar, roster)
        hours = self._hours[1].hours if self._hours is not None and self._hours[0] == shown else ()
        return self.axis_of(self._day, hours, width, office, calendar, roster)

    def axis_of(
        self, day: date, hours: Sequence[JobHours], width: int, office: Office, calendar: Calendar,
        roster: Sequence[int],
    ) -> Axis:  # fmt: skip
        """The axis where a day is the first one shown, and people's jobs have these hours."""
        shown = self.window_of(day, office, calendar, roster)
        start, end = minute_of(shown.starts_at), minute_of(shown.ends_at)
        stretches: tuple[Stretch, ...] = (Stretch(start, end, 1),)
        if not self._unfolded:
            asked = self._asked if day == self._day else frozenset[int]()
            week = self.week(office, calendar, roster)
            stretches = shown_hours(day, self._days, week, hours, asked, office.zone)
        if self._zoom:
            return Axis(start, end, zoomed(self._zoom), calendar.slot_minutes, stretches)
        axis = fit_axis(start, end, calendar.slot_minutes, stretches, width)
        if self._days == 1 and axis.rate < _ILLEGIBLE and not self._unfolded:
            return Axis(start, end, _LEGIBLE, calendar.slot_minutes, stretches)
        return axis

    def show_in(self, view: "View", office: Office, calendar: Calendar, minute: int | None) -> None:
        """Lay the days out in a view, its cursor at `minute`, or at its time of day."""
        offset = view.asked - view.axis.start
        axis = self.lay_out(view.width, office, calendar, view.roster)
        if minute is not None and axis.is_folded(minute, minute + 1) and axis.start <= minute < axis.end:
            self.ask_for(minute)
            axis = self.lay_out(view.width, office, calendar, view.roster)
        view.show_window(axis, axis.start + offset if minute is None else minute)

    def zooms(self, fit: int) -> list[tuple[int, int]]:
        """The steps of the zoom from the widest hour to the narrowest, the fit and the chosen one among them: rate, and
        minutes a cell (0 for the fit, also where the chosen one is as wide)."""
        steps = {*(ZOOMS if self._days > 1 else DAY_ZOOMS), *([self._zoom] if self._zoom else [])}
        return sorted([*((zoomed(each), each) for each in steps if zoomed(each) != fit), (fit, 0)], reverse=True)


def _same(first: Sequence[int], second: Sequence[int]) -> bool:
    return first is second or first == second
