"""What every report is made from: a snapshot, the office, and the weeks or months that are asked for."""

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.records.office import Employee, Office
from industrack_core.domain.reports.period import Bucket, months, weeks, whole
from industrack_core.domain.reports.report import ReportQuery
from industrack_core.domain.reports.report_names import Grouping
from industrack_core.store.reads.report_reads import ReportReads


@dataclass(frozen=True, slots=True)
class ReportSource:
    """One reading. `now` is the minute since 1970 UTC."""

    reads: ReportReads
    office: Office
    query: ReportQuery
    now: int

    @property
    def buckets(self) -> tuple[Bucket, ...]:
        """The weeks or the months of the period; all of it as one where it is not told by time."""
        zone, period = self.office.zone, self.query.period
        if self.query.grouping is Grouping.MONTH:
            return months(period, zone)
        if self.query.grouping in (Grouping.WEEK, Grouping.EMPLOYEE_WEEK):
            return weeks(period, zone, self.office.company.first_weekday)
        return whole(period, zone)

    @property
    def employees(self) -> tuple[Employee, ...]:
        """Everybody, or those whom somebody sees who is kept to some calendars; in row order."""
        kept, every = self.reads.kept, self.office.employees
        return every if kept is None else tuple(each for each in every if each.id in kept.people)

    @property
    def low(self) -> int:
        """The minute at which the period begins."""
        return self.buckets[0].low

    @property
    def high(self) -> int:
        """The minute at which it is over."""
        return self.buckets[-1].high


def bounds_of(buckets: tuple[Bucket, ...]) -> list[int]:
    """The minutes at which they begin, and the one at which the last ends."""
    return [*(each.low for each in buckets), buckets[-1].high]
