"""The one widget of a form: it draws a picture and hands keys, pastes and clicks on."""

from collections.abc import Callable
from dataclasses import replace

from rich.segment import Segment
from textual import events
from textual.geometry import Offset, Region
from textual.message import Message

from industrack_core.domain.kinds import Kind
from industrack_tui.glyphs import Glyphs
from industrack_tui.terminal.output import DiffOutput
from industrack_tui.themes import Look
from industrack_tui.widgets.form.list_place import list_place
from industrack_tui.widgets.form.paint import FormPainter, room_of, top_for
from industrack_tui.widgets.form.picture import FormPicture
from industrack_tui.widgets.form.sheet import Parts, SlotKind, Spot
from industrack_tui.widgets.lines import LinePane

WIDEST, LEAST_WIDTH = 104, 26
"""Cells of a form, its frame included."""


class FormPane(LinePane, can_focus=True):
    """Shows a `FormPicture`. An input widget per field costs as much to mount as the whole picture to paint."""

    DEFAULT_CSS = "FormPane { width: 100%; height: 100%; }"
    ground_role = "ground"

    class Sized(Message):
        """The pane has another size: the form has to be drawn anew."""

    class Pressed(Message):
        """A field, or a line of its list, was pressed `clicks` times in a row: cells from the field's left, and its
        row."""

        def __init__(
            self, spot: Spot | None, column: int = 0, row: int = 0, picked: int | None = None, clicks: int = 1
        ) -> None:
            super().__init__()
            self.spot, self.column, self.row, self.picked, self.clicks = spot, column, row, picked, clicks

    class Swept(Message):
        """The mouse is drawn over the field with the keys, its button held: cells as of `Pressed`, also beyond it."""

        def __init__(self, column: int, row: int) -> None:
            super().__init__()
            self.column, self.row = column, row

    class AroundPressed(Message):
        """A line above the fields (`is_head`) or under them was pressed: which of them, and how many cells inside."""

        def __init__(self, line: int, column: int, *, is_head: bool) -> None:
            super().__init__()
            self.line, self.column, self.is_head = line, column, is_head

    class Paged(Message):
        """The wheel was turned while a list hangs under the field with the keys: so many lines of it."""

        def __init__(self, lines: int) -> None:
            super().__init__()
            self.lines = lines

    def __init__(self, look: Look, glyphs: Glyphs, typed: Callable[[events.Key | events.Paste], None]) -> None:
        super().__init__(look, glyphs, id=Kind.FORM)
        self._typed = typed
        self.picture: FormPicture | None = None
        self.top = 0
        self._painter = FormPainter(look, glyphs)
        self._painted: Region | None = None  # where the picture was drawn last, if there was room
        self._cell: Offset | None = None
        self._drawn_over: Spot | None = None
        self.is_beside = False

    def stand_beside(self, cells: int) -> None:
        """Take so many cells at the right edge of the screen, or with 0 all of it."""
        self.is_beside = bool(cells)
        self.styles.width = cells or "100%"
        self.styles.dock = "right" if cells else "none"

    def show_picture(self, picture: FormPicture, *, follow: bool = True) -> None:
        """Draw a picture; with `follow` its focused field is scrolled into sight."""
        self.picture = picture
        if min(self.outer_size) < 4:
            return
        box = self._painted = self.box
        self.top = top_for(picture if follow else replace(picture, focus=None), self.top, box.height)
        self._painter.draws_cursor = not (isinstance(self.app, DiffOutput) and self.app.shows_cursor)
        lines = self._painter.lines(picture, box.width, box.height, self.top)
        side, ground = self.outer_size.width - box.width - box.x, self.look["ground"]
        left, right = Segment(" " * box.x, ground), Segment(" " * side, ground)
        self.show_lines([*([[]] * box.y), *([left, *line, right] for line in lines)])
        self._show_cursor(self.typing_cell)

    def show_heading(self, heading: Parts) -> None:
        """Say something else in the frame; all below it stays."""
        box = self.box
        if self.picture is None or box != self._painted:  # another size: all is drawn when that is told
            return
        self.picture = replace(self.picture, heading=heading)
        before = self._shown[box.y]
        line = [before[0], *self._painter.upper(self.picture, box.width), before[-1]]
        self.show_lines([*self._shown[: box.y], line, *self._shown[box.y + 1 :]])

    def _show_cursor(self, cell: Offset | None) -> None:
        """Have a line painted again where only the terminal's cursor moved: a frame takes it along."""
        if cell is not None and cell != self._cell:
            self.refresh(Region(0, cell.y - self.region.y, 1, 1))
        self._cell = cell

    @property
    def typing_cell(self) -> Offset | None:
        """Where on the screen somebody types; None where nothing is typed, or what is typed is out of sight."""
        picture = self.picture
        spot = picture.sheet.spot(picture.focus) if picture else None
        if picture is None or spot is None or picture.edit is None or spot.slot.kind is SlotKind.LINE:
            return None
        row, column = picture.edit.cursor_cell()
        line = spot.y + row - self.top
        if not 0 <= line < self.page:
            return None
        return self.region.offset + self.box.offset + Offset(1 + spot.x + column, 1 + len(picture.head) + line)

    @property
    def box(self) -> Region:
        """Where the form lies in the pane: all of a small screen, in the middle of a large one."""
        width, height = self.outer_size
        if self.is_beside:
            return Region(0, 0, width, max(6, height))
        wide = max(LEAST_WIDTH, min(WIDEST, width))
        margin = 0 if height < 30 else 1
        return Region((width - wide) // 2, margin, wide, max(6, height - 2 * margin))

    def on_resize(self, event: events.Resize) -> None:
        self.post_message(self.Sized())

    def dress(self, look: Look) -> None:
        """Draw in another theme."""
        self.restyle(look)
        self._painter = FormPainter(look, self.glyphs)
        if self.picture is not None:
            self.show_picture(self.picture)

    @property
    def page(self) -> int:
        """How many lines of the sheet are in sight."""
        return room_of(self.picture, self.box.height) if self.picture else 1

    def scroll_by(self, lines: int) -> None:
        """Look at another part of the sheet; the focus stays where it is."""
        self.top += lines
        if self.picture is not None:
            self.show_picture(self.picture, follow=False)

    def on_key(self, event: events.Key) -> None:
        """Keys are answered here and go no further up: the next one waits for what this one does."""
        event.stop()
        event.prevent_default()
        self._typed(event)

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        self._typed(event)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self._wheeled(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self._wheeled(-3)

    def _wheeled(self, lines: int) -> None:
        if self.picture is not None and self.picture.picks.is_open:
            self.post_message(self.Paged(lines))
        else:
            self.scroll_by(lines)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A text takes the cursor at once: what is drawn over from there is selected."""
        event.stop()
        spot = self._spot_at(event)
        if spot is not None and spot.slot.kind is not SlotKind.LINE and self._picked_at(event) is None:
            self.capture_mouse()
            self._drawn_over = spot
            self.post_message(self.Pressed(spot, *self._cell_in(spot, event)))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._drawn_over is not None and event.button:
            event.stop()
            self.post_message(self.Swept(*self._cell_in(self._drawn_over, event)))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        event.stop()
        if self._drawn_over is not None:
            self.release_mouse()
            self._drawn_over = None

    def on_click(self, event: events.Click) -> None:
        event.stop()
        picked, spot = self._picked_at(event), self._spot_at(event)
        if picked is not None:
            self.post_message(self.Pressed(None, picked=picked))
        elif spot is not None and (event.chain > 1 or spot.slot.kind is SlotKind.LINE):
            self.post_message(self.Pressed(spot, *self._cell_in(spot, event), clicks=event.chain))
        elif spot is None and self.picture is not None:
            self._pressed_around(self.picture, event)

    def _pressed_around(self, picture: FormPicture, event: events.MouseEvent) -> None:
        """A click on a line above or under the fields."""
        box = self.box
        line, column = event.y - box.y - 1, event.x - box.x - 1
        foot = box.height - 2 - len(picture.foot)
        if 0 <= line < len(picture.head):
            self.post_message(self.AroundPressed(line, column, is_head=True))
        elif foot <= line < box.height - 2:
            self.post_message(self.AroundPressed(line - foot, column, is_head=False))

    def _picked_at(self, event: events.MouseEvent) -> int | None:
        """The candidate that lies under the mouse."""
        if self.picture is None:
            return None
        box, first = self.box, len(self.picture.head)
        x, y = event.x - box.x - 1, event.y - box.y - 1
        place = list_place(self.picture, first - self.top, (first, first + self.page), box.width - 2)
        if place and place.y <= y < place.y + place.rows and place.x <= x < place.x + place.width:
            window = self.picture.picks.window(place.rows)
            return window[y - place.y] if y - place.y < len(window) else None
        return None

    def _spot_at(self, event: events.MouseEvent) -> Spot | None:
        """The field that lies under the mouse."""
        x, line = self._in_sheet(event)
        if self.picture is None or not 0 <= line - self.top < self.page:
            return None
        spots = self.picture.sheet.spots
        return next(
            (each for each in spots if each.y <= line < each.y + each.slot.rows and each.x <= x < each.x + each.width),
            None,
        )

    def _cell_in(self, spot: Spot, event: events.MouseEvent) -> tuple[int, int]:
        """Column and row of the mouse, from the field's upper left."""
        x, line = self._in_sheet(event)
        return x - spot.x, line - spot.y

    def _in_sheet(self, event: events.MouseEvent) -> tuple[int, int]:
        head = len(self.picture.head) if self.picture else 0
        return event.x - self.box.x - 1, event.y - self.box.y - 1 - head + self.top
