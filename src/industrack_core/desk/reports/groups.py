"""The rows of a report: its weeks or months, the people, or the service types, each with what counts in it."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence

from industrack_core.desk.reports.source import ReportSource, bounds_of
from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.reports.report import Figures, ReportRow
from industrack_core.domain.reports.report_names import Grouping
from industrack_core.store.reads.report_sums import PERSON, START, TYPE

NO_TYPE = "without a type"


@dataclass(frozen=True, slots=True)
class Groups:
    """Labels by key, in the order of the rows; `place` says in which row what happens at a minute, of a service type
    and an employee (None or 0 for none), counts; None in no row."""

    labels: Mapping[str, str]
    place: Callable[[int, int | None, int], int | None]

    def rows(self, figures: Sequence[Figures], *, empty: bool = True) -> tuple[ReportRow, ...]:
        """The rows with these figures, one for each label; without `empty` only those in which anything is."""
        return tuple(
            ReportRow(key, label, each)
            for (key, label), each in zip(self.labels.items(), figures, strict=True)
            if empty or any(each)
        )

    def of(self, by: str, key: int | None) -> int | None:
        """In which row a sum counts that is told by its start, a service type or an employee."""
        if by == START:
            return None if key is None else self.place(key, None, 0)
        return self.place(0, key, 0) if by == TYPE else self.place(0, None, key or 0)


def told_by(source: ReportSource) -> str:
    """What sums are to be told by for the report's rows."""
    return {Grouping.TYPE: TYPE, Grouping.EMPLOYEE: PERSON}.get(source.query.grouping, START)


def groups_of(source: ReportSource) -> Groups:
    """By what the report is told."""
    grouping, office = source.query.grouping, source.office
    buckets = source.buckets
    bounds = bounds_of(buckets)
    if grouping in (Grouping.WEEK, Grouping.MONTH):
        labels = {each.first.isoformat(): each.label for each in buckets}
        return Groups(labels, lambda minute, service, employee: _within(minute, bounds))
    if grouping is Grouping.EMPLOYEE:
        labels = {str(each.id): each.name for each in source.employees}
    else:
        labels = {**{str(each.id): each.name for each in office.service_types}, "0": NO_TYPE}
    places = {int(key): place for place, key in enumerate(labels)}
    if grouping is Grouping.EMPLOYEE:
        return Groups(labels, lambda minute, service, employee: places.get(employee))
    return Groups(labels, lambda minute, service, employee: places.get(service or 0))


def _within(minute: int, bounds: Sequence[int]) -> int | None:
    return bisect_right(bounds, minute) - 1 if bounds[0] <= minute < bounds[-1] else None
