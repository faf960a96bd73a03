"""The dialog that looks through folders, of a library; its line for a name is typed in as everything else here is."""

from collections.abc import Iterator
from pathlib import Path

from textual import events
from textual.geometry import Offset
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Input
from textual.widgets.input import Selection
from textual_fspicker import FileOpen

from industrack_core.domain.text.text import cell_width
from industrack_tui.dialogs.left_once import LeftOnce
from industrack_tui.widgets.form.clipboard import clip_key
from industrack_tui.widgets.form.edit_keys import typed
from industrack_tui.widgets.form.line_edit import Edit

_LONGEST = 4096


class FileName(Input):
    """The toolkit's line, under the keys of ours: whole characters, words, selections, undo."""

    cursor_blink = False

    def __init__(self, name: str, suggester: Suggester | None) -> None:
        super().__init__(name, suggester=suggester)
        self._edit = Edit(limit=_LONGEST)

    def _held(self) -> Edit:
        """The text as it stands, with the undo of what was typed here."""
        if self._edit.text != self.value:
            self._edit = Edit(self.value, limit=_LONGEST)
        start, end = self.selection
        self._edit.cursor, self._edit.anchor = end, None if start == end else start
        return self._edit

    @property
    def typing_cell(self) -> Offset:
        """Where on the screen somebody types; the toolkit's own is one too far at the end."""
        left = cell_width(self.value[: self.cursor_position]) - self.scroll_offset.x
        return self.content_region.offset + Offset(left, 0)

    async def _on_key(self, event: events.Key) -> None:
        edit = self._held()
        if event.key == "right" and self.cursor_at_end:
            return  # takes what is suggested
        if clip_key(self.app, edit, event.key) or typed(edit, event.key, event.character)[0]:
            event.stop()
            event.prevent_default()
            self.value = edit.text
            self.selection = Selection(edit.cursor if edit.anchor is None else edit.anchor, edit.cursor)

    async def _on_click(self, event: events.Click) -> None:
        if event.chain > 1:
            event.prevent_default()
            edit = self._held()
            edit.select_word() if event.chain == 2 else edit.select_all()
            self.selection = Selection(edit.anchor or 0, edit.cursor)


class PickFile(LeftOnce[Path], FileOpen):
    """Answers the file that was chosen, None for none."""

    def __init__(self, folder: Path, title: str) -> None:
        super().__init__(folder, title=title)

    def _input_bar(self) -> Iterator[Widget]:
        for widget in super()._input_bar():
            yield FileName(widget.value, widget.suggester) if isinstance(widget, Input) else widget

    @property
    def typing_cell(self) -> Offset | None:
        """Where somebody types: the terminal's cursor goes there."""
        return self.focused.typing_cell if isinstance(self.focused, FileName) else None
