"""Keys as sentences call them: whoever has chosen another reads that one."""

import re
from functools import cache

from industrack_tui.commands.board import COMMANDS
from industrack_tui.commands.command import Command
from industrack_tui.commands.forms import EVERY_FORM, FIELD_KEYS, FORM_KEYS
from industrack_tui.commands.lists import LIST_COMMANDS
from industrack_tui.commands.rows import ROW_COMMANDS

_NAMED = re.compile(r"\[([a-z_]+\.[a-z-]+)\]")


@cache
def _commands() -> dict[str, Command]:
    rows = [command for each in ROW_COMMANDS.values() for command in each]
    return {each.id: each for each in (*FORM_KEYS, *EVERY_FORM, *FIELD_KEYS, *rows, *LIST_COMMANDS, *COMMANDS)}


def key_of(command_id: str) -> str:
    """What a sentence calls the key of a command: the key that runs it now, the command's name where none does."""
    command = _commands()[command_id]
    return command.shown_key or command.label


def with_keys(sentence: str) -> str:
    """A sentence of ours with the keys of the commands that it names: `[list.add] adds one.`"""
    return _NAMED.sub(lambda found: key_of(found[1]) if found[1] in _commands() else found[0], sentence)
