"""The lines of a view of a day, a week or a month: those that stay as they were are not painted again."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from industrack_core.domain.time.minute import instant_of
from industrack_core.domain.time.span import local_day
from industrack_tui.widgets.lines import Finished
from industrack_tui.widgets.period.kind import PeriodKind
from industrack_tui.widgets.period.month import MonthPainter, week_heights
from industrack_tui.widgets.period.paint import Painter
from industrack_tui.widgets.period.week import WeekPainter, name_cells

if TYPE_CHECKING:
    from datetime import date

    from textual.geometry import Size

    from industrack_core.domain.board.board import Block
    from industrack_tui.glyphs import Glyphs
    from industrack_tui.themes import Look
    from industrack_tui.widgets.period.cursor import PeriodCursor
    from industrack_tui.widgets.period.day_outline import DayLine
    from industrack_tui.widgets.period.scene import Scene


def month_heights(scene: "Scene", room: int) -> list[int]:
    """The lines of the month's weeks; until their sums are read all have as many."""
    weeks = range(0, len(scene.days), 7)
    sums = scene.sums
    return week_heights([not sums or any(each.jobs for each in sums[at : at + 7]) for at in weeks], room)


class PeriodLines:
    """Paints what the cursor's scene shows, and keeps the lines while nothing that they all depend on changes."""

    def __init__(self) -> None:
        self._common: tuple[object, ...] = ()
        self._kept: dict[object, list[Finished]] = {}

    def of(
        self, cursor: "PeriodCursor", size: "Size", look: "Look", glyphs: "Glyphs", *, focused: bool,
        shines: "Callable[[Block], bool] | None", marked: frozenset[int], row_lines: int,
    ) -> list[Finished]:  # fmt: skip
        """The lines of a pane of that size; a person of the week takes `row_lines`."""
        scene = cursor.scene
        assert scene is not None
        today = local_day(instant_of(scene.now), scene.office.zone)
        common = (
            scene, scene.first_day, scene.starts, scene.blocks, scene.rows, scene.sums, size, focused, look,
            shines, marked, row_lines, today, scene.now, scene.office, tuple(scene.roster), scene.quiet,
            scene.is_calm,
        )  # fmt: skip
        if common != self._common:
            self._common, self._kept = common, {}
        given = (scene, look, glyphs, size.width, focused, shines, marked)
        if scene.kind is PeriodKind.DAY:
            lines = scene.outline.lines(cursor.top, cursor.top + size.height)
            day = Painter(*given)
            shown = [self._day_line(day, line, cursor.top + at, cursor.line) for at, line in enumerate(lines)]
        elif scene.kind is PeriodKind.WEEK:
            week = WeekPainter(*given)
            shown = [self._heading(week, scene, scene.days, name_cells(size.width), today)]
            for index in range(cursor.top, min(len(scene.roster), cursor.top + cursor.page + 1)):
                shown += self._week_lines(week, scene, index, row_lines)
        else:
            month = MonthPainter(*given)
            shown = [self._heading(month, scene, scene.days[:7], 0, today)]
            for at, height in enumerate(month_heights(scene, size.height - 1)):
                shown += self._month_lines(month, scene, at, height, today)
        return shown[: size.height]

    def _heading(self, painter: Painter, scene: "Scene", days: "Sequence[date]", first: int, today: "date") -> Finished:
        key = ("heading", scene.day.weekday())
        if key not in self._kept:
            self._kept[key] = [Finished(painter.heading(days, first, today))]
        return self._kept[key][0]

    def _day_line(self, painter: Painter, line: "DayLine", index: int, here: int) -> Finished:
        """A line as painted before, unless the cursor came or went."""
        key = (index, index == here)
        if key not in self._kept:
            self._kept[key] = [Finished(painter.day_line(line, index == here))]
        return self._kept[key][0]

    def _week_lines(self, painter: WeekPainter, scene: "Scene", index: int, row_lines: int) -> list[Finished]:
        key = (index, (scene.day, scene.pick) if index == scene.row else None)
        if key not in self._kept:
            self._kept[key] = list(map(Finished, painter.week_lines(index, row_lines)))
        return self._kept[key]

    def _month_lines(
        self, painter: MonthPainter, scene: "Scene", week: int, height: int, today: "date"
    ) -> list[Finished]:
        here = scene.day if scene.day in scene.days[week * 7 : week * 7 + 7] else None
        key = (week, here, scene.day.month)
        if key not in self._kept:
            self._kept[key] = list(map(Finished, painter.month_lines(week, height, today)))
        return self._kept[key]
