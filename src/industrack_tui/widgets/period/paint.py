"""What day, week and month are painted with, and the lines of the day: styled pieces of text, pure."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from zoneinfo import ZoneInfo

from rich.segment import Segment

from industrack_core.domain.board.alarms import Alarm
from industrack_core.domain.board.block_words import customer_in, work_in
from industrack_core.domain.board.board import Block
from industrack_core.domain.text.text import clip, pad
from industrack_core.domain.time.minute import instant_of
from industrack_core.domain.time.span import format_clock
from industrack_tui.glyphs import Glyphs, mark_of
from industrack_tui.themes import CardStyles, Look
from industrack_tui.widgets.period.day_outline import DayLine
from industrack_tui.widgets.period.kind import PeriodKind
from industrack_tui.widgets.period.scene import Scene

Pieces = list[Segment]
Shines = Callable[[Block], bool] | None
_CLOCK = 15
_LABEL = 8
_NUMBER_FROM = 70


class Painter:
    """Draws one scene in so many cells."""

    def __init__(
        self,
        scene: Scene,
        look: Look,
        glyphs: Glyphs,
        width: int,
        focused: bool,
        shines: Shines,
        marked: frozenset[int],
    ) -> None:
        self.scene, self.look, self.glyphs = scene, look, glyphs
        self.width, self.focused = width, focused
        self.shines, self.marked = shines, marked
        self.cursor_role = "cursor" if focused else "cursor_idle"

    def columns(self, first: int) -> list[tuple[int, int]]:
        """Begin and width of seven columns after `first` cells of names."""
        room = max(7, self.width - first)
        begins = [first + room * each // 7 for each in range(8)]
        return [(begins[each], begins[each + 1] - begins[each]) for each in range(7)]

    def heading(self, days: Sequence[date], first: int, today: date) -> Pieces:
        """Weekdays over their columns."""
        pieces = [Segment(" " * first, self.look["panel"])]
        for day, (_, room) in zip(days, self.columns(first), strict=False):
            here = day.weekday() == self.scene.day.weekday()
            role = "panel_accent" if here else "panel_strong" if day == today else "panel_muted"
            text = f" {day:%a} {day.day}" if self.scene.kind is PeriodKind.WEEK else f" {day:%a}"
            pieces.append(Segment(pad(clip(text, room), room), self.look[role]))
        return pieces

    def clock(self, minute: int) -> str:
        """The time of day, as the company reads it."""
        return _clock(minute, self.scene.office.zone)

    def is_dim(self, block: Block) -> bool:
        """Whether the filter leaves it out."""
        return self.shines is not None and not self.shines(block)

    def card(self, block: Block) -> CardStyles:
        """The styles of a job."""
        office, tone = self.scene.office, "live"
        if self.is_dim(block):
            tone = "dim"
        elif block.status == "declined":
            tone = "declined"
        elif block.status == "completed" or block.billing == "invoiced":
            tone = "done"
        return self.look.card(office.hue(block.color_id, block.service_type_id) or "none", tone)

    def badge(self, block: Block, alarm: Alarm | None) -> Segment:
        """One cell: whether it is marked, what is wrong with it, else how far it is."""
        card = self.card(block)
        if block.job_id in self.marked:
            return Segment("*", card.badge)
        if alarm is not None and not self.is_dim(block):
            return Segment(self.glyphs.alarms[alarm.kind], self.look["alarm" if alarm.is_red else "warn"])
        mark = mark_of(block.status, block.delivery, block.billing, block.receipt)
        return Segment(self.glyphs.status[mark], card.badge)

    # -- day -------------------------------------------------------------------------------------

    def day_line(self, line: DayLine, here: bool) -> Pieces:
        """The hour, then the job: when, for whom, what is wrong, what is done, who goes, and its number.

        Nothing of one that is not read yet.
        """
        label = Segment(f" {line.label:<{_LABEL - 1}}", self.look["name_cursor" if here else "muted"])
        room = self.width - _LABEL
        block = self.scene.job(line)
        if block is None:
            fill = "" if line.job_id is not None else self.glyphs.pick + " " if here else self.glyphs.off
            return [label, Segment(pad(fill, room), self.look[self.cursor_role if here else "faint"])]
        alarm = self.scene.alarm(block)
        card = self.card(block)
        head, text = (self.look[self.cursor_role],) * 2 if here else (card.head, card.text)
        room -= 1
        number = f" {block.number} " if room >= _NUMBER_FROM else ""
        room -= len(number)
        customer_cells = max(4, (room - _CLOCK) * 3 // 10)
        rest = max(0, room - _CLOCK - customer_cells - 1)
        said = f" {alarm.words} " if alarm is not None and len(alarm.words) + 2 < rest else ""
        high = f"{self.glyphs.high} " if block.priority == "high" else ""
        crew_cells = rest * 2 // 5
        work_cells = max(0, rest - len(said) - crew_cells)
        work = f"{high}{work_in(block.description, work_cells - 2 - len(high), self.glyphs.ellipsis)}"
        crew = pad(clip(self._crew(block), crew_cells, self.glyphs.ellipsis), crew_cells)
        customer = customer_in(block.customer, customer_cells, block.customer_kind, self.glyphs.ellipsis)
        alarmed = self.look["alarm" if alarm is None or alarm.is_red else "warn"]
        return [
            label,
            self.badge(block, alarm),
            Segment(pad(clip(f" {self._times(block)}", _CLOCK), _CLOCK), text),
            Segment(pad(customer, customer_cells + 1), head),
            *([Segment(said, alarmed)] if said else []),
            Segment(f"{pad(f' {work}', work_cells)}{crew}{number}", text),
        ]

    def _times(self, block: Block) -> str:
        low, high = self.scene.bounds(self.scene.day)
        before = self.glyphs.before if block.start < low else ""
        after = self.glyphs.after if block.end > high else ""
        return f"{before}{self.clock(block.start)}-{self.clock(block.end)}{after}"

    def _crew(self, block: Block) -> str:
        people = (self.scene.office.employee(each) for each in block.crew_ids)
        return ", ".join(person.short_name for person in people if person is not None)


@lru_cache(maxsize=4096)
def _clock(minute: int, zone: ZoneInfo) -> str:
    return format_clock(instant_of(minute), zone)
