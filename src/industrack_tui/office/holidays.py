"""Holidays: the days that have a name, and their form."""

from typing import TYPE_CHECKING

from industrack_core.desk.records.holiday_acts import new_holidays
from industrack_core.desk.values.public_holidays import HolidayYear, parse_holiday_year, public_holidays
from industrack_core.domain.acts.imported import TakeHolidays
from industrack_core.domain.errors import UsageError
from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.listing import ListRow
from industrack_core.domain.records.office import Office
from industrack_core.domain.records.settings import Holiday
from industrack_core.domain.time.span import MONTH_NAMES, WEEKDAY_NAMES, local_day
from industrack_tui.acting import perform
from industrack_tui.dialogs.prompt import Prompt
from industrack_tui.forms.record import fields
from industrack_tui.forms.record.spec import RecordSpec, across, section
from industrack_tui.lists import drawing, opening
from industrack_tui.lists.spec import Column, ListSpec
from industrack_tui.terminal.awaiting import Coming

if TYPE_CHECKING:
    from industrack_tui.forms.record.state import RecordState
    from industrack_tui.lists.spec import OpenList


def _title(model: "RecordState") -> str:
    return "New holiday" if model.is_new else f"Holiday {model.original.name}"


HOLIDAY = RecordSpec(
    Kind.HOLIDAY, Kind.HOLIDAY.noun,
    (
        section(
            "all", "Holiday",
            across(fields.date_of("day", "Day", needed=True), fields.text("name", "Name")),
            across(fields.tick_box("closed", "Closed", "nobody works then")),
            across(fields.text("country", "Country", placeholder="whose it is: DE-BE")),
        ),
    ),
    title=_title, first="day",
)  # fmt: skip
"""The form of a day."""


def _new(screen: "OpenList") -> Holiday:
    return Holiday(day=local_day(screen.bridge.desk.clock(), screen.office.zone), name="")


def _about(row: ListRow, office: Office) -> str:
    closed = "nobody works then" if row.values["closed"] else "people work as on any day"
    return f"{row.values['name']}: {closed}"


HOLIDAYS = ListSpec(
    Kind.HOLIDAY, "Holidays", Kind.HOLIDAY.noun,
    (
        Column("day", "Day", 16, draw=drawing.as_day),
        Column("name", "Name", 24, 1.0),
        Column("closed", "", 10, draw=drawing.as_flag("closed"), sort="-"),
        Column("country", "Country", 8, sort="-", rank=1),
    ),
    sort="day", descending=True,
    open=opening.opens("office.holidays:HOLIDAY"), add=opening.adds("office.holidays:HOLIDAY", _new), about=_about,
    nothing="No holidays yet. [list.add] adds one, [holiday.take] takes those of a country.",
)  # fmt: skip
"""The list of all of them, the last one first."""

# -- those of a country ------------------------------------------------------------------------


def ask_place(screen: "OpenList") -> None:
    """Which country's, of which year; what would be taken is shown before it is."""
    country = screen.office.company.country
    next_year = local_day(screen.bridge.desk.clock(), screen.office.zone).year + 1

    def typed(text: str | None) -> None:
        if text:
            screen.bring(_preview(screen, parse_holiday_year(text)), Coming.OPENS)

    prompt = Prompt(
        screen.look, screen.glyphs, "Take the holidays of", "DE-BE 2027", _meaning,
        text=f"{country} {next_year}" if country else "",
    )  # fmt: skip
    screen.app.push_screen(prompt, typed)


def _meaning(text: str) -> tuple[str, bool]:
    try:
        wanted = parse_holiday_year(text)
    except UsageError as error:
        return str(error), False
    return f"The public holidays of {wanted.place} in {wanted.year}.", True


async def _preview(screen: "OpenList", wanted: HolidayYear) -> None:
    """The days, and how many the office has already; yes takes the others."""
    days, place = await screen.bridge.seek(lambda desk: public_holidays(wanted))
    new = new_holidays(days, screen.office.holidays)
    act = TakeHolidays(days, place, wanted.year)
    if not new:
        perform(screen, act, "take them")  # which says that they are there
        return
    there = len(days) - len(new)
    told = [f"Holidays of {place} in {wanted.year}, on which nobody works:"]
    told.append("; ".join(f"{_day(each)} {each.name}" for each in new) + ".")
    if there:
        told.append(
            f"{there} more {'is' if there == 1 else 'are'} there already and {'stays' if there == 1 else 'stay'}."
        )

    def answered(yes: bool | None) -> None:
        if yes:
            perform(screen, act, "take them")

    screen.session.ask(told, f"take {'it' if len(new) == 1 else f'these {len(new)}'}", answered)


def _day(holiday: Holiday) -> str:
    day = holiday.day
    return f"{WEEKDAY_NAMES[day.weekday()]} {day.day} {MONTH_NAMES[day.month - 1]}"
