"""What was deleted, by whom and when: a list like all others, from which everything can be brought back."""

from typing import TYPE_CHECKING

from industrack_core.domain.acts.acts import RestoreRecord
from industrack_core.domain.acts.row_rights import why_nothing
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.deletions import PARTS, word_of
from industrack_core.domain.records.listing import ListRow
from industrack_core.domain.records.office import Office
from industrack_core.domain.records.record import RECORD_TYPES, Retirable
from industrack_core.domain.rights import by_whom, known_as
from industrack_core.domain.time.span import MONTH_NAMES, format_clock
from industrack_tui.acting import perform
from industrack_tui.dialogs.dialog import wrapped
from industrack_tui.dialogs.page import Page
from industrack_tui.lists import drawing
from industrack_tui.lists.spec import Column, ListSpec, Value

if TYPE_CHECKING:
    from industrack_tui.lists.spec import OpenList

_ENTRIES = 30


def _kind(value: Value, office: Office) -> str:
    return word_of(str(value))


def restore(screen: "OpenList", row: ListRow) -> None:
    """The record as it was."""
    perform(screen, RestoreRecord(-row.id), "bring it back")


def why_not_restore(screen: "OpenList", row: ListRow) -> str:
    """It takes what making one takes; of what only left the lists to pick from, what changing it takes."""
    kind = str(row.values["kind"])
    return why_nothing(screen.office.person, [kind], is_new=not issubclass(RECORD_TYPES[kind], Retirable))


def _look(screen: "OpenList", row: ListRow) -> None:
    screen.bring(_show_history(screen, row))


async def _show_history(screen: "OpenList", row: ListRow) -> None:
    """What became of it, newest first: its deletion, and what each act before it changed."""
    kind, record_id = str(row.values["kind"]), -row.id
    history = await screen.bridge.ask(lambda desk: desk.history(kind, record_id, _ENTRIES))
    width = min(90, screen.app.size.width - 8)
    lines = []
    for entry in history:
        at = entry.at.astimezone(screen.office.zone)
        when = f"{at.day} {MONTH_NAMES[at.month - 1]} {at.year} {format_clock(entry.at, screen.office.zone)}"
        told = f" {when}  {by_whom(known_as(screen.office.person, entry.who), entry.via)}  {entry.line}"
        lines += [[(line, "panel")] for line in wrapped(told, width)]
        for change in entry.changes:
            told = f"   {change.field}: {change.before or 'nothing'}, then {change.after or 'nothing'}"
            lines += [[(line, "panel_muted")] for line in wrapped(told, width)]
    title = f"{word_of(kind)} {row.values['label']}"
    screen.app.push_screen(Page(screen.look, screen.glyphs, title, lines))


DELETED = ListSpec(
    "deletion", "Deleted", "deleted record",
    (
        Column("at", "When", 16, draw=drawing.as_moment),
        Column("kind", "What", 14, draw=_kind),
        Column("label", "Name", 20, 1.0),
        Column("who", "By", 10, 0.2, rank=1),
    ),
    sort="at", descending=True,
    filters=(
        ("", "All"), (Kind.JOB, "Jobs"), (Kind.CUSTOMER, "Customers"), (Kind.ESTIMATE, "Estimates"),
        (Kind.PURCHASE_ORDER, "Orders"), (Kind.INVENTORY_ITEM, "Items"), ("people", "People"), ("settings", "Settings"),
    ),
    open=_look, why_no_adding="what is deleted anywhere comes here by itself", deletes=False,
    kinds=tuple(PARTS), called=lambda row: str(row.values["label"]),
    nothing="Nothing is deleted here.",
)  # fmt: skip
