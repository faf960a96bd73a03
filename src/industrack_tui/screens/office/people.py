"""Employees and groups: the lists, and what can be done to a row."""

from industrack_core.domain.listing import ListRow
from industrack_tui.screens.office import drawing
from industrack_tui.screens.office.list_kind import Column, ListSpec


def _state_role(row: ListRow) -> str:
    return {"inactive": "warning", "archived": "muted"}.get(str(row.values["state"]), "ground")


def _employee_name(row: ListRow) -> str:
    return f"{row.values['first_name']} {row.values['last_name']}".strip()


EMPLOYEES = ListSpec(
    "employee", "Employees", "employee",
    (
        Column("last_name", "Last name", 14, 1.0),
        Column("first_name", "First name", 12, 0.8),
        Column("role", "Role", 12, 1.0, rank=2),
        Column("phone", "Phone", 15, rank=1),
        Column("email", "E-mail", 18, 1.2, rank=3),
        Column("state", "State", 8, draw=drawing.words, role=_state_role),
    ),
    sort="last_name",
    filters=(("active", "Active"), ("inactive", "Inactive"), ("archived", "Archived"), ("", "All")),
    deletes=False, called=_employee_name,
    nothing="Nobody here. a adds an employee.",
)  # fmt: skip

GROUPS = ListSpec(
    "employee_group", "Groups", "group",
    (Column("name", "Name", 20, 1.0),),
    sort="name", filters=(("in use", "In use"), ("retired", "Deleted"), ("", "All")), can_retire=True,
    nothing="No groups here. a adds one.",
)  # fmt: skip
