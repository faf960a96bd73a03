"""The hour ruler over the timeline."""

import re
from datetime import date
from zoneinfo import ZoneInfo

from rich.segment import Segment

from industrack_core.domain.time.minute import instant_of
from industrack_core.domain.time.span import Span, TwelveHourZone, hour_marks, local_day
from industrack_tui.widgets.timeline.canvas import Canvas
from industrack_tui.widgets.timeline.pieces import Pieces


def hour_labels(canvas: Canvas, zone: ZoneInfo) -> list[tuple[int, str]]:
    """Canvas columns and labels: the hours of the wall clock, thinned out where they would touch; days named."""
    axis = canvas.axis
    window = Span(instant_of(axis.start), instant_of(axis.end))
    labels = []
    every = next((step for step in (1, 2, 3, 6, 12, 24) if step * 60 // axis.zoom >= 4), 24)
    several = axis.end - axis.start > 26 * 60
    for instant, hour in hour_marks(window, zone):
        column = axis.column(int(instant.timestamp()) // 60) - canvas.left
        if several and hour == 0:
            labels.append((column, day_label(local_day(instant, zone))))
        elif hour % every == 0:
            labels.append((column, hour_label(hour, zone)))
    return labels


def hour_label(hour: int, zone: ZoneInfo) -> str:
    """`08`, or where the clock has twelve hours `8a` and `3p`."""
    if isinstance(zone, TwelveHourZone):
        return f"{hour % 12 or 12}{'p' if hour >= 12 else 'a'}"
    return f"{hour:02}"


def day_label(day: date) -> str:
    """`Tue 24`, where days stand beside each other."""
    return f"{day:%a} {day.day}"


def ruler_text(canvas: Canvas, zone: ZoneInfo) -> str:
    """The ruler's line without the cursor: hours and the now mark."""
    text = [" "] * canvas.width
    for column, label in hour_labels(canvas, zone):
        if column >= 0 and column + len(label) <= canvas.width and text[column - 1 if column else 0] == " ":
            text[column : column + len(label)] = label
    if canvas.axis.start <= canvas.now < canvas.axis.end:
        column = canvas.axis.column(canvas.now) - canvas.left
        if 0 <= column < canvas.width:
            text[column] = canvas.glyphs.now_head
    return "".join(text)


_TOUCHING_END, _TOUCHING_START = re.compile(r"\S+$"), re.compile(r"^\S+")


def _blanks(found: re.Match[str]) -> str:
    return " " * len(found[0])


def ruler_pieces(line: str, canvas: Canvas, cursor: tuple[int, str] | None) -> Pieces:
    """The ruler's line with the cursor's time over the cursor. `cursor` is its column and text."""
    if cursor is None:
        return [Segment(line, canvas.look["panel_muted"])]
    first, label = cursor
    first = max(0, min(first, canvas.width - len(label)))
    # an hour that the label touches would read as part of it
    before = _TOUCHING_END.sub(_blanks, line[:first])
    after = _TOUCHING_START.sub(_blanks, line[first + len(label) :])
    return [
        Segment(before, canvas.look["panel_muted"]),
        Segment(label, canvas.look["panel_accent"]),
        Segment(after, canvas.look["panel_muted"]),
    ]
