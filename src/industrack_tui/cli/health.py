"""`--health`: where everything is and whether it can work, for a person and for a bug report."""

import argparse
import os
import platform
import shutil
import sys
from collections.abc import Mapping
from importlib.metadata import version

from industrack_core.desk.health import describe
from industrack_core.domain.errors import UsageError
from industrack_tui.cli import program
from industrack_tui.cli.entering import server_database
from industrack_tui.cli.guarding import say
from industrack_tui.glyphs import glyphs_for, legend
from industrack_tui.settings import Settings
from industrack_tui.start import config_file, database_url, log_file, settings_of
from industrack_tui.surroundings import FEW, MILLIONS, PALETTE, color_count, locale_name, shows_utf8

Facts = list[tuple[str, str]]


def print_health(given: argparse.Namespace) -> int:
    """Print what there is to say; answers 0 when the console could work, else 1."""
    usable, settings, facts = _settings_facts(given)
    url, source = database_url(given, os.environ, settings)
    database_usable, database = describe(url)
    facts += [*_program(), *_terminal(settings), *database, ("Chosen by", _chooser(url, source))]
    width = max(len(name) for name, _ in facts)
    for name, text in facts:
        say(f"{name:<{width}}  {text}")
    return 0 if usable and database_usable else 1


def _chooser(url: str, source: str) -> str:
    """Who says which database: the server's file has said so by the variable."""
    file = program.SERVER_FILE
    return file if source == "INDUSTRACK_DB" and url == server_database(file) else source


def _settings_facts(given: argparse.Namespace) -> tuple[bool, Settings, Facts]:
    path = config_file(given)
    try:
        settings = settings_of(given)
    except UsageError as error:
        return False, Settings(), [("Config", str(error)), ("Log", str(log_file()))]
    there = "" if path.exists() else " (none: defaults)"
    told = _told_of_keys(settings)
    return True, settings, [("Config", f"{path}{there}"), *(("Keys", each) for each in told), ("Log", str(log_file()))]


def _told_of_keys(settings: Settings) -> tuple[str, ...]:
    if not settings.keys:
        return ()
    from industrack_tui.commands.key_map import key_map

    return key_map(settings.keys).told or ("own",)


def _program() -> Facts:
    return [
        ("Program", f"industrack {version('industrack')}"),
        ("Python", f"{platform.python_version()} ({sys.executable})"),
        ("Platform", platform.platform()),
        ("Textual", version("textual")),
    ]


def _terminal(settings: Settings) -> Facts:
    environ = os.environ
    glyphs = glyphs_for(settings.glyphs)
    said = [mark for mark, _ in legend(glyphs, phones=True)]
    drawn = [glyphs.below, glyphs.closes, glyphs.load, glyphs.tail, *glyphs.steps.strip()]
    marks = "".join(dict.fromkeys([*said, *drawn]))
    size = shutil.get_terminal_size()
    ends = ", ".join(f"{name} {'yes' if os.isatty(end) else 'no'}" for end, name in enumerate(("input", "output")))
    return [
        ("TERM", environ.get("TERM") or "not set"),
        ("COLORTERM", environ.get("COLORTERM") or "not set"),
        ("Terminal", f"{ends}, {size.columns}x{size.lines}"),
        ("Colors", color_depth()),
        ("Locale", f"{locale_name()} ({'UTF-8' if shows_utf8() else 'no UTF-8'})"),
        ("Glyphs", f"{glyphs.name} ({settings.glyphs})"),
        ("Marks", f"{marks}|"),
        ("", f"{'-' * len(marks)}|  the bars are one line where every mark takes one cell"),
    ]


def color_depth(environ: Mapping[str, str] = os.environ) -> str:
    """The colors that the console draws with."""
    if environ.get("NO_COLOR"):
        return "none (NO_COLOR)"
    return {0: "none", FEW: "16", PALETTE: "256", MILLIONS: "16 million"}[color_count(environ)]
