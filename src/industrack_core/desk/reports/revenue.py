"""Revenue: what completed work comes to, net, by the day on which it was done.

That is when the last reported work on a job ended; where none was reported, its planned end.
"""

from typing import Final

from industrack_core.desk.reports.groups import groups_of, told_by
from industrack_core.desk.reports.source import ReportSource, bounds_of
from industrack_core.domain.records.job import Billing
from industrack_core.domain.reports.report import Figures, Measure, Report, Unit
from industrack_core.domain.reports.report_names import Grouping
from industrack_core.domain.text.text import how_many
from industrack_core.domain.time.minute import instant_of

_MEASURES: Final = (
    Measure("jobs", "Jobs", Unit.COUNT, summed=True),
    Measure("approved", "Approved", Unit.MONEY, summed=True),
    Measure("invoiced", "Invoiced", Unit.MONEY, summed=True),
    Measure("revenue", "Revenue", Unit.MONEY, summed=True),
    Measure("open_jobs", "Open jobs", Unit.COUNT, summed=True),
    Measure("open", "Open", Unit.MONEY, summed=True),
)


def revenue(source: ReportSource) -> Report:
    """By week, month or service type: what is approved or invoiced, and what is open beside it."""
    groups, by = groups_of(source), told_by(source)
    sums = [[0] * len(_MEASURES) for _ in groups.labels]
    timed = 0
    for key, billing, count, total, is_actual in source.reads.worth(bounds_of(source.buckets), by):
        place = groups.of(by, key)
        if place is None:
            continue
        counted = sums[place]
        timed += count * is_actual
        if billing == Billing.NONE:
            counted[4] += count
            counted[5] += total
        else:
            counted[0] += count
            counted[1 if billing == Billing.APPROVED else 2] += total
            counted[3] += total
    whole: Figures = tuple(sum(each) for each in zip(*sums, strict=True))
    jobs = (whole[0] or 0) + (whole[4] or 0)
    basis = [
        "Net, by the day of completion: the end of the actual times of "
        f"{timed:,} of {jobs:,} jobs, the planned end of the others.",
        "Open: completed and not approved.",
    ]
    unknown = source.reads.completed_without_time()
    if unknown:
        basis.append(f"{how_many(unknown, 'completed job')} without a time in no row, of whatever day.")
    by_time = source.query.grouping in (Grouping.WEEK, Grouping.MONTH)
    rows = groups.rows([tuple(each) for each in sums], empty=by_time)
    return Report(source.query, _MEASURES, rows, whole, tuple(basis), main=3, made_at=instant_of(source.now))


def revenue_jobs(source: ReportSource, key: str) -> set[int]:
    """The completed jobs that count in a row, open ones too."""
    groups = groups_of(source)
    wanted = list(groups.labels).index(key) if key else None
    return {
        job
        for job, done, service in source.reads.completed(source.low, source.high)
        if wanted is None or groups.place(done, service, 0) == wanted
    }
