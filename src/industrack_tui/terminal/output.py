"""The output stage: between Textual's compositor and the terminal, only what differs is written.

Textual writes, for a region, everything from the widget's left edge to it; for a scroll whole lines; at the start the
whole screen several times. An app made with `DiffOutput` hands the same updates to a front buffer instead, which
writes the differing cells, once per frame. Under tests without a terminal, and inline, Textual's own path is used.
"""

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from rich.color import ColorSystem
from rich.segment import Segment
from textual._ansi_sequences import SYNC_END, SYNC_START
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App
from textual.color import Color
from textual.driver import Driver
from textual.events import Resize
from textual.filter import LineFilter
from textual.geometry import Offset
from textual.screen import Screen

from industrack_tui.terminal.output_brush import Cursor
from industrack_tui.terminal.output_cells import Glass, Image, needs_guard, shown
from industrack_tui.terminal.output_pens import PenCase
from industrack_tui.terminal.output_screen import Front
from industrack_tui.terminal.writer import TerminalWriter

if TYPE_CHECKING:
    from rich.console import RenderableType

# Terminals known to keep a scroll region to the letter, and to take characters out of lines and put blanks into them;
# any other gets its lines rewritten.
_MOVING = ("xterm", "screen", "tmux", "rxvt", "alacritty", "kitty", "foot", "wezterm", "linux", "vte")
# Terminals known to erase with the ground of the pen in hand (terminfo's bce; tmux since 2.4); any other gets blanks.
_ERASING = ("xterm-2", "xterm-color", "xterm-16", "tmux", "rxvt", "alacritty", "foot", "wezterm", "linux", "vte")
_SHOW, _HIDE = "\x1b[?25h", "\x1b[?25l"
_SEEN_RUNNING = 256  # bytes of a frame during which the cursor would be seen to run about


class ControlFilter(LineFilter):
    """Last guard before the screen: text in a segment can neither command the terminal nor hide from the reader."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Segments with their texts as `shown`; the same list if nothing had to change."""
        if not any(needs_guard(segment.text) for segment in segments):
            return segments
        return [Segment(shown(text), style, control) for text, style, control in segments]


_GUARD = ControlFilter()


class DiffOutput(App[Any]):
    """An app whose frames reach the terminal as differences: `class ConsoleApp(DiffOutput, App[int])`."""

    _front: Front | None = None
    _glass: Glass | None = None
    _cursor_shown = False

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters, then the guard against control characters where this stage, which has its own on
        every frame, is not in use."""
        filters = super().get_line_filters()
        return filters if self._in_use else [*filters, _GUARD]

    @property
    def _in_use(self) -> bool:
        driver = self._driver
        return driver is not None and not driver.is_headless and not driver.is_inline

    @property
    def shows_cursor(self) -> bool:
        """Whether the terminal's own cursor stands where somebody types, so that none has to be drawn there."""
        return self._in_use

    @property
    def _typing_cell(self) -> Offset | None:
        """Where somebody types, by the screen in front; None where nothing is typed."""
        cell = getattr(self.screen, "typing_cell", None)
        return cell if isinstance(cell, Offset) and self.screen.outer_size.region.contains_point(cell) else None

    def invalidate(self) -> None:
        """Forget what the terminal shows: every cell of the next frame is written."""
        self._front = None

    def repaint(self) -> None:
        """Write the whole screen again, for a terminal which something else has drawn over."""
        self.invalidate()
        self.screen.refresh()

    def action_repaint(self) -> None:
        """`repaint` for a key binding."""
        self.repaint()

    def frame(self, update: LayoutUpdate | ChopsUpdate, cursor: Cursor) -> str:
        """Text that brings an update of the compositor to the terminal, and its cursor to (x, y).

        Empty if the terminal shows it already. The text is taken for written.
        """
        glass = self._usable_glass()
        if isinstance(update, LayoutUpdate):
            return self._layout_frame(glass, update, cursor)
        return self._chops_frame(glass, update, cursor)

    def on_mount(self) -> None:
        """Draw anew after the program was stopped and continued: the terminal was others' meanwhile."""
        self.app_resume_signal.subscribe(self, lambda _: self.repaint())

    def on_resize(self, _event: Resize) -> None:
        """A terminal of another size shows what it likes until the next frame; one that was small for a moment, too."""
        self.invalidate()

    def _check_resize(self) -> None:
        resized = self._resize_event is not None
        super()._check_resize()
        if resized and self._front is None and self.screen_stack:
            self.screen.refresh()

    def _build_driver(self, headless: bool, inline: bool, mouse: bool, size: tuple[int, int] | None) -> Driver:
        driver = super()._build_driver(headless, inline, mouse, size)
        start = driver.start_application_mode

        def start_unknown() -> None:
            self.invalidate()
            self._cursor_shown = False
            start()

        setattr(driver, "start_application_mode", start_unknown)  # noqa: B010 (a method, replaced on the instance)
        return driver

    def _display(self, screen: Screen[Any], renderable: "RenderableType | None") -> None:
        driver = self._driver
        if driver is None or not self._in_use:
            super()._display(screen, renderable)
        elif not isinstance(renderable, LayoutUpdate | ChopsUpdate):
            if renderable is not None:
                self.invalidate()
            super()._display(screen, renderable)
        else:
            try:
                if not self._batch_count and self.write_frame(lambda cursor: self.frame(renderable, cursor)):
                    self.displayed(screen, renderable)
            finally:
                self.post_display_hook()

    def displayed(self, screen: Screen[Any], update: LayoutUpdate | ChopsUpdate) -> None:
        """An update of a screen by Textual was written."""

    def left_out(self) -> None:
        """The terminal lacks a frame, until all of the screen is written."""

    def write_frame(self, made: Callable[[Cursor], str]) -> bool:
        """Write the text that `made` answers for a place of the cursor; False when it is left out, since the app is
        ending or the terminal has much to read still."""
        driver = self._driver
        if driver is None or not self._running or self._closed:
            return False
        writer = getattr(driver, "_writer_thread", None)
        if isinstance(writer, TerminalWriter) and writer.is_behind:
            # nobody waits for the terminal: when it has read all, what it lacks by then comes as one frame
            self.left_out()
            writer.call_when_read(lambda: self.call_later(self._catch_up))
            return False
        cell = self._typing_cell
        cursor = cell or self._previous_cursor_position
        driver.write("")  # wakes the thread that writes while the frame is being made; nothing reaches the terminal
        try:
            text = made(cursor)
        except Exception as error:  # as Textual does: a frame that cannot be drawn ends the app with its report
            self.invalidate()
            self._handle_exception(error)
            return False
        text = self._with_cursor(text, cursor, shown=cell is not None)
        if text:
            driver.write(f"{SYNC_START}{text}{SYNC_END}" if self._sync_available else text)
            driver.flush()
        return True

    def _with_cursor(self, text: str, cursor: Offset, *, shown: bool) -> str:
        """A frame that leaves the cursor at its place, shown where somebody types: those who look for it (input
        methods, magnifiers, screen readers) find it there and nowhere else."""
        moved = cursor != self._previous_cursor_position
        self._previous_cursor_position = cursor
        if moved and not text:
            text = f"\x1b[{cursor.y + 1};{cursor.x + 1}H"
        if not shown:
            text = f"{_HIDE}{text}" if self._cursor_shown else text
        elif not self._cursor_shown:
            text = f"{text}{_SHOW}"
        elif len(text) > _SEEN_RUNNING and not self._sync_available:
            text = f"{_HIDE}{text}{_SHOW}"
        self._cursor_shown = shown
        return text

    def _catch_up(self) -> None:
        """Paint what was left out."""
        if self.screen_stack:
            self.screen.refresh()

    def _layout_frame(self, glass: Glass, update: LayoutUpdate, cursor: Cursor) -> str:
        left, top, width, height = update.region
        front = self._front_of(glass, left + width, top + height)
        lines: dict[int, Image] = {}
        for y, strips in enumerate(update.strips, top):
            if y < front.height:
                image = glass.line(list(strips))
                whole = left == 0 and len(image.text) == front.width
                lines[y] = image if whole else front.laid_over(None, y, left, image, width)
        return front.frame(lines, cursor, at_once=self._sync_available)

    def _chops_frame(self, glass: Glass, update: ChopsUpdate, cursor: Cursor) -> str:
        ends = update.chop_ends
        front = self._front_of(glass, ends[0][-1] if ends and ends[0] else 0, len(update.chops))
        lines: dict[int, Image] = {}
        for y, first, last in update.spans:
            if not 0 <= y < front.height:
                continue
            for end, (x, strip) in zip(ends[y], update.chops[y].items(), strict=False):
                if strip is not None and x < last and end > first:
                    lines[y] = front.laid_over(lines.get(y), y, x, glass.image(strip), min(end, last) - x)
        return front.frame(lines, cursor, at_once=self._sync_available)

    def _front_of(self, glass: Glass, width: int, height: int) -> Front:
        front = self._front
        if front is None or (front.width, front.height) != (width, height):
            term = os.environ.get("TERM", "")
            front = self._front = Front(
                width, height, glass, may_move=term.startswith(_MOVING), may_erase=term.startswith(_ERASING)
            )
        return front

    def _usable_glass(self) -> Glass:
        glass = self._glass
        if glass is None or glass.pens.full:
            color_system = self.console._color_system or ColorSystem.TRUECOLOR
            glass = self._glass = Glass(PenCase(color_system))
            self.invalidate()
        return glass
