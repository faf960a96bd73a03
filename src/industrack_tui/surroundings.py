"""What the environment says of the terminal: how many colors it has, and whether it shows UTF-8.

Loads neither console nor store. Everything is asked in one place, so that what `--health` tells is what is done.
"""

import os
from collections.abc import Mapping
from pathlib import Path

MILLIONS, PALETTE, FEW = 1 << 24, 256, 16
"""24 bits, 256 colors, and what is taken for granted where nothing is known."""

_CHOSEN = {"truecolor": MILLIONS, "256": PALETTE, "standard": FEW}
"""TEXTUAL_COLOR_SYSTEM, by which a person may overrule the rest."""
_SINCE_LONG_AGO = ("256color", "alacritty", "contour", "foot", "ghostty", "iterm", "kitty", "konsole", "rio", "wezterm")
"""Parts of the names of terminals with 256 colors at least, for machines whose terminfo does not know them."""


def can_draw(environ: Mapping[str, str]) -> bool:
    """Whether TERM names a terminal whose cursor can be moved."""
    return environ.get("TERM", "").lower() not in ("", "dumb", "unknown")


def color_count(environ: Mapping[str, str] = os.environ) -> int:
    """Colors of the terminal: 0 where none can be drawn, else FEW, PALETTE or MILLIONS. NO_COLOR is not its subject.

    COLORTERM promises millions; without it (SSH drops it) terminfo is asked, and the terminal's name.
    """
    if not can_draw(environ):
        return 0
    if environ.get("TEXTUAL_COLOR_SYSTEM") in _CHOSEN:
        return _CHOSEN[environ["TEXTUAL_COLOR_SYSTEM"]]
    if environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return MILLIONS
    term = environ["TERM"].lower()
    told = PALETTE if any(part in term for part in _SINCE_LONG_AGO) else FEW
    told = MILLIONS if term.endswith("-direct") else told
    known = told if told > FEW else _terminfo_colors(environ["TERM"])
    return MILLIONS if known >= MILLIONS else PALETTE if known >= PALETTE else FEW


def drawn_colors(environ: Mapping[str, str] = os.environ) -> int:
    """How many colors the toolkit was told to draw with: FEW, PALETTE or MILLIONS; where nobody told it, MILLIONS."""
    return _CHOSEN.get(environ.get("TEXTUAL_COLOR_SYSTEM", ""), MILLIONS)


def color_system(environ: Mapping[str, str] = os.environ) -> str:
    """The same as the toolkit names it."""
    return {count: name for name, count in _CHOSEN.items()}.get(color_count(environ), "standard")


def _terminfo_colors(term: str) -> int:
    """What the terminal's description says; 0 for one that is not installed."""
    import curses

    try:
        curses.setupterm(term, 1)
        return curses.tigetnum("colors")
    except (curses.error, OSError):
        return 0


def locale_name(environ: Mapping[str, str] | None = None) -> str:
    """The locale of characters that the person's environment asks for, `C` for none.

    Python replaces a C locale by C.UTF-8 for itself, in the environment too; the terminal is still what it was, so what
    counts is what the program was started with. In: the environment as started; None reads it.
    """
    given = as_started() if environ is None else environ
    return given.get("LC_ALL") or given.get("LC_CTYPE") or given.get("LANG") or "C"


def shows_utf8(environ: Mapping[str, str] | None = None) -> bool:
    """Whether the locale of characters is one of UTF-8; `UTF-8` alone, as macOS says it, is."""
    return "utf8" in locale_name(environ).lower().replace("-", "")


def as_started(started: Path = Path("/proc/self/environ")) -> Mapping[str, str]:
    """The environment before Python changed its LC_CTYPE."""
    environ = dict(os.environ)
    try:
        entries = started.read_bytes().split(b"\0")
    except OSError:
        # no such file on this system: a C.UTF-8 that stands over no language is Python's own
        if environ.get("LC_CTYPE") in ("C.UTF-8", "C.utf8") and environ.get("LANG", "") in ("", "C", "POSIX"):
            del environ["LC_CTYPE"]
        return environ
    names = dict(entry.split(b"=", 1) for entry in entries if b"=" in entry)
    environ.pop("LC_CTYPE", None)
    if b"LC_CTYPE" in names:
        environ["LC_CTYPE"] = os.fsdecode(names[b"LC_CTYPE"])
    return environ
