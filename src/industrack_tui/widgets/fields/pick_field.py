"""A field whose value is picked from a list by typing: customers, locations, service types, colors, crew.

The field only knows candidates; where they come from is the screen's business. The list itself is one
`PickList` per screen, drawn over it and never focused.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from industrack_core.domain.text import cell_width, clip, fold, pad
from industrack_tui.widgets.fields.text_field import TextField
from industrack_tui.widgets.lines import LinePane

_PATIENCE = 0.4
"""Seconds that enter waits for a list that is on its way."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One line of a pick list; `value` is what picking it means, `detail` is shown muted, `hue` as a patch of color."""

    value: object
    text: str
    detail: str = ""
    hue: str = ""


def matching(candidates: Sequence[Candidate], typed: str) -> list[Candidate]:
    """Candidates in which every typed word begins a word; all of them for nothing typed."""
    wanted = fold(typed).split()
    found = []
    for candidate in candidates:
        have = fold(f"{candidate.text} {candidate.detail}").split()
        if all(any(word.startswith(each) for word in have) for each in wanted):
            found.append(candidate)
    return found


class PickField(TextField):
    """An input that opens a list. What was picked is in `picked`; typing something else unpicks it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step(1)", show=False),
        Binding("up", "step(-1)", show=False),
        Binding("tab", "leave", show=False),
    ]

    class Typed(Message):
        """The text changed: the screen answers with `offer`."""

        def __init__(self, field: "PickField") -> None:
            super().__init__()
            self.field = field

    class Picked(Message):
        """A candidate was taken."""

        def __init__(self, field: "PickField", candidate: Candidate) -> None:
            super().__init__()
            self.field, self.candidate = field, candidate

    class Offered(Message):
        """The list, or the highlighted line of it, changed; empty when it is closed."""

        def __init__(self, field: "PickField") -> None:
            super().__init__()
            self.field = field

    def __init__(self, id: str, placeholder: str = "", *, keeps_text: bool = True) -> None:
        super().__init__(id=id, placeholder=placeholder, replaces=True)
        self.picked: Candidate | None = None
        self._set: Candidate | None = None
        self.offered: list[Candidate] = []
        self.index = 0
        self.keeps_text = keeps_text
        self._typing = False
        self._answered = asyncio.Event()

    def pick(self, candidate: Candidate | None) -> None:
        """Set what is picked, without a message."""
        self.picked = self._set = candidate
        self._typing = False
        self.offered = []
        self.show_text(candidate.text if candidate and self.keeps_text else "")
        self.post_message(self.Offered(self))

    def offer(self, candidates: Sequence[Candidate]) -> None:
        """Candidates for what is typed; shown while the field has the focus."""
        self._answered.set()
        if self.has_focus and self._typing:
            self.offered, self.index = list(candidates), 0
            self.post_message(self.Offered(self))

    def close(self) -> None:
        """Take the list away."""
        if self.offered:
            self.offered = []
            self.post_message(self.Offered(self))

    @property
    def is_open(self) -> bool:
        return bool(self.offered)

    def take(self, index: int) -> None:
        """Pick the candidate at `index` of the list."""
        if 0 <= index < len(self.offered):
            candidate = self.offered[index]
            self.pick(candidate)
            self.post_message(self.Picked(self, candidate))

    def watch_value(self, value: str) -> None:
        """The list is not this text's any more."""
        self._answered.clear()

    def on_input_changed(self, event: Input.Changed) -> None:
        if self.is_shown_text(event.value):
            self.picked = self._set
            self.close()
            return
        self._typing = True
        if self.picked is not None and self.keeps_text and event.value != self.picked.text:
            self.picked = None
        self.post_message(self.Typed(self))

    def action_step(self, by: int) -> None:
        if self.offered:
            self.index = (self.index + by) % len(self.offered)
            self.post_message(self.Offered(self))
        else:
            self._typing = True
            self.post_message(self.Typed(self))

    async def _the_list(self) -> None:
        """Wait a moment for the list that the last key asked for: a quick hand does not."""
        if not self._answered.is_set() and not self.is_shown_text(self.value):
            with suppress(TimeoutError):
                await asyncio.wait_for(self._answered.wait(), _PATIENCE)

    async def action_leave(self) -> None:
        """To the next field; what can only be one thing is picked on the way."""
        await self._the_list()
        self.screen.focus_next()

    async def action_submit(self) -> None:
        await self._the_list()
        if self.offered:
            self.take(self.index)
        else:
            await super().action_submit()

    def on_blur(self, event: events.Blur) -> None:
        if self._typing and self.offered and self.value.strip() and self.picked is None:
            exact = [each for each in self.offered if fold(each.text) == fold(self.value)]
            if exact or len(self.offered) == 1:
                self.take(self.offered.index(exact[0]) if exact else 0)
        self._typing = False
        self.close()


class PickList(LinePane):
    """The list under a field: drawn over the form, at most eight lines."""

    ground_role = "panel"
    DEFAULT_CSS = """
    PickList { layer: above; position: absolute; display: none; height: auto; width: 40; }
    """

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.field: PickField | None = None
        self.first = 0

    def show_field(self, field: PickField, width: int, rows: int) -> None:
        """Draw the field's list `width` cells wide, `rows` lines at most; or go away when it is closed."""
        self.field = field
        count = min(rows, len(field.offered))
        self.display = count > 0
        if not count:
            return
        self.first = max(0, min(self.first, field.index), field.index - count + 1)
        self.styles.width, self.styles.height = width, count
        lines = []
        for index in range(self.first, self.first + count):
            lines.append(self._line(field.offered[index], index == field.index, width))
        self.show_lines(lines)
        self.refresh()

    def _line(self, candidate: Candidate, highlighted: bool, width: int) -> list[Segment]:
        text = f" {candidate.text}"
        patch: list[Segment] = []
        if candidate.hue:
            patch = [Segment("   ", self.look.block(candidate.hue, "plain")[1])]
        room = width - sum(cell_width(piece.text) for piece in patch)
        first = clip(text, room, self.glyphs.ellipsis)
        rest = pad(
            clip(f"  {candidate.detail}", max(0, room - cell_width(first)), self.glyphs.ellipsis),
            room - cell_width(first),
        )
        if highlighted:
            return [*patch, Segment(first + rest, self.look["pick"])]
        return [*patch, Segment(first, self.look["panel"]), Segment(rest, self.look["panel_muted"])]

    def on_click(self, event: events.Click) -> None:
        event.stop()
        if self.field is not None:
            self.field.take(self.first + event.y)
