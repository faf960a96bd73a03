"""Dates and people as the job form says them."""

from collections.abc import Sequence
from datetime import date, datetime

from industrack_core.domain.records.office import Office
from industrack_core.domain.time.entry import format_when
from industrack_core.domain.time.span import local_day
from industrack_tui.forms.schedule_entry import Clockwork


def moment_text(clock: Clockwork, at: datetime) -> str:
    """An instant in the company's zone: `Tue 24 Nov 11:00`."""
    return format_when(at, clock.zone, today=local_day(clock.now, clock.zone))


def new_name(origin: str) -> str:
    """What a job is called that is not saved yet; `origin` is what it comes from."""
    return f"New job, from {origin}" if origin else "New job"


def day_text(day: date) -> str:
    """A day as it can be typed again: `2026-11-24`."""
    return day.isoformat()


def crew_text(office: Office, crew: Sequence[int]) -> str:
    """The names of the crew in one line."""
    return ", ".join(employee.short_name for each in crew if (employee := office.employee(each)) is not None)
