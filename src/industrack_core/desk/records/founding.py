"""What a new, empty company begins with: a calendar, colors, a few service types, and nothing invented."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from industrack_core.desk.records.people import begun, how_many_begin
from industrack_core.desk.records.unnamed import UNNAMED
from industrack_core.desk.values.countries import (
    country_named,
    country_names,
    country_of_machine,
    country_of_zone,
    currency_of,
    habits_of,
    main_zone,
    zones_of,
)
from industrack_core.desk.values.money import is_currency
from industrack_core.domain.acts.founding import LoadRecords
from industrack_core.domain.acts.limits import LINE_LIMIT
from industrack_core.domain.dataclass import dataclass
from industrack_core.domain.errors import UsageError
from industrack_core.domain.records.form import Form, FormQuestion, QuestionKind
from industrack_core.domain.records.office import Calendar, Company, JobColor, ServiceType
from industrack_core.domain.records.record import Record
from industrack_core.domain.records.settings import HoldReason, JobTemplate, Tag, TaskTemplate
from industrack_core.domain.text.text import clean_line
from industrack_core.domain.time.minute import DAY_MINUTES

COLOR_NAMES = (
    ("Red", "red"), ("Orange", "orange"), ("Yellow", "yellow"), ("Green", "green"), ("Teal", "teal"),
    ("Blue", "blue"), ("Purple", "purple"), ("Pink", "pink"), ("Brown", "brown"), ("Grey", "grey"),
)  # fmt: skip
"""Named job colors and the theme hues that paint them."""

NOWHERE = ("UTC", "Etc/UTC", "GMT", "Etc/GMT", "Universal", "Zulu")
"""Zones of servers, and of no office."""

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
            FormQuestion(text="What was done?", required=True),
            FormQuestion(text="Is the work finished?", kind=QuestionKind.YES_NO, required=True),
            FormQuestion(text="Photo of the work", kind=QuestionKind.PHOTO),
            FormQuestion(text="Signature of the customer", kind=QuestionKind.SIGNATURE),
        ),
    )
    safety = Form(
        name="Safety check",
        questions=(
            FormQuestion(text="Is the place safe to work in?", kind=QuestionKind.YES_NO, required=True),
            FormQuestion(
                text="Protection worn", kind=QuestionKind.CHOICE, choices=("Gloves", "Gloves and goggles", "Full kit")
            ),
            FormQuestion(text="What could be dangerous?"),
        ),
    )
    lines = ("Look and listen", "Measure and note the values", "Clean", "Test run", "Tidy up")
    records: list[Record] = [
        *(Tag(name=name) for name in TAGS),
        *(HoldReason(name=name) for name in HOLD_REASONS),
        report,
        safety,
        TaskTemplate(name="Maintenance visit", lines=lines),
        JobTemplate(name="Yearly maintenance", description="Yearly maintenance", minutes=90, tasks=lines),
    ]
    first = reserve_ids(len(records))
    return [replace(record, id=first + place) for place, record in enumerate(records)]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCompany:
    """What a company is founded with: its name, country (ISO 3166, or none), IANA zone and currency (ISO 4217)."""

    name: str = UNNAMED
    country: str = ""
    zone: str
    currency: str


def suggested_company(zone: str = "") -> NewCompany:
    """A company as this machine suggests it: in the zone given, else its own; in the zone's country, else in that of
    its language."""
    zone = zone or local_zone()
    country = country_of_zone(zone) or country_of_machine()
    if zone in NOWHERE:
        zone = main_zone(country) or zone
    return NewCompany(country=country, zone=zone, currency=currency_of(country))


def new_company(name: str, country: str, zone: str = "", currency: str = "") -> NewCompany:
    """A company as it is told, in words or codes; what the country says by itself may be left out.

    Raises UsageError with a sentence.
    """
    code = country_named(country)
    if not name.strip():
        raise UsageError("A company needs a name: --name.")
    if len(name.strip()) > LINE_LIMIT:
        raise UsageError(
            f"A company's name may have {LINE_LIMIT} characters, this one has {len(name.strip())}: --name."
        )
    if not code:
        raise UsageError(f"There is no country {country!r}: write for example --country DE or --country Germany.")
    zones = zones_of(code)
    own = local_zone()
    zone = zone.strip() or (own if own in zones else main_zone(code))
    if not zone:
        some = ", ".join(zones[:3])
        raise UsageError(f"{country_names()[code]} has several time zones: say which by --zone, for example {some}.")
    if not is_zone(zone):
        raise UsageError(f"There is no time zone {zone!r}: write for example --zone Europe/Berlin.")
    money = currency.strip().upper() or currency_of(code)
    if not is_currency(money):
        raise UsageError(f"There is no currency {currency!r}: write for example --currency EUR.")
    return NewCompany(name=clean_line(name), country=code, zone=zone, currency=money)


def is_zone(name: str) -> bool:
    """Whether there is an IANA zone of that name."""
    try:
        return bool(ZoneInfo(name).key)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


def empty_company(reserve_ids: Callable[[int], int], new: NewCompany | None = None, who: str = "") -> LoadRecords:
    """A company without people or jobs, else as the machine suggests it; week, clock and dates are the country's.

    `who` founds it, and is its admin; without one there are no roles in it.
    """
    new = new or suggested_company()
    first = reserve_ids(2 + len(COLOR_NAMES) + len(SERVICE_TYPES))
    habits = habits_of(new.country)
    records: list[Record] = [
        Company(
            id=first, name=new.name, zone=new.zone, country=new.country, currency=new.currency,
            first_weekday=habits.first_weekday, clock24=habits.clock24, day_first=habits.day_first,
        ),
        default_calendar(first + 1),
    ]  # fmt: skip
    for offset, (name, hue) in enumerate(COLOR_NAMES, first + 2):
        records.append(JobColor(id=offset, name=name, hue=hue))
    for offset, name in enumerate(SERVICE_TYPES, first + 2 + len(COLOR_NAMES)):
        records.append(ServiceType(id=offset, name=name))
    people = begun(reserve_ids(how_many_begin(1)), who) if who else []
    return LoadRecords((*records, *settings_lists(reserve_ids), *people), "Founded the company.")
