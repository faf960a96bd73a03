"""Which views there are beside the timeline; known before any of them is loaded."""

from enum import StrEnum


class PeriodKind(StrEnum):
    """The views beside the timeline."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
