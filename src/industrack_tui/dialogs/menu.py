"""A menu: choices by letter, or by arrows and enter."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.text.text import cell_width, clip, pad
from industrack_tui.dialogs.dialog import Dialog, wrapped
from industrack_tui.glyphs import Glyphs
from industrack_tui.themes import Look
from industrack_tui.widgets.lines import LinePane

_LABEL = 26
"""Cells for the letter and the label of a choice, where no label needs more."""
_USUAL = 70
"""Cells inside the box, where the choices need no more."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a menu; `why_not` says why it cannot be chosen now."""

    id: str
    letter: str
    label: str
    help: str
    why_not: str = ""


def _labelled(choice: Choice) -> str:
    return f" {choice.letter}  {choice.label}"


class Menu(Dialog[str]):
    """Choices by letter, or by arrows and enter; `about` are sentences over them.

    Where something has one of the values already, `at` is the id of that choice: the menu begins on it. `stepped` is
    told the choice that the cursor comes to, so that it can be shown before it is chosen.
    """

    mode_name = "MENU"

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
        stepped: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__(look, glyphs, title)
        self.stepped = stepped
        self.choices, self.about = tuple(choices), tuple(about)
        self.index = next((index for index, choice in enumerate(self.choices) if choice.id == at), 0)

    def compose(self) -> ComposeResult:
        with Vertical(classes="box") as box:
            box.styles.width = self._width + 2
            yield self.title_pane()
            if self._above:
                yield self.pane([*([(f" {line}", "panel")] for line in self._above), [("", "panel")]])
            yield self.pane([[("", "panel")]] * (self._rows + self._under), "choices")

    @property
    def _width(self) -> int:
        """Cells inside the box: what is said of the choices is whole where there is room."""
        return self.inner_width(max(_USUAL, self._label + 2 + max(cell_width(each.help) for each in self.choices)))

    @property
    def _label(self) -> int:
        """Cells for the letter and the label of a choice: they are whole where half of the screen is enough."""
        longest = max(cell_width(_labelled(each)) for each in self.choices)
        return max(_LABEL, min(longest + 1, self.app.size.width // 2))

    @property
    def _above(self) -> list[str]:
        return [line for sentence in self.about for line in wrapped(sentence, min(66, self._width - 2))]

    @property
    def _said(self) -> int:
        """Lines that the longest sentence under the choices takes: why not, or what was cut."""
        room = self._width - self._label - 1
        cut = [each.help for each in self.choices if cell_width(each.help) > room]
        why_not = [each.why_not for each in self.choices if each.why_not]
        return max((len(wrapped(each, self._width - 2)) for each in (*cut, *why_not)), default=0)

    @property
    def _room(self) -> int:
        """Lines for the choices and what stands under them."""
        return self.app.size.height - 7 - (len(self._above) + 1 if self._above else 0)

    @property
    def _under(self) -> int:
        """Lines under the choices, none where nothing is ever said there."""
        return self._said + 1 if self._said or len(self.choices) > self._room else 0

    @property
    def _rows(self) -> int:
        """How many choices are in sight: all of them where there is room."""
        return max(1, min(len(self.choices), self._room - self._under))

    @property
    def _top(self) -> int:
        """The first choice in sight."""
        return max(0, min(self.index - self._rows // 2, len(self.choices) - self._rows))

    def on_mount(self) -> None:
        self._draw()

    async def show_filled(self) -> None:
        await self.recompose()
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        self.query_one(".box").styles.width = self._width + 2
        self.query_one("#choices", LinePane).styles.height = self._rows + self._under
        self._draw()

    def _draw(self, sentence: str = "") -> None:
        """Choices, what does not fit cut with an ellipsis; under them how many more there are, and a sentence: without
        one, what was cut of the choice the menu is on."""
        pane, lines = self.query_one("#choices", LinePane), []
        label = self._label
        room = max(0, self._width - label - 1)
        for index in range(self._top, self._top + self._rows):
            choice = self.choices[index]
            text = pad(clip(_labelled(choice), label, self.glyphs.ellipsis), label)
            role = "pick" if index == self.index else "panel_muted" if choice.why_not else "panel"
            about = clip(choice.help, room, self.glyphs.ellipsis)
            lines.append([Segment(text, self.look[role]), Segment(f" {about}", self.look["panel_muted"])])
        below, whole = len(self.choices) - self._top - self._rows, self.choices[self.index].help
        if self._under:
            said = wrapped(sentence or (whole if cell_width(whole) > room else ""), self._width - 2)[: self._said]
            role = "panel_warning" if sentence else "panel"
            lines.append([Segment(f" {below} more" if below else " ", self.look["panel_muted"])])
            lines += [[Segment(f" {line}", self.look[role])] for line in said]
        pane.show_lines(lines)

    def action_step(self, by: int) -> None:
        self.index = (self.index + by) % len(self.choices)
        if self.stepped is not None:
            self.stepped(self.choices[self.index].id)
        self._draw()

    def restyle(self, look: Look) -> None:
        """Dress in another theme."""
        self.look = look
        for pane in self.query(LinePane):
            pane.restyle(look)
        self.show_title()
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
