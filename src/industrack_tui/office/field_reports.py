"""The tray of what phones reported: what the office has to look at first. Enter shows both sides, one key each way."""

from typing import TYPE_CHECKING

from industrack_core.domain.acts.field_acts import Settle, SettleReport
from industrack_core.domain.acts.row_rights import why_nothing
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.customer import Location
from industrack_core.domain.records.listing import ListRow
from industrack_core.domain.records.office import Office
from industrack_core.domain.rights import known_as
from industrack_core.domain.text.text import clean_line
from industrack_tui.acting import perform
from industrack_tui.dialogs.menu import Choice, Menu
from industrack_tui.dialogs.prompt import Prompt
from industrack_tui.lists import drawing
from industrack_tui.lists.spec import Column, ListSpec, Value
from industrack_tui.office.report_words import body_said, location_of

if TYPE_CHECKING:
    from industrack_core.domain.acts.history import HistoryEntry
    from industrack_tui.lists.spec import OpenList

_VERDICTS = {"review": "To look at", "applied": "Applied", "settled": "Applied", "dismissed": "Dismissed"}


def _verdict(value: Value, office: Office) -> str:
    return _VERDICTS[str(value)]


def _role(row: ListRow) -> str:
    return {"review": "warning", "dismissed": "muted"}.get(str(row.values["verdict"]), "ground")


def _called(row: ListRow) -> str:
    return str(row.values["text"])


def _about(row: ListRow, office: Office) -> str:
    return f"{drawing.as_second(row.values['at_s'], office)}   {row.values['text']}"


def why_not_settle(screen: "OpenList", row: ListRow) -> str:
    """What was applied or dismissed is dealt with."""
    return "" if row.values["verdict"] == "review" else "it is dealt with already"


def take_theirs(screen: "OpenList", row: ListRow) -> None:
    """Theirs: as if it came now."""
    perform(screen, SettleReport(row.id, row.version, Settle.APPLY), "apply it")


def keep_ours(screen: "OpenList", row: ListRow) -> None:
    """Ours: ask why; it stays readable."""

    def typed(reason: str | None) -> None:
        if reason:
            perform(screen, SettleReport(row.id, row.version, Settle.DISMISS, reason), "dismiss it")

    prompt = Prompt(
        screen.look, screen.glyphs, "Dismiss: why?", "the technician may ask", lambda text: (clean_line(text), True)
    )
    screen.app.push_screen(prompt, typed)


def show_sides(screen: "OpenList", row: ListRow) -> None:
    """What the phone said, and what the office has."""
    screen.bring(_show_sides(screen, row))


async def _show_sides(screen: "OpenList", row: ListRow) -> None:
    job_id = int(row.values["job_id"] or 0)
    job = await screen.bridge.ask(lambda desk: desk.job(job_id)) if job_id else None
    history = await screen.bridge.ask(lambda desk: desk.history(Kind.JOB, job_id, 3)) if job_id else ()
    values, office = row.values, screen.office
    about = [
        f"Theirs, at {drawing.as_second(values['at_s'], office)}, here at "
        f"{drawing.as_second(values['received_s'], office)}: {values['text']}",
    ]
    body = str(values["body"] or "")
    about += [f"  {each}" for each in body_said(body)]
    about.append(f"Ours: {job.number} is {job.status.label}, {job.delivery.label}." if job else "Ours: no such job.")
    place = location_of(body)
    found = (await screen.bridge.ask(lambda desk: desk.records(Kind.LOCATION, [place]))).get(place) if place else None
    if isinstance(found, Location):
        about.append(f"  Note of the place: {' '.join(found.site_note.split()) or 'none'}")
    about += [f"  {_entry(each, office)}" for each in history]
    choices = [
        Choice("apply", "t", "Theirs", "apply it as things are now", _why_not(screen, row, "Theirs")),
        Choice("dismiss", "y", "Ours", "dismiss it, with a reason", _why_not(screen, row, "Ours")),
    ]

    def chosen(how: str | None) -> None:
        if how is not None:
            (take_theirs if how == "apply" else keep_ours)(screen, row)

    screen.app.push_screen(Menu(screen.look, screen.glyphs, "Field report", choices, about), chosen)


def _why_not(screen: "OpenList", row: ListRow, label: str) -> str:
    if why_not_settle(screen, row):
        return f"{_VERDICTS[str(row.values['verdict'])]} already."
    reason = why_nothing(screen.office.person, (Kind.FIELD_REPORT,), is_new=False)
    return f"{label}: {reason}." if reason else ""


def _entry(entry: "HistoryEntry", office: Office) -> str:
    return f"{entry.at.astimezone(office.zone):%d %b %H:%M} {known_as(office.person, entry.who)}: {entry.line}"


FIELD_REPORTS = ListSpec(
    Kind.FIELD_REPORT, "Field reports", Kind.FIELD_REPORT.noun,
    (
        Column("received_s", "Came", 16, draw=drawing.as_second),
        Column("employee_id", "Who", 12, draw=drawing.as_people, sort="-"),
        Column("number", "Job", 8, sort="-", rank=1),
        Column("text", "What it says, and what stands against it", 30, 1.0, sort="-"),
        Column("verdict", "", 10, draw=_verdict, sort="-", role=_role, rank=2),
    ),
    sort="received_s", descending=True,
    filters=(("review", "To look at"), ("applied", "Applied"), ("settled", "Applied later"),
             ("dismissed", "Dismissed"), ("", "All")),
    open=show_sides, why_no_adding="phones report here by themselves", deletes=False, called=_called, about=_about,
    nothing="Nothing here to look at.",
)  # fmt: skip
