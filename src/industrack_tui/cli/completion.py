"""What a shell needs to complete the command's options and commands, made from the parser itself."""

import argparse
from collections.abc import Iterator

_FILES = ("FILE", "MAP", "PATH")
"""How the parser calls what is a file."""


def print_completion(given: argparse.Namespace) -> int:
    """Print the script for `given.shell` (bash, zsh or tcsh) to standard output."""
    import shtab

    from industrack_tui.cli.options import parser

    whole = parser()
    for action in _actions(whole):
        if action.metavar in _FILES and action.nargs != 0:
            setattr(action, "complete", shtab.FILE)  # noqa: B010 (what the library looks for on an action)
    print(shtab.complete(whole, given.shell))
    return 0


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in parser._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from _actions(below)
