"""Late starts and overruns, of jobs whose actual times are known.

Late is a start more than 15 minutes after the planned one; over is an end more than 15 minutes, and more than a tenth
of the planned time, after the planned end.
"""

from collections.abc import Sequence
from statistics import median_low
from typing import Final

from industrack_core.desk.reports.groups import groups_of, told_by
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


class _Count:
    """What comes together in a row."""

    def __init__(self) -> None:
        self.jobs = self.begun = self.ended = 0
        self.late: list[int] = []
        self.over: list[int] = []

    def add(self, jobs: int, begun: int, ended: int, late: str | None, over: str | None) -> None:
        """So many more; minutes by commas of those that were late, and over."""
        self.jobs += jobs
        self.begun += begun
        self.ended += ended
        self.late += _minutes(late)
        self.over += _minutes(over)

    @property
    def figures(self) -> Figures:
        """As the report has them."""
        late, over = _spread(self.late, self.begun), _spread(self.over, self.ended)
        return (self.jobs, *late, *over)


def _minutes(text: str | None) -> list[int]:
    return list(map(int, text.split(","))) if text else []


def _spread(minutes: Sequence[int], of: int) -> Figures:
    return (share_of(len(minutes), of), median_low(minutes) if minutes else None, max(minutes, default=None))


def lateness(source: ReportSource) -> Report:
    """By week, month, service type, or employee: then each by their own times."""
    groups, by, known = groups_of(source), told_by(source), 0
    counts, total = [_Count() for _ in groups.labels], _Count()
    for key, *found in source.reads.delays(source.low, source.high, by, _GRACE):
        place = groups.of(by, key)
        known += found[0]
        if place is not None:
            counts[place].add(*found)
            total.add(*found)
    planned = source.reads.count_begun(source.low, source.high)
    by_time, parts = source.query.grouping in (Grouping.WEEK, Grouping.MONTH), ""
    if source.query.grouping is Grouping.EMPLOYEE:
        known, parts = source.reads.count_timed(source.low, source.high), f", {total.jobs:,} by person"
    basis = (
        f"Actual times of {known:,} of {planned:,} jobs{parts}; starts of {total.begun:,}, ends of {total.ended:,}.",
        "Late: by over 15m; over: by over 15m and a tenth of the plan.",
    )
    return Report(
        source.query, _MEASURES, groups.rows([each.figures for each in counts], empty=by_time), total.figures, basis,
        main=1, made_at=instant_of(source.now),
    )  # fmt: skip


def late_jobs(source: ReportSource, key: str) -> set[int]:
    """The jobs with actual times that count in a row."""
    groups, kept = groups_of(source), source.reads.kept
    wanted = list(groups.labels).index(key) if key else None
    people = kept.people if kept is not None and source.query.grouping is Grouping.EMPLOYEE else None
    return {
        job
        for job, planned, service, employee in source.reads.timed(source.low, source.high)
        if (people is None or employee in people)
        and (wanted is None or groups.place(planned, service, employee) == wanted)
    }
