"""The options of `industrack field`, which stand here so that nothing of the gateway is loaded to show them."""

import argparse
from typing import Any


def add_field(commands: Any, common: argparse.ArgumentParser) -> None:
    """Add the command to those of the parser."""
    words = "technicians' phones: the gateway and its devices"
    field = commands.add_parser("field", parents=[common], help=words)
    deeds = field.add_subparsers(dest="field", metavar="WHAT", required=True)
    serving = deeds.add_parser("serve", parents=[common], help="serve the page and what the phones send and fetch")
    serving.add_argument("--host", metavar="H", default="127.0.0.1", help="address to be reached at (127.0.0.1)")
    serving.add_argument("--port", metavar="N", type=int, default=8460, help="port to be reached at (8460; 0: any)")
    serving.add_argument("--certfile", metavar="F", help="certificate for TLS, with its chain, as PEM")
    serving.add_argument("--keyfile", metavar="F", help="the certificate's key, as PEM")
    serving.add_argument("--behind-proxy", action="store_true", help="a server with TLS on this machine is before it")
