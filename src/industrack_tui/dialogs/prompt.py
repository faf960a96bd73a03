"""A line to type, with what it means under it."""

from collections.abc import Callable

from rich.segment import Segment
from textual.app import ComposeResult
from textual.containers import Vertical

from industrack_tui.dialogs.dialog import TypingDialog, wrapped
from industrack_tui.glyphs import Glyphs
from industrack_tui.themes import Look
from industrack_tui.widgets.form.line_field import LineField
from industrack_tui.widgets.lines import LinePane


class Prompt(TypingDialog[str]):
    """One line to type, with a preview under it of what it means; enter takes it when it means something.

    `explain` turns what is typed into (sentence, whether it can be taken). `text` is suggested: what is typed takes its
    place, a key that moves or enter keeps it.
    """

    mode_name = "TYPE"

    def __init__(
        self, look: Look, glyphs: Glyphs, title: str, hint: str, explain: Callable[[str], tuple[str, bool]],
        *, text: str = "",
    ) -> None:  # fmt: skip
        super().__init__(look, glyphs, title)
        self.explain = explain
        keys = {"enter": self.submit, "escape": self.action_leave}
        self.entry = LineField(look, glyphs, keys, self._meant, text=text, hint=hint)
        if text:
            self.entry.edit.select_all()

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield self.title_pane()
            yield self.entry
            yield self.pane([[("", "panel")]], "meaning")

    def on_mount(self) -> None:
        self.entry.focus()
        self._meant(self.entry.text)

    def _meant(self, text: str) -> None:
        sentence, fine = self.explain(text) if text.strip() else ("", True)
        self._say(sentence, "panel_good" if fine else "panel_warning")

    def submit(self) -> None:
        """Take what is typed, if it means something."""
        text = self.entry.text
        sentence, fine = self.explain(text)
        if fine and text.strip():
            self.dismiss(text)
        else:
            self._say(sentence, "panel_error")

    def _say(self, sentence: str, role: str) -> None:
        pane = self.query_one("#meaning", LinePane)
        lines = wrapped(sentence, min(66, self.app.size.width - 8))
        pane.styles.height = len(lines)
        pane.show_lines([[Segment(f" {line}", self.look[role])] for line in lines])
