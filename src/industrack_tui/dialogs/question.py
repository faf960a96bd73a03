"""A question: what would happen, and whether to go on."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from industrack_tui.dialogs.dialog import Dialog, wrapped
from industrack_tui.glyphs import Glyphs
from industrack_tui.session import Answered, Session
from industrack_tui.themes import Look


class Question(Dialog[bool]):
    """Says what would happen and asks; enter and y go on, esc and n go back.

    Where something would be lost that cannot be undone, only y goes on: enter is what a hand presses anyway.
    """

    mode_name = "QUESTION"

    BINDINGS: ClassVar = [
        Binding("y", "answer(True)", "Yes", show=False),
        Binding("enter", "enter", "Yes", show=False),
        Binding("n,escape,q", "answer(False)", "No", show=False),
    ]

    def __init__(
        self, look: Look, glyphs: Glyphs, title: str, sentences: Sequence[str], deed: str, *, loses: bool = False
    ) -> None:
        super().__init__(look, glyphs, title)
        self.sentences, self.deed, self.loses = tuple(sentences), deed, loses

    def compose(self) -> ComposeResult:
        width = min(66, self.app.size.width - 8)
        lines = [line for sentence in self.sentences for line in wrapped(sentence, width)]
        with Vertical(classes="box"):
            yield self.title_pane()
            yield self.pane([[("", "panel")], *([(f" {line}", "panel")] for line in lines), [("", "panel")]])
            yield self.pane(
                [
                    [
                        (" y " if self.loses else " enter ", "panel_accent"), (f"{self.deed}   ", "panel"),
                        ("esc ", "panel_accent"), ("go back", "panel"),
                    ]
                ]
            )  # fmt: skip

    def action_answer(self, answer: bool) -> None:
        self.dismiss(answer)

    def action_enter(self) -> None:
        if not self.loses:
            self.dismiss(True)


def are_you_sure(
    session: Session, sentences: Sequence[str], deed: str, answered: Answered, loses: bool = False
) -> None:
    """What speaks against an act, asked over whatever is shown: keys typed before it was seen are no answer."""
    question = Question(session.look, session.glyphs, "Are you sure?", sentences, deed, loses=loses)
    session.app.push_screen(question.unasked(), answered)
