"""Which reports there are, and by what each can be told."""

from collections.abc import Mapping
from enum import StrEnum

from industrack_core.domain.kinds import Kind


class ReportName(StrEnum):
    """The reports that there are, in the order in which people read them."""

    UTILISATION = "utilisation"
    SERVICES = "services"
    REVENUE = "revenue"
    LATE = "late"
    FIRST_TIME = "first-time"
    ESTIMATES = "estimates"


class Grouping(StrEnum):
    """What a row of a report is about."""

    WEEK = "week"
    MONTH = "month"
    EMPLOYEE = Kind.EMPLOYEE.value
    EMPLOYEE_WEEK = "employee-week"
    TYPE = "type"

    @property
    def label(self) -> str:
        """As a person reads it, after `By`."""
        return {"type": "service type", "employee-week": "employee and week"}.get(self.value, self.value)


_TIMES = (Grouping.WEEK, Grouping.MONTH)
GROUPINGS: Mapping[ReportName, tuple[Grouping, ...]] = {
    ReportName.UTILISATION: (*_TIMES, Grouping.EMPLOYEE, Grouping.EMPLOYEE_WEEK),
    ReportName.SERVICES: (Grouping.TYPE, *_TIMES),
    ReportName.REVENUE: (*_TIMES, Grouping.TYPE),
    ReportName.LATE: (*_TIMES, Grouping.EMPLOYEE, Grouping.TYPE),
    ReportName.FIRST_TIME: (Grouping.MONTH, Grouping.WEEK, Grouping.TYPE),
    ReportName.ESTIMATES: (Grouping.MONTH, Grouping.WEEK),
}
"""By what each report can be told, the usual one first."""
TITLES: Mapping[ReportName, str] = {
    ReportName.UTILISATION: "Utilisation",
    ReportName.SERVICES: "Jobs and hours by service type",
    ReportName.REVENUE: "Revenue",
    ReportName.LATE: "Late starts and overruns",
    ReportName.FIRST_TIME: "First-time fix",
    ReportName.ESTIMATES: "Estimates won",
}
