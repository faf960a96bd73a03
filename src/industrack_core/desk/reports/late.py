"""Late starts and overruns, of jobs whose actual times are known.

Late is a start more than 15 minutes after the planned one; over is an end more than 15 minutes, and more than a tenth
of the planned time, after the planned end.
"""

from collections.abc import Iterator, Sequence
from statistics import median_low
from typing import Final, NamedTuple

from industrack_core.desk.reports.groups import groups_of
from industrack_core.desk.reports.source import ReportSource
from industrack_core.domain.reports.report import Figures, Measure, Report, Unit, share_of
from industrack_core.domain.reports.report_names import Grouping
from industrack_core.domain.time.minute import instant_of

_GRACE: Final = 15
_MEASURES: Final = (
    Measure("jobs", "Jobs", Unit.COUNT, summed=True),
    Measure("late", "Late %", Unit.SHARE),
    Measure("late_median", "Late median", Unit.MINUTES),
    Measure("late_worst", "Late worst", Unit.MINUTES),
    Measure("over", "Over %", Unit.SHARE),
    Measure("over_median", "Over median", Unit.MINUTES),
    Measure("over_worst", "Over worst", Unit.MINUTES),
)


class _Timed(NamedTuple):
    """A job, or one employee's part in it: when it was to begin and end, and did; `end` is None while it goes on."""

    job: int
    planned: int
    minutes: int
    service: int | None
    employee: int
    start: int
    end: int | None

    @property
    def late(self) -> int:
        """Minutes after the planned start; 0 where that is not late."""
        by = self.start - self.planned
        return by if by > _GRACE else 0

    @property
    def over(self) -> int:
        """Minutes after the planned end; 0 where that is no overrun."""
        by = 0 if self.end is None else self.end - self.planned - self.minutes
        return by if by > _GRACE and 10 * by > self.minutes else 0


class _Count:
    """What comes together in a row."""

    def __init__(self) -> None:
        self.jobs = self.ended = 0
        self.late: list[int] = []
        self.over: list[int] = []

    def add(self, timed: _Timed) -> None:
        """One more."""
        self.jobs += 1
        self.ended += timed.end is not None
        if timed.late:
            self.late.append(timed.late)
        if timed.over:
            self.over.append(timed.over)

    @property
    def figures(self) -> Figures:
        """As the report has them."""
        late, over = _spread(self.late, self.jobs), _spread(self.over, self.ended)
        return (self.jobs, *late, *over)


def _spread(minutes: Sequence[int], of: int) -> Figures:
    return (share_of(len(minutes), of), median_low(minutes) if minutes else None, max(minutes, default=None))


def lateness(source: ReportSource) -> Report:
    """By week, month, service type, or employee: then each by their own times."""
    groups = groups_of(source)
    counts, total = [_Count() for _ in groups.labels], _Count()
    every = list(_timed(source))
    for timed in every:
        place = groups.place(timed.planned, timed.service, timed.employee)
        if place is not None:
            counts[place].add(timed)
            total.add(timed)
    planned = source.reads.count_begun(source.low, source.high)
    by_time = source.query.grouping in (Grouping.WEEK, Grouping.MONTH)
    known = len({timed.job for timed in every})
    parts = ", each person's by themselves" if source.query.grouping is Grouping.EMPLOYEE else ""
    basis = (
        f"Actual times of {known:,} of {planned:,} jobs{parts}, ends of {total.ended:,} of {total.jobs:,}.",
        "Late: by over 15m; over: by over 15m and a tenth of the plan.",
    )
    return Report(
        source.query, _MEASURES, groups.rows([each.figures for each in counts], empty=by_time), total.figures, basis,
        main=1, made_at=instant_of(source.now),
    )  # fmt: skip


def late_jobs(source: ReportSource, key: str) -> set[int]:
    """The jobs with actual times that count in a row."""
    groups = groups_of(source)
    wanted = list(groups.labels).index(key) if key else None
    return {
        timed.job
        for timed in _timed(source)
        if wanted is None or groups.place(timed.planned, timed.service, timed.employee) == wanted
    }


def _timed(source: ReportSource) -> Iterator[_Timed]:
    """Every job with times; by employee, every part of one."""
    parts = source.reads.timed(source.low, source.high)
    if source.query.grouping is Grouping.EMPLOYEE:
        kept = source.reads.kept
        for job, planned, minutes, service, status, employee, start, end, open_ in parts:
            if kept is not None and employee not in kept.people:
                continue
            is_over = status == "completed" and not open_
            yield _Timed(job, planned, minutes, service, employee, start, end if is_over else None)
        return
    whole: dict[int, _Timed] = {}
    for job, planned, minutes, service, status, _, start, end, open_ in parts:
        known = whole.get(job)
        goes_on = open_ or status != "completed"
        if known is None:
            whole[job] = _Timed(job, planned, minutes, service, 0, start, None if goes_on else end)
        else:
            ended = None if goes_on or known.end is None else max(end, known.end)
            whole[job] = known._replace(start=min(start, known.start), end=ended)
    yield from whole.values()
