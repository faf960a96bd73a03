"""`industrack field ...`: the gateway, found by its name; the console knows nothing else of it."""

import argparse
import os
from collections.abc import Callable
from datetime import datetime
from importlib.metadata import entry_points

from industrack_core.domain.errors import UsageError
from industrack_tui.start import clock_of, config_file, database_url, settings_of


def run_field(given: argparse.Namespace) -> int:
    """Find the gateway, and let it. Raises UsageError where it is not installed."""
    found = entry_points(group="industrack.commands", name="field")
    if not found:
        raise UsageError("industrack field is not installed: pip install 'industrack[field]'.")
    (entry,) = found
    if given.field == "simulate":
        if hasattr(given, "db"):
            raise UsageError("industrack field simulate plays on the demo alone: leave out --db.")
        given.demo = True
    url, _ = database_url(given, os.environ, settings_of(given))
    return int(entry.load()(given, url, _clock(given), config_file(given).parent))


def _clock(given: argparse.Namespace) -> Callable[[], datetime]:
    """The command's clock; of a day that is played, one that runs as that of a live demo."""
    clock = clock_of(os.environ)
    if given.field != "simulate":
        return clock
    from industrack_tui.cli.live_day import live_clock

    return live_clock(clock(), given.speed)
