"""A report: what is asked for, and the rows of the answer, each figure of which says what it is of."""

from datetime import datetime
from enum import StrEnum

from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.reports.period import Period
from industrack_core.domain.reports.report_names import TITLES, Grouping, ReportName


@dataclass(frozen=True, slots=True)
class ReportQuery:
    """Which report, of which days, by what."""

    name: ReportName
    period: Period
    grouping: Grouping


class Unit(StrEnum):
    """What a figure counts: minutes are told as hours, shares are thousandths, money is in minor units."""

    COUNT = "count"
    HOURS = "hours"
    MINUTES = "minutes"
    DAYS = "days"
    SHARE = "share"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class Measure:
    """A column of figures. Those that are `summed` can be added up over the rows."""

    name: str
    label: str
    unit: Unit
    summed: bool = False
    of_money: bool = False

    @property
    def is_money(self) -> bool:
        """Whether it tells amounts, or a share of such."""
        return self.of_money or self.unit is Unit.MONEY


Figures = tuple[int | None, ...]
"""One for each measure, None where there is nothing to tell."""


class ReportRow(NamedTuple):
    """A line of a report; by its `key` the jobs behind it are found. There are many of them."""

    key: str
    label: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class Report:
    """The answer. `main` is the place of the measure that is drawn; `basis` are sentences of what the figures are of;
    `made_at` (aware UTC) is when it was read."""

    query: ReportQuery
    measures: tuple[Measure, ...]
    rows: tuple[ReportRow, ...]
    total: Figures
    basis: tuple[str, ...]
    main: int
    made_at: datetime

    @property
    def title(self) -> str:
        """`Utilisation by week`."""
        if self.query.name is ReportName.SERVICES and self.query.grouping is Grouping.TYPE:
            return TITLES[self.query.name]
        return f"{TITLES[self.query.name].removesuffix(' by service type')} by {self.query.grouping.label}"


@dataclass(frozen=True, slots=True)
class JobBehind:
    """A job behind a figure. `starts_at` is the minute since 1970 UTC, None without a plan; `actual` are minutes of
    all who reported times of it, None where nobody did."""

    id: int
    number: str
    customer: str
    description: str
    status: str
    billing: str
    starts_at: int | None
    minutes: int
    actual: int | None


def share_of(part: int, whole: int) -> int | None:
    """Thousandths, half up; None of nothing."""
    return (2000 * part + whole) // (2 * whole) if whole > 0 else None
