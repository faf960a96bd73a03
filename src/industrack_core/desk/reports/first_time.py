"""First-time fix: completed jobs that no second one had to follow.

A second one is at the same location, for the same equipment (or where either names none), not of the same series, and
begins within 30 days after the first is planned to end. Before these days are over nothing is known.
"""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Final, NamedTuple

import msgspec

from industrack_core.desk.reports.groups import Groups, groups_of
from industrack_core.desk.reports.source import ReportSource
from industrack_core.domain.reports.report import Figures, Measure, Report, Unit, share_of
from industrack_core.domain.reports.report_names import Grouping
from industrack_core.domain.time.minute import instant_of

DAYS: Final = 30
_WITHIN: Final = DAYS * 24 * 60
_MEASURES: Final = (
    Measure("completed", "Completed", Unit.COUNT, summed=True),
    Measure("known", "Known", Unit.COUNT, summed=True),
    Measure("again", "Came again", Unit.COUNT, summed=True),
    Measure("fixed", "First-time %", Unit.SHARE),
)


class _Fixed(NamedTuple):
    """A completed job, and whether a second one followed."""

    job: int
    start: int
    service: int | None
    again: bool
    known: bool


def first_time(source: ReportSource) -> Report:
    """By month, week or service type, each job where it is planned to begin."""
    groups = groups_of(source)
    sums = [[0, 0, 0] for _ in groups.labels]
    for job in _fixed(source):
        place = groups.place(job.start, job.service, 0)
        if place is None:
            continue
        sums[place][0] += 1
        if job.known:
            sums[place][1] += 1
            sums[place][2] += job.again
    by_time = source.query.grouping in (Grouping.WEEK, Grouping.MONTH)
    figures = [_figures(each, whole=by_time) for each in sums]
    total = [sum(each) for each in zip(*sums, strict=True)]
    basis = (
        f"The {DAYS} days are over for {total[1]:,} of {total[0]:,} jobs; of the others it is not known yet.",
        "A second job: same place, same equipment or none named, another series.",
    )
    return Report(
        source.query, _MEASURES, groups.rows(figures, empty=by_time), _figures(total, whole=False), basis, main=3,
        made_at=instant_of(source.now),
    )  # fmt: skip


def _figures(counted: list[int], *, whole: bool) -> Figures:
    """A week or month counts only when the days of all its jobs are over."""
    completed, known, again = counted
    is_told = not whole or known == completed
    return (completed, known, again, share_of(known - again, known) if is_told else None)


def first_time_jobs(source: ReportSource, key: str) -> set[int]:
    """The jobs of a row that a second one followed: those that one looks for."""
    groups = groups_of(source)
    wanted = list(groups.labels).index(key) if key else None
    return {job.job for job in _fixed(source) if job.again and job.known and _is_in(groups, job, wanted)}


def _is_in(groups: Groups, job: _Fixed, wanted: int | None) -> bool:
    return wanted is None or groups.place(job.start, job.service, 0) == wanted


def _fixed(source: ReportSource) -> Iterator[_Fixed]:
    """Every completed job at a location that is planned to begin in the period."""
    low, high = source.low, source.high
    rows = source.reads.at_locations(low, high, _WITHIN)
    for _, visits in groupby(rows, itemgetter(0)):
        here = list(visits)
        for place, (_, start, job, status, minutes, service, series, equipment, is_theirs) in enumerate(here):
            if not is_theirs or status != "completed" or not low <= start < high:
                continue
            until = start + minutes + _WITHIN
            again = any(
                start < other[1] < until and _is_same(series, equipment, other[6], other[7])
                for other in here[place + 1 :]
            )
            yield _Fixed(job, start, service, again, until <= source.now)


def _is_same(series: int | None, equipment: str, other_series: int | None, other_equipment: str) -> bool:
    """Whether a job that follows is about the same: texts of ids of equipment, as they are kept."""
    if series is not None and series == other_series:
        return False
    if equipment == "[]" or other_equipment == "[]" or equipment == other_equipment:
        return True
    return not set(msgspec.json.decode(equipment)).isdisjoint(msgspec.json.decode(other_equipment))
