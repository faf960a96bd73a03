"""Which versions of PostgreSQL's driver are installed, told it before it looks for them itself.

It asks the standard library's reader of packages when it is loaded, and sixty modules of mail and archives come with
that: a tenth of what stands between the first frame and a filled board. The name of a folder says the same.
"""

import sys
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

_PACKAGES = ("psycopg", "psycopg_binary")
_END = ".dist-info"


def tell_versions() -> None:
    """Let the driver know its versions as their folders say them; it asks itself where none does, or several do."""
    if "psycopg" in sys.modules:
        return
    for package in _PACKAGES:
        found = _version_of(package)
        if found is not None:
            told = ModuleType(f"{package}.version")
            vars(told)["__version__"] = found
            sys.modules.setdefault(told.__name__, told)


def _version_of(package: str) -> str | None:
    """The version of a package by the one folder beside it that says what is installed."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return None
    beside = Path(spec.origin).parent.parent
    found = [each.name[len(package) + 1 : -len(_END)] for each in beside.glob(f"{package}-*{_END}")]
    return found[0] if len(found) == 1 else None
