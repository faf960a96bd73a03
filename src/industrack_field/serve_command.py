"""`industrack field serve`."""

import argparse
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from industrack_field.app import application
from industrack_field.serving import Reached, run_server
from industrack_field.shell import read_shell


def serve_phones(given: argparse.Namespace, url: str, clock: Callable[[], datetime], folder: Path) -> int:
    """Serve until it is interrupted; answers the exit code. Raises UsageError and the DatabaseError tree."""
    place = Reached(given.host, given.port, _path(given.certfile), _path(given.keyfile), given.behind_proxy)
    place.check()
    return run_server(application(read_shell()), place)


def _path(given: str | None) -> Path | None:
    return None if given is None else Path(given).expanduser()
