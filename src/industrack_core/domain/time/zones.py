"""Zones of companies. What reads them loads with the first office: a frame without one needs none."""

from zoneinfo import ZoneInfo

Zone = ZoneInfo
"""The library's own kind of zone, for who names it without loading it."""


class TwelveHourZone(ZoneInfo):
    """The zone of a company that reads its clock in twice twelve hours: wherever its times are written, they say so."""

    has_twelve_hours = True


def company_zone(key: str, *, clock24: bool) -> Zone:
    """The zone of a company that reads its clock that way."""
    return ZoneInfo(key) if clock24 else TwelveHourZone(key)
