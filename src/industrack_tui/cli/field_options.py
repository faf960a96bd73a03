"""The options of `industrack field`, which stand here so that nothing of the gateway is loaded to show them."""

import argparse
from typing import TypeVar

from industrack_core.domain.kinds import Kind

P = TypeVar("P", bound=argparse.ArgumentParser)


def add_field(commands: "argparse._SubParsersAction[P]", common: P) -> None:
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
    pairing = deeds.add_parser("pair", parents=[common], help="a code, and a picture of it, for an employee's phone")
    pairing.add_argument(Kind.EMPLOYEE.value, metavar="EMPLOYEE", help="whose phone, by name")
    deeds.add_parser("devices", parents=[common], help="list the phones: whose, since when, last heard of, unsent")
    leaving = deeds.add_parser("signout", parents=[common], help="take a phone's jobs from it")
    words = "its number, as industrack field devices says it"
    leaving.add_argument(Kind.DEVICE.value, metavar="DEVICE", type=int, help=words)
    leaving.add_argument("--lost", action="store_true", help="it is in wrong hands: refuse all that it sends, too")
    words = "play the demo's technicians, each with a phone, at a gateway of their own"
    playing = deeds.add_parser("simulate", parents=[common], help=words)
    playing.add_argument("--phones", metavar="N", type=int, default=14, help="how many phones (14)")
    playing.add_argument("--speed", metavar="N", type=int, default=10, help="how many times as fast: 1 to 60 (10)")
    playing.add_argument("--seed", metavar="N", type=int, default=1, help="another seed, another day (1)")
    playing.add_argument("--port", metavar="N", type=int, default=8460, help="port of their gateway (8460; 0: any)")
