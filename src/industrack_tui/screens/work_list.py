"""A list of a customer's jobs and estimates: arrows, enter looks at one, esc leaves."""

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from industrack_core.domain.customer import WorkLine
from industrack_core.domain.text import clip, pad
from industrack_tui.glyphs import Glyphs
from industrack_tui.screens.dialogs import Dialog
from industrack_tui.screens.job.words import moment_text
from industrack_tui.screens.schedule_entry import Clockwork
from industrack_tui.themes import Look
from industrack_tui.widgets.lines import LinePane


class WorkList(Dialog[WorkLine]):
    """Dismissed with the line that was chosen, or None."""

    BINDINGS: ClassVar = [
        Binding("up,k", "step(-1)", show=False),
        Binding("down,j", "step(1)", show=False),
        Binding("pageup", "step(-10)", show=False),
        Binding("pagedown", "step(10)", show=False),
        Binding("enter", "take", show=False),
        Binding("q", "leave", show=False),
    ]

    def __init__(self, look: Look, glyphs: Glyphs, name: str, work: Sequence[WorkLine], clock: Clockwork) -> None:
        super().__init__(look, glyphs, f"Jobs and estimates of {name}")
        self.work, self.clock = tuple(work), clock
        self.index = 0

    def compose(self) -> ComposeResult:
        self._pane = LinePane(self.look, self.glyphs, id="work")
        with Vertical(classes="box"):
            yield self.title_pane()
            yield self._pane
            yield self.pane(
                [[(" enter ", "panel_accent"), ("look   ", "panel"), ("esc ", "panel_accent"), ("back", "panel")]]
            )

    def on_mount(self) -> None:
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        self._draw()

    def _draw(self) -> None:
        width = min(90, self.app.size.width - 6)
        rows = max(1, min(len(self.work), self.app.size.height - 8))
        first = max(0, min(self.index - rows // 2, len(self.work) - rows))
        self._pane.styles.width, self._pane.styles.height = width, rows
        lines = [self._line(index, width) for index in range(first, min(first + rows, len(self.work)))]
        self._pane.show_lines(lines or [[Segment(" Nothing yet.", self.look["panel_muted"])]])

    def _line(self, index: int, width: int) -> list[Segment]:
        line = self.work[index]
        when = moment_text(self.clock, line.starts_at) if line.starts_at else str(line.made_on or "")
        text = f" {line.kind:<9}{line.number:<9}{when:<22}{line.status:<14}{line.description}"
        role = "pick" if index == self.index else "panel"
        return [Segment(pad(clip(text, width, self.glyphs.ellipsis), width), self.look[role])]

    def action_step(self, by: int) -> None:
        if self.work:
            self.index = max(0, min(self.index + by, len(self.work) - 1))
            self._draw()

    def action_take(self) -> None:
        if self.work:
            self.dismiss(self.work[self.index])
