"""Painting a list: columns over a width, rows and headings as styled pieces. Pure."""

from collections.abc import Collection, Sequence

from rich.segment import Segment
from rich.style import Style

from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.records.listing import ListRow
from industrack_core.domain.records.office import Office
from industrack_core.domain.text.text import cell_width, clip, pad
from industrack_tui.glyphs import Glyphs
from industrack_tui.lists.row_window import RowWindow
from industrack_tui.lists.spec import Column, ListSpec
from industrack_tui.themes import Look

Pieces = list[Segment]
_GAP = 2
_PATCH = 4
_MOST_KEPT = 1500


class Placed(NamedTuple):
    """A column with the cells it is given, from the left edge on."""

    column: Column
    x: int
    width: int


def placed_columns(columns: Sequence[Column], width: int) -> list[Placed]:
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
    places = {each.column.name: each.width for each in placed_columns(columns, width)}
    said = []
    for column in columns:
        text = column.draw(row.values.get(column.name), office)
        if text and cell_width(text) > places.get(column.name, 0):
            said.append(f"{column.label}: {text}")
    return "   ".join(said)


class ListPainter:
    """Paints one list with one look. Rows without the cursor and without a mark are painted once and kept."""

    def __init__(self, spec: ListSpec, office: Office, look: Look, glyphs: Glyphs) -> None:
        self.spec, self.office, self.look, self.glyphs = spec, office, look, glyphs
        self._kept: dict[int, tuple[ListRow, Pieces]] = {}
        self._width = 0

    def heading(self, width: int, sort: str, descending: bool) -> Pieces:
        """The names of the columns; an arrow at the one the list is sorted by."""
        arrow = self.glyphs.order[descending]
        pieces = [Segment("  ", self.look["panel_muted"])]
        for each in placed_columns(self.spec.columns, width):
            column = each.column
            is_sort = (column.sort or column.name) == sort
            label = f"{column.label} {arrow}" if is_sort else column.label
            text = clip(label, each.width, self.glyphs.ellipsis)
            said = text.rjust(each.width) if column.to_the_right else pad(text, each.width)
            pieces.append(Segment(said, self.look["panel_accent" if is_sort else "panel_muted"]))
            pieces.append(Segment(" " * _GAP, self.look["panel_muted"]))
        return pieces

    def lines(
        self, window: RowWindow, width: int, height: int, marked: Collection[int], nothing: str = ""
    ) -> list[Pieces]:
        """The rows in sight; `nothing` is said where there are none."""
        if width != self._width or len(self._kept) > _MOST_KEPT:
            self._kept, self._width = {}, width
        lines = []
        for index in range(window.top, min(window.top + height, len(window.rows))):
            row = window.rows[index]
            if index == window.index or row.id in marked:
                lines.append(self._row(row, width, here=index == window.index, is_marked=row.id in marked))
            else:
                lines.append(self._plain(row, width))
        if not lines:
            lines = [[Segment(f"  {nothing or self.spec.nothing}", self.look["muted"])]]
        return lines

    def _plain(self, row: ListRow, width: int) -> Pieces:
        known = self._kept.get(id(row))
        if known is None or known[0] is not row:
            known = self._kept[id(row)] = (row, self._row(row, width))
        return known[1]

    def _row(self, row: ListRow, width: int, *, here: bool = False, is_marked: bool = False) -> Pieces:
        mark = self.glyphs.pick if here else self.glyphs.mark if is_marked else " "
        ground = "pick" if here else "ground"
        runs = [(f"{mark}{self.glyphs.mark if is_marked and here else ' '}", self.look["pick" if here else "accent"])]
        used = 2
        for each in placed_columns(self.spec.columns, width):
            role = "pick" if here else self._role(row, each.column)
            hue = each.column.hue(row, self.office) if each.column.hue else ""
            patch = min(_PATCH, each.width - 1) if hue else 0
            if patch > 0:
                runs += [(" " * (patch - 1), self.look.patch(hue)), (" ", self.look[role])]
            text = cell(row, each.column, each.width - patch, self.office, self.glyphs)
            runs += [(text, self.look[role]), (" " * _GAP, self.look[ground])]
            used += each.width + _GAP
        return _joined([*runs, (" " * max(0, width - used), self.look[ground])])

    def _role(self, row: ListRow, column: Column) -> str:
        if column.role is not None:
            return column.role(row)
        return "muted" if row.values.get("retired") else "ground"


def _joined(runs: Sequence[tuple[str, Style]]) -> Pieces:
    """Neighbors of one style as one piece: fewer style runs are fewer bytes and less to paint."""
    pieces: Pieces = []
    text, style = runs[0]
    for more, other in runs[1:]:
        if other == style:
            text += more
        else:
            pieces.append(Segment(text, style))
            text, style = more, other
    return [*pieces, Segment(text, style)]
