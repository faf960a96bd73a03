"""Choosing a calendar, and what is said about one."""

from industrack_core.domain.entry import format_duration
from industrack_core.domain.office import Calendar, Office
from industrack_tui.awaiting import Coming
from industrack_tui.board.board import Board
from industrack_tui.screens.dialogs import Choice, Menu

_LETTERS = "abcdefghijklmnoprstuvwxyz"


def why_not(office: Office, calendar: Calendar) -> str:
    """Why a calendar cannot be used now; empty when it can."""
    if calendar.is_default:
        return ""
    if not any(group.id in calendar.group_ids for group in office.groups):
        return f"{calendar.name} has no group: give it one under Calendars, and it shows its people."
    if not office.pool(calendar):
        return f"Nobody active is in the groups of {calendar.name}."
    return ""


def about(office: Office, calendar: Calendar) -> str:
    """Hours, slot, usual duration and whose people, in one line."""
    groups = ", ".join(group.name for group in office.groups if group.id in calendar.group_ids)
    people = "everybody" if calendar.is_default else f"{groups or 'no group'}: {len(office.pool(calendar))}"
    times = f"{_clock(calendar.opens)}-{_clock(calendar.closes)}"
    return f"{times}, slot {calendar.slot_minutes}m, jobs {format_duration(calendar.job_minutes)}, {people}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def choose(screen: Board) -> None:
    """The menu of calendars."""
    office = screen.office
    assert office is not None
    choices = [
        Choice(str(calendar.id), _LETTERS[index % len(_LETTERS)], calendar.name, about(office, calendar),
               why_not(office, calendar))
        for index, calendar in enumerate(office.calendars)
    ]  # fmt: skip

    def chosen(choice: str | None) -> None:
        if choice is not None:
            show(screen, int(choice))

    screen.app.push_screen(Menu(screen.look, screen.glyphs, "Calendar", choices, at=str(screen.calendar.id)), chosen)


def show(screen: Board, calendar_id: int) -> None:
    """Hours, slot, rows and queue of another calendar."""
    from industrack_core.domain.minute import minute_of
    from industrack_core.domain.span import day_span

    office = screen.office
    assert office is not None
    screen.state.choose_calendar(calendar_id)
    screen.preferences.keep(calendar_id=calendar_id)
    screen.show_office()
    view, calendar = screen.timeline.view, screen.calendar
    screen.show_period()
    if not calendar.is_default:
        midnight = minute_of(day_span(screen.day, office.zone).starts_at)
        view.left = max(0, min(view.axis.column(midnight + calendar.opens), view.axis.columns - view.width))
        view.follow()
        screen.after_move()
    screen.status.say(f"{calendar.name}: {about(office, calendar)}.")
    screen.bring(screen.read_again(False), Coming.FILLS)


def ruler(calendar: Calendar) -> str:
    """The hours as the board will show them."""
    hours = range(calendar.opens // 60, -(-calendar.closes // 60))
    every = 1 if len(hours) <= 12 else 3
    return " ".join(f"{hour:02}" for hour in hours if hour % every == 0)


def edit(screen: Board) -> None:
    """The list of calendars."""
    screen.session.open("settings", "CALENDARS")
