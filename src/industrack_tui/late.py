"""What is loaded when it is first needed, told by where it is."""

from functools import cache
from importlib import import_module
from operator import attrgetter
from typing import Any


@cache
def late(where: str) -> Any:
    """The value at `module:NAME`, the module being one of the console's: `board.carrying:take_up`; with dots one in
    it: `office.estimates:WON.mark`."""
    module, _, name = where.partition(":")
    return attrgetter(name)(import_module(f"industrack_tui.{module}"))
