"""Choosing a calendar, and editing them: a line of text with a live preview."""

from dataclasses import replace
from typing import TYPE_CHECKING

from industrack_core.domain.acts import SaveRecord
from industrack_core.domain.entry import EntryError, format_duration, parse_duration
from industrack_core.domain.office import DAY_MINUTES, Calendar, Office
from industrack_core.domain.text import clean_line, words
from industrack_tui.screens.dialogs import Choice, Menu, Prompt

if TYPE_CHECKING:
    from industrack_tui.screens.schedule import ScheduleScreen

_LETTERS = "abcdefghijklmnoprstuvwxyz"
_HINT = "Heating, 8-17, slot 15m, jobs 1h, groups Heating + Plumbing"


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


def choose(screen: "ScheduleScreen") -> None:
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

    screen.app.push_screen(Menu(screen.look, screen.glyphs, "Calendar", choices), chosen)


def show(screen: "ScheduleScreen", calendar_id: int) -> None:
    """Hours, slot, rows and queue of another calendar."""
    from industrack_core.domain.minute import minute_of
    from industrack_core.domain.span import day_span

    office = screen.office
    assert office is not None
    screen.calendar_id = calendar_id
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
    screen.spawn(screen.read_again(False))


# -- editing -------------------------------------------------------------------------------------


def edit(screen: "ScheduleScreen") -> None:
    """Choose which calendar to edit, or a new one."""
    office = screen.office
    assert office is not None
    choices = [
        Choice(str(calendar.id), _LETTERS[index % len(_LETTERS)], calendar.name, about(office, calendar))
        for index, calendar in enumerate(office.calendars)
    ]
    choices.append(Choice("0", "+", "New calendar", "needs a group"))

    def chosen(choice: str | None) -> None:
        if choice is not None:
            _edit(screen, office.calendars_by_id.get(int(choice)) or Calendar(name=""))

    screen.app.push_screen(Menu(screen.look, screen.glyphs, "Calendars", choices), chosen)


def _edit(screen: "ScheduleScreen", calendar: Calendar) -> None:
    from industrack_tui.screens import schedule_acts

    office = screen.office
    assert office is not None

    def explain(text: str) -> tuple[str, bool]:
        try:
            read = parse_calendar(text, calendar, office)
        except EntryError as error:
            return str(error), False
        return f"{read.name}: {about(office, read)}  {ruler(read)}", not why_not(office, read)

    def typed(text: str | None) -> None:
        if text:
            schedule_acts.perform(screen, SaveRecord(parse_calendar(text, calendar, office)), "save it")

    title = f"Calendar {calendar.name}" if calendar.id else "New calendar"
    text = calendar_text(calendar, office) if calendar.id else ""
    screen.app.push_screen(Prompt(screen.look, screen.glyphs, title, _HINT, explain, text=text), typed)


def ruler(calendar: Calendar) -> str:
    """The hours as the board will show them."""
    hours = range(calendar.opens // 60, -(-calendar.closes // 60))
    every = 1 if len(hours) <= 12 else 3
    return " ".join(f"{hour:02}" for hour in hours if hour % every == 0)


def calendar_text(calendar: Calendar, office: Office) -> str:
    """A calendar as it can be typed."""
    parts = [
        calendar.name, f"{_clock(calendar.opens)}-{_clock(calendar.closes)}", f"slot {calendar.slot_minutes}m",
        f"jobs {format_duration(calendar.job_minutes)}",
    ]  # fmt: skip
    groups = [group.name for group in office.groups if group.id in calendar.group_ids]
    if groups:
        parts.append(f"groups {' + '.join(groups)}")
    return ", ".join(parts)


def parse_calendar(text: str, before: Calendar, office: Office) -> Calendar:
    """A calendar from its line: the name first, then hours, slot, jobs and groups in any order.

    Raises EntryError with a sentence.
    """
    name, *parts = [part.strip() for part in clean_line(text).split(",")]
    if not name:
        raise EntryError("A calendar needs a name.")
    found = replace(before, name=name)
    for part in parts:
        word, _, rest = part.partition(" ")
        if word == "slot":
            found = replace(found, slot_minutes=_slot(rest))
        elif word in ("jobs", "job"):
            found = replace(found, job_minutes=parse_duration(rest))
        elif word in ("groups", "group"):
            found = replace(found, group_ids=_groups(rest, office))
        elif part:
            opens, closes = _hours(part)
            found = replace(found, opens=opens, closes=closes)
    return found


def _slot(text: str) -> int:
    minutes = parse_duration(text)
    if minutes not in (5, 10, 15, 20, 30, 60):
        raise EntryError("A slot is 5, 10, 15, 20, 30 or 60 minutes.")
    return minutes


def _hours(text: str) -> tuple[int, int]:
    first, dash, last = text.partition("-")
    try:
        opens, closes = _minutes(first), _minutes(last)
    except ValueError:
        dash = ""
    if not dash or not 0 <= opens < closes <= DAY_MINUTES:
        raise EntryError(f"{text!r} are no hours. Type for example: 8-17, or 07:30-16:00")
    return opens, closes


def _minutes(text: str) -> int:
    hour, _, minute = text.strip().partition(":")
    if not (hour.isascii() and hour.isdigit() and (not minute or (minute.isascii() and minute.isdigit()))):
        raise ValueError(text)
    if int(minute or 0) > 59:
        raise ValueError(text)
    return int(hour) * 60 + int(minute or 0)


def _groups(text: str, office: Office) -> tuple[int, ...]:
    ids = []
    for name in text.split("+"):
        wanted = "".join(words(name))
        found = [group for group in office.groups if "".join(words(group.name)).startswith(wanted) and wanted]
        exact = [group for group in found if "".join(words(group.name)) == wanted]
        if len(exact or found) != 1:
            known = ", ".join(group.name for group in office.groups)
            raise EntryError(f"There is no group {name.strip()!r}. There are: {known}.")
        ids.append((exact or found)[0].id)
    return tuple(dict.fromkeys(ids))
