"""The command line: `--help` and `--version` load neither the console nor the store."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

FAILED, WRONG_USAGE, INTERRUPTED = 1, 2, 130


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, and where help is. Options are written out: a script never guesses."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_USAGE, f"{self.prog}: {message}. See {self.prog} --help.\n")


def _common() -> Parser:
    """Options that may stand before the command and after it."""
    common = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--db", metavar="URL", help="database: sqlite:///FILE, postgresql://HOST/NAME or a file")
    common.add_argument("--readonly", action="store_true", help="change nothing")
    return common


def parser() -> Parser:
    """All commands and options."""
    common = _common()
    top = Parser(
        prog="industrack",
        parents=[common],
        description="Dispatch console for field-service scheduling. Without a command: opens the console.",
    )
    top.add_argument("--version", action="store_true", help="print the version")
    top.add_argument("--health", action="store_true", help="print paths, terminal, colors and database state")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    demo = commands.add_parser("demo", parents=[common], help="open the console on an invented company")
    demo.add_argument("--fresh", action="store_true", help="make the demo company anew")
    _add_import(commands, common)
    _add_scripts(commands, common)
    return top


def _add_import(commands: "argparse._SubParsersAction[Parser]", common: Parser) -> None:
    importing = commands.add_parser("import", help="bring records in from files")
    kinds = importing.add_subparsers(dest="kind", metavar="KIND", required=True)
    jobs = kinds.add_parser("jobs", parents=[common], help="jobs from a CSV file")
    jobs.add_argument("file", metavar="FILE", help="the CSV file")
    jobs.add_argument("--map", required=True, metavar="MAP", help="which column feeds which field: a file, or nyc311")
    jobs.add_argument("--dry-run", action="store_true", help="say what would be imported, and write nothing")
    jobs.add_argument("--strict", action="store_true", help="all rows or none")


def _add_scripts(commands: "argparse._SubParsersAction[Parser]", common: Parser) -> None:
    board = commands.add_parser("board", parents=[common], help="print the board as text")
    board.add_argument("--plain", action="store_true", help="as text (there is no other form)")
    board.add_argument("--date", metavar="D", default="today", help="first day: today, tomorrow, mon, 2026-11-24")
    board.add_argument("--days", metavar="N", type=int, default=1, help="how many days (1 to 31)")
    board.add_argument("--width", metavar="W", type=int, help="characters in a line")
    jobs = commands.add_parser("jobs", parents=[common], help="list scheduled jobs")
    jobs.add_argument("--json", action="store_true", help="one JSON document")
    jobs.add_argument("--from", metavar="D", dest="first_day", help="first day")
    jobs.add_argument("--to", metavar="D", dest="last_day", help="last day, included")
    queue = commands.add_parser("queue", parents=[common], help="list the unassigned queue")
    queue.add_argument("--json", action="store_true", help="one JSON document")


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments (without the program's name) say. Answers the exit code: 0, 1 failed, 2 wrong usage."""
    try:
        given = parser().parse_args(arguments)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else FAILED
    if given.version:
        return _print_version()
    return _guarded(lambda: _dispatch(given))


def _print_version() -> int:
    from importlib.metadata import version

    print(f"industrack {version('industrack')}")
    return 0


def _dispatch(given: argparse.Namespace) -> int:
    if given.health:
        from industrack_tui.health import print_health

        return print_health(given)
    if given.command in (None, "demo"):
        from industrack_tui.cli_console import open_console, open_demo

        return open_demo(given) if given.command else open_console(given)
    if given.command == "import":
        from industrack_tui.cli_import import import_jobs_file

        return import_jobs_file(given)
    from industrack_tui.cli_scripts import print_listing

    return print_listing(given)


def _guarded(work: Callable[[], int]) -> int:
    """Run `work`; whatever goes wrong becomes one sentence and an exit code."""
    from industrack_core.domain.errors import IndustrackError, UsageError

    try:
        code = work()
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # who reads no more wants no more: and the interpreter's own flush must not complain either
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except KeyboardInterrupt:
        print("industrack: interrupted.", file=sys.stderr)
        return INTERRUPTED
    except UsageError as error:
        print(f"industrack: {error}", file=sys.stderr)
        return WRONG_USAGE
    except IndustrackError as error:
        print(f"industrack: {error}", file=sys.stderr)
        return FAILED
    except Exception as error:
        from industrack_tui.failure import log_failure

        print(f"industrack: {log_failure(error)}", file=sys.stderr)
        return FAILED
