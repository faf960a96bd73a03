"""The form of the company: its name, time zone, money, what stands on its papers, week and clock."""

from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

from industrack_core.domain.office import Company
from industrack_tui.screens.office import fields
from industrack_tui.screens.office.attaching import picture
from industrack_tui.screens.office.record_kind import FieldSpec, Owner, RecordSpec, Said, line, section
from industrack_tui.widgets.form.layout import Kind, Parts
from industrack_tui.widgets.form.pick import Candidate, matching
from industrack_tui.widgets.form.picture import Shown

if TYPE_CHECKING:
    from industrack_core.desk.desk import Desk
    from industrack_tui.screens.office.record_model import RecordModel
    from industrack_tui.screens.schedule import ScheduleScreen

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MOST = 40
"""So many zones are offered at once."""


@cache
def _zones() -> tuple[str, ...]:
    return tuple(sorted(available_timezones()))


def _seek_zone(desk: "Desk", model: "RecordModel", typed: str) -> list[Candidate]:
    """Zones of which every typed word begins a part of the name; each with the time that it is there now."""
    wanted = typed.replace("/", " ").replace("_", " ")
    named = [Candidate(zone, zone.replace("/", " ").replace("_", " ")) for zone in _zones()]
    found = [str(each.value) for each in matching(named, wanted)][:_MOST]
    return [Candidate(zone, zone, f"{model.clock.now.astimezone(ZoneInfo(zone)):%a %H:%M}") for zone in found]


def _put_zone(model: "RecordModel", owner: Owner, value: str) -> Owner:
    from dataclasses import replace

    return replace(owner, zone=value)


def _meaning(model: "RecordModel") -> list[Parts]:
    """What another zone does to all that is planned."""
    record: Company = model.record
    try:
        there = f"{model.clock.now.astimezone(ZoneInfo(record.zone)):%a %d %b %H:%M}"
    except (ValueError, OSError, KeyError):
        return []
    if record.zone == model.original.zone:
        return [((f"It is {there} there.", "panel_muted"),)]
    said = f"It is {there} there. Jobs stay at their moment, and are shown by the new clock: look through the board."
    return [((said, "panel_warning"),)]


def open_company(schedule: "ScheduleScreen") -> None:
    """The form, over whatever is shown."""
    from industrack_tui.screens.office.settings import open_record

    if schedule.office is not None:
        open_record(schedule, COMPANY, schedule.office.company)


COMPANY = RecordSpec(
    "company", "company",
    (
        section(
            "company", "Company",
            line(fields.text("name", "Name")),
            line(
                FieldSpec(
                    "zone", "Time zone", Kind.PICK, show=lambda model, owner: Shown(owner.zone), seek=_seek_zone,
                    pick=_put_zone, placeholder="new york, berlin, sydney",
                )
            ),
            Said(_meaning),
            line(
                fields.text("currency", "Currency", share=0.5, placeholder="USD"),
                fields.text("country", "Country", share=0.5, placeholder="US: how phone numbers are read"),
            ),
        ),
        section(
            "papers", "Papers",
            line(fields.text("address", "Address")),
            line(fields.text("phone", "Phone", share=0.5), fields.text("email", "E-mail", share=0.5)),
            line(
                fields.text("tax_number", "Tax no", share=0.5),
                fields.number("estimate_days", "Valid days", 0, 3650, share=0.5,
                              placeholder="how long an estimate holds; 0: for ever"),
            ),
            picture("logo", "the logo: a PNG or JPEG picture"),
        ),
        section(
            "dates", "Dates",
            line(
                fields.picked(
                    "first_weekday", "Week begins",
                    lambda model: [Candidate(day, name) for day, name in enumerate(_WEEKDAYS)],
                )
            ),
            line(fields.toggle("clock24", "Clock", "24 hours: 14:30, not 2:30 pm")),
            line(fields.toggle("day_first", "Dates", "day first: 3/4 is 3 April")),
        ),
    ),
    title=lambda model: "Company", first="name",
)  # fmt: skip
"""The form of the one company."""
