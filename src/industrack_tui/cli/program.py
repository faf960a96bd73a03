"""The command line: `--help` and `--version` load neither the console nor the store, a console no argparse."""

import gc
import os
from collections.abc import Sequence
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from industrack_tui.cli.guarding import FAILED, in_one_sentence
from industrack_tui.late import late

if TYPE_CHECKING:
    import argparse

    from industrack_tui.cli.restricted import Restricted

SERVER_FILE = "/etc/industrack/server.toml"
"""What whoever keeps a server decides, and no user can undo."""
_RUN = {
    "health": "cli.health:print_health",
    "console": "cli.console:open_console",
    "demo": "cli.console:open_demo",
    "new": "cli.new:found",
    "import": "cli.import_files:import_file",
    "export": "cli.export:export",
    "print": "cli.print_papers:print_asked",
    "board": "cli.past:print_any_board",
    "jobs": "cli.scripts:print_listing",
    "queue": "cli.scripts:print_listing",
    "report": "cli.report:print_report",
    "log": "cli.log:print_log",
    "here": "cli.here:print_here",
    "role": "cli.roles:change_role",
    "admin": "cli.admin:appoint_admin",
    "grant": "cli.grant:grant",
    "upgrade": "cli.upkeep:upgrade",
    "check": "cli.upkeep:check",
    "backup": "cli.keeping:back_up_company",
    "restore": "cli.keeping:restore_company",
    "copy": "cli.moving:copy_company",
    "archive": "cli.archiving:archive_company",
    "serve": "cli.serve:serve",
    "field": "cli.field:run_field",
    "keys": "cli.print_keys:print_keys",
    "completion": "cli.completion:print_completion",
}
"""Which function of which module, loaded when asked for, does a command."""


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments (without the program's name) say. Answers the exit code: 0, 1 failed, 2 wrong usage."""
    return in_one_sentence(lambda: _run(arguments))


def _run(arguments: Sequence[str]) -> int:
    if "--restricted" in arguments or os.path.lexists(SERVER_FILE):
        gc.enable()
        from industrack_tui.cli.entering import enter

        return enter(arguments, SERVER_FILE, _do)
    return _do(arguments, None)


def _do(arguments: Sequence[str], restricted: "Restricted | None") -> int:
    given = plain_console(arguments)
    if given is None:
        gc.enable()  # a console looks for garbage once it is loaded; all else from here on
        from industrack_tui.cli.options import parser

        try:
            given = parser().parse_args(arguments)
        except SystemExit as ended:
            return ended.code if isinstance(ended.code, int) else FAILED
        if hasattr(given, "as"):
            from industrack_core.domain.errors import UsageError

            raise UsageError("--as counts only for a restricted console, whose forced command says it: --restricted.")
    given.restriction = restricted
    return _print_version() if given.version else _dispatch(given)


def plain_console(arguments: Sequence[str]) -> "argparse.Namespace | None":
    """What the parser makes of arguments that open a console and name a database, a config file or neither, without
    loading it, which is a tenth of a start; None for all others."""
    given: dict[str, object] = {"version": False, "health": False, "command": None}
    rest = list(arguments)
    while rest:
        option, equals, value = rest.pop(0).partition("=")
        if option in ("--demo", "--readonly") and not equals:
            given[option[2:]] = True
        elif option in ("--db", "--config") and (equals or (rest and rest[0][:1] not in ("", "-"))):
            given[option[2:]] = value if equals else rest.pop(0)
        else:
            return None
    return cast("argparse.Namespace", SimpleNamespace(**given))


def _print_version() -> int:
    from industrack_tui.version import program_version

    print(f"industrack {program_version()}")
    return 0


def _dispatch(given: "argparse.Namespace") -> int:
    """Load what does the command, and let it."""
    return int(late(_RUN[_asked(given)])(given))


def _asked(given: "argparse.Namespace") -> str:
    if given.health:
        return "health"
    return given.command or ("demo" if hasattr(given, "demo") else "console")
