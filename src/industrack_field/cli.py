"""`industrack field ...`: what the parser of the command line finds as an entry point of `industrack.commands`."""

import argparse
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from pathlib import Path

from industrack_core.domain.errors import UsageError

_RUN = {
    "serve": "serve_command:serve_phones",
    "pair": "device_commands:pair_phone",
    "devices": "device_commands:list_devices",
    "simulate": "simulate_command:simulate",
    "signout": "device_commands:sign_out",
}
_NEEDED = ("anyio", "h11", "segno", "starlette", "uvicorn")


def run_wanted(given: argparse.Namespace, url: str, clock: Callable[[], datetime], folder: Path) -> int:
    """Do a command on the database at `url`; `clock` answers aware UTC, `folder` is where the settings lie. Answers
    the exit code. Raises UsageError, as where the extra is not installed, and the DatabaseError tree."""
    module, _, name = _RUN[given.field].partition(":")
    try:
        command = getattr(import_module(f"industrack_field.{module}"), name)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _NEEDED:
            raise
        told = "industrack field needs the extra field: pip install 'industrack[field]'."
        raise UsageError(told) from error
    return int(command(given, url, clock, folder))
