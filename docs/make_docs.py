"""Writes what in docs/ comes from the program itself: the manual's page, the key reference, pictures of the demo.

Run by `make docs`. The pictures are of one fixed moment, so that they change only when the console does.
"""

import asyncio
import os
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from industrack_core.domain.records.settings import BaseRole
from industrack_core.domain.rights import BASE_RIGHTS, Right
from industrack_tui.commands.board import COMMANDS
from industrack_tui.commands.command import Command, Pane
from industrack_tui.commands.forms import FIELD_KEYS, FORM_KEYS
from industrack_tui.commands.key_names import key_text
from industrack_tui.commands.lists import LIST_COMMANDS
from industrack_tui.commands.rows import ROW_COMMANDS
from industrack_tui.terminal.compat import prepare_environment

if TYPE_CHECKING:
    from textual.pilot import Pilot

DOCS = Path(__file__).parent
PICTURES = DOCS / "pictures"
MOMENT = datetime(2026, 11, 23, 15, 37, tzinfo=UTC)
"""Half past ten on a Monday where the demo company works: jobs done, under way, late and to come."""

_HEAD = """# Keys

Written by `make docs` from the program's one table of commands
([commands/](../src/industrack_tui/commands)).
`?` shows the same inside the program, the keys of the focused pane first; `ctrl+p` finds commands by their names.
Capital letters are typed with shift. These are the usual keys; keys of your own are set by a command's name, as the
[README](../README.md#settings) says, and `industrack keys` prints yours.
"""
_ROLES_HEAD = """# Keys by role

Written by `make docs` from the program's one table of commands and the rights of the three built-in roles. Without the
right a key says whose role may not, and does nothing. What a record takes is asked again when it is saved, whatever
key, form or import brought it: [office.md](office.md#who-may-what).

| keys | in | command | takes the right to | viewer | dispatcher | admin |
|---|---|---|---|---|---|---|"""
_TITLES = {Pane.ANY: "Anywhere", Pane.BOARD: "On the board", Pane.QUEUE: "In the queue"}


_LISTS = {
    "estimate": "Estimates", "customer": "Customers", "location": "a customer's locations",
    "inventory_item": "Inventory", "purchase_order": "Purchase orders", "job": "the Jobs queue",
    "employee": "Employees", "office_user": "Users", "deletion": "Deleted", "log": "the Log",
    "form": "Forms", "report": "Reports",
}  # fmt: skip
"""Lists that have commands of their own, as people call them."""


class Picture(NamedTuple):
    """One picture: its file's name, the terminal's size in cells, and the keys pressed before it is taken."""

    name: str
    width: int
    height: int
    keys: Sequence[str] = ()


IN_A_FREE_CELL = ("down", "down", "down", "down", "down", "home", "enter")
PICTURED = (
    Picture("board", 140, 26),
    Picture("carry", 140, 26, (*["w"] * 5, "m", "down", "right", "right", "right", "right")),
    Picture("week", 140, 26, ("v", "w")),
    Picture("job-form", 120, 26, (*IN_A_FREE_CELL, *"prosp", "enter", *"Filter change", "tab")),
    Picture("job-items", 120, 26, (*["w"] * 5, "enter", "f8")),
    Picture("estimates", 120, 26, ("g", "e", "down", "down")),
    Picture("estimate", 120, 26, ("g", "e", "right", "right", "enter", "f6")),
    Picture("customer", 120, 26, ("g", "c", "enter")),
)


def keys_page() -> str:
    """The key reference as Markdown."""
    parts = [_HEAD]
    for pane, title in _TITLES.items():
        parts.append(_section(title, [command for command in COMMANDS if command.pane is pane]))
    parts.append(_section("In the job form", (*FORM_KEYS, *FIELD_KEYS)))
    parts.append(_section("In every list", LIST_COMMANDS))
    parts += [_section(f"In {_LISTS.get(name, name)}", commands) for name, commands in ROW_COMMANDS.items()]
    return "\n".join(parts)


def roles_page() -> str:
    """The keys that take a right, and which of the three roles have it, as Markdown."""
    lists = [(_LISTS.get(name, name), each) for name, commands in ROW_COMMANDS.items() for each in commands]
    commands = [*(("", each) for each in COMMANDS), *(("every list", each) for each in LIST_COMMANDS), *lists]
    rows = [
        f"| {_keys(each)} | {where} | {each.label} | {Right(each.right).deed} | "
        + " | ".join("yes" if each.right in BASE_RIGHTS[role] else "" for role in BaseRole)
        + " |"
        for where, each in commands
        if each.right
    ]
    return "\n".join([_ROLES_HEAD, *rows, ""])


def _section(title: str, commands: Sequence[Command]) -> str:
    rows = [f"| {_keys(command)} | {command.label} | {command.help} | `{command.id}` |" for command in commands]
    return "\n".join([f"## {title}", "", "| keys | command | what it does | name |", "|---|---|---|---|", *rows, ""])


def _keys(command: Command) -> str:
    """A command without a key of its own is run by its name."""
    return " ".join(f"`{key_text(key)}`" for key in command.usual_keys) or "`ctrl+p`, then its name"


_FONTS = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
"""The export names fonts on a server; a picture of ours asks nobody for anything."""


async def take(picture: Picture, database: Path) -> str:
    """The picture as SVG, of a fresh demo company in a file that is not there yet."""
    from industrack_tui.app import ConsoleApp
    from industrack_tui.cli.console import found_demo
    from industrack_tui.settings import Settings
    from industrack_tui.start import Start

    settings = Settings(theme="dark", glyphs="unicode")
    app = ConsoleApp(Start(str(database), True, False, found_demo, settings, lambda: MOMENT, "ana"))
    try:
        async with app.run_test(size=(picture.width, picture.height)) as pilot:
            await _settled(pilot)
            for key in picture.keys:
                await pilot.press(key)
                await _settled(pilot)
            return _FONTS.sub("", app.export_screenshot(title="IndusTrack"))
    finally:
        app.bridge.close()


async def _settled(pilot: "Pilot[int]") -> None:
    """Wait until every screen has read and painted what it was asked for."""
    from industrack_tui.board.screen import ScheduleScreen

    while True:
        await pilot.pause()
        screens = pilot.app.screen_stack
        schedules = [screen for screen in screens if isinstance(screen, ScheduleScreen)]
        idle = all(getattr(screen, "is_idle", True) for screen in screens if screen not in schedules)
        if idle and all(each.office and each.is_settled for each in schedules):
            await pilot.pause()
            return


def man_page() -> str:
    """The page for `man industrack`, made from the parser."""
    from argparse_manpage.manpage import Manpage

    from industrack_tui.cli.options import parser

    os.environ["COLUMNS"] = "80"  # what the parser breaks its lines by
    _, _, body = str(Manpage(parser())).partition("\n")  # the first line has a date, which says nothing
    return '.TH INDUSTRACK "1" "" "industrack" "Dispatch console"\n' + body


def main() -> None:
    """Write the manual's page, the key reference and all pictures."""
    (DOCS / "industrack.1").write_text(man_page(), encoding="utf-8")
    # pictures are of a terminal with all colors, whatever they are made in
    os.environ |= {"COLORTERM": "truecolor", "TERM": "xterm-256color"}
    os.environ.pop("NO_COLOR", None)
    prepare_environment(os.environ)
    (DOCS / "keys.md").write_text(keys_page(), encoding="utf-8")
    (DOCS / "roles.md").write_text(roles_page(), encoding="utf-8")
    PICTURES.mkdir(exist_ok=True)
    for picture in PICTURED:
        with TemporaryDirectory() as directory:
            svg = asyncio.run(take(picture, Path(directory, "demo.sqlite")))
        (PICTURES / f"{picture.name}.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
