"""The outbox: what was dispatched and no phone has yet, and messages that have not gone: for whom, since when, why."""

from typing import TYPE_CHECKING

from industrack_core.domain.acts.field_acts import SettleMessage
from industrack_core.domain.field.messages import told_address
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.listing import ListRow
from industrack_core.domain.records.office import Office
from industrack_core.domain.records.outbox import Channel
from industrack_core.domain.text.text import how_many
from industrack_core.domain.time.minute import instant_of
from industrack_tui.acting import perform
from industrack_tui.commands.spoken import with_keys
from industrack_tui.forms.job.open_form import open_job_form
from industrack_tui.lists import drawing
from industrack_tui.lists.spec import Column, ListSpec, Value

if TYPE_CHECKING:
    from datetime import date

    from industrack_tui.lists.spec import OpenList


def why_waiting(values: "dict[str, Value]", today: "date") -> str:
    """Why it has not arrived yet, by what the list knows of it."""
    if values["channel"] == Channel.NOTIFY:
        tried = f"{how_many(int(values['tries'] or 0), 'attempt')}: {values['error']}"
        if not values["next_s"]:
            return f"given up after {tried}"
        return f"not yet, {tried}" if values["tries"] else "the gateway has not sent it"
    if not values["phones"]:
        return "no phone connected"
    start, ahead = values["starts_at"], int(values["days_ahead"] or 0)
    if start is not None and (instant_of(int(start)).date() - today).days > ahead:
        return f"phones have {ahead} days ahead"
    return "the phone has not asked since" if values["heard_s"] else "the phone never asked"


def _derived(row: ListRow, today: "date") -> dict[str, Value]:
    return {"why": why_waiting(dict(row.values), today), "way": told_address(str(row.values["address"])) or "phone"}


def _open(screen: "OpenList", row: ListRow) -> None:
    open_job_form(screen.session, int(row.values["job_id"] or 0), closed=screen.after_form)


def why_no_message(screen: "OpenList", row: ListRow) -> str:
    """Only messages are tried again."""
    return "" if row.values["channel"] == Channel.NOTIFY else "a phone fetches it by itself"


def try_again(screen: "OpenList", row: ListRow) -> None:
    """Send the message now."""
    perform(screen, SettleMessage(row.id, row.version, True), "try it again")


def take_off(screen: "OpenList", row: ListRow) -> None:
    """Nobody gets the message; a dispatch is recalled instead."""
    if row.values["channel"] != Channel.NOTIFY:
        screen.say(with_keys("A dispatch is taken back on the board, by [job.recall]."), "panel_warning")
        return
    perform(screen, SettleMessage(row.id, row.version, False), "take it off")


def _about(row: ListRow, office: Office) -> str:
    values = row.values
    said = values["payload"] if values["channel"] == Channel.NOTIFY else f"Job {values['job_number']}"
    return f"{said}   {values['why']}"


WAITING = ListSpec(
    "waiting", "Outbox", "message",
    (
        Column("employee_id", "For whom", 14, 0.4, draw=drawing.as_people, sort="-"),
        Column("job_number", "Job", 8, sort="-"),
        Column("way", "By", 10, 0.5, sort="-", rank=3),
        Column("starts_at", "Begins", 16, draw=drawing.as_moment, sort="-", rank=2),
        Column("due_s", "Since", 16, draw=drawing.as_second),
        Column("why", "Why", 22, 1.0, sort="-"),
        Column("heard_s", "Phone heard", 16, draw=drawing.as_second, sort="-", rank=1),
    ),
    sort="due_s",
    open=_open, why_no_adding="dispatching a job puts it here", delete=take_off, about=_about, derive=_derived,
    kind=Kind.OUTBOX, kinds=(Kind.JOB, Kind.DEVICE), called=lambda row: str(row.values["job_number"]),
    labels={"list.delete": "Take off"},
    nothing="Nothing that was dispatched from here waits.",
)  # fmt: skip
