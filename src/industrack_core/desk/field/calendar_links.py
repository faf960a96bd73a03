"""Addresses at which calendars read what an employee was sent: made, and ended."""

from industrack_core.desk.jobs.job_checks import stale, stops
from industrack_core.desk.plan import Decision, Setting, plan_of
from industrack_core.domain.acts.field_acts import EndCalendarLink, MakeCalendarLink
from industrack_core.domain.field.records import CalendarLink
from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import FindingKind, Refused
from industrack_core.domain.records.office import Employee, EmployeeState
from industrack_core.domain.text.text import clean_line
from industrack_core.store.writing.transaction import Transaction

NAME_LIMIT = 60
MOST = 20
"""Of an employee."""


def make_calendar_link(tx: Transaction, act: MakeCalendarLink, setting: Setting) -> Decision:
    """Another one of an employee who has not left."""
    employee = tx.get(Employee, act.employee_id)
    if employee is None:
        return Refused((stops(FindingKind.ENTRY, "This employee is not there any more."),))
    if employee.state is EmployeeState.ARCHIVED:
        text = f"{employee.short_name} has left: there is nothing for a calendar to read."
        return Refused((stops(FindingKind.ENTRY, text),))
    name = clean_line(act.name, NAME_LIMIT)
    if not name:
        return Refused((stops(FindingKind.MISSING, "Where is it read? A name tells one link from another.", "name"),))
    theirs = tx.find(CalendarLink, "employee_id", [employee.id])
    if len(theirs) >= MOST:
        text = f"{employee.short_name} has {MOST} calendar links: end one that nobody reads."
        return Refused((stops(FindingKind.ENTRY, text),))
    made = CalendarLink(
        id=tx.new_id(), employee_id=employee.id, name=name, secret_hash=act.secret_hash,
        made_at=setting.minute,
    )  # fmt: skip
    return plan_of([(None, made)], f"Made a calendar link of {employee.short_name}: {name}.")


def end_calendar_link(tx: Transaction, act: EndCalendarLink, setting: Setting) -> Decision:
    """It goes; whoever asks there finds nothing."""
    link = tx.get(CalendarLink, act.link_id)
    if link is None or link.version != act.version:
        found = link.version if link is not None else 0
        return stale(tx, Kind.CALENDAR_LINK, act.link_id, "The calendar link", act.version, found)
    employee = tx.get(Employee, link.employee_id)
    whose = f" of {employee.short_name}" if employee is not None else ""
    return plan_of([(link, None)], f"Ended the calendar link {link.name}{whose}.")
