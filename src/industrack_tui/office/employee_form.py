"""The form of an employee: who, what they can do, when they work."""

from dataclasses import replace
from typing import TYPE_CHECKING

from industrack_core.desk.records.employees import USUAL_HOURS
from industrack_core.domain.field.messages import NOTIFY_HINT
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.held import Fields
from industrack_core.domain.records.listing import ListQuery
from industrack_core.domain.records.office import Employee, EmployeeState
from industrack_core.domain.time.hours_text import EXAMPLE, format_hours, hours_said, parse_hours
from industrack_tui.forms.record import fields, picks
from industrack_tui.forms.record.spec import RecordSpec, Said, across, beside, section
from industrack_tui.lists.opening import show_list
from industrack_tui.office.jobs_ahead import show_jobs_ahead
from industrack_tui.office.time_off import TIME_OFF
from industrack_tui.widgets.form.pick import Candidate
from industrack_tui.widgets.form.sheet import Parts

if TYPE_CHECKING:
    from industrack_core.desk.desk import Desk
    from industrack_tui.forms.record.entry import RecordEntry
    from industrack_tui.forms.record.state import RecordState

STATES = {
    EmployeeState.ACTIVE: ("a", "has a row, and is offered for jobs"),
    EmployeeState.INACTIVE: ("i", "is not offered; a row while jobs are to come"),
    EmployeeState.ARCHIVED: ("x", "has left: the history stays"),
}
"""Letters, and what each state means."""
_STATES = [Candidate(state, state.value.capitalize(), said) for state, (_, said) in STATES.items()]
_COUNTED = 99


def new_employee(first_name: str = "", last_name: str = "") -> Employee:
    """A new one, with the usual hours."""
    return Employee(first_name=first_name, last_name=last_name, hours=USUAL_HOURS)


def skills(model: "RecordState") -> list[Candidate]:
    """Every skill that somebody has, or that some work takes."""
    office = model.office
    named = {skill for employee in office.employees for skill in employee.skills}
    named |= {skill for service_type in office.service_types for skill in service_type.skills}
    return [Candidate(skill, skill) for skill in sorted(named, key=str.casefold)]


def _hours(model: "RecordState") -> list[Parts]:
    return [((hours_said(model.record.hours), "panel_muted"),)] if "hours" not in model.wrong else []


def _warning(model: "RecordState") -> list[Parts]:
    """What leaving means, while it is being decided."""
    ahead = model.extra.get("ahead", 0)
    if model.record.state is EmployeeState.ACTIVE or not ahead:
        return []
    said = f"{_many(ahead)} to come: they are listed after saving, to be given to others. The history stays."
    return [((said, "panel_warning"),)]


def _many(count: int) -> str:
    return "1 job" if count == 1 else f"over {_COUNTED} jobs" if count > _COUNTED else f"{count} jobs"


def _off_said(model: "RecordState") -> str:
    count = model.extra.get("off", 0)
    return "1 entry" if count == 1 else f"{count} entries"


def _fetch(desk: "Desk", record: Employee) -> Fields:
    if not record.id:
        return {}
    off = desk.list_count(ListQuery(Kind.TIME_OFF, "starts_at", parent=record.id)) or 0
    return {"ahead": len(desk.jobs_ahead(record.id, _COUNTED + 1)), "off": off}


def _open_time_off(form: "RecordEntry") -> None:
    employee: Employee = form.state.original
    show_list(form.session, TIME_OFF, parent=employee.id, of=employee.short_name, left=form.fetch)


def _open_jobs(form: "RecordEntry") -> None:
    show_jobs_ahead(form, form.state.original.id, form.state.original.short_name)


def _title(model: "RecordState") -> str:
    name: str = model.record.short_name
    return f"Employee {name}".rstrip() if not model.is_new else f"New employee  {name}".rstrip()


EMPLOYEE = RecordSpec(
    Kind.EMPLOYEE, Kind.EMPLOYEE.noun,
    (
        section(
            "person", "Person",
            across(
                fields.text("first_name", "First name", share=0.5),
                fields.text("last_name", "Last name", share=0.5),
            ),
            across(
                fields.text("phone", "Phone", share=0.5),
                fields.text("email", "E-mail", share=0.5, placeholder="signs in with it"),
            ),
            across(fields.text("notify", "Messages", placeholder=NOTIFY_HINT)),
            across(
                fields.text("role", "Role", share=0.5, placeholder="Technician"),
                picks.chosen("state", "State", lambda model: _STATES, share=0.5),
            ),
            Said(_warning),
        ),
        section(
            "work", "Work",
            across(picks.ticks("skills", "Skills", skills, new=True, placeholder="type one, or pick")),
            across(
                replace(
                    fields.read_as(
                        "hours", "Hours", lambda model, value: format_hours(value),
                        lambda model, said: parse_hours(said), replaces=True, placeholder=EXAMPLE,
                    ),
                    limit=500,
                )
            ),
            Said(_hours),
        ),
        section(
            "ahead", "Ahead",
            across(fields.link(Kind.TIME_OFF, "Time off", _off_said, _open_time_off)),
            across(fields.link("jobs", "Jobs to come", lambda model: _many(model.extra.get("ahead", 0)), _open_jobs)),
        ),
    ),
    title=_title, first="first_name", readings=beside(_fetch), keeps=(Employee,),
)  # fmt: skip
"""The form of an employee."""
