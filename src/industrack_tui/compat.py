"""Textual as it is, made fit for a console that stays open all day: its environment, and patches with their reasons.

Importable without Textual: the environment must be ready before Textual reads it. Each patch has a test that fails
when the pinned Textual no longer needs it.
"""

import codecs
from collections.abc import Iterable, MutableMapping
from functools import partial
from typing import TYPE_CHECKING

from industrack_tui.pastes import PasteFilter

if TYPE_CHECKING:
    from textual.message import Message

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

    In: the environment (`os.environ`), changed in place. To be called before Textual is imported. NO_COLOR and the
    colour system are left to the app.
    """
    environ.update(_WANTED)
    for name, value in _DEFAULTS.items():
        environ.setdefault(name, value)
    for name in _UNWANTED:
        environ.pop(name, None)


def apply() -> None:
    """Apply every patch; to be called once before the app runs. Calling it again changes nothing."""
    _keep_reading_after_bad_bytes()
    _keep_pastes_in_order()


def _keep_reading_after_bad_bytes() -> None:
    """One byte that is no UTF-8 (a Latin-1 terminal, line noise) ends Textual's input thread, and the app with it.

    Such a byte becomes U+FFFD instead. Source: Textual issue 6456, open in 8.2.8.
    """
    from textual.drivers import linux_driver, linux_inline_driver

    for module in (linux_driver, linux_inline_driver):
        setattr(module, "getincrementaldecoder", _forgiving_decoder)  # noqa: B010 (not exported by name)


def _forgiving_decoder(encoding: str) -> partial[codecs.IncrementalDecoder]:
    return partial(codecs.getincrementaldecoder(encoding), errors="replace")


def _keep_pastes_in_order() -> None:
    """An escape inside a bracketed paste makes keys of what follows it, and these come before the paste.

    Pastes are cleaned before Textual's parser sees them. Found in Textual 8.2.8.
    """
    from textual._xterm_parser import XTermParser
    from textual.drivers import linux_driver, linux_inline_driver

    class PasteCleaningParser(XTermParser):
        """Textual's parser of a terminal's input, with `PasteFilter` before it."""

        def __init__(self, debug: bool = False) -> None:
            super().__init__(debug)
            self._pastes = PasteFilter()

        def feed(self, data: str) -> "Iterable[Message]":
            passed = self._pastes.passed(data)
            # an empty piece would be the end of the input
            return super().feed(passed) if passed or not data else ()

    for module in (linux_driver, linux_inline_driver):
        setattr(module, "XTermParser", PasteCleaningParser)  # noqa: B010 (not exported by name)
