"""The timeline widget: one line-drawing widget for ruler, names and lanes. It draws a `View`, nothing more."""

from collections.abc import Callable, Iterable
from zoneinfo import ZoneInfo

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from industrack_core.domain.board.board import Block, Row
from industrack_core.domain.records.office import Office
from industrack_core.domain.text.text import clip, pad
from industrack_tui.glyphs import Glyphs
from industrack_tui.themes import Look
from industrack_tui.widgets.lines import DrawnWidget
from industrack_tui.widgets.timeline.canvas import Canvas, visible_extent
from industrack_tui.widgets.timeline.cursor import View
from industrack_tui.widgets.timeline.geometry import Line
from industrack_tui.widgets.timeline.names import NameColumn
from industrack_tui.widgets.timeline.overlay import Ghost, Hints, ghost_lane, with_ghost, with_hints
from industrack_tui.widgets.timeline.paint import row_lines
from industrack_tui.widgets.timeline.pieces import Pieces, restyled
from industrack_tui.widgets.timeline.ruler import Ruler, cursor_on_ruler, ruler_of, ruler_pieces

RULER_LINES = 1
_NAMES = ((14, 80), (18, 110), (22, 160))
"""Cells of the names, up to which width of the whole."""
_WIDEST_NAMES = 26


class Timeline(DrawnWidget, can_focus=True):
    """Employees down, time across. Plain values come in through `show_*`, messages go out."""

    DEFAULT_CSS = "Timeline { width: 1fr; height: 1fr; }"

    class Moved(Message):
        """The cursor or what is in sight changed by the mouse."""

    class Activated(Message):
        """The cell under the cursor was double-clicked."""

    def __init__(self, look: Look, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.view = View()
        self.look, self.glyphs = look, glyphs
        self.now = 0
        self.office: Office | None = None
        self.zone = ZoneInfo("UTC")
        self.hint: tuple[str, ...] = ()
        self.flashing: frozenset[int] = frozenset()
        self._lines: dict[int, list[Pieces]] = {}
        self._canvas: Canvas | None = None
        self._ruler_of: Canvas | None = None
        self._ruler: Ruler | None = None
        self._painted: tuple[object, ...] = ()
        self._cursor_lines: set[int] = set()
        self.ghost: Ghost | None = None
        self.hints: Hints = {}
        self.hint_typed = ""
        self.shines: Callable[[Block], bool] | None = None
        self.marked: frozenset[int] = frozenset()
        self._names = NameColumn(self.view)

    # -- what to show ----------------------------------------------------------------------------

    def show_office(self, office: Office) -> None:
        """Names, colors and the zone to draw with."""
        self.office, self.zone = office, office.zone
        self._forget()

    def toggle_row(self) -> bool:
        """Unfold the cursor's row or fold it again; False when there is nothing to unfold."""
        if not self.view.toggle_expanded():
            return False
        self._forget()
        self.update_cursor()
        return True

    def show_now(self, minute: int) -> None:
        """Move the now line: one column's repaint a minute."""
        if minute != self.now:
            self.now = minute
            self._forget()

    def show_hint(self, lines: Iterable[str]) -> None:
        """Text for a board without rows."""
        self.hint = tuple(lines)
        self.refresh()

    def show_rows(self, rows: Iterable[Row], replace: bool) -> list[int]:
        """Take loaded rows in; answers whose rows differ from before. Only their lines are painted again."""
        changed = self.view.show_rows(rows, replace)
        for employee in changed:
            self._lines.pop(employee, None)
            self._names.forget(employee)
        if replace:
            self._lines = {employee: drawn for employee, drawn in self._lines.items() if employee in self.view.rows}
        self._refresh_rows(changed)
        self.update_cursor()
        return changed

    def flash(self, employees: Iterable[int]) -> None:
        """Mark rows that somebody else changed; an empty set takes the marks away."""
        before, self.flashing = self.flashing, frozenset(employees)
        for y, line in enumerate(self.view.lines()):
            if self.view.employee_at(line.row) in before ^ self.flashing:
                self.refresh(Region(0, y + RULER_LINES, self.name_width, 1))

    def show_ghost(self, ghost: Ghost | None) -> None:
        """Lay a job over the rows where it would be; None takes it away."""
        if ghost != self.ghost:
            before, self.ghost = self.ghost, ghost
            rows = {each for one in (before, ghost) if one is not None for each in one.employee_ids}
            self._refresh_rows(rows)

    def show_hints(self, hints: Hints, typed: str = "") -> None:
        """Letters on the jobs in sight, of which `typed` is typed; none takes them away."""
        self.hints, self.hint_typed = hints, typed
        self.refresh()

    def show_filter(self, shines: Callable[[Block], bool] | None) -> None:
        """Dim every block that does not shine; None dims none."""
        self.shines = shines
        self._forget()

    def show_marks(self, marked: frozenset[int]) -> None:
        """Mark these jobs, by id."""
        if marked != self.marked:
            self.marked = marked
            self._forget()

    def show_tall(self, tall: int) -> None:
        """One line or two for each lane."""
        self.view.show_tall(tall)
        self._forget()

    def restyle(self, look: Look) -> None:
        """Dress in another theme."""
        self.look = look
        self._forget()

    def _forget(self) -> None:
        self._lines.clear()
        self._names.forget()
        self._canvas = None
        self.refresh()

    def _refresh_rows(self, employees: Iterable[int]) -> None:
        wanted = set(employees)
        for y, line in enumerate(self.view.lines()):
            if self.view.employee_at(line.row) in wanted:
                self.refresh(Region(0, y + RULER_LINES, self.outer_size.width, 1))

    # -- geometry --------------------------------------------------------------------------------

    @property
    def name_width(self) -> int:
        """Cells of the frozen column of names."""
        width = self.outer_size.width
        return next((names for names, below in _NAMES if width < below), _WIDEST_NAMES)

    def on_resize(self, event: events.Resize) -> None:
        self.view.resize(event.size.width - self.name_width, event.size.height - RULER_LINES)
        self._forget()
        self.post_message(self.Moved())

    @property
    def canvas(self) -> Canvas:
        """What all lines have in common now."""
        view = self.view
        if self._canvas is None or self._canvas.left != view.left or self._canvas.axis != view.axis:
            office = self.office
            self._lines.clear()
            self._canvas = Canvas(
                view.axis,
                view.left,
                view.width,
                self.look,
                self.glyphs,
                self.now,
                lambda block: office.hue(block.color_id, block.service_type_id) if office else None,
                {},
                self.shines,
                self.marked,
                view.tall,
            )
        return self._canvas

    # -- painting --------------------------------------------------------------------------------

    def update_cursor(self) -> None:
        """Paint what a move of the cursor changed: a few cells, or everything when the view scrolled."""
        view = self.view
        place = (view.top, view.left, view.axis, view.lines())
        lines = self._lines_of_cursor()
        if place != self._painted:
            self._painted = place
            self.refresh()
        else:
            self._refresh_lines(lines | self._cursor_lines)
        self._cursor_lines = lines

    def _refresh_lines(self, lines: Iterable[int]) -> None:
        """Draw whole lines again: the output stage sends only the cells that differ."""
        width = self.outer_size.width
        self.refresh(*[Region(0, y, width, 1) for y in lines])

    def _lines_of_cursor(self) -> set[int]:
        """Lines that show where the cursor is: the ruler, its own, and the one with the name."""
        view, lines = self.view, self.view.lines()
        found = {0}
        if view.line in lines:
            y = lines.index(view.line)
            found |= {y + RULER_LINES, max(0, y - view.line.lane) + RULER_LINES}
            if view.tall > 1 and y + 1 < len(lines) and view.is_here(lines[y + 1]):
                found.add(y + 1 + RULER_LINES)
        return found

    def _highlight(self) -> tuple[tuple[int, int], tuple[int, int] | None] | None:
        """Canvas columns of the cursor's cell, and of the block under it."""
        view, canvas = self.view, self.canvas
        cell = visible_extent(canvas, view.minute, view.minute + view.axis.step_at(view.minute))
        if cell is None or not view.roster:
            return None
        block = view.block
        return cell, visible_extent(canvas, block.start, block.end) if block else None

    def render_line(self, y: int) -> Strip:
        if y < RULER_LINES:
            return self._ruler_line()
        lines = self.view.lines()
        index = y - RULER_LINES
        if index >= len(lines):
            return self._below(index)
        line = lines[index]
        names = self._names.cell(
            line, index, self.name_width, self.look, self.glyphs, self.office,
            flashes=self.view.employee_at(line.row) in self.flashing,
        )  # fmt: skip
        pieces = [*names, *self._overlays(line)]
        return Strip(self._with_cursor(pieces) if self.view.is_here(line) else pieces, self.outer_size.width)

    def _overlays(self, line: Line) -> Pieces:
        """The line's body with what is laid over it for a while."""
        body, ghost, tall = self._body(line), self.ghost, self.view.tall
        haunted = ghost is not None and self.view.employee_at(line.row) in ghost.employee_ids
        if ghost is not None and haunted and line.lane // tall == ghost_lane(ghost, self.view.row_at(line.row)):
            body = with_ghost(body, ghost, self.canvas, line.lane % tall)
        if self.hints and line.lane % tall == 0:
            body = with_hints(body, self.view.lane(line), self.hints, self.canvas, self.hint_typed)
        return body

    def _ruler_line(self) -> Strip:
        canvas, view = self.canvas, self.view
        count = len(view.roster)
        people = f" {count} {'people' if count != 1 else 'person'}"
        names = Segment(pad(clip(people, self.name_width), self.name_width), self.look["panel_muted"])
        if self._ruler_of is not canvas or self._ruler is None:
            self._ruler_of, self._ruler = canvas, ruler_of(canvas, self.zone)
        if view.roster:
            pieces = cursor_on_ruler(canvas, self.zone, self._ruler, view.minute, view.block)
        else:
            pieces = ruler_pieces(self._ruler, canvas, None)
        return Strip([names, *pieces], self.outer_size.width)

    def _below(self, index: int) -> Strip:
        ground = self.look["ground"]
        if not self.view.roster and 1 <= index <= len(self.hint):
            text = clip("  " + self.hint[index - 1], self.outer_size.width)
            return Strip([Segment(pad(text, self.outer_size.width), ground)], self.outer_size.width)
        return Strip([Segment(" " * self.outer_size.width, ground)], self.outer_size.width)

    def _body(self, line: Line) -> Pieces:
        employee = self.view.employee_at(line.row)
        canvas = self.canvas
        assert employee is not None
        drawn = self._lines.get(employee)
        if drawn is None:
            row = self.view.rows.get(employee) or Row(employee)
            drawn = self._lines[employee] = row_lines(row, self.view.lanes_of(line.row), canvas)
        if line.lane >= len(drawn):
            return [Segment(" " * canvas.width, self.look["ground"])]
        return drawn[line.lane]

    def _with_cursor(self, pieces: Pieces) -> Pieces:
        """The line with the block under the cursor raised, and the cursor's cell on top of it."""
        highlight = self._highlight()
        # a job in the hand is the cursor
        if highlight is None or (self.ghost is not None and self.view.employee_id in self.ghost.employee_ids):
            return pieces
        (first, last), extent = highlight
        names, focused = self.name_width, self.has_focus
        cell = self.look["cursor" if focused else "cursor_idle"]
        if extent:
            raised = self.look.block("none", "cursor")[1] if focused else self.look["cursor_idle"]
            pieces = restyled(pieces, names + extent[0], names + extent[1], raised)
            first, last = max(first, extent[0]), min(last, extent[1])
            cell = raised + Style(underline=True, reverse=not raised.reverse)
        return restyled(pieces, names + first, names + last, cell)

    def on_focus(self) -> None:
        self.update_cursor()

    def on_blur(self) -> None:
        self._refresh_lines(self._cursor_lines)
