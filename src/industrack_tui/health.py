"""`--health`: where everything is and whether it can work, for a person and for a bug report."""

import argparse
import locale
import os
import platform
import shutil
import sys
from importlib.metadata import version

from industrack_core.desk.health import describe
from industrack_core.domain.errors import UsageError
from industrack_tui.glyphs import glyphs_for
from industrack_tui.settings import Settings
from industrack_tui.start import can_draw, config_file, database_url, log_file, settings_of

Facts = list[tuple[str, str]]


def print_health(given: argparse.Namespace) -> int:
    """Print what there is to say; answers 0 when the console could work, else 1."""
    usable, settings, facts = _settings_facts(given)
    url, source = database_url(getattr(given, "db", None), os.environ, settings)
    database_usable, database = describe(url)
    facts += [*_program(), *_terminal(settings), *database, ("Chosen by", source)]
    width = max(len(name) for name, _ in facts)
    for name, text in facts:
        print(f"{name:<{width}}  {text}")
    return 0 if usable and database_usable else 1


def _settings_facts(given: argparse.Namespace) -> tuple[bool, Settings, Facts]:
    path = config_file(given)
    try:
        settings = settings_of(given)
    except UsageError as error:
        return False, Settings(), [("Config", str(error)), ("Log", str(log_file()))]
    there = "" if path.exists() else " (none: defaults)"
    return True, settings, [("Config", f"{path}{there}"), ("Log", str(log_file()))]


def _program() -> Facts:
    return [
        ("Program", f"industrack {version('industrack')}"),
        ("Python", f"{platform.python_version()} ({sys.executable})"),
        ("Platform", platform.platform()),
        ("Textual", version("textual")),
    ]


def _terminal(settings: Settings) -> Facts:
    environ = os.environ
    size = shutil.get_terminal_size()
    ends = ", ".join(f"{name} {'yes' if os.isatty(end) else 'no'}" for end, name in enumerate(("input", "output")))
    return [
        ("TERM", environ.get("TERM") or "not set"),
        ("COLORTERM", environ.get("COLORTERM") or "not set"),
        ("Terminal", f"{ends}, {size.columns}x{size.lines}"),
        ("Colors", color_depth()),
        ("Locale", f"{_locale_name()} (encoding {locale.getpreferredencoding(False)})"),
        ("Glyphs", f"{glyphs_for(settings.glyphs).name} ({settings.glyphs})"),
    ]


def _locale_name() -> str:
    """What the environment asks for; Python replaces C by C.UTF-8 for itself."""
    environ = os.environ
    return environ.get("LC_ALL") or environ.get("LANG") or environ.get("LC_CTYPE") or "C"


def color_depth() -> str:
    """Colors that the environment promises, by the same signs that Rich goes by."""
    environ = os.environ
    if environ.get("NO_COLOR"):
        return "none (NO_COLOR)"
    if not can_draw(environ):
        return "none"
    if environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return "16 million"
    term = environ.get("TERM", "").lower()
    return "256" if term.endswith(("256color", "kitty")) else "16"
