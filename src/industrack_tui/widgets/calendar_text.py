"""What is said about a calendar, and why one cannot be used."""

from industrack_core.domain.records.office import Calendar, Office
from industrack_core.domain.time.entry import format_duration


def why_not_calendar(office: Office, calendar: Calendar) -> str:
    """Why a calendar cannot be used now; empty when it can."""
    if calendar.is_default:
        return ""
    if not any(group.id in calendar.group_ids for group in office.groups):
        return f"{calendar.name} has no group: give it one under Calendars, and it shows its people."
    if not office.pool(calendar):
        return f"Nobody active is in the groups of {calendar.name}."
    return ""


def about_calendar(office: Office, calendar: Calendar) -> str:
    """Hours, slot, usual duration and whose people, in one line."""
    groups = ", ".join(group.name for group in office.groups if group.id in calendar.group_ids)
    people = "everybody" if calendar.is_default else f"{groups or 'no group'}: {len(office.pool(calendar))}"
    times = f"{_clock(calendar.opens)}-{_clock(calendar.closes)}"
    return f"{times}, slot {calendar.slot_minutes}m, jobs {format_duration(calendar.job_minutes)}, {people}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def ruler(calendar: Calendar) -> str:
    """The hours as the board will show them."""
    hours = range(calendar.opens // 60, -(-calendar.closes // 60))
    every = 1 if len(hours) <= 12 else 3
    return " ".join(f"{hour:02}" for hour in hours if hour % every == 0)
