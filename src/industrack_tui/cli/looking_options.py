"""Options of what looks at the office and changes nothing: what was done, and who is here."""

import argparse
from typing import TypeVar

P = TypeVar("P", bound=argparse.ArgumentParser)


def add_looking(commands: "argparse._SubParsersAction[P]", common: P) -> None:
    """`log` and `here`."""
    _add_log(commands, common)
    here = commands.add_parser("here", parents=[common], help="print who has the company open in a console now")
    here.add_argument("--json", action="store_true", help="one JSON object a line")


def _add_log(commands: "argparse._SubParsersAction[P]", common: P) -> None:
    words = "print what was done, by whom and when, the newest first"
    log = commands.add_parser("log", parents=[common], help=words)
    log.add_argument("--job", metavar="N", help="only what changed the job with this number")
    log.add_argument("--kind", metavar="K", help="only what changed one record: its kind, as customer, and its --id")
    log.add_argument("--id", metavar="N", type=int, help="the record's id, as --json tells it")
    log.add_argument("--by", metavar="NAME", help="only what this person did; the beginning of the name will do")
    log.add_argument("--act", metavar="A", help="only acts of this name, as --json tells it")
    ways = ("console", "command", "import", "gateway")
    log.add_argument("--via", metavar="V", choices=ways, help=f"only what came by it: {', '.join(ways)}")
    log.add_argument("--act-id", metavar="X", help="only the act with this id, as a command tells it that ends with 3")
    log.add_argument("--since", metavar="T", help="from this moment on: 9:40, yesterday, 20 nov 14:00")
    log.add_argument("--until", metavar="T", help="up to this moment, or to the end of this day")
    log.add_argument("--limit", metavar="N", type=int, default=100, help="how many acts at most (100)")
    log.add_argument("--changes", action="store_true", help="with what each act changed, before and after")
    log.add_argument("--json", action="store_true", help="one JSON object a line")
