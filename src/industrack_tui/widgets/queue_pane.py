"""The unassigned queue: what waits, and what each job lacks. Draws only the entries in sight."""

from collections.abc import Callable

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from industrack_core.domain.board.board import Queue, QueueEntry
from industrack_core.domain.records.office import Office
from industrack_core.domain.text.text import cell_width, clip, pad
from industrack_tui.glyphs import Glyphs
from industrack_tui.themes import Look
from industrack_tui.widgets.lines import RIGHT_BUTTON, LinePane, MenuAsked, fitted

_TITLE_LINES = 1


class QueuePane(LinePane, can_focus=True):
    """A list with a selection that is always in sight. Beside the board two lines a job, below it one."""

    ground_role = "ground"
    DEFAULT_CSS = "QueuePane { height: 1fr; }"

    class Moved(Message):
        """Another job was selected by the mouse."""

    class Activated(Message):
        """The selected job was double-clicked."""

    class Dragged(Message):
        """The selected job is dragged; the pointer is at a place of the screen."""

        def __init__(self, screen_x: int, screen_y: int) -> None:
            super().__init__()
            self.screen_x, self.screen_y = screen_x, screen_y

    class LetGo(Dragged):
        """The button was released after a drag."""

    def __init__(self, look: Look, glyphs: Glyphs, *, id: str | None = None) -> None:
        super().__init__(look, glyphs, id=id)
        self.queue = Queue(0, (), 0)
        self.office: Office | None = None
        self.index = 0
        self.top = 0
        self.beside = True
        self.shines: Callable[[QueueEntry], bool] | None = None
        self.marked: frozenset[int] = frozenset()
        self._pressed = self._dragging = False

    @property
    def entry_lines(self) -> int:
        """Lines that one job takes."""
        return 2 if self.beside else 1

    @property
    def selected(self) -> QueueEntry | None:
        """The job that `place` would place."""
        return self.queue.entries[self.index] if self.index < len(self.queue.entries) else None

    def show_queue(self, queue: Queue, office: Office) -> None:
        """Show the queue; the selection stays with its job, else with its place in the list."""
        selected = self.selected
        ids = [entry.job_id for entry in queue.entries]
        same = queue.entries == self.queue.entries and office is self.office
        self.queue, self.office = queue, office
        if selected and selected.job_id in ids:
            self.index = ids.index(selected.job_id)
        self.index = max(0, min(self.index, len(ids) - 1))
        self._reveal()
        if not same:
            self.repaint()

    def move(self, by: int) -> None:
        """Select another job, `by` entries further down."""
        self.select(self.index + by)

    def select(self, index: int) -> None:
        """Select the job at `index`, or the nearest there is."""
        before, top = self.index, self.top
        self.index = max(0, min(index, len(self.queue.entries) - 1))
        self._reveal()
        if self.top != top:
            self.repaint()
        elif before != self.index:
            for changed in (before, self.index):
                first = _TITLE_LINES + (changed - self.top) * self.entry_lines
                self.refresh(Region(0, first, self.outer_size.width, self.entry_lines))

    def page_size(self) -> int:
        """How many jobs are in sight."""
        return max(1, (self.outer_size.height - _TITLE_LINES) // self.entry_lines)

    def _reveal(self) -> None:
        page = self.page_size()
        self.top = max(0, min(self.top, self.index, len(self.queue.entries) - page))
        self.top = max(self.top, self.index - page + 1)

    def repaint(self) -> None:
        """Draw all lines again."""
        self.refresh()

    def on_resize(self) -> None:
        self._reveal()
        self.repaint()

    def on_focus(self) -> None:
        self.repaint()

    def on_blur(self) -> None:
        self.repaint()

    def render_line(self, y: int) -> Strip:
        return fitted(self._line(y), self.outer_size.width, Segment(" ", self.look["ground"]))

    def _line(self, y: int) -> list[Segment]:
        bar = Segment(f"{self.glyphs.bar} ", self.look["faint"]) if self.beside else Segment("", self.look["faint"])
        if y < _TITLE_LINES:
            role = "panel_accent" if self.has_focus else "panel_strong"
            title = f" Unassigned {self.queue.total} "
            return [Segment(pad(title, self.outer_size.width), self.look[role])]
        if not self.queue.entries:
            text = "Nothing waits." if y == _TITLE_LINES else ""
            return [bar, Segment(text, self.look["muted"])]
        index, line = divmod(y - _TITLE_LINES, self.entry_lines)
        index += self.top
        if index >= len(self.queue.entries):
            return [bar]
        return [bar, *self._entry(self.queue.entries[index], line, index == self.index)]

    def _entry(self, entry: QueueEntry, line: int, selected: bool) -> list[Segment]:
        from industrack_tui.widgets.card_text import entry_about, entry_title

        room = max(1, self.outer_size.width - (2 if self.beside else 0))
        title = ("*" if entry.job_id in self.marked else "") + entry_title(entry, self.glyphs)
        if not self.beside:
            room_left = max(8, room - cell_width(title) - 3)
            text = f"{title} {self.glyphs.dot} {entry_about(entry, self.office, self.glyphs, room_left)}"
        elif line == 0:
            text = title
        else:
            text = "  " + entry_about(entry, self.office, self.glyphs, room - 2)
        text = pad(clip(text, room, self.glyphs.ellipsis), room)
        if selected:
            return [Segment(text, self.look["pick" if self.has_focus else "pick_idle"])]
        dim = self.shines is not None and not self.shines(entry)
        role = "dim" if dim else "muted" if line else "error" if entry.priority == "high" else "ground"
        return [Segment(text, self.look[role])]

    def on_mouse_down(self, event: events.MouseDown) -> None:
        index = self.top + (event.y - _TITLE_LINES) // self.entry_lines
        if event.button == 1 and event.y >= _TITLE_LINES and index < len(self.queue.entries):
            self.select(index)
            self._pressed = True
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._pressed and (self._dragging or not self.region.contains(event.screen_x, event.screen_y)):
            self._dragging = True
            self.post_message(self.Dragged(event.screen_x, event.screen_y))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        if self._pressed:
            self._pressed = False
            self.release_mouse()
        if self._dragging:
            self._dragging = False
            self.post_message(self.LetGo(event.screen_x, event.screen_y))

    def stop_drag(self) -> None:
        """What is dragged is let go where it came from, though the button is still down."""
        if self._pressed or self._dragging:
            self._pressed = self._dragging = False
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        index = self.top + (event.y - _TITLE_LINES) // self.entry_lines
        if event.y >= _TITLE_LINES and index < len(self.queue.entries):
            self.select(index)
            is_right = event.button == RIGHT_BUTTON
            self.post_message(self.Activated() if event.chain == 2 and not is_right else self.Moved())
            if is_right:
                self.post_message(MenuAsked())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.move(1)
        self.post_message(self.Moved())

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.move(-1)
        self.post_message(self.Moved())
