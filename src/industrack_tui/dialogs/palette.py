"""The command palette: every command that holds here by name, with its key; what cannot run now says why."""

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.fuzzy import Matcher

from industrack_core.domain.acts.news import News
from industrack_core.domain.text.text import clip, pad
from industrack_tui.commands.command import Command
from industrack_tui.commands.command_screen import CommandScreen
from industrack_tui.dialogs.dialog import TypingDialog
from industrack_tui.glyphs import Glyphs
from industrack_tui.themes import Look
from industrack_tui.widgets.form.line_field import LineField
from industrack_tui.widgets.lines import LinePane

_LABEL_CELLS = 18


class CommandPalette(TypingDialog[str]):
    """Typing narrows, the best match first. Dismissed with the id of the command to run: never a replayed key."""

    mode_name = "COMMANDS"

    def __init__(self, look: Look, glyphs: Glyphs, screen: CommandScreen) -> None:
        super().__init__(look, glyphs, "Commands")
        self._commands = [command for command in screen.commands if command.palette]
        self._why_not = screen.why_not
        self.listed = list(self._commands)
        self.index = 0
        self._list = LinePane(look, glyphs, id="commands")
        keys = {
            "up": lambda: self._step(-1), "down": lambda: self._step(1), "pageup": lambda: self._step(-10),
            "pagedown": lambda: self._step(10), "enter": self._take, "escape": self.action_leave,
        }  # fmt: skip
        self.entry = LineField(look, glyphs, keys, self._narrow, hint="Search for commands", limit=64)

    def compose(self) -> ComposeResult:
        with Vertical(classes="box page"):
            yield self.title_pane()
            yield self.entry
            yield self._list

    def on_mount(self) -> None:
        self.entry.focus()
        self._draw()

    def heard(self, news: News) -> None:
        """What anybody did may change what can run."""
        self.call_later(self._draw)

    def on_resize(self, event: events.Resize) -> None:
        self._draw()

    def _narrow(self, text: str) -> None:
        matcher = Matcher(text)
        scores = {each.id: matcher.match(each.label) for each in self._commands} if text.strip() else {}
        found = [each for each in self._commands if scores.get(each.id, 0.0 if scores else 1.0) > 0]
        self.listed = sorted(found, key=lambda each: -scores.get(each.id, 0.0))
        self.index = 0
        self._draw()

    def _step(self, by: int) -> None:
        self.index = max(0, min(self.index + by, len(self.listed) - 1))
        self._draw()

    def _take(self) -> None:
        if self.listed:
            self.dismiss(self.listed[self.index].id)

    @property
    def _rows(self) -> int:
        return max(2, self.app.size.height - 8)

    @property
    def _top(self) -> int:
        return max(0, min(self.index - self._rows // 2, len(self.listed) - self._rows))

    def _draw(self) -> None:
        width = min(88, self.app.size.width - 6)
        self._list.styles.width, self._list.styles.height = width, self._rows
        shown = range(self._top, min(self._top + self._rows, len(self.listed)))
        lines = [self._line(self.listed[at], at == self.index, width) for at in shown]
        self._list.show_lines(lines or [[Segment(" No matches", self.look["panel_muted"])]])

    def _line(self, command: Command, here: bool, width: int) -> list[Segment]:
        reason = self._why_not(command)
        label = pad(f" {clip(command.label, _LABEL_CELLS, self.glyphs.ellipsis)}", _LABEL_CELLS + 2)
        key = pad(command.shown_key, 12)
        room = width - len(label) - len(key)
        said = clip(f"not now: {reason}" if reason else command.help, room, self.glyphs.ellipsis)
        text = pad(f"{label}{key}{said}", width)
        if here:
            return [Segment(text, self.look["pick"])]
        role = "panel_muted" if reason else "panel"
        return [Segment(label, self.look[role]), Segment(text[len(label) :], self.look["panel_muted"])]

    def on_click(self, event: events.Click) -> None:
        line = event.screen_y - self._list.region.y
        if self._list.region.contains(event.screen_x, event.screen_y) and self._top + line < len(self.listed):
            self.index = self._top + line
            self._take()
