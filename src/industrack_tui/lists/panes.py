"""The panes of a list screen: rows that take the keys and the mouse, and lines that can be clicked."""

from textual import events
from textual.message import Message

from industrack_tui.commands.command_screen import CommandScreen
from industrack_tui.commands.lists import keys_of_list
from industrack_tui.widgets.lines import RIGHT_BUTTON, LinePane


class ListPane(LinePane, can_focus=True):
    """The rows. Keys are looked up in the command table of the list that is shown."""

    DEFAULT_CSS = "ListPane { width: 1fr; height: 1fr; }"
    ground_role = "ground"
    list_name = ""

    class Pressed(Message):
        """A line was clicked, with the right button where its menu `is_asked`."""

        def __init__(self, line: int, times: int, is_asked: bool) -> None:
            super().__init__()
            self.line, self.times, self.is_asked = line, times, is_asked

    class Wheeled(Message):
        """The wheel was turned by so many lines."""

        def __init__(self, lines: int) -> None:
            super().__init__()
            self.lines = lines

    class Sized(Message):
        """The pane has another size."""

    def on_key(self, event: events.Key) -> None:
        screen = self.screen
        if not isinstance(screen, CommandScreen):
            return
        command_id = keys_of_list(self.list_name).get(event.key)
        if screen.takes_key(event.key, event.character):
            pass
        elif command_id is not None:
            screen.action_command(command_id)
        else:
            return
        event.stop()
        event.prevent_default()

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.post_message(self.Pressed(event.y, event.chain, event.button == RIGHT_BUTTON))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.post_message(self.Wheeled(3))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.post_message(self.Wheeled(-3))

    def on_resize(self, event: events.Resize) -> None:
        self.post_message(self.Sized())


class TopPane(LinePane):
    """Lines over the rows: what the list is, its filters, the names of its columns."""

    class Pressed(Message):
        """A place was clicked, in cells from the upper left corner."""

        def __init__(self, x: int, y: int) -> None:
            super().__init__()
            self.x, self.y = x, y

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.post_message(self.Pressed(event.x, event.y))
