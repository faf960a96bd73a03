"""The timeline under the mouse: click, double click, wheel, and dragging a job or its end."""

from textual import events
from textual.message import Message

from industrack_core.domain.board.board import Block
from industrack_tui.widgets.timeline.canvas import visible_extent
from industrack_tui.widgets.timeline.grid import RULER_LINES, Timeline

_WHEEL_LINES = 3


class PointedTimeline(Timeline):
    """A drag says what was grabbed, where the pointer goes, and that it was let go; what it means is for others."""

    class Grabbed(Message):
        """A job was grabbed at a minute of it; at its end when it is to be lengthened or shortened."""

        def __init__(self, block: Block, minute: int, at_end: bool) -> None:
            super().__init__()
            self.block, self.minute, self.at_end = block, minute, at_end

    class LetGo(Message):
        """The button was released after a drag, at a place of the screen."""

        def __init__(self, screen_x: int, screen_y: int) -> None:
            super().__init__()
            self.screen_x, self.screen_y = screen_x, screen_y

    _pressed: tuple[int, int] | None = None
    _dragging = False
    _dragged = False

    def on_mouse_down(self, event: events.MouseDown) -> None:
        self._dragged = False
        if event.button == 1 and event.x >= self.name_width and event.y >= RULER_LINES:
            self._pressed = (event.x, event.y)
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._pressed is None or (not self._dragging and self._pressed == (event.x, event.y)):
            return
        if not self._dragging:
            self._grab(*self._pressed)
        if self._dragging:
            self.point_at(event.x, event.y)

    def _grab(self, x: int, y: int) -> None:
        """The drag begins where the button went down."""
        column = x - self.name_width
        if not self.view.click(column, y - RULER_LINES) or self.view.block is None:
            self._pressed = None
            self.release_mouse()
            return
        self._dragging = self._dragged = True
        block = self.view.block
        extent = visible_extent(self.canvas, block.start, block.end)
        wide = extent is not None and extent[1] - extent[0] > 2
        at_end = wide and extent is not None and column == extent[1] - 1
        self.view.minute = self.view.axis.snapped(self.view.axis.minute(column + self.view.left))
        self.update_cursor()
        self.post_message(self.Grabbed(block, self.view.minute, at_end))

    def point_at(self, x: int, y: int) -> None:
        """The cursor under the pointer, which may be outside."""
        self.view.point(x - self.name_width, y - RULER_LINES)
        self.update_cursor()
        self.post_message(self.Moved())

    def on_mouse_up(self, event: events.MouseUp) -> None:
        if self._pressed is not None:
            self._pressed = None
            self.release_mouse()
        if self._dragging:
            self._dragging = False
            self.post_message(self.LetGo(event.screen_x, event.screen_y))

    def stop_drag(self) -> None:
        """What is dragged is let go where it came from, though the button is still down."""
        if self._pressed is not None or self._dragging:
            self._pressed, self._dragging = None, False
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        if self._dragged:
            self._dragged = False
            return
        column, line = event.x - self.name_width, event.y - RULER_LINES
        told = self.alarm_at(line)
        if told is not None:
            self.post_message(self.Wanted(told))
            return
        if column < 0:
            column = self.view.axis.column(self.view.minute) - self.view.left
        if self.view.click(column, line):
            self.update_cursor()
            self.clicked(event, self.Moved(), self.Activated())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._wheel(_WHEEL_LINES, event)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._wheel(-_WHEEL_LINES, event)

    def on_mouse_scroll_right(self, event: events.MouseScrollRight) -> None:
        self._sideways(1, event)

    def on_mouse_scroll_left(self, event: events.MouseScrollLeft) -> None:
        self._sideways(-1, event)

    def _wheel(self, by: int, event: events.MouseEvent) -> None:
        if event.shift or event.ctrl:
            self._sideways(1 if by > 0 else -1, event)
            return
        event.stop()
        self.view.scroll(by, 0)
        self.update_cursor()
        self.post_message(self.Moved())

    def _sideways(self, by: int, event: events.MouseEvent) -> None:
        event.stop()
        self.view.scroll(0, by * self.view.axis.hour)
        self.update_cursor()
        self.post_message(self.Moved())
