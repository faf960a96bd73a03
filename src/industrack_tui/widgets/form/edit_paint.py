"""Painting a text under the hand: what is in sight of it, the selection told apart, the cursor in it."""

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from industrack_tui.themes import Look
from industrack_tui.widgets.form.graphemes import step_on
from industrack_tui.widgets.form.line_edit import Edit

Pieces = list[Segment]


def edit_pieces(edit: Edit, row: int, width: int, look: Look, *, draws_cursor: bool) -> Pieces:
    """Line `row` of what is in sight of a text, in exactly `width` cells.

    The cursor is drawn only where no terminal shows its own: on a cell drawn in reverse it would vanish in many.
    """
    top, skipped = edit.seen_from()
    lines = edit.lines()
    if top + row >= len(lines):
        return [Segment(" " * width, look["input_focus"])]
    start, text = lines[top + row]
    low, high = edit.selection
    styles = [look["input_focus"]] * (len(text) + 1)
    for place in range(max(low, start), min(high, start + len(text))):
        styles[place - start] = look["input_selected"]
    at = edit.cursor - start
    if draws_cursor and row == edit.cursor_cell()[0] and at <= len(text):
        for place in range(at, max(step_on(text, at), at + 1)):
            styles[place] = look["input_cursor"]
    strip = Strip(_runs(f"{text} ", styles)).crop(skipped, skipped + width)
    rest = width - strip.cell_length
    return [*strip, Segment(" " * rest, look["input_focus"])] if rest > 0 else list(strip)


def _runs(text: str, styles: Sequence[Style]) -> Pieces:
    """Characters of equal style as one piece."""
    pieces: Pieces = []
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or styles[place] != styles[start]:
            pieces.append(Segment(text[start:place], styles[start]))
            start = place
    return pieces
