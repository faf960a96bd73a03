"""The one widget of a form: it draws a picture and hands keys, pastes and clicks on."""

from collections.abc import Callable
from dataclasses import replace

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message

from industrack_tui.glyphs import Glyphs
from industrack_tui.themes import Look
from industrack_tui.widgets.form.layout import Spot
from industrack_tui.widgets.form.paint import FormPainter, list_place, room_of, top_for
from industrack_tui.widgets.form.picture import FormPicture
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
        """A field, or a line of its list, was clicked: cells from the field's left, and its row."""

        def __init__(self, spot: Spot | None, column: int = 0, row: int = 0, picked: int | None = None) -> None:
            super().__init__()
            self.spot, self.column, self.row, self.picked = spot, column, row, picked

    def __init__(self, look: Look, glyphs: Glyphs, typed: Callable[[events.Key | events.Paste], None]) -> None:
        super().__init__(look, glyphs, id="form")
        self._typed = typed
        self.picture: FormPicture | None = None
        self.top = 0
        self._painter = FormPainter(look, glyphs)

    def show_picture(self, picture: FormPicture, *, follow: bool = True) -> None:
        """Draw a picture; with `follow` its focused field is scrolled into sight."""
        self.picture = picture
        if min(self.outer_size) < 4:
            return
        box = self.box
        self.top = top_for(picture if follow else replace(picture, focus=None), self.top, box.height)
        lines = self._painter.lines(picture, box.width, box.height, self.top)
        side, ground = self.outer_size.width - box.width - box.x, self.look["ground"]
        left, right = Segment(" " * box.x, ground), Segment(" " * side, ground)
        self.show_lines([*([[]] * box.y), *([left, *line, right] for line in lines)])

    @property
    def box(self) -> Region:
        """Where the form lies in the pane: all of a small screen, in the middle of a large one."""
        width, height = self.outer_size
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
        self.scroll_by(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.scroll_by(-3)

    def on_click(self, event: events.Click) -> None:
        event.stop()
        picture = self.picture
        if picture is None:
            return
        box = self.box
        x, y = event.x - box.x - 1, event.y - box.y - 1
        first = len(picture.head)
        place = list_place(picture, first - self.top, (first, first + self.page), box.width - 2)
        if place and place.y <= y < place.y + place.rows and place.x <= x < place.x + place.width:
            index = picture.picks.window(place.rows)[y - place.y]
            self.post_message(self.Pressed(None, picked=index))
            return
        line = y - first + self.top
        if not first <= y < first + self.page:
            return
        for spot in picture.sheet.spots:
            if spot.y <= line < spot.y + spot.slot.rows and spot.x <= x < spot.x + spot.width:
                self.post_message(self.Pressed(spot, x - spot.x, line - spot.y))
                return
