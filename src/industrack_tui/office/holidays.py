"""Holidays: the days that have a name, and their form."""

from typing import TYPE_CHECKING

from industrack_core.domain.kinds import Kind
from industrack_core.domain.records.listing import ListRow
from industrack_core.domain.records.office import Office
from industrack_core.domain.records.settings import Holiday
from industrack_core.domain.time.span import local_day
from industrack_tui.forms.record import fields
from industrack_tui.forms.record.spec import RecordSpec, across, section
from industrack_tui.lists import drawing, opening
from industrack_tui.lists.spec import Column, ListSpec

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
    nothing="No holidays yet. [list.add] adds one.",
)  # fmt: skip
"""The list of all of them, the last one first."""
