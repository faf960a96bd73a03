"""What every dialog is: a framed box over whatever is shown. All text in it is literal."""

from collections.abc import Coroutine, Sequence
from pathlib import Path
from typing import Any, ClassVar, Self, TypeVar

from rich.segment import Segment
from textual import events
from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.geometry import Offset
from textual.screen import ModalScreen

from industrack_core.domain.errors import IndustrackError
from industrack_tui.dialogs.left_once import LeftOnce
from industrack_tui.dialogs.meanwhile import HearsOfJobs
from industrack_tui.glyphs import Glyphs
from industrack_tui.terminal.awaiting import Awaiting, Coming
from industrack_tui.terminal.one_frame import hold_frames, when_seen
from industrack_tui.terminal.short_way import PaintsWhatIsSeen
from industrack_tui.terminal.tasks import Tasks
from industrack_tui.themes import Look
from industrack_tui.widgets.form.layout import flowed
from industrack_tui.widgets.form.line_field import LineField
from industrack_tui.widgets.key_bar import KeyHint
from industrack_tui.widgets.lines import LinePane

Result = TypeVar("Result")
Parts = list[tuple[str, str]]
_SHARE = 0.96
"""Of the screen, as in the style sheet."""
_UNDER = 2
"""Lines at the bottom that a dialog leaves free: what has the keys is said there."""
READING = "Reading."
"""What a dialog says that was opened before what it shows was there."""


def wrapped(text: str, width: int) -> list[str]:
    """`text` broken at blanks into lines of at most `width` cells; longer words are broken too."""
    return ["".join(piece for piece, _ in line) for line in flowed(((" ".join(text.split()), ""),), width)]


class Dialog(HearsOfJobs, Awaiting, LeftOnce[Result], PaintsWhatIsSeen, ModalScreen[Result]):
    """A framed box in the middle; esc leaves it."""

    is_unseen = False
    mode_name: ClassVar[str] = "DIALOG"
    """What the mode line of the board calls it."""
    mode_keys: ClassVar[Sequence[KeyHint]] = ()
    """What is under it there; nothing where the dialog says its keys itself."""
    BINDINGS: ClassVar = [Binding("escape", "leave", "Back", show=False)]
    CSS_PATH: ClassVar = Path(__file__).with_name("dialogs.tcss")  # whole: it holds in other folders too

    def __init__(self, look: Look, glyphs: Glyphs, title: str) -> None:
        super().__init__()
        self.look, self.glyphs = look, glyphs
        self.heading = title
        self.tasks = Tasks(self)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being read."""
        return self.tasks.is_idle

    def fill(self, read: Coroutine[Any, Any, None]) -> None:
        """Be filled, once opened, by what `read` brings into its attributes; `read` may leave it too."""
        self.is_filling = True
        self.bring(self._read_and_show(read), Coming.FILLS)

    async def _read_and_show(self, read: Coroutine[Any, Any, None]) -> None:
        try:
            await read
        except IndustrackError:
            self.action_leave()  # what went wrong is said on what lies under it
            raise
        self.filled()
        self.call_later(self._show_filled)  # behind its own opening, which may take longer than the reading

    async def _show_filled(self) -> None:
        if self in self.app.screen_stack:  # not left meanwhile
            await self.show_filled()

    async def show_filled(self) -> None:
        """Show what was read, under the heading that it has now."""
        self.say_waiting("")

    def inner_width(self, most: int) -> int:
        """Cells inside the box, `most` where there is room: it leaves some of what lies under it in sight."""
        return min(most, int(self.app.size.width * _SHARE) - 2)

    def inner_height(self, most: int, others: int) -> int:
        """Lines inside the box that `others` leave, `most` where there is room; two at least."""
        return max(2, min(most, int((self.app.size.height - _UNDER) * _SHARE) - 2 - others))

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
            self.call_after_refresh(when_seen, self.app, self._seen)
        else:
            hold_frames(self.app)

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        if self in self.app.screen_stack:
            hold_frames(self.app)
        return super().dismiss(result)

    def _seen(self) -> None:
        self.is_unseen = False
        if self in self.app.screen_stack:
            self.refuse()

    def is_ready_for(self, event: events.Event) -> bool:
        return not self.is_unseen and super().is_ready_for(event)

    def given_up(self) -> None:
        self.action_leave()

    def say_waiting(self, sentence: str) -> None:
        """Where its title stands: that is there in every dialog."""
        for pane in self.query("#title").results(LinePane):
            pane.show_lines([[Segment(f" {sentence or self.heading}", self.look["panel_accent"])]])

    def show_title(self) -> None:
        self.say_waiting("")

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
