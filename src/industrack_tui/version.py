"""The program's own version, told as its installation tells it."""

import sys
from pathlib import Path

_NAME, _END = "industrack-", ".dist-info"


def program_version() -> str:
    """The version, by the name of the folder that says what is installed.

    The standard library reads it within that folder, and loads sixty modules of mail and archives for it: three
    hundredths of a second, and more than a megabyte of a console's memory.
    """
    for place in sys.path:
        for found in sorted(Path(place).glob(f"{_NAME}*{_END}")):
            return found.name.removeprefix(_NAME).removesuffix(_END)
    from importlib.metadata import version

    return version("industrack")
