"""`industrack field ...`: the gateway, found by its name; the console knows nothing else of it."""

import argparse
import os
from importlib.metadata import entry_points

from industrack_core.domain.errors import UsageError
from industrack_tui.start import clock_of, config_file, database_url, settings_of


def run_field(given: argparse.Namespace) -> int:
    """Find the gateway, and let it. Raises UsageError where it is not installed."""
    found = entry_points(group="industrack.commands", name="field")
    if not found:
        raise UsageError("industrack field is not installed: pip install 'industrack[field]'.")
    (entry,) = found
    url, _ = database_url(given, os.environ, settings_of(given))
    return int(entry.load()(given, url, clock_of(os.environ), config_file(given).parent))
