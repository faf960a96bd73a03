"""The unassigned queue: what waits, and what each job lacks. Draws only the entries in sight."""

from collections.abc import Callable

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from industrack_core.domain.board.board import Queue, QueueEntry
from industrack_core.domain.board.queue_order import QueueOrder, overdue
from industrack_core.domain.records.office import Office
from industrack_core.domain.text.text import cell_width
from industrack_tui.glyphs import Glyphs
from industrack_tui.themes import Look
from industrack_tui.widgets.lines import LinePane, fitted

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
        self.order = QueueOrder.DUE
        self.now = 0
        """The minute by which something is overdue."""
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

    def show_queue(self, queue: Queue, office: Office, order: QueueOrder, now: int) -> None:
        """Show the queue in its order; the selection stays with its job, else with its place in the list. `now` is the
        minute (since 1970 UTC) by which something is overdue.
        """
        selected = self.selected
        ids = [entry.job_id for entry in queue.entries]
        same = queue.entries == self.queue.entries and office is self.office
        same = same and order is self.order
        self.queue, self.office, self.order, self.now = queue, office, order, now
        if selected and selected.job_id in ids:
            self.index = ids.index(selected.job_id)
        self.index = max(0, min(self.index, len(ids) - 1))
        self._reveal()
        if not same:
            self.repaint()

    def show_now(self, now: int) -> None:
        """Time went on: what is due in between is drawn again."""
        before, self.now = self.now, now
        if any(entry.start is not None and before <= entry.start < now for entry in self.queue.entries):
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
        bar = [Segment(self.glyphs.bar, self.look["faint"])] if self.beside else []
        if y < _TITLE_LINES:
            return self._title()
        if not self.queue.entries:
            nothing = " Nothing waits." if y == _TITLE_LINES and self.office is not None else ""
            return [*bar, Segment(nothing, self.look["muted"])]
        index, line = divmod(y - _TITLE_LINES, self.entry_lines)
        index += self.top
        if index >= len(self.queue.entries):
            return bar
        return [*bar, *self._entry(self.queue.entries[index], line, index == self.index)]

    def _title(self) -> list[Segment]:
        """How many wait, how many of them should have begun, and in which order they stand."""
        look, width = self.look, self.outer_size.width
        hidden = f"{self.glyphs.order[1]} " if self.top + self.page_size() < len(self.queue.entries) else ""
        count = f"{self.queue.total} waiting " if self.office is not None else ""
        title = f" Queue {count}{hidden}"
        pieces = [Segment(title, look["panel_accent" if self.has_focus else "panel_strong"])]
        late = overdue(self.queue.entries, self.now)
        chip = f" {self.glyphs.alarms['late_start']} {late} overdue " if late else ""
        if chip and cell_width(title + chip) <= width:
            pieces.append(Segment(chip, look["alarm"]))
        used = sum(cell_width(piece.text) for piece in pieces)
        order = f" o: by {self.order.value} "
        room = width - used
        told = order if cell_width(order) <= room and self.queue.total else ""
        return [*pieces, Segment(f"{told:>{max(0, room)}}", look["panel_muted"])]

    def _entry(self, entry: QueueEntry, line: int, selected: bool) -> list[Segment]:
        from industrack_tui.widgets.queue_text import entry_line, entry_parts

        room = max(1, self.outer_size.width - (1 if self.beside else 0))
        zone, is_marked = self.office.zone if self.office else None, entry.job_id in self.marked
        if self.beside:
            parts = entry_parts(entry, line, room, self.now, zone, self.glyphs, marked=is_marked)
        else:
            parts = entry_line(entry, room, self.now, zone, self.glyphs, marked=is_marked)
        if selected and not line and not self.has_focus:
            parts[0] = (self.glyphs.pick + parts[0][0][1:], parts[0][1])
        filled = room - sum(cell_width(text) for text, _ in parts)
        parts = [*parts, (" " * max(0, filled), "text")]
        dim = self.shines is not None and not self.shines(entry)
        role = "pick" if selected and self.has_focus else "dim" if dim else ""
        roles = {"due": "ground", "overdue": "alarm", "head": "strong", "text": "muted"}
        # that something is overdue is seen also where it is selected
        return [Segment(text, self.look[roles[part] if part == "overdue" and not dim else role or roles[part]])
                for text, part in parts if text]  # fmt: skip

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
            self.clicked(event, self.Moved(), self.Activated())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.move(1)
        self.post_message(self.Moved())

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.move(-1)
        self.post_message(self.Moved())
