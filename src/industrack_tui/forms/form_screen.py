"""A form as a screen: one drawn pane, a `FormHand` that works it, and look-ups in the background."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import ClassVar, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.geometry import Offset
from textual.screen import ModalScreen
from textual.timer import Timer

from industrack_core.domain.errors import IndustrackError
from industrack_tui.dialogs.left_once import LeftOnce
from industrack_tui.forms.beside import StandsBeside
from industrack_tui.session import Session
from industrack_tui.terminal.awaiting import Awaiting, Coming
from industrack_tui.terminal.one_frame import hold_frames
from industrack_tui.terminal.pastes import without_commands
from industrack_tui.terminal.short_way import PaintsWhatIsSeen
from industrack_tui.terminal.tasks import Tasks
from industrack_tui.themes import Look
from industrack_tui.widgets.form.form_model import FormModel
from industrack_tui.widgets.form.hand import FormHand
from industrack_tui.widgets.form.pane import WIDEST, FormPane
from industrack_tui.widgets.form.pick import PAGES, Candidate
from industrack_tui.widgets.form.picture import FormPicture
from industrack_tui.widgets.form.sheet import Parts, Slot
from industrack_tui.widgets.lines import Covered

Result = TypeVar("Result")
_PATIENCE = 2.0
"""Seconds that enter and tab wait for a list: the first may load what finds it, and one goes on where none comes."""
_WAIT_FOR_LIST = 0.06
"""Seconds that a letter is held back for the list it asks for."""
_LEAVING = ("enter", "tab")


class FormScreen(Awaiting, LeftOnce[Result], StandsBeside, PaintsWhatIsSeen, Covered, ModalScreen[Result]):
    """Covers the whole screen: what lies under a transparent one is painted again at every key.

    Subclasses say what the form is about (`model`), its heading, what stands above and below the fields."""

    DEFAULT_CSS: ClassVar[str] = """
    FormScreen { background: $background; }
    FormScreen:ansi, FormScreen:nocolor { background: ansi_default; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session, self.bridge = session, session.bridge
        self.look, self.glyphs = session.look, session.glyphs
        self.pane = FormPane(self.look, self.glyphs, self.type)
        self.tasks = Tasks(self)
        self.hand: FormHand
        self._search: asyncio.Task[None] | None = None
        self._late: Timer | None = None

    # -- what a form says ------------------------------------------------------------------------

    @property
    def model(self) -> FormModel:
        """What the form is about."""
        raise NotImplementedError

    def heading(self) -> Parts:
        """What stands in the frame: what this is, and whether it is saved."""
        raise NotImplementedError

    def head(self, width: int) -> tuple[Parts, ...]:
        """Lines above the fields, always in sight."""
        return ()

    def foot(self, width: int) -> tuple[Parts, ...]:
        """Lines under the fields, always in sight."""
        return ()

    async def search(self, slot: Slot, typed: str) -> Sequence[Candidate]:
        """Candidates that must be looked up."""
        return ()

    def command(self, key: str) -> bool:
        """A key of the form as a whole; answers whether it is one."""
        return False

    def say_error(self, sentence: str) -> None:
        """Say what went wrong outside anybody's doing."""
        raise NotImplementedError

    # -- drawing ---------------------------------------------------------------------------------

    @property
    def form_width(self) -> int:
        """Cells inside the frame."""
        return self.pane.box.width - 2 if self.pane.is_mounted else WIDEST - 2

    def compose(self) -> ComposeResult:
        yield self.pane

    def on_mount(self) -> None:
        hold_frames(self.app)
        self.settle_beside()
        self.pane.focus()

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        if self in self.app.screen_stack:
            hold_frames(self.app)
        return super().dismiss(result)

    @on(FormPane.Sized)
    def _sized(self) -> None:
        self.draw()

    def draw(self, *, follow: bool = True) -> None:
        """Show the form as it is now."""
        width = self.form_width
        self.hand.refresh(width)
        hand = self.hand
        picture = FormPicture(
            self.heading(), self.head(width), hand.sheet, self.model.shown, self.foot(width), hand.focus, hand.edit,
            hand.picks,
        )  # fmt: skip
        self.pane.show_picture(picture, follow=follow)

    def draw_heading(self) -> None:
        """Show what the frame says now: that it is being saved."""
        self.pane.show_heading(self.heading())

    def restyle(self, look: Look) -> None:
        """Dress in another theme."""
        self.look = look
        self.pane.dress(look)

    # -- keys ------------------------------------------------------------------------------------

    def type(self, event: events.Key | events.Paste) -> None:
        """A key or a paste."""
        hand = self.hand
        if isinstance(event, events.Paste):
            hand.paste(without_commands(event.text))
            self.after_key()
            return
        if event.key in _LEAVING and hand.looks_up is not None:
            self.bring(self._after_the_list(event.key, event.character), Coming.FILLS)
            return
        self._key(event.key, event.character)

    def on_key(self, event: events.Key) -> None:
        """Keys before the pane has the focus."""
        event.stop()
        event.prevent_default()
        self.type(event)

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        self.type(event)

    def _key(self, key: str, character: str | None) -> None:
        if key in PAGES and not self.hand.picks.is_open:
            self.pane.scroll_by((self.pane.page - 1) * PAGES[key])
            return
        if not self._clip(key) and not self.hand.key(key, character):
            self.command(key)
        self.after_key()

    def _clip(self, key: str) -> bool:
        """Copy and cut to the terminal's clipboard, paste what was copied here."""
        edit = self.hand.edit
        if edit is None or key not in ("ctrl+c", "ctrl+x", "ctrl+v"):
            return False
        if key == "ctrl+v":
            self.hand.paste(self.app.clipboard)
        elif edit.selected:
            self.app.copy_to_clipboard(edit.selected)
            if key == "ctrl+x":
                self.hand.key("delete", None)
        return True

    def after_key(self) -> None:
        """Draw what a key came to, and look up what it asked for: the answer is waited for a moment, so that letter
        and list are painted in one frame."""
        if self.hand.looks_up is not None:
            if self._search is None or self._search.done():
                self._search = self.tasks.spawn(self._look_up())
            if self._late is None:
                self._late = self.set_timer(_WAIT_FOR_LIST, self._draw_late)
            return
        self._draw_late()

    def _draw_late(self) -> None:
        if self._late is not None:
            self._late.stop()
            self._late = None
        if self.is_attached and self.is_current:
            self.draw()

    async def _look_up(self) -> None:
        """Look up what is typed; while it was typed on meanwhile, look again."""
        while (text := self.hand.looks_up) is not None and (spot := self.hand.spot) is not None:
            found = await self.search(spot.slot, text)
            self.hand.offer(spot.name, text, found)
        self._draw_late()

    async def _after_the_list(self, key: str, character: str | None) -> None:
        """Enter and tab mean the list that the key before them asked for."""
        if self._search is None or self._search.done():  # what failed is asked again
            self._search = self.tasks.spawn(self._look_up())
        with suppress(TimeoutError, IndustrackError):
            await asyncio.wait_for(asyncio.shield(self._search), _PATIENCE)
        self._key(key, character)

    @property
    def typing_cell(self) -> Offset | None:
        """Where somebody types: the terminal's cursor goes there."""
        return self.pane.typing_cell

    @on(FormPane.Paged)
    def _paged(self, message: FormPane.Paged) -> None:
        self.hand.page_list(message.lines)
        self.draw()

    @on(FormPane.Pressed)
    def _clicked(self, message: FormPane.Pressed) -> None:
        hand = self.hand
        if message.picked is not None:
            if message.picked < len(hand.picks.offered):
                hand.take(hand.picks.offered[message.picked])
        elif message.spot is not None:
            again = message.spot.name == hand.focus
            hand.enter(message.spot.name)
            if hand.edit is not None:
                hand.edit.press_cell(message.row, message.column, message.clicks)
            elif again or message.spot.slot.role == "toggle":
                hand.key("space", None)
        self.after_key()

    @on(FormPane.Swept)
    def _swept(self, message: FormPane.Swept) -> None:
        if self.hand.edit is not None:
            self.hand.edit.go_to_cell(message.row, message.column, selects=True)
            self.draw()

    @property
    def is_idle(self) -> bool:
        """Whether no read or write is under way: what tests wait for."""
        return self.tasks.is_idle
