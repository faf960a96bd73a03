"""One way to choose from a list in a dialog: arrows, page keys, enter; further keys as the caller says."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import ClassVar, Generic, TypeVar

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from industrack_core.domain.text.text import cell_width, clip, pad
from industrack_tui.dialogs.dialog import READING, Dialog, wrapped
from industrack_tui.glyphs import Glyphs
from industrack_tui.themes import Look
from industrack_tui.widgets.lines import LinePane

_REST_LINES = 3
T = TypeVar("T")
Drawn = tuple[str, str]
"""A line's text, and the role it is said in."""


class RecordList(Dialog[T], Generic[T]):
    """Dismissed with the chosen record, or None. `keys` act on the one under the cursor, by character.

    `grow` is asked with the records and the cursor's place whenever the cursor moves: it answers the records that the
    list goes on with once they are read, or None.
    """

    mode_name = "LIST"

    BINDINGS: ClassVar = [
        Binding("up,k", "step(-1)", show=False),
        Binding("down,j", "step(1)", show=False),
        Binding("pageup", "step(-10)", show=False),
        Binding("pagedown", "step(10)", show=False),
        Binding("home", "step(-100000)", show=False),
        Binding("end", "step(100000)", show=False),
        Binding("enter", "take", show=False),
        Binding("q", "leave", show=False),
    ]

    def __init__(
        self, look: Look, glyphs: Glyphs, title: str, records: Sequence[T], draw: Callable[[T], Drawn], keys_said: str,
        *, about: Sequence[str] = (), keys: Mapping[str, Callable[[T], None]] | None = None,
        nothing: str = "Nothing here.", grow: Callable[[Sequence[T], int], Awaitable[Sequence[T]] | None] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(look, glyphs, title)
        self.records, self.drawn = list(records), draw
        self.keys_said, self.about, self.nothing = keys_said, tuple(about), nothing
        self.keys = dict(keys or {})
        self.index = 0
        self._rest_lines = 0
        """Lines under the list; none while every record in sight has room in its own."""
        self._grow = grow
        self._pane = LinePane(self.look, self.glyphs, id="records")
        self._whole = LinePane(self.look, self.glyphs, id="whole")

    def compose(self) -> ComposeResult:
        with Vertical(classes="box list"):
            yield self.title_pane()
            if self.about:
                yield self.pane([[(f" {line}", "panel")] for line in self.about])
            yield self._pane
            yield self._whole
            yield self.pane([[(f" {self.keys_said}", "panel_muted")]])

    def on_mount(self) -> None:
        self.redraw()

    async def show_filled(self) -> None:
        await super().show_filled()
        self.redraw()

    def on_resize(self, event: events.Resize) -> None:
        self.redraw()

    def redraw(self) -> None:
        """Paint what is in sight."""
        width = min(110, self.app.size.width - 6)
        self.index = max(0, min(self.index, len(self.records) - 1))
        room = self.app.size.height - 8 - len(self.about) - _REST_LINES
        rows = max(1, min(max(1, len(self.records)), room))
        first = max(0, min(self.index - rows // 2, len(self.records) - rows))
        self._show_rest(width, self.records[first : first + rows])
        self._pane.styles.width, self._pane.styles.height = width, rows
        lines = []
        for at in range(first, min(first + rows, len(self.records))):
            text, role = self.drawn(self.records[at])
            text = pad(clip(f" {text}", width, self.glyphs.ellipsis), width)
            lines.append([Segment(text, self.look["pick" if at == self.index else role])])
        nothing = READING if self.is_filling else self.nothing
        self._pane.show_lines(lines or [[Segment(f" {nothing}", self.look["panel_muted"])]])
        if self._grow is not None and self.is_idle:
            coming = self._grow(self.records, self.index)
            if coming is not None:
                self.tasks.spawn(self._go_on_with(coming))

    async def _go_on_with(self, coming: Awaitable[Sequence[T]]) -> None:
        """More was read: the cursor stays on its record."""
        fresh, here = await coming, self.current
        self.records = list(fresh)
        if here in self.records:
            self.index = self.records.index(here)
        if self.is_attached:
            self.call_later(self.redraw)

    def say_error(self, sentence: str) -> None:
        """Say what went wrong under the list."""
        self._rest_lines = _REST_LINES
        self._whole.styles.height = _REST_LINES
        self._whole.show_lines([[Segment(f" {sentence}", self.look["panel_error"])]])

    def _show_rest(self, width: int, shown: Sequence[T]) -> None:
        """The record under the cursor in full, where its line has no room for it; lines for that, once one had none."""
        if any(cell_width(self.drawn(each)[0]) + 1 > width for each in shown):
            self._rest_lines = _REST_LINES
        text = self.drawn(self.current)[0] if self.current is not None else ""
        rest = wrapped(text, width - 2)[:_REST_LINES] if cell_width(text) + 1 > width else []
        self._whole.styles.width, self._whole.styles.height = width, self._rest_lines
        self._whole.show_lines([[Segment(f" {line}", self.look["panel_muted"])] for line in rest])

    @property
    def current(self) -> T | None:
        """The record under the cursor."""
        return self.records[self.index] if self.records else None

    def remove_current(self) -> None:
        """Take the record under the cursor off the list."""
        del self.records[self.index]
        self.redraw()

    def action_step(self, by: int) -> None:
        self.index += by
        self.redraw()

    def action_take(self) -> None:
        if self.current is not None:
            self.dismiss(self.current)

    def on_key(self, event: events.Key) -> None:
        act = self.keys.get(event.character or "")
        if act is not None and self.current is not None:
            event.stop()
            act(self.current)

    def on_click(self, event: events.Click) -> None:
        if self._pane.region.contains(event.screen_x, event.screen_y):
            rows = self._pane.outer_size.height
            first = max(0, min(self.index - rows // 2, len(self.records) - rows))
            index = first + event.screen_y - self._pane.region.y
            if index < len(self.records):
                again = index == self.index
                self.index = index
                self.redraw()
                if again:
                    self.action_take()
