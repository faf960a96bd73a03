"""First-time fix: completed jobs that no second one had to follow.

A second one is at the same location, for the same equipment (or where either names none), not of the same series, and
begins within 30 days after the first is planned to end. Before these days are over nothing is known.
"""

from collections.abc import Iterator
from typing import Final

import msgspec

from industrack_core.desk.reports.groups import groups_of, told_by
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


def first_time(source: ReportSource) -> Report:
    """By month, week or service type, each job where it is planned to begin."""
    groups, by = groups_of(source), told_by(source)
    sums = [[0, 0, 0] for _ in groups.labels]
    for key, completed, known in source.reads.fixed(source.low, source.high, by, source.now, _WITHIN):
        place = groups.of(by, key)
        if place is not None:
            sums[place][0] += completed
            sums[place][1] += known
    for _, start, service in _again(source):
        place = groups.place(start, service, 0)
        if place is not None:
            sums[place][2] += 1
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
    return {
        job for job, start, service in _again(source) if wanted is None or groups.place(start, service, 0) == wanted
    }


def _again(source: ReportSource) -> Iterator[tuple[int, int, int | None]]:
    """Job, start and service type of every completed job of the period that another followed, where that is known."""
    reads = source.reads
    rows = reads.followed(source.low, source.high, source.now, _WITHIN)
    again = {job for job, *both in reads.following([row[0] for row in rows], _WITHIN) if _is_same(*both)}
    for job, start, service in rows:
        if job in again:
            yield job, start, service


def _is_same(equipment: str, other: str) -> bool:
    """Whether two jobs are about the same: texts of ids of equipment, as they are kept."""
    if equipment == "[]" or other == "[]" or equipment == other:
        return True
    return not set(msgspec.json.decode(equipment)).isdisjoint(msgspec.json.decode(other))
