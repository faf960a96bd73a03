"""A list that typing narrows: one way to go through it, with keys, wheel and clicks."""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, Generic, TypeVar

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from industrack_core.domain.text.text import clip
from industrack_tui.dialogs.dialog import TypingDialog
from industrack_tui.glyphs import Glyphs
from industrack_tui.themes import Look
from industrack_tui.widgets.form.line_field import LineField
from industrack_tui.widgets.lines import LinePane

T = TypeVar("T")
Result = TypeVar("Result")
Acts = Mapping[str, Callable[[], None]]
_PAGE, _FAR, _WHEEL = 10, 10_000, 3
_AROUND = 5
"""Lines of the box that are not the list's: title, entry with its blank lines, foot."""


class NarrowedList(TypingDialog[Result], Generic[Result, T]):
    """What is `listed` follows what is `typed`; the cursor is at `index`. Arrows, page keys, ctrl+home and ctrl+end go
    through it, `enter` takes what is under the cursor; further keys as the dialog says.

    What a dialog of it says: which of its things have the typed words (`found`), how one is drawn (`line`), what taking
    one does (`take`), what stands at the `foot`; and where that differs, where the cursor begins and where it rests.
    """

    widest: ClassVar[int] = 110
    box: ClassVar[str] = "list"
    nothing: ClassVar[str] = "Nothing of that is here."
    most_rows: int = 60

    def __init__(
        self, look: Look, glyphs: Glyphs, title: str, *, hint: str, limit: int, keys: Acts | None = None
    ) -> None:
        super().__init__(look, glyphs, title)
        self.typed = ""
        self.listed: Sequence[T] = ()
        self.index = 0
        self._list = LinePane(look, glyphs, id="narrowed")
        self._foot = LinePane(look, glyphs, id="foot")
        steps = {
            "up": -1, "down": 1, "pageup": -_PAGE, "pagedown": _PAGE, "ctrl+home": -_FAR, "ctrl+end": _FAR,
        }  # fmt: skip
        acts: dict[str, Callable[[], None]] = {key: self._stepping(by) for key, by in steps.items()}
        acts |= {"enter": self.action_take, "escape": self.action_leave, **(keys or {})}
        self.entry = LineField(look, glyphs, acts, self.narrow, hint=hint, limit=limit)

    def compose(self) -> ComposeResult:
        with Vertical(classes=f"box {self.box}"):
            yield self.title_pane()
            yield self.entry
            yield self._list
            yield self._foot

    def on_mount(self) -> None:
        self.entry.focus()
        self.draw()

    def on_resize(self, event: events.Resize) -> None:
        self.draw()

    # -- what a dialog says ----------------------------------------------------------------------

    def found(self, typed: str) -> Sequence[T]:
        """What has the typed words, in the order in which it stands."""
        raise NotImplementedError

    def line(self, each: T, width: int, *, here: bool) -> Sequence[Segment]:
        """One of them; `here` while the cursor is on it."""
        raise NotImplementedError

    def take(self, each: T) -> None:
        """The one under the cursor was chosen."""
        raise NotImplementedError

    def begins_at(self, typed: str) -> int:
        """Where the cursor goes when what is listed changed."""
        return 0

    def rests_on(self, each: T) -> bool:
        """Whether the cursor may be on it: it steps over headings."""
        return True

    def foot(self) -> str:
        """What stands under the list."""
        return ""

    def clicked(self, *, again: bool) -> None:
        """The mouse went to the one under the cursor now, `again` where the cursor was there before."""
        self.action_take() if again else self.draw()

    # -- what goes on ----------------------------------------------------------------------------

    def narrow(self, typed: str) -> None:
        """Another text was typed."""
        self.typed = typed
        self.listed = self.found(typed)
        self.index = self.begins_at(typed)
        self.draw()

    @property
    def current(self) -> T | None:
        """What is under the cursor."""
        return self.listed[self.index] if self.index < len(self.listed) else None

    def action_step(self, by: int) -> None:
        """So many on, as far as there are; over those on which the cursor does not rest."""
        places = [at for at, each in enumerate(self.listed) if self.rests_on(each)]
        if places:
            at = places.index(self.index) if self.index in places else 0
            self.index = places[max(0, min(at + by, len(places) - 1))]
            self.draw()

    def _stepping(self, by: int) -> Callable[[], None]:
        return lambda: self.action_step(by)

    def action_take(self) -> None:
        if self.current is not None:
            self.take(self.current)

    # -- drawing ---------------------------------------------------------------------------------

    @property
    def _rows(self) -> int:
        return self.inner_height(self.most_rows, _AROUND)

    @property
    def _top(self) -> int:
        """The first in sight: the cursor is in the middle, but for both ends."""
        return max(0, min(self.index - self._rows // 2, len(self.listed) - self._rows))

    def draw(self, role: str = "panel_muted") -> None:
        """Show what is in sight, and the foot in this role."""
        if not (self.is_attached and self.is_mounted):
            return
        width = self.inner_width(self.widest)
        self._list.styles.width, self._list.styles.height = width, self._rows
        shown = range(self._top, min(self._top + self._rows, len(self.listed)))
        lines = [self.line(self.listed[at], width, here=at == self.index) for at in shown]
        self._list.show_lines(lines or [[Segment(f" {self.nothing}", self.look["panel_muted"])]])
        text = clip(f" {self.foot()}", width, self.glyphs.ellipsis)
        self._foot.show_lines([[Segment(text, self.look[role])]])

    # -- the mouse -------------------------------------------------------------------------------

    def on_click(self, event: events.Click) -> None:
        at = self._top + event.screen_y - self._list.region.y
        inside = self._list.region.contains(event.screen_x, event.screen_y)
        if inside and at < len(self.listed) and self.rests_on(self.listed[at]):
            again, self.index = at == self.index, at
            self.clicked(again=again)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.action_step(_WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.action_step(-_WHEEL)
