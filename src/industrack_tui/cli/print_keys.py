"""`industrack keys`: which key does what for this person, and what is wrong with the keys in the settings."""

import argparse
from dataclasses import replace

from industrack_core.domain.errors import UsageError
from industrack_tui.commands.key_map import PRESETS, key_map, printed
from industrack_tui.start import settings_of


def print_keys(given: argparse.Namespace) -> int:
    """Print the keys that the console would have; answers 0. Raises UsageError for a preset that is not there."""
    own = settings_of(given).keys
    if given.preset is not None:
        if given.preset not in PRESETS:
            raise UsageError(f"There is no preset {given.preset}; there are {', '.join(PRESETS)}.")
        own = replace(own, preset=given.preset)
    for line in printed(key_map(own)):
        print(line)
    return 0
