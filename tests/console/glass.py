"""A console whose terminal can be read: what its bytes show, beside what Textual would have painted.

Two terminals are fed: one with what the console writes, drawn panes going the short way; one with the picture that the
compositor makes of the same moment, every pane drawn anew, as Textual writes it.
"""

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import pyte
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual._context import visible_screen_stack
from textual.driver import Driver
from textual.strip import Strip

from industrack_tui.app import ConsoleApp
from industrack_tui.terminal.compat import screen_layout
from industrack_tui.terminal.output_cells import shown
from industrack_tui.widgets.lines import DrawnWidget

Cell = tuple[object, ...]


class Terminal:
    """A terminal that can be read cell by cell."""

    def __init__(self, width: int, height: int) -> None:
        self.screen = pyte.Screen(width, height)
        self.screen.reset_mode(7, private=True)
        self._stream = pyte.Stream(self.screen)

    def feed(self, text: str) -> None:
        self._stream.feed(text)

    def cells(self) -> list[list[Cell]]:
        """What a person sees: on a blank the colour of the letter that is not there does not count."""
        rows = range(self.screen.lines)
        return [[_seen(self.screen.buffer[y][x]) for x in range(self.screen.columns)] for y in rows]

    def cursor(self) -> tuple[int, int]:
        return self.screen.cursor.x, self.screen.cursor.y


def _seen(cell: Any) -> Cell:
    visible = (cell.bg, cell.underscore, cell.strikethrough, cell.reverse)
    if cell.data == " " and not any(visible[1:]):
        return (" ", *visible)
    return (cell.data, *visible, cell.fg, cell.bold, cell.italics, cell.blink)


def rendered(strip: Strip, color_system: ColorSystem | None) -> str:
    """What Textual writes for a strip."""
    return "".join(_styled(text, style or Style(), color_system) for text, style, _ in strip)


def _styled(text: str, style: Style, color_system: ColorSystem | None) -> str:
    codes = Strip.render_ansi(style, color_system or ColorSystem.TRUECOLOR)
    return f"\x1b[{codes}m{text}\x1b[0m" if codes else text


class OnGlass(ConsoleApp):
    """The console, as if it were at a terminal."""

    CSS_PATH: ClassVar = str(Path(inspect.getfile(ConsoleApp)).with_name("board") / "board.tcss")
    color_system = ColorSystem.TRUECOLOR
    short_frames = 0
    """How many frames went the short way."""
    frames = 0
    """How many frames were written in all."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.console._color_system = self.color_system
        # a terminal of few colors shows a frame as it comes, any other when it is whole
        self._sync_available = self.color_system is not ColorSystem.STANDARD
        self.terminals = Terminal(1, 1), Terminal(1, 1)
        self._fed: list[str] = []

    @property
    def _in_use(self) -> bool:
        return self._driver is not None

    def _build_driver(self, headless: bool, inline: bool, mouse: bool, size: tuple[int, int] | None) -> Driver:
        driver = super()._build_driver(headless, inline, mouse, size)
        setattr(driver, "write", self._written)  # noqa: B010 (a method, replaced on the instance)
        return driver

    def _written(self, text: str) -> None:
        if text:
            self.frames += 1
            self._sized()
            self.terminals[0].feed(text)

    def _sized(self) -> None:
        screen = self.terminals[0].screen
        if (screen.columns, screen.lines) != self.size:
            self.terminals = Terminal(*self.size), Terminal(*self.size)
            self._fed = [""] * self.size.height

    def write_frame(self, made: Callable[[Any], str]) -> bool:
        self.short_frames += made.__qualname__.startswith("ShortWay")
        return super().write_frame(made)

    def differing(self) -> list[tuple[int, int, Cell, Cell]]:
        """(y, x, shown, wanted) of each cell that the terminal does not show as Textual would have painted it."""
        self._sized()
        ours, plain = self.terminals
        plain.feed("".join(self._lines_anew()))
        rows = enumerate(zip(ours.cells(), plain.cells(), strict=True))
        return [(y, x, a, b) for y, row in rows for x, (a, b) in enumerate(zip(*row, strict=True)) if a != b]

    def _lines_anew(self) -> list[str]:
        """The lines of the picture that are others than before."""
        visible_screen_stack.set(self._background_screens)
        for screen in self.screen_stack:
            for widget in screen_layout(screen):
                if isinstance(widget, DrawnWidget):
                    widget._finished = []
        strips = self.screen._compositor.render_strips()
        fresh = [rendered(_guarded(strip), self.color_system) for strip in strips[: self.size.height]]
        changed = [f"\x1b[{y + 1}H{text}" for y, text in enumerate(fresh) if text != self._fed[y]]
        self._fed[: len(fresh)] = fresh
        return changed


def _guarded(strip: Strip) -> Strip:
    return Strip([Segment(shown(text), style, control) for text, style, control in strip])
