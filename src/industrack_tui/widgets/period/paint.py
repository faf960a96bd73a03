"""Lines of the day, the week and the month as styled pieces of text: pure."""

from collections.abc import Callable, Sequence
from datetime import date

from rich.segment import Segment

from industrack_core.domain.board.board import Block
from industrack_core.domain.text.text import clip, pad
from industrack_core.domain.time.minute import instant_of
from industrack_core.domain.time.span import format_clock
from industrack_tui.glyphs import Glyphs, mark_of
from industrack_tui.themes import Look
from industrack_tui.widgets.period.kind import PeriodKind
from industrack_tui.widgets.period.scene import DayLine, Scene
from industrack_tui.widgets.timeline.names import hours_text
from industrack_tui.widgets.timeline.paint import tone_of

Pieces = list[Segment]
_NARROW_CELL = 18
Shines = Callable[[Block], bool] | None


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
        self._cursor = look["cursor" if focused else "cursor_idle"]

    def _block(self, block: Block, text: str, room: int, here: bool) -> Pieces:
        """A job in its color, the one under the cursor raised."""
        office = self.scene.office
        dim = self.shines is not None and not self.shines(block)
        tone = "dim" if dim else tone_of(block, self.scene.now)
        edge, body = self.look.block(office.hue(block.color_id, block.service_type_id) or "none", tone)
        if here:
            edge = body = self._cursor
        return [
            Segment(self.glyphs.edge, edge),
            Segment(pad(clip(text, room - 1, self.glyphs.ellipsis), room - 1), body),
        ]

    def head(self, block: Block) -> str:
        """Marks and number."""
        glyph = self.glyphs.status[mark_of(block.status, block.delivery, block.billing)]
        high = self.glyphs.high if block.priority == "high" else ""
        return f"{'*' if block.job_id in self.marked else ''}{glyph}{high}{block.number}"

    # -- day -------------------------------------------------------------------------------------

    def day_line(self, line: DayLine, here: bool) -> Pieces:
        """The hour, then the job with its whole crew."""
        label = Segment(f" {line.label:<7}", self.look["name_cursor" if here else "muted"])
        room = self.width - 8
        if line.block is None:
            fill = self.glyphs.pick + " " if here else self.glyphs.off
            return [label, Segment(pad(fill, room), self._cursor if here else self.look["faint"])]
        block, office = line.block, self.scene.office
        low, high = self.scene.bounds(self.scene.day)
        before = self.glyphs.before if block.start < low else ""
        after = self.glyphs.after if block.end > high else ""
        clock = f"{before}{self._clock(block.start)}-{self._clock(block.end)}{after}"
        people = (office.employee(each) for each in block.crew_ids)
        crew = ", ".join(person.short_name for person in people if person is not None)
        wide = max(12, room // 2 - 8)
        text = f"{clock:<14} {self.head(block)} {block.description}"
        text = pad(clip(text, wide + 8, self.glyphs.ellipsis), wide + 8)
        return [label, *self._block(block, f"{text} {block.customer} {self.glyphs.dot} {crew}", room, here)]

    def _clock(self, minute: int) -> str:
        return format_clock(instant_of(minute), self.scene.office.zone)

    # -- week ------------------------------------------------------------------------------------

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

    def week_lines(self, index: int, height: int, name_width: int) -> list[Pieces]:
        """One person's week in `height` lines."""
        scene = self.scene
        employee = scene.office.employee(scene.roster[index])
        here = index == scene.row
        style = self.look["name_cursor" if here else "name"]
        name = employee.name if employee else "?"
        mark = self.glyphs.pick if here else " "
        lines: list[Pieces] = [[Segment(mark, style), Segment(pad(clip(name, name_width - 2), name_width - 1), style)]]
        lines += [[Segment(" " * name_width, self.look["ground"])] for _ in range(height - 1)]
        for day, (_, room) in zip(scene.days, self.columns(name_width), strict=True):
            jobs = scene.cell(scene.roster[index], day)
            at_cell = here and day == scene.day
            low, high = scene.bounds(day)
            minutes = sum(min(job.end, high) - max(job.start, low) for job in jobs if job.status != "declined")
            text = f" {len(jobs)} {self.glyphs.dot} {hours_text(minutes)}h" if jobs else f" {self.glyphs.off}"
            role = self._cursor if at_cell else self.look["muted" if jobs else "faint"]
            lines[0].append(Segment(pad(clip(text, room), room), role))
            shown = self._shown(jobs, scene.pick if at_cell else 0, height - 1)
            for line in range(1, height):
                lines[line] += self._cell_line(jobs, shown, line - 1, room, at_cell)
        return lines

    def _shown(self, jobs: Sequence[Block], pick: int, room: int) -> int:
        """The first job shown of a cell, so that the picked one is in sight."""
        return max(0, min(pick - room + 1, len(jobs) - room))

    def _cell_line(self, jobs: Sequence[Block], shown: int, line: int, room: int, at_cell: bool) -> Pieces:
        place = shown + line
        if place >= len(jobs):
            return [Segment(" " * room, self.look["ground"])]
        block = jobs[place]
        text = f"{self._clock(block.start)} {self.head(block)} {block.description}"
        if room < _NARROW_CELL:  # the order says the time there, and half a number would be another job's
            text = f"{self.head(block).removesuffix(block.number)}{block.description}"
        return [
            *self._block(block, text, room - 1, at_cell and place == self.scene.pick),
            Segment(" ", self.look["ground"]),
        ]

    # -- month -----------------------------------------------------------------------------------

    def month_lines(self, week: int, height: int, today: date) -> list[Pieces]:
        """One week of a month in `height` lines: date and sums, a bar of the load, the first jobs."""
        scene = self.scene
        days = scene.days[week * 7 : week * 7 + 7]
        lines: list[Pieces] = [[] for _ in range(height)]
        for place, (day, (_, room)) in enumerate(zip(days, self.columns(0), strict=True)):
            total = scene.sums[week * 7 + place] if scene.sums else None
            here, outside = day == scene.day, day.month != scene.day.month
            role = self._cursor if here else self.look["accent" if day == today else "muted" if outside else "strong"]
            count = f"{total.jobs}" if total and total.jobs else ""
            text = f" {day.day:>2}  {count} {hours_text(total.minutes)}h" if total and total.jobs else f" {day.day:>2}"
            lines[0].append(Segment(pad(clip(text, room), room), role))
            texts = [f"{self._clock(job.start)} {job.number} {job.description}" for job in total.first] if total else []
            body = [self._bar(total.minutes, scene.capacity(day), room) if total and total.jobs else "", *texts]
            more = len(body) > height - 1 or (total is not None and total.jobs > len(texts))
            for line in range(1, height):
                said = body[line - 1] if line <= len(body) else ""
                if more and line == height - 1 and total is not None and total.jobs > line - 2:
                    said = f"+{total.jobs - max(0, line - 2)} more" if line > 1 else said
                style = self.look["muted" if outside or line > 1 else "accent"]
                lines[line].append(Segment(pad(clip(f" {said}", room - 1, self.glyphs.ellipsis), room), style))
        return lines

    def _bar(self, minutes: int, capacity: int, room: int) -> str:
        """How full the day is: a bar, and over what there is a word."""
        if not capacity:
            return ""
        wide = max(3, room - 8)
        filled = min(wide, round(minutes / capacity * wide))
        percent = min(999, round(100 * minutes / capacity))
        return f"{self.glyphs.full * filled}{self.glyphs.line * (wide - filled)} {percent}%"
