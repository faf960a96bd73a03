"""What we read of Textual's insides is as we take it to be. One that fails says what an upgrade has to look at.

All of it stands in terminal/compat.py; what is replaced or extended by inheritance is named here beside it.
"""

import ast
import asyncio
import gc
import importlib
import inspect
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from textual._compositor import Compositor
from textual._context import active_message_pump
from textual._styles_cache import StylesCache
from textual._xterm_parser import XTermParser
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.css.stylesheet import Stylesheet
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key
from textual.geometry import Region
from textual.message_pump import MessagePump
from textual.screen import ModalScreen, Screen
from textual.theme import Theme
from textual.widget import Widget
from textual.widgets import Static

import industrack_tui
from industrack_tui.terminal.compat import (
    UNUSED,
    answered,
    begin_in,
    forget_dirty,
    grounds,
    is_due,
    lay_out_now,
    picture_of,
    rests,
    screen_layout,
)
from industrack_tui.terminal.short_way import Drawn
from tests.console.test_key_order import until_rests

USED: dict[type, tuple[str, ...]] = {
    MessagePump: ("_closing", "_closed", "_message_queue", "_next_callbacks", "_running", "_context"),
    Screen: (
        "_callbacks", "_compositor", "_compositor_refresh", "_dirty_widgets", "_layout_required", "_on_timer_update",
        "_recompose_required", "_repaint_required", "_scroll_required",
    ),
    Compositor: ("_dirty_regions",),
    App: (
        "_batch_count", "_build_driver", "_check_resize", "_disable_notifications", "_disable_tooltips", "_display",
        "_driver", "_handle_exception", "_previous_cursor_position", "_refresh_truecolor_filter", "_resize_event",
        "_size", "_sync_available",
    ),
    Driver: ("_debug", "_loop"),
    LinuxDriver: ("_key_thread",),
    XTermParser: ("_timeout_time",),
}  # fmt: skip
"""Names that begin with an underscore, by whose they are."""


class Three(App[None]):
    """Two panes side by side, over one that can go."""

    CSS = "#both { height: 3; } Static { width: 10; height: 1; }"

    def compose(self) -> ComposeResult:
        yield Horizontal(Static("left", id="left"), Static("right", id="right"), id="both")
        yield Static("under", id="under")


_ASKED_LATER = """
from industrack_tui.terminal.compat import without_the_unused
with without_the_unused():
    import industrack_tui.app
import asyncio, ssl, textual.app, textual.command, textual.widgets
from textual.widgets._toast import ToastRack
print(asyncio.sslproto.ssl, textual.app.CommandPalette is textual.command.CommandPalette)
print(ssl.SSLContext.__name__, textual.command.CommandPalette.BINDINGS != [], textual.widgets.Tooltip.DEFAULT_CSS != "")
print(ToastRack.DEFAULT_CSS != "")
"""


def test_what_a_console_never_makes_is_there_for_whoever_asks_for_it_later() -> None:
    told = subprocess.run([sys.executable, "-c", _ASKED_LATER], capture_output=True, text=True, check=True).stdout
    assert told.split() == ["None", "False", "SSLContext", "True", "True", "True"]


def test_textual_asks_for_what_a_console_never_makes_only_where_it_makes_it() -> None:
    makes = {
        "search_commands", "search_themes", "action_command_palette", "_refresh_notifications", "_extend_compose",
        "_update_tooltip", "_clear_tooltip", "_handle_tooltip_timer", "_handle_mouse_move", "discover", "search",
        "show_design",
    }  # fmt: skip
    names = {name for names in UNUSED.values() for name in names} - {"Provider"}  # that one is a class's base
    asking = {function for module in ("app", "screen", "theme", "design") for function in _asking(module, names)}
    assert asking <= makes


def _asking(module: str, names: set[str]) -> Iterator[str]:
    """Functions of a module of Textual's in which one of the names is used."""
    tree = ast.parse(Path(inspect.getfile(importlib.import_module(f"textual.{module}"))).read_text(encoding="utf-8"))
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            used = {node.id for each in function.body for node in ast.walk(each) if isinstance(node, ast.Name)}
            if used & names:
                yield function.name


async def test_a_layout_tells_places_from_front_to_back_and_is_another_when_laid_out_anew() -> None:
    app = Three()
    async with app.run_test(size=(30, 8)) as pilot:
        await pilot.pause()
        layout = screen_layout(app.screen)
        names = [widget.id or type(widget).__name__ for widget in layout]
        assert names.index("right") < names.index("both") < names.index("_default")
        whole = Region(0, 0, 30, 8)
        assert layout[app.query_one("#right")] == (Region(10, 0, 10, 1), Region(0, 0, 30, 3))
        assert layout[app.query_one("#under")] == (Region(0, 3, 10, 1), whole)
        app.query_one("#left", Static).refresh()
        await pilot.pause()
        assert screen_layout(app.screen) is layout
        app.query_one("#under").display = False
        while screen_layout(app.screen) is layout:
            await pilot.pause()
        assert app.query_one("#under") not in screen_layout(app.screen)


async def test_a_picture_is_the_lines_of_the_screen() -> None:
    app = Three()
    async with app.run_test(size=(30, 8)):
        assert [strip.text.rstrip() for strip in picture_of(app.screen)[:4]] == ["left      right", "", "", "under"]


@pytest.mark.parametrize("ours", [True, False])
async def test_style_sheets_are_parsed_once_for_the_theme_that_is_worn(
    ours: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where Textual parses them once by itself, `begin_in` can go."""
    reparse, again = Stylesheet.reparse, list[str]()

    def told(sheet: Stylesheet) -> None:
        again.append("again")
        reparse(sheet)

    monkeypatch.setattr(Stylesheet, "reparse", told)
    app = Three()
    app.register_theme(Theme("paper", primary="#112233", surface="#fedcba", dark=False))
    if ours:
        begin_in(app, "paper")
    else:
        app.theme = "paper"
    async with app.run_test(size=(30, 8)) as pilot:
        await pilot.pause()
        assert again == ([] if ours else ["again"])
        assert (app.theme, app.has_class("-light-mode"), app.has_class("-dark-mode")) == ("paper", True, False)
        assert app.theme_variables["surface"].lower() == "#fedcba"
        ground = app.screen.styles.background
        app.theme = "textual-dark"
        await pilot.pause()
        app.theme = "paper"
        await pilot.pause()
        assert app.screen.styles.background == ground


async def test_a_screen_is_brought_up_to_date_before_its_timer_ticks() -> None:
    app = Three()
    async with app.run_test(size=(30, 8)) as pilot:
        await pilot.pause()
        called: list[str] = []
        app.query_one("#left").styles.width = 12
        while not is_due(app.screen):
            await asyncio.sleep(0)
        lay_out_now(app.screen)
        assert app.query_one("#right").region.x == 12
        app.screen.call_after_refresh(called.append, "laid out")
        was_due = False
        while not called:
            was_due |= is_due(app.screen)
            await asyncio.sleep(0)
        assert was_due
        assert called == ["laid out"]
        assert not is_due(app.screen)


async def test_what_is_forgotten_is_not_painted() -> None:
    app, painted = Three(), list[int]()
    async with app.run_test(size=(30, 8)) as pilot:
        await pilot.pause()
        app.post_display_hook = lambda: painted.append(1)  # type: ignore[method-assign]  # made for tests
        app.screen.refresh()
        forget_dirty(app.screen)
        await pilot.pause(0.05)
        assert not painted


def panes_with_keys() -> list[type[Drawn]]:
    """Every drawn pane that answers keys."""
    import_all()
    found, todo = [], [Drawn]
    while todo:
        pane = todo.pop()
        todo += pane.__subclasses__()
        if hasattr(pane, "on_key") and pane.__module__.startswith("industrack_tui."):
            found.append(pane)
    assert len(found) > 4
    return found


def import_all() -> None:
    for module in pkgutil.walk_packages(industrack_tui.__path__, "industrack_tui."):
        if module.name != "industrack_tui.__main__":
            importlib.import_module(module.name)


@pytest.mark.parametrize("pane", panes_with_keys(), ids=lambda pane: pane.__name__)
def test_the_keys_of_a_pane_are_answered_in_one_place(pane: type[Drawn]) -> None:
    """Textual asks each class that a widget stands on; a key that is answered where it arrives asks the widget once."""
    handlers = [base for base in pane.__mro__ if "on_key" in vars(base) or "_on_key" in vars(base)]
    assert [base for base in handlers if base is not Widget] == [handlers[0]]
    assert not any(name.startswith("key_") for name in dir(pane))


async def test_a_key_is_answered_in_the_name_of_the_pane() -> None:
    class Asked(Static):
        asked: ClassVar[list[object]] = []

        def on_key(self, event: Key) -> None:
            self.asked.append(active_message_pump.get())
            if event.key == "a":
                event.stop()

    class One(App[None]):
        def compose(self) -> ComposeResult:
            yield Asked()

    async with One().run_test() as pilot:
        pane = pilot.app.query_one(Asked)
        assert answered(pane, Key("a", "a"))
        assert not answered(pane, Key("b", "b"))
        assert not answered(pilot.app.screen, Key("b", "b"))
        assert Asked.asked == [pane, pane]


async def test_a_pump_rests_when_it_has_nothing_to_do() -> None:
    app = Three()
    async with app.run_test() as pilot:
        left = pilot.app.query_one("#left")
        await until_rests(left)
        left.call_later(asyncio.sleep, 0)
        assert not rests(left)
        await until_rests(left)


@pytest.mark.parametrize("owner", list(USED), ids=lambda owner: owner.__name__)
def test_names_that_textual_keeps_to_itself_are_there(owner: type) -> None:
    written = {name for base in owner.__mro__ for name in vars(base)} | set(written_in(owner))
    assert set(USED[owner]) <= written


def written_in(owner: type) -> Iterator[str]:
    """Attributes that the sources of a class, and of those it stands on, set on themselves."""
    for base in owner.__mro__[:-1]:
        path = inspect.getsourcefile(base)
        if path is None or "textual" not in path:
            continue
        for node in ast.walk(ast.parse(Path(path).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                yield node.attr


class Above(ModalScreen[None]):
    """A dialog."""

    def compose(self) -> ComposeResult:
        yield Static("above")


@pytest.mark.parametrize("ours", [True, False])
async def test_panes_that_were_closed_are_let_go_of(ours: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Textual lets go of them by itself, `grounds` can go."""
    if ours:
        monkeypatch.setattr(StylesCache, "get_inner_outer", grounds())
    app, held = Three(), list[int]()
    async with app.run_test(size=(30, 8)) as pilot:
        for _ in range(3):
            for _ in range(4):
                await app.push_screen(Above())
                await pilot.pause()
                await app.pop_screen()
            gc.collect()
            held.append(sum(isinstance(each, StylesCache) for each in gc.get_objects()))
    assert (held[1] == held[2]) is ours, held
