"""Textual as it is, made fit for a console that stays open all day: its environment, and its driver.

Importable without Textual: the environment must be ready before Textual reads it. What stands in
terminal.py has tests that fail when the pinned Textual no longer needs it.
"""

from collections.abc import MutableMapping

from industrack_tui.surroundings import color_system

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


def apply() -> None:
    """Put our driver, writer and timers in the place of Textual's, once before the app runs."""
    from textual import message_pump
    from textual.drivers import linux_driver

    from industrack_tui.terminal.driver import ConsoleDriver, TerminalWriter
    from industrack_tui.terminal.timers import SureTimer

    replaced = (
        (linux_driver, "LinuxDriver", ConsoleDriver), (linux_driver, "WriterThread", TerminalWriter),
        (message_pump, "Timer", SureTimer),
    )  # fmt: skip
    for module, name, ours in replaced:
        setattr(module, name, ours)
