"""Jobs and hours: how many jobs were planned, for how long, and how long they took.

Hours are those of all who do a job; one without a crew counts as one person's. Declined jobs are left out.
"""

from typing import Final

from industrack_core.desk.reports.groups import groups_of, told_by
from industrack_core.desk.reports.source import ReportSource
from industrack_core.domain.reports.report import Figures, Measure, Report, Unit, share_of
from industrack_core.domain.reports.report_names import Grouping
from industrack_core.domain.time.minute import instant_of

_MEASURES: Final = (
    Measure("jobs", "Jobs", Unit.COUNT, summed=True),
    Measure("planned", "Planned h", Unit.HOURS, summed=True),
    Measure("timed", "With times", Unit.COUNT, summed=True),
    Measure("timed_planned", "Of these h", Unit.HOURS, summed=True),
    Measure("actual", "Actual h", Unit.HOURS, summed=True),
    Measure("ratio", "Actual %", Unit.SHARE),
)


def services(source: ReportSource) -> Report:
    """By service type, week or month, each job where it is planned to begin."""
    groups, by = groups_of(source), told_by(source)
    sums = [[0] * 5 for _ in groups.labels]
    for key, *found in source.reads.hours(source.low, source.high, by):
        place = groups.of(by, key)
        if place is not None:
            sums[place] = [before + more for before, more in zip(sums[place], found, strict=True)]
    total = [sum(each) for each in zip(*sums, strict=True)]
    by_type = source.query.grouping is Grouping.TYPE
    basis = (
        f"Actual times of {total[2]:,} of {total[0]:,} jobs; actual % of the planned hours of these.",
        "Jobs by their planned start, declined ones left out; hours of all who do them.",
    )
    return Report(
        source.query, _MEASURES, groups.rows([_figures(each) for each in sums], empty=not by_type), _figures(total),
        basis, main=0 if by_type else 1, made_at=instant_of(source.now),
    )  # fmt: skip


def _figures(counted: list[int]) -> Figures:
    return (*counted, share_of(counted[4], counted[3]))


def service_jobs(source: ReportSource, key: str) -> set[int]:
    """The jobs that count in a row."""
    groups = groups_of(source)
    wanted = list(groups.labels).index(key) if key else None
    return {
        job
        for job, start, service in source.reads.begun(source.low, source.high)
        if wanted is None or groups.place(start, service, 0) == wanted
    }
