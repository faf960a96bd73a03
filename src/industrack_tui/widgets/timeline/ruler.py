"""The hour ruler over the timeline: hours and days of the wall clock, the time it is, and the cursor's."""

import re
from datetime import date, tzinfo

from rich.segment import Segment

from industrack_core.domain.board.board import Block
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.text.late_pattern import late_pattern
from industrack_core.domain.text.text import cell_width
from industrack_core.domain.time.minute import instant_of, minute_of
from industrack_core.domain.time.span import Span, clock_text, format_clock, has_twelve_hours, hour_marks, local_day
from industrack_tui.widgets.timeline.axis import RATE
from industrack_tui.widgets.timeline.canvas import Canvas, visible_extent
from industrack_tui.widgets.timeline.pieces import Pieces, restyled

_LABEL = 4
_SHORT_DAY = 7


class Chip(NamedTuple):
    """A text on the ruler that stands out."""

    first: int
    text: str
    role: str

    @property
    def last(self) -> int:
        return self.first + cell_width(self.text)


class Ruler(NamedTuple):
    """The ruler without the cursor. `hours` are the columns of what it names, `strong` of them those of day names, from
    first to last, `now` the chip of the time it is."""

    line: str
    hours: tuple[int, ...]
    strong: tuple[tuple[int, int], ...]
    now: Chip | None
    beyond: tuple[Chip, ...] = ()
    """How many jobs lie before and behind what is in sight."""


def hour_labels(canvas: Canvas, zone: tzinfo) -> list[tuple[int, str, bool]]:
    """Canvas columns and labels: hours of the wall clock as dense as labels have room, of a night its first alone.

    Where there are several days each is named (True) where it opens.
    """
    axis = canvas.axis
    window = Span(instant_of(axis.start), instant_of(axis.end))
    labels = []
    every = next((step for step in (1, 2, 3, 4, 6, 12) if step * axis.rate >= _LABEL * RATE), 24)
    several = axis.end - axis.start > 26 * 60
    named: set[date] = set()
    for instant, hour in hour_marks(window, zone):
        minute = minute_of(instant)
        piece = axis.piece(minute)
        if piece.is_fold:
            continue
        column = axis.column(minute) - canvas.left
        if several and piece.divisor == 1 and (day := local_day(instant, zone)) not in named:
            named.add(day)
            labels.append((column, day_label(day, piece.columns), True))
        elif minute == piece.first if piece.divisor > 1 else hour % every == 0:
            labels.append((column, hour_label(hour, zone), False))
    return labels


def hour_label(hour: int, zone: tzinfo) -> str:
    """`08`, or where the clock has twelve hours `8a` and `3p`."""
    if has_twelve_hours(zone):
        return f"{hour % 12 or 12}{'p' if hour >= 12 else 'a'}"
    return f"{hour:02}"


def day_label(day: date, room: int = _SHORT_DAY) -> str:
    """`Tue 24`, where days stand beside each other; `Tu` in little room."""
    return f"{day:%a} {day.day}" if room >= _SHORT_DAY else f"{day:%a}"[:2]


def ruler_of(canvas: Canvas, zone: tzinfo) -> Ruler:
    """Hours, days and the time it is."""
    text = [" "] * canvas.width
    strong, hours = [], []
    free = 0
    for column, label, is_day in sorted(hour_labels(canvas, zone)):
        if column >= free and column + len(label) <= canvas.width:
            text[column : column + len(label)] = label
            free = column + len(label) + 1
            hours.append(column)
            if is_day:
                strong.append((column, column + len(label)))
    return Ruler("".join(text), tuple(hours), tuple(strong), _now_chip(canvas, zone))


def _now_chip(canvas: Canvas, zone: tzinfo) -> Chip | None:
    axis = canvas.axis
    column = axis.column(canvas.now) - canvas.left
    if not axis.start <= canvas.now < axis.end or not 0 <= column < canvas.width:
        return None
    if axis.end - axis.start > 26 * 60:
        return Chip(column, canvas.glyphs.now_head, "chip")
    clock = clock_text(instant_of(canvas.now).astimezone(zone))
    if column + 1 + len(clock) <= canvas.width:
        return Chip(column, canvas.glyphs.now_head + clock, "chip")
    return Chip(max(0, column - len(clock)), clock[: canvas.width - 1] + canvas.glyphs.now_head, "chip")


def cursor_chip(canvas: Canvas, zone: tzinfo, minute: int, block: Block | None, now: Chip | None) -> Chip | None:
    """The time under the cursor, beside the time it is; None where the job's times would cover that: then its columns
    are turned over."""
    if block is None:
        column, text = canvas.axis.column(minute) - canvas.left, format_clock(instant_of(minute), zone)[:12]
    else:
        start, end = (clock_text(instant_of(each).astimezone(zone)) for each in (block.start, block.end))
        column, text = max(0, canvas.axis.column(max(block.start, canvas.axis.start)) - canvas.left), f"{start}-{end}"
    text = f" {text} "
    if canvas.width < len(text):
        return None
    first = max(0, min(column - 1, canvas.width - len(text)))
    if now is None or first + len(text) < now.first or first > now.last:
        return Chip(first, text, "cursor")
    if block is not None:
        return None
    left, right = now.first - len(text), now.last
    wanted = left if column <= now.first else right
    first = wanted if 0 <= wanted <= canvas.width - len(text) else right if wanted == left else left
    return Chip(first, text, "cursor") if 0 <= first <= canvas.width - len(text) else None


_TOUCHING_END, _TOUCHING_START = late_pattern(r"\S+$"), late_pattern(r"^\S+")


def _blanks(found: re.Match[str]) -> str:
    return " " * len(found[0])


def ruler_pieces(ruler: Ruler, canvas: Canvas, chip: Chip | None, turned: tuple[int, int] | None = None) -> Pieces:
    """The ruler with the chips over it; an hour that a chip touches goes whole, or it would read as part of it.

    `turned` are the columns of a job whose times have no room: they are turned over.
    """
    muted, line = canvas.look["panel_muted"], ruler.line
    chips = [each for each in (chip, ruler.now) if each is not None]
    chips += [
        each for each in ruler.beyond if not any(each.first <= one.last and one.first <= each.last for one in chips)
    ]
    chips.sort()
    pieces: Pieces = []
    at = 0
    for index, each in enumerate(chips):
        before = _TOUCHING_END.sub(_blanks, line[at : each.first])
        if index and before:
            before = _TOUCHING_START.sub(_blanks, before)
        if before:
            pieces.append(Segment(before, muted))
        pieces.append(Segment(each.text, canvas.look[each.role]))
        at = each.last
    rest = line[at:]
    pieces.append(Segment(_TOUCHING_START.sub(_blanks, rest) if chips else rest, muted))
    for first, last in ruler.strong:
        if not any(each.first <= last and first <= each.last for each in chips):
            pieces = restyled(pieces, first, last, canvas.look["panel_strong"])
    if turned is not None:
        first, last = turned
        for low, high in _without(first, last, ruler.now):
            pieces = restyled(pieces, low, high, canvas.look["cursor"])
    return pieces


def _without(first: int, last: int, now: Chip | None) -> list[tuple[int, int]]:
    """[first, last) without the columns of the chip."""
    if now is None:
        return [(first, last)]
    found = [(first, min(last, now.first)), (max(first, now.last), last)]
    return [(low, high) for low, high in found if low < high]


def with_beyond(ruler: Ruler, canvas: Canvas, counts: tuple[int, int]) -> Ruler:
    """The ruler that counts at its ends the jobs before and behind what is in sight."""
    before, behind = counts
    chips = []
    if before:
        chips.append(Chip(0, f"{canvas.glyphs.before}{before}", "panel_accent"))
    if behind:
        text = f"{behind}{canvas.glyphs.after}"
        chips.append(Chip(max(0, canvas.width - len(text)), text, "panel_accent"))
    return ruler._replace(beyond=tuple(chips)) if chips else ruler


def cursor_on_ruler(canvas: Canvas, zone: tzinfo, ruler: Ruler, minute: int, block: Block | None) -> Pieces:
    """The ruler's line with the cursor at a minute, or on a job.

    On a job its times stand there, and the cursor's own cell is turned over against what it is on: a step within a long
    job is seen.
    """
    chip = cursor_chip(canvas, zone, minute, block, ruler.now)
    if block is None:
        return ruler_pieces(ruler, canvas, chip)
    whole = visible_extent(canvas, block.start, block.end)
    turned = whole if chip is None else None
    pieces = ruler_pieces(ruler, canvas, chip, turned)
    cell = visible_extent(canvas, minute, minute + canvas.axis.step_at(minute))
    if cell is None or cell == whole:
        return pieces
    light = (chip.first, chip.last) if chip is not None else whole or cell
    dark = [(max(cell[0], low), min(cell[1], high)) for low, high in _without(*light, None if chip else ruler.now)]
    pieces = restyled(pieces, *cell, canvas.look["cursor"])
    for low, high in dark:
        if low < high:
            pieces = restyled(pieces, low, high, canvas.look["panel"])
    return pieces
