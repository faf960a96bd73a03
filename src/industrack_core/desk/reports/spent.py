"""What people did in a period: planned, worked and traveled stretches of time, for the report on utilisation."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import chain
from typing import Final

import msgspec

from industrack_core.desk.reports.source import ReportSource
from industrack_core.domain.field.timesheet import OPEN_TOO_LONG
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.reports.stretches import apart, spread

FORGOTTEN: Final = OPEN_TOO_LONG.seconds // 60
"""Minutes after which nobody can have meant that something goes on."""
Minutes = list[int]
"""In each week of the report."""
NONE: Final = "[]"
"""A list of nothing, as a text."""
_NUMBERS: Final = msgspec.json.Decoder(list[int])


class Stretches:
    """What people did, by employee: starts, and ends in the same order."""

    def __init__(self) -> None:
        self._starts: dict[int, list[int]] = defaultdict(list)
        self._ends: dict[int, list[int]] = defaultdict(list)

    def add(self, employee: int, starts: str, ends: str) -> None:
        """So many more, as texts of lists."""
        self._starts[employee] += numbers_of(starts)
        self._ends[employee] += numbers_of(ends)

    def add_one(self, employee: int, start: int, end: int) -> None:
        """One more."""
        self._starts[employee].append(start)
        self._ends[employee].append(end)

    @property
    def people(self) -> Collection[int]:
        """Who has any."""
        return self._starts.keys()

    def minutes(self, employee: int, bounds: Sequence[int]) -> Minutes:
        """Of one person, between each two bounds; time in several stretches counts once."""
        if employee not in self._starts:
            return [0] * (len(bounds) - 1)
        return spread(*apart(self._starts[employee], self._ends[employee]), bounds)


class Spent(NamedTuple):
    """What people did, and how many jobs that is: `actual` ones with reported times, of all `jobs`."""

    worked: Stretches
    planned: Stretches
    travel: Stretches
    actual: int
    jobs: int


def numbers_of(text: str) -> list[int]:
    """Those of a text that is a list."""
    return _NUMBERS.decode(text)


def spent_in(source: ReportSource, low: int, high: int) -> Spent:
    """From one minute to another. What is planned is worked where it is completed, and no time of it was reported."""
    worked, planned, travel = Stretches(), Stretches(), Stretches()
    traveled = [travel, worked] if source.office.company.travel_counts else [travel]
    reported: dict[int, list[int]] = {}
    for employee, ids, starts, ends, travel_ids, travel_starts, travel_ends in source.reads.times(
        low, high, source.now, FORGOTTEN
    ):
        if ids != NONE:
            worked.add(employee, starts, ends)
            reported[employee] = numbers_of(ids)
        if travel_ids != NONE:
            for each in traveled:
                each.add(employee, travel_starts, travel_ends)
    crews, asked = 0, set[int]()
    for employee, ids, starts, ends in source.reads.planned(low, high):
        planned.add(employee, starts, ends)
        theirs = numbers_of(ids)
        crews += len(theirs)
        asked.update(set(theirs).difference(reported.get(employee, ())))
    actual = set(chain.from_iterable(reported.values()))
    jobs = set[int]()
    if 3 * len(asked) < crews:
        # most is reported: whether it was before or after is asked of the few others alone
        for employee, job, start, end in source.reads.these_as_planned(low, high, source.now, FORGOTTEN, sorted(asked)):
            worked.add_one(employee, start, end)
            jobs.add(job)
    else:
        for employee, ids, starts, ends in source.reads.as_planned(low, high, source.now, FORGOTTEN):
            worked.add(employee, starts, ends)
            jobs.update(numbers_of(ids))
    return Spent(worked, planned, travel, len(actual), len(actual) + len(jobs - actual))
