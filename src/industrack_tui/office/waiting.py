"""The outbox: what was dispatched and no phone has yet, for whom, since when, and why."""

from typing import TYPE_CHECKING

from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.listing import ListRow
from industrack_core.domain.time.minute import instant_of
from industrack_tui.forms.job.open_form import open_job_form
from industrack_tui.lists import drawing
from industrack_tui.lists.spec import Column, ListSpec, Value

if TYPE_CHECKING:
    from datetime import date

    from industrack_tui.lists.spec import OpenList


def why_waiting(values: "dict[str, Value]", today: "date") -> str:
    """Why a phone does not have it yet, by what the list knows of it."""
    if not values["phones"]:
        return "no phone connected"
    start, ahead = values["starts_at"], int(values["days_ahead"] or 0)
    if start is not None and (instant_of(int(start)).date() - today).days > ahead:
        return f"phones have {ahead} days ahead"
    return "the phone has not asked since" if values["heard_s"] else "the phone never asked"


def _derived(row: ListRow, today: "date") -> dict[str, Value]:
    return {"why": why_waiting(dict(row.values), today)}


def _open(screen: "OpenList", row: ListRow) -> None:
    open_job_form(screen.session, int(row.values["job_id"] or 0), closed=screen.after_form)


WAITING = ListSpec(
    "waiting", "Outbox", "message",
    (
        Column("employee_id", "For whom", 14, 0.4, draw=drawing.as_people, sort="-"),
        Column("job_number", "Job", 8, sort="-"),
        Column("starts_at", "Begins", 16, draw=drawing.as_moment, sort="-", rank=2),
        Column("due_s", "Since", 16, draw=drawing.as_second),
        Column("why", "Why", 22, 1.0, sort="-"),
        Column("heard_s", "Phone heard", 16, draw=drawing.as_second, sort="-", rank=1),
    ),
    sort="due_s",
    open=_open, why_no_adding="dispatching a job puts it here", deletes=False, derive=_derived,
    kinds=(Kind.OUTBOX, Kind.JOB, Kind.DEVICE), called=lambda row: str(row.values["job_number"]),
    nothing="Nothing that was dispatched from here waits for a phone.",
)  # fmt: skip
