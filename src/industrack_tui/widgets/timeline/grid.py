"""The timeline widget: one line-drawing widget for ruler, names and lanes. It draws a `View`, nothing more."""

from collections.abc import Callable, Iterable
from datetime import UTC, tzinfo
from itertools import takewhile

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from industrack_core.domain.board.alarms import QuietKey
from industrack_core.domain.board.block_first import BlockFirst
from industrack_core.domain.board.board import Block, Row
from industrack_core.domain.records.office import Office
from industrack_core.domain.text.text import clip, pad
from industrack_core.domain.time.minute import instant_of
from industrack_core.domain.time.span import clock_text
from industrack_tui.glyphs import Glyphs
from industrack_tui.themes import Look
from industrack_tui.widgets.lines import DrawnWidget
from industrack_tui.widgets.timeline.below import NOTHING, Below, BelowRows, Worst, Wrong
from industrack_tui.widgets.timeline.beyond import Beyond
from industrack_tui.widgets.timeline.canvas import Canvas, visible_extent
from industrack_tui.widgets.timeline.cursor import View
from industrack_tui.widgets.timeline.drawn_rows import DrawnRows, KeptStrips
from industrack_tui.widgets.timeline.geometry import Line, together
from industrack_tui.widgets.timeline.names import NameColumn
from industrack_tui.widgets.timeline.overlay import Ghost, Hints, ghost_lane, with_ghost, with_hints
from industrack_tui.widgets.timeline.pieces import Pieces
from industrack_tui.widgets.timeline.ruler import Ruler, cursor_on_ruler, ruler_of, ruler_pieces, with_beyond
from industrack_tui.widgets.timeline.runs import Runs, blank, dressed, laid_over

RULER_LINES = 1
_NAMES = ((14, 80), (18, 110), (22, 160))
"""Cells of the names, up to which width of the whole."""
_WIDEST_NAMES = 26


class Timeline(DrawnWidget, can_focus=True):
    """Employees down, time across. Plain values come in through `show_*`, messages go out."""

    DEFAULT_CSS = "Timeline { width: 1fr; height: 1fr; }"

    class Moved(Message):
        """The cursor or what is in sight changed by the mouse."""

    class Wanted(Message):
        """What is told below the rows was clicked."""

        def __init__(self, about: Wrong) -> None:
            super().__init__()
            self.about = about

    class Activated(Message):
        """The cell under the cursor was double-clicked."""

    first = BlockFirst.CUSTOMER
    """What a block says first."""
    echoes: tuple[Ghost, ...] = ()
    """Jobs where they are at another moment than the one shown."""
    _looks_new = True
    """Whether nothing that was drawn is as it is to be now."""

    def __init__(self, look: Look, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.view = View()
        self.look, self.glyphs = look, glyphs
        self.now = 0
        self.office: Office | None = None
        self.zone: tzinfo = UTC
        self.hint: tuple[str, ...] = ()
        self.flashing: frozenset[int] = frozenset()
        self.drawn, self._strips = DrawnRows(), KeptStrips()
        self._raised: dict[tuple[object, ...], list[Pieces]] = {}
        self._canvas: Canvas | None = None
        self._ruler: Ruler | None = None
        self._painted: tuple[object, ...] = ()
        self._cursor_lines: set[int] = set()
        self._expanded: set[int] = set()
        self.ghost: Ghost | None = None
        self.hints: Hints = {}
        self.hint_typed = ""
        self.shines: Callable[[Block], bool] | None = None
        self.marked: frozenset[int] = frozenset()
        self.names = NameColumn(self.view)
        self._is_calm = False
        self._quiet: frozenset[QuietKey] = frozenset()
        self._below = BelowRows()
        self._beyond = Beyond()

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

    def show_alarms(self, worst: Worst, *, is_calm: bool, quiet: frozenset[QuietKey], key: str = "") -> None:
        """What needs an eye, the worst first, to be said below the rows, with the `key` that lists it; `is_calm` and
        `quiet` are for the blocks."""
        if (is_calm, quiet) != (self._is_calm, self._quiet):
            self._is_calm, self._quiet = is_calm, quiet
            self._forget()
        if self._below.show(worst, key):
            below = len(self.view.lines()) + RULER_LINES
            if below < self.outer_size.height:
                self.refresh(Region(0, below, self.outer_size.width, self.outer_size.height - below))

    def show_hint(self, lines: Iterable[str]) -> None:
        """Text for a board without rows."""
        self.hint = tuple(lines)
        self.refresh()

    def show_rows(self, rows: Iterable[Row], replace: bool) -> list[int]:
        """Take loaded rows in; answers whose rows differ from before. Only their lines are painted again."""
        changed = self.view.show_rows(rows, replace)
        self._raised.clear()
        if replace:
            self.drawn.forget_others(self.view.rows)
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

    def show_echoes(self, echoes: Iterable[Ghost]) -> None:
        """Lay jobs over the rows where they are at another moment; none takes them away."""
        self.echoes = tuple(echoes)
        self.refresh()

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
        """So many lines for each lane; 0 as many as fit."""
        self.view.choose_tall(tall)
        self._forget()

    def restyle(self, look: Look) -> None:
        """Dress in another theme."""
        self.look = look
        self._forget()

    def _forget(self) -> None:
        self._looks_new = True
        self._lay_out()

    def _lay_out(self) -> None:
        self._canvas = None
        self.refresh()

    def _refresh_rows(self, employees: Iterable[int]) -> None:
        wanted, lines = set(employees), self.view.lines()
        dirty = (y for y, line in enumerate(lines) if self.view.employee_at(line.row) in wanted)
        self._refresh_lines(y + RULER_LINES for y in dirty)

    # -- geometry --------------------------------------------------------------------------------

    @property
    def name_width(self) -> int:
        """Cells of the frozen column of names."""
        width = self.outer_size.width
        return next((names for names, below in _NAMES if width < below), _WIDEST_NAMES)

    def on_resize(self, event: events.Resize) -> None:
        self.view.resize(event.size.width - self.name_width, event.size.height - RULER_LINES)
        self._lay_out()  # beside a form, and as wide again behind it: what was drawn is kept for both
        self.post_message(self.Moved())

    @property
    def canvas(self) -> Canvas:
        """What all lines have in common now."""
        view, known = self.view, self._canvas
        if known is None or known.left != view.left or known.axis != view.axis or known.tall != view.tall:
            is_new, self._looks_new = self._looks_new, False
            known, self._ruler = self.laid_out(view)
            self._canvas = known
            self.drawn.turn_to(known.place, is_new=is_new)
            self._raised.clear()
            self.names.turn_to(self.name_width, is_new=is_new)
        return known

    def laid_out(self, view: View) -> tuple[Canvas, Ruler]:
        """What lines have in common where they are seen through this view."""
        canvas = Canvas(
            view.axis, view.left, view.width, self.look, self.glyphs, self.now, self._hue_of, {}, self.shines,
            self.marked, view.tall, is_calm=self._is_calm, quiet=self._quiet, first=self.first,
        )  # fmt: skip
        ruler = ruler_of(canvas, self.zone)
        return canvas._replace(hours=ruler.hours), ruler

    def _hue_of(self, block: Block) -> str | None:
        return self.office.hue(block.color_id, block.service_type_id) if self.office else None

    # -- painting --------------------------------------------------------------------------------

    def update_cursor(self) -> None:
        """Paint what a move of the cursor changed: a few cells, or everything when the view scrolled."""
        view = self.view
        if view.expanded != self._expanded:
            self._expanded = set(view.expanded)
            self._forget()
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
        if regions := [Region(0, first, width, last - first) for first, last in together(lines)]:
            self.refresh(*regions)

    def _lines_of_cursor(self) -> set[int]:
        """Lines that show where the cursor is: the ruler, its own, and the one with the name."""
        view, lines = self.view, self.view.lines()
        found = {0}
        if view.line in lines:
            y = lines.index(view.line)
            found |= {at + RULER_LINES for at in takewhile(lambda at: view.is_here(lines[at]), range(y, len(lines)))}
            found.add(max(0, y - view.line.lane) + RULER_LINES)
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
            return self._line_below(index)
        return self.whole_line(lines[index], index, self._overlays(lines[index]), self.names)

    def whole_line(self, line: Line, index: int, body: Runs, names: NameColumn) -> Strip:
        """The `index`-th line in sight: the name's cell, and what stands beside it."""
        cell = names.cell(
            line, index, self.name_width, self.look, self.glyphs, self.office,
            flashes=self.view.employee_at(line.row) in self.flashing, now=self.now, clock=self._clock,
        )  # fmt: skip
        return self._strips.strip(cell, body, self.outer_size.width)

    def _clock(self, minute: int) -> str:
        return clock_text(instant_of(minute).astimezone(self.zone))

    def _overlays(self, line: Line) -> Runs:
        """The line's body with what is laid over it for a while: cursor, ghosts, letters."""
        view = self.view
        body = self._body(line)
        part = line.lane % view.tall
        if view.is_here(line):
            body = self._with_cursor(body, line)
        for ghost in self.echoes if self.ghost is None else (*self.echoes, self.ghost):
            haunted = view.employee_at(line.row) in ghost.employee_ids
            if haunted and line.lane // view.tall == ghost_lane(ghost, view.row_at(line.row)):
                body = with_ghost(body, ghost, self.canvas, part)
        if self.hints and part == 0:
            body = with_hints(body, view.lane(line), self.hints, self.canvas, self.hint_typed)
        return body

    def _ruler_line(self) -> Strip:
        if self.office is None:  # nobody knows yet how many people there are, and what time it is for them
            return Strip([Segment(" " * self.outer_size.width, self.look["panel"])], self.outer_size.width)
        canvas, view = self.canvas, self.view
        count = len(view.roster)
        rows = [line.row for line in view.lines()]
        shown = len(set(rows))
        of = f"{shown} of " if shown < count else ""
        up, down = self.glyphs.order
        more = f" {up if rows[0] else ''}{down if rows[-1] < count - 1 else ''}" if of and rows else ""
        people = f" {of}{count} {'people' if count != 1 else 'person'}{more}"
        names = Segment(pad(clip(people, self.name_width), self.name_width), self.look["panel_muted"])
        assert self._ruler is not None
        if view.roster:
            ruler = with_beyond(self._ruler, canvas, self._beyond.counts(view))
            pieces = cursor_on_ruler(canvas, self.zone, ruler, view.minute, view.block)
        else:
            pieces = ruler_pieces(self._ruler, canvas, None)
        return Strip([names, *pieces], self.outer_size.width)

    def alarm_at(self, index: int) -> Wrong | None:
        """What is told below the rows on the `index`-th line in sight."""
        return self.below.told.get(index - len(self.view.lines()))

    @property
    def below(self) -> Below:
        """What stands below the rows."""
        view, office = self.view, self.office
        if office is None or not view.roster:
            return NOTHING
        room = view.height - len(view.lines())
        return self._below.drawn(
            room, self.outer_size.width, self.name_width, self.look, self.glyphs, office, self.now, self.zone,
            self.names.called(self.name_width, office),
        )  # fmt: skip

    def _line_below(self, index: int) -> Strip:
        ground, place = self.look["ground"], index - len(self.view.lines())
        if place < len(self.below.lines):
            return Strip(self.below.lines[place], self.outer_size.width)
        if not self.view.roster and 1 <= index <= len(self.hint):
            text = clip("  " + self.hint[index - 1], self.outer_size.width)
            return Strip([Segment(pad(text, self.outer_size.width), ground)], self.outer_size.width)
        return Strip([Segment(" " * self.outer_size.width, ground)], self.outer_size.width)

    def _body(self, line: Line) -> Runs:
        employee = self.view.employee_at(line.row)
        canvas = self.canvas
        assert employee is not None
        row = self.view.rows.get(employee) or Row(employee)
        drawn = self.drawn.of(row, canvas, self.view.most_lanes if self.view.is_strip(line.row) else 0)
        return drawn[line.lane] if line.lane < len(drawn) else blank(canvas.width, self.look["ground"])

    def _with_cursor(self, body: Runs, line: Line) -> Runs:
        """The line with the block under the cursor raised, or the cursor's cell on it."""
        highlight = self._highlight()
        # a job in the hand is the cursor
        if highlight is None or (self.ghost is not None and self.view.employee_id in self.ghost.employee_ids):
            return body
        (first, last), extent = highlight
        block = self.view.block
        if extent is None or block is None:
            style = self.look["cursor" if self.has_focus else "cursor_idle"]
            return dressed(body, first, last, style)
        if not self.has_focus:
            return dressed(body, *extent, self.look["cursor_idle"])
        return laid_over(body, *extent, self._raised_lines(block, extent)[line.lane % self.view.tall])

    def _raised_lines(self, block: Block, extent: tuple[int, int]) -> list[Pieces]:
        """The lines of the block under the cursor, kept while it stays as it is."""
        key = (block.employee_id, block.job_id, block.version, *extent)
        drawn = self._raised.get(key)
        if drawn is None:
            from industrack_tui.widgets.timeline.block_paint import block_lines
            from industrack_tui.widgets.timeline.paint import twice_of

            row = self.view.rows.get(block.employee_id)
            twice = twice_of(row, self.canvas) if row is not None else ()
            drawn = self._raised[key] = block_lines(block, self.canvas, *extent, twice, raised=True)
        return drawn

    def on_focus(self) -> None:
        self.update_cursor()

    def on_blur(self) -> None:
        self._refresh_lines(self._cursor_lines)
