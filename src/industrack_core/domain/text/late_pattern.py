"""Regular expressions that are compiled when they are first used: a start would compile forty, and it uses few."""

import re
from typing import cast


class _Late:
    """Stands for a pattern; what is asked of it once is kept."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._of = pattern, flags

    def __getattr__(self, name: str) -> object:
        found = self.__dict__[name] = getattr(re.compile(*self._of), name)
        return found


def late_pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern as `re.compile` makes it. One that is wrong fails where it is used first."""
    return cast("re.Pattern[str]", _Late(pattern, flags))
