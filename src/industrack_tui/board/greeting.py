"""What the status line says while there is nothing to say: on somebody's first starts, what the marks mean."""

from typing import TYPE_CHECKING

from industrack_tui.board.schedule import Schedule
from industrack_tui.commands.board import BY_ID
from industrack_tui.glyphs import legend_in

if TYPE_CHECKING:
    from industrack_core.domain.records.office import Office


def greet(screen: Schedule, office: "Office") -> None:
    """On the first starts the marks are explained while there is nothing to say."""
    if office.employees and screen.preferences.count_start():
        known: dict[tuple[int, bool], tuple[str, str]] = {}
        screen.status.unsaid = lambda cells: _marks(screen, cells, known)
    screen.status.say("" if office.employees else "An empty company.")


def _marks(screen: Schedule, cells: int, known: dict[tuple[int, bool], tuple[str, str]]) -> tuple[str, str]:
    """The marks and a hint, in so many cells; asked at every key, so they stay `known`."""
    if screen.in_timeline and screen.timeline.below.lines:
        return "", ""  # they stand below the rows
    asked = cells, screen.session.known_office.has_phones
    if asked not in known:
        title, hint = "Marks  ", f"   {BY_ID['app.marks'].shown_key} all marks"
        room = cells - len(title) - len(hint)
        known[asked] = title + legend_in(screen.glyphs, room, phones=asked[1]), hint
    return known[asked]
