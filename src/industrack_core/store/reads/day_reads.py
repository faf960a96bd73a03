"""Sums of days, for a view over many of them: a handful of statements, however many days and jobs there are.

What everybody does is read from the sums that acts keep by quarter of an hour (`job_sum`), what some do from those by
employee and day (`crew_sum`); what overlaps from `job_overlap`. Alarms that go by the minute are looked up in the few
quarters of an hour in which they begin, those of some people among the jobs of the day it is.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from sqlalchemy import Connection

from industrack_core.domain.board.alarms import (
    CALM_BELOW,
    CHANGED_SOON,
    RED,
    UNSENT_SOON,
    ExceptionKind,
    hurts_at,
    is_mild,
    own_kinds,
)
from industrack_core.domain.board.day_sums import DayJob, DaySum
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.time.minute import QUARTER, minute_of
from industrack_core.domain.time.span import Span
from industrack_core.store.derived.crew_sums import JOB, place_in_week
from industrack_core.store.engine.prepared import Prepared, Rows
from industrack_core.store.reads.block_statements import UNDER_WAY
from industrack_core.store.reads.board_reads import AWAY
from industrack_core.store.reads.day_statements import (
    AHEAD,
    BETWEEN,
    DOUBLED,
    LATER,
    NEAR,
    OVER,
    SUMS,
    THEIR_JOBS_NEAR,
    THEIR_SUMS,
    TURNED_DOWN,
)
from industrack_core.store.reads.first_jobs import BusyDay, read_first_jobs

_DAY: Final = 24 * 60
_PASSED_OVER: Final = 16
"""So many others' jobs in the index of starts cost as much as finding where one employee's own are."""


class _Alike(NamedTuple):
    """Jobs that begin at one time in the same state, as alarms see them."""

    start: int
    end: int
    status: str
    delivery: str = ""
    job_id: int = 0
    receipt: int = 0
    visit: str = ""
    begun: int = 0


class _Tally:
    """What begins on a day: how much, what is wrong with it, and the most minutes that any of it is late by, or over.

    `red` counts what is wrong and red as a rule, of `live` jobs that are not finished.
    """

    def __init__(self) -> None:
        self.jobs = self.minutes = self.live = self.red = 0
        self.wrong: dict[ExceptionKind, int] = {}

    def add(self, status: str, jobs: int, minutes: int) -> None:
        """Jobs in one state, and the planned minutes of all who do them."""
        self.jobs += jobs
        self.minutes += minutes if status != "declined" else 0
        self.live += jobs if status != "completed" else 0

    def look(self, alike: _Alike, jobs: int, now: int) -> None:
        """See what is wrong with jobs that are alike."""
        for kind in own_kinds(alike, now):
            self.wrong[kind] = max(self.wrong.get(kind, 0), now - hurts_at(kind, alike))
            self.red += jobs if kind in RED else 0

    def sum(self, first: tuple[DayJob, ...], off: tuple[int, ...]) -> DaySum:
        """All of it, the worst first."""
        kinds = tuple(kind for kind in ExceptionKind if kind in self.wrong) if self.wrong else ()
        is_calm = 2 * self.red > self.live
        mild = tuple(kind for kind in kinds if is_calm and is_mild(kind, self.wrong[kind]))
        return DaySum(self.jobs, self.minutes, first, kinds, off, mild)


class _Reading:
    """One reading of some days of everybody, or of some employees."""

    def __init__(self, connection: Connection, days: Sequence[Span], now: int, employee_ids: Sequence[int] | None):
        self.connection, self.now = connection, now
        self.bounds = [minute_of(day.starts_at) for day in days] + [minute_of(days[-1].ends_at)]
        self.of = employee_ids is not None
        self.whose = {"employees": employee_ids} if employee_ids is not None else {}
        self.tallies = [_Tally() for _ in days]

    def day_of(self, minute: int) -> _Tally:
        """The day on which a minute is."""
        return self.tallies[bisect_right(self.bounds, minute) - 1]

    def rows(self, statement: Mapping[bool, Prepared], **values: object) -> Rows:
        """What a statement finds of them in all these days, unless it is given others."""
        return self.ask(statement[self.of], **values)

    def ask(self, statement: Prepared, **values: object) -> Rows:
        """The same of a statement that is about them alone, or about everybody."""
        window = {"low": self.bounds[0], "high": self.bounds[-1], "now": self.now}
        return statement.rows(self.connection, **{**window, **values}, **self.whose)

    def count(self) -> None:
        """Add up what begins on each day, and see what is wrong with it; where that goes by the minute, look it up."""
        near, far = (self.now - CALM_BELOW) // QUARTER, (self.now + CHANGED_SOON) // QUARTER
        unsure: set[tuple[int, str, str]] = set()
        for place, end in _even_days(self.bounds):
            low, high = self.bounds[place], self.bounds[end]
            whole = {"low": low, "high": high, "first": low // QUARTER, "end": high // QUARTER}
            for day, phase, status, delivery, jobs, minutes, first in self.ask(SUMS, **whole, near=near, far=far):
                tally = self.tallies[min(place + day, end - 1)]  # a day of 25 hours is one
                tally.add(status, jobs, minutes)
                begins = first * QUARTER
                alike = _Alike(begins, begins, status, delivery)
                if status in UNDER_WAY or (phase == LATER and status != "declined"):
                    continue
                if phase >= near and self._says(alike) != self._says(alike._replace(start=begins + QUARTER - 1)):
                    unsure.add((phase, status, delivery))
                else:
                    tally.look(alike, jobs, self.now)
        minutes_near = [quarter * QUARTER + each for quarter in {each[0] for each in unsure} for each in range(QUARTER)]
        for start, status, delivery, jobs in self.ask(NEAR, minutes=minutes_near) if unsure else ():
            if (start // QUARTER, status, delivery) in unsure:
                self.day_of(start).look(_Alike(start, start, status, delivery), jobs, self.now)

    def count_theirs(self, first: int) -> None:
        """The same of some employees, `first` being the number of the first day (`date.toordinal`)."""
        near: list[int] = []
        for place, (begins, ends) in enumerate(pairwise(self.bounds)):
            if ends > self.now - CALM_BELOW and begins <= self.now + CHANGED_SOON:
                near.append(place)
        for place, status, jobs, minutes in self._their_sums(first):
            tally, begins = self.tallies[place], self.bounds[place]
            tally.add(status, jobs, minutes)
            # of days that are over all that has not begun is late, whenever it should have
            if status == "declined" or (status in AHEAD and begins < self.now and place not in near):
                tally.look(_Alike(begins, begins, status), jobs, self.now)
        if near:
            self._look_near(self.bounds[near[0]], min(self.bounds[near[-1] + 1], self.now + CHANGED_SOON + 1))

    def _look_near(self, low: int, high: int) -> None:
        """What is wrong with jobs of some employees that begin from minute to before minute. Most of a day is done, or
        not soon: what everybody does is summed by the quarter, and says between which of them there is anything."""
        soon = self.now + UNSENT_SOON
        quarters = {"first": low // QUARTER, "end": (high - 1) // QUARTER}
        first, end, begin = BETWEEN.one(self.connection, soon=soon, **quarters)
        if first is None:
            return
        window = {"low": max(low, first * QUARTER), "high": min(high, end * QUARTER)}
        statement = THEIR_JOBS_NEAR[begin <= _PASSED_OVER * len(self.whose["employees"])]
        for start, status, delivery, jobs in self.ask(statement, **window, soon=soon):
            self.day_of(start).look(_Alike(start, start, status, delivery), jobs, self.now)

    def _their_sums(self, first: int) -> Iterator[tuple[int, str, int, int]]:
        """What some employees have on the days from `first` on, by place and state: jobs, and minutes."""
        count = len(self.tallies)
        (low, monday), (high, _) = place_in_week(first), place_in_week(first + count - 1)
        for week, status, alike, *days in self.ask(THEIR_SUMS, first=low, end=high + 1):
            for place, packed in enumerate(days, 7 * (week - low) - monday):
                if packed and 0 <= place < count:
                    yield place, status, packed // JOB // alike, packed % JOB

    def _says(self, alike: _Alike) -> list[tuple[ExceptionKind, bool]]:
        """What is wrong with jobs that are alike, and whether it is little."""
        return [(kind, is_mild(kind, self.now - hurts_at(kind, alike))) for kind in own_kinds(alike, self.now)]

    def look_closer(self) -> None:
        """See what is wrong beside when it begins: work that should be done, who declined, who is twice."""
        for start, status, jobs, due in self.rows(OVER):
            self.day_of(start).look(_Alike(start, due, status), jobs, self.now)
        for start, jobs in self.rows(TURNED_DOWN):
            self.day_of(start).look(_Alike(start, start, "declined"), jobs, self.now)
        for (start,) in self.rows(DOUBLED) if self.bounds[-1] > self.now else ():  # what is over does not overlap
            self.day_of(start).wrong[ExceptionKind.OVERLAP] = 0

    def first_jobs(self, most: int) -> list[tuple[DayJob, ...]]:
        """The first jobs of each day; days without any are not looked at."""
        days = zip(pairwise(self.bounds), self.tallies, strict=True)
        busy = [BusyDay(*day, tally.jobs) for day, tally in days if tally.jobs] if most else []
        found: list[list[DayJob]] = [[] for _ in self.tallies]
        for job in read_first_jobs(self.connection, busy, most, self.whose.get("employees")):
            found[bisect_right(self.bounds, job.start) - 1].append(job)
        return [tuple(sorted(jobs, key=lambda job: (job.start, job.job_id))) for jobs in found]

    def off(self) -> list[tuple[int, ...]]:
        """Who has time off on each of the days."""
        away = AWAY.rows(self.connection, low=self.bounds[0], high=self.bounds[-1])
        return [
            tuple(sorted({who for who, start, end in away if start < high and end > low}))
            for low, high in pairwise(self.bounds)
        ]


def read_days(
    connection: Connection, first: date, days: Sequence[Span], most: int, now: int,
    employee_ids: Sequence[int] | None = None,
) -> tuple[DaySum, ...]:  # fmt: skip
    """What each of these days of the company (in order, without gaps, from `first` on) holds: sums, the first `most`
    jobs, alarms at `now`, who is off.

    Of everybody, or of some employees. `now` in minutes since 1970 UTC.
    """
    if employee_ids is not None and not employee_ids:
        return tuple(DaySum(0, 0) for _ in days)
    reading = _Reading(connection, days, now, employee_ids)
    if employee_ids is not None:
        reading.count_theirs(first.toordinal())
    else:
        reading.count()
    if any(tally.live for tally in reading.tallies):
        reading.look_closer()
    shown, off = reading.first_jobs(most), reading.off()
    return tuple(tally.sum(shown[at], off[at]) for at, tally in enumerate(reading.tallies))


def _even_days(bounds: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Stretches of days of 24 hours, and single days of more or less, by their places: from one to before another."""
    begin = 0
    for place in range(1, len(bounds)):
        is_last = place == len(bounds) - 1
        if is_last or bounds[place + 1] - bounds[place] != _DAY or bounds[place] - bounds[place - 1] != _DAY:
            yield begin, place
            begin = place
