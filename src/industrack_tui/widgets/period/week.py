"""Lines of the week: for each person and day how much there is, what is wrong, and for whom."""

from collections.abc import Sequence
from typing import Final

from rich.segment import Segment

from industrack_core.domain.board.alarms import Alarm, ExceptionKind
from industrack_core.domain.board.block_words import customer_in
from industrack_core.domain.board.board import Block
from industrack_core.domain.board.working_hours import Load
from industrack_core.domain.records.office import Employee
from industrack_core.domain.text.text import cell_width, clip, pad
from industrack_tui.widgets.period.heat import Heat, bar_pieces, heat_of, marks_right, step_glyph
from industrack_tui.widgets.period.paint import Painter, Pieces
from industrack_tui.widgets.timeline.names import hours_text

_TIME_FROM: Final = 20
_APART_FROM: Final = 12
_JOB_A_LINE_FROM: Final = 4
_WIDE: Final = 160
_NAMES, _WIDE_NAMES = 18, 24


def name_cells(width: int) -> int:
    """Cells of the names in a pane of that width."""
    return _WIDE_NAMES if width >= _WIDE else _NAMES


def row_lines(lines: int, people: int) -> int:
    """How many lines a person takes, so that as many as can be are in sight; the heading is one of `lines`."""
    return max(2, min(7, (lines - 1) // max(1, people)))


def name_in(employee: Employee | None, cells: int) -> str:
    """`Last, First`, or `Last, F.` where that is too long."""
    if employee is None:
        return "?"
    short = f"{employee.last_name}, {employee.first_name[:1]}." if employee.first_name else employee.last_name
    return employee.name if cell_width(employee.name) <= cells else short


def _head_in(cells: int, room: int, lead: str, jobs: int, hours: str, dot: str) -> str:
    """`5 · 7.2 h`, closer in cells that have little room, all of them alike; the jobs alone where that is too long."""
    wide = (f"{lead}{jobs} {dot} {hours} h",) if room >= _APART_FROM else ()
    forms = (*wide, f"{lead}{jobs}{dot}{hours}h", f"{lead}{jobs}")
    return next((form for form in forms if cell_width(form) <= cells), clip(forms[-1], max(0, cells), ""))


class WeekPainter(Painter):
    """Paints people."""

    def week_lines(self, index: int, height: int) -> list[Pieces]:
        """One person's week in `height` lines."""
        scene, names = self.scene, name_cells(self.width)
        employee_id, here = scene.roster[index], index == scene.row
        alarms = scene.alarms(employee_id)
        lines = self._names(index, height, names)
        week = scene.week(employee_id)
        days = zip(scene.days, self.columns(names), week.cells, week.loads, strict=True)
        for day, (_, room), jobs, load in days:
            at_cell = here and day == scene.day
            if not jobs:
                cell = self._free(load, scene.time_off(employee_id, day), room - 1, height, at_cell)
            else:
                cell = self._filled(jobs, load, alarms, room - 1, height, at_cell)
            for line, pieces in zip(lines, cell, strict=True):
                line += [*pieces, Segment(" ", self.look["ground"])]
        return lines

    def _names(self, index: int, height: int, cells: int) -> list[Pieces]:
        """The name, and under it how much of the week is taken."""
        scene = self.scene
        employee = scene.office.employee(scene.roster[index])
        here = index == scene.row
        style = self.look["name_cursor" if here else "strong"]
        name = clip(name_in(employee, cells - 2), cells - 2, self.glyphs.ellipsis)
        lines: list[Pieces] = [
            [Segment(self.glyphs.pick if here else " ", style), Segment(pad(name, cells - 1), style)]
        ]
        load = scene.week(scene.roster[index]).load
        heat = heat_of(load)
        said = f" {hours_text(load.planned)}h {heat.said} " if load.planned or load.working else " "
        bar = bar_pieces(heat, cells - 1 - len(said), self.look, self.glyphs)
        role = "error" if heat.is_over else "muted"
        lines.append([Segment(" ", self.look["ground"]), *bar, Segment(said, self.look[role])])
        blank = [Segment(" " * cells, self.look["ground"])]
        return [*lines, *(list(blank) for _ in range(height - 2))]

    def _free(self, load: Load, reason: str, cells: int, height: int, here: bool) -> list[Pieces]:
        """A day without jobs: `off` where nobody works, and why."""
        texts = [" off" if load.working == 0 or reason else f" {self.glyphs.off}", f" {reason}" if reason else ""]
        roles = [self.cursor_role if here else "muted", "muted"]
        lines: list[Pieces] = []
        for at in range(height):
            text = texts[at] if at < len(texts) else ""
            role = self.look[roles[at] if at < len(roles) else "ground"]
            lines.append([Segment(pad(clip(text, cells, self.glyphs.ellipsis), cells), role)])
        return lines

    def _filled(
        self, jobs: Sequence[Block], load: Load, alarms: dict[int, Alarm], cells: int, height: int, here: bool
    ) -> list[Pieces]:
        heat = heat_of(load)
        lead = step_glyph(heat, self.glyphs) if self.look.is_few else " "
        over = cell_width(heat.said) if heat.is_over else 0
        head = _head_in(cells - over, cells, lead, len(jobs), hours_text(load.planned), self.glyphs.dot)
        role = self.cursor_role if here else f"heat{heat.step}_strong"
        lines = [marks_right(head, self._marks(jobs, heat, alarms), cells, self.look[role], self.look)]
        pick = self.scene.pick if here else -1
        if height < _JOB_A_LINE_FROM:
            return lines + self._customers(jobs, heat, cells, height - 1, max(0, pick))
        return lines + self._jobs(jobs, heat, alarms, cells, height - 1, pick)

    def _marks(self, jobs: Sequence[Block], heat: Heat, alarms: dict[int, Alarm]) -> list[tuple[str, str]]:
        """What is wrong with any of the jobs, once each, the worst first; and that it is more than there is time."""
        told = [alarms[job.job_id] for job in jobs if job.job_id in alarms]
        there, red = {alarm.kind for alarm in told}, {alarm.kind for alarm in told if alarm.is_red}
        marks = [
            (self.glyphs.alarms[kind], "alarm" if kind in red else "warn") for kind in ExceptionKind if kind in there
        ]
        return ([(heat.said, "alarm")] if heat.is_over else []) + marks

    def _customers(self, jobs: Sequence[Block], heat: Heat, cells: int, height: int, pick: int) -> list[Pieces]:
        """For whom, from the picked job on; the last line says how many more there are."""
        shining = [job for job in (*jobs[pick:], *jobs[:pick]) if not self.is_dim(job)]
        style = self.look[f"heat{heat.step}"]
        lines: list[Pieces] = []
        for at in range(height):
            job = shining[at] if at < len(shining) else None
            rest = len(shining) - height if at == height - 1 else 0
            tail = f" +{rest}" if rest > 0 else ""
            room = cells - 1 - len(tail)
            name = customer_in(job.customer, room, job.customer_kind, self.glyphs.ellipsis) if job else ""
            lines.append([Segment(pad(clip(f" {name}{tail}", cells), cells), style)])
        return lines

    def _jobs(
        self, jobs: Sequence[Block], heat: Heat, alarms: dict[int, Alarm], cells: int, height: int, pick: int
    ) -> list[Pieces]:
        """One job a line, the picked one in sight; the last line says how many more there are."""
        style = self.look[f"heat{heat.step}"]
        shown = height if len(jobs) <= height else height - 1
        first = max(0, min(pick - shown + 1, len(jobs) - shown))
        lines: list[Pieces] = []
        for at in range(first, min(first + shown, len(jobs))):
            job, here = jobs[at], at == pick
            words = self.look[self.cursor_role] if here else self.card(job).text if self.is_dim(job) else style
            lines.append([self.badge(job, alarms.get(job.job_id)), Segment(self._words(job, cells - 1), words)])
        if len(jobs) > shown:
            more = f" +{len(jobs) - shown} more"
            lines.append([Segment(pad(clip(more, cells), cells), style)])
        return lines + [[Segment(" " * cells, style)] for _ in range(height - len(lines))]

    def _words(self, job: Block, cells: int) -> str:
        time = f" {self.clock(job.start)}" if cells >= _TIME_FROM - 1 else ""
        room = cells - 1 - len(time)
        return pad(f"{time} {customer_in(job.customer, room, job.customer_kind, self.glyphs.ellipsis)}", cells)
