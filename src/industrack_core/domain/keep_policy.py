"""Which of many backups are kept: the newest of each of the last days, weeks and months that have one."""

import re
from collections.abc import Iterable
from datetime import datetime

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.errors import UsageError

_PART = re.compile(r"(\d{1,4})([dwm])")


@dataclass(frozen=True, slots=True)
class KeepPolicy:
    """For how many days, weeks and months that have a backup the newest one of each is kept."""

    days: int = 0
    weeks: int = 0
    months: int = 0

    def kept(self, made: Iterable[datetime]) -> set[datetime]:
        """Those of the moments (aware UTC) whose backups stay; the newest always does."""
        newest_first = sorted(made, reverse=True)
        staying = set(newest_first[:1])
        for count, period in ((self.days, _day), (self.weeks, _week), (self.months, _month)):
            seen: dict[object, datetime] = {}
            for moment in newest_first:
                seen.setdefault(period(moment), moment)
            staying.update(list(seen.values())[:count])
        return staying


def _day(moment: datetime) -> object:
    return moment.date()


def _week(moment: datetime) -> object:
    return moment.isocalendar()[:2]


def _month(moment: datetime) -> object:
    return moment.year, moment.month


def read_keep_policy(text: str) -> KeepPolicy:
    """The policy that `7d,4w,12m` says. Raises UsageError."""
    counts = {"d": 0, "w": 0, "m": 0}
    for part in text.replace(" ", "").split(","):
        found = _PART.fullmatch(part)
        if found is None:
            raise UsageError(f"--keep is not understood: {text}. Write for example 7d,4w,12m: days, weeks, months.")
        counts[found[2]] = int(found[1])
    if not any(counts.values()):
        raise UsageError("--keep would keep nothing: write for example 7d,4w,12m.")
    return KeepPolicy(counts["d"], counts["w"], counts["m"])
