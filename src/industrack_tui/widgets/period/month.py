"""Lines of the month: for each day how many jobs, how full it is, what is wrong, and the first jobs."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from rich.segment import Segment

from industrack_core.domain.board.block_words import customer_in
from industrack_core.domain.board.day_sums import DayJob, DaySum
from industrack_core.domain.text.text import cell_width, clip, pad
from industrack_tui.widgets.period.heat import Heat, heat_of, marks_right, step_glyph
from industrack_tui.widgets.period.paint import Painter, Pieces

_EMPTY: Final = 2
_PARTED_FROM: Final = 3
"""Lines from which on a week has a blank one under it."""


def week_heights(has_jobs: Sequence[bool], room: int) -> list[int]:
    """The lines of each week, their blank ones with them: one and a blank for those without jobs, the rest shared.

    Where that is too little, every week has as many as the others, and one at least.
    """
    full, empty = sum(has_jobs), len(has_jobs) - sum(has_jobs)
    rest = room - _EMPTY * empty
    if not full:
        return [_EMPTY if room >= _EMPTY * empty else 1] * empty
    if rest < _PARTED_FROM * full:
        shares = _shared(room, len(has_jobs))
        return [max(1, share) for share in shares]
    shares = _shared(rest, full)
    return [shares.pop(0) if each else _EMPTY for each in has_jobs]


def most_jobs(has_jobs: Sequence[bool], room: int) -> int:
    """How many jobs a day can name at most, under its head and its bar and over a blank line; one at least."""
    return max(1, max(week_heights(has_jobs, room)) - _PARTED_FROM)


def _shared(lines: int, parts: int) -> list[int]:
    return [lines * (each + 1) // parts - lines * each // parts for each in range(parts)]


class MonthPainter(Painter):
    """Paints weeks of a month."""

    def month_lines(self, week: int, height: int, today: date) -> list[Pieces]:
        """One week in `height` lines."""
        scene = self.scene
        lines: list[Pieces] = [[] for _ in range(height)]
        for place, (_, room) in enumerate(self.columns(0), week * 7):
            total = scene.sums[place] if scene.sums else DaySum(0, 0)
            shown = height - 1 if height >= _PARTED_FROM else height
            cell = self._cell(scene.days[place], total, room - 1, shown, today)
            cell += [[Segment(" " * (room - 1), self.look["ground"])]] * (height - shown)
            for line, pieces in zip(lines, cell, strict=True):
                line += [*pieces, Segment(" ", self.look["ground"])]
        return lines

    def _cell(self, day: date, total: DaySum, cells: int, height: int, today: date) -> list[Pieces]:
        outside = day.month != self.scene.day.month
        heat = heat_of(self.scene.day_load(day, total.minutes))
        plain, strong = ("muted", "strong") if outside or not total.jobs else (f"heat{heat.step}",) * 2
        if plain == strong:
            strong = f"{strong}_strong"
        role = "chip" if day == today else strong if total.jobs else plain
        lines = [self._head(day, total, heat, cells, self.cursor_role if day == self.scene.day else role)]
        if height > 1:
            lines.append(self._bar(heat, cells, plain) if total.jobs else [Segment(" " * cells, self.look[plain])])
        texts = self._first(total, height - len(lines), cells - 1)
        return lines + [[Segment(pad(clip(f" {text}", cells), cells), self.look[plain])] for text in texts]

    def _first(self, total: DaySum, lines: int, cells: int) -> list[str]:
        """The first jobs of a day in so many lines, the last of which says how many more there are."""
        shown = total.first[: lines if total.jobs <= lines or lines < 2 else lines - 1]
        texts = [self._job(job, cells) for job in shown] + [""] * (lines - len(shown))
        if lines > 1 and total.jobs > len(shown):
            texts[-1] = f"+{total.jobs - len(shown)} more"
        return texts

    def _job(self, job: DayJob, cells: int) -> str:
        time = f"{self.clock(job.start)} "
        return time + customer_in(job.customer, cells - len(time), job.customer_kind, self.glyphs.ellipsis)

    def _head(self, day: date, total: DaySum, heat: Heat, cells: int, role: str) -> Pieces:
        """The day left, how many jobs right, and what is wrong with any of them."""
        lead = step_glyph(heat, self.glyphs) if self.look.is_few and total.jobs else " "
        left = f"{lead}{day.day:<2}"
        count = f" {total.jobs} job{'' if total.jobs == 1 else 's'}" if total.jobs else ""
        marks = [(self.glyphs.alarms[kind], "alarm" if total.is_red(kind) else "warn") for kind in total.alarms]
        room = cells - cell_width(left) - len(marks) - 1
        if len(count) > room:
            count = f" {total.jobs}" if len(f" {total.jobs}") <= room else ""
        text = clip(f"{left}{count:>{max(0, room)}}", cells)
        return marks_right(text, marks, cells, self.look[role], self.look)

    def _bar(self, heat: Heat, cells: int, role: str) -> Pieces:
        """How full the day is: a bar and whole percent, on alarm when it is more than there is."""
        said = heat.said
        room = cells - 1 - (cell_width(said) + 1 if said else 0)
        if heat.percent is None or room < 3:
            bar = pad("", max(0, room))
        else:
            filled = min(room, round(room * heat.percent / 100))
            bar = self.glyphs.load * filled + self.glyphs.line * (room - filled)
        pieces = [Segment(f" {bar}" + (" " if said else ""), self.look[role])]
        return [*pieces, Segment(said, self.look["alarm" if heat.is_over else role])] if said else pieces
