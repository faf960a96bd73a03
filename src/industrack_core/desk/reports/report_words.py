"""Figures of a report as people read them."""

from industrack_core.desk.values.money import money_text
from industrack_core.domain.reports.report import Unit
from industrack_core.domain.time.entry import format_duration

NOTHING = "-"


def figure_text(value: int | None, unit: Unit, currency: str) -> str:
    """`1,234`, `36.5` hours, `2h05`, `83.4 %`, `$1,234.50`; a dash where there is nothing to tell."""
    if value is None:
        return NOTHING
    if unit is Unit.MONEY:
        return money_text(value, currency)
    if unit is Unit.MINUTES:
        return format_duration(value)
    if unit is Unit.HOURS:
        return f"{value / 60:,.1f}"
    return f"{value / 10:,.1f} %" if unit is Unit.SHARE else f"{value:,}"
