"""`industrack serve`: the demo in a browser, for whoever has no terminal at hand."""

import argparse

from industrack_core.domain.errors import UsageError
from industrack_core.domain.loopback import is_loopback


def serve(given: argparse.Namespace) -> int:
    """Serve the demo until it is interrupted; answers the exit code. Raises UsageError."""
    if not is_loopback(given.host) and not given.behind_proxy:
        told = "Whoever reaches this address works here without a password"
        raise UsageError(f"{told}: put a server with TLS and a password before it, and say --behind-proxy.")
    if not 0 < given.port < 65536:
        raise UsageError("--port takes 1 to 65535.")
    if given.live and not 1 <= given.speed <= 60:
        raise UsageError("--speed takes 1 to 60.")
    try:
        from industrack_tui.cli.browser_demo import BrowserDemo
    except ModuleNotFoundError as error:
        raise UsageError("industrack serve needs the extra serve: pip install 'industrack[serve]'.") from error
    options = ("--live", "--speed", str(given.speed)) if given.live else ()
    return BrowserDemo(given.host, given.port, options, behind_proxy=given.behind_proxy).run()
