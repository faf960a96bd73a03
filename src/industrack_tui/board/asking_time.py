"""A time that is typed for a job: asked for in a line that says meanwhile what it means."""

from collections.abc import Callable
from datetime import datetime

from industrack_core.domain.time.entry import EntryError, parse_when
from industrack_tui.board import verdict
from industrack_tui.board.schedule import Schedule
from industrack_tui.dialogs.prompt import Prompt


def ask_time(screen: Schedule, minutes: int, typed: Callable[[datetime], None]) -> None:
    """Ask when a job of so many minutes begins, read against the board's day; `typed` gets the instant (aware UTC)."""
    office = screen.office
    if office is None:
        return
    base, day_first = screen.day, office.company.day_first

    def read(text: str) -> datetime | None:
        when = parse_when(text, now=screen.session.now, zone=office.zone, base=base, day_first=day_first)
        return when.starts_at if when.has_time else None

    def explain(text: str) -> tuple[str, bool]:
        try:
            starts_at = read(text)
        except EntryError as error:
            return str(error), False
        if starts_at is None:
            return "A time is needed: 14:30, tomorrow 9.", False
        return verdict.when(starts_at, minutes, office), True

    def answered(text: str | None) -> None:
        starts_at = read(text) if text else None
        if starts_at is not None:
            typed(starts_at)

    screen.app.push_screen(
        Prompt(screen.look, screen.glyphs, "When?", "14:30, tomorrow 9, mon 8:15", explain), answered
    )
