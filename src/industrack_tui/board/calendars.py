"""Choosing a calendar, and what is said about one."""

from industrack_tui.board.schedule import Schedule
from industrack_tui.dialogs.menu import Choice, Menu
from industrack_tui.terminal.awaiting import Coming
from industrack_tui.widgets.calendar_text import about_calendar, why_not_calendar

_LETTERS = "abcdefghijklmnoprstuvwxyz"


def choose_calendar(screen: Schedule) -> None:
    """The menu of calendars."""
    office = screen.office
    assert office is not None
    choices = [
        Choice(str(calendar.id), _LETTERS[index % len(_LETTERS)], calendar.name, about_calendar(office, calendar),
               why_not_calendar(office, calendar))
        for index, calendar in enumerate(office.calendars)
    ]  # fmt: skip

    def chosen(choice: str | None) -> None:
        if choice is not None:
            show_calendar(screen, int(choice))

    screen.app.push_screen(Menu(screen.look, screen.glyphs, "Calendar", choices, at=str(screen.calendar.id)), chosen)


def show_calendar(screen: Schedule, calendar_id: int) -> None:
    """Hours, slot, rows and queue of another calendar."""
    office = screen.office
    assert office is not None
    screen.state.choose_calendar(calendar_id)
    screen.preferences.keep(calendar_id=calendar_id)
    screen.show_office()
    calendar = screen.calendar
    screen.show_period()
    screen.status.say(f"{calendar.name}: {about_calendar(office, calendar)}.")
    screen.bring(screen.read_again(False), Coming.FILLS)


def edit_calendars(screen: Schedule) -> None:
    """The list of calendars."""
    screen.session.open("settings", "CALENDARS")
