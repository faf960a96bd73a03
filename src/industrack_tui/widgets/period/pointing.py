"""The pane of day, week and month under the mouse."""

from textual import events
from textual.message import Message

from industrack_tui.widgets.period.kind import PeriodKind
from industrack_tui.widgets.period.pane import PeriodPane


class PointedPeriod(PeriodPane):
    """A click moves the cursor, a double click opens, the right button asks for the menu, the wheel steps."""

    class Moved(Message):
        """The cursor moved by the mouse."""

    class Activated(Message):
        """The cell under the cursor was double-clicked."""

    def on_click(self, event: events.Click) -> None:
        if self.scene is None:
            return
        width, height = self.outer_size
        if self.kind is PeriodKind.WEEK:
            from industrack_tui.widgets.period.week import name_cells

            names = name_cells(width)
            self._cursor.point_in_week(event.x - names, event.y - 1, width - names, self.row_lines)
        elif self.kind is PeriodKind.MONTH:
            from industrack_tui.widgets.period.lines import month_heights

            self._cursor.point_in_month(event.x, event.y - 1, width, month_heights(self.scene, height - 1))
        else:
            self._cursor.point_in_day(event.y)
        self._settle()
        self.clicked(event, self.Moved(), self.Activated())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self._wheel(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self._wheel(-1)

    def _wheel(self, by: int) -> None:
        if self.scene is not None and self.scene.kind is not PeriodKind.MONTH:
            self.step(by)
            self.post_message(self.Moved())
