"""The line of keys: those that matter now, each of which can be clicked."""

from collections.abc import Sequence

from rich.segment import Segment
from textual import events
from textual.message import Message

from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.text.text import cell_width
from industrack_tui.widgets.lines import LinePane


class KeyHint(NamedTuple):
    """A key, what it does in a word, whether it can now, and the command that a click runs (empty for none)."""

    key: str
    label: str
    can_run: bool = True
    command_id: str = ""


class KeyBar(LinePane):
    """The few keys that matter now; what cannot run now is dimmed. Keys that do not fit are left out whole."""

    class Pressed(Message):
        """A key was clicked: the command with this id is meant."""

        def __init__(self, command_id: str) -> None:
            super().__init__()
            self.command_id = command_id

    is_covered = False
    _keys: Sequence[KeyHint] = ()
    _targets: Sequence[tuple[int, str]] = ()

    def cover(self, pieces: Sequence[Segment]) -> None:
        """Show the rest of a long sentence in place of the keys."""
        self.is_covered = True
        self.show_lines([pieces])

    def uncover(self) -> None:
        """Show the keys again where a long sentence went on."""
        if self.is_covered:
            self.is_covered = False
            self._draw()

    def show(self, keys: Sequence[KeyHint]) -> None:
        """These keys, the most useful first; while they are covered, once they no longer are."""
        self._keys = keys
        if not self.is_covered:
            self._draw()

    def _draw(self) -> None:
        pieces: list[Segment] = []
        targets: list[tuple[int, str]] = []
        used = 0
        for hint in self._keys:
            cells = cell_width(hint.key) + cell_width(hint.label) + 4
            if used + cells > self.outer_size.width:
                break
            pieces.append(Segment(f" {hint.key} ", self.look["panel_accent" if hint.can_run else "panel_muted"]))
            pieces.append(Segment(f"{hint.label}  ", self.look["panel" if hint.can_run else "panel_muted"]))
            used += cells
            targets.append((used, hint.command_id))
        self._targets = targets
        self.show_lines([pieces])

    def on_click(self, event: events.Click) -> None:
        event.stop()
        if self.is_covered:
            self.uncover()
            return
        command_id = next((each for end, each in self._targets if event.x < end), "")
        if command_id:
            self.post_message(self.Pressed(command_id))
