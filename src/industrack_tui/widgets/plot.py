"""A plot: bars of eighth blocks over their labels, the one under the cursor marked. Pure, but for the pane."""

from collections.abc import Sequence

from rich.segment import Segment

from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.text.text import cell_width, clip, pad
from industrack_tui.glyphs import Glyphs
from industrack_tui.themes import Look
from industrack_tui.widgets.lines import LinePane

_NARROWEST, _WIDEST = 5, 14
_EIGHTHS = 8
_MOST_SLOTS = 3
"""That a label may take."""


class Bar(NamedTuple):
    """A value of at least 0 under its label; None where it is not known."""

    label: str
    value: int | None


def plot_lines(
    bars: Sequence[Bar], here: int, most_text: str, size: tuple[int, int], look: Look, glyphs: Glyphs
) -> list[list[Segment]]:
    """`size` is cells and lines, the last of which has the labels; `most_text` says the highest bar's value."""
    width, height = size
    gutter = cell_width(most_text) + 3
    room, rows = width - gutter, height - 1
    if not bars or rows < 1 or room < _NARROWEST:
        return []
    slot = max(_NARROWEST, min(_WIDEST, room // len(bars)))
    fitting = max(1, room // slot)
    first = max(0, min(here - fitting // 2, len(bars) - fitting))
    shown = list(enumerate(bars))[first : first + fitting]
    most = max((bar.value or 0 for bar in bars), default=0)
    lines = []
    for row in range(rows):
        below = (rows - 1 - row) * _EIGHTHS
        axis = f" {most_text if row == 0 else '':>{gutter - 3}} {glyphs.bar}"
        line = [Segment(axis, look["panel_muted"])]
        for place, bar in shown:
            text = _column(bar.value, most, rows, below, glyphs) * (slot - 1)
            line += [Segment(text, look["panel_good" if place == here else "panel_accent"]), _blank(look)]
        lines.append(line)
    return [*lines, _labels(shown, here, slot, gutter, look, glyphs)]


def _labels(
    shown: Sequence[tuple[int, Bar]], here: int, slot: int, gutter: int, look: Look, glyphs: Glyphs
) -> list[Segment]:
    """Under each bar its label; where they are too long for that, under every second one, third one ..."""
    longest = max(cell_width(bar.label) for _, bar in shown)
    step = min(-(-(longest + 1) // slot), _MOST_SLOTS)
    named = [(at, place, bar) for at, (place, bar) in enumerate(shown) if (place - here) % step == 0]
    line = [Segment(" " * (gutter + slot * (named[0][0] if named else 0)), look["panel"])]
    for at, place, bar in named:
        cells = slot * min(step, len(shown) - at) - 1
        text = pad(clip(bar.label, cells, glyphs.ellipsis), cells)
        line += [Segment(text, look["pick" if place == here else "panel_muted"]), _blank(look)]
    return line


def _blank(look: Look) -> Segment:
    return Segment(" ", look["panel"])


def _column(value: int | None, most: int, rows: int, below: int, glyphs: Glyphs) -> str:
    """What a bar shows in a line with so many eighths under it."""
    if value is None:
        return "?" if below == 0 else " "
    eighths = (2 * value * rows * _EIGHTHS + most) // (2 * most) if most > 0 else 0
    if value > 0:
        eighths = max(1, eighths)
    level = max(0, min(_EIGHTHS, eighths - below))
    if glyphs.name == "ascii":
        return "#" if level >= _EIGHTHS // 2 or (level and below == 0) else " "
    return glyphs.steps[level]


class PlotPane(LinePane):
    """The pane of a plot."""

    DEFAULT_CSS = "PlotPane { width: 1fr; height: 6; }"
