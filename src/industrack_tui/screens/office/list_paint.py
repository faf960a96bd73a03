"""Painting a list: columns over a width, rows and headings as styled pieces. Pure."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from rich.segment import Segment

from industrack_core.domain.listing import ListRow
from industrack_core.domain.office import Office
from industrack_core.domain.text import cell_width, clip, pad
from industrack_tui.glyphs import Glyphs
from industrack_tui.screens.office.list_kind import Column, ListSpec
from industrack_tui.screens.office.list_rows import RowWindow
from industrack_tui.themes import Look

Pieces = list[Segment]
_GAP = 2
_PATCH = 4


class Placed(NamedTuple):
    """A column with the cells it is given, from the left edge on."""

    column: Column
    x: int
    width: int


def placed(columns: Sequence[Column], width: int) -> list[Placed]:
    """The columns that have room, those of the highest rank left out first; what is left over is shared."""
    shown = list(columns)
    room = width - 2  # a mark and a blank
    while len(shown) > 1 and sum(column.least + _GAP for column in shown) - _GAP > room:
        shown.remove(max(shown, key=lambda column: column.rank))
    left = max(0, room - sum(column.least + _GAP for column in shown) + _GAP)
    shares = sum(column.share for column in shown) or 1.0
    found, x, growing = [], 2, [column for column in shown if column.share]
    for column in shown:
        wide = column.least + (left if growing == [column] else int(left * column.share / shares))
        found.append(Placed(column, x, min(wide, width - x)))
        x += wide + _GAP
    return found


def cell(row: ListRow, column: Column, width: int, office: Office, glyphs: Glyphs) -> str:
    """What stands in a column, `width` cells wide."""
    text = clip(column.draw(row.values.get(column.name), office), width, glyphs.ellipsis)
    return " " * (width - cell_width(text)) + text if column.to_the_right else pad(text, width)


def unseen(row: ListRow, columns: Sequence[Column], width: int, office: Office) -> str:
    """What a row says in columns that had no room, or not enough of it, each with its label."""
    places = {each.column.name: each.width for each in placed(columns, width)}
    said = []
    for column in columns:
        text = column.draw(row.values.get(column.name), office)
        if text and cell_width(text) > places.get(column.name, 0):
            said.append(f"{column.label}: {text}")
    return "   ".join(said)


class ListPainter:
    """Paints one list with one look."""

    def __init__(self, spec: ListSpec, office: Office, look: Look, glyphs: Glyphs) -> None:
        self.spec, self.office, self.look, self.glyphs = spec, office, look, glyphs

    def heading(self, width: int, sort: str, descending: bool) -> Pieces:
        """The names of the columns; an arrow at the one the list is sorted by."""
        arrow = self.glyphs.order[descending]
        pieces = [Segment("  ", self.look["panel_muted"])]
        for each in placed(self.spec.columns, width):
            column = each.column
            is_sort = (column.sort or column.name) == sort
            label = f"{column.label} {arrow}" if is_sort else column.label
            text = clip(label, each.width, self.glyphs.ellipsis)
            said = text.rjust(each.width) if column.to_the_right else pad(text, each.width)
            pieces.append(Segment(said, self.look["panel_accent" if is_sort else "panel_muted"]))
            pieces.append(Segment(" " * _GAP, self.look["panel_muted"]))
        return pieces

    def lines(
        self, window: RowWindow, width: int, height: int, marked: Collection[int], *, has_keys: bool = True
    ) -> list[Pieces]:
        """The rows in sight."""
        places = placed(self.spec.columns, width)
        lines = []
        for index in range(window.top, min(window.top + height, len(window.rows))):
            row = window.rows[index]
            here = ("pick" if has_keys else "pick_idle") if index == window.index else ""
            lines.append(self._row(row, places, here, row.id in marked, width))
        if not lines:
            lines = [[Segment(f"  {self.spec.nothing}", self.look["muted"])]]
        return lines

    def _row(self, row: ListRow, places: Sequence[Placed], here: str, is_marked: bool, width: int) -> Pieces:
        mark = self.glyphs.pick if here else self.glyphs.mark if is_marked else " "
        pieces = [Segment(f"{mark}{self.glyphs.mark if is_marked and here else ' '}", self.look[here or "accent"])]
        used = 2
        is_retired = bool(row.values.get("retired"))
        for each in places:
            role = here or (each.column.role(row) if each.column.role else "muted" if is_retired else "ground")
            hue = each.column.hue(row, self.office) if each.column.hue else ""
            patch = min(_PATCH, each.width - 1) if hue else 0
            if patch > 0:
                pieces.append(Segment(" " * (patch - 1), self.look.block(hue, "plain")[1]))
                pieces.append(Segment(" ", self.look[role]))
            pieces.append(
                Segment(cell(row, each.column, each.width - patch, self.office, self.glyphs), self.look[role])
            )
            pieces.append(Segment(" " * _GAP, self.look[here or "ground"]))
            used += each.width + _GAP
        return [*pieces, Segment(" " * max(0, width - used), self.look[here or "ground"])]
