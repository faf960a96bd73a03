"""The sheet under a form's inputs: one drawn pane for all labels and sentences, the inputs laid on it.

A label widget per field costs as much to mount as the field; one pane costs nothing per label.
"""

from collections.abc import Mapping

from rich.segment import Segment
from textual.widget import Widget

from industrack_tui.glyphs import Glyphs
from industrack_tui.screens.form_layout import Sheet, Spot
from industrack_tui.themes import Look
from industrack_tui.widgets.lines import LinePane


class FormSheet(LinePane):
    """Draws a `Sheet`; inputs that have no spot are hidden."""

    DEFAULT_CSS = """
    FormSheet { layout: vertical; }
    FormSheet > Input { position: absolute; height: 1; }
    """

    def __init__(self, look: Look, glyphs: Glyphs) -> None:
        super().__init__(look, glyphs, id="sheet")
        self.spots: tuple[Spot, ...] = ()
        self._place: tuple[object, ...] = ()

    def show_sheet(self, sheet: Sheet, width: int, inputs: Mapping[str, Widget]) -> bool:
        """Draw the sheet `width` cells wide and move the inputs; whether anything moved, and is laid out again."""
        place = (sheet.spots, len(sheet.lines), width)
        moved = place != self._place
        if moved:
            self._place = place
            self.spots = sheet.spots
            self.styles.width, self.styles.height = width, len(sheet.lines)
            by_name = {spot.name: spot for spot in sheet.spots}
            for name, field in inputs.items():
                spot = by_name.get(name)
                field.display = spot is not None
                if spot is not None:
                    field.styles.offset = (spot.x, spot.y)
                    field.styles.width = spot.width
        self.show_lines([[Segment(text, self.look[role]) for text, role in line] for line in sheet.lines])
        return moved
