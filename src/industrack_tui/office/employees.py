"""Employees: the list, and what can be done to a row."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from industrack_core.domain.kinds import Kind
from industrack_core.domain.outcomes import Done
from industrack_core.domain.records.listing import ListRow
from industrack_core.domain.records.office import Employee, EmployeeState, Office
from industrack_core.domain.time.hours_text import hours_said
from industrack_tui.dialogs.menu import Choice, Menu
from industrack_tui.late import late
from industrack_tui.lists import drawing, opening
from industrack_tui.lists.record_acts import change_record
from industrack_tui.lists.spec import Column, ListSpec
from industrack_tui.office.employee_form import STATES, new_employee
from industrack_tui.office.jobs_ahead import show_jobs_ahead

if TYPE_CHECKING:
    from industrack_tui.lists.spec import OpenList


def _state_role(row: ListRow) -> str:
    return {"inactive": "warning", "archived": "muted"}.get(str(row.values["state"]), "ground")


def _employee_name(row: ListRow) -> str:
    return f"{row.values['first_name']} {row.values['last_name']}".strip()


def _about(row: ListRow, office: Office) -> str:
    employee = office.employee(row.id)
    if employee is None:
        return _employee_name(row)
    parts = (employee.short_name, employee.role, ", ".join(employee.skills), hours_said(employee.hours))
    return "   ".join(part for part in parts if part)


def choose_state(screen: "OpenList", row: ListRow) -> None:
    """Ask which state; who leaves has jobs, maybe."""
    name = _employee_name(row)
    choices = [
        Choice(state.value, letter, state.value.capitalize(), said,
               f"{name} is {state.value} already." if row.values["state"] == state.value else "")
        for state, (letter, said) in STATES.items()
    ]  # fmt: skip

    def chosen(value: str | None) -> None:
        if value is not None:
            state = EmployeeState(value)
            after = partial(_state_changed, screen, row.id, name, state)
            change_record(screen, row, lambda employee: replace(employee, state=state), "change it", after=after)

    screen.app.push_screen(Menu(screen.look, screen.glyphs, name, choices), chosen)


def _state_changed(screen: "OpenList", employee_id: int, name: str, state: EmployeeState, done: Done) -> None:
    """Who leaves still has jobs, maybe: they are listed to be moved."""
    screen.reload()
    if state is not EmployeeState.ACTIVE:
        show_jobs_ahead(screen, employee_id, name, says_none=False)


def _left_form(screen: "OpenList", before: Employee, done: Done) -> None:
    screen.bring(_look_after_form(screen, before, done))


async def _look_after_form(screen: "OpenList", before: Employee, done: Done) -> None:
    """A form that took somebody off work lists their jobs too."""
    if not before.id or before.state is not EmployeeState.ACTIVE:
        return
    found = (await screen.bridge.ask(lambda desk: desk.records(Kind.EMPLOYEE, [before.id]))).get(before.id)
    if isinstance(found, Employee) and found.state is not EmployeeState.ACTIVE:
        show_jobs_ahead(screen, found.id, found.short_name, says_none=False)


def show_time_off(screen: "OpenList", row: ListRow) -> None:
    """When they do not work."""
    opening.show_list(screen.session, late("office.time_off:TIME_OFF"), parent=row.id, of=_employee_name(row))


def show_jobs(screen: "OpenList", row: ListRow) -> None:
    """The jobs that they still have."""
    show_jobs_ahead(screen, row.id, _employee_name(row))


def _new_employee(screen: "OpenList") -> Employee:
    return new_employee()


EMPLOYEES = ListSpec(
    Kind.EMPLOYEE, "Employees", Kind.EMPLOYEE.noun,
    (
        Column("last_name", "Last name", 14, 1.0),
        Column("first_name", "First name", 12, 0.8),
        Column("role", "Role", 14, 1.0, rank=2),
        Column("phone", "Phone", 15, rank=1),
        Column("email", "E-mail", 18, 1.4, rank=3),
        Column("state", "State", 8, draw=drawing.as_words, role=_state_role),
    ),
    sort="last_name",
    filters=(("active", "Active"), ("inactive", "Inactive"), ("archived", "Archived"), ("", "All")),
    open=opening.opens("office.employee_form:EMPLOYEE", _left_form),
    add=opening.adds("office.employee_form:EMPLOYEE", _new_employee),
    deletes=False, called=_employee_name, about=_about, nothing="Nobody here. [list.add] adds an employee.",
)  # fmt: skip
