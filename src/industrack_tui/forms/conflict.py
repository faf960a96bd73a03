"""Two people, one record: what the second of them reads, with what each made of it, and the ways out."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll

from industrack_core.domain.text.text import clip, pad
from industrack_tui.dialogs.dialog import Dialog, Parts, wrapped
from industrack_tui.glyphs import Glyphs
from industrack_tui.themes import Look


def conflict_sentence(word: str) -> str:
    """What the second of two people reads, word for word; `word` is what they worked on."""
    return (
        f"{word.capitalize()} could not be saved. You and another user were working on this at the same time."
        " Another user finished before you did, so your work was not saved."
    )


class ConflictDialog(Dialog[str]):
    """Dismissed with `latest`, `reapply`, or None to go back and look.

    `rows` are (field, what they made of it, what was typed), `by` says who changed the record and when.
    """

    BINDINGS: ClassVar = [
        Binding("l", "choose('latest')", show=False),
        Binding("r", "choose('reapply')", show=False),
        Binding("enter", "choose('reapply')", show=False),
    ]

    def __init__(
        self, look: Look, glyphs: Glyphs, by: str, rows: Sequence[tuple[str, str, str]], sentence: str
    ) -> None:
        super().__init__(look, glyphs, "Error")
        self.by, self.rows = by, tuple(rows)
        self.sentences = (sentence,)

    def compose(self) -> ComposeResult:
        width = min(88, self.app.size.width - 6)
        with Vertical(classes="box page"):
            yield self.title_pane()
            yield self.pane([[(f" {line}", "panel_strong")] for line in wrapped(self.sentences[0], width - 2)])
            with VerticalScroll(id="scroll"):
                yield self.pane(self._lines(width))
            yield self.pane(self._keys(width))

    def _lines(self, width: int) -> list[Parts]:
        lines: list[Parts] = [[("", "panel")], [(f" {self.by}", "panel_muted")]]
        label = max((len(field) for field, _, _ in self.rows), default=0) + 2
        room = max(8, (width - label - 4) // 2)
        ellipsis = self.glyphs.ellipsis
        lines.append([(pad("", label + 1), "panel"), (pad("theirs", room), "panel_muted"), ("  yours", "panel_muted")])
        for field, theirs, mine in self.rows:
            role = "panel_warning" if theirs and mine else "panel"
            lines.append(
                [
                    (f" {pad(field, label)}", "panel_muted"),
                    (pad(clip(theirs, room, ellipsis), room), role),
                    (f"  {clip(mine, room, ellipsis)}", role),
                ]
            )
        return lines

    def _keys(self, width: int) -> list[Parts]:
        keys = (("r", "latest with my changes on top, not saved yet"), ("l", "latest, without mine"), ("esc", "look"))
        one: Parts = [part for key, deed in keys for part in ((f" {key} ", "panel_accent"), (f"{deed}  ", "panel"))]
        if sum(len(text) for text, _ in one) <= width:
            return [one]
        return [[(f" {key:<4}", "panel_accent"), (deed, "panel")] for key, deed in keys]

    def on_mount(self) -> None:
        self.query_one("#scroll").focus()

    def action_choose(self, way: str) -> None:
        self.dismiss(way)

    def on_resize(self, event: events.Resize) -> None:
        self.refresh()
