"""`industrack field serve`."""

import argparse
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from industrack_core.desk.field.field_desk import open_field_desk
from industrack_core.domain.text.text import typed_path
from industrack_field.app import application
from industrack_field.field_file import read_field_file
from industrack_field.gateway import gateway_of
from industrack_field.serving import Reached, run_server
from industrack_field.shell import read_shell


def serve_phones(given: argparse.Namespace, url: str, clock: Callable[[], datetime], folder: Path) -> int:
    """Serve until it is interrupted; answers the exit code. Raises UsageError and the DatabaseError tree."""
    place = Reached(given.host, given.port, _path(given.certfile), _path(given.keyfile), given.behind_proxy)
    place.check()
    with closing(open_field_desk(url, clock=clock)) as desk:
        gateway = gateway_of(desk, read_field_file(folder))
        app = application(read_shell(), gateway, version("industrack"))
        return run_server(app, place, gateway.poking.end_streams)


def _path(given: str | None) -> Path | None:
    return None if given is None else typed_path(given)
