"""A page of text to read."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll

from industrack_tui.dialogs.dialog import Dialog, Parts
from industrack_tui.glyphs import Glyphs
from industrack_tui.themes import Look


class Page(Dialog[None]):
    """Lines to read, scrolled by arrows and page keys; any of esc, q, ? and enter leaves."""

    mode_name = "PAGE"

    BINDINGS: ClassVar = [Binding("q,enter,question_mark,f1", "leave", show=False)]

    def __init__(self, look: Look, glyphs: Glyphs, title: str, lines: Sequence[Parts]) -> None:
        super().__init__(look, glyphs, title)
        self.lines_shown = tuple(lines)

    def compose(self) -> ComposeResult:
        with Vertical(classes="box page"):
            yield self.title_pane()
            with VerticalScroll(id="scroll"):
                yield self.pane(self.lines_shown)
            yield self.pane(
                [[(" esc ", "panel_accent"), ("back   ", "panel"), ("arrows ", "panel_accent"), ("scroll", "panel")]]
            )

    def on_mount(self) -> None:
        self.query_one("#scroll").focus()

    async def show_filled(self) -> None:
        await self.recompose()
        self.query_one("#scroll").focus()
