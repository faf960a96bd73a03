"""What a new, empty company begins with: a calendar, colors, a few service types, and nothing invented."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from industrack_core.domain.acts import LoadRecords, Record
from industrack_core.domain.form import Form, Question, QuestionKind
from industrack_core.domain.office import DAY_MINUTES, Calendar, Company, JobColor, ServiceType
from industrack_core.domain.settings import HoldReason, JobTemplate, Tag, TaskTemplate

COLOR_NAMES = (
    ("Red", "red"), ("Orange", "orange"), ("Yellow", "yellow"), ("Green", "green"), ("Teal", "teal"),
    ("Blue", "blue"), ("Purple", "purple"), ("Pink", "pink"), ("Brown", "brown"), ("Grey", "grey"),
)  # fmt: skip
"""Named job colors and the theme hues that paint them."""

HOLD_REASONS = ("Waiting for parts", "Customer not at home", "Access problem", "Weather")
TAGS = ("VIP", "Contract", "Slow payer")

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


def settings_lists(reserve_ids: Callable[[int], int]) -> list[Record]:
    """What every company begins with beside colors and service types: tags, hold reasons, forms and templates."""
    report = Form(
        name="Job report",
        questions=(
            Question(text="What was done?", required=True),
            Question(text="Is the work finished?", kind=QuestionKind.YES_NO, required=True),
            Question(text="Photo of the work", kind=QuestionKind.PHOTO),
            Question(text="Signature of the customer", kind=QuestionKind.SIGNATURE),
        ),
    )
    safety = Form(
        name="Safety check",
        questions=(
            Question(text="Is the place safe to work in?", kind=QuestionKind.YES_NO, required=True),
            Question(
                text="Protection worn", kind=QuestionKind.CHOICE, choices=("Gloves", "Gloves and goggles", "Full kit")
            ),
            Question(text="What could be dangerous?"),
        ),
    )
    lines = ("Look and listen", "Measure and note the values", "Clean", "Test run", "Tidy up")
    records: list[Any] = [
        *(Tag(name=name) for name in TAGS),
        *(HoldReason(name=name) for name in HOLD_REASONS),
        report,
        safety,
        TaskTemplate(name="Maintenance visit", lines=lines),
        JobTemplate(name="Yearly maintenance", description="Yearly maintenance", minutes=90, tasks=lines),
    ]
    first = reserve_ids(len(records))
    return [replace(record, id=first + place) for place, record in enumerate(records)]


def empty_company(reserve_ids: Callable[[int], int], zone: str | None = None) -> LoadRecords:
    """A company without people or jobs, in the IANA zone given, else in this machine's."""
    first = reserve_ids(2 + len(COLOR_NAMES) + len(SERVICE_TYPES))
    zone = zone or local_zone()
    country, currency = home_of(zone)
    records: list[Record] = [
        Company(id=first, name="My company", zone=zone, country=country, currency=currency),
        default_calendar(first + 1),
    ]
    for offset, (name, hue) in enumerate(COLOR_NAMES, first + 2):
        records.append(JobColor(id=offset, name=name, hue=hue))
    for offset, name in enumerate(SERVICE_TYPES, first + 2 + len(COLOR_NAMES)):
        records.append(ServiceType(id=offset, name=name))
    return LoadRecords((*records, *settings_lists(reserve_ids)), "Founded the company.")


def home_of(zone: str) -> tuple[str, str]:
    """Country and currency that go with an IANA zone; none and US dollars for one of no country."""
    from industrack_core.desk.money import currency_of
    from industrack_core.desk.phones import country_of_zone

    country = country_of_zone(zone)
    return country, currency_of(country)
