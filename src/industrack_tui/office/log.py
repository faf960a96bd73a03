"""The log: everything that was done, by whom and when. Enter opens what it was about, and one's own is taken back."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from industrack_core.domain.acts.acts import Undo
from industrack_core.domain.acts.log import LogChange, LogEntry, LogQuery
from industrack_core.domain.kinds import Kind, noun_of
from industrack_core.domain.records.listing import ListRow
from industrack_core.domain.records.office import Office
from industrack_core.domain.rights import Right, known_as
from industrack_core.domain.text.text import how_many
from industrack_core.domain.time.span import clock_text
from industrack_tui.acting import perform
from industrack_tui.dialogs.dialog import Parts, wrapped
from industrack_tui.dialogs.page import Page
from industrack_tui.forms.job.open_form import open_job_form
from industrack_tui.late import late
from industrack_tui.lists import opening
from industrack_tui.lists.spec import Column, ListSpec, Value
from industrack_tui.office.kept_records import FORMS

if TYPE_CHECKING:
    from industrack_tui.lists.spec import OpenList


_MOST_CHANGES = 50


def take_back_act(screen: "OpenList", row: ListRow) -> None:
    """The act under the cursor, also one that others came after; whoever built on it is named."""
    perform(screen, Undo(revision=row.id, chosen=True), "undo it")


def why_not_take_back_act(screen: "OpenList", row: ListRow) -> str:
    """What was taken back stands no more; what others did takes a right of its own."""
    gone = row.values["undone_by"]
    if gone:
        return f"it was taken back already, by act {gone}"
    is_own = row.values["who"] == screen.bridge.desk_of_now.who
    return "" if is_own else screen.session.not_theirs(Right.UNDO_ANY)


# -- what it was about -------------------------------------------------------------------------


def _open(screen: "OpenList", row: ListRow) -> None:
    screen.bring(_open_record(screen, row))


async def _open_record(screen: "OpenList", row: ListRow) -> None:
    """The record that the act changed, in its form; where there is none (any more), what it changed."""
    entry = await _entry(screen, row)
    if entry is None:
        return
    change = next((each for each in _by_weight(entry) if each.kind == Kind.JOB or each.kind in FORMS), None)
    if change is not None:
        wanted = change
        found = await screen.bridge.ask(lambda desk: desk.records(wanted.kind, [wanted.id]))
        record = found.get(change.id)
        if record is not None and change.kind == Kind.JOB:
            open_job_form(screen.session, change.id, closed=screen.after_form)
            return
        if record is not None:
            opening.open_over(screen, late(FORMS[change.kind]), record)
            return
    _show(screen, entry)


def _by_weight(entry: LogEntry) -> list[LogChange]:
    """Its changes, those of jobs first: what else an act wrote, it wrote for them."""
    return sorted(entry.changes, key=lambda change: change.kind != Kind.JOB)


def show_changes(screen: "OpenList", row: ListRow) -> None:
    """What the act changed, before and after."""
    screen.bring(_show_changes(screen, row))


async def _show_changes(screen: "OpenList", row: ListRow) -> None:
    entry = await _entry(screen, row)
    if entry is not None:
        _show(screen, entry)


async def _entry(screen: "OpenList", row: ListRow) -> LogEntry | None:
    """The act of a row; None, and that is said, where it is not among those any more that this person sees."""
    found = await screen.bridge.ask(lambda desk: desk.log(LogQuery(from_=row.id), row.id + 1, 1, with_changes=True))
    if found and found[0].revision == row.id:
        return found[0]
    screen.say("That act is not in your log any more.", "panel_warning")
    screen.reload()
    return None


def _show(screen: "OpenList", entry: LogEntry) -> None:
    office, width = screen.office, min(90, screen.app.size.width - 8)
    local = entry.at.astimezone(office.zone)
    who = known_as(office.person, entry.who)
    when = f"{local:%a} {local.day} {local:%b} {local.year} {clock_text(local, seconds=True)}"
    said = [f"{when}  {who}", entry.line]
    if entry.takes_back:
        said.append(f"It takes back act {entry.takes_back}.")
    if entry.undone_by:
        said.append(f"It was taken back by act {entry.undone_by}.")
    lines: list[Parts] = [[(f" {line}", "panel")] for text in said for line in wrapped(text, width)]
    for change in entry.changes[:_MOST_CHANGES]:
        lines += [[(f" {line}", role)] for text, role in _told(change) for line in wrapped(text, width)]
    rest = len(entry.changes) - _MOST_CHANGES
    if rest > 0:
        lines.append([(f" And {how_many(rest, 'record')} more.", "panel_muted")])
    screen.app.push_screen(Page(screen.look, screen.glyphs, f"Act {entry.revision}", lines))


def _told(change: LogChange) -> list[tuple[str, str]]:
    called = f"{noun_of(change.kind).capitalize()} {change.label or change.id}"
    if not change.version_before:
        return [(f"{called}: made", "panel_strong")]
    if not change.version_after:
        return [(f"{called}: deleted", "panel_strong")]
    told = [(f"  {each.field}: {each.before or 'nothing'}, then {each.after or 'nothing'}", "panel_muted")
            for each in change.told]  # fmt: skip
    return [(called, "panel_strong"), *told]


# -- the list ----------------------------------------------------------------------------------


def _when(value: Value, office: Office) -> str:
    """A moment in seconds since 1970 UTC, with its seconds: several acts are done in a minute."""
    local = datetime.fromtimestamp(int(value or 0), UTC).astimezone(office.zone)
    return f"{local:%Y-%m-%d} {clock_text(local, seconds=True)}"


def _who(value: Value, office: Office) -> str:
    return known_as(office.person, str(value))


def _stands(value: Value, office: Office) -> str:
    return f"by {value}" if value else ""


LOG = ListSpec(
    "log", "Log", "act",
    (
        Column("at", "When", 19, draw=_when, sort="revision"),
        Column("who", "Who", 14, 0.1, draw=_who, sort="-"),
        Column("line", "What", 20, 1.0, sort="-", role=lambda row: "muted" if row.values["undone_by"] else "ground"),
        Column("undone_by", "Taken back", 10, draw=_stands, sort="-", rank=1),
    ),
    sort="revision", descending=True,
    filters=(("", "All"), ("mine", "Mine"), ("office", "Office"), ("phones", "Phones")),
    open=_open, why_no_adding="what is done anywhere comes here by itself", deletes=False,
    kinds=tuple(Kind), called=lambda row: str(row.id),
    about=lambda row, office: str(row.values["line"]),
    nothing="Nothing of that is in the log.",
)  # fmt: skip
