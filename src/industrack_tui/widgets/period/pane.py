"""The pane of day, week and month: one drawn widget over a `Scene`."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message

from industrack_core.domain.minute import instant_of
from industrack_core.domain.span import local_day
from industrack_tui.glyphs import Glyphs
from industrack_tui.themes import Look
from industrack_tui.widgets.lines import LinePane
from industrack_tui.widgets.period.kind import PeriodKind

if TYPE_CHECKING:  # the board opens without them
    from datetime import date

    from industrack_core.domain.board import Block, Row
    from industrack_core.domain.day_sums import DaySum
    from industrack_core.domain.office import Office
    from industrack_tui.widgets.period.paint import Painter, Pieces
    from industrack_tui.widgets.period.scene import DayLine, Scene

_NAMES = 18
_ROW_LINES = 4
_TALL_ROW_LINES = 7
_OPENS = 8 * 60


class PeriodPane(LinePane, can_focus=True):
    """Shown in the timeline's place; `kind` is None while the timeline is shown."""

    ground_role = "ground"
    DEFAULT_CSS = "PeriodPane { width: 1fr; height: 1fr; display: none; }"

    class Moved(Message):
        """The cursor moved by the mouse."""

    class Activated(Message):
        """The cell under the cursor was double-clicked."""

    def __init__(self, look: Look, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(look, glyphs, id=id)
        self.scene: Scene | None = None
        self.shines: Callable[[Block], bool] | None = None
        self.marked: frozenset[int] = frozenset()
        self.tall = 1
        self._office: Office | None = None
        self._roster: tuple[int, ...] = ()
        self._line = 0
        self._top = 0
        self._common: tuple[object, ...] = ()
        self._kept: dict[object, list[Pieces]] = {}

    # -- what is shown ---------------------------------------------------------------------------

    @property
    def kind(self) -> PeriodKind | None:
        """Which view is shown."""
        return self.scene.kind if self.scene is not None else None

    def show_kind(self, kind: PeriodKind | None, day: "date", minute: int, employee_id: int | None, now: int) -> None:
        """Begin a view on a day, the cursor on a person and a time; None leaves the place to the timeline."""
        if kind is None or self._office is None:
            self.scene = None
            return
        from industrack_tui.widgets.period.scene import Scene

        self.scene = Scene(kind, self._office, self._roster, day, minute, now)
        self._line = self._top = 0
        if employee_id in self._roster:
            self.scene.row = self._roster.index(employee_id)

    def show_office(self, office: "Office") -> None:
        self._office = office
        if self.scene is not None:
            self.scene.office = office

    def show_roster(self, roster: Sequence[int]) -> None:
        self._roster = tuple(roster)
        if self.scene is not None:
            self.scene.roster = self._roster
            self.scene.row = max(0, min(self.scene.row, len(self._roster) - 1))

    def show_period(self, day: "date", minute: int, employee_id: int | None, now: int) -> None:
        """Another day under the cursor; what is loaded stays while the period is the same."""
        scene = self.scene
        if scene is None:
            return
        before = scene.first_day
        if scene.kind is PeriodKind.DAY and day != scene.day:
            self._line = self._top = 0
        if day != scene.day:
            scene.pick = 0
        scene.day, scene.now = day, now
        if scene.first_day != before:
            scene.blocks, scene.rows, scene.sums = (), {}, ()
        self._settle()

    def show_blocks(self, blocks: "Sequence[Block]") -> None:
        """The day's jobs; the cursor stays on its job."""
        assert self.scene is not None
        held = self.block
        began = not self.scene.blocks
        self.scene.blocks = blocks
        lines = self.scene.day_lines()
        if held is not None:
            self._line = next((at for at, line in enumerate(lines) if _is(line, held.job_id)), self._line)
        elif began:
            self._line = max((at for at, line in enumerate(lines) if line.minute <= self.scene.minute), default=0)
        self._settle()
        self.redraw()

    def show_rows(self, rows: "Sequence[Row]", replace: bool) -> None:
        """Rows of the week."""
        assert self.scene is not None
        held = self.block
        fresh = {row.employee_id: row for row in rows}
        self.scene.rows = fresh if replace else {**self.scene.rows, **fresh}
        if held is not None:
            self.pick_job(held.job_id)
        self._settle()
        self.redraw()

    def show_sums(self, sums: "Sequence[DaySum]") -> None:
        """Sums of the month's days."""
        assert self.scene is not None
        self.scene.sums = tuple(sums)
        self.redraw()

    def title(self) -> str:
        return self.scene.title() if self.scene is not None else ""

    # -- where the cursor is ---------------------------------------------------------------------

    @property
    def employee_id(self) -> int | None:
        scene = self.scene
        if scene is not None and scene.kind is PeriodKind.WEEK and scene.row < len(scene.roster):
            return scene.roster[scene.row]
        return None

    @property
    def minute(self) -> int:
        """The time under the cursor: the job's start, the hour, or where work begins on the day."""
        scene = self.scene
        assert scene is not None
        if scene.kind is PeriodKind.DAY:
            lines = scene.day_lines()
            return lines[min(self._line, len(lines) - 1)].minute
        block = self.block
        return block.start if block is not None else scene.bounds(scene.day)[0] + _OPENS

    @property
    def block(self) -> "Block | None":
        """The job under the cursor."""
        scene = self.scene
        if scene is None or scene.kind is PeriodKind.MONTH:
            return None
        if scene.kind is PeriodKind.DAY:
            lines = scene.day_lines()
            return lines[self._line].block if self._line < len(lines) else None
        if scene.row >= len(scene.roster):
            return None
        jobs = scene.cell(scene.roster[scene.row], scene.day)
        return jobs[min(scene.pick, len(jobs) - 1)] if jobs else None

    @property
    def can_open(self) -> bool:
        """Whether enter has something to do here."""
        return self.scene is not None and (self.scene.kind is not PeriodKind.WEEK or self.employee_id is not None)

    def pick_job(self, job_id: int) -> bool:
        """Onto a job of the cursor's day; False when it is not there."""
        scene = self.scene
        if scene is None:
            return False
        if scene.kind is PeriodKind.DAY:
            lines = scene.day_lines()
            found = next((at for at, line in enumerate(lines) if _is(line, job_id)), None)
            if found is not None:
                self._line = found
                self._settle()
                self.redraw()
            return found is not None
        if scene.kind is PeriodKind.WEEK and scene.row < len(scene.roster):
            jobs = scene.cell(scene.roster[scene.row], scene.day)
            place = next((at for at, job in enumerate(jobs) if job.job_id == job_id), None)
            if place is not None:
                scene.pick = place
                self._settle()
                self.redraw()
            return place is not None
        return False

    def step(self, by: int) -> None:
        """Down (up when negative): a line of the day, a person of the week."""
        scene = self.scene
        if scene is None:
            return
        if scene.kind is PeriodKind.DAY:
            self._line = max(0, min(self._line + by, len(scene.day_lines()) - 1))
        else:
            scene.row = max(0, min(scene.row + by, len(scene.roster) - 1))
            scene.pick = 0
        self._settle()

    def next_job(self, by: int) -> bool:
        """To the next (previous) job of the day, or of the person's week from the cursor's cell on."""
        scene = self.scene
        if scene is None or scene.kind is PeriodKind.MONTH:
            return False
        if scene.kind is PeriodKind.DAY:
            lines = scene.day_lines()
            ahead = range(self._line + by, len(lines) if by > 0 else -1, by)
            found = next((at for at in ahead if lines[at].block is not None), None)
            if found is not None:
                self._line = found
                self._settle()
            return found is not None
        return self._next_in_week(by)

    def _next_in_week(self, by: int) -> bool:
        scene = self.scene
        assert scene is not None
        if scene.row >= len(scene.roster):
            return False
        employee = scene.roster[scene.row]
        place = scene.pick + by
        if 0 <= place < len(scene.cell(employee, scene.day)):
            scene.pick = place
        else:
            rest = [day for day in scene.days if (day > scene.day if by > 0 else day < scene.day)]
            day = next((each for each in rest[::by] if scene.cell(employee, each)), None)
            if day is None:
                return False
            scene.day, scene.pick = day, 0 if by > 0 else len(scene.cell(employee, day)) - 1
        self._settle()
        return True

    # -- layout ----------------------------------------------------------------------------------

    @property
    def row_lines(self) -> int:
        """Lines that a person takes in the week."""
        return _TALL_ROW_LINES if self.tall > 1 else _ROW_LINES

    @property
    def page(self) -> int:
        """How many lines of the day, or people of the week, are in sight."""
        room = max(1, self.outer_size.height - (0 if self.kind is PeriodKind.DAY else 1))
        return room if self.kind is PeriodKind.DAY else max(1, room // self.row_lines)

    def in_sight(self) -> list[int]:
        """The people of the week in sight."""
        if self.scene is None or self.scene.kind is not PeriodKind.WEEK:
            return []
        return list(self.scene.roster[self._top : self._top + self.page + 1])

    def missing(self) -> list[int]:
        """Those of them whose rows are not loaded."""
        return [each for each in self.in_sight() if self.scene is not None and each not in self.scene.rows]

    def _settle(self) -> None:
        scene = self.scene
        if scene is None:
            return
        place = self._line if scene.kind is PeriodKind.DAY else scene.row
        count = len(scene.day_lines()) if scene.kind is PeriodKind.DAY else len(scene.roster)
        self._line = min(self._line, max(0, count - 1)) if scene.kind is PeriodKind.DAY else self._line
        self._top = max(0, min(self._top, place, count - self.page))
        self._top = max(self._top, place - self.page + 1)

    def redraw(self) -> None:
        """Paint the lines that differ."""
        scene = self.scene
        if scene is None or not self.outer_size.height:
            return
        from industrack_tui.widgets.period.paint import Painter

        painter = Painter(
            scene, self.look, self.glyphs, self.outer_size.width, self.has_focus, self.shines, self.marked
        )
        height = self.outer_size.height
        today = local_day(instant_of(scene.now), scene.office.zone)
        common = (
            scene, scene.first_day, id(scene.blocks), id(scene.rows), id(scene.sums), self.outer_size, self.has_focus,
            self.look, self.shines, self.marked, self.tall, today, scene.now, id(scene.office),
            len(scene.roster),
        )  # fmt: skip
        if common != self._common:
            self._common, self._kept = common, {}
        if scene.kind is PeriodKind.DAY:
            lines = scene.day_lines()[self._top : self._top + height]
            shown = [self._day_line(painter, line, self._top + at) for at, line in enumerate(lines)]
        elif scene.kind is PeriodKind.WEEK:
            shown = [painter.heading(scene.days, _NAMES, today)]
            for index in range(self._top, min(len(scene.roster), self._top + self.page + 1)):
                shown += self._week_lines(painter, index)
        else:
            shown = [painter.heading(scene.days[:7], 0, today)]
            room = height - 1
            for week in range(6):
                shown += self._month_lines(painter, week, room * (week + 1) // 6 - room * week // 6, today)
        self.show_lines(shown[:height])

    def _day_line(self, painter: "Painter", line: "DayLine", index: int) -> "Pieces":
        """A line as painted before, unless the cursor came or went."""
        key = (index, index == self._line)
        if key not in self._kept:
            self._kept[key] = [painter.day_line(line, index == self._line)]
        return self._kept[key][0]

    def _week_lines(self, painter: "Painter", index: int) -> "list[Pieces]":
        scene = self.scene
        assert scene is not None
        key = (index, (scene.day, scene.pick) if index == scene.row else None)
        if key not in self._kept:
            self._kept[key] = painter.week_lines(index, self.row_lines, _NAMES)
        return self._kept[key]

    def _month_lines(self, painter: "Painter", week: int, height: int, today: "date") -> "list[Pieces]":
        scene = self.scene
        assert scene is not None
        here = scene.day if scene.day in scene.days[week * 7 : week * 7 + 7] else None
        key = (week, here, scene.day.month)
        if key not in self._kept:
            self._kept[key] = painter.month_lines(week, max(1, height), today)
        return self._kept[key]

    def restyle(self, look: Look) -> None:
        super().restyle(look)
        self.redraw()

    def on_resize(self) -> None:
        self.refresh()
        self._settle()
        self.redraw()

    def on_focus(self) -> None:
        self.redraw()

    def on_blur(self) -> None:
        self.redraw()

    # -- mouse -----------------------------------------------------------------------------------

    def on_click(self, event: events.Click) -> None:
        scene = self.scene
        if scene is None:
            return
        if scene.kind is PeriodKind.DAY:
            self._line = max(0, min(self._top + event.y, len(scene.day_lines()) - 1))
        elif event.y >= 1 and scene.kind is PeriodKind.WEEK:
            scene.row = max(0, min(self._top + (event.y - 1) // self.row_lines, len(scene.roster) - 1))
            line = (event.y - 1) % self.row_lines
            scene.day = self._day_at(event.x, _NAMES, scene.days)
            scene.pick = max(0, line - 1)
        elif event.y >= 1:
            week = min(5, (event.y - 1) * 6 // max(1, self.outer_size.height - 1))
            scene.day = self._day_at(event.x, 0, scene.days[week * 7 : week * 7 + 7])
        self._settle()
        self.post_message(self.Activated() if event.chain == 2 else self.Moved())

    def _day_at(self, x: int, names: int, days: "Sequence[date]") -> "date":
        room = max(7, self.outer_size.width - names)
        return days[max(0, min(6, (x - names) * 7 // room))]

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self._wheel(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self._wheel(-1)

    def _wheel(self, by: int) -> None:
        if self.scene is not None and self.scene.kind is not PeriodKind.MONTH:
            self.step(by)
            self.post_message(self.Moved())


def _is(line: "DayLine", job_id: int) -> bool:
    return line.block is not None and line.block.job_id == job_id
