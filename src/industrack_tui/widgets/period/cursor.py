"""Where the cursor is in a view of a day, a week or a month, moved by intent, without an event loop."""

from typing import TYPE_CHECKING

from industrack_tui.widgets.period.kind import PeriodKind

if TYPE_CHECKING:  # the board opens without them
    from collections.abc import Sequence
    from datetime import date

    from industrack_core.domain.board.board import Block
    from industrack_tui.widgets.period.scene import Scene

_OPENS = 8 * 60


class PeriodCursor:
    """On a line of the day, a person and a day of the week, or a day of the month. `page` is how many lines of the day,
    or people of the week, are in sight, `top` the first of them.
    """

    def __init__(self) -> None:
        self.scene: Scene | None = None
        self.line = 0
        self.top = 0
        self.page = 1

    def begin(self) -> None:
        """At the top."""
        self.line = self.top = 0

    def hold(self, job_id: int) -> bool:
        """Onto a job of the day's lines; False when it is not there."""
        assert self.scene is not None
        found = self.scene.outline.line_of(job_id)
        if found is not None:
            self.line = found
        return found is not None

    @property
    def job_id(self) -> int | None:
        """The job of the day's line, also where it is not read yet."""
        scene = self.scene
        assert scene is not None
        return scene.outline.line(self.line).job_id if self.line < scene.outline.count else None

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
            return scene.outline.line(min(self.line, scene.outline.count - 1)).minute
        block = self.block
        return block.start if block is not None else scene.bounds(scene.day)[0] + _OPENS

    @property
    def block(self) -> "Block | None":
        """The job under the cursor."""
        scene = self.scene
        if scene is None or scene.kind is PeriodKind.MONTH:
            return None
        if scene.kind is PeriodKind.DAY:
            return scene.job(scene.outline.line(self.line)) if self.line < scene.outline.count else None
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
            found = self.hold(job_id)
            if found:
                self.settle()
            return found
        if scene.kind is PeriodKind.WEEK and scene.row < len(scene.roster):
            jobs = scene.cell(scene.roster[scene.row], scene.day)
            place = next((at for at, job in enumerate(jobs) if job.job_id == job_id), None)
            if place is not None:
                scene.pick = place
                self.settle()
            return place is not None
        return False

    def step(self, by: int) -> None:
        """Down (up when negative): a line of the day, a person of the week."""
        scene = self.scene
        if scene is None:
            return
        if scene.kind is PeriodKind.DAY:
            self.line = max(0, min(self.line + by, scene.outline.count - 1))
        else:
            scene.row = max(0, min(scene.row + by, len(scene.roster) - 1))
            scene.pick = 0
        self.settle()

    def next_job(self, by: int) -> bool:
        """To the next (previous) job of the day, or of the person's week from the cursor's cell on."""
        scene = self.scene
        if scene is None or scene.kind is PeriodKind.MONTH:
            return False
        if scene.kind is PeriodKind.DAY:
            outline = scene.outline
            ahead = range(self.line + by, outline.count if by > 0 else -1, by)
            found = next((at for at in ahead if outline.line(at).job_id is not None), None)
            if found is not None:
                self.line = found
                self.settle()
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
        self.settle()
        return True

    def jobs_in_sight(self, beyond: int = 0) -> list[int]:
        """Jobs of the day's lines in sight, and of so many above and below."""
        if self.scene is None or self.scene.kind is not PeriodKind.DAY:
            return []
        lines = self.scene.outline.lines(self.top - beyond, self.top + self.page + beyond)
        return [line.job_id for line in lines if line.job_id is not None]

    def missing_jobs(self) -> list[int]:
        """Jobs of the day in sight that are not read; with those of half a page above and below when any is."""
        read = self.scene.read if self.scene is not None else frozenset()
        if read.issuperset(self.jobs_in_sight()):
            return []
        return [each for each in self.jobs_in_sight(self.page // 2) if each not in read]

    # -- the mouse: cells from the top left of what it can point at ------------------------------

    def point_in_day(self, y: int) -> None:
        """To a line of the day."""
        assert self.scene is not None
        self.line = max(0, min(self.top + y, self.scene.outline.count - 1))

    def point_in_week(self, x: int, y: int, width: int, row_lines: int) -> None:
        """To a person's day, and a job of it."""
        scene = self.scene
        assert scene is not None
        if y >= 0:
            scene.row = max(0, min(self.top + y // row_lines, len(scene.roster) - 1))
            scene.day = _day_at(x, width, scene.days)
            scene.pick = max(0, y % row_lines - 1)

    def point_in_month(self, x: int, y: int, width: int, heights: "Sequence[int]") -> None:
        """To a day; `heights` are the lines of the weeks."""
        scene = self.scene
        assert scene is not None
        if y >= 0:
            above = [sum(heights[:each]) for each in range(len(heights))]
            week = sum(top <= y for top in above) - 1
            scene.day = _day_at(x, width, scene.days[week * 7 : week * 7 + 7])

    def settle(self) -> None:
        """Keep the cursor on what is there, and in sight."""
        scene = self.scene
        if scene is None:
            return
        place = self.line if scene.kind is PeriodKind.DAY else scene.row
        count = scene.outline.count if scene.kind is PeriodKind.DAY else len(scene.roster)
        self.line = min(self.line, max(0, count - 1)) if scene.kind is PeriodKind.DAY else self.line
        self.top = max(0, min(self.top, place, count - self.page))
        self.top = max(self.top, place - self.page + 1)


def _day_at(x: int, width: int, days: "Sequence[date]") -> "date":
    """Of seven days beside each other."""
    return days[max(0, min(6, x * 7 // max(7, width)))]
