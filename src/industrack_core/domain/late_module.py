"""Modules that load when something in them is first asked for: what the first board does without.

Where a module is named so, its name is imported for the types alone.
"""

from importlib import import_module
from typing import Any


class _Late:
    """Stands for a module; what is asked of it once is kept."""

    def __init__(self, name: str) -> None:
        self._of = name

    def __getattr__(self, name: str) -> object:
        found = self.__dict__[name] = getattr(import_module(self._of), name)
        return found


def late_module(name: str) -> Any:
    """The module of that name, with dots. One that is not there fails where it is first used."""
    return _Late(name)
