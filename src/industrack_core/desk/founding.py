"""What a new, empty company begins with: a calendar, colors, a few service types, and nothing invented."""

import os
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from industrack_core.domain.acts import LoadRecords, Record
from industrack_core.domain.office import DAY_MINUTES, Calendar, Company, JobColor, ServiceType

COLOR_NAMES = (
    ("Red", "red"), ("Orange", "orange"), ("Yellow", "yellow"), ("Green", "green"), ("Teal", "teal"),
    ("Blue", "blue"), ("Purple", "purple"), ("Pink", "pink"), ("Brown", "brown"), ("Grey", "grey"),
)  # fmt: skip
"""Named job colors and the theme hues that paint them."""

SERVICE_TYPES = ("Service call", "Maintenance", "Installation", "Inspection", "Emergency")


def local_zone() -> str:
    """The IANA name of this machine's zone, or UTC when it has none."""
    candidates = [os.environ.get("TZ", "").lstrip(":")]
    try:
        candidates.append(str(Path("/etc/localtime").resolve()).partition("zoneinfo/")[2])
    except OSError:
        candidates.append("")
    for name in candidates:
        try:
            if name:
                return ZoneInfo(name).key
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return "UTC"


def default_calendar(record_id: int) -> Calendar:
    """The calendar every company has: the whole day, all active employees."""
    return Calendar(id=record_id, name="Default calendar", opens=0, closes=DAY_MINUTES, is_default=True)


def empty_company(reserve_ids: Callable[[int], int], zone: str | None = None) -> LoadRecords:
    """A company without people or jobs, in the IANA zone given, else in this machine's."""
    first = reserve_ids(2 + len(COLOR_NAMES) + len(SERVICE_TYPES))
    records: list[Record] = [
        Company(id=first, name="My company", zone=zone or local_zone()),
        default_calendar(first + 1),
    ]
    for offset, (name, hue) in enumerate(COLOR_NAMES, first + 2):
        records.append(JobColor(id=offset, name=name, hue=hue))
    for offset, name in enumerate(SERVICE_TYPES, first + 2 + len(COLOR_NAMES)):
        records.append(ServiceType(id=offset, name=name))
    return LoadRecords(tuple(records), "Founded the company.")
