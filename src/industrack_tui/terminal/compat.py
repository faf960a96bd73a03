"""Textual as it is, made fit for a console that stays open all day: its environment, its driver, and what it keeps to
itself.

Importable without Textual: the environment must be ready before Textual reads it. What stands in driver.py has tests
that fail when the pinned Textual no longer needs it; what is read of its insides has tests that fail when it changes
(tests/console/test_textual_insides.py).
"""

import sys
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from functools import lru_cache, partial
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from industrack_tui.surroundings import color_system

if TYPE_CHECKING:
    from textual._styles_cache import StylesCache
    from textual.app import App
    from textual.color import Color
    from textual.events import Key
    from textual.geometry import Region
    from textual.message_pump import MessagePump
    from textual.screen import Screen
    from textual.strip import Strip
    from textual.style import Style
    from textual.widget import Widget

# What Textual reads once, when it is imported.
_WANTED = {
    "TEXTUAL_FPS": "120",  # a held key at 45 Hz is painted in 3 ms instead of 14
    "TEXTUAL_ANIMATIONS": "none",
    "TEXTUAL_SMOOTH_SCROLL": "0",  # rows, not pixels: half a row cannot be drawn
}
_DEFAULTS = {
    "ESCDELAY": "50",  # ms until a lone escape counts as the key; longer lines may say so in the environment
}
_UNWANTED = (
    "PYTHONUNBUFFERED",  # three writes a key instead of one
    "TEXTUAL_DRIVER",  # imports the module it names
    "TEXTUAL_LOG",  # writes to the file it names
    "TEXTUAL_DEBUG",
    "TEXTUAL_DEVTOOLS_HOST",
    "TEXTUAL_DEVTOOLS_PORT",
    "TEXTUAL_FILTERS",
    "TEXTUAL_PRESS",  # presses keys by itself
    "TEXTUAL_SCREENSHOT",  # writes files
    "TEXTUAL_SCREENSHOT_FILENAME",
    "TEXTUAL_SCREENSHOT_LOCATION",
    "TEXTUAL_SHOW_RETURN",
    "TEXTUAL_ALLOW_SIGNALS",
)

# What Textual names and a console never makes: its own palette of commands, with the fields, lists, trees and buttons
# that it is made of; what it tells at the screen's edge; what it shows its colors with. Each with the names that are
# asked of it.
UNUSED = {
    "textual.command": (
        "CommandListItem", "CommandPalette", "DiscoveryHit", "Hit", "Hits", "Provider", "SimpleProvider",
    ),
    "textual.widgets._toast": ("ToastRack",),
    "textual.widgets._tooltip": ("Tooltip",),
    "rich.table": ("Table",),
}  # fmt: skip


def prepare_environment(environ: MutableMapping[str, str]) -> None:
    """Set what Textual should find and remove what could load code, write files or slow the console down.

    In: the environment (`os.environ`), changed in place. To be called before Textual is imported. What NO_COLOR means
    is left to the app, but an empty one means nothing (no-color.org).
    """
    environ["TEXTUAL_COLOR_SYSTEM"] = color_system(environ)
    if not environ.get("NO_COLOR"):
        environ.pop("NO_COLOR", None)
    environ.update(_WANTED)
    for name, value in _DEFAULTS.items():
        environ.setdefault(name, value)
    for name in _UNWANTED:
        environ.pop(name, None)


@contextmanager
def without_the_unused() -> Iterator[None]:
    """While Textual loads in this, empty classes stand for what a console never makes, and asyncio finds no TLS, which
    the console's event loop never speaks: a tenth of a start, and 6 MiB. Whoever asks for it later has it."""
    stands_in: dict[str, ModuleType | None] = {}
    if "textual.app" not in sys.modules:
        stands_in = {name: _empty(name, classes) for name, classes in UNUSED.items()}
    if "asyncio" not in sys.modules:
        stands_in["ssl"] = None  # as where Python was built without it
    given = {name: each for name, each in stands_in.items() if name not in sys.modules}
    modules = cast("dict[str, ModuleType | None]", sys.modules)
    modules.update(given)
    try:
        yield
    finally:
        for name in given:
            del modules[name]
        if given and "textual.widgets" in modules:  # it keeps what was asked of it
            vars(modules["textual.widgets"])["_WIDGETS_LAZY_LOADING_CACHE"].pop("Tooltip", None)


def _empty(name: str, classes: tuple[str, ...]) -> ModuleType:
    module = ModuleType(name)
    vars(module).update({each: type(each, (), {}) for each in classes})
    return module


def apply() -> None:
    """Put our driver, writer and timers in the place of Textual's, once before the app runs."""
    from textual import _styles_cache, message_pump
    from textual.drivers import linux_driver

    from industrack_tui.terminal.driver import ConsoleDriver
    from industrack_tui.terminal.timers import SureTimer
    from industrack_tui.terminal.writer import TerminalWriter

    replaced = (
        (linux_driver, "LinuxDriver", ConsoleDriver), (linux_driver, "WriterThread", TerminalWriter),
        (message_pump, "Timer", SureTimer), (_styles_cache.StylesCache, "get_inner_outer", grounds()),
    )  # fmt: skip
    for module, name, ours in replaced:
        setattr(module, name, ours)


def begin_in(app: "App[Any]", theme: str) -> None:
    """Have an app that does not run yet wear a theme from its first frame on. Where it is set as any other, Textual
    parses all style sheets twice: for a theme of its own, and then for that one."""
    from textual.app import App

    app._disable_tooltips = app._disable_notifications = True
    app.set_reactive(App.theme, theme)
    is_dark = app.current_theme.dark
    app.set_class(is_dark, "-dark-mode", update=False)
    app.set_class(not is_dark, "-light-mode", update=False)
    app._refresh_truecolor_filter(app.ansi_theme)
    app.stylesheet.set_variables(app.get_css_variables())


def grounds() -> "Callable[[StylesCache, Color, Color], tuple[Style, Style]]":
    """What makes the two grounds of a pane, remembered by their colors. Textual remembers them by pane as well: of a
    thousand that were closed each is held with all its lines, which is 100 MiB at the end of a day."""
    from textual._styles_cache import StylesCache

    theirs = StylesCache.get_inner_outer
    if not hasattr(theirs, "__wrapped__"):
        return theirs  # ours already
    made = lru_cache(64)(partial(theirs.__wrapped__, None))
    return lambda _, base, background: made(base, background)


# -- what Textual keeps to itself ----------------------------------------------------------------

Layout: TypeAlias = "Mapping[Widget, tuple[Region, Region]]"
"""Widgets in sight, from front to back: where each is, and what of the screen it is cut to."""


def screen_layout(screen: "Screen[Any]") -> Layout:
    """How a screen is laid out; another object as soon as it was laid out anew."""
    return screen._compositor.visible_widgets


def picture_of(screen: "Screen[Any]") -> "list[Strip]":
    """The lines of a screen, as they were painted; what is to be drawn again is."""
    return screen._compositor.render_strips()


def is_due(screen: "Screen[object]") -> bool:
    """Whether a screen is to be laid out, or to call what waits for that."""
    return screen._layout_required or screen._scroll_required or screen._recompose_required or bool(screen._callbacks)


def lay_out_now(screen: "Screen[object]") -> None:
    """Lay a screen out and paint it now, as far as it is due, and not at the next tick of its timer."""
    with screen._context():
        screen._on_timer_update()


def forget_dirty(screen: "Screen[object]") -> None:
    """What of a screen was to be painted again is not any more."""
    screen._compositor._dirty_regions.clear()
    screen._dirty_widgets.clear()
    if screen._repaint_required:
        screen._repaint_required = False


def answered(pane: "Widget", event: "Key") -> bool:
    """Have a pane do at once what a key means there; whether it means anything. Panes stop the keys that they answer,
    and do nothing with any other."""
    on_key = getattr(pane, "on_key", None)
    if on_key is None:
        return False
    with pane._context():
        on_key(event)
    return event._stop_propagation


def rests(pump: "MessagePump") -> bool:
    """Whether a pump has done all that came to it, and waits for its next message; so does one that is closed.

    A pump that works on a message, or is not mounted yet, does not wait at its queue.
    """
    if pump._closing or pump._closed:
        return True
    waits = bool(pump._message_queue.ready_event._waiters)
    return waits and not pump.message_queue_size and not pump._next_callbacks
