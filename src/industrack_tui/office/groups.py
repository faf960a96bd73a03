"""Groups: the list, and the form of one: who is in it, and who heads it."""

from dataclasses import replace
from typing import TYPE_CHECKING

from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.office import EmployeeState, Group
from industrack_tui.forms.record import fields, picks
from industrack_tui.forms.record.field_spec import Owner
from industrack_tui.forms.record.spec import Beside, Entries, RecordSpec, Said, across, section
from industrack_tui.lists import drawing, opening
from industrack_tui.lists.spec import Column, ListSpec
from industrack_tui.widgets.form.pick import Candidate
from industrack_tui.widgets.form.picture import Shown
from industrack_tui.widgets.form.sheet import Parts

if TYPE_CHECKING:
    from industrack_tui.forms.record.state import RecordState


def _people(model: "RecordState") -> list[Candidate]:
    """Everybody who is active, and who is in the group already."""
    record: Group = model.record
    had = {*record.member_ids, record.supervisor_id}
    return [
        Candidate(each.id, each.name, each.role if each.state is EmployeeState.ACTIVE else each.state.value)
        for each in model.office.employees
        if each.state is EmployeeState.ACTIVE or each.id in had
    ]


def _supervisors(model: "RecordState") -> list[Candidate]:
    return [*_people(model), Candidate(None, "nobody")]


def _name(model: "RecordState", owner: Owner) -> str:
    employee = model.office.employee(owner)
    return employee.short_name if employee else "somebody who is gone"


def _role(model: "RecordState", owner: Owner) -> Parts:
    employee = model.office.employee(owner)
    if employee is None:
        return ()
    away = employee.state is not EmployeeState.ACTIVE
    return ((f" {employee.state.value if away else employee.role}", "panel_warning" if away else "panel_muted"),)


def _said(model: "RecordState") -> list[Parts]:
    members = [model.office.employee(each) for each in model.record.member_ids]
    active = sum(1 for each in members if each is not None and each.state is EmployeeState.ACTIVE)
    shown = [each.name for each in model.office.calendars if model.record.id in each.group_ids]
    calendars = f" Shown by: {', '.join(shown)}." if shown and not model.is_new else ""
    return [((f"{active} active of {len(members)}.{calendars}", "panel_muted"),)]


GROUP = RecordSpec(
    Kind.EMPLOYEE_GROUP, "group",
    (
        section(
            "group", "Group",
            across(fields.text("name", "Name")),
            across(picks.chosen("supervisor_id", "Supervisor", _supervisors, placeholder="heads one group at most")),
            Said(_said),
            Entries(
                "member_ids", (fields.entry(_name, 30), Beside(_role)),
                replace(
                    picks.ticks("member_ids", "Add member", _people, placeholder="type a name; enter ticks"),
                    show=lambda model, owner: Shown(),
                ),
            ),
        ),
    ),
    title=lambda model: "New group" if model.is_new else f"Group {model.original.name}", first="name",
    first_again="member_ids.add", labels={"member_ids": "Members"}, keeps=(Group,),
)  # fmt: skip
"""The form of a group."""

GROUPS = ListSpec(
    Kind.EMPLOYEE_GROUP, "Groups", "group",
    (
        Column("name", "Name", 16, 0.6),
        Column("supervisor_id", "Supervisor", 16, 0.5, draw=drawing.as_people, sort="-"),
        Column("member_ids", "Members", 20, 2.0, rank=1, draw=drawing.as_people, sort="-"),
    ),
    sort="name", filters=drawing.IN_USE, can_retire=True, kinds=(Kind.EMPLOYEE,),
    open=opening.opens("office.groups:GROUP"),
    add=opening.adds("office.groups:GROUP", lambda screen: Group(name="")),
    nothing="No groups here. [list.add] adds one.",
)  # fmt: skip
