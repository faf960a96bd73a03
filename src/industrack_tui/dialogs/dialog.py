"""Small modal screens: a question, a one-line prompt, a menu, a page of text. All text in them is literal."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Self, TypeVar

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.geometry import Offset
from textual.screen import ModalScreen

from industrack_core.domain.text import pad
from industrack_tui.awaiting import Awaiting
from industrack_tui.dialogs.left_once import LeftOnce
from industrack_tui.glyphs import Glyphs
from industrack_tui.session import Answered, Session
from industrack_tui.themes import Look
from industrack_tui.widgets.form.layout import flowed
from industrack_tui.widgets.form.line_field import LineField
from industrack_tui.widgets.lines import LinePane

Result = TypeVar("Result")
Parts = list[tuple[str, str]]


def wrapped(text: str, width: int) -> list[str]:
    """`text` broken at blanks into lines of at most `width` cells; longer words are broken too."""
    return ["".join(piece for piece, _ in line) for line in flowed(((" ".join(text.split()), ""),), width)]


class Dialog(Awaiting, LeftOnce[Result], ModalScreen[Result]):
    """A framed box in the middle; esc leaves it."""

    is_unseen = False
    BINDINGS: ClassVar = [Binding("escape", "leave", "Back", show=False)]
    CSS_PATH: ClassVar = Path(__file__).with_name("dialogs.tcss")  # whole: it holds in other folders too

    def __init__(self, look: Look, glyphs: Glyphs, title: str) -> None:
        super().__init__()
        self.look, self.glyphs = look, glyphs
        self.heading = title

    def pane(self, lines: Sequence[Parts], id: str | None = None) -> LinePane:
        """A pane that shows these lines of (text, role)."""
        pane = LinePane(self.look, self.glyphs, id=id)
        pane.styles.height = len(lines)
        pane.show_lines([[Segment(text, self.look[role]) for text, role in parts] for parts in lines])
        return pane

    def title_pane(self) -> LinePane:
        return self.pane([[(f" {self.heading}", "panel_accent")]], "title")

    def unasked(self) -> Self:
        """A dialog that nobody asked for: keys that came before it was seen are no answer to it."""
        self.is_unseen = True
        return self

    def on_mount(self) -> None:
        if self.is_unseen:
            self.call_after_refresh(self._seen)

    def _seen(self) -> None:
        self.is_unseen = False
        self.refuse()

    def is_ready_for(self, event: events.Event) -> bool:
        return not self.is_unseen and super().is_ready_for(event)

    def given_up(self) -> None:
        self.action_leave()

    def say_waiting(self, sentence: str) -> None:
        """Where its title stands: that is there in every dialog."""
        for pane in self.query("#title").results(LinePane):
            pane.show_lines([[Segment(f" {sentence or self.heading}", self.look["panel_accent"])]])

    def action_leave(self) -> None:
        self.dismiss(None)


class TypingDialog(Dialog[Result]):
    """A box with one text to type in it: the `entry`."""

    entry: LineField

    @property
    def typing_cell(self) -> Offset | None:
        """Where somebody types: the terminal's cursor goes there."""
        return self.entry.typing_cell if self.entry.is_mounted else None

    def on_key(self, event: events.Key) -> None:
        """Keys before the entry has the focus, or after a click beside it."""
        event.stop()
        event.prevent_default()
        self.entry.type(event)

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        self.entry.type(event)


class Question(Dialog[bool]):
    """Says what would happen and asks; enter and y go on, esc and n go back.

    Where something would be lost that cannot be undone, only y goes on: enter is what a hand presses anyway.
    """

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


def are_you_sure(session: Session, sentences: Sequence[str], deed: str, answered: Answered) -> None:
    """What speaks against an act, asked over whatever is shown: keys typed before it was seen are no answer."""
    question = Question(session.look, session.glyphs, "Are you sure?", sentences, deed)
    session.app.push_screen(question.unasked(), answered)


class Prompt(TypingDialog[str]):
    """One line to type, with a preview under it of what it means; enter takes it when it means something.

    `explain` turns what is typed into (sentence, whether it can be taken).
    """

    def __init__(
        self, look: Look, glyphs: Glyphs, title: str, hint: str, explain: Callable[[str], tuple[str, bool]],
        *, text: str = "",
    ) -> None:  # fmt: skip
        super().__init__(look, glyphs, title)
        self.explain = explain
        keys = {"enter": self.submit, "escape": self.action_leave}
        self.entry = LineField(look, glyphs, keys, self._meant, text=text, hint=hint)

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


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a menu; `why_not` says why it cannot be chosen now."""

    id: str
    letter: str
    label: str
    help: str
    why_not: str = ""


class Menu(Dialog[str]):
    """Choices by letter, or by arrows and enter; `about` are sentences over them.

    Where something has one of the values already, `at` is the id of that choice: the menu begins on it.
    """

    BINDINGS: ClassVar = [
        Binding("up,k", "step(-1)", show=False),
        Binding("down,j", "step(1)", show=False),
        Binding("enter", "take", show=False),
    ]

    def __init__(
        self,
        look: Look,
        glyphs: Glyphs,
        title: str,
        choices: Sequence[Choice],
        about: Sequence[str] = (),
        *,
        at: str = "",
    ) -> None:
        super().__init__(look, glyphs, title)
        self.choices, self.about = tuple(choices), tuple(about)
        self.index = next((index for index, choice in enumerate(self.choices) if choice.id == at), 0)

    def compose(self) -> ComposeResult:
        width = min(66, self.app.size.width - 8)
        said = [line for sentence in self.about for line in wrapped(sentence, width)]
        with Vertical(classes="box"):
            yield self.title_pane()
            if said:
                yield self.pane([*([(f" {line}", "panel")] for line in said), [("", "panel")]])
            yield self.pane([[("", "panel")]] * (self._rows + 2), "choices")

    @property
    def _rows(self) -> int:
        """How many choices are in sight: all of them where there is room."""
        room = self.app.size.height - 7 - len(self.about)
        return max(1, min(len(self.choices), room))

    @property
    def _top(self) -> int:
        """The first choice in sight."""
        return max(0, min(self.index - self._rows // 2, len(self.choices) - self._rows))

    def on_mount(self) -> None:
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        self.query_one("#choices", LinePane).styles.height = self._rows + 2
        self._draw()

    def _draw(self, sentence: str = "") -> None:
        lines = []
        for index in range(self._top, self._top + self._rows):
            choice = self.choices[index]
            text = pad(f" {choice.letter}  {choice.label}", 26)
            role = "pick" if index == self.index else "panel_muted" if choice.why_not else "panel"
            lines.append([Segment(text, self.look[role]), Segment(f" {choice.help}", self.look["panel_muted"])])
        lines += [[Segment(" ", self.look["panel"])], [Segment(f" {sentence}", self.look["panel_warning"])]]
        self.query_one("#choices", LinePane).show_lines(lines)

    def action_step(self, by: int) -> None:
        self.index = (self.index + by) % len(self.choices)
        self._draw()

    def action_take(self) -> None:
        choice = self.choices[self.index]
        if choice.why_not:
            self._draw(choice.why_not)
        else:
            self.dismiss(choice.id)

    def on_key(self, event: events.Key) -> None:
        for index, choice in enumerate(self.choices):
            if event.character == choice.letter:
                event.stop()
                self.index = index
                self.action_take()

    def on_click(self, event: events.Click) -> None:
        pane = self.query_one("#choices", LinePane)
        line = event.screen_y - pane.region.y
        if pane.region.contains(event.screen_x, event.screen_y) and line < self._rows:
            self.index = self._top + line
            self.action_take()


class Page(Dialog[None]):
    """Lines to read, scrolled by arrows and page keys; any of esc, q, ? and enter leaves."""

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
