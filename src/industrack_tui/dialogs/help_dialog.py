"""Help that is searched by typing, and that runs the command under the cursor."""

from collections.abc import Callable, Sequence

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from industrack_core.domain.text.text import clip, pad
from industrack_tui.commands.command import Command
from industrack_tui.dialogs.dialog import Parts, TypingDialog
from industrack_tui.dialogs.help import HelpLine, narrowed, place_in
from industrack_tui.glyphs import Glyphs
from industrack_tui.themes import Look
from industrack_tui.widgets.form.line_field import LineField
from industrack_tui.widgets.lines import LinePane

_WIDEST = 110
_FAR = 10_000
_MOST = 60


class HelpDialog(TypingDialog[str]):
    """Typing narrows, a key that is typed is gone to; enter runs the command under the cursor.

    Dismissed with its id: never a replayed key. `why_not` says why one cannot run now.
    """

    mode_name = "HELP"

    def __init__(
        self, look: Look, glyphs: Glyphs, lines: Sequence[HelpLine], why_not: Callable[[Command], str]
    ) -> None:
        super().__init__(look, glyphs, "Help")
        self._lines, self._why_not = tuple(lines), why_not
        self.listed = narrowed(self._lines, "")
        self.index = place_in(self.listed, "")
        self._list = LinePane(look, glyphs, id="help")
        self._foot = LinePane(look, glyphs, id="foot")
        keys = {
            "up": lambda: self._step(-1), "down": lambda: self._step(1), "pageup": lambda: self._step(-10),
            "pagedown": lambda: self._step(10), "enter": self._take, "escape": self.action_leave,
            "f1": self.action_leave, "ctrl+home": lambda: self._step(-_FAR), "ctrl+end": lambda: self._step(_FAR),
        }  # fmt: skip
        self.entry = LineField(look, glyphs, keys, self._narrow, hint="type a word or a key", limit=64)

    @property
    def lines_shown(self) -> list[Parts]:
        """What there is, as (text, role)."""
        return [line.parts for line in self.listed]

    def compose(self) -> ComposeResult:
        with Vertical(classes="box list"):
            yield self.title_pane()
            yield self.entry
            yield self._list
            yield self._foot

    def on_mount(self) -> None:
        self.entry.focus()
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        self._draw()

    def _narrow(self, text: str) -> None:
        self.listed = narrowed(self._lines, text)
        self.index = place_in(self.listed, text)
        self._draw()

    def _step(self, by: int) -> None:
        """So many lines on; headings are stepped over."""
        places = [at for at, line in enumerate(self.listed) if not line.is_heading]
        if places:
            at = places.index(self.index) if self.index in places else 0
            self.index = places[max(0, min(at + by, len(places) - 1))]
            self._draw()

    def _take(self) -> None:
        """Run the command under the cursor, or say why not."""
        line = self.listed[self.index] if self.listed else None
        if line is None or self._reason(line):
            self.refuse()
            self._draw("panel_warning")
        elif line.command is not None:
            self.dismiss(line.command.id)

    def _reason(self, line: HelpLine) -> str:
        if line.command is None:
            return "That is not run from here." if line.keys else "That is a mark."
        reason = self._why_not(line.command)
        return f"Not now: {reason}." if reason else ""

    @property
    def _rows(self) -> int:
        return self.inner_height(_MOST, 5)

    @property
    def _top(self) -> int:
        # the heading over the first line stays in sight with it
        top = max(0, min(self.index - self._rows // 2, len(self.listed) - self._rows))
        return 0 if self.index < self._rows // 2 else top

    def _draw(self, role: str = "panel_muted") -> None:
        width = self.inner_width(_WIDEST)
        self._list.styles.width, self._list.styles.height = width, self._rows
        shown = range(self._top, min(self._top + self._rows, len(self.listed)))
        lines = [self._line(self.listed[at], at == self.index, width) for at in shown]
        self._list.show_lines(lines or [[Segment(" Nothing of that is here.", self.look["panel_muted"])]])
        reason = self._reason(self.listed[self.index]) if self.listed else ""
        said = reason or "enter runs it"
        text = f" {said}   esc back"
        self._foot.show_lines([[Segment(clip(text, width, self.glyphs.ellipsis), self.look[role])]])

    def _line(self, line: HelpLine, here: bool, width: int) -> list[Segment]:
        if here:
            return [Segment(pad(clip(line.text, width, self.glyphs.ellipsis), width), self.look["pick"])]
        return [Segment(text, self.look[role]) for text, role in line.parts]

    def on_click(self, event: events.Click) -> None:
        at = self._top + event.screen_y - self._list.region.y
        inside = self._list.region.contains(event.screen_x, event.screen_y)
        if inside and at < len(self.listed) and not self.listed[at].is_heading:
            again, self.index = at == self.index, at
            self._take() if again else self._draw()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self._step(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self._step(-3)
