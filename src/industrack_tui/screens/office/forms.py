"""Forms: the list of them, their questions as text, and what technicians answered."""

from industrack_tui.screens.office.list_kind import Column, ListSpec

FORMS = ListSpec(
    "form", "Forms", "form",
    (Column("name", "Name", 20, 1.0),),
    sort="name", filters=(("in use", "In use"), ("retired", "Deleted"), ("", "All")), can_retire=True,
    nothing="No forms here. a adds one.",
)  # fmt: skip
