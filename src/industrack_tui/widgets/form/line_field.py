"""A text to type in a dialog: the same editing, and the same cursor, as in a form."""

from collections.abc import Callable, Mapping

from rich.segment import Segment
from textual import events
from textual.geometry import Offset, Region

from industrack_core.domain.text.text import clip
from industrack_tui.glyphs import Glyphs
from industrack_tui.terminal.output import DiffOutput
from industrack_tui.terminal.pastes import without_commands
from industrack_tui.themes import Look
from industrack_tui.widgets.form.clipboard import clip_key
from industrack_tui.widgets.form.edit_keys import typed
from industrack_tui.widgets.form.edit_paint import edit_pieces
from industrack_tui.widgets.form.line_edit import Edit
from industrack_tui.widgets.lines import LinePane

Keys = Mapping[str, Callable[[], None]]


class LineField(LinePane, can_focus=True):
    """One line, or with `rows` a text of several. Keys are answered here, those in `keys` as the dialog says: the next
    key finds what this one did.

    `changed` hears of every other text; `hint` is shown while there is none; `limit` is in characters.
    """

    DEFAULT_CSS = "LineField { width: 1fr; margin: 1 1; }"
    ground_role = "input_focus"

    def __init__(
        self, look: Look, glyphs: Glyphs, keys: Keys, changed: Callable[[str], None] = lambda _: None,
        *, text: str = "", hint: str = "", limit: int = 200, rows: int = 1, id: str = "entry",
    ) -> None:  # fmt: skip
        super().__init__(look, glyphs, id=id)
        self.styles.height = rows
        self._keys, self._changed, self._hint = keys, changed, hint
        self.edit = Edit.on(text, limit, rows, selects=False)
        if rows > 1:
            self.edit.cursor = 0
        self._cell: Offset | None = None

    @property
    def text(self) -> str:
        """What is typed."""
        return self.edit.text

    @text.setter
    def text(self, text: str) -> None:
        self.edit.select_all()
        self.edit.insert(text) if text else self.edit.erase(0)
        self._show_change("")

    @property
    def typing_cell(self) -> Offset | None:
        """Where on the screen somebody types."""
        if not self.outer_size.width:
            return None
        row, column = self.edit.cursor_cell()
        return self.region.offset + Offset(column, row)

    # -- drawing ---------------------------------------------------------------------------------

    def draw(self) -> None:
        """Show the text as it is now."""
        width = self.outer_size.width
        if not width:
            return
        self.edit.width = width
        draws_cursor = not (isinstance(self.app, DiffOutput) and self.app.shows_cursor)
        if self.edit.text or not self._hint:
            rows = range(self.edit.rows)
            self.show_lines([edit_pieces(self.edit, row, width, self.look, draws_cursor=draws_cursor) for row in rows])
        else:
            self.show_lines([self._hint_line(width, draws_cursor=draws_cursor)])
        cell = self.typing_cell
        if cell is not None and cell != self._cell:  # a frame takes the terminal's cursor along
            self.refresh(Region(0, cell.y - self.region.y, 1, 1))
        self._cell = cell

    def _hint_line(self, width: int, *, draws_cursor: bool) -> list[Segment]:
        text = clip(self._hint, width, self.glyphs.ellipsis)
        first = [Segment(text[:1], self.look["input_cursor"])] if draws_cursor else []
        return [*first, Segment(text[len(first) :], self.look["input_hint"])]

    def on_resize(self, event: events.Resize) -> None:
        self.draw()

    # -- keys and the mouse ----------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """A key, answered at once."""
        event.stop()
        event.prevent_default()
        self.type(event)

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        self.type(event)

    def type(self, event: events.Key | events.Paste) -> None:
        """A key or a paste."""
        before = self.edit.text
        if isinstance(event, events.Paste):
            self.edit.insert(without_commands(event.text))
        elif event.key in self._keys:
            self._keys[event.key]()
            return
        elif event.key == "enter" and self.edit.rows > 1:
            self.edit.insert("\n")
        elif not clip_key(self.app, self.edit, event.key):
            typed(self.edit, event.key, event.character)
        self._show_change(before)

    def _show_change(self, before: str) -> None:
        self.draw()
        if self.edit.text != before:
            self._changed(self.edit.text)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        event.stop()
        self.focus()
        self.capture_mouse()
        self.edit.go_to_cell(event.y, event.x)
        self.draw()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if event.button and self.app.mouse_captured is self:
            self.edit.go_to_cell(event.y, event.x, selects=True)
            self.draw()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        event.stop()
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        event.stop()
        if event.chain > 1:
            self.edit.select_word() if event.chain == 2 else self.edit.select_all()
            self.draw()
